/**
 * Operands to plain values: parameters and expressions are replaced, relative dates become days, text is brought to the
 * form it is stored in, and days meant for a date-time become the instants at which they begin in the site zone.
 *
 * A leaf is bound through a `LeafMaker`, because tests on fields, measures and result columns differ only in what they
 * are of. Comparing with nothing (an expression that gives null) binds null: neither true nor false, as in SQL.
 */
import type { FilterOperator, Operand } from '../schema/query.js';
import { addDays, isDate, localDate, toInstant, zonedDayStart } from '../time.js';
import type { Scalar, Value } from '../value.js';
import { say } from '../words.js';
import { queryLimits } from './limits.js';
import { shapeOf } from './operand.js';
import { operandInvalid, overBudget } from './problems.js';
import { isUnset, readOperand, refuse, scalar, type BindEnvironment, type Compared } from './read-operand.js';
import type { Bound } from './types.js';

export interface LeafMaker<T> extends Compared {
  test(op: FilterOperator, value: Bound): T;
  or(parts: readonly T[]): T;
  not(part: T): T;
}

export interface Leaf {
  readonly op: FilterOperator;
  readonly value: Operand;
  readonly whenEmpty?: 'none' | undefined;
}

/** The bound leaf; undefined when its parameter is not set and it is to be left out. Throws QueryRefused. */
export function bindLeaf<T>(leaf: Leaf, make: LeafMaker<T>, environment: BindEnvironment): T | undefined {
  const { op } = leaf;
  if (shapeOf(op) === 'none') return make.test(op, null);
  const read = readOperand(leaf.value, make, environment);
  if ('range' in read) return bindRange(read.range[0], read.range[1], make, environment);
  const value = read.value;
  if (read.parameter && isUnset(value)) return leaf.whenEmpty === 'none' ? make.test('eq', null) : undefined;
  if (Array.isArray(value)) return bindList(op, value as readonly Value[], make, environment);
  if (value === null) return make.test('eq', null);
  if (shapeOf(op) === 'list') return bindList(op, [value], make, environment);
  if (shapeOf(op) === 'range') return bindRange(value as Scalar, value as Scalar, make, environment);
  return bindOne(op, scalar(value, make), make, environment);
}

/* ---------------------------------------------------------------- one value */

function bindOne<T>(op: FilterOperator, value: Scalar, make: LeafMaker<T>, environment: BindEnvironment): T {
  if (make.type === 'date') return make.test(op, asDate(value as string, environment));
  if (make.type !== 'datetime') return make.test(op, value);
  const text = value as string;
  if (!isDate(text)) return make.test(op, toInstant(text)!);
  return dayTests[op]?.(text, make, environment) ?? make.test(op, dayStart(text, make, environment));
}

type DayTest = <T>(day: string, make: LeafMaker<T>, environment: BindEnvironment) => T;

const sameDay: DayTest = (day, make, environment) =>
  make.test('between', {
    from: dayStart(day, make, environment),
    to: nextDayStart(day, make, environment),
    upperOpen: true,
  });

/** A whole day against instants: on it, not on it, after its end, before its end. `lt` and `gte` begin with the day. */
const dayTests: Readonly<Partial<Record<FilterOperator, DayTest>>> = {
  eq: sameDay,
  ne: (day, make, environment) => make.not(sameDay(day, make, environment)),
  gt: (day, make, environment) => make.test('gte', nextDayStart(day, make, environment)),
  lte: (day, make, environment) => make.test('lt', nextDayStart(day, make, environment)),
};

const asDate = (text: string, { context }: BindEnvironment): string => localDate(text, context.timeZone);

const dayStart = (day: string, make: Compared, { context }: BindEnvironment): string =>
  inCalendar(make, () => zonedDayStart(day, context.timeZone));

const nextDayStart = (day: string, make: Compared, { context }: BindEnvironment): string =>
  inCalendar(make, () => zonedDayStart(addDays(day, 1), context.timeZone));

function inCalendar(make: Compared, compute: () => string): string {
  try {
    return compute();
  } catch {
    return refuse(
      operandInvalid(make.said, say`"${{ said: make.said }}" is compared with a date outside the calendar.`),
    );
  }
}

/* ---------------------------------------------------------------- lists and ranges */

/** A list where one value was expected (a parameter of several values) reads as `in` or `notIn`. */
const listOperators: Readonly<Partial<Record<FilterOperator, 'in' | 'notIn'>>> = {
  eq: 'in', in: 'in', ne: 'notIn', notIn: 'notIn',
}; // prettier-ignore

function bindList<T>(
  op: FilterOperator,
  values: readonly Value[],
  make: LeafMaker<T>,
  environment: BindEnvironment,
): T {
  if (values.length > queryLimits.values)
    return refuse(
      overBudget(make.said, say`A filter may list ${{ most: queryLimits.values }} values; this one has more.`),
    );
  if (shapeOf(op) === 'range') {
    if (values.length !== 2)
      return refuse(
        operandInvalid(make.said, say`"${{ op }}" on "${{ said: make.said }}" takes two values, from and to.`),
      );
    return bindRange(end(values[0] ?? null, make), end(values[1] ?? null, make), make, environment);
  }
  const operator = listOperators[op];
  if (!operator)
    return refuse(operandInvalid(make.said, say`"${{ op }}" on "${{ said: make.said }}" takes one value, not a list.`));
  const scalars = values.map((value) => end(value, make));
  if (scalars.length === 0) return bindEmptyList(operator, make);
  const tests = make.type === 'datetime' && scalars.some((value) => value !== null && isDate(value as string));
  if (tests) {
    const any = make.or(scalars.map((value) => (value === null ? make.test('eq', null) : bindOne('eq', value, make, environment)))); // prettier-ignore
    return operator === 'in' ? any : make.not(any);
  }
  return make.test(operator, { list: scalars.map((value) => stored(value, make, environment)) });
}

/** In nothing is false, not in nothing true, and both unknown of null; written without an empty list, which SQL lacks. */
function bindEmptyList<T>(operator: 'in' | 'notIn', make: LeafMaker<T>): T {
  const present = make.or([make.test('isNotNull', null), make.test('eq', null)]);
  return operator === 'notIn' ? present : make.not(present);
}

const end = (value: Value, make: Compared): Scalar => (value === null ? null : scalar(value, make));

function stored(value: Scalar, make: Compared, environment: BindEnvironment): Scalar {
  if (value === null) return null;
  if (make.type === 'date') return asDate(value as string, environment);
  return make.type === 'datetime' ? toInstant(value as string)! : value;
}

/** Both ends inclusive; an end that is not set is open. */
function bindRange<T>(from: Scalar, to: Scalar, make: LeafMaker<T>, environment: BindEnvironment): T {
  const low = end(from, make);
  const high = end(to, make);
  if (low === null && high === null) return make.test('eq', null);
  if (high === null) return bindOne('gte', low, make, environment);
  if (low === null) return bindOne('lte', high, make, environment);
  if (make.type !== 'datetime')
    return make.test('between', { from: stored(low, make, environment), to: stored(high, make, environment) });
  const [first, last] = [low as string, high as string];
  const start = isDate(first) ? dayStart(first, make, environment) : toInstant(first)!;
  if (isDate(last))
    return make.test('between', { from: start, to: nextDayStart(last, make, environment), upperOpen: true });
  return make.test('between', { from: start, to: toInstant(last)! });
}
