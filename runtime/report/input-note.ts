/** What is wrong with the cell that has the focus, said beside it. */
import type { GridCell } from '../../metadata/sheet/types.js';
import type { SheetPort } from './sheet-input-port.js';

export class InputNote {
  #element: HTMLElement | undefined;

  constructor(private readonly sheet: () => SheetPort | undefined) {}

  /** Below the cell, or above where there is no room; nothing to say takes it away. */
  show(cell: GridCell | undefined, text: string | undefined): void {
    const sheet = this.sheet();
    const at = cell && text !== undefined ? sheet?.elementOf(cell) : undefined;
    if (!at || !sheet) {
      this.#element?.remove();
      this.#element = undefined;
      return;
    }
    const note = (this.#element ??= document.createElement('div'));
    note.className = 'note';
    if (note.textContent !== text) note.textContent = text!;
    if (!note.isConnected) sheet.renderRoot.append(note);
    const [box, inside] = [at.getBoundingClientRect(), sheet.getBoundingClientRect()];
    const { offsetWidth, offsetHeight } = note;
    const below = box.bottom + 2 - inside.top;
    const top = below + offsetHeight <= inside.height ? below : box.top - 2 - inside.top - offsetHeight;
    note.style.top = `${top}px`;
    note.style.left = `${Math.max(4, Math.min(box.left - inside.left, inside.width - offsetWidth - 4))}px`;
  }
}
