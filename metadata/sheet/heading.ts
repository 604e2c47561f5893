/** Words above a sheet in a file: a title of the reader's own and the findings, as rows of the grid itself. */
import { movedRow } from './chart-rows.js';
import type { Grid, GridCell, GridRow } from './types.js';

export interface Heading {
  readonly title?: string;
  readonly lines?: readonly string[];
}

/** The grid with the words above it over all its columns; their cells come from `#title` and `#text`. */
export function withHeading(grid: Grid, { title, lines = [] }: Heading): Grid {
  const words = [...(title ? [{ source: '#title', text: title, height: 34 }] : []), ...lines.map((text) => ({ source: '#text', text, height: 24 }))]; // prettier-ignore
  if (words.length === 0) return grid;
  const columns = grid.columns.length === 0 ? [{ width: 480 }] : grid.columns;
  const above: readonly GridRow[] = [
    ...words.map(({ height }) => ({ height, role: 'title' })),
    { height: 12, role: 'title' },
  ];
  const down = above.length;
  const said: readonly GridCell[] = words.map(({ source, text }, row) => ({
    row,
    column: 0,
    ...(columns.length > 1 ? { columnSpan: columns.length } : {}),
    value: text,
    text,
    source,
  }));
  return {
    ...grid,
    columns,
    rows: [...above, ...grid.rows.map((row) => movedRow(row, down))],
    cells: [...said, ...grid.cells.map((cell) => ({ ...cell, row: cell.row + down }))],
    ...(grid.freeze ? { freeze: { ...grid.freeze, rows: grid.freeze.rows === 0 ? 0 : grid.freeze.rows + down } } : {}),
  };
}
