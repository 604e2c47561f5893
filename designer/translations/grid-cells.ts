/** The chosen cells of the grid: where keys lead, which cells a block takes, what is written into them. Pure. */
import type { Language } from '../../metadata/value.js';
import type { WordChange } from './changes.js';
import type { TextRow } from './rows.js';

export interface Cell {
  readonly row: number;
  readonly column: number;
}

/** From the cell where choosing began to the one that has the focus. */
export interface Chosen {
  readonly from: Cell;
  readonly to: Cell;
}

export interface Area {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

export const areaOf = ({ from, to }: Chosen): Area => ({
  top: Math.min(from.row, to.row),
  bottom: Math.max(from.row, to.row),
  left: Math.min(from.column, to.column),
  right: Math.max(from.column, to.column),
});

export const isIn = ({ top, bottom, left, right }: Area, { row, column }: Cell): boolean =>
  row >= top && row <= bottom && column >= left && column <= right;

export interface Extent {
  readonly rows: number;
  readonly columns: number;
  /** Rows in sight. */
  readonly page: number;
}

/** Where a key leads; undefined for keys that lead nowhere. */
export function keyTarget({ row, column }: Cell, key: string, isFar: boolean, extent: Extent): Cell | undefined {
  const at = (r: number, c: number): Cell => ({
    row: Math.max(0, Math.min(extent.rows - 1, r)),
    column: Math.max(0, Math.min(extent.columns - 1, c)),
  });
  switch (key) {
    case 'ArrowUp':
      return at(isFar ? 0 : row - 1, column);
    case 'ArrowDown':
      return at(isFar ? extent.rows : row + 1, column);
    case 'ArrowLeft':
      return at(row, isFar ? 0 : column - 1);
    case 'ArrowRight':
      return at(row, isFar ? extent.columns : column + 1);
    case 'Home':
      return at(isFar ? 0 : row, 0);
    case 'End':
      return at(isFar ? extent.rows : row, extent.columns);
    case 'PageUp':
      return at(row - extent.page, column);
    case 'PageDown':
      return at(row + extent.page, column);
    default:
      return undefined;
  }
}

/** The next cell of all, over the edges of lines; undefined at the ends. */
export function nextCell({ row, column }: Cell, by: 1 | -1, { rows, columns }: Extent): Cell | undefined {
  const index = row * columns + column + by;
  if (index < 0 || index >= rows * columns) return undefined;
  return { row: Math.floor(index / columns), column: index % columns };
}

/**
 * What a pasted block would write: from the first chosen cell on; one cell alone into all that are chosen. `outside` counts
 * what falls beyond the last row or column and has words.
 */
export function pasteInto(
  block: readonly (readonly string[])[],
  area: Area,
  rows: readonly TextRow[],
  columns: readonly Language[],
): { readonly words: readonly WordChange[]; readonly outside: number } {
  const [[single] = []] = block;
  if (block.length === 1 && block[0]?.length === 1) return { words: wordsIn(area, rows, columns, single ?? ''), outside: 0 }; // prettier-ignore
  const words: WordChange[] = [];
  let outside = 0;
  block.forEach((line, r) =>
    line.forEach((text, c) => {
      const row = rows[area.top + r];
      const language = columns[area.left + c];
      if (row && language) words.push({ row, language, words: text });
      else if (text !== '') outside++;
    }),
  );
  return { words, outside };
}

export function wordsIn(area: Area, rows: readonly TextRow[], columns: readonly Language[], words: string): readonly WordChange[] {
  return rows.slice(area.top, area.bottom + 1).flatMap((row) => columns.slice(area.left, area.right + 1).map((language) => ({ row, language, words })));
} // prettier-ignore
