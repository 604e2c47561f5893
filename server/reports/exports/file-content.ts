/** What every writer of files gets: the grid as it is to be read, and the words around it. */
import type { SheetDocument } from '../../../metadata/schema/sheet.js';
import type { Grid, GridCell } from '../../../metadata/sheet/types.js';

export interface FileContent {
  /** Names the document: the reader's own title, else the report's. */
  readonly title: string;
  /** With the words above it, if any (metadata/sheet/heading.ts). */
  readonly grid: Grid;
  readonly sheet: Pick<SheetDocument, 'cells' | 'page'>;
  readonly language: string;
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
