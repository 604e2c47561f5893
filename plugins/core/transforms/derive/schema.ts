/**
 * A column from two others, row by row: a sum, difference, product or quotient, exact in decimals, or the time from one
 * moment to another in days of 24 hours or in hours. Null with a null on either side, and of a division by 0.
 */
import { Type, type Static } from '@sinclair/typebox';
import type { ResultColumn, ResultRow, Transform } from '../../../../metadata/contributions.js';
import { add, divide, multiply, subtract } from '../../../../metadata/expression/decimal.js';
import { closed, LabelSchema, oneOf } from '../../../../metadata/schema/common.js';
import { columnName, columnOf, figure, made, newName, wrongTypes } from '../../../../metadata/transforms/columns.js';
import { labelText } from '../../../../metadata/value.js';

const operations = ['add', 'subtract', 'multiply', 'divide', 'days', 'hours'] as const;
const options = closed({
  as: newName,
  label: Type.Optional(LabelSchema),
  is: oneOf(operations),
  /** Two columns; of `subtract` the second is taken from the first, times run from the first to the second. */
  of: Type.Tuple([columnName, columnName]),
});
type Options = Static<typeof options>;
const read = (given: Readonly<Record<string, unknown>>) => given as unknown as Options;

const HOUR = 3_600_000;
const isTime = ({ is }: Options): boolean => is === 'days' || is === 'hours';
const arithmetic = { add, subtract, multiply, divide } as const;

function columns(input: readonly ResultColumn[], given: Readonly<Record<string, unknown>>, language: string) {
  const chosen = read(given);
  const { as, label, is, of } = chosen;
  const currencies = new Set(of.map((name) => columnOf(input, name)?.currency).filter((each) => each !== undefined));
  const [currency] = currencies;
  const isMoney = currencies.size === 1 && !isTime(chosen) && is !== 'divide';
  // Quotients do not add up; sums, products and times of rows do.
  const more = {
    ...(isMoney ? { currency: currency! } : {}),
    ...(is === 'divide' ? { additive: false as const } : {}),
  };
  return [...input, made(as, 'number', labelText(label, language, as), language, more)];
}

/** Of a date its first moment, as if in UTC: two dates lie whole days apart. */
function moment(row: ResultRow, name: string): number | null {
  const value = row[name] ?? null;
  const time = typeof value === 'string' ? Date.parse(value) : NaN;
  return Number.isNaN(time) ? null : time;
}

export const definition: Transform = {
  id: 'derive',
  label: { en: 'Derived column', 'zh-CN': '派生列', 'zh-TW': '衍生欄', es: 'Columna derivada' },
  icon: 'calculator',
  options,
  keeps: true,
  reads: (given) => read(given).of.map((column, at) => ({ at: `/of/${at}`, column })),
  columns,
  apply({ columns: input, rows, options: given, language }) {
    const chosen = read(given);
    const { as, is, of } = chosen;
    const valueOf = (row: ResultRow): number | null => {
      const [a, b] = of.map((name) => (isTime(chosen) ? moment(row, name) : figure(row, name)));
      if (a === null || b === null) return null;
      if (is === 'days' || is === 'hours') return divide(b! - a!, is === 'hours' ? HOUR : 24 * HOUR);
      return arithmetic[is](a!, b!);
    };
    return { columns: columns(input, given, language), rows: rows.map((row) => ({ ...row, [as]: valueOf(row) })) };
  },
  check(given, input) {
    const chosen = read(given);
    const is = isTime(chosen) ? 'date' : 'number';
    return wrongTypes(
      input,
      chosen.of.map((column, at) => ({ at: `/of/${at}`, column, is })),
    );
  },
};
