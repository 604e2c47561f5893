import { expect } from 'chai';
import fc from 'fast-check';
import type { ResultColumn, ResultRow } from '../../../metadata/contributions.js';
import { quantile, trendOf, tukeyFences } from '../../../metadata/summary/statistics.js';
import { summarise } from '../../../metadata/summary/summarise.js';
import { languages } from '../../../metadata/value.js';

const region: ResultColumn = { name: 'region', type: 'id', label: 'Region', target: 'region' };
const month: ResultColumn = { name: 'month', type: 'date', label: 'Month', grain: 'month' };
const sales: ResultColumn = { name: 'sales', type: 'number', label: 'Sales', currency: 'EUR', scale: 2 };
const rate: ResultColumn = { name: 'rate', type: 'number', label: 'Rate', additive: false };
const say = (columns: readonly ResultColumn[], rows: readonly ResultRow[], language = 'en') =>
  summarise({ columns, rows, language, today: '2026-06-15' });
const row = (name: string, value: number | null, at?: string): ResultRow => ({
  region: name.toLowerCase(),
  region_label: name,
  sales: value,
  rate: value,
  ...(at === undefined ? {} : { month: at }),
});
const months = (...values: readonly number[]): readonly ResultRow[] =>
  values.map((value, index) => ({ month: `2026-0${index + 1}-01`, sales: value }));

describe('summary', () => {
  it('tells the total, who leads and with what share', () => {
    const rows = [row('North', 300), row('South', 100), row('North', 200), row('East', 400)];
    expect(say([region, sales], rows)).to.deep.equal([
      'Sales: 1,000 EUR in total.',
      'Region: North leads with 500 EUR (50%), followed by East 400 EUR (40%), South 100 EUR (10%).',
    ]);
  });

  it('tells no share where a part is below zero, and adds nothing that may not be added', () => {
    expect(say([region, sales], [row('North', 300), row('South', -100)])).to.deep.equal([
      'Sales: 200 EUR in total.',
      'Sales is highest for North with 300 EUR, and lowest for South with -100 EUR.',
    ]);
    expect(say([region, rate], [row('North', 3), row('South', 1)])).to.deep.equal([
      'Rate is highest for North with 3, and lowest for South with 1.',
    ]);
    expect(say([region, rate], [row('North', 3), row('North', 1), row('South', 1)])).to.deep.equal([]);
  });

  it('compares the last period that is over with the one before, and names the largest change', () => {
    const rows = [
      row('North', 100, '2026-04-01'), row('South', 100, '2026-04-01'), row('North', 90, '2026-05-01'), row('South', 150, '2026-05-01'),
      row('North', 9999, '2026-06-01'),
    ]; // prettier-ignore
    expect(say([month, region, sales], rows).slice(2)).to.deep.equal([
      'Sales in 2026-05: 240 EUR, +20% against 2026-04.',
      'The largest change from 2026-04 to 2026-05 is that of South: 100 EUR to 150 EUR (+50%).',
    ]);
    // A month between them is missing: nothing to compare with.
    const gap = rows.filter(({ month: at }) => at !== '2026-04-01').concat(row('North', 1, '2026-03-01'));
    expect(say([month, region, sales], gap).join(' ')).to.not.contain('against');
  });

  it('names outliers by Tukey’s fences, from eight on', () => {
    const rows = [10, 11, 12, 13, 14, 15, 16, 90].map((value, index) => row(`R${index}`, value));
    expect(say([region, sales], rows)).to.include('Unusually high among 8: R7 (90 EUR).');
    expect(say([region, sales], rows.slice(1)).join(' ')).to.not.contain('Unusually');
    expect(tukeyFences([10, 11, 12, 13, 14, 15, 16, 90])).to.deep.equal({ low: 6.5, high: 20.5 });
    expect([quantile([1, 2, 3, 4], 0.25), quantile([1, 2, 3, 4], 0.5)]).to.deep.equal([1.75, 2.5]);
  });

  it('tells a trend by the test of Mann and Kendall, from six periods on', () => {
    const told = (...values: readonly number[]) =>
      summarise({ columns: [month, sales], rows: months(...values), language: 'en', today: '2026-12-01' }).at(-1);
    expect(told(1, 2, 3, 4, 5, 6)).to.equal('Sales is rising over the 6 periods from 2026-01 to 2026-06.');
    expect(told(6, 5, 4, 3, 2, 1)).to.equal('Sales is falling over the 6 periods from 2026-01 to 2026-06.');
    expect(told(3, 1, 4, 1, 5, 2)).to.equal('Sales shows no clear trend over the 6 periods from 2026-01 to 2026-06.');
    expect(told(1, 2, 3, 4, 5)).to.match(/against 2026-04/);
    expect([trendOf([2, 2, 2, 2, 2, 2]), trendOf([1, 2])]).to.deep.equal(['none', undefined]);
  });

  it('says nothing about rows that say nothing', () => {
    expect(say([region, sales], [])).to.deep.equal([]);
    expect(say([region], [row('North', 1)])).to.deep.equal([]);
    expect(say([region, sales], [row('North', null)])).to.deep.equal([]);
  });

  it('invents nothing: names and figures are of the rows, whatever these are; the order of the rows does not matter', () => {
    const names = fc.constantFrom('Ann', 'Bo', 'Cy', 'Di', 'Ed', 'Flo', 'Gus', 'Hal', 'Ida');
    const values = fc.option(fc.integer({ min: -1000, max: 1000 }), { nil: null });
    const at = fc.integer({ min: 1, max: 9 }).map((each) => `2026-0${each}-01`);
    const rows = fc.array(fc.tuple(names, values, at), { maxLength: 60 });
    fc.assert(
      fc.property(rows, fc.constantFrom(...languages), (list, language) => {
        const made = list.map(([name, value, when]) => row(name, value, when));
        const told = say([month, region, sales], made, language);
        const known = new Set<string>(list.map(([name]) => name));
        for (const name of ['Ann', 'Bo', 'Cy', 'Di', 'Ed', 'Flo', 'Gus', 'Hal', 'Ida'])
          if (!known.has(name)) expect(told.join(' ')).to.not.match(new RegExp(`\\b${name}\\b`));
        expect(told.join(' ')).to.not.match(/\{|undefined|NaN|null|Infinity/);
        const total = list.reduce((sum, [, value]) => sum + (value ?? 0), 0);
        if (list.some(([, value]) => value !== null)) {
          const text = new Intl.NumberFormat(language, { maximumFractionDigits: 2, useGrouping: true }).format(total);
          expect(told[0]).to.contain(text);
        } else expect(told).to.deep.equal([]);
        // One and the same in the same language, also from rows in another order.
        expect(say([month, region, sales], [...made].reverse(), language)).to.deep.equal(told);
      }),
    );
  });
});
