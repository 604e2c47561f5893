/** What canvas and palette of one print template share: the caret, and the piece that is dragged. */
import type { Scope } from '../../metadata/print/scope.js';
import type { OpenDocument } from '../session/open-document.js';
import { followDrag } from '../workbench/follow-drag.js';
import type { Part } from './gestures.js';
import type { Snippet } from './snippets.js';

export interface Carried {
  /** For the history: what is put in. */
  readonly label: string;
  readonly snippet: Snippet;
  /** The text it belongs to where it means nothing elsewhere: page numbers. */
  readonly part?: Part;
}

export interface PieceTarget {
  over(x: number, y: number): void;
  drop(carried: Carried, x: number, y: number): void;
  leave(): void;
  /** At the caret. */
  take(carried: Carried): void;
}

export class PrintDesk {
  target: PieceTarget | undefined;
  openPalette: (() => void) | undefined;
  /** Around the caret, the innermost first. */
  scopes: readonly Scope[] = [];
  #listeners = new Set<() => void>();

  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The caret stands elsewhere. */
  show(scopes: readonly Scope[]): void {
    const key = (all: readonly Scope[]): string => all.map((scope) => (scope.is === 'word' ? 'word' : `${scope.is} ${scope.entity.name}`)).join(); // prettier-ignore
    const isSame = key(scopes) === key(this.scopes);
    this.scopes = scopes;
    if (!isSame) for (const listener of [...this.#listeners]) listener();
  }

  hold(event: PointerEvent, carried: Carried): void {
    followDrag(event, {
      over: (x, y) => this.target?.over(x, y),
      drop: (x, y) => this.target?.drop(carried, x, y),
      leave: () => this.target?.leave(),
    });
  }
}

const desks = new WeakMap<OpenDocument, PrintDesk>();

/** The desk of an open template: as long as the document is open. */
export function printDeskOf(open: OpenDocument): PrintDesk {
  const held = desks.get(open) ?? new PrintDesk();
  desks.set(open, held);
  return held;
}
