/**
 * The ways in which the texts of a column may be read: a field type, and how it is written where that can differ. Each is
 * tried with the reading of the field type itself, so that what fits here fits when the rows are brought in.
 */
import type { FieldType, TextContext } from '../../contributions.js';
import type { Registry } from '../../registry.js';
import type { FieldDocument } from '../../schema/entity.js';

export interface Reading {
  readonly type: string;
  /** As in a column of an import map: a locale, by which numbers and dates are written. */
  readonly format?: string;
}

/** Digits after the point that a column may have; files of spreadsheets are rounded to them. */
export const mostDecimals = 6;

const numbers = ['integer', 'decimal', 'money', 'percent'];
const days = ['date', 'datetime'];
const plain = ['boolean', 'time', 'email', 'phone', 'url'];

/** Of two that fit equally the first is taken: a point for decimals, and the order of days that the language has. */
export function readingsFor(language: string): readonly Reading[] {
  const dayOrder = language === 'en' ? ['en', 'en-GB'] : ['en-GB', 'en'];
  return [
    ...numbers.flatMap((type) => ['en', 'es'].map((format) => ({ type, format }))),
    ...days.flatMap((type) => dayOrder.map((format) => ({ type, format }))),
    ...plain.map((type) => ({ type })),
  ];
}

/** Reads a text as a field of a type would; undefined where there is no such type. */
export function reader(
  fields: Registry<FieldType>,
  { type: id, format = 'en' }: Reading,
  text: TextContext,
): ((cell: string) => boolean) | undefined {
  const type = fields.find(id);
  if (!type) return undefined;
  const scale = id === 'integer' ? {} : { options: { scale: mostDecimals } };
  const field: FieldDocument = { id: 'f', name: 'f', type: id, ...(numbers.includes(id) ? scale : {}) };
  const context = { ...text, locale: format };
  return (cell) => 'value' in (type.parseText ? type.parseText(cell, field, context) : type.parse(cell, field));
}
