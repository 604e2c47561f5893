/**
 * What computed fields share: the value that an expression or a roll-up gives, fitted to a column by its `result`. A number
 * is rounded half up to the column's digits, which only computed values may be.
 */
import { Type } from '@sinclair/typebox';
import type { Column, FieldType, JsonSchema, Parsed, TextContext } from '../../../metadata/contributions.js';
import { oneOf } from '../../../metadata/schema/common.js';
import type { FieldDocument } from '../../../metadata/schema/entity.js';
import type { FilterOperator } from '../../../metadata/schema/query.js';
import type { Value, ValueType } from '../../../metadata/value.js';
import { say } from '../../../metadata/words.js';
import { realDate, writeDate } from './date-values.js';
import {
  decimalColumns,
  numberAggregates,
  numberOperators,
  numberSchema,
  readNumber,
  writeNumber,
  type NumberLook,
} from './number-values.js';
import { columnOf, equalityTests, kindOf, nullTests, option, orderTests, read, wrong } from './reading.js';
import { readLine, textColumns, textOperators } from './text-values.js';
import { definition as booleanType } from './boolean/schema.js';
import { definition as datetimeType } from './datetime/schema.js';
import { roundHalfAway } from '../../../metadata/rounding.js';

export const results = ['text', 'number', 'decimal', 'boolean', 'date', 'datetime'] as const;
export type Result = (typeof results)[number];

/** Options about the result. */
export const resultOptions = {
  /** What is given; `number` is a whole number, `decimal` has `scale` digits after the point. */
  result: oneOf(results),
  scale: Type.Optional(Type.Integer({ minimum: 1, maximum: 9, default: 2 })),
  /** Digits after the point that people see; the others are kept and reckoned with. */
  digits: Type.Optional(Type.Integer({ minimum: 0, maximum: 9 })),
  /** The figure is an amount in the site's currency. */
  money: Type.Optional(Type.Boolean()),
  /** The figure is a fraction that people read in per cent: 0.81 is 81 %; `digits` are those of the per cent. */
  percent: Type.Optional(Type.Boolean()),
  /** Characters of a text. */
  length: Type.Optional(Type.Integer({ minimum: 1, maximum: 4000, default: 250 })),
};

const lengthOf = (field: FieldDocument): number => option(field, 'length', 250);
const scaleOf = (field: FieldDocument): number => option(field, 'scale', 2);
const isMoney = (field: FieldDocument): boolean => option(field, 'money', false);
const isFraction = (field: FieldDocument): boolean => option(field, 'percent', false);

const isFinite = (input: unknown): input is number => Number.isFinite(input);

/** What each result means; the only place that tells them apart. */
interface ResultKind {
  readonly valueType: ValueType;
  readonly operators: readonly FilterOperator[];
  columns(field: FieldDocument): Column[];
  jsonSchema(field: FieldDocument): JsonSchema;
  /** Fits a computed value to its column: numbers are rounded half up, which only formulas may do. */
  parse(input: unknown, field: FieldDocument): Parsed;
  format(value: Value, field: FieldDocument, context: TextContext): string;
}

const numeric = (scale: (field: FieldDocument) => number): ResultKind => ({
  valueType: 'number',
  operators: numberOperators,
  columns: (field) =>
    scale(field) === 0
      ? [{ name: columnOf(field), type: 'integer', role: 'value' }]
      : decimalColumns(field, scale(field)),
  jsonSchema: (field) => numberSchema({ ...field, options: {} }, scale(field)),
  parse: (input, field) =>
    readNumber(isFinite(input) ? roundHalfAway(input, scale(field)) : input, field, scale(field)),
  format: (value, field, context) =>
    writeNumber(Number(value), context.locale, lookOf(field, scale(field), context.currency)),
});

/** Amounts and shares are written as those of their own types are. */
function lookOf(field: FieldDocument, scale: number, currency: string): NumberLook {
  if (isMoney(field)) return { style: 'currency', currency, least: Math.min(2, scale), most: scale };
  return isFraction(field) ? { style: 'percent', most: Math.max(0, scale - 2) } : { most: scale };
}

const kinds: Readonly<Record<Result, ResultKind>> = {
  number: numeric(() => 0),
  decimal: numeric(scaleOf),
  text: {
    valueType: 'text',
    operators: textOperators,
    columns: (field) => textColumns(field, lengthOf(field)),
    jsonSchema: (field) => ({ type: 'string', maxLength: lengthOf(field) }),
    parse: (input, field) => readLine(input, lengthOf(field)),
    format: (value) => String(value),
  },
  boolean: {
    valueType: 'boolean',
    operators: ['eq', 'ne', ...nullTests],
    columns: (field) => [{ name: columnOf(field), type: 'boolean', role: 'value' }],
    jsonSchema: () => ({ type: 'boolean' }),
    parse: (input, field) => booleanType.parse(input, field),
    format: (value, field, context) => booleanType.format(value, field, context),
  },
  date: {
    valueType: 'date',
    operators: [...equalityTests, ...orderTests],
    columns: (field) => [{ name: columnOf(field), type: 'date', role: 'value' }],
    jsonSchema: () => ({ type: 'string', pattern: '^[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}$' }),
    parse(input) {
      const date = typeof input === 'string' ? realDate(input) : undefined;
      return date ? read(date) : wrong('NOT_A_DATE', say`This must be a date, not ${{ kind: kindOf(input) }}.`);
    },
    format: (value, _field, context) => writeDate(String(value), context.locale),
  },
  datetime: {
    valueType: 'datetime',
    operators: [...equalityTests, ...orderTests],
    columns: (field) => [...datetimeType.columns(field)],
    jsonSchema: (field) => datetimeType.jsonSchema(field, 'read'),
    parse: (input, field) => datetimeType.parse(input, field),
    format: (value, field, context) => datetimeType.format(value, field, context),
  },
};

const kindOfResult = (field: FieldDocument): ResultKind => {
  const result = option<string>(field, 'result', 'text');
  return Object.hasOwn(kinds, result) ? kinds[result as Result] : kinds.text;
};

/** The abilities of a computed value that is stored in a column. */
export const computedValue = {
  // Refused by the query check where the value type has none (a text cannot be summed).
  aggregates: numberAggregates,
  valueType: (field) => kindOfResult(field).valueType,
  columns: (field) => kindOfResult(field).columns(field),
  operators: (field) => kindOfResult(field).operators,
  jsonSchema: (field) => kindOfResult(field).jsonSchema(field),
  parse: (input, field) => kindOfResult(field).parse(input, field),
  format: (value, field, context) => kindOfResult(field).format(value, field, context),
  isMoney,
  isFraction,
} satisfies Partial<FieldType>;
