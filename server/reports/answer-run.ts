/**
 * The answer of a run. A small sheet is made here, one over many rows in a work process, so that nobody's save waits for
 * somebody's report.
 */
import type { ReaderChanges } from '../../metadata/schema/reader-changes.js';
import type { PageOfRows } from '../../metadata/sheet/grid-page.js';
import type { PlanStep } from '../../metadata/sheet/plan.js';
import type { Context } from '../context.js';
import { Reply } from '../http/route.js';
import { AT_ONCE_ROWS, carrySheet, rowsOfRead, workOptions } from './carried-sheet.js';
import type { GridTaskInput, GridTaskResult } from './grid-task.js';
import { readListPage } from './list-page.js';
import { planOf } from './report-plan.js';
import { answerAround, expandRead, gridOf, readReport, type AnswerAround, type RunnableReport } from './run-report.js';
import { gridInputs, placesOf, type GridInputs } from './write-back.js';

/** Rows up to which a page of a sheet is made at once: only its own values are computed. */
const AT_ONCE_FOR_PAGE = 20_000;

export interface RunRequest extends ReaderChanges {
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly page?: PageOfRows;
}

/** Beside the grid. */
export type RunFacts = AnswerAround & { readonly inputs: GridInputs; readonly plan: readonly PlanStep[] };

/** Errors: those of readReport; 422 SHEET_… with the cell; WORK_TIMEOUT and WORK_FAILED where it needed too much. */
export async function answerRun(
  context: Context,
  report: RunnableReport,
  { parameters = {}, page: asked, ...changes }: RunRequest,
  signal?: AbortSignal,
): Promise<Reply> {
  const isTyped = takesInput(report);
  // What is typed into one cell may stand for a record that another page shows.
  const page = isTyped && asked?.orAll !== undefined ? undefined : asked;
  const list = page && !isTyped ? await readListPage(context, report, { parameters, page, ...changes }) : undefined;
  if (list && 'page' in list) {
    const { page: made, around } = list;
    return new Reply(200, { json: { ...made, ...(page!.bare ? { plan: around.plan } : { ...around, inputs: {} }) } });
  }
  const read = await readReport(context, report, parameters, { ...changes, ...(signal ? { signal } : {}) });
  const plan = planOf(read, list);
  const around = page?.bare ? { plan } : { ...answerAround({ report, ...read }), plan };
  const isPart = page !== undefined && page.orAll === undefined;
  if (rowsOfRead(read) <= (isPart ? AT_ONCE_FOR_PAGE : AT_ONCE_ROWS)) {
    const run = expandRead(context, report, read);
    return new Reply(200, {
      json: {
        ...gridOf(run, page),
        ...around,
        ...(page?.bare ? {} : { inputs: gridInputs(context, report, isTyped ? placesOf(run) : []) }),
      },
    });
  }
  const input: GridTaskInput = { ...carrySheet(context, report, read), isTyped, ...(page ? { page } : {}) };
  const { head, places } = await context.work.run<GridTaskResult>('report.grid', input, workOptions(context, signal));
  const inputs = gridInputs(context, report, places);
  return new Reply(200, { json: page?.bare ? around : { ...around, inputs }, head });
}

const takesInput = ({ sheet }: RunnableReport): boolean =>
  Object.values(sheet.cells).some(({ input }) => input !== undefined);
