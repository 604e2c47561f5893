/**
 * The first rows of a dataset that is being designed, with the rights of who designs it, over their own drafts of other
 * datasets, reports and segments. Fields of entities are those that are released: before that no row has them.
 *
 *   body -> is it a source, may its author write it -> parameters -> the one gate -> first rows, how many there are
 */
import { datasetBehind } from '../../metadata/dataset/sources.js';
import type { ResultColumn, ResultRow } from '../../metadata/contributions.js';
import { checkQuery } from '../../metadata/query/check.js';
import { guardQuery } from '../../metadata/query/guard.js';
import type { Dataset, QuerySource, Source, TransformDocument } from '../../metadata/schema/dataset.js';
import type { Parameter } from '../../metadata/schema/parameter.js';
import { labelText, type Problem, type Value } from '../../metadata/value.js';
import type { Context } from '../context.js';
import { ApiError } from '../errors.js';
import { prepareFor, toolsFor } from '../records/prepare.js';
import { compileQuery } from '../records/sql/compile-query.js';
import { mayRunSources } from '../releases/may-edit.js';
import { overDrafts } from '../releases/over-drafts.js';
import { loadReadable, parametersOf, rowCount } from './datasets.js';
import { rowsAt } from './sources/dataset-rows.js';
import { refuseBadSources } from './sources/refuse-bad.js';

export interface PreviewRequest {
  readonly dataset: {
    readonly parameters?: readonly Parameter[];
    readonly source: Source;
    readonly transforms?: readonly TransformDocument[];
  };
  /** Trial values of its parameters. */
  readonly parameters?: Readonly<Record<string, unknown>>;
  /** How many rows are shown; default 10. */
  readonly rows?: number;
  /** The statement that the database is asked, for those with the right `report.sql`. */
  readonly statement?: boolean;
}

export interface DatasetPreview {
  readonly columns: readonly ResultColumn[];
  /** As people read them: names of records, labels of choices. */
  readonly rows: readonly (readonly Value[])[];
  /** How many rows there are; with `more` at least that many. */
  readonly count: number;
  readonly more: boolean;
  /** Columns that this person may not read. */
  readonly withheld: readonly string[];
  /** Nothing of it may be read. */
  readonly closed: boolean;
  readonly statement?: string;
}

const name = 'preview';

/** Throws ApiError, with the pointer in the document of kind dataset: `/source/query/where`, `/transforms/0/options`. */
export async function previewDataset(context: Context, request: PreviewRequest): Promise<DatasetPreview> {
  const { source, transforms, parameters: declared = [] } = request.dataset;
  const dataset: Dataset = { name, source, ...(transforms ? { transforms: [...transforms] } : {}) };
  try {
    refuseBadSources(context, [dataset]);
    const drafted = await overDrafts(context, ['dataset', 'report', 'segment']);
    refuseBehind(drafted, context, source);
    const values = parametersOf(context, declared, request.parameters ?? {});
    const first = request.rows ?? 10;
    const read = await loadReadable(drafted, dataset, values, { first });
    const places = Array.from({ length: Math.min(first, rowCount(read)) }, (_, place) => place);
    const total = read.first ? read.first.total : rowCount(read);
    const tells = request.statement === true && !read.closed;
    const statement = tells ? statementOf(context, dataset, values) : undefined;
    return {
      columns: read.columns,
      rows: rowsAt(read, places).map((row) => read.columns.map((column) => shownValue(context, column, row))),
      count: total ?? rowCount(read),
      more: total === undefined,
      withheld: read.withheld ?? [],
      closed: read.closed === true,
      ...(statement === undefined ? {} : { statement }),
    };
  } catch (error) {
    throw error instanceof ApiError ? placed(error) : error;
  }
}

/** Drafts were checked when they were stored; whoever lost the right since does not run them. */
function refuseBehind(drafted: Context, context: Context, source: Source): void {
  const seen = new Set<string>();
  for (let at = source; ;) {
    const next = datasetBehind(at, drafted.release.model, context.registries);
    if (!next || seen.has(next.key)) return;
    const released = datasetBehind(at, context.release.model, context.registries);
    const isReleased = JSON.stringify(released?.dataset.source) === JSON.stringify(next.dataset.source);
    if (!isReleased) mayRunSources(context, [next.dataset.source]);
    seen.add(next.key);
    at = next.dataset.source;
  }
}

/** Of a query of records that this person may read as a whole; the text names tables, so it takes the right to SQL. */
function statementOf(context: Context, { source }: Dataset, parameters: Readonly<Record<string, Value>>) {
  if (source.type !== 'query' || !context.access.has('report.sql')) return undefined;
  const { query } = source as QuerySource;
  const found = checkQuery(query, context.release.model);
  if ('problems' in found || 'problems' in guardQuery(found.query, context.access, context.release.model)) return undefined;
  const { sql } = compileQuery(toolsFor(context), prepareFor(context, query, { parameters })).statement;
  return sql;
} // prettier-ignore

function shownValue({ release, principal }: Context, column: ResultColumn, row: ResultRow): Value {
  const value = row[column.name] ?? null;
  if (column.target !== undefined || row[`${column.name}_label`] !== undefined) return row[`${column.name}_label`] ?? value;
  const known = column.dictionary === undefined ? undefined : release.model.dictionaries.get(column.dictionary)?.values;
  const found = typeof value === 'string' ? known?.get(value) : undefined;
  return found ? labelText(found.label, principal.language, String(value)) : value;
} // prettier-ignore

/** Errors speak of the dataset by its place among others; here it is the document itself. */
function placed(error: ApiError): ApiError {
  const at = (path: string): string => path.replace(/^\/datasets\/(?:0|preview)(?=\/|$)/, '');
  const { path, details } = error.data;
  const moved = Array.isArray(details)
    ? (details as readonly Problem[]).map((found) => (typeof found?.path === 'string' ? { ...found, path: at(found.path) } : found)) // prettier-ignore
    : details;
  return new ApiError(error.status, error.code, error, {
    ...error.data,
    ...(path === undefined ? {} : { path: at(path) }),
    ...(details === undefined ? {} : { details: moved }),
  });
}
