/** Task of a work process: a value of a sheet explained. Of the rows behind it their places, for the rows stay in the server. */
import type { Explanation } from '../../metadata/sheet/explanation.js';
import type { WorkContext } from '../work/work-context.js';
import { expandCarried, type CarriedSheet } from './carried-sheet.js';
import type { DatasetRows } from './datasets.js';
import type { BreakDown } from './explain-parts.js';
import { explainCell, placesBehind } from './explain.js';

export interface ExplainTaskInput extends CarriedSheet {
  readonly source: string;
  readonly at: string;
  readonly down: BreakDown;
  /** What is known of the datasets without their rows: how columns are called, what may not be read. */
  readonly heads: ReadonlyMap<string, DatasetRows>;
}

export interface ExplainTaskResult {
  /** Without rows. */
  readonly told: Explanation;
  readonly places: readonly number[];
}

export async function explainTask(input: ExplainTaskInput, context: WorkContext): Promise<ExplainTaskResult> {
  const { source, at, down, tables, heads, principal } = input;
  const sheet = await expandCarried(input, context);
  const run = { sheet, tables, datasets: heads };
  const told = explainCell(run, source, at, principal.language, down);
  return { told: { ...told, rows: [] }, places: placesBehind(run, source, at, down) };
}
