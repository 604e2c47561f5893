/**
 * Values of date range parameters as they are written: `2026-01-01..2026-03-31` (either end may be open), a calendar word
 * (`thisQuarter`) or a word with a number (`lastDays:30`). Words are resolved against the day in the site zone. Pure.
 */
import { relativeRanges, type RelativeRange } from '../schema/query.js';
import { isDate, relativeRange } from '../time.js';

export type StatedRange =
  | { readonly relative: RelativeRange; readonly n?: number }
  | { readonly from: string | null; readonly to: string | null };

export interface ResolvedRange {
  readonly from: string | null;
  readonly to: string | null;
}

/** Undefined for text that is no range, or one that ends before it begins. */
export function parseRange(text: string): StatedRange | undefined {
  const word = /^([a-z][A-Za-z]+)(?::([1-9][0-9]{0,2}))?$/.exec(text);
  if (word) {
    const relative = relativeRanges.find((each) => each === word[1]);
    if (!relative) return undefined;
    return word[2] === undefined ? { relative } : { relative, n: Number(word[2]) };
  }
  const days = /^(\d{4}-\d{2}-\d{2})?\.\.(\d{4}-\d{2}-\d{2})?$/.exec(text);
  if (!days) return undefined;
  const [from, to] = [days[1] ?? null, days[2] ?? null];
  if (from === null && to === null) return undefined;
  if ((from !== null && !isDate(from)) || (to !== null && !isDate(to))) return undefined;
  return from !== null && to !== null && from > to ? undefined : { from, to };
}

/** The same back to text; null when neither end is set. */
export function writeRange(range: StatedRange): string | null {
  if ('relative' in range) return range.n === undefined ? range.relative : `${range.relative}:${range.n}`;
  return range.from === null && range.to === null ? null : `${range.from ?? ''}..${range.to ?? ''}`;
}

/** Both ends inclusive; undefined for text that is no range. */
export function resolveRange(text: string, today: string): ResolvedRange | undefined {
  const range = parseRange(text);
  return range && 'relative' in range ? relativeRange(range.relative, range.n, today) : range;
}
