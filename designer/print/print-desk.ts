/** What canvas and palette of one print template share while it is open: the text that is edited, the caret, what is put there. */
import type { OpenDocument } from '../session/open-document.js';
import { followDrag } from '../workbench/follow-drag.js';
import type { TemplatePart } from './template-texts.js';

/** Puts a text at the caret, or where a pointer lets it go. */
export interface TextTarget {
  insert(text: string, at?: { readonly x: number; readonly y: number }): void;
  /** Shows where it would go. */
  over(x: number, y: number): void;
  leave(): void;
}

export class PrintDesk {
  part: TemplatePart = 'body';
  /** The text before the caret. */
  before = '';
  target: TextTarget | undefined;
  /** The way into the palette, by the key that adds. */
  openPalette: (() => void) | undefined;
  readonly #listeners = new Set<() => void>();

  choose(part: TemplatePart): void {
    this.part = part;
    this.before = '';
    this.tell();
  }

  caretAt(before: string): void {
    if (before === this.before) return;
    this.before = before;
    this.tell();
  }

  hold(event: PointerEvent, text: string): void {
    followDrag(event, {
      over: (x, y) => this.target?.over(x, y),
      drop: (x, y) => this.target?.insert(text, { x, y }),
      leave: () => this.target?.leave(),
    });
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}

const desks = new WeakMap<OpenDocument, PrintDesk>();

export function printDeskOf(open: OpenDocument): PrintDesk {
  const held = desks.get(open) ?? new PrintDesk();
  desks.set(open, held);
  return held;
}
