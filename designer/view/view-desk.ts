/** What palette and canvas of one view share: the field that is dragged from the one to the other. */
import type { OpenDocument } from '../session/open-document.js';
import { followDrag } from '../workbench/follow-drag.js';

/** The canvas, as the palette knows it. */
export interface ColumnTarget {
  over(path: string, x: number, y: number): void;
  drop(path: string, x: number, y: number): void;
  leave(): void;
  /** Without a pointer: after the selected column. */
  take(path: string): void;
}

export class ViewDesk {
  target: ColumnTarget | undefined;
  /** The way into the palette, by the key that adds. */
  openPalette: (() => void) | undefined;

  hold(event: PointerEvent, path: string): void {
    followDrag(event, {
      over: (x, y) => this.target?.over(path, x, y),
      drop: (x, y) => this.target?.drop(path, x, y),
      leave: () => this.target?.leave(),
    });
  }
}

const desks = new WeakMap<OpenDocument, ViewDesk>();

/** The desk of an open view: as long as the document is open. */
export function viewDeskOf(open: OpenDocument): ViewDesk {
  const held = desks.get(open) ?? new ViewDesk();
  desks.set(open, held);
  return held;
}
