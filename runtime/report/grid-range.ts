/** A range of cells that a reader has chosen, and its text for another program. Pure. */
import type { GridCell } from '../../metadata/sheet/types.js';
import { columnsOf, rowsOf, type GridLayout, type GridPlace } from './grid-layout.js';

/** Rows and columns, both ends included. */
export interface GridRange {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** The smallest range that holds both places and cuts no merged cell. */
export function rangeOf(layout: GridLayout, a: GridPlace, b: GridPlace): GridRange {
  let range: GridRange = {
    top: Math.min(a.row, b.row),
    left: Math.min(a.column, b.column),
    bottom: Math.max(a.row, b.row),
    right: Math.max(a.column, b.column),
  };
  for (;;) {
    const wider = grow(layout, range);
    if (wider.top === range.top && wider.left === range.left && wider.bottom === range.bottom && wider.right === range.right)
      return range; // prettier-ignore
    range = wider;
  }
}

/** Only cells at the rim can reach out of it. */
function grow(layout: GridLayout, range: GridRange): GridRange {
  let { top, left, bottom, right } = range;
  const hold = (cell: GridCell | undefined) => {
    if (!cell) return;
    top = Math.min(top, cell.row);
    left = Math.min(left, cell.column);
    bottom = Math.max(bottom, cell.row + rowsOf(cell) - 1);
    right = Math.max(right, cell.column + columnsOf(cell) - 1);
  };
  for (let row = range.top; row <= range.bottom; row++) {
    hold(layout.at(row, range.left));
    hold(layout.at(row, range.right));
  }
  for (let column = range.left; column <= range.right; column++) {
    hold(layout.at(range.top, column));
    hold(layout.at(range.bottom, column));
  }
  return { top, left, bottom, right };
}

export const isInRange = (range: GridRange, cell: GridCell): boolean =>
  cell.row <= range.bottom &&
  cell.row + rowsOf(cell) > range.top &&
  cell.column <= range.right &&
  cell.column + columnsOf(cell) > range.left;

export const cellsIn = ({ top, left, bottom, right }: GridRange): number => (bottom - top + 1) * (right - left + 1);

/** As spreadsheets take it: tabs between columns, a line a row, rows that are seen; a merged cell once, at its beginning. */
export function textOfRange(
  layout: GridLayout,
  { top, left, bottom, right }: GridRange,
  textOf: (cell: GridCell) => string = ({ text }) => text,
): string {
  const lines: string[] = [];
  const said = new Set<GridCell>();
  for (let row = top; row <= bottom; row++) {
    if (!layout.shows(row)) continue;
    const stub = layout.stub(row);
    const parts: string[] = [];
    for (let column = left; column <= right; column++) {
      const cell = layout.at(row, column);
      const isNew = cell !== undefined && !said.has(cell) && !(stub && cell.column > stub.column);
      if (isNew) said.add(cell);
      parts.push(isNew ? quoted(textOf(cell)) : '');
    }
    lines.push(parts.join('\t'));
  }
  return lines.join('\n');
}

const quoted = (text: string): string => (/[\t\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** The next cell in reading order whose text holds `text`, from a place on and around; `back` the other way. */
export function findCell(layout: GridLayout, text: string, from: GridPlace, back = false): GridCell | undefined {
  const wanted = text.toLocaleLowerCase();
  const hits = matches(layout, wanted);
  if (hits.length === 0) return undefined;
  const after = (cell: GridCell) => cell.row > from.row || (cell.row === from.row && cell.column > from.column);
  const before = (cell: GridCell) => cell.row < from.row || (cell.row === from.row && cell.column < from.column);
  return back ? (hits.findLast(before) ?? hits.at(-1)) : (hits.find(after) ?? hits[0]);
}

export function matches({ grid, shows }: GridLayout, lower: string): readonly GridCell[] {
  if (lower === '') return [];
  return grid.cells
    .filter((cell) => cell.text !== '' && shows(cell.row) && cell.text.toLocaleLowerCase().includes(lower))
    .sort((a, b) => a.row - b.row || a.column - b.column);
}
