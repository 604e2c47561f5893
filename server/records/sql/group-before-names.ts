/**
 * Groups by look-ups of which the reader may see some records only. What may not be seen reads as nothing, which takes a join
 * under the row rule of its entity; for each row it is most of the statement. So rows are grouped by what is stored, and the
 * groups joined and grouped once more: those that lead to nothing become one, as its rows would have been.
 *
 *   select … from (select customer, month, sum(total) … group by customer, month) as g
 *     left join customer on its id = g.customer and <its row rule> group by customer.id, month
 */
import type { Aggregate } from '../../../metadata/schema/query.js';
import type { BoundJoin, BoundQuery, BoundSelect } from '../../../metadata/query/types.js';
import { compileJoin } from './compile-condition.js';
import { joinFragments, raw, sql, wrap, type Fragment } from './fragment.js';
import { compileFigure, compileOutput, figured, type Output } from './output.js';
import { rowsOf } from './rows-used.js';
import { columnOf, pathColumn, valueColumn, type Rows, type SqlTools } from './tools.js';

const merging: ReadonlySet<Aggregate> = new Set<Aggregate>(['sum', 'count', 'min', 'max', 'avg']);

/** Joins that are only there for what groups show; none where an aggregate cannot be made of those of smaller groups. */
export function joinsAfterGroups(query: BoundQuery): readonly BoundJoin[] {
  const { select, joins, where, sort, grouped, having } = query;
  if (!grouped || having || sort.some(({ path }) => path)) return [];
  const sorted = new Set(sort.map(({ as }) => as));
  const isMerged = ({ aggregate, as }: BoundSelect): boolean =>
    !aggregate || (merging.has(aggregate) && !(aggregate === 'avg' && sorted.has(as)));
  if (!select.every(isMerged)) return [];
  const used = new Set<string | undefined>([
    ...rowsOf(where),
    ...joins.map(({ parent }) => parent),
    ...select.flatMap((each) => [each.path?.row, ...rowsOf(each.where), ...(isLink(each) ? [] : [each.target])]),
  ]);
  const shown = new Set(select.filter(isLink).map(({ target }) => target));
  return joins.filter(({ path }) => shown.has(path) && !used.has(path));
}

const isLink = ({ aggregate, grain, target }: BoundSelect): boolean => !aggregate && !grain && target !== undefined;

export interface GroupedSource {
  readonly rows: Rows;
  /** With its joins, but those that come after. */
  readonly from: Fragment;
  readonly where: Fragment;
}

/** `select` up to its last `group by`, and what it gives; `hint` follows the inner `select`. */
export function groupBeforeNames(
  tools: SqlTools,
  { select }: BoundQuery,
  { rows, from, where }: GroupedSource,
  after: readonly BoundJoin[],
  hint: Fragment,
): { readonly outputs: readonly Output[]; readonly head: (list: Fragment) => Fragment } {
  const groups = tools.nextAlias();
  const late = new Map(after.map((join) => [join.path, { join, alias: tools.nextAlias() }]));
  const inner: Fragment[] = [];
  const by: Fragment[] = [];
  const joined = new Map<string, Fragment>();
  const add = (expression: Fragment): Fragment => {
    const name = `g${inner.length}`;
    inner.push(sql`${expression} as ${raw(name)}`);
    return columnOf(tools, groups, name);
  };
  const outputs = select.map((each): Output => {
    if (each.aggregate) return mergedFigure(tools, each, figured(tools, rows, each), add);
    const known = each.target === undefined ? undefined : late.get(each.target);
    const output = compileOutput(tools, known ? new Map([...rows, [each.target!, known.alias]]) : rows, each);
    const [shown] = output.expressions;
    const stored = known ? pathColumn(tools, rows, each.path!) : shown!;
    by.push(stored);
    const kept = add(stored);
    if (!known) return { ...output, expressions: [kept], figure: { ...output.figure, sql: kept } };
    if (!joined.has(each.target!)) joined.set(each.target!, compileJoin(tools, known.alias, known.join, kept));
    return output;
  });
  const last = outputs.filter((output) => !output.select.aggregate).flatMap((output) => output.expressions);
  const list = joinFragments(inner, ', ');
  const made = sql`select ${hint}${list} ${from} where ${where} group by ${joinFragments(by, ', ')}`;
  const head = (outer: Fragment): Fragment =>
    sql`select ${outer} from (${made}) as ${raw(groups)}${joinFragments([...joined.values()], '')} group by ${joinFragments(last, ', ')}`;
  return { outputs, head };
}

/** The aggregate of a group, made of those of the groups that became it. */
function mergedFigure(
  tools: SqlTools,
  select: BoundSelect,
  expression: Fragment | undefined,
  add: (expression: Fragment) => Fragment,
): Output {
  const column = select.path && valueColumn(select.path.field);
  const { aggregate } = select;
  const merged = (name: string, of: Fragment) => sql`${raw(name)}(${of})`;
  const output = compileFigure(tools, select, expression);
  if (aggregate === 'count') {
    const total = merged('sum', add(sql`count(${expression ?? raw('*')})`));
    return { ...output, expressions: [total], figure: { sql: total } };
  }
  if (aggregate === 'min' || aggregate === 'max') {
    const best = merged(aggregate, add(merged(aggregate, expression!)));
    return { ...output, expressions: [best], figure: { ...output.figure, sql: best } };
  }
  const part = add(merged('sum', expression!));
  const total = wrap(part, (text) => tools.dialect.sum(text, column!));
  const figure = { ...output.figure, sql: merged('sum', part) };
  if (aggregate === 'sum') return { ...output, expressions: [total], figure };
  return { ...output, expressions: [total, merged('sum', add(merged('count', expression!)))], figure };
}
