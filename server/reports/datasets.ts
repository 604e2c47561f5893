/** Datasets of reports and dashboards to rows, through the one gate: a query reads what its reader may read. */
import type { ResultColumn, ResultRow } from '../../metadata/contributions.js';
import { resolveParameters } from '../../metadata/query/parameters.js';
import type { Dataset, Parameter } from '../../metadata/schema/report.js';
import type { DataTable } from '../../metadata/sheet/types.js';
import type { Value } from '../../metadata/value.js';
import type { Context } from '../context.js';
import { ApiError, invalid } from '../errors.js';
import { runQuery } from '../records/query.js';

/** Rows that one dataset may bring into a sheet or chart. */
export const DATASET_ROWS = 200_000;

export interface DatasetRows {
  readonly columns: readonly ResultColumn[];
  readonly rows: readonly ResultRow[];
  /** Groups keep the order of the rows: inline rows, or a query that states a sort. */
  readonly ordered: boolean;
}

/** Values of all declared parameters; 400 for an unknown one, 422 for a bad or missing one. */
export function parametersOf(
  context: Context,
  declared: readonly Parameter[],
  given: Readonly<Record<string, unknown>>,
): Readonly<Record<string, Value>> {
  const { values, problems } = resolveParameters(declared, given, context.evaluation, context.registries.function);
  const unknown = problems.find((problem) => problem.code === 'UNKNOWN_PARAMETER');
  if (unknown) throw new ApiError(400, unknown.code, unknown.message, { path: unknown.path });
  if (problems.length > 0) throw invalid(problems, problems[0]!.code);
  return values;
}

export async function loadDataset(
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
    const message = `Dataset ${dataset.name} has more than ${DATASET_ROWS} rows. Group it, or narrow its filter.`;
    throw new ApiError(422, 'DATASET_TOO_LARGE', message, { path: `/datasets/${dataset.name}` });
  }
  return { columns, rows, ordered: (query.sort?.length ?? 0) > 0 };
}

function typeOf(rows: readonly (readonly unknown[])[], index: number): ResultColumn['type'] {
  const value = rows.map((row) => row[index]).find((each) => each !== null && each !== undefined);
  if (typeof value === 'number') return 'number';
  return typeof value === 'boolean' ? 'boolean' : 'text';
}

/** Rows as the sheet engine reads them. A look-up column shows its label, with the id beside it as `<name>_id`. */
export function toTable({ columns, rows, ordered }: DatasetRows): DataTable {
  const names = columns.flatMap((column) =>
    column.target === undefined ? [column.name] : [column.name, `${column.name}_id`],
  );
  return {
    columns: names,
    rows: rows.map((row) =>
      columns.flatMap((column) => {
        const value = row[column.name] ?? null;
        return column.target === undefined ? [value] : [row[`${column.name}_label`] ?? value, value];
      }),
    ),
    ordered,
  };
}
