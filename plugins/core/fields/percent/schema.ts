/** A share, stored as a fraction: 0.125 is 12.5 %. Text with a percent sign is read as percent, without one as the fraction. */
import { Type } from '@sinclair/typebox';
import type { FieldType, Parsed, TextContext } from '../../../../metadata/contributions.js';
import { closed } from '../../../../metadata/schema/common.js';
import type { FieldDocument } from '../../../../metadata/schema/entity.js';
import {
  decimalColumns,
  notANumber,
  numberOperators,
  numberSchema,
  plainNumber,
  readNumber,
  readPlain,
  shiftPoint,
  writeNumber,
} from '../number-values.js';
import { option } from '../reading.js';
import strings from './strings.json' with { type: 'json' };

const options = closed({
  /** Digits of the fraction after the point: 4 keeps hundredths of a percent. */
  scale: Type.Optional(Type.Integer({ minimum: 2, maximum: 9, default: 4 })),
  min: Type.Optional(Type.Number()),
  max: Type.Optional(Type.Number()),
});

const scaleOf = (field: FieldDocument): number => option(field, 'scale', 4);

function readPercentText(text: string, field: FieldDocument, context: TextContext): Parsed {
  const typed = text.normalize('NFKC').trim();
  const signed = /^%?(.*?)%?$/s.exec(typed)![1]!.trim();
  const plain = plainNumber(signed, context.locale);
  if (plain === undefined) return notANumber(context.locale);
  const percent = signed.length < typed.length;
  return readPlain(percent ? shiftPoint(plain, 2) : plain, field, scaleOf(field));
}

export const definition: FieldType = {
  id: 'percent',
  label: strings.label,
  icon: 'percent',
  options,
  // A sum of shares means nothing; ratios in totals are the ratio of the sums.
  aggregates: ['avg', 'min', 'max'],
  isFraction: () => true,
  valueType: () => 'number',
  columns: (field) => decimalColumns(field, scaleOf(field)),
  operators: () => numberOperators,
  jsonSchema: (field) => numberSchema(field, scaleOf(field)),
  parse: (input, field) => readNumber(input, field, scaleOf(field)),
  parseText: readPercentText,
  format: (value, field, context) =>
    writeNumber(Number(value), context.locale, { style: 'percent', most: scaleOf(field) - 2 }),
};
