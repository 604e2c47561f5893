/** What an operator may be given: shape by operator, type by the value type of what is compared. */
import type { FilterOperator, Operand } from '../schema/query.js';
import { isDate, toInstant } from '../time.js';
import type { Scalar, Value, ValueType, Words } from '../value.js';
import { say } from '../words.js';

type Shape = 'none' | 'one' | 'list' | 'range';

const shapes: Readonly<Record<FilterOperator, Shape>> = {
  eq: 'one', ne: 'one', lt: 'one', lte: 'one', gt: 'one', gte: 'one', in: 'list', notIn: 'list', contains: 'one',
  startsWith: 'one', endsWith: 'one', between: 'range', isNull: 'none', isNotNull: 'none', under: 'one',
}; // prettier-ignore

/** Operators over computed values (measures, result columns): what every ordered value can do. */
export const computedOperators: ReadonlySet<FilterOperator> = new Set<FilterOperator>([
  'eq', 'ne', 'lt', 'lte', 'gt', 'gte', 'in', 'notIn', 'between', 'isNull', 'isNotNull',
]); // prettier-ignore

export const shapeOf = (op: FilterOperator): Shape => shapes[op];

export type OperandObject = Exclude<Operand, Scalar | readonly unknown[]>;

export function isOperandObject(operand: Operand | undefined): operand is OperandObject {
  return typeof operand === 'object' && operand !== null && !Array.isArray(operand);
}

const expected: Readonly<Partial<Record<ValueType, readonly [(value: Scalar) => boolean, Words]>>> = {
  boolean: [(value) => typeof value === 'boolean', say`true or false`],
  number: [(value) => typeof value === 'number' && Number.isFinite(value), say`a number`],
  text: [(value) => typeof value === 'string', say`a text`],
  id: [(value) => typeof value === 'string', say`a record id`],
  // A list is asked for one of its items.
  list: [(value) => typeof value === 'string', say`a text`],
  date: [isDateOrInstant, say`a date (2026-11-21)`],
  datetime: [isDateOrInstant, say`a date (2026-11-21) or a date-time (2026-11-21T08:00:00.000Z)`],
};

function isDateOrInstant(value: Scalar): boolean {
  return typeof value === 'string' && (isDate(value) || toInstant(value) !== undefined);
}

/** What a value should have been, in words; undefined when it fits. Null fits everything: it is handled by operators. */
export function misfit(value: Value, type: ValueType): Words | undefined {
  if (value === null) return undefined;
  if (typeof value === 'object') return say`a single value`;
  const rule = expected[type];
  return rule && !rule[0](value) ? rule[1] : undefined;
}

/** What is wrong with an operand, as the end of a sentence; parameters and expressions are checked when bound. */
export function operandFault(op: FilterOperator, operand: Operand | undefined, type: ValueType): Words | undefined {
  const shape = shapes[op];
  if (shape === 'none') return operand === undefined || operand === null ? undefined : say`takes no value`;
  if (operand === undefined) return say`needs a value`;
  if (operand === null) return say`cannot be compared with null: use isNull or isNotNull`;
  if (isOperandObject(operand)) return 'relative' in operand ? relativeFault(op, type) : undefined;
  if (Array.isArray(operand)) {
    if (shape === 'one') return say`takes one value, not a list: use in or notIn`;
    if (shape === 'range' && operand.length !== 2) return say`takes two values, from and to`;
    if (operand.includes(null)) return say`cannot have null in its list: add isNull`;
    for (const value of operand) {
      const wanted = misfit(value, type);
      if (wanted) return say`needs ${{ wanted }} in each place of its list`;
    }
    return undefined;
  }
  if (shape === 'list') return say`takes a list of values`;
  if (shape === 'range') return say`takes a list of two values, from and to`;
  const wanted = misfit(operand, type);
  return wanted ? say`needs ${{ wanted }}` : undefined;
}

function relativeFault(op: FilterOperator, type: ValueType): Words | undefined {
  if (type !== 'date' && type !== 'datetime') return say`takes relative dates only on dates and date-times`;
  return op === 'eq' || op === 'between' ? undefined : say`takes no relative date: use eq or between`;
}
