/** Datasets of reports and dashboards to rows, through the one gate: a query reads what its reader may read. */
import { datasetBehind } from '../../metadata/dataset/sources.js';
import { compileExpression } from '../../metadata/expression/compile.js';
import { ExpressionError } from '../../metadata/expression/errors.js';
import type { ResultColumn, ResultRow } from '../../metadata/contributions.js';
import { checkQuery } from '../../metadata/query/check.js';
import { guardQuery } from '../../metadata/query/guard.js';
import { readablePart } from '../../metadata/query/readable-part.js';
import { resolveParameters, type ResolvedParameters } from '../../metadata/query/parameters.js';
import type { Dataset, Source } from '../../metadata/schema/dataset.js';
import type { Query } from '../../metadata/schema/query.js';
import type { Parameter } from '../../metadata/schema/parameter.js';
import type { PushDown } from '../../metadata/sheet/push-down.js';
import type { DataTable } from '../../metadata/sheet/types.js';
import type { Model } from '../../metadata/model/model.js';
import { labelText, type Value } from '../../metadata/value.js';
import { say } from '../../metadata/words.js';
import type { Context } from '../context.js';
import { ApiError, invalid, unprocessable } from '../errors.js';
import { runQuery } from '../records/query.js';
import { applyTransforms } from './apply-transforms.js';
import { loadConnection } from './sources/connection.js';
import { DATASET_ROWS, tooLarge, type DatasetRows } from './sources/dataset-rows.js';
import { closedRows, loadSql } from './sources/sql.js';

export { DATASET_ROWS, type DatasetRows };

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

type Parameters = Readonly<Record<string, Value>>;

/** What of a dataset its reader may have; the rest is told as "no access" (metadata/query/readable-part.ts). */
export function loadReadable(
  context: Context,
  dataset: Dataset,
  parameters: Parameters,
  group?: GroupQuery,
): Promise<DatasetRows> {
  return load(context, dataset, { parameters, whole: false, readers: [], ...(group ? { group } : {}) });
}

/** The rows of a dataset; refused as a whole where some of it may not be read. */
export function loadDataset(
  context: Context,
  dataset: Dataset,
  parameters: Parameters,
  group?: GroupQuery,
): Promise<DatasetRows> {
  return load(context, dataset, { parameters, whole: true, readers: [], ...(group ? { group } : {}) });
}

/** The grouped query to read instead, where a sheet needs no more (metadata/sheet/push-down.ts). */
export type GroupQuery = (dataset: Dataset, query: Query) => PushDown | undefined;

interface Loading {
  readonly parameters: Parameters;
  /** Refused where some of it may not be read; else that part is withheld. */
  readonly whole: boolean;
  readonly group?: GroupQuery;
  /** The datasets on the way here: `report/sales.S`, `dataset/revenue`. */
  readonly readers: readonly string[];
}

async function load(context: Context, dataset: Dataset, loading: Loading): Promise<DatasetRows> {
  return applyTransforms(context, dataset, await read(context, dataset, loading));
}

async function read(context: Context, dataset: Dataset, loading: Loading): Promise<DatasetRows> {
  const { source, name } = dataset;
  switch (source.type) {
    case 'rows':
      return inlineRows(source);
    case 'query':
      return loadQuery(context, dataset, source.query, loading);
    case 'sql':
      return source.connection === undefined
        ? loadSql(context, { ...loading, name, source })
        : loadConnection(context, { ...loading, name, source });
    case 'report':
    case 'dataset':
      return loadBehind(context, dataset, source, loading);
  }
}

function inlineRows({ columns: names, rows }: Extract<Source, { type: 'rows' }>): DatasetRows {
  const columns = names.map((name, index) => ({ name, type: typeOf(rows, index), label: name }));
  return {
    columns,
    rows: rows.map((row) => Object.fromEntries(names.map((name, i) => [name, row[i] ?? null]))),
    ordered: true,
  };
}

async function loadQuery(context: Context, dataset: Dataset, query: Query, { parameters, whole, group }: Loading): Promise<DatasetRows> {
  const { name } = dataset;
  const part = whole ? { query, withheld: undefined, helper: undefined } : readablePart(query, context.release.model, context.access);
  if (!part.query) return closedRows(part.withheld ?? []);
  const grouped = dataset.transforms ? undefined : group?.(dataset, part.query);
  const isGrouped = grouped !== undefined && mayGroup(context, grouped.query);
  const asked = isGrouped ? grouped.query : part.query;
  const limit = asked.limit ?? DATASET_ROWS;
  const { columns, rows } = await runQuery(context, { ...asked, limit }, parameters, { maxLimit: DATASET_ROWS });
  if (asked.limit === undefined && rows.length >= DATASET_ROWS) throw tooLarge(name);
  const read = { rows, ordered: (asked.sort?.length ?? 0) > 0, ...(isGrouped ? { merges: grouped.merges } : {}) };
  if (whole) return { columns, ...read };
  return { ...read, columns: columns.filter((column) => column.name !== part.helper), withheld: part.withheld ?? [] };
} // prettier-ignore

/** Masked fields may be shown and not grouped; formulas without a column and some types cannot be. */
function mayGroup({ release: { model }, access }: Context, query: Query): boolean {
  const found = checkQuery(query, model);
  if ('problems' in found || 'problems' in guardQuery(found.query, access, model)) return false;
  return found.query.select.every(({ path }) => !path || path.field.columns.length > 0);
}

/** A dataset of another document, with the values given to its parameters; the rights are those of whoever reads. */
async function loadBehind(
  context: Context,
  { name }: Dataset,
  source: Extract<Source, { type: 'report' | 'dataset' }>,
  loading: Loading,
): Promise<DatasetRows> {
  const path = `/datasets/${name}/source`;
  const behind = datasetBehind(source, context.release.model);
  if (!behind) throw unprocessable('NO_DATASET', say`Dataset ${{ dataset: name }} reads another one that is not there.`, { path }); // prettier-ignore
  if (loading.readers.includes(behind.key)) {
    const circle = [...loading.readers, behind.key].join(', ');
    const words = say`These datasets read each other in a circle: ${{ circle }}. Let one of them read records.`;
    throw unprocessable('DATASET_CIRCLE', words, { path });
  }
  const given = givenTo(context, source.parameters ?? {}, loading.parameters, path);
  const parameters = parametersOf(context, behind.parameters, given);
  const { group: _group, ...rest } = loading;
  return load(context, behind.dataset, { ...rest, parameters, readers: [...loading.readers, behind.key] });
}

function givenTo(context: Context, texts: Readonly<Record<string, string>>, known: Parameters, path: string): Parameters {
  const { function: functions } = context.registries;
  const parameter = (name: string): Value => (Object.hasOwn(known, name) ? known[name]! : null);
  const scope = { functions, parameter: (name: string) => (Object.hasOwn(known, name) ? ('any' as const) : undefined) };
  return Object.fromEntries(
    Object.entries(texts).map(([name, text]) => {
      try {
        const value = compileExpression(text, scope).evaluate({ context: context.evaluation, field: () => null, parameter });
        return [name, value] as const;
      } catch (error) {
        if (error instanceof ExpressionError) throw unprocessable('BAD_PARAMETER', error, { path: `${path}/parameters/${name}` });
        throw error;
      }
    }),
  );
} // prettier-ignore

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
  { columns, ordered, withheld = [], closed = false, merges }: DatasetRows,
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
      ...(merges ? { merges } : {}),
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
