/** Datasets of reports and dashboards to rows, through the one gate: a query reads what its reader may read. */
import { datasetBehind } from '../../metadata/dataset/sources.js';
import { compileExpression } from '../../metadata/expression/compile.js';
import { ExpressionError } from '../../metadata/expression/errors.js';
import type { ResultColumn, ResultRow } from '../../metadata/contributions.js';
import { resolveParameters, type ResolvedParameters } from '../../metadata/query/parameters.js';
import type { Dataset } from '../../metadata/schema/dataset.js';
import type { Query } from '../../metadata/schema/query.js';
import type { Parameter } from '../../metadata/schema/parameter.js';
import type { NotPushed, PushDown } from '../../metadata/sheet/push-down.js';
import type { ColumnTable, DataTable } from '../../metadata/sheet/types.js';
import type { Model } from '../../metadata/model/model.js';
import { labelText, type Value } from '../../metadata/value.js';
import { say } from '../../metadata/words.js';
import type { Context } from '../context.js';
import { ApiError, invalid, unprocessable } from '../errors.js';
import { recode, type CodedColumn } from '../records/query-columns.js';
import { applyTransforms } from './apply-transforms.js';
import { DATASET_ROWS, MoreRows, rowCount, type DatasetRows } from './sources/dataset-rows.js';

export { DATASET_ROWS, MoreRows, rowCount, type DatasetRows };

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
  { group, most, first }: LoadOptions = {},
): Promise<DatasetRows> {
  const few = first === undefined ? {} : { first };
  return load(context, dataset, { parameters, whole: false, readers: [], ...asked(group, most), ...few });
}

/** The rows of a dataset; refused as a whole where some of it may not be read. */
export function loadDataset(
  context: Context,
  dataset: Dataset,
  parameters: Parameters,
  { group, most }: LoadOptions = {},
): Promise<DatasetRows> {
  return load(context, dataset, { parameters, whole: true, readers: [], ...asked(group, most) });
}

export interface LoadOptions {
  readonly group?: GroupQuery | undefined;
  /** MoreRows where there are more. */
  readonly most?: number | undefined;
  /** Only the first so many, and how many there are; of rows that are transformed all are read. */
  readonly first?: number;
}

const asked = (group: GroupQuery | undefined, most: number | undefined): Pick<Loading, 'group' | 'most'> => ({
  ...(group ? { group } : {}),
  ...(most === undefined ? {} : { most }),
});

/** The grouped query to read instead, where a sheet needs no more (metadata/sheet/push-down.ts). */
export type GroupQuery = (dataset: Dataset, query: Query) => PushDown | NotPushed;

interface Loading {
  readonly parameters: Parameters;
  /** Refused where some of it may not be read; else that part is withheld. */
  readonly whole: boolean;
  readonly group?: GroupQuery;
  readonly most?: number;
  readonly first?: number;
  /** The datasets on the way here: `report/sales.S`, `dataset/revenue`. */
  readonly readers: readonly string[];
}

async function load(context: Context, dataset: Dataset, loading: Loading): Promise<DatasetRows> {
  return applyTransforms(context, dataset, await read(context, dataset, loading));
}

async function read(context: Context, dataset: Dataset, asked: Loading): Promise<DatasetRows> {
  const { source, name, transforms } = dataset;
  const { first, ...all } = asked;
  // What is transformed is needed whole.
  const loading: Loading = first === undefined || transforms ? all : { ...all, first };
  if (context.registries.source.find(source.type)?.behind) return loadBehind(context, dataset, loading);
  const server = context.sourceServers?.find(source.type);
  if (!server) throw unprocessable('UNKNOWN_SOURCE', say`There is no source "${{ type: source.type }}".`, { path: `/datasets/${name}/source/type` }); // prettier-ignore
  const { parameters, whole, group, most } = loading;
  const few = loading.first === undefined ? {} : { first: loading.first };
  const request = { name, source, parameters, whole, ...(most === undefined ? {} : { most }), ...few };
  const grouping = (query: Query) => (transforms ? { reason: say`Its rows are transformed.` } : group!(dataset, query));
  return server.load(context, {
    ...request,
    ...(group ? { group: grouping } : {}),
    ...(transforms ? { byRows: true } : {}),
  });
}

/** A dataset of another document, with the values given to its parameters; the rights are those of whoever reads. */
async function loadBehind(context: Context, { name, source }: Dataset, loading: Loading): Promise<DatasetRows> {
  const path = `/datasets/${name}/source`;
  const behind = datasetBehind(source, context.release.model, context.registries);
  if (!behind) throw unprocessable('NO_DATASET', say`Dataset ${{ dataset: name }} reads another one that is not there.`, { path }); // prettier-ignore
  if (loading.readers.includes(behind.key)) {
    const circle = [...loading.readers, behind.key].join(', ');
    const words = say`These datasets read each other in a circle: ${{ circle }}. Let one of them read records.`;
    throw unprocessable('DATASET_CIRCLE', words, { path });
  }
  const texts = 'parameters' in source ? (source.parameters ?? {}) : {};
  const given = givenTo(context, texts, loading.parameters, path);
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

/**
 * Rows as the sheet engine reads them. A look-up column shows its record's name, a choice its label, in the reader's
 * language; the id stands beside as `<name>_id`, the code as `<name>_code`.
 */
export function toTable(dataset: DatasetRows, model: Model, language: string): DataTable | ColumnTable {
  const { head, rowOf } = tableReader(dataset, model, language);
  if (!dataset.packed) return { ...head, rows: dataset.rows.map(rowOf) };
  const { columns: _names, ...rest } = head;
  const { length, fields } = dataset.packed;
  const make = () => new Map(dataset.columns.flatMap((column) => [...fieldsOf(column, fields, model, language)]));
  return { ...rest, length, fields: length > KEPT_ROWS ? make() : shownOnce(fields, { dataset, model, language }, make) };
} // prettier-ignore

type Fields = ReadonlyMap<string, CodedColumn>;

/** Of more rows what a sheet works out of its columns is not kept. */
const KEPT_ROWS = 20_000;

/** Columns as they were shown before, with what sheets have worked out of them (metadata/sheet/columns.ts). */
const shownBefore = new WeakMap<Fields, Map<string, { readonly model: Model; readonly shown: Fields }>>();

function shownOnce(
  fields: Fields,
  { dataset, model, language }: { readonly dataset: DatasetRows; readonly model: Model; readonly language: string },
  make: () => Fields,
): Fields {
  const known = shownBefore.get(fields) ?? new Map<string, { model: Model; shown: Fields }>();
  shownBefore.set(fields, known);
  const key = JSON.stringify([language, dataset.columns.map(({ name, target, dictionary }) => [name, target, dictionary])]); // prettier-ignore
  const held = known.get(key);
  if (held?.model === model) return held.shown;
  const shown = make();
  known.set(key, { model, shown });
  return shown;
}

/** What readerOf says, of a column at once. */
function fieldsOf(
  { name, target, dictionary }: ResultColumn,
  fields: ReadonlyMap<string, CodedColumn>,
  model: Model,
  language: string,
): readonly (readonly [string, CodedColumn])[] {
  const own = fields.get(name)!;
  if (target !== undefined) {
    const { codes, values } = fields.get(`${name}_label`)!;
    const hasNames = own.values.every((id, code) => id === null || (codes === own.codes && values[code] !== null));
    return [[name, hasNames ? { codes, values } : withIds(own, fields.get(`${name}_label`)!)], [`${name}_id`, own]];
  }
  const known = dictionary === undefined ? undefined : model.dictionaries.get(dictionary)?.values;
  if (!known) return [[name, own]];
  const labels = own.values.map((code) => {
    const found = typeof code === 'string' ? known.get(code) : undefined;
    return found ? labelText(found.label, language, String(code)) : code;
  });
  return [[name, recode(own.codes, labels)], [`${name}_code`, own]];
} // prettier-ignore

/** The name of each record, its id where it has none. */
function withIds(ids: CodedColumn, names: CodedColumn): CodedColumn {
  const shown: Value[] = ids.values.map(() => null);
  for (let row = 0; row < ids.codes.length; row++) {
    const id = ids.codes[row]!;
    shown[id] ??= names.values[names.codes[row]!] ?? ids.values[id] ?? null;
  }
  return recode(ids.codes, shown);
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
