/** What palette and canvas of one form share: what is being dragged from the one to the other. */
import type { FormNode } from '../../metadata/schema/entity.js';
import type { OpenDocument } from '../session/open-document.js';
import { followDrag } from '../workbench/follow-drag.js';
import type { NodeType, Place } from './gestures/form-tree.js';

/** What is taken hold of: a block of the form, a new one, or the type of a field that is yet to be named. */
export type Carried =
  | { readonly kind: 'move'; readonly id: string; readonly type: NodeType; readonly label: string }
  | { readonly kind: 'node'; readonly type: NodeType; readonly label: string; make(form: unknown): FormNode }
  | { readonly kind: 'field'; readonly type: 'field'; readonly label: string; readonly fieldType: string; readonly named?: string }; // prettier-ignore

/** The canvas, as the palette knows it. */
export interface DropTarget {
  over(carried: Carried, x: number, y: number): void;
  drop(carried: Carried, x: number, y: number): void;
  leave(): void;
  /** Without a pointer: beside what is selected. */
  take(carried: Carried, place?: Place): void;
  focusSelected(): void;
}

export class FormDesk {
  target: DropTarget | undefined;
  /** The way into the palette, by the key that adds. */
  openPalette: (() => void) | undefined;

  /** From `pointerdown` on something that can be dragged. */
  hold(event: PointerEvent, carried: Carried): void {
    followDrag(event, {
      over: (x, y) => this.target?.over(carried, x, y),
      drop: (x, y) => this.target?.drop(carried, x, y),
      leave: () => this.target?.leave(),
    });
  }
}

const desks = new WeakMap<OpenDocument, FormDesk>();

/** The desk of an open form: as long as the document is open. */
export function deskOf(open: OpenDocument): FormDesk {
  const held = desks.get(open) ?? new FormDesk();
  desks.set(open, held);
  return held;
}
