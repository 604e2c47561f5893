/** Where the lines of the designer's grid lie, in pixels from the first cell. Pure. */
import type { SheetDocument } from '../../metadata/schema/sheet.js';
import type { Position } from '../../metadata/sheet/address.js';
import { most, sizeOf, type Area } from './gestures/places.js';

export interface Geometry {
  /** Start of each line, one more for the end. */
  readonly tops: readonly number[];
  readonly lefts: readonly number[];
}

export const usual = { height: 26, width: 96 } as const;
/** A line of no size is a stripe here, so that it can be found. */
const least = 6;
/** Empty lines that can be used beyond what is there. */
const spare = { rows: 8, columns: 4 } as const;

const starts = (sizes: readonly number[]): readonly number[] => {
  const found = [0];
  for (const size of sizes) found.push(found.at(-1)! + Math.max(least, size));
  return found;
};

export function geometryOf(sheet: SheetDocument): Geometry {
  const { rows, columns } = sizeOf(sheet);
  const count = (size: number, more: number, first: number, limit: number) =>
    Math.min(limit, Math.max(size + more, first));
  return {
    tops: starts(Array.from({ length: count(rows, spare.rows, 16, most.rows) }, (_, row) => sheet.rows?.[row]?.height ?? usual.height)), // prettier-ignore
    lefts: starts(Array.from({ length: count(columns, spare.columns, 10, most.columns) }, (_, column) => sheet.columns?.[column]?.width ?? usual.width)), // prettier-ignore
  };
}

/** The line in which a pixel lies, the last one beyond the end. */
export function lineAt(places: readonly number[], pixel: number): number {
  const found = places.findIndex((start, index) => index > 0 && pixel < start);
  return found < 0 ? places.length - 2 : Math.max(0, found - 1);
}

export interface Box {
  readonly top: number;
  readonly left: number;
  readonly width: number;
  readonly height: number;
}

/** The pixels of an area; what lies beyond the grid is cut off. */
export function boxOf({ tops, lefts }: Geometry, { top, left, bottom, right }: Area): Box {
  const at = (places: readonly number[], line: number) => places[Math.min(line, places.length - 1)]!;
  return {
    top: at(tops, top),
    left: at(lefts, left),
    width: at(lefts, right + 1) - at(lefts, left),
    height: at(tops, bottom + 1) - at(tops, top),
  };
}

/** Where a key leads from a place: over merged cells in one step. */
export function stepFrom(geometry: Geometry, whole: Area, { row, column }: Position, key: string): Position | undefined {
  const last = { row: geometry.tops.length - 2, column: geometry.lefts.length - 2 };
  const kept = (at: Position): Position => ({ row: Math.max(0, Math.min(last.row, at.row)), column: Math.max(0, Math.min(last.column, at.column)) });
  const steps: Readonly<Record<string, Position>> = {
    ArrowUp: { row: whole.top - 1, column },
    ArrowDown: { row: whole.bottom + 1, column },
    ArrowLeft: { row, column: whole.left - 1 },
    ArrowRight: { row, column: whole.right + 1 },
    Home: { row, column: 0 },
    PageUp: { row: row - 12, column },
    PageDown: { row: row + 12, column },
  };
  const step = steps[key];
  return step && kept(step);
} // prettier-ignore
