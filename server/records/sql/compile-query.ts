/**
 * A bound query to one statement:
 *
 *   joins -> select list -> where (and the cursor) -> group by -> having -> order by -> limit
 *
 * Names in the statement are tables and columns of the model, quoted by the dialect, and aliases made here; values are
 * bound. Rows come back as c0, c1, …; `read` turns one into the values of the select list.
 */
import { decodeCursor } from '../../../metadata/query/cursor.js';
import type { BoundJoin, BoundQuery, Having, Bound } from '../../../metadata/query/types.js';
import type { Value } from '../../../metadata/value.js';
import { compileCondition, compileJoins, type Joined } from './compile-condition.js';
import { compareOutput } from './compile-having.js';
import { afterCursor, compileSort, type CursorPart, type SortKey } from './compile-sort.js';
import { empty, joinFragments, raw, sql, type Fragment } from './fragment.js';
import { groupBeforeNames, joinsAfterGroups } from './group-before-names.js';
import { compileOutput, type Output } from './output.js';
import { rowsOf } from './rows-used.js';
import { alive, columnOf, tableAs, type Rows, type SqlTools } from './tools.js';

export interface CompileOptions {
  /** Which of the entity's own rows: those not deleted (default), the deleted ones, all. */
  readonly deleted?: 'without' | 'only' | 'with';
  /** Overrides the query's own: one more row tells whether there is a next page. */
  readonly limit?: number;
  /** Only these of the rows behind the query's cursor. */
  readonly cursorPart?: CursorPart;
  /** Further select expressions, read as they come. */
  extra?(rows: Rows, sortKeys: readonly SortKey[]): readonly Fragment[];
  /** Leaves out the query's own select list; only `extra` is selected. */
  readonly onlyExtra?: boolean;
  /** Read in the order of their ids until there are enough, whatever is asked of them. */
  readonly walks?: boolean;
  /** Only rows whose id this statement of one column gives: what an index of ours has found. */
  readonly among?: Fragment;
}

export interface CompiledQuery {
  readonly statement: Fragment;
  readonly sortKeys: readonly SortKey[];
  read(row: Readonly<Record<string, unknown>>): readonly Value[];
  /** What is selected, in order: the columns of the statement but those of `extra`. */
  readonly outputs: readonly Pick<Output, 'expressions' | 'read' | 'isText'>[];
  /** The raw values of `extra`. */
  readExtra(row: Readonly<Record<string, unknown>>): readonly unknown[];
}

export function compileQuery(given: SqlTools, query: BoundQuery, options: CompileOptions = {}): CompiledQuery {
  const tools = query.offset ? { ...given, separateExists: true } : given;
  const late = options.extra || options.onlyExtra || query.after !== undefined ? [] : joinsAfterGroups(query);
  if (late.length > 0) return compileGroups(tools, query, late, options);
  const source = compileSource(tools, query, query.joins, options);
  const all = query.select.map((select) => compileOutput(tools, source.rows, select));
  const outputs = options.onlyExtra ? [] : all;
  const sortKeys = compileSort(tools, source.rows, query, all);
  const extra = options.extra?.(source.rows, sortKeys) ?? [];
  const expressions = [...outputs.flatMap((output) => output.expressions), ...extra];
  const list = selectList(expressions);
  const cursor = query.after === undefined ? undefined : decodeCursor(query.after, query.sort);
  const after = cursor ? sql` and ${afterCursor(sortKeys, cursor, options.cursorPart)}` : empty;
  const hint = query.grouped ? groupHint(tools, query) : options.walks ? empty : readAllHint(tools, query, options);
  const statement = sql`select ${hint}${list} ${source.from} where ${source.where}${after}${groupBy(tools, query, all)}${orderBy(sortKeys)}${paging(query, options)}`;
  return { statement, sortKeys, ...readers(outputs, extra.length) };
}

/** Look-ups among the groups are read as their reader sees them when the rows are grouped. */
function compileGroups(
  tools: SqlTools,
  query: BoundQuery,
  late: readonly BoundJoin[],
  options: CompileOptions,
): CompiledQuery {
  const joins = query.joins.filter((join) => !late.includes(join));
  const source = compileSource(tools, query, joins, options);
  const hint = groupHint(tools, query, { isInner: true });
  const { outputs, head } = groupBeforeNames(tools, query, source, late, hint);
  const sortKeys = compileSort(tools, source.rows, query, outputs);
  const statement = sql`${head(selectList(outputs.flatMap(({ expressions }) => expressions)))}${orderBy(sortKeys)}${paging(query, options)}`;
  return { statement, sortKeys, ...readers(outputs, 0) };
}

const selectList = (expressions: readonly Fragment[]): Fragment =>
  joinFragments(
    expressions.map((expression, index) => sql`${expression} as ${raw(`c${index}`)}`),
    ', ',
  );

/** `select count(*)` of all rows the query has without its page, counted no further than `cap`. */
export function compileCount(
  tools: SqlTools,
  query: BoundQuery,
  cap: number | undefined,
  options: CompileOptions = {},
): Fragment {
  if (query.grouped) {
    const source = compileSource(tools, query, query.joins, options);
    const outputs = query.select.map((select) => compileOutput(tools, source.rows, select));
    const groups = sql`select count(*) as one ${source.from} where ${source.where}${groupBy(tools, query, outputs)}`;
    return sql`select count(*) as total from (${groups}${limitTo(cap)}) as counted`;
  }
  const joins = joinsOf(query, rowsOf(query.where));
  const source = compileSource(tools, query, joins, options);
  if (cap === undefined) return sql`select count(*) as total ${source.from} where ${source.where}`;
  return sql`select count(*) as total from (select 1 as one ${source.from} where ${source.where}${limitTo(cap)}) as counted`;
}

/** Joins that lead to these rows. */
export function joinsOf({ joins }: Pick<BoundQuery, 'joins'>, rows: ReadonlySet<string>): readonly BoundJoin[] {
  return joins.filter((join) => [...rows].some((row) => row === join.path || row.startsWith(`${join.path}.`)));
}

interface Source extends Joined {
  readonly from: Fragment;
  readonly where: Fragment;
}

function compileSource(
  tools: SqlTools,
  query: BoundQuery,
  joins: readonly BoundJoin[],
  options: CompileOptions,
): Source {
  const alias = tools.nextAlias();
  const joined = compileJoins(tools, alias, joins);
  const conditions = [
    ...(options.deleted === 'with' ? [] : [aliveOrNot(tools, alias, options.deleted === 'only')]),
    ...(options.among ? [sql`${columnOf(tools, alias, 'id')} in (${options.among})`] : []),
    ...(query.where ? [compileCondition(tools, query.where, joined.rows)] : []),
  ];
  return {
    ...joined,
    from: sql`from ${tableAs(tools, query.entity, alias)}${raw(options.walks ? tools.dialect.walkHint : '')}${joined.clauses}`,
    where: conditions.length > 0 ? joinFragments(conditions, ' and ') : raw('1 = 1'),
  };
}

function aliveOrNot(tools: SqlTools, alias: string, deleted: boolean): Fragment {
  return deleted ? sql`${columnOf(tools, alias, 'deleted_at')} is not null` : alive(tools, alias);
}

/** So many rows are not a page: all of what is found is wanted. */
const wholeRead = 10_000;

/**
 * Whether `walks` may be the better way: all that is found is wanted in the order of ids, but no more than a limit. Read to its
 * end, a statement is planned well, and goes on behind its limit; only the database knows whether that plan is such a walk.
 */
export const mayWalk = ({ dialect }: SqlTools, { entity, grouped, sort, after, limit }: BoundQuery): boolean =>
  dialect.walkHint !== '' &&
  !entity.readFrom &&
  !grouped &&
  sort.length === 0 &&
  after === undefined &&
  (limit ?? 0) >= wholeRead;

const readAllHint = ({ dialect }: SqlTools, { limit: own }: BoundQuery, { limit = own }: CompileOptions): Fragment =>
  limit !== undefined && limit >= wholeRead ? raw(dialect.readAllHint) : empty;

function groupHint({ dialect }: SqlTools, { grouped, select }: BoundQuery, { isInner = false } = {}): Fragment {
  const groups = select.filter(({ aggregate }) => grouped && !aggregate);
  if (groups.length === 0) return empty;
  return raw(
    dialect.groupHint(
      groups.map(({ path, grain }) => (grain || !path ? undefined : path.field.columns[0])),
      isInner,
    ),
  );
}

function groupBy(tools: SqlTools, query: BoundQuery, outputs: readonly Output[]): Fragment {
  if (!query.grouped) return empty;
  const groups = outputs.filter((output) => !output.select.aggregate).flatMap((output) => output.expressions);
  const by = groups.length > 0 ? sql` group by ${joinFragments(groups, ', ')}` : empty;
  return query.having ? sql`${by} having ${compileHaving(tools, query.having, outputs)}` : by;
}

function compileHaving(tools: SqlTools, having: Having<Bound>, outputs: readonly Output[]): Fragment {
  if (having.kind === 'test') return compareOutput(tools, having, outputs);
  if (having.kind === 'not') return sql`not (${compileHaving(tools, having.part, outputs)})`;
  if (having.parts.length === 0) return raw(having.kind === 'and' ? '1 = 1' : '1 = 0');
  return sql`(${joinFragments(
    having.parts.map((part) => compileHaving(tools, part, outputs)),
    ` ${having.kind} `,
  )})`;
}

function orderBy(keys: readonly SortKey[]): Fragment {
  if (keys.length === 0) return empty;
  const list = keys.map((key) => sql`${key.expression}${raw(key.descending ? ' desc' : '')}`);
  return sql` order by ${joinFragments(list, ', ')}`;
}

function paging(query: BoundQuery, options: CompileOptions): Fragment {
  const limit = options.limit ?? query.limit;
  const offset = query.offset ?? 0;
  // Of one row: MariaDB takes the limit for one of the rows behind it and fetches them one by one, ten times as long.
  if (query.grouped && offset === 0 && query.select.every(({ aggregate }) => aggregate)) return empty;
  // Neither engine has an offset without a limit.
  if (limit === undefined && offset === 0) return empty;
  return sql`${limitTo(limit ?? 2_147_483_647)}${offset > 0 ? sql` offset ${offset}` : empty}`;
}

export const limitTo = (rows: number | undefined): Fragment => (rows === undefined ? empty : sql` limit ${rows}`);

/** Reads what a select list of outputs and extras gave as c0, c1, … */
export function readers(
  outputs: readonly Output[],
  extras: number,
): Pick<CompiledQuery, 'read' | 'readExtra' | 'outputs'> {
  let next = 0;
  const names = outputs.map((output) => output.expressions.map(() => `c${next++}`));
  const extraNames = Array.from({ length: extras }, () => `c${next++}`);
  return {
    outputs,
    read: (row) => outputs.map((output, index) => output.read(names[index]!.map((name) => row[name]))),
    readExtra: (row) => extraNames.map((name) => row[name]),
  };
}
