/**
 * What palette and canvas of one form share: what is being dragged from the one to the other. A drag is followed on the
 * window, since it goes over the edges of elements; Esc ends it.
 */
import type { FormNode } from '../../metadata/schema/entity.js';
import type { OpenDocument } from '../session/open-document.js';
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

/** Pixels that a pointer moves before it drags: less is a click. */
const threshold = 4;

export class FormDesk {
  target: DropTarget | undefined;
  /** The way into the palette, by the key that adds. */
  openPalette: (() => void) | undefined;

  /** From `pointerdown` on something that can be dragged. */
  hold(event: PointerEvent, carried: Carried): void {
    if (event.button !== 0) return;
    let dragging = false;
    const { clientX, clientY } = event;
    const move = (each: PointerEvent) => {
      if (!dragging && Math.hypot(each.clientX - clientX, each.clientY - clientY) < threshold) return;
      dragging = true;
      // Text under the pointer is not to be selected on the way.
      each.preventDefault();
      this.target?.over(carried, each.clientX, each.clientY);
    };
    const key = (each: KeyboardEvent) => {
      if (each.key !== 'Escape') return;
      each.preventDefault();
      each.stopPropagation();
      end();
    };
    const up = (each: PointerEvent) => {
      if (dragging) {
        // The click that comes with it is the end of the drag, no click.
        const swallow = (click: Event) => (click.stopPropagation(), click.preventDefault());
        window.addEventListener('click', swallow, { capture: true });
        setTimeout(() => window.removeEventListener('click', swallow, { capture: true }), 0);
        this.target?.drop(carried, each.clientX, each.clientY);
      }
      end();
    };
    const end = () => {
      window.removeEventListener('pointermove', move);
      window.removeEventListener('pointerup', up);
      window.removeEventListener('pointercancel', end);
      window.removeEventListener('keydown', key, { capture: true });
      this.target?.leave();
    };
    window.addEventListener('pointermove', move);
    window.addEventListener('pointerup', up);
    window.addEventListener('pointercancel', end);
    window.addEventListener('keydown', key, { capture: true });
  }
}

const desks = new WeakMap<OpenDocument, FormDesk>();

/** The desk of an open form: as long as the document is open. */
export function deskOf(open: OpenDocument): FormDesk {
  const held = desks.get(open) ?? new FormDesk();
  desks.set(open, held);
  return held;
}
