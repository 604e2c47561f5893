/**
 * Conditions and joins. They call each other (a joined row has a row rule, a condition over a to-many relation has
 * joins of its own), so they stand in one file. Logic is SQL's three-valued one, which is the language's own.
 */
import type { Bound, BoundJoin, Condition, Inner } from '../../../metadata/query/types.js';
import { say } from '../../../metadata/words.js';
import { badRequest } from '../../errors.js';
import { compileAggregate } from './compile-aggregate.js';
import { compileMemberOf, compileShared } from './compile-shared.js';
import { compileTest, compare } from './compile-test.js';
import { empty, joinFragments, raw, sql, type Fragment } from './fragment.js';
import { alive, aliasOf, columnOf, pathColumn, tableAs, valueColumn, type Rows, type SqlTools } from './tools.js';

export interface Joined {
  readonly rows: Rows;
  /** The join clauses, each with a blank before it. */
  readonly clauses: Fragment;
}

/**
 * To-one rows, each joined once; parents come before children. A guarded row that the reader may not see joins
 * nothing, so that it reads as absent: the rule stands in ON, never in WHERE, where it would take away the record that
 * points to it.
 */
export function compileJoins(tools: SqlTools, base: string, joins: readonly BoundJoin[]): Joined {
  refuseTooWide(joins);
  const rows = new Map<string, string>([['', base]]);
  const clauses = joins.map((join) => {
    const alias = tools.nextAlias();
    const key = columnOf(tools, aliasOf(rows, join.parent), valueColumn(join.field).name);
    rows.set(join.path, alias);
    return compileJoin(tools, alias, join, key);
  });
  return { rows, clauses: joinFragments(clauses, '') };
}

/** One of them, with a blank before it; `key` is the id of its record. */
export function compileJoin(tools: SqlTools, alias: string, join: BoundJoin, key: Fragment): Fragment {
  const guard = join.guard ? sql` and ${compileGuard(tools, alias, join, join.guard)}` : empty;
  const on = sql`${columnOf(tools, alias, 'id')} = ${key} and ${alive(tools, alias)}${guard}`;
  return sql` left join ${tableAs(tools, join.entity, alias)} on ${on}`;
}

/** MariaDB joins 61 tables in a statement, SQLite 64; a page of a sorted list takes two besides these. */
export const mostJoined = 50;

/** What a query walks was counted before (check-filter.ts); this counts what rules, names and formulas add to it as well. */
function refuseTooWide(joins: readonly BoundJoin[]): void {
  const over = joins[mostJoined];
  if (!over) return;
  const words = say`A query may walk ${{ most: mostJoined }} look-ups in all; this one walks ${{ joins: joins.length }}.`;
  throw badRequest('QUERY_BUDGET', words, { path: over.path.replace(/^\$rule\./, '') });
}

/** The row rule of a joined row. A rule that itself walks further asks for the row once more by its id. */
function compileGuard(tools: SqlTools, alias: string, join: BoundJoin, guard: Condition<Bound>): Fragment {
  if (!join.guardJoins?.length) return compileCondition(tools, guard, new Map([['', alias]]));
  const inner = tools.nextAlias();
  const { rows, clauses } = compileJoins(tools, inner, join.guardJoins);
  const same = sql`${columnOf(tools, inner, 'id')} = ${columnOf(tools, alias, 'id')}`;
  const where = sql`${same} and ${compileCondition(tools, guard, rows)}`;
  const end = raw(tools.separateExists ? ' limit 1' : '');
  return sql`exists (select 1 from ${tableAs(tools, join.entity, inner)}${clauses} where ${where}${end})`;
}

export function compileCondition(tools: SqlTools, condition: Condition<Bound>, rows: Rows): Fragment {
  switch (condition.kind) {
    case 'and':
    case 'or': {
      if (condition.parts.length === 0) return raw(condition.kind === 'and' ? '1 = 1' : '1 = 0');
      const parts = condition.parts.map((part) => compileCondition(tools, part, rows));
      return parts.length === 1 ? parts[0]! : sql`(${joinFragments(parts, ` ${condition.kind} `)})`;
    }
    case 'not':
      return sql`not (${compileCondition(tools, condition.part, rows)})`;
    case 'test':
      return compileTest(tools, rows, condition);
    case 'shared':
      return compileShared(tools, rows, condition);
    case 'memberOf':
      return compileMemberOf(tools, condition);
    case 'exists': {
      const inner = compileInner(tools, condition, rows);
      return sql`${raw(condition.negated ? 'not exists' : 'exists')} (select 1 ${inner.from}${raw(tools.separateExists ? ' limit 1' : '')})`;
    }
    case 'measure': {
      const inner = compileInner(tools, condition, rows);
      const column = condition.field ? valueColumn(condition.field.field) : undefined;
      const expression = condition.field ? pathColumn(tools, inner.rows, condition.field) : undefined;
      const figure = compileAggregate(tools, condition.aggregate, expression, column);
      const measured = sql`(select ${figure.sql} ${inner.from})`;
      return compare(tools, { ...figure, sql: measured }, condition.op, condition.value);
    }
  }
}

/** `from child … where child.parent = row.id …`, and the rows in reach of it. */
function compileInner(
  tools: SqlTools,
  condition: { readonly relation: { readonly field: string }; readonly row: string; readonly inner: Inner<Bound> },
  outer: Rows,
): { readonly from: Fragment; readonly rows: Rows } {
  const { entity, joins, where } = condition.inner;
  const pointer = entity.fields.get(condition.relation.field);
  if (!pointer) throw new Error(`Entity "${entity.name}" has no field "${condition.relation.field}".`);
  const alias = tools.nextAlias();
  const { rows, clauses } = compileJoins(tools, alias, joins);
  const parent = columnOf(tools, aliasOf(outer, condition.row), 'id');
  const mine = sql`${columnOf(tools, alias, valueColumn(pointer).name)} = ${parent} and ${alive(tools, alias)}`;
  const also = where ? sql` and ${compileCondition(tools, where, rows)}` : empty;
  return { from: sql`from ${tableAs(tools, entity, alias)}${clauses} where ${mine}${also}`, rows };
}
