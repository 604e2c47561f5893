/**
 * Reading and storing text. Text is NFC and trimmed; empty text is no value. Single-line text has no control
 * characters or line ends; blocks keep line ends as LF and tabs. Lengths count characters as people do: code points.
 */
import type { Column, Parsed } from '../../../metadata/contributions.js';
import type { FieldDocument } from '../../../metadata/schema/entity.js';
import type { FilterOperator } from '../../../metadata/schema/query.js';
import { say } from '../../../metadata/words.js';
import { columnOf, containsTests, equalityTests, kindOf, read, wrong } from './reading.js';

/** Control characters, line and paragraph separators, and halves of surrogate pairs (the `u` flag keeps whole pairs). */
const refusedInLine = /[\p{Cc}\u2028\u2029\p{Cs}]/u;
const refusedInBlock = /[\p{Cs}]|(?![\n\t])\p{Cc}/u;

export function lengthOf(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

function readText(input: unknown, length: number, refused: RegExp, clean: (text: string) => string): Parsed {
  if (typeof input !== 'string') return wrong('WRONG_TYPE', say`This must be text, not ${{ kind: kindOf(input) }}.`);
  // A text far over the limit is refused before it is normalised: NFC of megabytes is work for nothing.
  if (input.length > length * 8 + 1000) return wrong('TOO_LONG', say`At most ${{ length }} characters are allowed.`);
  const text = clean(input.normalize('NFC')).trim();
  if (refused.test(text)) {
    return wrong('CONTROL_CHARACTER', 'The text holds characters that cannot be shown. Type it again without them.');
  }
  const count = lengthOf(text);
  if (count > length)
    return wrong('TOO_LONG', say`${{ count }} characters are too many; at most ${{ length }} are allowed.`);
  return read(text === '' ? null : text);
}

/** One line of text, or the reason why it is none. */
export const readLine = (input: unknown, length: number): Parsed =>
  readText(input, length, refusedInLine, (text) => text);

/** Text of several lines; every kind of line end becomes LF. */
export const readBlock = (input: unknown, length: number): Parsed =>
  readText(input, length, refusedInBlock, (text) => text.replace(/\r\n?/g, '\n'));

/**
 * The folded key is at most eight times as long as the text (six letters of pinyin and a blank for one Han character);
 * the few compatibility characters that unfold to more are cut, in companions.ts.
 */
const keyGrowth = 8;

/** The value's column, and the folded companion `<column>_k` of a searchable or sortable field. */
export function textColumns(field: FieldDocument, length: number, type: 'text' | 'longText' = 'text'): Column[] {
  const name = columnOf(field);
  const value: Column = type === 'text' ? { name, type, role: 'value', length } : { name, type, role: 'value' };
  if (!field.searchable && !field.sortable) return [value];
  const key: Column =
    type === 'text'
      ? { name: `${name}_k`, type, role: 'key', length: length * keyGrowth }
      : { name: `${name}_k`, type, role: 'key' };
  return [value, key];
}

export const textOperators: readonly FilterOperator[] = [...equalityTests, ...containsTests];
