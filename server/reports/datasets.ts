/** Datasets of reports and dashboards to rows, through the one gate: a query reads what its reader may read. */
import type { ResultColumn, ResultRow } from '../../metadata/contributions.js';
import { readablePart } from '../../metadata/query/readable-part.js';
import { resolveParameters, type ResolvedParameters } from '../../metadata/query/parameters.js';
import type { Dataset } from '../../metadata/schema/dataset.js';
import type { Parameter } from '../../metadata/schema/parameter.js';
import type { DataTable } from '../../metadata/sheet/types.js';
import type { Model } from '../../metadata/model/model.js';
import { labelText, type Value } from '../../metadata/value.js';
import { say } from '../../metadata/words.js';
import type { Context } from '../context.js';
import { ApiError, invalid } from '../errors.js';
import { runQuery } from '../records/query.js';
import { applyTransforms } from './apply-transforms.js';

/** Rows that one dataset may bring into a sheet or chart. */
export const DATASET_ROWS = 200_000;

export interface DatasetRows {
  readonly columns: readonly ResultColumn[];
  readonly rows: readonly ResultRow[];
  /** Groups keep the order of the rows: inline rows, or a query that states a sort. */
  readonly ordered: boolean;
  /** Columns that their reader may not read: neither among `columns` nor in the rows. */
  readonly withheld?: readonly string[];
  /** Nothing of it may be read: its rows, their order or their groups come from what may not. */
  readonly closed?: boolean;
}

/** Values of all declared parameters; 400 for an unknown one, 422 for a bad or missing one. */
export function parametersOf(
  context: Context,
  declared: readonly Parameter[],
  given: Readonly<Record<string, unknown>>,
  options: { readonly incomplete?: boolean } = {},
): Readonly<Record<string, Value>> {
  const { dictionaries } = context.release.model;
  const { function: functions } = context.registries;
  const resolved = resolveParameters(declared, given, context.evaluation, functions, dictionaries);
  problemsOf(resolved, options);
  return resolved.values;
}

/** Throws what is wrong; `incomplete` lets required ones be missing. */
export function problemsOf(
  { problems: all }: ResolvedParameters,
  { incomplete = false }: { readonly incomplete?: boolean } = {},
): void {
  const problems = incomplete ? all.filter((problem) => problem.code !== 'PARAMETER_REQUIRED') : all;
  const unknown = problems.find((problem) => problem.code === 'UNKNOWN_PARAMETER');
  if (unknown) throw new ApiError(400, unknown.code, unknown, { path: unknown.path });
  if (problems.length > 0) throw invalid(problems, problems[0]!.code);
}

/** What of a dataset its reader may have; the rest is told as "no access" (metadata/query/readable-part.ts). */
export async function loadReadable(
  context: Context,
  dataset: Dataset,
  parameters: Readonly<Record<string, Value>>,
): Promise<DatasetRows> {
  return applyTransforms(context, dataset, await readReadable(context, dataset, parameters));
}

/** The rows of a dataset; refused as a whole where some of it may not be read. */
export async function loadDataset(
  context: Context,
  dataset: Dataset,
  parameters: Readonly<Record<string, Value>>,
): Promise<DatasetRows> {
  return applyTransforms(context, dataset, await readDataset(context, dataset, parameters));
}

async function readReadable(
  context: Context,
  dataset: Dataset,
  parameters: Readonly<Record<string, Value>>,
): Promise<DatasetRows> {
  const { source } = dataset;
  if (source.type === 'rows') return readDataset(context, dataset, parameters);
  const { query, withheld, helper } = readablePart(source.query, context.release.model, context.access);
  if (!query) return { columns: [], rows: [], ordered: true, withheld, closed: true };
  const read = await readDataset(context, { ...dataset, source: { ...source, query } }, parameters);
  return { ...read, columns: read.columns.filter(({ name }) => name !== helper), withheld };
}

async function readDataset(
  context: Context,
  dataset: Dataset,
  parameters: Readonly<Record<string, Value>>,
): Promise<DatasetRows> {
  const { source } = dataset;
  if (source.type === 'rows') {
    const columns = source.columns.map((name, index) => ({ name, type: typeOf(source.rows, index), label: name }));
    const rows = source.rows.map((row) => Object.fromEntries(source.columns.map((name, i) => [name, row[i] ?? null])));
    return { columns, rows, ordered: true };
  }
  const { query } = source;
  const limit = query.limit ?? DATASET_ROWS;
  const { columns, rows } = await runQuery(context, { ...query, limit }, parameters, { maxLimit: DATASET_ROWS });
  if (query.limit === undefined && rows.length >= DATASET_ROWS) {
    const words = say`Dataset ${{ dataset: dataset.name }} has more than ${{ most: DATASET_ROWS }} rows. Group it, or narrow its filter.`;
    throw new ApiError(422, 'DATASET_TOO_LARGE', words, { path: `/datasets/${dataset.name}` });
  }
  return { columns, rows, ordered: (query.sort?.length ?? 0) > 0 };
}

function typeOf(rows: readonly (readonly unknown[])[], index: number): ResultColumn['type'] {
  const value = rows.map((row) => row[index]).find((each) => each !== null && each !== undefined);
  if (typeof value === 'number') return 'number';
  return typeof value === 'boolean' ? 'boolean' : 'text';
}

/**
 * Rows as the sheet engine reads them. A look-up column shows its record's name, a choice its label, in the reader's
 * language; the id stands beside as `<name>_id`, the code as `<name>_code`.
 */
export function toTable(dataset: DatasetRows, model: Model, language: string): DataTable {
  const { head, rowOf } = tableReader(dataset, model, language);
  return { ...head, rows: dataset.rows.map(rowOf) };
}

/** The same for rows that are taken one by one. */
export function tableReader(
  { columns, ordered, withheld = [], closed = false }: DatasetRows,
  model: Model,
  language: string,
): { readonly head: Omit<DataTable, 'rows'>; rowOf(row: ResultRow): readonly Value[] } {
  const readers = columns.map((column) => readerOf(column, model, language));
  return {
    head: {
      withheld: new Set(withheld.flatMap((name) => [name, `${name}_id`, `${name}_code`])),
      closed,
      columns: readers.flatMap((reader) => reader.names),
      ordered,
    },
    rowOf: (row) => readers.flatMap((reader) => reader.read(row)),
  };
}

interface ColumnReader {
  readonly names: readonly string[];
  read(row: ResultRow): readonly Value[];
}

function readerOf(column: ResultColumn, model: Model, language: string): ColumnReader {
  const { name } = column;
  if (column.target !== undefined) {
    return {
      names: [name, `${name}_id`],
      read: (row) => [row[`${name}_label`] ?? row[name] ?? null, row[name] ?? null],
    };
  }
  const values = column.dictionary === undefined ? undefined : model.dictionaries.get(column.dictionary)?.values;
  if (!values) return { names: [name], read: (row) => [row[name] ?? null] };
  const labels = new Map([...values].map(([code, value]) => [code, labelText(value.label, language, code)]));
  return {
    names: [name, `${name}_code`],
    read: (row) => {
      const code = row[name] ?? null;
      return [typeof code === 'string' ? (labels.get(code) ?? code) : code, code];
    },
  };
}
