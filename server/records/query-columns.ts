/**
 * A query document to columns, for what reads many rows: sheets, files. The rows come from the work process as columns
 * (server/work/pack-columns.ts), and each different value is read once; no row is an object until somebody asks for rows.
 */
import type { ResultColumn, ResultRow } from '../../metadata/contributions.js';
import type { BoundQuery, BoundSelect } from '../../metadata/query/types.js';
import type { Query } from '../../metadata/schema/query.js';
import type { Value } from '../../metadata/value.js';
import type { Context, Release } from '../context.js';
import type { PackedColumn, PackedRows } from '../work/pack-columns.js';
import { KeptAnswers } from './kept-answers.js';
import { prepareFor, toolsFor } from './prepare.js';
import { refuseSealed } from './query.js';
import { readLabels } from './read/labels.js';
import { resultColumn } from './read/result-column.js';
import { buildColumns, isComputedNode } from './read/shape.js';
import { compileQuery, mayWalk, type CompiledQuery } from './sql/compile-query.js';

/** Values of a column by row: equal ones have one code, in order of first appearance. */
export interface CodedColumn {
  readonly codes: Int32Array;
  readonly values: readonly Value[];
}

/** One of many texts, which become strings when somebody here asks for them; sent on, they go as they came. */
class TextColumn implements CodedColumn {
  constructor(
    readonly codes: Int32Array,
    readonly texts: string,
  ) {}

  get values(): readonly Value[] {
    const values = JSON.parse(this.texts) as readonly Value[];
    // Not of its own properties: those are sent.
    Object.defineProperty(this, 'values', { value: values, enumerable: false });
    return values;
  }
}

export interface QueryColumns {
  readonly columns: readonly ResultColumn[];
  readonly length: number;
  /** By `as`; of ids the names of their records stand beside as `<as>_label`. */
  readonly fields: ReadonlyMap<string, CodedColumn>;
}

export interface ColumnLimits {
  /** Rows that may be asked for, and given where the query states no limit. */
  readonly maxLimit: number;
  /** 'over' where there are more rows than this, whatever the query says; none is sent then. */
  readonly most?: number;
  /** Milliseconds in the work process. Default 20,000. */
  readonly timeoutMs?: number;
}

/** Answers of the database, by their bytes: about 40 MB, of which one may be three quarters. */
const results = new KeptAnswers<PackedRows>({
  most: 40_000_000,
  heaviest: 30_000_000,
  weight: ({ length, columns }) =>
    64 + columns.reduce((total, column) => total + length * 4 + ('texts' in column ? column.texts.length : column.values.length * 24), 0), // prettier-ignore
});

/**
 * 'over' where the query states no limit and has `maxLimit` rows or more; undefined where its columns are not single ones
 * of the database (formulas that are not stored, averages, links to any record): then rows must be read.
 */
export async function queryColumns(
  context: Context,
  query: Query,
  parameters: Readonly<Record<string, Value>>,
  { maxLimit, most = Infinity, timeoutMs = 20_000 }: ColumnLimits,
): Promise<QueryColumns | 'over' | undefined> {
  const bound = prepareFor(context, query, { parameters, maxLimit, defaultLimit: maxLimit });
  refuseSealed(bound);
  const { query: full, columns: sources } = buildColumns(context, bound);
  if (sources.some(isComputedNode) || bound.count) return undefined;
  if (bound.select.some((select) => select.path?.field.targets && !select.masked)) return undefined;
  const compiled = compileQuery(toolsFor(context), full);
  if (compiled.outputs.some(({ expressions }) => expressions.length !== 1)) return undefined;
  const { sql, bindings } = compiled.statement;
  const walk = mayWalk(toolsFor(context), full)
    ? compileQuery(toolsFor(context), full, { walks: true }).statement.sql
    : undefined;
  const input = {
    sql,
    bindings,
    ...(walk === undefined ? {} : { walk }),
    width: compiled.outputs.length,
    most: full.limit!,
    over: Math.min(most + 1, query.limit === undefined ? maxLimit : Infinity),
  };
  const read = (signal?: AbortSignal) =>
    context.work.run<PackedRows>('query.columns', input, { timeoutMs, userId: context.principal.id, ...(signal ? { signal } : {}) }); // prettier-ignore
  const { database, signal } = context;
  // Who asks for few rows only gets another answer: it is kept for itself.
  const statement = Number.isFinite(most) ? { sql, bindings: [...bindings, most] } : compiled.statement;
  const packed = await results.answer({ database, statement, signal }, read);
  if (packed.isOver) return 'over';
  return decodedOnce(context, packed, bound, () => {
    const outputs = sources.map((source) => full.select.indexOf(source as BoundSelect));
    return decode(
      context,
      packed,
      bound,
      outputs.map((at) => ({ at, ...compiled.outputs[at]! })),
    );
  });
}

/** Decoded answers, for as long as the answer itself is kept: who sorts or pages a report asks for the same one again. */
const decoded = new WeakMap<PackedRows, Map<string, { readonly release: Release; readonly columns: Promise<QueryColumns> }>>(); // prettier-ignore

/** Names depend on who reads them, and in which language; masks on the columns that were asked for. */
function decodedOnce(
  { access, principal, release, evaluation }: Context,
  packed: PackedRows,
  { select }: BoundQuery,
  make: () => Promise<QueryColumns>,
): Promise<QueryColumns> {
  const known = decoded.get(packed) ?? new Map<string, { release: Release; columns: Promise<QueryColumns> }>();
  decoded.set(packed, known);
  const asked = select.map(({ as, path, aggregate, grain, masked = false }) => [as, path?.text, aggregate, grain, masked]); // prettier-ignore
  const key = JSON.stringify([access.fingerprint, principal, evaluation.today(), asked]);
  const held = known.get(key);
  if (held?.release === release) return held.columns;
  const columns = make();
  known.set(key, { release, columns });
  columns.catch(() => known.delete(key));
  return columns;
}

/** How a column is read, and its place in the answer. */
interface Read extends Pick<CompiledQuery['outputs'][number], 'read' | 'isText'> {
  readonly at: number;
}

async function decode(
  context: Context,
  packed: PackedRows,
  bound: BoundQuery,
  reads: readonly Read[],
): Promise<QueryColumns> {
  const columns = bound.select.map((select) => resultColumn(context, bound, select));
  const fields = new Map<string, CodedColumn>();
  for (const [index, column] of columns.entries()) {
    const { at, read, isText = false } = reads[index]!;
    const given = packed.columns[at]!;
    const coded =
      isText && 'texts' in given ? new TextColumn(given.codes, given.texts) : await decodeColumn(given, read);
    fields.set(column.name, coded);
    if (column.target !== undefined) fields.set(`${column.name}_label`, await labelsOf(context, column.target, coded));
    // Others get their turn between one column and the next.
    await new Promise((resolve) => setImmediate(resolve));
  }
  return { columns, length: packed.length, fields };
}

const valuesOf = (given: PackedColumn): readonly unknown[] =>
  'texts' in given ? (JSON.parse(given.texts) as readonly unknown[]) : given.values;

/** Values read before others get their turn. */
const AT_ONCE = 10_000;

async function decodeColumn(given: PackedColumn, read: Read['read']): Promise<CodedColumn> {
  const raws = valuesOf(given);
  const values: Value[] = [];
  for (const raw of raws) {
    values.push(read([raw]));
    if (values.length % AT_ONCE === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  return recode(given.codes, values);
}

/** As rows: objects by `as`, made when they are asked for; all, or those at some places. */
export function rowsOfColumns(
  { length, fields }: Pick<QueryColumns, 'length' | 'fields'>,
  places?: readonly number[],
): readonly ResultRow[] {
  const named = [...fields];
  const rowAt = (row: number): ResultRow => {
    const made: Record<string, Value> = {};
    for (const [name, { codes, values }] of named) made[name] = values[codes[row]!] ?? null;
    return made;
  };
  return places ? places.map(rowAt) : Array.from({ length }, (_, row) => rowAt(row));
}

async function labelsOf(context: Context, target: string, { codes, values }: CodedColumn): Promise<CodedColumn> {
  const ids = new Set(values.filter((value) => typeof value === 'string'));
  const labels = await readLabels(context, target, ids);
  return recode(codes, values.map((id) => labels.get(String(id)) ?? null)); // prettier-ignore
}

/** Different values that became equal get one code: masks, names that two records have. */
export function recode(codes: Int32Array, values: readonly Value[]): CodedColumn {
  const known = new Map<Value, number>();
  const kept: Value[] = [];
  const turned = Int32Array.from(values, (value) => {
    const key = typeof value === 'object' && value !== null ? ` ${JSON.stringify(value)}` : value;
    let code = known.get(key);
    if (code === undefined) {
      code = kept.push(value) - 1;
      known.set(key, code);
    }
    return code;
  });
  if (kept.length === values.length) return { codes, values };
  return { codes: codes.map((code) => turned[code]!), values: kept };
}
