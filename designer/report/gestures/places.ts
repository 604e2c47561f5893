/** Cells of a template by their places: where each stands, what covers a place, which places belong together. Pure. */
import type { CellDocument, SheetDocument } from '../../../metadata/schema/sheet.js';
import { formatAddress, parseAddress, type Position } from '../../../metadata/sheet/address.js';

export type { Position } from '../../../metadata/sheet/address.js';

/** Rows and columns from 0, both ends included. */
export interface Area {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

export interface PlacedCell extends Position {
  readonly address: string;
  readonly rows: number;
  readonly columns: number;
  readonly cell: CellDocument;
}

/** What a gesture makes of a sheet: the sheet, the cells that now name one that is gone, and what to select. */
export interface Change {
  readonly sheet: SheetDocument;
  readonly lost?: readonly string[];
  readonly select?: Area;
}

/** Most lines that a template may have. */
export const most = { rows: 500, columns: 200 } as const;

export const isBound = ({ bind }: CellDocument): boolean => bind !== undefined;

/** In reading order; what is no address or no cell is left out. */
export function placedCells(sheet: SheetDocument): readonly PlacedCell[] {
  return Object.entries(sheet.cells)
    .flatMap(([address, cell]): PlacedCell[] => {
      const place = parseAddress(address);
      if (!place || typeof cell !== 'object' || cell === null) return [];
      const [rows, columns] = Array.isArray(cell.span) ? cell.span : [1, 1];
      return [{ address, ...place, rows: rows || 1, columns: columns || 1, cell }];
    })
    .sort((a, b) => a.row - b.row || a.column - b.column);
}

/** The cell that covers a place. */
export function cellAt(sheet: SheetDocument, { row, column }: Position): PlacedCell | undefined {
  const own = sheet.cells[formatAddress(row, column)];
  if (own) return placedCells({ cells: { [formatAddress(row, column)]: own } })[0];
  return placedCells(sheet).find((each) => covers(areaOf(each), { row, column }));
}

export const areaOf = ({ row, column, rows, columns }: Omit<PlacedCell, 'address' | 'cell'>): Area => ({
  top: row,
  left: column,
  bottom: row + rows - 1,
  right: column + columns - 1,
});

export const covers = (area: Area, { row, column }: Position): boolean =>
  row >= area.top && row <= area.bottom && column >= area.left && column <= area.right;

export const meet = (a: Area, b: Area): boolean =>
  a.top <= b.bottom && b.top <= a.bottom && a.left <= b.right && b.left <= a.right;

export const areaBetween = (a: Position, b: Position): Area => ({
  top: Math.min(a.row, b.row),
  left: Math.min(a.column, b.column),
  bottom: Math.max(a.row, b.row),
  right: Math.max(a.column, b.column),
});

export const heightOf = ({ top, bottom }: Area): number => bottom - top + 1;
export const widthOf = ({ left, right }: Area): number => right - left + 1;

/** Grown until it cuts no merged cell. */
export function wholeArea(sheet: SheetDocument, area: Area): Area {
  const cells = placedCells(sheet).map(areaOf);
  for (let at = area; ;) {
    const cut = cells.find((each) => meet(each, at) && !contains(at, each));
    if (!cut) return at;
    at = {
      top: Math.min(at.top, cut.top),
      left: Math.min(at.left, cut.left),
      bottom: Math.max(at.bottom, cut.bottom),
      right: Math.max(at.right, cut.right),
    };
  }
}

export const contains = (outer: Area, inner: Area): boolean =>
  inner.top >= outer.top && inner.bottom <= outer.bottom && inner.left >= outer.left && inner.right <= outer.right;

export const cellsIn = (sheet: SheetDocument, area: Area): readonly PlacedCell[] =>
  placedCells(sheet).filter((each) => covers(area, each));

/** As large as its rows and columns say or its cells reach. */
export function sizeOf(sheet: SheetDocument): { readonly rows: number; readonly columns: number } {
  const cells = placedCells(sheet);
  return {
    rows: Math.max(sheet.rows?.length ?? 0, ...cells.map(({ row, rows }) => row + rows), 0),
    columns: Math.max(sheet.columns?.length ?? 0, ...cells.map(({ column, columns }) => column + columns), 0),
  };
}

/** The sheet with other cells, in reading order as a person would write them. */
export function withCells(
  sheet: SheetDocument,
  cells: Iterable<readonly [address: string, cell: CellDocument]>,
): SheetDocument {
  const placed = [...cells].map(([address, cell]) => ({ address, cell, ...parseAddress(address)! }));
  placed.sort((a, b) => a.row - b.row || a.column - b.column);
  return { ...sheet, cells: Object.fromEntries(placed.map(({ address, cell }) => [address, cell])) };
}

/** The sheet with some cells set, or taken away (undefined). */
export function putCells(
  sheet: SheetDocument,
  cells: Readonly<Record<string, CellDocument | undefined>>,
): SheetDocument {
  const next = new Map(Object.entries(sheet.cells));
  for (const [address, cell] of Object.entries(cells)) {
    if (cell === undefined) next.delete(address);
    else next.set(address, cell);
  }
  return withCells(sheet, next);
}

/** A cell of another size; one row and one column are not stated. */
export function sized(cell: CellDocument, rows: number, columns: number): CellDocument {
  const { span: _span, ...rest } = cell;
  return rows === 1 && columns === 1 ? rest : { ...rest, span: [rows, columns] };
}

/** The change, unless two of its cells would cover one place: then the gesture is not to be had there. */
export function untorn<T extends Change>(change: T): T | undefined {
  const taken = new Set<number>();
  for (const { row, column, rows, columns } of placedCells(change.sheet)) {
    for (let at = 0; at < rows * columns; at++) {
      const place = (row + Math.floor(at / columns)) * 20_000 + column + (at % columns);
      if (taken.has(place)) return undefined;
      taken.add(place);
    }
  }
  return change;
}
