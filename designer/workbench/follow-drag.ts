/** A drag by pointer, followed on the window since it goes over the edges of elements; Esc ends it. */

export interface DragSteps {
  over(x: number, y: number): void;
  drop(x: number, y: number): void;
  /** It has ended, dropped or not. */
  leave(): void;
}

/** Pixels that a pointer moves before it drags: less is a click. */
const threshold = 4;

/** From `pointerdown` on something that can be dragged. */
export function followDrag(event: PointerEvent, steps: DragSteps): void {
  if (event.button !== 0) return;
  let dragging = false;
  const { clientX, clientY } = event;
  const move = (each: PointerEvent) => {
    if (!dragging && Math.hypot(each.clientX - clientX, each.clientY - clientY) < threshold) return;
    dragging = true;
    // Text under the pointer is not to be selected on the way.
    each.preventDefault();
    steps.over(each.clientX, each.clientY);
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
      steps.drop(each.clientX, each.clientY);
    }
    end();
  };
  const end = () => {
    window.removeEventListener('pointermove', move);
    window.removeEventListener('pointerup', up);
    window.removeEventListener('pointercancel', end);
    window.removeEventListener('keydown', key, { capture: true });
    steps.leave();
  };
  window.addEventListener('pointermove', move);
  window.addEventListener('pointerup', up);
  window.addEventListener('pointercancel', end);
  window.addEventListener('keydown', key, { capture: true });
}
