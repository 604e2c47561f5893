/**
 * What list types share. A list is kept without doubles, sorted by code point: two lists with the same items are the same
 * value, whatever order they were chosen in, so that versions, merges and both engines compare their text. Views show the
 * order of the dictionary. An empty list is no value.
 */
import type { Column, Parsed } from '../../../metadata/contributions.js';
import type { FieldDocument } from '../../../metadata/schema/entity.js';
import type { FilterOperator } from '../../../metadata/schema/query.js';
import { compareText } from '../../../metadata/value.js';
import { say } from '../../../metadata/words.js';
import { columnOf, kindOf, nullTests, read, wrong } from './reading.js';

/** `eq` has this item, `in` has any of these, `notIn` has none of them. */
export const listOperators: readonly FilterOperator[] = ['eq', 'in', 'notIn', ...nullTests];

export const listColumns = (field: FieldDocument): Column[] => [{ name: columnOf(field), type: 'json', role: 'value' }];

/** Reads each item; the first that cannot be read says why. At most `most` different ones. */
export function readList(input: unknown, readItem: (item: unknown) => Parsed, most: number): Parsed {
  if (!Array.isArray(input)) return wrong('WRONG_TYPE', say`This must be a list, not ${{ kind: kindOf(input) }}.`);
  // Far over the limit: not worth reading.
  if (input.length > most * 10) return wrong('TOO_MANY', say`At most ${{ most }} are allowed.`);
  const items = new Set<string>();
  for (const item of input as unknown[]) {
    const parsed = readItem(item);
    if ('code' in parsed) return parsed;
    if (parsed.value !== null) items.add(String(parsed.value));
  }
  if (items.size > most)
    return wrong('TOO_MANY', say`${{ count: items.size }} are too many; at most ${{ most }} are allowed.`);
  return read(items.size === 0 ? null : [...items].sort(compareText));
}

/** A list's items; a value that is none (a single code of a filter) counts as its only one. */
export const itemsOf = (value: unknown): readonly string[] =>
  Array.isArray(value)
    ? (value as unknown[]).map(String)
    : value === null || value === undefined
      ? []
      : [String(value)];

/** The pieces of a typed list, blanks cut off; signs of Chinese text count, too. */
export const piecesOf = (text: string, signs: RegExp): readonly string[] =>
  text
    .split(signs)
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '');
