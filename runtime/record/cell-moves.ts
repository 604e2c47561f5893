/** Where the keys lead in a table of cells. Pure: a place and a key in, a place out. */
export interface CellPlace {
  readonly row: number;
  readonly column: number;
}

export interface TableSize {
  readonly rows: number;
  readonly columns: number;
}

/** Arrows, Home, End, with Ctrl to the first and last row; undefined for other keys. */
export function moveByKey(
  key: { readonly key: string; readonly ctrlKey: boolean },
  { row, column }: CellPlace,
  { rows, columns }: TableSize,
): CellPlace | undefined {
  const moves: Record<string, CellPlace> = {
    ArrowUp: { row: row - 1, column },
    ArrowDown: { row: row + 1, column },
    ArrowLeft: { row, column: column - 1 },
    ArrowRight: { row, column: column + 1 },
    Home: { row: key.ctrlKey ? 0 : row, column: 0 },
    End: { row: key.ctrlKey ? rows - 1 : row, column: columns - 1 },
  };
  const move = moves[key.key];
  return move && { row: clamp(move.row, rows), column: clamp(move.column, columns) };
}

/** The next cell that can be edited, row by row; undefined after the last (or before the first) one. */
export function nextEditable(
  { row, column }: CellPlace,
  back: boolean,
  editable: readonly boolean[],
  rows: number,
): CellPlace | undefined {
  if (!editable.includes(true)) return undefined;
  const step = back ? -1 : 1;
  let at = row * editable.length + column + step;
  for (; at >= 0 && at < rows * editable.length; at += step) {
    const place = { row: Math.floor(at / editable.length), column: at % editable.length };
    if (editable[place.column]) return place;
  }
  return undefined;
}

const clamp = (value: number, count: number): number => Math.max(0, Math.min(value, count - 1));
