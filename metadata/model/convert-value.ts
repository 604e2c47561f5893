/**
 * Values of a field whose type was changed: which types may become which, and what a value becomes. What does not fit is a
 * finding with the words that somebody who typed it would read; nothing is rounded or cut.
 *
 *   value -> as text, where one side is text -> read as the other type reads what people type
 *         -> a day, a moment, a number, yes or no, where both sides have one -> checked by the other type
 */
import type { Column, FieldType, Parsed, TextContext } from '../contributions.js';
import type { FieldDocument } from '../schema/entity.js';
import { localDate, localDateTime, zonedInstant } from '../time.js';
import type { Value, ValueType } from '../value.js';
import { say } from '../words.js';

/** A field's type with the document that says its options. */
export interface TypedField {
  readonly type: FieldType;
  readonly document: FieldDocument;
}

const plainColumns: ReadonlySet<Column['type']> = new Set(['text', 'longText', 'integer', 'decimal', 'boolean', 'date', 'datetime']); // prettier-ignore
const plainValues: ReadonlySet<ValueType> = new Set(['text', 'number', 'boolean', 'date', 'datetime']);

/** One plain value of its own, which bodies may write. */
function isPlain({ type, document }: TypedField): boolean {
  if (type.sealed || type.generated || type.target || type.targets || type.children || type.links) return false;
  if (type.foreign || type.formula || type.rollUp || type.position || type.parts) return false;
  const [column] = type.columns(document);
  return column !== undefined && plainColumns.has(column.type) && plainValues.has(type.valueType(document));
}

const pairs: ReadonlySet<string> = new Set(['number boolean', 'boolean number', 'date datetime', 'datetime date']);

/** Whether values can be carried over at all: look-ups, lists, secrets and computed values cannot. */
export function canConvert(from: TypedField, to: TypedField): boolean {
  if (!isPlain(from) || !isPlain(to)) return false;
  const [a, b] = [from, to].map(({ type, document }) => type.valueType(document));
  return a === b || a === 'text' || b === 'text' || pairs.has(`${a} ${b}`);
}

/** What a canonical value of `from` is as one of `to`; null stays null. Texts are read and written as the site does. */
export function convertValue(value: Value, from: TypedField, to: TypedField, context: TextContext): Parsed {
  if (value === null) return { value: null };
  const [a, b] = [from, to].map(({ type, document }) => type.valueType(document));
  if (a === b && a !== 'text') return to.type.parse(value, to.document);
  if (a === 'text' || b === 'text') return readText(textOf(value, from, to, context), to, context);
  if (b === 'boolean' && (value === 0 || value === 1)) return to.type.parse(value === 1, to.document);
  if (b === 'number' && typeof value === 'boolean') return to.type.parse(Number(value), to.document);
  if (a === 'date' && b === 'datetime') {
    return to.type.parse(zonedInstant(`${String(value)}T00:00:00.000`, context.timeZone), to.document);
  }
  if (a === 'datetime' && b === 'date') return to.type.parse(localDate(String(value), context.timeZone), to.document);
  return { code: 'NO_CONVERSION', ...say`This cannot be read as ${{ type: to.type.label }}.` };
}

function readText(text: string, { type, document }: TypedField, context: TextContext): Parsed {
  return type.parseText ? type.parseText(text, document, context) : type.parse(text, document);
}

/** Plain where the type itself reads it back, else as it is shown; a choice is its label, unless the codes go on. */
function textOf(value: Value, { type, document }: TypedField, to: TypedField, context: TextContext): string {
  const dictionary = type.dictionary?.(document);
  if (dictionary !== undefined && to.type.dictionary?.(to.document) === dictionary) return String(value);
  if (dictionary !== undefined || typeof value === 'boolean') return type.format(value, document, context);
  const plain = plainText(value, type.valueType(document), context);
  const again = type.parseText?.(plain, document, context);
  const isReadBack = again === undefined || ('value' in again && again.value === value);
  return isReadBack ? plain : type.format(value, document, context);
}

function plainText(value: Value, valueType: ValueType, context: TextContext): string {
  if (typeof value === 'number') {
    return new Intl.NumberFormat(context.locale, { useGrouping: false, maximumFractionDigits: 15 }).format(value);
  }
  if (valueType !== 'datetime') return String(value);
  return localDateTime(String(value), context.timeZone)
    .replace('T', ' ')
    .replace(/(:00)?\.000$/, '');
}

/**
 * What the column of `to` shall hold beside the value of `from`. A column that was filled before (the release goes back, or
 * the copy is done again) keeps its value where that still says the same: what did not fit is found again as it was.
 */
export function carryOver(
  held: { readonly from: Value; readonly to: Value },
  from: TypedField,
  to: TypedField,
  context: TextContext,
): Value {
  if (held.to !== null) {
    const back = convertValue(held.to, to, from, context);
    if (('value' in back ? back.value : null) === held.from) return held.to;
  }
  const carried = convertValue(held.from, from, to, context);
  return 'value' in carried ? carried.value : null;
}
