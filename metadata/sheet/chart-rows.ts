/** Charts beside a sheet, in a file: rows of the grid itself, above what it shows or below. */
import type { Grid, GridCell, GridRow } from './types.js';

/** Pixels, as on the screen. */
const HEIGHT = 258;
const GAP = 12;
/** What one chart has at least; a sheet that is narrower gets an empty column. */
const WIDTH = 380;
const NARROWEST = 480;

export interface ChartPlaces {
  /** Ids of the report's charts. */
  readonly above: readonly string[];
  readonly below: readonly string[];
}

/** Cells of kind `chart` from `#chart`, without `rows`: they are of the whole dataset. `down` is how far the sheet has moved. */
export function withChartRows(
  grid: Grid,
  { above, below }: ChartPlaces,
): { readonly grid: Grid; readonly down: number } {
  if (above.length + below.length === 0) return { grid, down: 0 };
  const columns = wideEnough(grid.columns);
  const top = chartRows(above, columns, 0, 'title');
  const down = top.rows.length;
  const bottom = chartRows(below, columns, down + grid.rows.length, 'summary');
  const cells = [...top.cells, ...grid.cells.map((cell) => (down === 0 ? cell : { ...cell, row: cell.row + down })), ...bottom.cells]; // prettier-ignore
  const whole: Grid = {
    ...grid,
    columns,
    rows: [...top.rows, ...grid.rows.map((row) => movedRow(row, down)), ...bottom.rows],
    cells,
    ...(grid.freeze ? { freeze: { ...grid.freeze, rows: grid.freeze.rows === 0 ? 0 : grid.freeze.rows + down } } : {}),
  };
  return { grid: whole, down };
}

/** A row some rows further down, with what it says of pages. */
export function movedRow(row: GridRow, down: number): GridRow {
  if (!row.page || down === 0) return row;
  const { keepTo, repeatTo } = row.page;
  return {
    ...row,
    page: {
      ...row.page,
      ...(keepTo === undefined ? {} : { keepTo: keepTo + down }),
      ...(repeatTo === undefined ? {} : { repeatTo: repeatTo + down }),
    },
  };
}

function wideEnough(columns: Grid['columns']): Grid['columns'] {
  const width = columns.reduce((total, column) => total + column.width, 0);
  return width >= NARROWEST ? columns : [...columns, { width: NARROWEST - width }];
}

function chartRows(
  ids: readonly string[],
  columns: Grid['columns'],
  from: number,
  role: string,
): { readonly rows: readonly GridRow[]; readonly cells: readonly GridCell[] } {
  const rows: GridRow[] = [];
  const cells: GridCell[] = [];
  const lines = linesOf(ids, columns);
  for (const [line, parts] of lines.entries()) {
    if (role !== 'title' || line > 0) rows.push({ height: GAP, role });
    const row = from + rows.length;
    rows.push({ height: HEIGHT, role });
    for (const { id, column, columnSpan } of parts)
      cells.push({
        row,
        column,
        ...(columnSpan > 1 ? { columnSpan } : {}),
        value: null,
        text: '',
        kind: 'chart',
        chart: { id },
        source: '#chart',
      });
  }
  if (role === 'title' && rows.length > 0) rows.push({ height: GAP, role });
  return { rows, cells };
}

interface Part {
  readonly id: string;
  readonly column: number;
  readonly columnSpan: number;
}

/** As many side by side as have their width; edges are those of columns. */
function linesOf(ids: readonly string[], columns: Grid['columns']): readonly (readonly Part[])[] {
  const edges = [0];
  for (const { width } of columns) edges.push(edges.at(-1)! + width);
  const width = edges.at(-1)!;
  const most = Math.max(1, Math.min(3, Math.floor(width / WIDTH)));
  const lines: Part[][] = [];
  for (let at = 0; at < ids.length; at += most) {
    const some = ids.slice(at, at + most);
    const cuts = cutsOf(edges, some.length);
    if (cuts)
      lines.push(some.map((id, index) => ({ id, column: cuts[index]!, columnSpan: cuts[index + 1]! - cuts[index]! }))); // prettier-ignore
    else for (const id of some) lines.push([{ id, column: 0, columnSpan: columns.length }]);
  }
  return lines;
}

/** Columns at which each part begins, and the end; undefined where no edges leave all of them room. */
function cutsOf(edges: readonly number[], parts: number): readonly number[] | undefined {
  const width = edges.at(-1)!;
  const cuts = [0];
  for (let part = 1; part < parts; part++) {
    const wanted = (width * part) / parts;
    const nearest = edges.reduce((best, edge, at) => (Math.abs(edge - wanted) < Math.abs(edges[best]! - wanted) ? at : best), 0); // prettier-ignore
    cuts.push(nearest);
  }
  cuts.push(edges.length - 1);
  const isRoomy = cuts.every((cut, at) => at === 0 || edges[cut]! - edges[cuts[at - 1]!]! >= WIDTH * 0.75);
  return isRoomy ? cuts : undefined;
}

/** Rows in which a picture stands stay on one page, so that none is cut. */
export function keepPictures(grid: Grid): Grid {
  const keep = new Map<number, number>();
  for (const { row, rowSpan = 1, kind } of grid.cells)
    if (rowSpan > 1 && (kind === 'chart' || kind === 'image' || kind === 'report'))
      keep.set(row, Math.max(row + rowSpan, keep.get(row) ?? 0));
  if (keep.size === 0) return grid;
  const rows = grid.rows.map((row, index) => {
    const to = keep.get(index);
    return to === undefined ? row : { ...row, page: { ...row.page, keepTo: Math.max(to, row.page?.keepTo ?? 0) } };
  });
  return { ...grid, rows };
}
