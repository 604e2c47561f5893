/** What palette, canvas and chart of one open dashboard share: what is dragged, and which chart is being made. */
import type { OpenDocument } from '../session/open-document.js';
import { followDrag } from '../workbench/follow-drag.js';
import type { Picked } from '../chart/gestures/pick-fields.js';
import type { NewPart } from './gestures/parts.js';

/** A part of the board, one that is put in, or a field for a chart. */
export type Carried =
  | { readonly kind: 'move'; readonly id: string; readonly grip: { readonly x: number; readonly y: number } }
  | { readonly kind: 'part'; readonly label: string; readonly w: number; readonly h: number; make(): Promise<NewPart | undefined> }
  | { readonly kind: 'field'; readonly label: string; readonly picked: Picked }; // prettier-ignore

/** The canvas, as the palette knows it. */
export interface DropTarget {
  over(carried: Carried, x: number, y: number): void;
  drop(carried: Carried, x: number, y: number): void;
  leave(): void;
  /** Without a pointer: where there is room, or into the well that fits. */
  take(carried: Carried): void;
  focusSelected(): void;
}

export class BoardDesk {
  target: DropTarget | undefined;
  /** The way into the palette, by the key that adds. */
  openPalette: (() => void) | undefined;
  /** The chart that fills the canvas. */
  editing: string | undefined;

  hold(event: PointerEvent, carried: Carried): void {
    followDrag(event, {
      over: (x, y) => this.target?.over(carried, x, y),
      drop: (x, y) => this.target?.drop(carried, x, y),
      leave: () => this.target?.leave(),
    });
  }
}

const desks = new WeakMap<OpenDocument, BoardDesk>();

/** The desk of an open dashboard: as long as the document is open. */
export function deskOf(open: OpenDocument): BoardDesk {
  const held = desks.get(open) ?? new BoardDesk();
  desks.set(open, held);
  return held;
}
