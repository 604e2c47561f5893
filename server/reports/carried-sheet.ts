/** A sheet with its tables as it goes to a work process, which expands it there. Columns go from process to process as they lie. */
import type { ExpandedSheet } from '../../metadata/sheet/expand.js';
import type { SheetDocument } from '../../metadata/schema/sheet.js';
import type { SheetInput } from '../../metadata/sheet/types.js';
import type { Value } from '../../metadata/value.js';
import type { Context } from '../context.js';
import type { WorkContext } from '../work/work-context.js';
import { evaluationOf, type CarriedEvaluation } from './carried-evaluation.js';
import { rowCount } from './datasets.js';
import { expandOrTell, tablesOf, type ReportRead, type RunnableReport } from './run-report.js';

/** Rows up to which a sheet is made in the server at once. */
export const AT_ONCE_ROWS = 4000;
/** Milliseconds that the work process has for a sheet. */
export const SHEET_TIMEOUT = 60_000;

export interface CarriedSheet extends CarriedEvaluation {
  readonly sheet: SheetDocument;
  readonly tables: SheetInput['datasets'];
  readonly parameters: Readonly<Record<string, Value>>;
  readonly charts: ReadonlyMap<string, string>;
}

export const rowsOfRead = ({ datasets }: Pick<ReportRead, 'datasets'>): number =>
  [...datasets.values()].reduce((total, dataset) => total + rowCount(dataset), 0);

export function carrySheet(context: Context, report: RunnableReport, read: ReportRead): CarriedSheet {
  const { principal, evaluation } = context;
  return {
    sheet: read.sheet,
    tables: tablesOf(context, read),
    parameters: read.parameters,
    charts: new Map((report.charts ?? []).map(({ id, dataset }) => [id, dataset])),
    principal,
    now: evaluation.now(),
    today: evaluation.today(),
    timeZone: evaluation.timeZone,
  };
}

export const workOptions = ({ principal }: Context, signal: AbortSignal | undefined) => ({
  timeoutMs: SHEET_TIMEOUT,
  userId: principal.id,
  ...(signal ? { signal } : {}),
});

/** In the work process. */
export async function expandCarried(carried: CarriedSheet, context: WorkContext): Promise<ExpandedSheet> {
  const { sheet, tables, parameters, charts, principal } = carried;
  const { function: functions } = await context.registries();
  return expandOrTell({
    sheet,
    datasets: tables,
    parameters,
    functions,
    context: evaluationOf(carried),
    language: principal.language,
    charts,
  });
}
