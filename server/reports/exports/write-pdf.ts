/**
 * Grid -> PDF:  rows grow to hold their text -> pages (metadata/sheet/paginate.ts) -> fills, lines, text of each page.
 * Text is never cut where a row can grow; figures never break, they are written smaller.
 */
import { pageText, type Paper } from '../../../metadata/sheet/paper.js';
import { paginate, type Page, type PageCell } from '../../../metadata/sheet/paginate.js';
import type { Grid, GridCell } from '../../../metadata/sheet/types.js';
import { labelText } from '../../../metadata/value.js';
import { drawSvg } from '../../pdf/draw-svg.js';
import { createPdf, pdfBytes, type PdfDocument } from '../../pdf/fonts.js';
import { colour, createTextPainter, type TextPainter } from '../../pdf/text-painter.js';
import { cellLook, colours, type CellLook } from './cell-look.js';
import { pause, type FileContent } from './file-content.js';

/** Pixels to points. */
const POINT = 0.75;
/** Pixels, as on the screen. */
const FONT = 12.5;
const PADDING = 7;
const LINE = 1.36;
/** What a figure that is too wide is at least made smaller to. */
const LEAST = 0.5;
/** From the middle of a line to its baseline, in sizes of the font. */
const MIDDLE = 0.36;

export async function writePdf(content: FileContent): Promise<Uint8Array> {
  const document = await createPdf({
    info: { Title: content.title, CreationDate: new Date(content.at), Creator: 'Trellis', Producer: 'Trellis' },
    lang: content.language,
    displayTitle: true,
  });
  await drawReport(document, content);
  return pdfBytes(document);
}

/** The report's pages at the end of a document. */
export async function drawReport(document: PdfDocument, content: FileContent): Promise<void> {
  const painter = createTextPainter(document);
  const grid = grown(content.grid, painter);
  const setup = { footer: '&page / &pages', ...content.sheet.page };
  const { paper, scale, pages } = paginate(grid, setup);
  const words = [setup.header, setup.footer].map((label) =>
    label === undefined ? '' : labelText(label, content.language, ''),
  );
  const looks = new Map<string, CellLook>();
  const lookOf = (cell: GridCell): CellLook => {
    const key = `${cell.style ?? ''}|${cell.kind ?? ''}|${typeof cell.value}|${cell.source}|${(cell.rowSpan ?? 1) > 1}`;
    let look = looks.get(key);
    if (!look) looks.set(key, (look = cellLook(cell, grid)));
    return look;
  };
  for (const [index, page] of pages.entries()) {
    document.addPage({ size: [paper.width * POINT, paper.height * POINT], margin: 0 });
    drawPage({ document, painter, content, grid, paper, k: POINT * scale, lookOf }, page);
    drawWords(painter, paper, words.map((text) =>
      pageText(text, { page: index + 1, pages: pages.length, date: content.date, title: content.title }),
    )); // prettier-ignore
    painter.flush();
    if (index % 8 === 7) await pause();
  }
}

/** Rows as high as their texts need; lengths in pixels. */
function grown(grid: Grid, painter: TextPainter): Grid {
  const heights = grid.rows.map(({ height }) => height);
  const lefts = starts(grid.columns.map(({ width }) => width));
  for (const cell of grid.cells) {
    if (cell.text === '' || typeof cell.value === 'number') continue;
    const look = cellLook(cell, grid);
    const room = lefts[cell.column + (cell.columnSpan ?? 1)]! - lefts[cell.column]! - 2 * PADDING;
    const size = sizeOf(look);
    const lines = cell.text.includes('\n') || painter.width(cell.text, size, look.bold) > room
      ? painter.wrap(cell.text, Math.max(size, room), size, look.bold).length
      : 1; // prettier-ignore
    if (lines === 1) continue;
    const last = cell.row + (cell.rowSpan ?? 1) - 1;
    let height = 0;
    for (let row = cell.row; row <= last; row++) height += heights[row]!;
    heights[last]! += Math.max(0, lines * size * LINE + 8 - height);
  }
  return { ...grid, rows: grid.rows.map((row, index) => ({ ...row, height: heights[index]! })) };
}

const sizeOf = (look: CellLook): number => (look.heading === 'title' ? 18 : FONT);

const starts = (sizes: readonly number[]): readonly number[] => {
  const places = [0];
  for (const size of sizes) places.push(places.at(-1)! + size);
  return places;
};

interface Sheet {
  readonly document: PdfDocument;
  readonly painter: TextPainter;
  readonly content: FileContent;
  readonly grid: Grid;
  readonly paper: Paper;
  /** Pixels of the grid to points of the page. */
  readonly k: number;
  lookOf(cell: GridCell): CellLook;
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

function drawPage(sheet: Sheet, page: Page): void {
  const { document, grid, paper, k, lookOf } = sheet;
  const [top, , , left] = paper.margins;
  const x = starts(page.columns.map((column) => grid.columns[column]!.width));
  const y = starts(page.heights);
  const boxOf = (cell: PageCell): Box => ({
    x: left * POINT + x[cell.column]! * k,
    y: (top + paper.headerHeight) * POINT + y[cell.row]! * k,
    width: (x[cell.column + cell.columns]! - x[cell.column]!) * k,
    height: (y[cell.row + cell.rows]! - y[cell.row]!) * k,
  });
  const fills: string[] = [];
  const frames: string[] = [];
  const rules: string[] = [];
  for (const part of page.cells) {
    const box = boxOf(part);
    const look = lookOf(part.cell);
    const rectangle = `${n(box.x)} ${n(box.y)} ${n(box.width)} ${n(box.height)} re`;
    if (look.fill && part.cell.kind !== 'blank') fills.push(`${colour(look.fill)} rg ${rectangle} f`);
    if (grid.rows[part.cell.row]!.role !== 'title' && look.heading === undefined) frames.push(rectangle);
    if (look.ruled) rules.push(`${n(box.x)} ${n(box.y)} m ${n(box.x + box.width)} ${n(box.y)} l`);
    drawText(sheet, part.cell, box, look);
  }
  const raw = document as unknown as { addContent(content: string): unknown };
  raw.addContent(
    `q\n${fills.join('\n')}\n0.5 w ${colour(colours.line)} RG\n${frames.join('\n')}\n${frames.length > 0 ? 'S' : ''}\n` +
      `1 w ${colour(colours.strong)} RG\n${rules.join('\n')}\n${rules.length > 0 ? 'S' : ''}\nQ`,
  );
  sheet.painter.flush();
  const pictures = sheet.content.pictures ?? [];
  for (const part of pictures.length === 0 ? [] : page.cells) {
    const { cell } = part;
    const picture = pictures.find((each) => each.cell.row === cell.row && each.cell.column === cell.column);
    if (picture) drawSvg(document, picture.svg, boxOf(part));
  }
}

const n = (value: number): string => String(Math.round(value * 100) / 100);

function drawText({ painter, k }: Sheet, cell: GridCell, box: Box, look: CellLook): void {
  if (cell.text === '') return;
  const { bold, italic, color } = look;
  let size = sizeOf(look) * k;
  const room = box.width - 2 * PADDING * k;
  const whole = painter.width(cell.text, size, bold);
  if (typeof cell.value === 'number' && whole > room) size *= Math.max(LEAST, room / whole);
  const isWide = typeof cell.value !== 'number' && (whole > room || cell.text.includes('\n'));
  let lines = isWide ? painter.wrap(cell.text, Math.max(size, room), size, bold) : [cell.text];
  const step = size * LINE;
  const most = Math.max(1, Math.floor((box.height + step * 0.3) / step));
  // The part of a merged cell that a page has left may be lower than its text.
  if (lines.length > most) lines = [...lines.slice(0, most - 1), `${lines[most - 1]}…`];
  const middle =
    look.vertical === 'top' ? Math.min(box.height / 2, 13 * k) : box.height / 2 - ((lines.length - 1) * step) / 2;
  lines.forEach((line, index) => {
    const width = painter.width(line, size, bold);
    const free = { left: 0, center: (room - width) / 2, right: room - width }[look.align];
    painter.draw(line, {
      x: box.x + PADDING * k + Math.max(0, free),
      y: box.y + middle + index * step + size * MIDDLE,
      size,
      bold,
      italic,
      color,
    });
  });
}

/** Header and footer text in the middle of their lines. */
function drawWords(painter: TextPainter, paper: Paper, [header = '', footer = '']: readonly string[]): void {
  const size = 11 * POINT;
  const [top, right, bottom, left] = paper.margins;
  const draw = (text: string, y: number) => {
    const room = paper.width - left - right;
    const x = left + (room - painter.width(text, size) / POINT) / 2;
    painter.draw(text, { x: Math.max(left, x) * POINT, y: y * POINT, size, color: colours.hint });
  };
  if (header !== '') draw(header, top + 12);
  if (footer !== '') draw(footer, paper.height - bottom - 4);
}
