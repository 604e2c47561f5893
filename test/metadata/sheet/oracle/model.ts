/**
 * A second reading of the rules of sheets (docs/sheets.md), as slow and plain as can be: everything is looked for by
 * trying all there is. It shares the document types and the expression language with the engine and nothing else.
 */
import type { CellDocument, SheetDocument } from '../../../../metadata/schema/sheet.js';
import type { Value } from '../../../../metadata/value.js';

/** The template is refused. */
export class Refused extends Error {}
/** What a cell shows instead of a value: `#CYCLE`, `#VALUE`, `#ERROR`. */
export class Fault extends Error {}

export type Side = 'down' | 'right';

export interface Cell {
  readonly address: string;
  readonly row: number;
  readonly column: number;
  readonly height: number;
  readonly width: number;
  readonly document: CellDocument;
  readonly side: Side | 'none';
  /** Expanding ancestors, nearest first. */
  left: readonly Cell[];
  top: readonly Cell[];
}

/** An instance. The two roots have no cell. */
export interface Copy {
  readonly cell: Cell | undefined;
  readonly above: Copy | undefined;
  readonly cross: Copy | undefined;
  readonly value: Value;
  /** Shown and inherited instead of the value. */
  readonly fault?: Fault;
  /** Rows of the dataset its cell is bound to; undefined constrains nothing. */
  readonly rows: readonly number[] | undefined;
  readonly index: number;
  readonly blank: boolean;
}

export interface Model {
  readonly cells: readonly Cell[];
  readonly height: number;
  readonly width: number;
  readonly sheet: SheetDocument;
}

const place = (address: string) => {
  const [, letters, digits] = /^([A-Z]+)(\d+)$/.exec(address)!;
  const column = [...letters!].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  return { row: Number(digits) - 1, column };
};

export function readModel(sheet: SheetDocument): Model {
  const cells: Cell[] = Object.entries(sheet.cells).map(([address, document]) => {
    const [height, width] = document.span ?? [1, 1];
    const spreads = document.bind?.as === 'group' || document.bind?.as === 'list';
    const side = document.expand ?? (spreads ? 'down' : 'none');
    return { address, ...place(address), height, width, document, side, left: [], top: [] };
  });
  for (const a of cells)
    for (const b of cells)
      if (a !== b && covers(a, b.row, b.column)) throw new Refused(`${a.address} covers ${b.address}`);
  for (const a of cells)
    for (const b of cells) {
      const apart =
        a.row + a.height <= b.row || b.row + b.height <= a.row || a.column + a.width <= b.column || b.column + b.width <= a.column; // prettier-ignore
      if (a !== b && !apart) throw new Refused(`${a.address} meets ${b.address}`);
    }
  for (const cell of cells) {
    cell.left = ancestors(cell, 'left', cells);
    cell.top = ancestors(cell, 'top', cells);
  }
  // R4
  for (const cell of cells) {
    for (const above of cell.left)
      if (above.top[0] && above.top[0] !== cell && !cell.top.includes(above.top[0])) throw new Refused('ragged');
    for (const above of cell.top)
      if (above.left[0] && above.left[0] !== cell && !cell.left.includes(above.left[0])) throw new Refused('ragged');
  }
  const height = Math.max(1, sheet.rows?.length ?? 0, ...cells.map((cell) => cell.row + cell.height));
  const width = Math.max(1, sheet.columns?.length ?? 0, ...cells.map((cell) => cell.column + cell.width));
  return { cells, height, width, sheet };
}

const covers = (cell: Cell, row: number, column: number) =>
  row >= cell.row && row < cell.row + cell.height && column >= cell.column && column < cell.column + cell.width;

export const cellAt = (model: Model, row: number, column: number) =>
  model.cells.find((cell) => covers(cell, row, column));

export const named = (model: Model, address: string) => model.cells.find((cell) => cell.address === address);

function parent(cell: Cell, side: 'left' | 'top', cells: readonly Cell[]): Cell | undefined {
  const stated = cell.document[side];
  if (stated === 'none') return undefined;
  if (stated !== undefined) {
    const found = cells.find((other) => other.address === stated);
    if (!found) throw new Refused('no such parent');
    return found;
  }
  // The nearest to the left that goes down over the first row; above, that goes right over the first column.
  for (let away = 1; away <= 500; away++) {
    const found =
      side === 'left'
        ? cells.find((other) => other.side === 'down' && other.column + other.width === cell.column - away + 1 && covers(other, cell.row, other.column)) // prettier-ignore
        : cells.find((other) => other.side === 'right' && other.row + other.height === cell.row - away + 1 && covers(other, other.row, cell.column)); // prettier-ignore
    if (found) return found;
  }
  return undefined;
}

function ancestors(cell: Cell, side: 'left' | 'top', cells: readonly Cell[]): readonly Cell[] {
  const all: Cell[] = [];
  let at = parent(cell, side, cells);
  while (at) {
    if (at === cell || all.includes(at)) throw new Refused('circle of parents');
    all.push(at);
    at = parent(at, side, cells);
  }
  return all.filter((each) => each.side === (side === 'left' ? 'down' : 'right'));
}

/** The cell whose copies tell copies of this one apart. */
export const owner = (cell: Cell, side: Side): Cell | undefined =>
  cell.side === side ? cell : side === 'down' ? cell.left[0] : cell.top[0];

export const path = (copy: Copy | undefined): readonly Copy[] => (copy ? [copy, ...path(copy.above)] : []);

/** The copy of a cell on a path. */
export const on = (copy: Copy, cell: Cell) => path(copy).find((each) => each.cell === cell);
