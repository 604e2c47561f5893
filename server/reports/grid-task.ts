/**
 * Task of a work process: tables to the grid of a sheet, as JSON that is compressed already. A sheet over many rows would
 * hold the event loop for as long as it takes; its tables are columns, which go from process to process as they lie.
 */
import type { SheetDocument } from '../../metadata/schema/sheet.js';
import { gridWindow } from '../../metadata/sheet/expand.js';
import type { SheetInput } from '../../metadata/sheet/types.js';
import type { Value } from '../../metadata/value.js';
import { openGzip, type GzipHead } from '../http/gzip-parts.js';
import type { WorkContext } from '../work/work-context.js';
import { evaluationOf, type CarriedEvaluation } from './carried-evaluation.js';
import { expandOrTell, sheetErrors, type PageOfRows } from './run-report.js';

export interface GridTaskInput extends CarriedEvaluation {
  readonly sheet: SheetDocument;
  readonly tables: SheetInput['datasets'];
  readonly parameters: Readonly<Record<string, Value>>;
  readonly charts: ReadonlyMap<string, string>;
  readonly page?: PageOfRows;
}

export async function gridTask(input: GridTaskInput, context: WorkContext): Promise<GzipHead> {
  const { function: functions } = await context.registries();
  const { sheet, tables, parameters, charts, principal, page } = input;
  const expanded = expandOrTell({
    sheet,
    datasets: tables,
    parameters,
    functions,
    context: evaluationOf(input),
    language: principal.language,
    charts,
  });
  const grid = sheetErrors(() => (page ? gridWindow(expanded, { fromRow: page.from, toRow: page.to }) : expanded.grid));
  // Without the last bracket: more keys follow.
  return openGzip(Buffer.from(JSON.stringify(grid).slice(0, -1)));
}
