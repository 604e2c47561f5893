/**
 * Tasks of a work process: tables to the grid of a sheet, as JSON that is compressed already, and to the places of cells that
 * are typed into. A sheet over many rows would hold the event loop for as long as it takes.
 */
import { gridPage, type PageOfRows } from '../../metadata/sheet/grid-page.js';
import { inputPlaces, type InputPlace } from '../../metadata/sheet/input-places.js';
import { stillGrid } from '../../metadata/sheet/still-grid.js';
import { openGzip, type GzipHead } from '../http/gzip-parts.js';
import type { WorkContext } from '../work/work-context.js';
import { expandCarried, type CarriedSheet } from './carried-sheet.js';
import { sheetErrors } from './run-report.js';

export interface GridTaskInput extends CarriedSheet {
  readonly page?: PageOfRows;
  /** Its cells may be typed into. */
  readonly isTyped: boolean;
  /** It is only looked at. */
  readonly still: boolean;
}

export interface GridTaskResult {
  /** Without the last bracket: more keys follow. */
  readonly head: GzipHead;
  readonly places: readonly InputPlace[];
}

export async function gridTask(input: GridTaskInput, context: WorkContext): Promise<GridTaskResult> {
  const { page, isTyped, still } = input;
  const expanded = await expandCarried(input, context);
  const made = sheetErrors(() => (page ? gridPage(expanded, page) : expanded.grid));
  const grid = still ? stillGrid(made) : made;
  const head = await openGzip(Buffer.from(JSON.stringify(grid).slice(0, -1)));
  return { head, places: isTyped ? sheetErrors(() => inputPlaces(expanded)) : [] };
}

export async function placesTask(input: CarriedSheet, context: WorkContext): Promise<readonly InputPlace[]> {
  const expanded = await expandCarried(input, context);
  return sheetErrors(() => inputPlaces(expanded));
}
