/**
 * What field types share when they read values: the two results of a reading, options with their defaults, the name of
 * the column. Findings carry a stable code and plain words; the write pipeline adds the path.
 */
import type { Parsed } from '../../../metadata/contributions.js';
import type { FieldDocument } from '../../../metadata/schema/entity.js';
import type { FilterOperator } from '../../../metadata/schema/query.js';
import type { Value, Words } from '../../../metadata/value.js';
import { say, wordsOf } from '../../../metadata/words.js';

export const read = (value: Value): Parsed => ({ value });
export const wrong = (code: string, words: string | Words): Parsed => ({ code, ...wordsOf(words) });

/** The name of the physical column: fixed at creation, the field's name unless stated. */
export const columnOf = (field: FieldDocument): string => field.column ?? field.name;

/** One own option of a field, or its default; only own keys are read, so `constructor` is never an option. */
export function option<T>(field: FieldDocument, key: string, fallback: T): T {
  const options = field.options;
  if (!options || !Object.hasOwn(options, key) || options[key] === undefined) return fallback;
  return options[key] as T;
}

/** How a wrong value is named in messages, without repeating it. */
export function kindOf(input: unknown): Words {
  if (input === null || input === undefined) return say`nothing`;
  if (Array.isArray(input)) return say`a list`;
  const names: Readonly<Record<string, Words>> = {
    string: say`text`,
    number: say`a number`,
    boolean: say`true or false`,
    object: say`an object`,
  };
  return names[typeof input] ?? say`something else`;
}

export const nullTests: readonly FilterOperator[] = ['isNull', 'isNotNull'];
export const equalityTests: readonly FilterOperator[] = ['eq', 'ne', 'in', 'notIn', ...nullTests];
export const orderTests: readonly FilterOperator[] = ['lt', 'lte', 'gt', 'gte', 'between'];
export const containsTests: readonly FilterOperator[] = ['contains', 'startsWith', 'endsWith'];

/** A small cache for Intl objects, which are slow to make; keyed by what they were made from. */
export function remember<T>(make: (key: string) => T): (key: string) => T {
  const made = new Map<string, T>();
  return (key) => {
    const held = made.get(key);
    if (held !== undefined) return held;
    const value = make(key);
    // Locales come from a closed list; the limit only guards against a caller that passes anything.
    if (made.size >= 200) made.clear();
    made.set(key, value);
    return value;
  };
}
