/** The handle of a row that can be moved: dragged by pointer or finger, or moved by the arrow keys while it has the focus. */
import { html } from 'lit';
import { icon } from '../ui/icon.js';

/** A row on its way: where it was, and where it would be put down. */
export interface Dragged {
  readonly from: number;
  readonly to: number;
}

export interface RowHandle {
  readonly index: number;
  readonly label: string;
  readonly tip: string;
  /** Undefined: it was put down where it was, or let go. */
  drag(dragged: Dragged | undefined): void;
  move(from: number, to: number): void;
  /** The rows on the page, top to bottom. */
  rows(): readonly Element[];
}

/** Which row the arrows move to; undefined for other keys. */
export const stepOf = (key: string): number | undefined => ({ ArrowUp: -1, ArrowDown: 1 })[key];

export function rowHandle({ index, label, tip, drag, move, rows }: RowHandle) {
  let dragged: Dragged | undefined;
  const take = (event: PointerEvent) => {
    if (event.button !== 0) return;
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    drag((dragged = { from: index, to: index }));
  };
  const follow = (event: PointerEvent) => {
    if (!(event.currentTarget as HTMLElement).hasPointerCapture(event.pointerId)) return;
    const all = rows();
    const at = all.findIndex((row) => event.clientY < row.getBoundingClientRect().bottom);
    drag((dragged = { from: index, to: at < 0 ? all.length - 1 : at }));
  };
  const drop = (event: PointerEvent) => {
    if (!(event.currentTarget as HTMLElement).hasPointerCapture(event.pointerId)) return;
    // Where it was put down is asked once more: the row may have been drawn anew on the way.
    follow(event);
    const { from, to } = dragged ?? { from: index, to: index };
    drag(undefined);
    if (from !== to) move(from, to);
  };
  const key = (event: KeyboardEvent) => {
    const step = stepOf(event.key);
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    move(index, index + step);
  };
  return html`<button
    type="button"
    class="ib xs grip"
    aria-label=${label}
    data-tip=${tip}
    @pointerdown=${take}
    @pointermove=${follow}
    @pointerup=${drop}
    @pointercancel=${() => drag(undefined)}
    @keydown=${key}
  >
    ${icon('grip-vertical', 's')}
  </button>`;
}
