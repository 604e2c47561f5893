/** What functions share in reading their arguments; each throws ExpressionError (TYPE or RANGE) for a wrong one. */
import { isDate, localDate, toInstant } from '../time.js';
import type { Value } from '../value.js';
import { say } from '../words.js';
import { ExpressionError } from './errors.js';
import { describe, isList } from './operators.js';

/** Lists replaced by their items, at any depth. */
export function flatten(values: readonly Value[]): Value[] {
  return values.flatMap((value) => (isList(value) ? flatten(value) : [value]));
}

/** The same without nulls: what aggregates work on. */
export function present(values: readonly Value[]): (boolean | number | string)[] {
  return flatten(values).filter((value): value is boolean | number | string => value !== null);
}

export function numbersOf(values: readonly Value[]): number[] {
  return present(values).map((value) => numberArgument(value));
}

export function numberArgument(value: Value | undefined): number {
  if (typeof value === 'number') return value;
  throw new ExpressionError('TYPE', say`A number is needed, not ${{ value: describe(value ?? null) }}.`);
}

/** A whole number, of an argument that may be absent. */
export function wholeArgument(value: Value | undefined, name: string, absent?: number): number {
  if (value === undefined && absent !== undefined) return absent;
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
  throw new ExpressionError(
    'TYPE',
    say`"${{ name }}" must be a whole number, not ${{ value: describe(value ?? null) }}.`,
  );
}

export function textArgument(value: Value | undefined): string {
  if (typeof value === 'string') return value;
  throw new ExpressionError('TYPE', say`A text is needed, not ${{ value: describe(value ?? null) }}.`);
}

/** A date, or the local date of a date-time. */
export function dateArgument(value: Value | undefined, context: { readonly timeZone: string }): string {
  const date = dateIn(value, context.timeZone);
  if (date !== undefined) return date;
  throw new ExpressionError('TYPE', say`A date is needed, not ${{ value: describe(value ?? null) }}.`);
}

/** The date a text means, if it means one. */
export function dateIn(value: Value | undefined, zone: string): string | undefined {
  if (typeof value !== 'string') return undefined;
  if (isDate(value)) return value;
  const instant = toInstant(value);
  return instant === undefined ? undefined : localDate(instant, zone);
}

/** Runs calendar arithmetic; a date outside the years 0 to 9999 is RANGE. */
export function dateResult(compute: () => string): string {
  try {
    return compute();
  } catch (error) {
    if (error instanceof RangeError) throw new ExpressionError('RANGE', 'The date lies outside the years 0 to 9999.');
    throw error;
  }
}

/** Characters as people count them in every script's code points, not UTF-16 units. */
export function charactersOf(text: string): string[] {
  return [...text];
}

const grains = ['year', 'quarter', 'month', 'week', 'day'] as const;
/** Periods of whole days. */
export type DateGrain = (typeof grains)[number];

export function grainArgument(value: Value | undefined): DateGrain {
  const found = grains.find((grain) => grain === value);
  if (found) return found;
  const words = say`A period is one of ${{ grains: grains.join(', ') }}, not ${{ value: describe(value ?? null) }}.`;
  throw new ExpressionError('TYPE', words);
}
