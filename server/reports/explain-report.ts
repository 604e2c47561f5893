/**
 * Explains a value of a report. The sheet is made as it was shown; where the database has grouped the rows, those behind the
 * value are asked for by what tells its groups apart (metadata/sheet/narrow.ts), so that a value over a million rows is
 * explained by a filtered list. Where that cannot be said in conditions every row is read, as far as a dataset may have.
 */
import type { ResultColumn, ResultRow } from '../../metadata/contributions.js';
import { checkQuery } from '../../metadata/query/check.js';
import { guardQuery } from '../../metadata/query/guard.js';
import type { ReaderChanges } from '../../metadata/schema/reader-changes.js';
import type { Filter, Query, Select } from '../../metadata/schema/query.js';
import type { CellDocument } from '../../metadata/schema/sheet.js';
import { narrowTo, narrowToValue, type GroupColumn } from '../../metadata/sheet/narrow.js';
import { spotAt } from '../../metadata/sheet/paths.js';
import { listRows } from '../../metadata/sheet/row-sets.js';
import { divide } from '../../metadata/expression/decimal.js';
import type { Scalar, Value } from '../../metadata/value.js';
import type { Context } from '../context.js';
import { prepareFor } from '../records/prepare.js';
import { runQuery } from '../records/query.js';
import { resultColumn } from '../records/read/result-column.js';
import { AT_ONCE_ROWS, carrySheet, rowsOfRead, workOptions } from './carried-sheet.js';
import { DATASET_ROWS, toTable, type DatasetRows } from './datasets.js';
import type { Explanation, ExplanationParts } from '../../metadata/sheet/explanation.js';
import { explainCell, rowsBehind, SHOWN_ROWS, type Behind } from './explain.js';
import { columnOf, hasFigure, keyName, partsOf, type BreakDown } from './explain-parts.js';
import type { ExplainTaskInput, ExplainTaskResult } from './explain-task.js';
import { expandRead, readReport, type ReportRead, type ReportRun, type RunnableReport } from './run-report.js';
import { rowsAt, tooLarge } from './sources/dataset-rows.js';

export interface ExplainRequest extends ReaderChanges, BreakDown {
  readonly parameters?: Readonly<Record<string, unknown>>;
  /** Template address and path of the cell, as the grid has them. */
  readonly source: string;
  readonly at: string;
}

/** 404 where the sheet has no such instance, 400 UNKNOWN_COLUMN for one that is not behind the value. */
export async function explainReport(
  context: Context,
  report: RunnableReport,
  { parameters = {}, source, at, by, within, ...changes }: ExplainRequest,
  signal?: AbortSignal,
): Promise<Explanation> {
  const { language } = context.principal;
  const down: BreakDown = { ...(by === undefined ? {} : { by }), ...(within ? { within } : {}) };
  const options = { ...changes, ...(signal ? { signal } : {}) };
  const read = await readReport(context, report, parameters, options);
  const bind = report.sheet.cells[source]?.bind;
  const ask = { source, at, down, signal };
  if (!hasBehind(read.datasets.get(bind?.dataset ?? ''))) return explainRead(context, report, read, ask);
  const run = expandRead(context, report, read);
  const place = groupedCell(run, source, at);
  if (!place) return explainCell(run, source, at, language, down);
  signal?.throwIfAborted();
  const behind = await narrowed(context, run, place, down);
  if (behind) return explainCell(run, source, at, language, down, behind);
  const whole = await readReport(context, report, parameters, { ...options, whole: true });
  return { ...(await explainRead(context, report, whole, ask)), whole: true };
}

interface Asked {
  readonly source: string;
  readonly at: string;
  readonly down: BreakDown;
  readonly signal: AbortSignal | undefined;
}

/** From the rows that were read: of many in a work process, as their grid is made. */
async function explainRead(
  context: Context,
  report: RunnableReport,
  read: ReportRead,
  { source, at, down, signal }: Asked,
): Promise<Explanation> {
  if (rowsOfRead(read) <= AT_ONCE_ROWS)
    return explainCell(expandRead(context, report, read), source, at, context.principal.language, down);
  const heads = new Map([...read.datasets].map(([name, dataset]) => [name, headOnly(dataset)]));
  const input: ExplainTaskInput = { ...carrySheet(context, report, read), heads, source, at, down };
  const { told, places } = await context.work.run<ExplainTaskResult>('report.explain', input, workOptions(context, signal));
  const dataset = read.datasets.get(report.sheet.cells[source]?.bind?.dataset ?? '');
  return dataset ? { ...told, rows: rowsAt(dataset, places) } : told;
} // prettier-ignore

/** A spread would make the rows of columns. */
const headOnly = ({ columns, ordered, withheld, closed }: DatasetRows): DatasetRows => ({
  columns,
  rows: [],
  ordered,
  ...(withheld ? { withheld } : {}),
  ...(closed ? { closed } : {}),
});

/** A cell whose rows are groups, with those that it sees. */
interface GroupedCell {
  readonly cell: CellDocument;
  readonly dataset: DatasetRows & Required<Pick<DatasetRows, 'behind'>>;
  readonly groups: DatasetRows['rows'];
}

/** Undefined where the rows themselves were read, or there are none to show. */
function groupedCell({ sheet, datasets }: ReportRun, source: string, at: string): GroupedCell | undefined {
  const cell = sheet.template.find(source);
  const dataset = datasets.get(cell?.document.bind?.dataset ?? '');
  if (!cell || !hasBehind(dataset)) return undefined;
  const found = spotAt(cell, at, sheet.expansion);
  if (!found) return undefined;
  const groups = rowsAt(dataset, listRows(rowsBehind(found, sheet.evaluator)));
  return { cell: cell.document, dataset, groups };
}

const hasBehind = (dataset: DatasetRows | undefined): dataset is GroupedCell['dataset'] =>
  dataset?.behind !== undefined;

/** What is asked of the rows behind a value. */
interface Asking {
  readonly context: Context;
  readonly run: ReportRun;
  /** Of the rows behind it and of no others. */
  readonly query: Query;
  readonly columns: readonly ResultColumn[];
}

/** Undefined where the groups, or the values chosen on the way down, cannot be said in conditions. */
async function narrowed(
  context: Context,
  run: ReportRun,
  { cell, dataset, groups }: GroupedCell,
  { by, within = [] }: BreakDown,
): Promise<Behind | undefined> {
  const { query, by: grain } = dataset.behind;
  const bound = prepareFor(context, query, { parameters: run.parameters });
  const columns = bound.select.map((select) => resultColumn(context, bound, select));
  const table = headOf(context, columns);
  const steps = within.map(({ column, value }) => {
    const select = selectOf(query, keyName(table, column));
    return narrowToValue(groupColumn(columns, select), value as Scalar);
  });
  if (by !== undefined) columnOf(table, by);
  if (groups.length === 0) return { columns, rows: [], total: 0, ...(by === undefined ? {} : { parts: partsOf(by, [], undefined, '') }) };
  const among = narrowTo(grain.map((select) => groupColumn(columns, select)), dataset.unfiltered ?? dataset.rows, groups);
  if (!among || steps.includes(undefined)) return undefined;
  const filters = [...(query.where ? [query.where] : []), ...among, ...(steps as readonly Filter[])];
  const asked = filters.length === 0 ? query : { ...query, where: filters.length === 1 ? filters[0]! : { and: filters } };
  if (!isAllowed(context, asked)) return undefined;
  const asking = { context, run, query: asked, columns };
  const parts = by === undefined ? undefined : await partsBehind(asking, by, cell);
  if (by !== undefined && !parts) return undefined;
  const { rows } = await runQuery(context, { ...asked, limit: SHOWN_ROWS }, run.parameters);
  const total = rows.length < SHOWN_ROWS ? rows.length : await countBehind(asking);
  return { columns, rows, total, ...(parts ? { parts } : {}) };
} // prettier-ignore

const headOf = ({ release, principal }: Context, columns: readonly ResultColumn[]) =>
  toTable({ columns, rows: [], ordered: true }, release.model, principal.language);

const nameOf = ({ as, path }: Select): string => as ?? path?.replaceAll('.', '_') ?? '';

/** The column of the query that a column of the sheet is made from: `region` of `region_id`. */
function selectOf({ select }: Query, name: string): Select {
  const find = (wanted: string) => select.find((item) => nameOf(item) === wanted);
  return find(name) ?? find(name.replace(/_(id|code)$/, ''))!;
}

function groupColumn(columns: readonly ResultColumn[], select: Select): GroupColumn {
  const name = nameOf(select);
  return { name, select, isLink: columns.find((column) => column.name === name)?.target !== undefined };
}

function isAllowed({ release: { model }, access }: Context, query: Query): boolean {
  const found = checkQuery(query, model);
  return !('problems' in found) && !('problems' in guardQuery(found.query, access, model));
}

async function countBehind({ context, run, query }: Asking): Promise<number> {
  const { rows } = await runQuery(context, { ...query, select: [{ aggregate: 'count', as: 'counted' }] }, run.parameters);
  return Number(rows[0]?.['counted'] ?? 0);
} // prettier-ignore

/** As partsBy over the rows; undefined for an aggregate of names, of which the database has ids and codes. */
async function partsBehind(asking: Asking, by: string, { bind, format }: CellDocument): Promise<ExplanationParts | undefined> {
  const { context, run, query, columns } = asking;
  const { language } = context.principal;
  const chosen = selectOf(query, by);
  const isFigure = hasFigure(bind);
  const measured = isFigure ? selectOf(query, bind!.field!) : undefined;
  const isNamed = ({ target, dictionary, name }: ResultColumn) => name === (measured && nameOf(measured)) && (target ?? dictionary) !== undefined; // prettier-ignore
  if (measured && (measured.grain !== undefined || (bind!.as !== 'count' && columns.some(isNamed)))) return undefined;
  const figure = (aggregate: NonNullable<Select['aggregate']>, as: string): Select => ({ aggregate, path: measured!.path!, as });
  const figures = !measured ? [] : bind!.as === 'avg' ? [figure('sum', 'part_figure'), figure('count', 'part_count')] : [figure(bind!.as as 'sum', 'part_figure')];
  const grouped: Query = { ...query, select: [chosen, { aggregate: 'count', as: 'part_rows' }, ...figures] };
  if (!isAllowed(context, grouped)) return undefined;
  const { columns: made, rows } = await runQuery(context, grouped, run.parameters, { maxLimit: DATASET_ROWS });
  if (rows.length >= DATASET_ROWS) throw tooLarge(bind!.dataset);
  const table = toTable({ columns: made, rows, ordered: true }, context.release.model, language);
  const [names, keys] = [columnOf(table, by), columnOf(table, keyName(table, by))];
  const groups = rows.map((row, index) => ({
    value: keys.at(index),
    shown: names.at(index),
    rows: Number(row['part_rows']),
    figure: measured ? figureOf(row, bind!.as) : Number(row['part_rows']),
  }));
  return partsOf(by, groups, isFigure ? format : undefined, language);
} // prettier-ignore

function figureOf(row: ResultRow, as: string): Value {
  const figure = row['part_figure'] ?? null;
  if (as !== 'avg') return figure;
  const count = Number(row['part_count']);
  return typeof figure === 'number' && count > 0 ? divide(figure, count) : null;
}
