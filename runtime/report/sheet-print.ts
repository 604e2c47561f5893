/**
 * A sheet on paper: all of its rows as a table whose heads stand on every page. A label stands in its first row only, so that
 * a page can break anywhere; a sheet that is wider than the paper is made smaller, down to a half.
 */
import { html, nothing, type TemplateResult } from 'lit';
import type { GridCell } from '../../metadata/sheet/types.js';
import { cellsOfRow, columnsOf, type DrawnCell, type GridLayout } from './grid-layout.js';
import { styleText } from './sheet-drawing.js';

/** Rows at most. */
const PRINTED_ROWS = 5000;
/** Pixels of A4 between margins of 12 mm: upright and across. */
const PAPER = { portrait: 702, landscape: 1031 };

export interface PrintView {
  readonly layout: GridLayout;
  readonly name: string;
  partOf(cell: GridCell): unknown;
}

/** The paper lies across when an upright one would make the sheet small. */
export const isWide = (width: number): boolean => width > PAPER.portrait * 1.3;

/** How much smaller a sheet is printed, at least a half. */
export const paperScale = (width: number): number =>
  Math.max(0.5, Math.min(1, PAPER[isWide(width) ? 'landscape' : 'portrait'] / width));

export function printTable(view: PrintView): TemplateResult {
  const { grid, lefts, frozen } = view.layout;
  const rows = Array.from({ length: Math.min(grid.rows.length, PRINTED_ROWS) }, (_, row) => row);
  // A title stands on the first page only.
  const isTitle = (row: number) => row < frozen.rows && grid.rows[row]!.role === 'title';
  const heads = rows.slice(0, frozen.rows).filter((row) => !isTitle(row));
  const titles = rows.filter(isTitle);
  const width = lefts.at(-1)!;
  return html`<div
    class="sheets"
    role="grid"
    aria-label=${view.name}
    aria-rowcount=${grid.rows.length}
    style="width:${width}px;zoom:${paperScale(width)}"
  >
    ${titles.length > 0 ? paper(view, [], titles) : nothing} ${paper(view, heads, rows.slice(frozen.rows))}
  </div>`;
}

function paper(view: PrintView, heads: readonly number[], rows: readonly number[]): TemplateResult {
  const { grid, lefts } = view.layout;
  return html`<table class="paper" role="rowgroup">
    <colgroup>
      ${grid.columns.map((_, column) => html`<col style="width:${lefts[column + 1]! - lefts[column]!}px" />`)}
    </colgroup>
    <thead role="none">
      ${heads.map((row) => printRow(view, row))}
    </thead>
    <tbody role="none">
      ${rows.map((row) => printRow(view, row))}
    </tbody>
  </table>`;
}

function printRow(view: PrintView, row: number): TemplateResult {
  const { grid, tops } = view.layout;
  const drawn = cellsOfRow(view.layout, row, true);
  const byColumn = new Map(drawn.map((each) => [each.cell.column, each]));
  const cells: unknown[] = [];
  for (let column = 0; column < grid.columns.length;) {
    const at = byColumn.get(column);
    cells.push(at ? printCell(view, row, at) : html`<td role="none"></td>`);
    column += at ? columnsOf(at.cell) : 1;
  }
  return html`<tr role="row" class=${grid.rows[row]!.role ?? ''} style="height:${tops[row + 1]! - tops[row]!}px">
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
    ${says ? (view.partOf(cell) ?? cell.text) : nothing}
  </td>`;
}
