/**
 * Grid -> workbook: values typed, number formats, merges, styles, frozen panes, sizes, charts as pictures, and what paper
 * needs. Text never becomes a formula; formulas are there only where the reader asked for live ones. Covered cells of a
 * merge carry its style too, else their borders are missing.
 */
import { writeXlsx, type Cell, type CellStyle, type WriteSheet } from 'hucre';
import { formatAddress } from '../../../metadata/sheet/address.js';
import { serialDate } from '../../../metadata/sheet/format.js';
import { paperOf } from '../../../metadata/sheet/paper.js';
import type { Grid, GridCell, GridRow } from '../../../metadata/sheet/types.js';
import { labelText } from '../../../metadata/value.js';
import { cellLook, colours, type CellLook } from './cell-look.js';
import type { FileContent } from './file-content.js';

const rgb = (hex: string): string => hex.slice(1).toUpperCase();
const line = { style: 'thin', color: { rgb: rgb(colours.line) } } as const;
const border = { top: line, right: line, bottom: line, left: line };
const solid = (hex: string): NonNullable<CellStyle['fill']> => ({
  type: 'pattern',
  pattern: 'solid',
  fgColor: { rgb: rgb(hex) },
});
/** Pixels of frozen rows above which only columns stay in sight: a window must keep room for what scrolls. */
const MOST_FROZEN = 280;

export interface WorkbookOptions {
  readonly sheetName: string;
  /** By `row,column` of the grid (metadata/sheet/live-formulas.ts). */
  readonly formulas?: ReadonlyMap<string, string>;
  /** A second sheet says what the report was asked for, under these words. */
  readonly about?: AboutWords;
}

export interface AboutWords {
  readonly sheet: string;
  readonly made: string;
  readonly parameters: string;
  readonly findings: string;
}

export async function writeGridXlsx(content: FileContent, options: WorkbookOptions): Promise<Uint8Array> {
  const { grid } = content;
  const cells = new Map<string, Partial<Cell>>();
  for (const cell of grid.cells) placeCell(cells, cell, content, options.formulas?.get(`${cell.row},${cell.column}`));
  const merges = grid.cells
    .filter((cell) => (cell.rowSpan ?? 1) * (cell.columnSpan ?? 1) > 1)
    .map((cell) => ({
      startRow: cell.row,
      startCol: cell.column,
      endRow: cell.row + (cell.rowSpan ?? 1) - 1,
      endCol: cell.column + (cell.columnSpan ?? 1) - 1,
    }));
  const frozen = frozenOf(grid);
  const name = sheetName(options.sheetName, []);
  const sheet: WriteSheet = {
    name,
    columns: grid.columns.map((column) => ({ width: Math.max(1, Math.round((column.width / 7) * 10) / 10) })),
    rowDefs: new Map(grid.rows.map((row, index) => [index, { height: Math.round(heightOf(grid, row, index) * 0.75) }])),
    cells,
    merges,
    ...(frozen ? { freezePane: frozen } : {}),
    ...printing(content),
    images: (content.pictures ?? []).flatMap(({ cell, png, words }) =>
      png
        ? [
            {
              data: png,
              type: 'png' as const,
              anchor: { from: { row: cell.row, col: cell.column } },
              ...sizeOf(grid, cell),
              altText: words,
            },
          ]
        : [],
    ),
  };
  const about = options.about ? [aboutSheet(content, options.about, name)] : [];
  return writeXlsx({ sheets: [sheet, ...about], properties: { title: content.title, created: new Date(content.at) } });
}

function placeCell(
  cells: Map<string, Partial<Cell>>,
  cell: GridCell,
  content: FileContent,
  formula: string | undefined,
): void {
  const format = content.sheet.cells[cell.source]?.format;
  const look = cellLook(cell, content.grid);
  const style = cellStyle(look, format, content.grid.rows[cell.row]);
  for (let row = cell.row; row < cell.row + (cell.rowSpan ?? 1); row++) {
    for (let column = cell.column; column < cell.column + (cell.columnSpan ?? 1); column++) {
      const first = row === cell.row && column === cell.column;
      cells.set(`${row},${column}`, {
        style,
        ...(first ? typed(cell, format, formula) : { value: null, type: 'empty' }),
      });
    }
  }
}

/** A date with a format is written as a date's number, so that a spreadsheet can reckon with it. */
export function typed(cell: GridCell, format: string | undefined, formula?: string): Partial<Cell> {
  const { value } = cell;
  if (cell.kind === 'noAccess') return { value: cell.text, type: 'string' };
  if (value === null) return { value: null, type: 'empty' };
  if (typeof value === 'number')
    return formula === undefined
      ? { value, type: 'number' }
      : { value, type: 'formula', formula, formulaResult: value };
  if (typeof value === 'boolean') return { value, type: 'boolean' };
  const text = String(value);
  if (format !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(text)) return { value: serialDate(text), type: 'number' };
  return { value: text, type: 'string' };
}

function cellStyle(look: CellLook, format: string | undefined, row: GridRow | undefined): CellStyle {
  const isTitle = row?.role === 'title';
  return {
    font: {
      ...(look.bold ? { bold: true } : {}),
      ...(look.italic ? { italic: true } : {}),
      ...(look.heading === 'title' ? { size: 14 } : {}),
      ...(look.color === colours.text ? {} : { color: { rgb: rgb(look.color) } }),
    },
    ...(look.fill ? { fill: solid(look.fill) } : {}),
    ...(isTitle ? {} : { border: { ...border, ...(look.ruled ? { top: { style: 'medium', color: { rgb: rgb(colours.strong) } } } : {}) } }), // prettier-ignore
    alignment: {
      horizontal: look.align,
      vertical: look.vertical === 'top' ? 'top' : 'center',
      ...(look.heading === 'text' ? { wrapText: true } : {}),
    },
    ...(format === undefined ? {} : { numFmt: format }),
  };
}

/** Spreadsheets do not make merged rows higher by themselves. */
function heightOf(grid: Grid, row: GridRow, index: number): number {
  const said =
    row.role === 'title' ? grid.cells.find((cell) => cell.row === index && cell.source === '#text') : undefined;
  if (!said) return row.height;
  const width = grid.columns.reduce((total, column) => total + column.width, 0);
  return Math.max(1, Math.ceil((said.text.length * 7.2) / Math.max(100, width))) * 20 + 4;
}

function sizeOf(grid: Grid, cell: GridCell): { readonly width: number; readonly height: number } {
  const sum = (sizes: readonly number[]) => sizes.reduce((total, size) => total + size, 0);
  return {
    width: sum(grid.columns.slice(cell.column, cell.column + (cell.columnSpan ?? 1)).map(({ width }) => width)),
    height: sum(grid.rows.slice(cell.row, cell.row + (cell.rowSpan ?? 1)).map(({ height }) => height)),
  };
}

function frozenOf(grid: Grid): WriteSheet['freezePane'] {
  if (!grid.freeze) return undefined;
  const height = grid.rows.slice(0, grid.freeze.rows).reduce((total, row) => total + row.height, 0);
  const rows = height <= MOST_FROZEN ? grid.freeze.rows : 0;
  return rows + grid.freeze.columns === 0 ? undefined : { rows, columns: grid.freeze.columns };
}

const papers = { A3: 'a3', A4: 'a4', A5: 'a5', Letter: 'letter', Legal: 'legal' } as const;

/** Paper, heads on each page, breaks and page texts, as the report says. */
export function printing({
  grid,
  sheet,
  language,
  title,
}: FileContent): Pick<WriteSheet, 'pageSetup' | 'headerFooter' | 'rowBreaks'> {
  const page = sheet.page ?? {};
  const width = grid.columns.reduce((total, column) => total + column.width, 0);
  const paper = paperOf(page, width);
  const [top, right, bottom, left] = paper.margins.map((margin) => Math.round((margin / 96) * 100) / 100);
  const heads = grid.rows.flatMap((row, index) => (row.role === 'header' ? [index] : []));
  const isOneBlock = heads.length > 0 && heads.at(-1)! - heads[0]! === heads.length - 1;
  const held = grid.freeze?.columns ?? 0;
  const breaks = grid.rows.flatMap(({ page: at }, index) => [
    ...(at?.before && index > 0 ? [index - 1] : []),
    ...(at?.after && index < grid.rows.length - 1 ? [index] : []),
  ]);
  const text = (label: NonNullable<typeof sheet.page>['header'], fallback: string): string =>
    label === undefined ? fallback : labelText(label, language, '').replace(/&(&|pages?\b|date\b|title\b)|&/g, (_, name: string | undefined) =>
      ({ page: '&P', pages: '&N', date: '&D', title: title.replaceAll('&', '&&') })[name ?? ''] ?? '&&'); // prettier-ignore
  const centred = (words: string): string | undefined => (words === '' ? undefined : `&C${words}`);
  const header = centred(text(page.header, ''));
  const footer = centred(text(page.footer, '&P / &N'));
  return {
    pageSetup: {
      paperSize: papers[page.size ?? 'A4'],
      orientation: paper.width > paper.height ? 'landscape' : 'portrait',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      margins: { top: top!, right: right!, bottom: bottom!, left: left! },
      ...(isOneBlock ? { printTitlesRow: `$${heads[0]! + 1}:$${heads.at(-1)! + 1}` } : {}),
      ...(held > 0 ? { printTitlesColumn: `$A:$${formatAddress(0, held - 1).slice(0, -1)}` } : {}),
    },
    ...(header || footer
      ? { headerFooter: { ...(header ? { oddHeader: header } : {}), ...(footer ? { oddFooter: footer } : {}) } }
      : {}),
    ...(breaks.length > 0 ? { rowBreaks: [...new Set(breaks)] } : {}),
  };
}

/** What the report was asked for, when, and what was found. */
function aboutSheet(content: FileContent, words: AboutWords, taken: string): WriteSheet {
  const cells = new Map<string, Partial<Cell>>();
  const put = (row: number, column: number, value: string, style: CellStyle = {}) =>
    cells.set(`${row},${column}`, { value, type: 'string', style });
  const bold: CellStyle = { font: { bold: true } };
  const wrap: CellStyle = { alignment: { wrapText: true, vertical: 'top' } };
  put(0, 0, content.title, { font: { bold: true, size: 14 } });
  put(1, 0, words.made, bold);
  put(1, 1, content.date);
  let row = 3;
  if (content.parameters.length > 0) put(row++, 0, words.parameters, bold);
  for (const { label, text } of content.parameters) {
    put(row, 0, label, wrap);
    put(row++, 1, text, wrap);
  }
  if (content.summary.length > 0) put(++row, 0, words.findings, bold);
  for (const sentence of content.summary) put(++row, 0, sentence);
  return { name: sheetName(words.sheet, [taken]), columns: [{ width: 28 }, { width: 60 }], cells };
}

/** Excel allows 31 characters, refuses some, and no name twice. */
export function sheetName(name: string, taken: readonly string[]): string {
  const plain =
    name
      .replace(/[\\/?*[\]:]/g, ' ')
      .replace(/^'+|'+$/g, ' ')
      .trim()
      .slice(0, 31) || 'Report';
  const isTaken = (each: string) => taken.some((other) => other.toLowerCase() === each.toLowerCase());
  let free = plain;
  for (let at = 2; isTaken(free); at++) free = `${plain.slice(0, 27)} ${at}`;
  return free;
}
