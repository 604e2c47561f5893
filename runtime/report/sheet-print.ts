/**
 * A sheet on paper: all of its rows as a table whose heads stand on every page, parted as the sheet says. A label stands in
 * its first row only, so that a page can break anywhere; a sheet that is wider than the paper is made smaller, to a half.
 */
import { html, nothing, type TemplateResult } from 'lit';
import type { SheetPage } from '../../metadata/schema/sheet.js';
import { bodyWidth, paperOf } from '../../metadata/sheet/paper.js';
import type { GridCell } from '../../metadata/sheet/types.js';
import type { Label } from '../../metadata/value.js';
import type { PageRules } from '../output/page-rules.js';
import { cellsOfRow, columnsOf, type DrawnCell, type GridLayout } from './grid-layout.js';
import { styleText } from './sheet-drawing.js';

/** Rows at most: a browser takes minutes for more. */
export const PRINTED_ROWS = 5000;
/** Height of a line in the margin. */
const LINE = 38;
export interface PrintView {
  readonly layout: GridLayout;
  readonly name: string;
  readonly page: SheetPage | undefined;
  /** What is not on this paper, in words that stand above it. */
  readonly notes: readonly string[];
  partOf(cell: GridCell): unknown;
}

/** Keys of words with their values: rows and columns that paper does not hold. */
export function leftOut(
  { grid, lefts, isRead }: GridLayout,
  page: SheetPage | undefined,
): readonly (readonly [
  'sheet.partPrinted' | 'sheet.rowsPrinted' | 'sheet.columnsPrinted',
  Readonly<Record<string, number>>,
])[] {
  const rows = grid.rows.length;
  const width = lefts.at(-1)!;
  return [
    ...(grid.rows.every((_, row) => isRead(row)) ? [] : [['sheet.partPrinted', {}] as const]),
    ...(rows > PRINTED_ROWS ? [['sheet.rowsPrinted', { most: PRINTED_ROWS, rows }] as const] : []),
    // A hair over is still on the paper.
    ...(width * paperScale(page, width) > bodyWidth(paperOf(page ?? {}, width)) + 1
      ? [['sheet.columnsPrinted', {}] as const]
      : []),
  ];
}

/** Words for the margins: `&date`, `&title`, and a label in the reader's language. */
export interface PaperWords {
  readonly title: string;
  readonly date: string;
  text(label: Label): string;
}

/** The paper of the sheet's own `page`, the same as in its PDF: size, how it lies, margins, words above and below. */
export function paperRules(page: SheetPage = {}, width: number, { title, date, text }: PaperWords): PageRules {
  const paper = paperOf(page, width);
  const [top, right, bottom, left] = paper.margins;
  // The margin boxes of a browser lie in the margins: they must be high enough for a line.
  const margins = [top + paper.headerHeight, right, Math.max(bottom + paper.footerHeight, LINE), left];
  const word = (label: Label) =>
    text(label).replace(/&(date|title)\b/g, (_, name: 'date' | 'title') =>
      ({ date, title })[name].replaceAll('&', '&&'),
    );
  return {
    size: `${pixels(paper.width)} ${pixels(paper.height)}`,
    margin: margins.map(pixels).join(' '),
    boxes: {
      ...(page.header === undefined ? {} : { 'top-center': word(page.header) }),
      ...(page.footer === undefined
        ? { 'bottom-left': title.replaceAll('&', '&&'), 'bottom-right': '&page / &pages' }
        : { 'bottom-center': word(page.footer) }),
    },
  };
}

const pixels = (length: number): string => `${Math.round(length * 100) / 100}px`;

/** How much smaller a sheet is printed, at least a half. */
export const paperScale = (page: SheetPage = {}, width: number): number =>
  Math.max(0.5, Math.min(1, bodyWidth(paperOf(page, width)) / width));

export function printTable(view: PrintView): TemplateResult {
  const { grid, lefts, frozen } = view.layout;
  const all = Array.from({ length: Math.min(grid.rows.length, PRINTED_ROWS) }, (_, row) => row);
  const rows = all.filter((row) => view.layout.isRead(row));
  // A title stands on the first page only.
  const isTitle = (row: number) => row < frozen.rows && grid.rows[row]!.role === 'title';
  const heads = rows.slice(0, frozen.rows).filter((row) => !isTitle(row));
  const titles = rows.filter(isTitle);
  const body = rows.slice(frozen.rows);
  const isFoot = (row: number) => grid.rows[row]!.role === 'footer';
  const width = lefts.at(-1)!;
  return html`<div
    class="sheets"
    role="grid"
    aria-label=${view.name}
    aria-rowcount=${grid.rows.length}
    style="width:${width}px;zoom:${paperScale(view.page, width)}"
  >
    ${view.notes.map((note) => html`<p class="leftout">${note}</p>`)}
    ${titles.length > 0 ? paper(view, { heads: [], blocks: [titles], feet: [] }) : nothing}
    ${paper(view, {
      heads,
      blocks: blocksOf(
        view,
        body.filter((row) => !isFoot(row)),
      ),
      feet: body.filter(isFoot),
    })}
  </div>`;
}

/** Rows in the order of the page: those that stand together (`keep`) are a block, all others one each. */
export function blocksOf(
  { layout: { grid } }: Pick<PrintView, 'layout'>,
  rows: readonly number[],
): readonly (readonly number[])[] {
  const blocks: number[][] = [];
  let end = -1;
  for (const row of rows) {
    const keepTo = grid.rows[row]!.page?.keepTo ?? -1;
    if (row < end) blocks.at(-1)!.push(row);
    else blocks.push([row]);
    end = Math.max(end, keepTo);
  }
  return blocks;
}

/** Where pages begin: by the rows' own breaks, and after as many rows as the sheet wants on a page. */
function breaksBefore(
  { layout: { grid }, page }: PrintView,
  blocks: readonly (readonly number[])[],
): ReadonlySet<number> {
  const most = page?.rowsPerPage ? page.rowsPerPage : Number.POSITIVE_INFINITY;
  const found = new Set<number>();
  let count = 0;
  let isAfter = false;
  for (const block of blocks) {
    for (const [index, row] of block.entries()) {
      const own = grid.rows[row]!.page;
      const isFull = count >= most || (index === 0 && count > 0 && count + block.length > most);
      if (count > 0 && (own?.before || isAfter || isFull)) {
        found.add(row);
        count = 0;
      }
      count += 1;
      isAfter = own?.after === true;
    }
  }
  return found;
}

interface PaperRows {
  /** Again on every page. */
  readonly heads: readonly number[];
  readonly blocks: readonly (readonly number[])[];
  readonly feet: readonly number[];
}

function paper(view: PrintView, { heads, blocks, feet }: PaperRows): TemplateResult {
  const { grid, lefts } = view.layout;
  const breaks = breaksBefore(view, blocks);
  const draw = (row: number) => printRow(view, row, breaks.has(row));
  return html`<table class="paper" role="rowgroup">
    <colgroup>
      ${grid.columns.map((_, column) => html`<col style="width:${lefts[column + 1]! - lefts[column]!}px" />`)}
    </colgroup>
    <thead role="none">
      ${heads.map(draw)}
    </thead>
    ${runsOf(blocks).map(
      ({ isKept, rows }) =>
        html`<tbody role="none" class=${isKept ? 'kept' : ''}>
          ${rows.map(draw)}
        </tbody>`,
    )}
    ${
      feet.length > 0
        ? html`<tfoot role="none">
            ${feet.map(draw)}
          </tfoot>`
        : nothing
    }
  </table>`;
}

/** A table body for each block that is kept together, one for all rows between them. */
function runsOf(
  blocks: readonly (readonly number[])[],
): readonly { readonly isKept: boolean; readonly rows: readonly number[] }[] {
  const runs: { isKept: boolean; rows: number[] }[] = [];
  for (const block of blocks) {
    const isKept = block.length > 1;
    const last = runs.at(-1);
    if (!last || isKept || last.isKept) runs.push({ isKept, rows: [...block] });
    else last.rows.push(...block);
  }
  return runs;
}

function printRow(view: PrintView, row: number, isFirst: boolean): TemplateResult {
  const { grid, tops } = view.layout;
  const drawn = cellsOfRow(view.layout, row, true);
  const byColumn = new Map(drawn.map((each) => [each.cell.column, each]));
  const cells: unknown[] = [];
  for (let column = 0; column < grid.columns.length;) {
    const at = byColumn.get(column);
    cells.push(at ? printCell(view, row, at) : html`<td role="none"></td>`);
    column += at ? columnsOf(at.cell) : 1;
  }
  return html`<tr
    role="row"
    class=${grid.rows[row]!.role ?? ''}
    style="height:${tops[row + 1]! - tops[row]!}px${isFirst ? ';break-before:page' : ''}"
  >
    ${cells}
  </tr>`;
}

function printCell(view: PrintView, row: number, { cell, rows, quiet }: DrawnCell): TemplateResult {
  const style = cell.style === undefined ? undefined : view.layout.grid.styles[cell.style];
  const names = [
    'cell',
    style?.role ?? '',
    typeof cell.value === 'number' ? 'num' : '',
    rows > 1 ? 'goeson' : '',
    cell.kind ?? '',
  ];
  const says = cell.row === row && !quiet;
  return html`<td
    role="gridcell"
    class=${names.filter(Boolean).join(' ')}
    colspan=${columnsOf(cell) > 1 ? columnsOf(cell) : nothing}
    style=${styleText(style).slice(1)}
  >
    ${says ? content(view, cell, rows) : nothing}
  </td>`;
}

/** A chart takes the place that its rows give. */
function content({ partOf, layout: { tops } }: PrintView, cell: GridCell, rows: number): unknown {
  const part = partOf(cell);
  if (part === undefined || cell.kind === 'image') return part ?? cell.text;
  return html`<div style="height:${tops[cell.row + rows]! - tops[cell.row]! - 6}px">${part}</div>`;
}

/** Milliseconds that paper waits for charts: what is not there then is left out. */
const PATIENCE = 5000;

/** Charts and other reports in cells are drawn by themselves, after the table around them. */
export async function partsDrawn(root: ParentNode): Promise<void> {
  const end = performance.now() + PATIENCE;
  const waits = (part: Element): boolean =>
    part.matches('tr-report-frame')
      ? part.hasAttribute('aria-busy')
      : part.shadowRoot?.querySelector('.state') === null && !hasPicture(part);
  while (performance.now() < end && [...root.querySelectorAll('tr-report-chart, tr-report-frame')].some(waits)) {
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
}

const hasPicture = (part: Element): boolean =>
  [...(part.shadowRoot?.querySelectorAll('*') ?? [])].some(
    (each) => each.matches('svg.marks, table') || hasPicture(each),
  );
