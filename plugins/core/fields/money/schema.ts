/** An amount in the site's currency. Typed text may carry that currency's code or sign, and no other. */
import { Type } from '@sinclair/typebox';
import type { FieldType, Parsed, TextContext } from '../../../../metadata/contributions.js';
import { closed } from '../../../../metadata/schema/common.js';
import type { FieldDocument } from '../../../../metadata/schema/entity.js';
import { languages } from '../../../../metadata/value.js';
import { say } from '../../../../metadata/words.js';
import {
  decimalColumns,
  notANumber,
  numberAggregates,
  numberOperators,
  numberSchema,
  plainNumber,
  readNumber,
  readPlain,
  writeNumber,
} from '../number-values.js';
import { option, remember, wrong } from '../reading.js';
import strings from './strings.json' with { type: 'json' };

const options = closed({
  /** Digits after the point; the column is exact to them. */
  scale: Type.Optional(Type.Integer({ minimum: 0, maximum: 6, default: 2 })),
  min: Type.Optional(Type.Number()),
  max: Type.Optional(Type.Number()),
});

const scaleOf = (field: FieldDocument): number => option(field, 'scale', 2);

/** The ways a currency is written in a locale and in our languages: `USD`, `US$`, `$`. */
const signsOf = remember((key): readonly string[] => {
  const [locale = 'en', currency = 'USD'] = key.split('|');
  const written = [locale, ...languages].flatMap((language) =>
    (['symbol', 'narrowSymbol'] as const).map((currencyDisplay) =>
      new Intl.NumberFormat(language, { style: 'currency', currency, currencyDisplay })
        .formatToParts(1)
        .find((part) => part.type === 'currency')
        ?.value.normalize('NFKC')
        .toUpperCase(),
    ),
  );
  return [...new Set([...written, currency])].filter((sign) => sign !== undefined);
});

function readMoneyText(text: string, field: FieldDocument, context: TextContext): Parsed {
  const typed = text.normalize('NFKC').trim();
  const match = /^([-+\u2212]?)\s*([\p{L}\p{Sc}]*)\s*([-+\u2212]?)\s*([\d.,][^\p{L}\p{Sc}]*)([\p{L}\p{Sc}]*)$/u.exec(
    typed,
  );
  if (!match) return notANumber(context.locale);
  const named = [match[2]!, match[5]!].filter((sign) => sign !== '').map((sign) => sign.toUpperCase());
  const known = signsOf(`${context.locale}|${context.currency}`);
  const other = named.find((sign) => !known.includes(sign));
  if (other !== undefined)
    return wrong('OTHER_CURRENCY', say`Amounts are in ${{ currency: context.currency }} here, not in ${{ other }}.`);
  const plain = plainNumber(`${match[1]}${match[3]}${match[4]}`, context.locale);
  return plain === undefined ? notANumber(context.locale) : readPlain(plain, field, scaleOf(field));
}

export const definition: FieldType = {
  id: 'money',
  label: strings.label,
  icon: 'banknote',
  options,
  aggregates: numberAggregates,
  isMoney: () => true,
  valueType: () => 'number',
  columns: (field) => decimalColumns(field, scaleOf(field)),
  operators: () => numberOperators,
  jsonSchema: (field) => numberSchema(field, scaleOf(field)),
  parse: (input, field) => readNumber(input, field, scaleOf(field)),
  parseText: readMoneyText,
  format: (value, field, context) =>
    writeNumber(Number(value), context.locale, {
      style: 'currency',
      currency: context.currency,
      least: Math.min(2, scaleOf(field)),
      most: scaleOf(field),
    }),
};
