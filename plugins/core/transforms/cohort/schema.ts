/**
 * Cohorts: customers by the period of their first purchase, and how many of them bought again in each period since.
 * Over rows of purchases (or of a customer and a period). Period 0 is the first one, in which all of them bought; share =
 * customers ÷ size. Periods after the last one of the rows are not known yet and have no row; periods without a purchase
 * have one of 0. Source: P. S. Fader and B. G. S. Hardie, How to project customer retention, Journal of Interactive
 * Marketing 21 (2007).
 */
import { Type, type Static } from '@sinclair/typebox';
import type { ResultColumn, ResultRow, Transform } from '../../../../metadata/contributions.js';
import { DecimalSum, divide } from '../../../../metadata/expression/decimal.js';
import { closed, oneOf } from '../../../../metadata/schema/common.js';
import { columnName, columnOf, day, figure, made, text, wrongTypes } from '../../../../metadata/transforms/columns.js';
import { periodOf, periodsBetween, stepGrains } from '../../../../metadata/transforms/periods.js';
import { compareText } from '../../../../metadata/value.js';

const options = closed({
  customer: columnName,
  date: columnName,
  /** By default `month`. */
  grain: Type.Optional(oneOf(stepGrains)),
  /** Periods after the first, 12 by default. */
  periods: Type.Optional(Type.Integer({ minimum: 1, maximum: 60 })),
  /** The day of the first purchase ever, where the rows do not go back to it. */
  first: Type.Optional(columnName),
  /** Summed for each cohort and period as `amount`. */
  value: Type.Optional(columnName),
});
type Options = Static<typeof options>;
const read = (given: Readonly<Record<string, unknown>>) => given as unknown as Options;

const labels = {
  cohort: { en: 'First purchase', 'zh-CN': '首次购买', 'zh-TW': '首次購買', es: 'Primera compra' },
  size: { en: 'Customers at first', 'zh-CN': '初始客户数', 'zh-TW': '初始客戶數', es: 'Clientes iniciales' },
  period: { en: 'Periods since', 'zh-CN': '经过的期数', 'zh-TW': '經過的期數', es: 'Periodos desde entonces' },
  customers: { en: 'Customers', 'zh-CN': '客户数', 'zh-TW': '客戶數', es: 'Clientes' },
  share: { en: 'Retention', 'zh-CN': '留存率', 'zh-TW': '留存率', es: 'Retención' },
  amount: { en: 'Amount', 'zh-CN': '金额', 'zh-TW': '金額', es: 'Importe' },
} as const;

function columns(input: readonly ResultColumn[], given: Readonly<Record<string, unknown>>, language: string) {
  const { grain = 'month', value } = read(given);
  const of = value === undefined ? undefined : columnOf(input, value);
  const unit = {
    ...(of?.scale === undefined ? {} : { scale: of.scale }),
    ...(of?.currency === undefined ? {} : { currency: of.currency }),
  };
  return [
    made('cohort', 'date', labels.cohort, language, { grain }),
    made('size', 'number', labels.size, language, { additive: false }),
    made('period', 'number', labels.period, language, { additive: false }),
    made('customers', 'number', labels.customers, language, { additive: false }),
    made('share', 'number', labels.share, language, { percent: true, additive: false }),
    ...(value === undefined ? [] : [made('amount', 'number', of?.label ?? labels.amount, language, unit)]),
  ];
}

/** What a cohort did in one period. */
class Cell {
  readonly customers = new Set<string>();
  readonly amount = new DecimalSum();
}

interface Purchase {
  readonly customer: string;
  readonly period: string;
  readonly row: ResultRow;
}

function firstPeriods(bought: readonly Purchase[], { first, grain = 'month' }: Options): ReadonlyMap<string, string> {
  const starts = new Map<string, string>();
  for (const { customer, period, row } of bought) {
    const stated = first === undefined ? null : day(row, first);
    const start = stated === null ? period : periodOf(stated, grain);
    const held = starts.get(customer);
    if (held === undefined || start < held) starts.set(customer, start);
  }
  return starts;
}

export const definition: Transform = {
  id: 'cohort',
  label: { en: 'Cohorts', 'zh-CN': '同期群', 'zh-TW': '同期群', es: 'Cohortes' },
  icon: 'grid-3x3',
  options,
  reads(given) {
    const { customer, date, first, value } = read(given);
    return Object.entries({ customer, date, first, value }).flatMap(([key, column]) =>
      column === undefined ? [] : [{ at: `/${key}`, column }],
    );
  },
  columns,
  apply({ columns: input, rows, options: given, language }) {
    const chosen = read(given);
    const { grain = 'month', periods = 12, value } = chosen;
    const bought = rows.flatMap((row): readonly Purchase[] => {
      const customer = text(row, chosen.customer);
      const date = day(row, chosen.date);
      return customer === null || date === null ? [] : [{ customer, period: periodOf(date, grain), row }];
    });
    const starts = firstPeriods(bought, chosen);
    const last = bought.reduce((latest, { period }) => (period > latest ? period : latest), '');
    const cohorts = new Map<string, Cell[]>();
    const cellOf = (start: string, at: number): Cell => {
      const cells = cohorts.get(start) ?? [];
      cohorts.set(start, cells);
      return (cells[at] ??= new Cell());
    };
    // The whole cohort counts in its first period, where the rows do not go back to it too.
    for (const [customer, start] of starts) cellOf(start, 0).customers.add(customer);
    for (const { customer, period, row } of bought) {
      const start = starts.get(customer)!;
      const at = periodsBetween(start, period, grain);
      if (at > periods) continue;
      const cell = cellOf(start, at);
      cell.customers.add(customer);
      const amount = value === undefined ? null : figure(row, value);
      if (amount !== null) cell.amount.add(amount);
    }
    const found = [...cohorts].sort(([a], [b]) => compareText(a, b));
    return {
      columns: columns(input, given, language),
      rows: found.flatMap(([cohort, cells]) => {
        const size = cells[0]!.customers.size;
        const known = Math.min(periods, periodsBetween(cohort, last, grain));
        return Array.from({ length: known + 1 }, (_, period) => {
          const cell = cells[period];
          const customers = cell?.customers.size ?? 0;
          const amount = value === undefined ? {} : { amount: cell?.amount.total() ?? 0 };
          return { cohort, size, period, customers, share: divide(customers, size), ...amount };
        });
      }),
    };
  },
  check(given, input) {
    const { date, first, value } = read(given);
    return wrongTypes(input, [
      { at: '/date', column: date, is: 'date' },
      ...(first === undefined ? [] : [{ at: '/first', column: first, is: 'date' } as const]),
      ...(value === undefined ? [] : [{ at: '/value', column: value, is: 'number' } as const]),
    ]);
  },
};
