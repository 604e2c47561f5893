/**
 * Grid -> workbook: values typed, number formats, merges, styles, frozen panes, sizes, charts as pictures, and what paper
 * needs. Text never becomes a formula; formulas are there only where the reader asked for live ones. Covered cells of a
 * merge carry its style too, else their borders are missing.
 */
import { writeXlsx, type Cell, type CellStyle, type SheetImage, type WriteSheet } from 'hucre';
import { formatAddress } from '../../../metadata/sheet/address.js';
import { paperOf } from '../../../metadata/sheet/paper.js';
import type { Grid, GridCell, GridRow } from '../../../metadata/sheet/types.js';
import { labelText } from '../../../metadata/value.js';
import { cellLook, colours, type CellLook } from './cell-look.js';
import { pause, piecesOf, type FileContent, type GridPiece } from './file-content.js';
import { SheetRows } from './sheet-rows.js';
import { bytesOf, readZip, zipPieces, type ZipEntry } from './zip.js';

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

/**
 * The whole file. Rows are written as they come, before anything else; everything around them is made by the library, from
 * a sheet that has one cell of each look.
 */
export async function* xlsxPieces(content: FileContent, options: WorkbookOptions): AsyncGenerator<Uint8Array> {
  const rows = new SheetRows({
    content,
    formulas: options.formulas,
    styleOf: (cell, row, { styles }) =>
      cellStyle(cellLook(cell, { styles }), content.sheet.cells[cell.source]?.format, row),
    heightOf: (row, index, piece) => Math.round(heightOf(content.grid, piece, row, index) * 0.75),
  });
  const seen: Seen = { heads: [], breaks: [], count: 0, frozen: 0 };
  const name = sheetName(options.sheetName, []);
  let others: Around['others'] = new Map();
  async function* sheetXml(): AsyncGenerator<Uint8Array> {
    let isFirst = true;
    for (const piece of piecesOf(content)) {
      look(piece, content.grid, seen);
      if (isFirst) yield Buffer.from((await around(content, options, name, seen, [])).before);
      isFirst = false;
      yield Buffer.from(rows.write(piece));
      await pause();
    }
    const { before, after, others: rest } = await around(content, options, name, seen, rows.styles);
    others = rest;
    if (isFirst) yield Buffer.from(before);
    const merged = rows.merges.length > 0 ? `<mergeCells count="${rows.merges.length}">${rows.merges.map((range) => `<mergeCell ref="${range}"/>`).join('')}</mergeCells>` : ''; // prettier-ignore
    yield Buffer.from(`</sheetData>${merged}${after}`);
  }
  async function* entries(): AsyncGenerator<ZipEntry> {
    yield { name: SHEET, pieces: sheetXml() };
    for (const [part, bytes] of others) yield { name: part, pieces: [bytes] };
  }
  yield* zipPieces(entries(), new Date(content.at));
}

export const writeGridXlsx = (content: FileContent, options: WorkbookOptions): Promise<Uint8Array> =>
  bytesOf(xlsxPieces(content, options));

const SHEET = 'xl/worksheets/sheet1.xml';

/** What the rows say that the sheet around them needs. */
interface Seen {
  readonly heads: number[];
  readonly breaks: number[];
  count: number;
  /** Pixels of the rows that are frozen. */
  frozen: number;
}

function look({ rows, fromRow }: GridPiece, { freeze }: Grid, seen: Seen): void {
  for (const [index, { role, page, height }] of rows.entries()) {
    const row = fromRow + index;
    if (role === 'header') seen.heads.push(row);
    if (page?.before && row > 0) seen.breaks.push(row - 1);
    if (page?.after) seen.breaks.push(row);
    if (row < (freeze?.rows ?? 0)) seen.frozen += height;
  }
  seen.count = fromRow + rows.length;
}

interface Around {
  /** Up to the first row, and from the end of the rows on. */
  readonly before: string;
  readonly after: string;
  /** Every other part of the file. */
  readonly others: ReadonlyMap<string, Buffer>;
}

async function around(
  content: FileContent,
  { about }: WorkbookOptions,
  name: string,
  seen: Seen,
  styles: readonly CellStyle[],
): Promise<Around> {
  const { grid } = content;
  const frozen = frozenOf(grid, seen);
  const sheet: WriteSheet = {
    name,
    columns: grid.columns.map((column) => ({ width: Math.max(1, Math.round((column.width / 7) * 10) / 10) })),
    cells: new Map(styles.map((style, row) => [`${row},0`, { value: null, type: 'empty' as const, style }])),
    ...(frozen ? { freezePane: frozen } : {}),
    ...printing(content, seen),
    images: (content.pictures ?? []).flatMap(({ cell, png, words }) => (png ? [imageOf(cell, png, words)] : [])),
  };
  const made = await writeXlsx({
    sheets: [sheet, ...(about ? [aboutSheet(content, about, name)] : [])],
    properties: { title: content.title, created: new Date(content.at) },
  });
  const parts = new Map(readZip(made));
  const xml = parts.get(SHEET)!.toString('utf8');
  const [start, end] = [xml.indexOf('<sheetData'), xml.indexOf('</sheetData>')];
  parts.delete(SHEET);
  const change = (part: string, to: (text: string) => string) => {
    const bytes = parts.get(part);
    if (bytes) parts.set(part, Buffer.from(to(bytes.toString('utf8'))));
  };
  change('xl/styles.xml', (text) => inOrder(text, xml, styles.length));
  change('xl/worksheets/sheet2.xml', (text) =>
    text.replace(/(<c [^>]*? s=")(\d+)/g, (_, head: string, place: string) => `${head}${Number(place) + styles.length + 1}`),
  ); // prettier-ignore
  const dimension = `<dimension ref="A1:${formatAddress(Math.max(0, seen.count - 1), Math.max(0, grid.columns.length - 1))}"/>`;
  return {
    before: `${xml.slice(0, start).replace(/<dimension [^>]*>/, content.pieces ? '' : dimension)}<sheetData>`,
    after: end < 0 ? xml.slice(xml.indexOf('>', start) + 1) : xml.slice(end + '</sheetData>'.length),
    others: parts,
  };
}

/** The library numbers looks as it likes: first in the order in which the rows name them, then as they were. */
function inOrder(styles: string, sheet: string, count: number): string {
  const used = [...sheet.matchAll(/<c r="A(\d+)"(?: s="(\d+)")?/g)];
  const places = new Map(used.map(([, row, place]) => [Number(row) - 1, Number(place ?? 0)]));
  return styles.replace(/<cellXfs [^>]*>(.*?)<\/cellXfs>/s, (_, list: string) => {
    const looks = list.match(/<xf [^>]*?(?:\/>|>.*?<\/xf>)/gs) ?? [];
    const wanted = Array.from({ length: count }, (_each, index) => looks[places.get(index) ?? 0]!);
    const all = [looks[0]!, ...wanted, ...looks];
    return `<cellXfs count="${all.length}">${all.join('')}</cellXfs>`;
  });
}

/** In the cell's own box: a spreadsheet goes by its corners, not by a size. */
const imageOf = (
  { row, column, rowSpan = 1, columnSpan = 1 }: GridCell,
  data: Uint8Array,
  altText: string,
): SheetImage => ({
  data,
  type: 'png',
  anchor: { from: { row, col: column }, to: { row: row + rowSpan, col: column + columnSpan } },
  altText,
});

function cellStyle(look: CellLook, format: string | undefined, row: GridRow | undefined): CellStyle {
  const isTitle = row?.role === 'title' || look.heading !== undefined;
  return {
    font: {
      name: 'Calibri',
      size: 11,
      ...(look.bold ? { bold: true } : {}),
      ...(look.italic ? { italic: true } : {}),
      ...(look.heading === 'title' ? { size: 14 } : {}),
      ...(look.color === colours.text ? {} : { color: { rgb: rgb(look.color) } }),
    },
    ...(look.fill ? { fill: solid(look.fill) } : {}),
    ...(isTitle ? {} : { border: { ...border, ...(look.ruled ? { top: { style: 'medium', color: { rgb: rgb(colours.strong) } } } : {}) } }), // prettier-ignore
    alignment: {
      horizontal: look.align,
      // A figure at the right of one cell would touch the words of the next.
      ...(look.align === 'left' && !isTitle ? { indent: 1 } : {}),
      vertical: look.vertical === 'top' ? 'top' : 'center',
      ...(look.heading === 'text' ? { wrapText: true } : {}),
    },
    ...(format === undefined ? {} : { numFmt: format }),
  };
}

/** Spreadsheets do not make merged rows higher by themselves. */
function heightOf(grid: Grid, piece: GridPiece, row: GridRow, index: number): number {
  const said =
    row.role === 'title' ? piece.cells.find((cell) => cell.row === index && cell.source === '#text') : undefined;
  if (!said) return row.height;
  const width = grid.columns.reduce((total, column) => total + column.width, 0);
  return Math.max(1, Math.ceil((said.text.length * 7.2) / Math.max(100, width))) * 20 + 4;
}

function frozenOf({ freeze }: Grid, { frozen }: Seen): WriteSheet['freezePane'] {
  if (!freeze) return undefined;
  const rows = frozen <= MOST_FROZEN ? freeze.rows : 0;
  return rows + freeze.columns === 0 ? undefined : { rows, columns: freeze.columns };
}

const papers = { A3: 'a3', A4: 'a4', A5: 'a5', Letter: 'letter', Legal: 'legal' } as const;

/** Paper, heads on each page, breaks and page texts, as the report says. */
function printing(
  { grid, sheet, language, title }: FileContent,
  { heads, breaks: all, count }: Seen,
): Pick<WriteSheet, 'pageSetup' | 'headerFooter' | 'rowBreaks'> {
  const page = sheet.page ?? {};
  const width = grid.columns.reduce((total, column) => total + column.width, 0);
  const paper = paperOf(page, width);
  const [top, right, bottom, left] = paper.margins.map((margin) => Math.round((margin / 96) * 100) / 100);
  const isOneBlock = heads.length > 0 && heads.at(-1)! - heads[0]! === heads.length - 1;
  const held = grid.freeze?.columns ?? 0;
  const breaks = all.filter((row) => row < count - 1);
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
  const face = { name: 'Calibri', size: 11 } as const;
  const bold: CellStyle = { font: { ...face, bold: true } };
  const wrap: CellStyle = { alignment: { wrapText: true, vertical: 'top' } };
  put(0, 0, content.title, { font: { ...face, bold: true, size: 14 } });
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
