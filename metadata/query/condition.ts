/**
 * Conditions over one row, in the three-valued logic of SQL: true, false, or null where a comparison met a null. A row
 * counts only when the whole is true; `not` of null is null.
 */
import type { FilterOperator } from '../schema/query.js';
import { compareScalars, type Scalar, type Value } from '../value.js';
import { aggregateValues } from './aggregate.js';
import type { Bound, Condition, Having, ResolvedPath } from './types.js';

export type Truth = boolean | null;

/** What a condition is evaluated over. */
export interface ConditionReader {
  value(path: ResolvedPath): Value;
  /** Readers of the related rows, or null when this reader cannot know them: the condition is then null. */
  related(condition: Extract<Condition<Bound>, { kind: 'exists' | 'measure' }>): Iterable<ConditionReader> | null;
  /** Whether a value is `ancestor` or lies below it in the tree of its field. */
  isUnder(path: ResolvedPath, value: string, ancestor: string): Truth;
  /** Whether a record was shared with the receiver at that level. */
  isShared(condition: Extract<Condition<Bound>, { kind: 'shared' }>, record: string): Truth;
  /** Whether a department is `ancestor` or lies below it. */
  isBelow(department: string, ancestor: string): Truth;
  /** Folds text as key columns are. */
  readonly fold: (text: string) => string;
}

export function evaluateCondition(condition: Condition<Bound>, reader: ConditionReader): Truth {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return evaluateGroup(condition.kind, condition.parts, (part) => evaluateCondition(part, reader));
    case 'not':
      return negate(evaluateCondition(condition.part, reader));
    case 'test': {
      const value = reader.value(condition.path);
      if (condition.op !== 'under') return evaluateTest(value, condition.op, condition.value, reader.fold);
      const ancestor = condition.value as Scalar;
      if (value === null || ancestor === null) return null;
      return reader.isUnder(condition.path, String(value), String(ancestor));
    }
    case 'shared': {
      const record = reader.value(condition.path);
      return record === null ? null : reader.isShared(condition, String(record));
    }
    case 'memberOf': {
      const mine = condition.receiver?.department ?? null;
      return mine === null ? null : reader.isBelow(mine, condition.department);
    }
    case 'exists': {
      const rows = matching(condition, reader);
      if (rows === null) return null;
      for (const _ of rows) return !condition.negated;
      return condition.negated;
    }
    case 'measure': {
      const rows = matching(condition, reader);
      if (rows === null) return null;
      const { field, aggregate } = condition;
      const values: Value[] = [];
      for (const row of rows) values.push(field ? row.value(field) : true);
      return evaluateTest(aggregateValues(aggregate, values), condition.op, condition.value, reader.fold);
    }
  }
}

function matching(
  condition: Extract<Condition<Bound>, { kind: 'exists' | 'measure' }>,
  reader: ConditionReader,
): Iterable<ConditionReader> | null {
  const rows = reader.related(condition);
  const where = condition.inner.where;
  if (rows === null || !where) return rows;
  return filterRows(rows, where);
}

function* filterRows(rows: Iterable<ConditionReader>, where: Condition<Bound>): Iterable<ConditionReader> {
  for (const row of rows) if (evaluateCondition(where, row) === true) yield row;
}

/** Tests on result columns, after grouping. */
export function evaluateHaving(
  having: Having<Bound>,
  row: Readonly<Record<string, Value>>,
  fold: (text: string) => string,
): Truth {
  if (having.kind === 'not') return negate(evaluateHaving(having.part, row, fold));
  if (having.kind === 'test') return evaluateTest(row[having.as] ?? null, having.op, having.value, fold);
  return evaluateGroup(having.kind, having.parts, (part) => evaluateHaving(part, row, fold));
}

const negate = (truth: Truth): Truth => (truth === null ? null : !truth);

function evaluateGroup<T>(kind: 'and' | 'or', parts: readonly T[], evaluate: (part: T) => Truth): Truth {
  const decisive = kind === 'or';
  let result: Truth = !decisive;
  for (const part of parts) {
    const truth = evaluate(part);
    if (truth === decisive) return decisive;
    if (truth === null) result = null;
  }
  return result;
}

/* ---------------------------------------------------------------- single tests */

type Present = Exclude<Scalar, null>;

const compared: Readonly<Partial<Record<FilterOperator, (order: number) => boolean>>> = {
  eq: (order) => order === 0,
  ne: (order) => order !== 0,
  lt: (order) => order < 0,
  lte: (order) => order <= 0,
  gt: (order) => order > 0,
  gte: (order) => order >= 0,
};

const searched: Readonly<Partial<Record<FilterOperator, (text: string, part: string) => boolean>>> = {
  contains: (text, part) => text.includes(part),
  startsWith: (text, part) => text.startsWith(part),
  endsWith: (text, part) => text.endsWith(part),
};

/** One operator on one value; `under` needs a tree and is not among them. Throws on an operator it does not know. */
export function evaluateTest(value: Value, op: FilterOperator, bound: Bound, fold: (text: string) => string): Truth {
  if (op === 'isNull') return value === null;
  if (op === 'isNotNull') return value !== null;
  if (value === null || bound === null) return null;
  if (typeof value === 'object') return isList(value) ? evaluateList(value, op, bound) : null;
  if (typeof bound === 'object') {
    if ('list' in bound) return inList(value, bound.list, op);
    return inRange(value, bound);
  }
  const compare = compared[op];
  if (compare) return compare(compareScalars(value, bound));
  const search = searched[op];
  // An operator without meaning must never pass as "no": under a `not` it would let rows through.
  if (!search) throw new Error(`No such filter operator: ${op}.`);
  return search(fold(String(value)), fold(String(bound)));
}

const isList = (value: object): value is readonly Value[] => Array.isArray(value);

/** A list of codes or words: `eq` has this one, `in` has any of these, `notIn` has none of them. */
function evaluateList(value: readonly Value[], op: FilterOperator, bound: Exclude<Bound, null>): Truth {
  const asked = typeof bound === 'object' ? ('list' in bound ? bound.list : undefined) : [bound];
  if (!asked || !(op === 'eq' || op === 'in' || op === 'notIn')) throw new Error(`A list has no "${op}".`);
  const found = asked.some((item) => item !== null && value.includes(item));
  const truth: Truth = found ? true : asked.includes(null) ? null : false;
  return op === 'notIn' ? negate(truth) : truth;
}

function inList(value: Present, list: readonly Scalar[], op: FilterOperator): Truth {
  const found = list.some((item) => item !== null && compareScalars(value, item) === 0);
  const truth: Truth = found ? true : list.includes(null) ? null : false;
  return op === 'notIn' ? negate(truth) : truth;
}

function inRange(value: Present, range: { from: Scalar; to: Scalar; upperOpen?: boolean }): Truth {
  if (range.from === null || range.to === null) return null;
  const upper = compareScalars(value, range.to);
  return compareScalars(value, range.from) >= 0 && (range.upperOpen ? upper < 0 : upper <= 0);
}
