/**
 * The answer of a run. A small sheet is made here, and one into which people type; one over many rows in a work process, so
 * that nobody's save waits for somebody's report.
 */
import type { ReaderChanges } from '../../metadata/schema/reader-changes.js';
import type { PlanStep } from '../../metadata/sheet/plan.js';
import type { Context } from '../context.js';
import type { GzipHead } from '../http/gzip-parts.js';
import { Reply } from '../http/route.js';
import { rowCount } from './datasets.js';
import type { GridTaskInput } from './grid-task.js';
import { planOf } from './report-plan.js';
import {
  answerAround,
  expandRead,
  gridOf,
  readReport,
  tablesOf,
  type AnswerAround,
  type PageOfRows,
  type RunnableReport,
} from './run-report.js';
import { gridInputs, type GridInputs } from './write-back.js';

/** Rows up to which a sheet is made at once, whole and for a page of it. */
const AT_ONCE_ROWS = 4000;
const AT_ONCE_FOR_PAGE = 20_000;
/** Milliseconds that the work process has for a sheet. */
const TIMEOUT = 60_000;

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
  { parameters = {}, page, ...changes }: RunRequest,
  signal?: AbortSignal,
): Promise<Reply> {
  const read = await readReport(context, report, parameters, { ...changes, ...(signal ? { signal } : {}) });
  const rows = [...read.datasets.values()].reduce((total, dataset) => total + rowCount(dataset), 0);
  const around = { ...answerAround({ report, ...read }), plan: planOf(read, page !== undefined) };
  if (rows <= (page ? AT_ONCE_FOR_PAGE : AT_ONCE_ROWS) || takesInput(report)) {
    const run = expandRead(context, report, read);
    return new Reply(200, { json: { ...gridOf(run, page), ...around, inputs: gridInputs(context, run) } });
  }
  const { principal, evaluation } = context;
  const input: GridTaskInput = {
    sheet: read.sheet,
    tables: tablesOf(context, read),
    parameters: read.parameters,
    charts: new Map((report.charts ?? []).map(({ id, dataset }) => [id, dataset])),
    principal,
    now: evaluation.now(),
    today: evaluation.today(),
    timeZone: evaluation.timeZone,
    ...(page ? { page } : {}),
  };
  const options = { timeoutMs: TIMEOUT, userId: principal.id, ...(signal ? { signal } : {}) };
  const head = await context.work.run<GzipHead>('report.grid', input, options);
  return new Reply(200, { json: { ...around, inputs: {} }, head });
}

const takesInput = ({ sheet }: RunnableReport): boolean =>
  Object.values(sheet.cells).some(({ input }) => input !== undefined);
