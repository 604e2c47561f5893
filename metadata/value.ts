/**
 * Values as every pure interpreter sees them. A number is a JSON number whose shortest decimal text *is* the value
 * (0.1 + 0.2 is 0.3): arithmetic goes through decimal.js, never through binary addition. Dates are `YYYY-MM-DD`,
 * date-times ISO 8601 in UTC with milliseconds (`2026-11-21T08:00:00.000Z`), references are record ids.
 */

/**
 * A value of the expression language and of query rows. Lists are those of list fields, of expressions and of to-many
 * paths; objects those of json fields and of composites as answers and history tell them.
 */
export type Value = null | boolean | number | string | readonly Value[] | ValueObject;
export interface ValueObject {
  readonly [key: string]: Value;
}

export const isObjectValue = (value: Value): value is ValueObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A value that may be bound in a statement. */
export type Scalar = null | boolean | number | string;

/** The static type of a value; `id` is a record id, `any` is what could not be told. */
export type ValueType = 'boolean' | 'number' | 'text' | 'date' | 'datetime' | 'id' | 'json' | 'list' | 'null' | 'any';

/** Something wrong with a document, an expression or a body: where (a JSON pointer), a stable code, plain words. */
export interface Problem {
  readonly path: string;
  readonly code: string;
  readonly message: string;
  /** How the message was made, where it has changing parts (words.ts). */
  readonly said?: Said | undefined;
  /** `error` stops publish, `warning` does not. Absent means error. */
  readonly severity?: 'error' | 'warning';
  /** Position in an expression's text, in UTF-16 units. */
  readonly from?: number;
  readonly to?: number;
}

/** Code point order (JavaScript's `<` compares UTF-16 units, which differs above U+FFFF). */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x === y) continue;
    const xHigh = x >= 0xd800 && x <= 0xdfff;
    const yHigh = y >= 0xd800 && y <= 0xdfff;
    if (xHigh !== yHigh) return xHigh ? 1 : -1;
    return x - y;
  }
  return a.length - b.length;
}

/** Orders two non-null scalars: false before true, then numbers, then text by code point. */
export function compareScalars(a: boolean | number | string, b: boolean | number | string): number {
  const rank = (value: boolean | number | string): number =>
    typeof value === 'boolean' ? 0 : typeof value === 'number' ? 1 : 2;
  const difference = rank(a) - rank(b);
  if (difference !== 0) return difference;
  if (typeof a === 'string') return compareText(a, b as string);
  return Number(a) - Number(b);
}

/** Localised text of a document: one string for all languages, or one per language (`en` is the fallback). */
export type Label = string | Readonly<Partial<Record<Language, string>>>;

export const languages = ['en', 'zh-CN', 'zh-TW', 'es'] as const;
export type Language = (typeof languages)[number];

/** The text in a language, falling back to English, then to any that exists, then to `fallback`. */
export function labelText(label: Label | undefined, language: string, fallback = ''): string {
  if (label === undefined) return fallback;
  if (typeof label === 'string') return label;
  const exact = label[language as Language];
  if (exact) return exact;
  return label.en ?? Object.values(label)[0] ?? fallback;
}

/** A changing part: a figure, a text of the caller's, the label of a field (in the reader's language), a sentence. */
export type Part = string | number | Label | Words;

/** How a sentence was made: its English with names in braces, and what stands for them. */
export interface Said {
  readonly sentence: string;
  readonly parts: Readonly<Record<string, Part>>;
}

/** A sentence in English and how it was made; spread into a problem it is its message. Made by `say` (words.ts). */
export interface Words {
  readonly message: string;
  /** Absent where nothing in it changes: then the sentence itself says how it was made. */
  readonly said?: Said | undefined;
}
