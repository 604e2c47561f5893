/** Dragging a row of the field table by its handle: where it would go, and what was let go. */
import type { ReactiveControllerHost } from 'lit';

export interface DragParts {
  /** The rows in their order, with `data-id`. */
  rows(): readonly HTMLElement[];
  drop(id: string, after: string | null): void;
}

export class FieldDrag {
  #id: string | undefined;
  /** The row that it would go behind; null is the first place. */
  #after: string | null | undefined;

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly parts: DragParts,
  ) {}

  classOf(id: string): string {
    if (this.#id === undefined) return '';
    if (id === this.#id) return 'carried';
    if (this.#after === id) return 'below';
    return this.#after === null && this.parts.rows()[0]?.dataset['id'] === id ? 'above' : '';
  }

  start(event: PointerEvent, id: string): void {
    if (event.button !== 0) return;
    event.preventDefault();
    const handle = event.currentTarget as HTMLElement;
    handle.setPointerCapture(event.pointerId);
    const move = (each: PointerEvent) => {
      this.#id = id;
      const before = this.parts.rows().filter((row) => {
        const { top, height } = row.getBoundingClientRect();
        return each.clientY > top + height / 2;
      });
      this.#after = before.at(-1)?.dataset['id'] ?? null;
      this.host.requestUpdate();
    };
    const end = (each: Event) => {
      handle.removeEventListener('pointermove', move);
      const [dragged, after] = [this.#id, this.#after];
      this.#id = undefined;
      this.#after = undefined;
      this.host.requestUpdate();
      if (each.type === 'pointerup' && dragged !== undefined && after !== undefined && after !== dragged) this.parts.drop(dragged, after); // prettier-ignore
    };
    handle.addEventListener('pointermove', move);
    handle.addEventListener('pointerup', end, { once: true });
    handle.addEventListener('pointercancel', end, { once: true });
  }
}
