/** One test of a column against a bound value, and of a figure (an aggregate, a result column) against one. */
import type { Bound, Condition } from '../../../metadata/query/types.js';
import { treeOf } from '../../../metadata/query/tree.js';
import type { FilterOperator } from '../../../metadata/schema/query.js';
import type { Scalar } from '../../../metadata/value.js';
import type { Figure } from './compile-aggregate.js';
import { raw, sql, valueList, type Fragment } from './fragment.js';
import { aliasOf, alive, columnOf, tableAs, valueColumn, type Rows, type SqlTools } from './tools.js';

type Test = Extract<Condition<Bound>, { kind: 'test' }>;

const comparisons = { eq: '=', ne: '<>', lt: '<', lte: '<=', gt: '>', gte: '>=' } as const;
const isComparison = (op: FilterOperator): op is keyof typeof comparisons => Object.hasOwn(comparisons, op);
const patterns = {
  contains: (text: string) => `%${text}%`,
  startsWith: (text: string) => `${text}%`,
  endsWith: (text: string) => `%${text}`,
} as const;
const isPattern = (op: FilterOperator): op is keyof typeof patterns => Object.hasOwn(patterns, op);

export function compileTest(tools: SqlTools, rows: Rows, test: Test): Fragment {
  const { field, row } = test.path;
  const alias = aliasOf(rows, row);
  const column = valueColumn(field);
  const expression = columnOf(tools, alias, column.name);
  if (test.op === 'under') return compileUnder(tools, expression, test);
  if (isPattern(test.op)) {
    if (!field.keyColumn) throw new Error(`Field "${field.name}" has no folded key.`);
    return compilePattern(tools, columnOf(tools, alias, field.keyColumn.name), test.op, test.value);
  }
  if (field.valueType === 'list') return compileListTest(tools, expression, test);
  return compare(tools, { sql: expression, column }, test.op, test.value);
}

/** A list has one of the values asked for; null asked for is unknown where nothing else was found. */
function compileListTest(tools: SqlTools, expression: Fragment, { op, value }: Test): Fragment {
  if (op === 'isNull' || op === 'isNotNull')
    return sql`${expression} ${raw(op === 'isNull' ? 'is null' : 'is not null')}`;
  if (!(op === 'eq' || op === 'in' || op === 'notIn') || isRange(value)) throw new Error(`A list has no "${op}".`);
  const asked = isList(value) ? value.list : [value];
  const texts = asked.filter((item) => item !== null).map(String);
  if (texts.length === 0) return raw('null');
  const found: Fragment = tools.dialect.hasAny(expression.sql, texts);
  const any = asked.includes(null) ? sql`(${found} or null)` : found;
  return op === 'notIn' ? sql`not (${any})` : any;
}

/** `=`, `<`, in, between, null tests; three-valued as SQL's. */
export function compare(tools: SqlTools, figure: Figure, op: FilterOperator, value: Bound): Fragment {
  const { sql: left, column } = figure;
  const bind = (scalar: Scalar): Scalar => {
    if (column) return tools.dialect.encodeBound(column, scalar);
    return figure.cut && typeof scalar === 'string' ? scalar.slice(0, -figure.cut) : scalar;
  };
  if (op === 'isNull') return sql`${left} is null`;
  if (op === 'isNotNull') return sql`${left} is not null`;
  if (isRange(value)) {
    const upper = raw(value.upperOpen ? '<' : '<=');
    return sql`(${left} >= ${bind(value.from)} and ${left} ${upper} ${bind(value.to)})`;
  }
  if (isList(value)) {
    if (op !== 'in' && op !== 'notIn') throw new Error(`The operator "${op}" takes no list.`);
    // SQL has no empty list, and binding leaves none.
    if (value.list.length === 0) throw new Error('An empty list cannot be compared with.');
    return sql`${left} ${raw(op === 'in' ? 'in' : 'not in')} ${valueList(value.list.map(bind))}`;
  }
  if (!isComparison(op)) throw new Error(`The operator "${op}" does not compare with one value.`);
  return sql`${left} ${raw(comparisons[op])} ${bind(value)}`;
}

function compilePattern(tools: SqlTools, key: Fragment, op: keyof typeof patterns, value: Bound): Fragment {
  if (value === null) return raw('null');
  const text = tools.fold(String(value)).replace(/[\\%_]/g, (character) => `\\${character}`);
  // The dialect's text holds the place of the pattern.
  return { sql: tools.dialect.like(key.sql), bindings: [patterns[op](text)] };
}

/** The record itself and all below it, by the look-up with which the tree points to itself. */
function compileUnder(tools: SqlTools, expression: Fragment, test: Test): Fragment {
  const tree = treeOf(test.path.field, tools.model);
  if (!tree) throw new Error(`Field "${test.path.field.name}" points to no tree.`);
  const top = test.value as Scalar;
  const [first, below, child] = [tools.nextAlias(), tools.nextAlias(), tools.nextAlias()];
  const id = (alias: string) => columnOf(tools, alias, 'id');
  const parent = (alias: string) => columnOf(tools, alias, valueColumn(tree.parent).name);
  const start = sql`select ${id(first)} from ${tableAs(tools, tree.entity, first)} where ${parent(first)} = ${top} and ${alive(tools, first)}`;
  const on = sql`${parent(child)} = ${raw(`${below}.id`)} and ${alive(tools, child)}`;
  const next = sql`select ${id(child)} from ${tableAs(tools, tree.entity, child)} join ${raw(below)} on ${on}`;
  // `union` and not `union all`: a circle in the data ends instead of running for ever.
  const walk = sql`with recursive ${raw(`${below}(id)`)} as (${start} union ${next}) select id from ${raw(below)}`;
  return sql`(${expression} = ${top} or ${expression} in (${walk}))`;
}

const isList = (value: Bound): value is { readonly list: readonly Scalar[] } =>
  typeof value === 'object' && value !== null && 'list' in value;
const isRange = (value: Bound): value is { readonly from: Scalar; readonly to: Scalar; readonly upperOpen?: boolean } =>
  typeof value === 'object' && value !== null && 'from' in value;
