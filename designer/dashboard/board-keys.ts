/** The keys of the dashboard canvas. Each drag has its key here. */
import type { WidgetDocument } from '../../metadata/schema/dashboard.js';
import type { BoardActs } from './board-acts.js';
import { neighbour } from './gestures/places.js';

export interface BoardKeyParts {
  readonly acts: BoardActs;
  /** Parts of the tab that is shown. */
  readonly here: readonly WidgetDocument[];
  /** The part that has the focus. */
  readonly id: string;
  /** The chart, or the properties of another part. */
  edit(): void;
  inspect(): void;
  palette(): void;
  menu(): void;
}

const steps: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1],
}; // prettier-ignore

/** `moved`: the focus goes to what is selected; `done`: it is elsewhere already; undefined: no key of ours. */
export function boardKey(event: KeyboardEvent, { acts, here, id, edit, inspect, palette, menu }: BoardKeyParts): 'moved' | 'done' | undefined {
  const step = steps[event.key];
  const widget = here.find((each) => each.id === id);
  if (!widget) return undefined;
  if (step && event.altKey) {
    const [dx, dy] = step;
    const { x, y, w, h } = widget;
    acts.select(id);
    acts.place(id, event.shiftKey ? { w: w + dx, h: h + dy } : { x: x + dx, y: y + dy }, `${event.shiftKey ? 'size' : 'place'} of ${id}`);
    return 'moved';
  }
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'd') {
    acts.copy(id);
    return 'moved';
  }
  if (event.altKey || event.ctrlKey || event.metaKey) return undefined;
  if (step) {
    const next = neighbour(here, id, step);
    if (next !== undefined) acts.select(next);
    return 'moved';
  }
  switch (event.key) {
    case ' ':
      acts.select(id);
      return 'moved';
    case 'Home':
    case 'End':
      acts.select(event.key === 'Home' ? here[0]!.id : here.at(-1)!.id);
      return 'moved';
    case 'Delete':
      acts.remove(id);
      return 'moved';
    case 'Escape':
      acts.select(undefined);
      return 'done';
    case 'Insert':
      palette();
      return 'done';
    case 'F2':
      acts.select(id);
      edit();
      return 'done';
    case 'Enter':
      acts.select(id);
      inspect();
      return 'done';
    case 'ContextMenu':
      menu();
      return 'done';
    case 'F10':
      if (!event.shiftKey) return undefined;
      menu();
      return 'done';
    default:
      return undefined;
  }
} // prettier-ignore
