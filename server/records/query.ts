/**
 * Query documents to rows: datasets, widgets, `POST /api/query`. Short ones run here; what may scan (groups, large or
 * unlimited results) runs in a work process with a time limit.
 */
import type { ResultColumn, ResultRow } from '../../metadata/contributions.js';
import type { BoundQuery, BoundSelect } from '../../metadata/query/types.js';
import type { Query } from '../../metadata/schema/query.js';
import type { Value } from '../../metadata/value.js';
import { say } from '../../metadata/words.js';
import { encodeCursor } from '../../metadata/query/cursor.js';
import type { Scalar } from '../../metadata/value.js';
import type { Context } from '../context.js';
import { unprocessable } from '../errors.js';
import { countRows } from './count.js';
import { KeptAnswers } from './kept-answers.js';
import { prepareFor, toolsFor } from './prepare.js';
import { nameAnyColumns } from './read/any-references.js';
import { readLabels } from './read/labels.js';
import { resultColumn } from './read/result-column.js';
import { buildColumns, isComputedNode, type ComputedNode } from './read/shape.js';
import { compileQuery, type CompiledQuery } from './sql/compile-query.js';
import { selectRows } from './sql/fragment.js';

export interface QueryLimits {
  /** Rows that may be asked for, and given where the query states no limit. Default 10,000. */
  readonly maxLimit?: number;
  /** Milliseconds in a work process. Default 20,000. */
  readonly timeoutMs?: number;
}

export interface QueryAnswer {
  readonly columns: readonly ResultColumn[];
  /** Objects by `as`; columns of ids carry the name beside them as `<as>_label`. */
  readonly rows: readonly ResultRow[];
  readonly total?: number;
  readonly next?: string;
}

/** Rows that are read without a work process, when nothing has to be grouped for them. */
const shortPage = 1000;

export async function runQuery(
  context: Context,
  query: Query,
  parameters: Readonly<Record<string, Value>> = {},
  limits: QueryLimits = {},
): Promise<QueryAnswer> {
  const maxLimit = limits.maxLimit ?? 10_000;
  const bound = prepareFor(context, query, { parameters, maxLimit, defaultLimit: maxLimit });
  refuseSealed(bound);
  const { query: full, columns: sources } = buildColumns(context, bound);
  const limit = full.limit! + (bound.grouped ? 0 : 1);
  const compiled = compileQuery(toolsFor(context), full, {
    limit,
    ...(bound.grouped ? {} : { extra: (_rows, keys) => keys.map((key) => key.expression) }),
  });
  const raws = await readRaws(context, bound, compiled, limits.timeoutMs ?? 20_000);
  const page = raws.slice(0, full.limit);
  const columns = bound.select.map((select) => resultColumn(context, bound, select));
  const read = rowReader(bound, full, sources);
  const rows = await withLabels(
    context,
    columns,
    page.map((row) => read(compiled.read(row))),
  );
  const links = bound.select.filter((select) => select.path?.field.targets && !select.masked);
  if (links.length > 0) await nameAnyColumns(context, links.map(({ as }) => as), rows as Record<string, Value>[]); // prettier-ignore
  const next = raws.length > page.length ? cursorAt(bound, compiled, page.at(-1)!) : undefined;
  return {
    columns,
    rows,
    ...(bound.count ? { total: await countRows(context, bound) } : {}),
    ...(next === undefined ? {} : { next }),
  };
}

/** Rows of queries go into files and figures: what never leaves the server is not among their columns. */
export function refuseSealed(bound: BoundQuery): void {
  const path = bound.select.find((select) => select.path?.field.sealed)?.path?.text;
  if (path === undefined) return;
  throw unprocessable('FIELD_SEALED', say`"${{ path }}" never leaves the server: take it out of the columns.`, {
    path,
  });
}

type Raw = Readonly<Record<string, unknown>>;

/** Rows of grouped and long queries. */
const results = new KeptAnswers<readonly Raw[]>({
  // Values: about 20 MB. Paging, exports and explanations of a report read the same rows again.
  most: 250_000,
  heaviest: 125_000,
  weight: (rows) => 1 + rows.length * Object.keys(rows[0] ?? {}).length,
});

async function readRaws(
  context: Context,
  bound: BoundQuery,
  compiled: CompiledQuery,
  timeoutMs: number,
): Promise<readonly Raw[]> {
  if (!bound.grouped && bound.limit! <= shortPage) return selectRows(context.database.read, compiled.statement);
  const { sql, bindings } = compiled.statement;
  const read = async (signal?: AbortSignal): Promise<readonly Raw[]> => {
    const input = { sql, bindings, maxRows: bound.limit! + 1 };
    const options = { timeoutMs, userId: context.principal.id, ...(signal ? { signal } : {}) };
    return (await context.work.run<{ rows: readonly Raw[] }>('query.read', input, options)).rows;
  };
  // Parts of a dashboard ask for the same datasets, and again after a click that changes only some of them.
  const { database, signal } = context;
  return results.answer({ database, statement: compiled.statement, signal }, read);
}

function rowReader(
  bound: BoundQuery,
  full: BoundQuery,
  sources: readonly (BoundSelect | ComputedNode)[],
): (values: readonly Value[]) => Record<string, Value> {
  const places = new Map(full.select.map((select, index) => [select, index]));
  const valueOf = (values: readonly Value[], source: BoundSelect | ComputedNode): Value => {
    if (!isComputedNode(source)) return values[places.get(source)!] ?? null;
    return source.compute((path) => {
      const input = source.inputs.get(path);
      return input ? (values[places.get(input)!] ?? null) : null;
    });
  };
  return (values) => Object.fromEntries(bound.select.map(({ as }, index) => [as, valueOf(values, sources[index]!)]));
}

async function withLabels(
  context: Context,
  columns: readonly ResultColumn[],
  rows: readonly Record<string, Value>[],
): Promise<readonly ResultRow[]> {
  const targets = new Map<string, Set<string>>();
  for (const { name, target } of columns) {
    if (target === undefined) continue;
    const ids = targets.get(target) ?? new Set();
    for (const row of rows) if (typeof row[name] === 'string') ids.add(row[name]);
    targets.set(target, ids);
  }
  for (const [target, ids] of targets) {
    const labels = await readLabels(context, target, ids);
    for (const { name } of columns.filter((column) => column.target === target)) {
      for (const row of rows) row[`${name}_label`] = labels.get(String(row[name])) ?? null;
    }
  }
  return rows;
}

function cursorAt(bound: BoundQuery, compiled: CompiledQuery, row: Raw): string | undefined {
  if (bound.grouped || bound.sort.some((sort) => !sort.path)) return undefined;
  const raws = compiled.readExtra(row);
  const values = compiled.sortKeys.map((key, index) => key.read(raws[index]) as Scalar);
  return encodeCursor({ keys: values.slice(0, -1), id: String(values.at(-1)) }, bound.sort);
}
