/**
 * The answer of a run. A small sheet is made here, one over many rows in a work process, so that nobody's save waits for
 * somebody's report. Of a still run, as behind a link, only what is looked at is answered.
 */
import type { ReportChart } from '../../metadata/schema/report.js';
import type { ReaderChanges } from '../../metadata/schema/reader-changes.js';
import type { PageOfRows } from '../../metadata/sheet/grid-page.js';
import type { InputPlace } from '../../metadata/sheet/input-places.js';
import type { PlanStep } from '../../metadata/sheet/plan.js';
import { stillGrid } from '../../metadata/sheet/still-grid.js';
import { isPaged } from '../../metadata/sheet/list-pages.js';
import { say } from '../../metadata/words.js';
import type { Context } from '../context.js';
import { ApiError } from '../errors.js';
import { Reply } from '../http/route.js';
import { AT_ONCE_ROWS, carrySheet, rowsOfRead, workOptions } from './carried-sheet.js';
import type { GridTaskInput, GridTaskResult } from './grid-task.js';
import { listPagesOf, readListPage } from './list-page.js';
import { DATASET_ROWS } from './datasets.js';
import { planOf } from './report-plan.js';
import { answerAround, expandRead, gridOf, readReport, type AnswerAround, type RunnableReport } from './run-report.js';
import { gridInputs, placesOf, type GridInputs } from './write-back.js';

/** Rows up to which a page of a sheet is made at once: only its own values are computed. */
const AT_ONCE_FOR_PAGE = 20_000;

export interface RunRequest extends ReaderChanges {
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly page?: PageOfRows;
  /** Nothing in it leads on, says how it was read, or takes what is typed. */
  readonly still?: boolean;
}

/** Beside the grid. */
export type RunFacts = AnswerAround & { readonly inputs: GridInputs; readonly plan: readonly PlanStep[] };
/** Beside a grid that is only looked at. */
export type StillFacts = Pick<AnswerAround, 'rowsRead' | 'charts' | 'images' | 'page'>;

/** Errors: those of readReport; 422 SHEET_… with the cell; WORK_TIMEOUT and WORK_FAILED where it needed too much. */
export async function answerRun(
  context: Context,
  report: RunnableReport,
  { parameters = {}, page: asked, still = false, ...changes }: RunRequest,
  signal?: AbortSignal,
): Promise<Reply> {
  const isTyped = !still && takesInput(report);
  // What is typed into one cell may stand for a record that another page shows.
  const page = isTyped && asked?.orAll !== undefined ? undefined : asked;
  const isBare = page?.bare === true;
  const list = page && !isTyped ? await readListPage(context, report, { parameters, page, ...changes }) : undefined;
  if (list && 'page' in list) {
    const { page: made, around } = list;
    return grid(still ? { ...stillGrid(made), ...stillFacts(around, isBare) } : { ...made, ...(isBare ? { plan: around.plan } : { ...around, inputs: {} }) });
  }
  const read = await readReport(context, report, parameters, { ...changes, ...(signal ? { signal } : {}) }).catch(
    (error: unknown) => {
      throw isTooLarge(error) && isPagedUnchanged(report, changes) ? tooLargeChanged(error) : error;
    },
  );
  const plan = planOf(read, list);
  const around = { ...answerAround({ report, ...read }), plan };
  const facts = (places: readonly InputPlace[]): object =>
    still ? stillFacts(around, isBare) : isBare ? { plan } : { ...around, inputs: gridInputs(context, report, places) };
  const isPart = page !== undefined && page.orAll === undefined;
  if (rowsOfRead(read) <= (isPart ? AT_ONCE_FOR_PAGE : AT_ONCE_ROWS)) {
    const run = expandRead(context, report, read);
    const made = gridOf(run, page);
    return grid({ ...(still ? stillGrid(made) : made), ...facts(isTyped ? placesOf(run) : []) });
  }
  const input: GridTaskInput = { ...carrySheet(context, report, read), isTyped, still, ...(page ? { page } : {}) };
  const { head, places } = await context.work.run<GridTaskResult>('report.grid', input, workOptions(context, signal));
  return new Reply(200, { json: facts(places), head });
} // prettier-ignore

const isTooLarge = (error: unknown): error is ApiError =>
  error instanceof ApiError && error.code === 'DATASET_TOO_LARGE';

/** As it stands it is read page by page; for an order or a filter of the reader's own all of its rows would be needed. */
function isPagedUnchanged(report: RunnableReport, { sort = [], filter = [] }: ReaderChanges): boolean {
  return sort.length + filter.length > 0 && isPaged(listPagesOf(report));
}

const tooLargeChanged = ({ data }: ApiError): ApiError =>
  new ApiError(422, 'DATASET_TOO_LARGE', say`This list is too long to be sorted or filtered on the sheet: that needs all of its rows, and there are more than ${{ most: DATASET_ROWS }}. Take the order and the filters of the sheet away, or narrow the report by its parameters first.`, data); // prettier-ignore

const grid = (json: object): Reply => new Reply(200, { json });

/** A chart that is only looked at sets nothing either. */
function stillFacts({ rowsRead, charts, images, page }: AnswerAround, isBare: boolean): StillFacts {
  if (isBare) return { rowsRead };
  const still = charts?.charts.map((each) => ('document' in each ? { ...each, document: withoutClick(each.document) } : each));
  return {
    rowsRead,
    ...(charts && still ? { charts: { ...charts, charts: still } } : {}),
    ...(images ? { images } : {}),
    ...(page ? { page } : {}),
  };
} // prettier-ignore

const withoutClick = ({ on: _on, ...chart }: ReportChart): ReportChart => chart;

/** A preview shows where its cells stand; what may be typed where is known of a published report only. */
export const withoutInputs = <R extends RunnableReport>(report: R): R => ({
  ...report,
  sheet: {
    ...report.sheet,
    cells: Object.fromEntries(Object.entries(report.sheet.cells).map(([at, { input: _input, ...cell }]) => [at, cell])),
  },
});

const takesInput = ({ sheet }: RunnableReport): boolean =>
  Object.values(sheet.cells).some(({ input }) => input !== undefined);
