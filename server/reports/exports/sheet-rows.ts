/**
 * Rows of a grid -> rows of a worksheet's XML, as they come: nothing is kept of a row that is written but where merged
 * cells go on, and which looks there are. Text never becomes a formula.
 */
import type { CellStyle } from 'hucre';
import { formatAddress } from '../../../metadata/sheet/address.js';
import { isIsoDate, serialDate } from '../../../metadata/sheet/format.js';
import type { GridCell, GridRow } from '../../../metadata/sheet/types.js';
import type { FileContent, GridPiece } from './file-content.js';

/** Excel refuses more in one cell. */
const LONGEST = 32_767;

export interface SheetRowsOptions {
  readonly content: Pick<FileContent, 'sheet' | 'timeZone'>;
  /** By `row,column` of the grid. */
  readonly formulas?: ReadonlyMap<string, string> | undefined;
  styleOf(cell: GridCell, row: GridRow, piece: GridPiece): CellStyle;
  heightOf(row: GridRow, index: number, piece: GridPiece): number;
}

/** Part of a merged cell that is still to come. */
interface Open {
  readonly from: number;
  readonly to: number;
  readonly last: number;
  readonly style: number;
}

export class SheetRows {
  /** Distinct looks; a cell's `s` is its place here and one, for 0 is that of no cell. */
  readonly styles: CellStyle[] = [];
  readonly merges: string[] = [];
  readonly #known = new Map<string, Map<string, number>>();
  readonly #byContent = new Map<string, number>();
  readonly #letters: string[] = [];
  #open: Open[] = [];

  constructor(readonly options: SheetRowsOptions) {}

  write(piece: GridPiece): string {
    const { cells, fromRow, rows } = piece;
    let at = 0;
    // What begins above was met there.
    while (at < cells.length && cells[at]!.row < fromRow) at++;
    let out = '';
    for (let index = 0; index < rows.length; index++) {
      const row = fromRow + index;
      const number = row + 1;
      const height = this.options.heightOf(rows[index]!, row, piece);
      out += `<row r="${number}" ht="${height}" customHeight="1">`;
      const open = this.#open.filter(({ last }) => last >= row);
      this.#open = open;
      let next = 0;
      const cover = (until: number): void => {
        for (; next < open.length && open[next]!.from < until; next++)
          for (let column = open[next]!.from; column <= open[next]!.to; column++)
            out += `<c r="${this.#letter(column)}${number}" s="${open[next]!.style}"/>`;
      };
      let hasNew = false;
      for (; at < cells.length && cells[at]!.row === row; at++) {
        const cell = cells[at]!;
        const { column, rowSpan = 1, columnSpan = 1 } = cell;
        cover(column);
        const style = this.#style(cell, rows[index]!, piece);
        out += this.#cell(cell, style, `${this.#letter(column)}${number}`);
        for (let more = column + 1; more < column + columnSpan; more++)
          out += `<c r="${this.#letter(more)}${number}" s="${style}"/>`;
        if (rowSpan * columnSpan === 1) continue;
        const [last, to] = [row + rowSpan - 1, column + columnSpan - 1];
        this.merges.push(`${formatAddress(row, column)}:${formatAddress(last, to)}`);
        if (rowSpan === 1) continue;
        // Not in this row: it is written.
        this.#open = hasNew ? this.#open : [...this.#open];
        hasNew = true;
        this.#open.push({ from: column, to, last, style });
      }
      cover(Number.POSITIVE_INFINITY);
      if (hasNew) this.#open.sort((a, b) => a.from - b.from);
      out += '</row>';
    }
    return out;
  }

  #letter(column: number): string {
    return (this.#letters[column] ??= formatAddress(0, column).slice(0, -1));
  }

  /** Cells of one place in the template look alike but for a few flags; looks that are the same are one. */
  #style(cell: GridCell, row: GridRow, piece: GridPiece): number {
    const { style = '', kind, value, rowSpan, source } = cell;
    const bySource = this.#known.get(source) ?? new Map<string, number>();
    this.#known.set(source, bySource);
    const flags =
      (typeof value === 'number' ? 1 : 0) +
      (rowSpan !== undefined && rowSpan > 1 ? 2 : 0) +
      (kind === 'noAccess' ? 4 : kind === 'error' ? 8 : 0) +
      (row.role === 'title' ? 16 : 0);
    const key = `${flags}${style}`;
    let known = bySource.get(key);
    if (known === undefined) {
      const made = this.options.styleOf(cell, row, piece);
      const text = JSON.stringify(made);
      known = this.#byContent.get(text);
      if (known === undefined) this.#byContent.set(text, (known = this.styles.push(made)));
      bySource.set(key, known);
    }
    return known;
  }

  #cell(cell: GridCell, style: number, address: string): string {
    const { value, kind, text } = cell;
    const start = `<c r="${address}" s="${style}"`;
    if (kind === 'noAccess') return `${start}${textCell(text)}`;
    if (value === null) return `${start}/>`;
    if (typeof value === 'number') {
      const formula = this.options.formulas?.get(`${cell.row},${cell.column}`);
      return `${start}>${formula === undefined ? '' : `<f>${escape(formula)}</f>`}<v>${value}</v></c>`;
    }
    if (typeof value === 'boolean') return `${start} t="b"><v>${value ? 1 : 0}</v></c>`;
    const { sheet, timeZone } = this.options.content;
    const format = sheet.cells[cell.source]?.format;
    const plain = String(value);
    // A date with a format is a date's number, so that a spreadsheet can reckon with it.
    if (format !== undefined && isIsoDate(plain)) return `${start}><v>${serialDate(plain, timeZone)}</v></c>`;
    return `${start}${textCell(plain)}`;
  }
}

const textCell = (text: string): string =>
  ` t="inlineStr"><is><t${/^\s|\s$|\n|\s\s/.test(text) ? ' xml:space="preserve"' : ''}>${escape(text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text)}</t></is></c>`;

/** What XML allows nowhere, halves of pairs among it. */
const forbidden = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
const special = new RegExp(`[&<>]|_x[0-9A-Fa-f]{4}_|${forbidden.source}`, 'u');

const escape = (text: string): string =>
  special.test(text)
    ? text
        .replace(forbidden, '')
        // Read as a character by its number.
        .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
        .replaceAll('&', '&amp;')
        .replaceAll('<', '&lt;')
        .replaceAll('>', '&gt;')
    : text;
