/** A rectangle of cells: where it was begun and where it ends. Pure: places in, places out. */
import type { CellAt } from './grid-port.js';

export interface CellRange {
  readonly anchor: CellAt;
  readonly head: CellAt;
}

export interface Rectangle {
  /** Rows, both included. */
  readonly from: number;
  readonly to: number;
  /** Places of columns, both included. */
  readonly first: number;
  readonly last: number;
}

/** Undefined when one of its columns is no longer there. */
export function rectangleOf({ anchor, head }: CellRange, paths: readonly string[]): Rectangle | undefined {
  const [a, b] = [paths.indexOf(anchor.path), paths.indexOf(head.path)];
  if (a < 0 || b < 0) return undefined;
  return {
    from: Math.min(anchor.index, head.index),
    to: Math.max(anchor.index, head.index),
    first: Math.min(a, b),
    last: Math.max(a, b),
  };
}

export const isInside = (box: Rectangle, index: number, column: number): boolean =>
  index >= box.from && index <= box.to && column >= box.first && column <= box.last;

/** The head after an arrow key with Shift; with Ctrl to the edge. Undefined for other keys. */
export function extend(
  { head }: CellRange,
  key: { readonly key: string; readonly ctrlKey: boolean; readonly metaKey: boolean },
  paths: readonly string[],
  count: number,
): CellAt | undefined {
  const far = key.ctrlKey || key.metaKey;
  const column = paths.indexOf(head.path);
  const to = (index: number, place: number): CellAt => ({
    index: Math.max(0, Math.min(count - 1, index)),
    path: paths[Math.max(0, Math.min(paths.length - 1, place))] ?? head.path,
  });
  if (key.key === 'ArrowDown') return to(far ? count - 1 : head.index + 1, column);
  if (key.key === 'ArrowUp') return to(far ? 0 : head.index - 1, column);
  if (key.key === 'ArrowRight') return to(head.index, far ? paths.length - 1 : column + 1);
  if (key.key === 'ArrowLeft') return to(head.index, far ? 0 : column - 1);
  return undefined;
}
