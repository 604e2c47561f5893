/** Aggregates over values, exact; nulls are left out, as in SQL. `count` of rows is given one value a row. */
import { DecimalSum } from '../expression/decimal.js';
import type { Aggregate } from '../schema/query.js';
import { compareScalars, type Scalar, type Value } from '../value.js';
import { roundAverage } from './average.js';

type Present = Exclude<Scalar, null>;

const computed: Readonly<Record<Aggregate, (values: readonly Value[]) => Value>> = {
  count: (values) => values.length,
  countDistinct: (values) => new Set(values.map((value) => (typeof value === 'object' ? JSON.stringify(value) : value))).size, // prettier-ignore
  sum: (values) => total(values).total(),
  avg: (values) => {
    const sum = total(values);
    return roundAverage(sum.total(), sum.count);
  },
  min: (values) => pick(values, (order) => order < 0),
  max: (values) => pick(values, (order) => order > 0),
};

/** Sum, avg, min and max of nothing are null; counts of nothing are 0. */
export function aggregateValues(aggregate: Aggregate, values: readonly Value[]): Value {
  return computed[aggregate](values.filter((value) => value !== null));
}

function total(values: readonly Value[]): DecimalSum {
  const sum = new DecimalSum();
  for (const value of values) if (typeof value === 'number') sum.add(value);
  return sum;
}

function pick(values: readonly Value[], better: (order: number) => boolean): Value {
  let best: Present | null = null;
  for (const value of values as readonly Present[]) {
    if (best === null || better(compareScalars(value, best))) best = value;
  }
  return best;
}
