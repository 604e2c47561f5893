/**
 * What the operators do with values. Null: arithmetic and `< <= > >=` give null; `=` and `<>` never do; `and` and `or`
 * are three-valued; `&` takes null as empty text.
 */
import { compareText, type Part, type Value, type ValueType } from '../value.js';
import { say } from '../words.js';
import type { BinaryOperator } from './ast.js';
import { add, divide, multiply, plainText, power, remainder, subtract } from './decimal.js';
import { ExpressionError } from './errors.js';
import { refuseLongText } from './limits.js';
import { typeWord } from './types.js';

type Arithmetic = '+' | '-' | '*' | '/' | '%' | '^';
type Order = '<' | '<=' | '>' | '>=';

const arithmetic: Readonly<Record<Arithmetic, (a: number, b: number) => number | null>> = {
  '+': add,
  '-': subtract,
  '*': multiply,
  '/': divide,
  '%': remainder,
  '^': power,
};
const orders: Readonly<Record<Order, (order: number) => boolean>> = {
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

/** Everything but `and` and `or`, which may leave their right side alone. Throws TYPE. */
export function applyOperator(operator: Exclude<BinaryOperator, 'and' | 'or'>, left: Value, right: Value): Value {
  if (operator === '=') return equals(left, right);
  if (operator === '<>') return !equals(left, right);
  if (operator === '&') return joinText(left, right);
  if (Object.hasOwn(orders, operator)) return compareInOrder(operator as Order, left, right);
  const a = numberOf(left, operator);
  const b = numberOf(right, operator);
  return a === null || b === null ? null : arithmetic[operator as Arithmetic](a, b);
}

/** Same type and same value; null equals null. Text is compared by code points. */
export function equals(left: Value, right: Value): boolean {
  if (isList(left) || isList(right)) throw notOne('=', isList(left) ? left : right);
  return left === right;
}

/** Whether the value is among the items; an item that is a list counts as its items. */
export function isMember(value: Value, items: readonly Value[]): boolean {
  if (isList(value)) throw notOne('in', value);
  return items.some((item) => (isList(item) ? item.includes(value) : item === value));
}

function compareInOrder(operator: Order, left: Value, right: Value): boolean | null {
  for (const side of [left, right]) if (isList(side)) throw notOne(operator, side);
  if (left === null || right === null) return null;
  if (typeof left !== typeof right)
    throw new ExpressionError(
      'TYPE',
      say`"${{ operator }}" needs two values of one type, not ${{ left: describe(left) }} and ${{ right: describe(right) }}.`,
    );
  const order = typeof left === 'string' ? compareText(left, String(right)) : Number(left) - Number(right);
  return orders[operator](order);
}

function joinText(left: Value, right: Value): string {
  const a = textOf(left);
  const b = textOf(right);
  refuseLongText(a.length + b.length);
  return a + b;
}

/** The text of a value as `&` joins it: numbers in full with a point, null as nothing, lists refused. */
export function textOf(value: Value): string {
  if (value === null) return '';
  if (typeof value === 'number') return plainText(value);
  if (isList(value)) throw notOne('&', value);
  return String(value);
}

export function numberOf(value: Value, operator: string): number | null {
  if (value === null || typeof value === 'number') return value;
  throw typeError(operator, 'number', value);
}

export function booleanOf(value: Value, operator: string): boolean | null {
  if (value === null || typeof value === 'boolean') return value;
  throw typeError(operator, 'boolean', value);
}

export function isList(value: Value): value is readonly Value[] {
  return typeof value === 'object' && value !== null;
}

function typeError(operator: string, wanted: ValueType, value: Value): ExpressionError {
  const words = say`"${{ operator }}" needs ${{ type: typeWord(wanted) }}, not ${{ value: describe(value) }}.`;
  return new ExpressionError('TYPE', words);
}

function notOne(operator: string, value: Value): ExpressionError {
  return new ExpressionError('TYPE', say`"${{ operator }}" needs one value, not ${{ value: describe(value) }}.`);
}

/** A value in a message: short, and never a whole document. */
export function describe(value: Value): Part {
  if (isList(value)) return say`a list of ${{ count: value.length }}`;
  if (typeof value !== 'string') return String(value);
  return say`the text "${{ text: value.length > 30 ? `${value.slice(0, 30)}…` : value }}"`;
}
