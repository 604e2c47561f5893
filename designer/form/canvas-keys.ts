/** The keys of the form canvas. Each drag has its key here. */
import type { FormActs } from './form-acts.js';
import { findNode } from './gestures/form-tree.js';
import { neighbour, type Direction } from './gestures/moves.js';

export interface KeyParts {
  readonly acts: FormActs;
  /** The block that has the focus; empty: the form itself. */
  readonly id: string;
  /** What is seen, the form itself first. */
  readonly order: readonly string[];
  inspect(): void;
  palette(): void;
  menu(): void;
}

const directions: Readonly<Record<string, Direction>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
};

/** `moved`: the focus goes to what is selected; `done`: it is elsewhere already; undefined: no key of ours. */
export function canvasKey(event: KeyboardEvent, parts: KeyParts): 'moved' | 'done' | undefined {
  const { acts, id, order } = parts;
  const direction = directions[event.key];
  if (event.ctrlKey || event.metaKey) return undefined;
  if (direction && event.altKey) {
    if (id === '') return undefined;
    if (event.shiftKey) return widen(acts, id, direction);
    acts.move(id, direction);
    return 'moved';
  }
  if (event.altKey) return undefined;
  const walk = (to: string | undefined): 'moved' => {
    acts.select(to === '' ? undefined : to);
    return 'moved';
  };
  switch (event.key) {
    case 'ArrowDown':
      return walk(neighbour(order, id, 1));
    case 'ArrowUp':
      return walk(neighbour(order, id, -1));
    case 'ArrowRight':
      return walk(neighbour(order, id, 1));
    case 'ArrowLeft':
      return walk(id === '' ? '' : (findNode(acts.form, id)?.holder?.id ?? ''));
    case 'Home':
      return walk(order[0]);
    case 'End':
      return walk(order.at(-1));
    case 'Delete':
      if (id === '') return undefined;
      acts.remove(id);
      return 'moved';
    case 'Insert':
      parts.palette();
      return 'done';
    case 'Enter':
      parts.inspect();
      return 'done';
    case 'ContextMenu':
      parts.menu();
      return 'done';
    case 'F10':
      if (!event.shiftKey) return undefined;
      parts.menu();
      return 'done';
    default:
      return undefined;
  }
}

function widen(acts: FormActs, id: string, direction: Direction): 'done' | undefined {
  const node = findNode(acts.form, id)?.node;
  if (node?.type !== 'field' || direction === 'up' || direction === 'down') return undefined;
  acts.span(id, (node.span ?? 4) + (direction === 'right' ? 1 : -1));
  return 'done';
}
