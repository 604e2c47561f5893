/**
 * Dragging a bar or one of its ends along the axis with the mouse or a pen, in whole days. Escape and anything that takes the
 * pointer away leave it as it was. Fingers scroll; they have a menu.
 */
import { swallowClick } from '../pointer-drag.js';

export interface BarDrag {
  /** Pixels of a day. */
  dayWidth(): number;
  /** Days from where it began. */
  preview(days: number): void;
  done(): void;
  cancel(): void;
}

/** Pixels after which it is a drag and no click. */
const slack = 4;

export function startBarDrag(event: PointerEvent, drag: BarDrag): void {
  if (event.button !== 0 || event.pointerType === 'touch') return;
  const startX = event.clientX;
  const stop = new AbortController();
  let days: number | undefined;
  const end = (isDone: boolean) => {
    stop.abort();
    if (days === undefined) return;
    if (isDone) drag.done();
    else drag.cancel();
  };
  const move = ({ clientX }: PointerEvent) => {
    if (days === undefined && Math.abs(clientX - startX) < slack) return;
    const next = Math.round((clientX - startX) / drag.dayWidth());
    if (next === days) return;
    days = next;
    drag.preview(next);
  };
  const { signal } = stop;
  window.addEventListener('pointermove', move, { signal });
  window.addEventListener(
    'pointerup',
    () => {
      if (days !== undefined) swallowClick();
      end(true);
    },
    { signal },
  );
  window.addEventListener('pointercancel', () => end(false), { signal });
  window.addEventListener('blur', () => end(false), { signal });
  window.addEventListener('keydown', (key) => key.key === 'Escape' && end(false), { signal, capture: true });
}
