/** Copying from a sheet: the chosen range, or the active cell, as text; of a large sheet rows that are not here are read first. */
import type { Host } from '../host/host.js';
import type { GridLayout, GridPlace } from './grid-layout.js';
import { cellsIn, rangeOf, textOfRange, type GridRange } from './grid-range.js';
import type { SheetTools } from './sheet-input-port.js';
import { writeClipboard } from './write-clipboard.js';

export interface CopiedSheet {
  readonly host: Pick<Host, 'toasts' | 'i18n'>;
  readonly layout: GridLayout | undefined;
  readonly place: GridPlace;
  readonly range: GridRange | undefined;
  readonly input: Pick<SheetTools, 'look'> | undefined;
  readonly updateComplete: Promise<unknown>;
  readAll(): Promise<boolean>;
}

/** Text that is marked with the mouse is the browser's to copy. */
const hasMarked = (): boolean => String(getSelection() ?? '') !== '';

export class SheetCopier {
  constructor(private readonly sheet: CopiedSheet) {}

  /** False: the key stays the browser's. */
  copy(): boolean {
    const range = this.#range();
    if (hasMarked() || !range) return false;
    const { toasts, i18n } = this.sheet.host;
    const said = () => toasts.show({ text: i18n.t('sheet.copied', { count: cellsIn(range) }) });
    // Where the page may not write there, the browser's own copy does it (`copied`).
    writeClipboard(this.#textOf(range))?.then(said, () => undefined);
    return navigator.clipboard !== undefined;
  }

  /** The browser copies. */
  copied = (event: ClipboardEvent): void => {
    const range = this.#range();
    if (hasMarked() || !range) return;
    event.preventDefault();
    const text = this.#textOf(range);
    if (typeof text === 'string') event.clipboardData?.setData('text/plain', text);
    else void writeClipboard(text)?.catch(() => undefined);
  };

  #range(): GridRange | undefined {
    const { layout, place, range } = this.sheet;
    return layout && (range ?? rangeOf(layout, place, place));
  }

  #textOf(range: GridRange): string | Promise<string> {
    const { sheet } = this;
    const text = () => textOfRange(sheet.layout!, range, (cell) => sheet.input?.look(cell)?.text ?? cell.text);
    const rows = Array.from({ length: range.bottom - range.top + 1 }, (_, index) => range.top + index);
    if (rows.every((row) => sheet.layout!.isRead(row))) return text();
    return sheet.readAll().then(async (isRead) => {
      if (!isRead) throw new Error('Not all rows could be read.');
      await sheet.updateComplete;
      return text();
    });
  }
}
