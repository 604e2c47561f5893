import { expect } from 'chai';
import fc from 'fast-check';
import { middleOf, placeTotal, planAxis } from '../../../metadata/chart/axis-plan.js';
import { ChartRefusal } from '../../../metadata/chart/refusal.js';
import { stackPlan } from '../../../metadata/chart/stack.js';
import type { ChartInput, ResultColumn, ResultRow } from '../../../metadata/contributions.js';
import { sum } from '../../../metadata/expression/decimal.js';
import { lightTheme } from '../../helper/chart-theme.js';

const columns: readonly ResultColumn[] = [
  { name: 'month', type: 'date', label: 'Month', grain: 'month' },
  { name: 'city', type: 'text', label: 'City' },
  { name: 'amount', type: 'number', label: 'Amount' },
  { name: 'mean', type: 'number', label: 'Average price', additive: false },
];
const inputOf = (options: Readonly<Record<string, unknown>>, rows: readonly ResultRow[], more: Partial<ChartInput> = {}): ChartInput => ({
  options, columns, rows, theme: lightTheme, locale: 'en-GB', timeZone: 'UTC', selected: [], width: 600, height: 200, ...more,
}); // prettier-ignore
const cities = (count: number): readonly ResultRow[] =>
  Array.from({ length: count }, (_, index) => ({ city: `c${index}`, amount: count - index, mean: index }));
const labels = (input: ChartInput) => planAxis(input).places.map((place) => place.label);

describe('chart/axis-plan', () => {
  describe('periods', () => {
    const rows = [
      { month: '2026-03-01', amount: 3, mean: 30 },
      { month: '2026-01-01', amount: 1, mean: 10 },
    ];

    it('gives a missing period its place in the order of time: zero for sums, a gap for averages', () => {
      const plan = planAxis(inputOf({ x: 'month', y: ['amount', 'mean'] }, rows));
      expect(plan.places.map((place) => place.start)).to.deep.equal(['2026-01-01', '2026-02-01', '2026-03-01']);
      expect(plan.series.map((series) => series.values)).to.deep.equal([
        [1, 0, 3],
        [10, null, 30],
      ]);
    });

    it('leaves a gap or writes zero where the chart says so', () => {
      const values = (missing: string) =>
        planAxis(inputOf({ x: 'month', y: ['amount'], missing }, rows)).series[0]!.values;
      expect(values('gap')).to.deep.equal([1, null, 3]);
      expect(values('zero')).to.deep.equal([1, 0, 3]);
    });

    it('keeps a row without a figure apart from a period without a row', () => {
      const plan = planAxis(inputOf({ x: 'month', y: ['amount'] }, [...rows, { month: '2026-02-01', amount: null }]));
      expect(plan.series[0]!.values).to.deep.equal([1, null, 3]);
    });

    it('knows the period that is not over', () => {
      const plan = planAxis(inputOf({ x: 'month', y: ['amount'] }, rows, { today: '2026-03-14' }));
      expect(plan.places.map((place) => place.open)).to.deep.equal([false, false, true]);
    });
  });

  describe('top and others', () => {
    it('gathers the rest by adding it up, behind the largest', () => {
      const input = inputOf({ x: 'city', y: ['amount'], top: 3 }, cities(6));
      expect(labels(input)).to.deep.equal(['c0', 'c1', 'c2', 'Others']);
      expect(planAxis(input).series[0]!.values).to.deep.equal([6, 5, 4, 6]);
      expect(planAxis(input).places.at(-1)).to.include({ gathered: true }).and.deep.include({ datum: {} });
    });

    it('leaves the rest out only where the chart says so', () => {
      expect(labels(inputOf({ x: 'city', y: ['amount'], top: 2, others: false }, cities(6)))).to.deep.equal([
        'c0',
        'c1',
      ]);
    });

    it('refuses to add up averages, and says which', () => {
      const input = inputOf({ x: 'city', y: ['mean'], top: 2 }, cities(6));
      expect(() => planAxis(input))
        .to.throw(ChartRefusal)
        .with.deep.include({ code: 'notAdditive', values: { measure: 'Average price' } });
      expect(labels(inputOf({ x: 'city', y: ['mean'], top: 2, others: false }, cities(6)))).to.deep.equal(['c5', 'c4']);
    });

    it('orders by name and by figure', () => {
      const rows = [
        { city: 'b', amount: 2 },
        { city: 'a', amount: 1 },
        { city: 'c', amount: 3 },
      ];
      const order = (sort: string) => labels(inputOf({ x: 'city', y: ['amount'], sort }, rows)).join('');
      expect(['given', 'name', 'rising', 'falling'].map(order)).to.deep.equal(['bac', 'abc', 'abc', 'cba']);
    });

    it('loses nothing: the places add up to all rows', () => {
      const figures = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 30 });
      fc.assert(
        fc.property(figures, fc.integer({ min: 1, max: 40 }), (amounts, top) => {
          const rows = amounts.map((amount, index) => ({ city: `c${index % 7}`, amount }));
          const plan = planAxis(inputOf({ x: 'city', y: ['amount'], top }, rows));
          expect(sum(plan.series[0]!.values.map((value) => value ?? 0))).to.equal(sum(amounts));
        }),
      );
    });
  });

  describe('series of a column', () => {
    const rows = Array.from({ length: 12 }, (_, index) => ({
      month: '2026-01-01',
      city: `c${index}`,
      amount: 12 - index,
      mean: 1,
    }));

    it('keeps seven of more than eight, the largest first, and gathers the rest', () => {
      const { series } = planAxis(inputOf({ x: 'month', y: ['amount'], series: 'city' }, rows));
      expect(series.map((each) => each.label)).to.deep.equal(['c0', 'c1', 'c2', 'c3', 'c4', 'c5', 'c6', 'Others']);
      expect(series.at(-1)!.values).to.deep.equal([5 + 4 + 3 + 2 + 1]);
      expect(new Set(series.map((each) => each.colour)).size).to.equal(8);
    });

    it('refuses to gather averages, and several measures', () => {
      const code = (options: object) => () => planAxis(inputOf({ x: 'month', series: 'city', ...options }, rows));
      expect(code({ y: ['mean'] }))
        .to.throw(ChartRefusal)
        .with.property('code', 'notAdditive');
      expect(code({ y: ['amount', 'mean'] }))
        .to.throw(ChartRefusal)
        .with.property('code', 'tooManySeries');
    });

    it('hands a click the place alone, without the series of one row', () => {
      const plan = planAxis(inputOf({ x: 'month', y: ['amount'], series: 'city' }, rows));
      expect(plan.places[0]!.datum).to.deep.equal({ month: '2026-01-01' });
      expect(placeTotal(inputOf({ x: 'month', y: ['amount'], series: 'city' }, rows), plan, 0)).to.equal(78);
    });
  });

  it('refuses to stack averages, or to make one of several at a place', () => {
    const rows = [
      { city: 'a', amount: 1, mean: 2 },
      { city: 'a', amount: 3, mean: 4 },
    ];
    const plan = (options: object) => () => planAxis(inputOf({ x: 'city', ...options }, rows));
    expect(plan({ y: ['mean'] }))
      .to.throw(ChartRefusal)
      .with.property('code', 'notAdditive');
    expect(plan({ y: ['mean'], stack: 'sum' }))
      .to.throw(ChartRefusal)
      .with.property('code', 'notAdditive');
    expect(plan({ y: ['amount'], stack: 'sum' })().series[0]!.values).to.deep.equal([4]);
  });

  it('names the column that the rows do not have', () => {
    expect(() => planAxis(inputOf({ x: 'town', y: ['amount'] }, [])))
      .to.throw(ChartRefusal)
      .with.property('values')
      .that.includes({ column: 'town' });
  });

  it('finds averages and medians exactly', () => {
    expect(middleOf([0.1, 0.2], 'average')).to.equal(0.15);
    expect(middleOf([3, 1, 2], 'median')).to.equal(2);
    expect(middleOf([4, 1, 2, 3], 'median')).to.equal(2.5);
    expect(middleOf([], 'median')).to.equal(null);
  });
});

describe('chart/stack', () => {
  const planOf = (...values: (number | null)[][]) => ({ grain: undefined, places: values[0]!.map(() => ({})), series: values.map((each) => ({ values: each })) }) as never; // prettier-ignore

  it('stands positive figures on each other upwards and negative ones downwards', () => {
    expect(stackPlan(planOf([0.1], [0.2], [-3], [null]), 'sum').map(([part]) => part)).to.deep.equal([
      { start: 0, end: 0.1 },
      { start: 0.1, end: 0.3 },
      { start: 0, end: -3 },
      undefined,
    ]);
  });

  it('fills a hundred percent exactly, whatever the figures', () => {
    const figures = fc.array(fc.integer({ min: 0, max: 1e9 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(figures, (values) => {
        const parts = stackPlan(planOf(...values.map((value) => [value])), 'share').flatMap(([part]) => part ?? []);
        const whole = values.some((value) => value > 0);
        expect(parts).to.have.length(whole ? values.length : 0);
        if (whole) expect(Math.max(...parts.map((part) => part.end))).to.be.closeTo(1, 1e-9);
        for (const part of parts) expect(part.end).to.be.within(part.start, 1);
      }),
    );
  });
});
