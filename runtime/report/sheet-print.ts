/**
 * A sheet on paper: all of its rows as tables within tables (print-rows.ts), whose heads and labels stand again on every page
 * that they go on. A sheet that is wider than the paper is made smaller, to a half; then its columns are parted as in a PDF,
 * frozen ones again with each part.
 */
import { html, nothing, type TemplateResult } from 'lit';
import type { SheetPage } from '../../metadata/schema/sheet.js';
import { layColumns, type Columns } from '../../metadata/sheet/paginate.js';
import { bodyWidth, paperOf } from '../../metadata/sheet/paper.js';
import type { GridCell } from '../../metadata/sheet/types.js';
import type { Label } from '../../metadata/value.js';
import type { PageRules } from '../output/page-rules.js';
import { rowsOf, type GridLayout } from './grid-layout.js';
import { breaksBefore, isGroup, printBody, rowsIn, type PrintGroup, type PrintNode } from './print-rows.js';
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

/** Keys of words with their values: rows that paper does not hold. */
export function leftOut({
  grid,
  isRead,
}: GridLayout): readonly (readonly ['sheet.partPrinted' | 'sheet.rowsPrinted', Readonly<Record<string, number>>])[] {
  const rows = grid.rows.length;
  return [
    ...(grid.rows.every((_, row) => isRead(row)) ? [] : [['sheet.partPrinted', {}] as const]),
    ...(rows > PRINTED_ROWS ? [['sheet.rowsPrinted', { most: PRINTED_ROWS, rows }] as const] : []),
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

/** Which columns stand on a page together, and how much smaller: as in the PDF. */
export function printedColumns({ grid, lefts, frozen }: GridLayout, page: SheetPage = {}): Columns {
  const widths = grid.columns.map((_, column) => lefts[column + 1]! - lefts[column]!);
  // A hair over is still on the paper.
  return layColumns(widths, frozen.columns, bodyWidth(paperOf(page, lefts.at(-1)!)) + 1);
}

export function printTable(view: PrintView): TemplateResult {
  const { grid, isRead } = view.layout;
  const { titles, sheet, feet } = printBody(grid, (row) => row < PRINTED_ROWS && isRead(row));
  const { scale, columns } = printedColumns(view.layout, view.page);
  const breaks = breaksBefore(grid, view.page, rowsIn(sheet.nodes));
  return html`<div class="sheets" role="grid" aria-label=${view.name} aria-rowcount=${grid.rows.length}>
    ${view.notes.map((note) => html`<p class="leftout">${note}</p>`)}
    ${columns.map((across, index) => {
      const part: Part = { ...view, columns: across, breaks };
      return html`<div class="across" style="width:${widthOf(part)}px;zoom:${scale}${index > 0 ? ';break-before:page' : ''}">
        ${titles.length > 0 ? titleTable(part, titles) : nothing}
        ${table(part, sheet, feet)}
      </div>`;
    })}
  </div>`;
} // prettier-ignore

interface Part extends PrintView {
  /** Of the grid, those of this part. */
  readonly columns: readonly number[];
  readonly breaks: ReadonlySet<number>;
}

const widthOf = ({ columns, layout: { lefts } }: Part): number =>
  columns.reduce((sum, column) => sum + lefts[column + 1]! - lefts[column]!, 0);

const titleTable = (part: Part, rows: readonly number[]): TemplateResult =>
  html`<div class="titles">${table(part, { labels: [], heads: [], nodes: [{ rows }], isKept: false }, [])}</div>`;

/** `said`: cells whose text a head around it says already. */
function table(part: Part, { labels, heads, nodes }: PrintGroup, feet: readonly number[], said: ReadonlySet<GridCell> = new Set()): TemplateResult {
  const { columns, layout: { lefts } } = part;
  const words = new Set([...said, ...labels]);
  return html`<table class="paper" role="rowgroup">
    <colgroup>
      ${columns.map((column) => html`<col style="width:${lefts[column + 1]! - lefts[column]!}px" />`)}
    </colgroup>
    ${
      heads.length + labels.length > 0
        ? html`<thead role="none">
            ${labels.length > 0 ? labelRow(part, labels) : nothing} ${heads.map((row) => printRow(part, row, words))}
          </thead>`
        : nothing
    }
    ${nodes.map((node) => drawNode(part, node, words))}
    ${
      feet.length > 0
        ? html`<tfoot role="none">
            ${feet.map((row) => printRow(part, row, words))}
          </tfoot>`
        : nothing
    }
  </table>`;
} // prettier-ignore

function drawNode(part: Part, node: PrintNode, said: ReadonlySet<GridCell>): TemplateResult {
  if (!isGroup(node))
    return html`<tbody role="none">
      ${node.rows.map((row) => printRow(part, row, said))}
    </tbody>`;
  const [first] = rowsIn([node]);
  const isBreak = first !== undefined && part.breaks.has(first);
  const labels = node.labels.filter((cell) => part.columns.some((column) => holds(cell, column)));
  return html`<tbody role="none">
    <tr role="none" class="within ${node.isKept ? 'kept' : ''}" style=${isBreak ? 'break-before:page' : nothing}>
      <td role="none" colspan=${part.columns.length}>${table(part, { ...node, labels }, [], said)}</td>
    </tr>
  </tbody>`;
} // prettier-ignore

/** A row of no height, over which the words of labels hang: they stand again where the group goes on. */
function labelRow(part: Part, labels: readonly GridCell[]): TemplateResult {
  const cells: unknown[] = [];
  for (const { cell, count } of across(part, (column) => labels.find((each) => holds(each, column)))) {
    const style = cell?.style === undefined ? undefined : part.layout.grid.styles[cell.style];
    const text = cell ? html`<div aria-hidden="true" style=${styleText(style).slice(1)}>${cell.text}</div>` : nothing;
    cells.push(html`<td role="none" colspan=${count}>${text}</td>`);
  }
  return html`<tr role="none" class="words">${cells}</tr>`;
} // prettier-ignore

const holds = ({ column, columnSpan = 1 }: GridCell, at: number): boolean => at >= column && at < column + columnSpan;

/** Columns of the part that show one cell, and those that show none each by itself. */
function across(
  { columns }: Part,
  cellAt: (column: number) => GridCell | undefined,
): readonly { readonly cell: GridCell | undefined; readonly count: number }[] {
  const found: { cell: GridCell | undefined; count: number }[] = [];
  for (const column of columns) {
    const cell = cellAt(column);
    const last = found.at(-1);
    if (cell && last?.cell === cell) last.count += 1;
    else found.push({ cell, count: 1 });
  }
  return found;
}

function printRow(part: Part, row: number, words: ReadonlySet<GridCell>): TemplateResult {
  const { grid, tops } = part.layout;
  const isFirst = part.breaks.has(row);
  return html`<tr
    role="row"
    class=${grid.rows[row]!.role ?? ''}
    style="height:${tops[row + 1]! - tops[row]!}px${isFirst ? ';break-before:page' : ''}"
  >
    ${across(part, (column) => part.layout.at(row, column)).map(({ cell, count }) => cell ? printCell(part, row, { cell, count }, words) : html`<td role="none"></td>`)}
  </tr>`;
} // prettier-ignore

function printCell(
  part: Part,
  row: number,
  { cell, count }: { readonly cell: GridCell; readonly count: number },
  words: ReadonlySet<GridCell>,
): TemplateResult {
  const style = cell.style === undefined ? undefined : part.layout.grid.styles[cell.style];
  const goesOn = row < cell.row + rowsOf(cell) - 1;
  const names = ['cell', style?.role ?? '', typeof cell.value === 'number' ? 'num' : '', goesOn ? 'goeson' : '', cell.kind ?? ''];
  const text = cell.row === row ? content(part, cell, rowsOf(cell)) : nothing;
  // A head says it already: here it keeps the room that it needs.
  const shown = words.has(cell) && cell.row === row ? html`<span class="said" aria-hidden="true">${text}</span>` : text;
  return html`<td
    role="gridcell"
    class=${names.filter(Boolean).join(' ')}
    colspan=${count > 1 ? count : nothing}
    style=${styleText(style).slice(1)}
  >
    ${shown}
  </td>`;
} // prettier-ignore

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
