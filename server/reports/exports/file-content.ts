/** What every writer of files gets: the grid as it is to be read, and the words around it. */
import type { SheetDocument } from '../../../metadata/schema/sheet.js';
import type { Grid, GridCell, GridRow } from '../../../metadata/sheet/types.js';

export interface FileContent {
  /** Names the document: the reader's own title, else the report's. */
  readonly title: string;
  /** With the words above it, if any (metadata/sheet/heading.ts). With `pieces` only its columns and what is frozen. */
  readonly grid: Grid;
  /** The rows from the top, some at a time, for text and workbooks that are too large to be held whole. */
  readonly pieces?: () => Iterable<GridPiece>;
  readonly sheet: Pick<SheetDocument, 'cells' | 'page'>;
  readonly language: string;
  /** Date-times with a format are written in it; UTC where it is not said. */
  readonly timeZone?: string;
  /** Day of the export, to be read. */
  readonly date: string;
  /** ISO time of the export. */
  readonly at: string;
  /** What the report was asked for: shown on a sheet of its own in a workbook. */
  readonly parameters: readonly { readonly label: string; readonly text: string }[];
  /** Findings, as they stand above the grid. */
  readonly summary: readonly string[];
  /** Charts in cells. */
  readonly pictures?: readonly CellPicture[];
}

/** Rows from `fromRow` on, and the cells that stand in them, in reading order; those that begin above come first. */
export interface GridPiece {
  readonly fromRow: number;
  readonly rows: readonly GridRow[];
  readonly cells: readonly GridCell[];
  readonly styles: Grid['styles'];
}

const PIECE = 500;

export function* piecesOf({ grid, pieces }: FileContent): Generator<GridPiece> {
  if (pieces) return yield* pieces();
  const { rows, cells, styles } = grid;
  let at = 0;
  for (let fromRow = 0; fromRow < rows.length; fromRow += PIECE) {
    const start = at;
    while (at < cells.length && cells[at]!.row < fromRow + PIECE) at++;
    yield { fromRow, rows: rows.slice(fromRow, fromRow + PIECE), cells: cells.slice(start, at), styles };
  }
}

export interface CellPicture {
  readonly cell: GridCell;
  readonly svg: string;
  readonly png?: Uint8Array;
  /** What it shows, for those who do not see it. */
  readonly words: string;
}

/** Number format of a cell, by its place in the template. */
export const formatOf = (cell: GridCell, { sheet }: FileContent): string | undefined =>
  sheet.cells[cell.source]?.format;

/** Lets the event loop turn, between pieces of long work. */
export const pause = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
