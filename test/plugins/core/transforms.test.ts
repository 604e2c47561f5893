/** Each transform against an example that was published or computed by hand, and what must hold of all rows. */
import { expect } from 'chai';
import fc from 'fast-check';
import type { ResultRow } from '../../../metadata/contributions.js';
import { sum } from '../../../metadata/expression/decimal.js';
import { functions, run, table, transformOf } from '../../helper/transforms.js';

const column = (rows: readonly ResultRow[], name: string) => rows.map((row) => row[name] ?? null);

describe('transforms/bucket', () => {
  const of = (values: readonly unknown[], options: object) =>
    run(
      'bucket',
      { field: 'v', as: 'b', ...options },
      table(
        { v: 'number' },
        values.map((value) => [value]),
      ),
    ).rows;

  it('steps down to the lower bound, exact in decimals and below zero', () => {
    const values = [0, 0.29, 0.3, 0.7, -0.1, -0.3, null, 1e6];
    expect(column(of(values, { step: 0.1 }), 'b')).to.deep.equal([0, 0.2, 0.3, 0.7, -0.1, -0.3, null, 1e6]);
    expect(column(of([999.99, 1000, -1], { step: 1000 }), 'b')).to.deep.equal([0, 1000, -1000]);
  });

  it('puts a bound into the class above it, and names and numbers the classes', () => {
    const rows = of([9.99, 10, 19, 20, null], { bounds: [10, 20] });
    expect(column(rows, 'b')).to.deep.equal(['< 10', '10 – 20', '10 – 20', '≥ 20', null]);
    expect(column(rows, 'b_no')).to.deep.equal([1, 2, 2, 3, null]);
    expect(column(of([5, 15], { bounds: [10], labels: ['low', { en: 'high' }] }), 'b')).to.deep.equal(['low', 'high']);
  });

  it('makes quarters of equal size of figures that differ', () => {
    expect(column(of([80, 10, 70, 20, 60, 30, 50, 40], { quantiles: 4 }), 'b')).to.deep.equal([4, 1, 4, 1, 3, 2, 3, 2]);
  });
});

describe('transforms/formula', () => {
  it('works out a column by the functions of the product, and gives nothing where the value is of another type', () => {
    const data = table({ a: 'number', b: 'number', on: 'date' }, [[10, 4, '2026-11-01'], [1, 0, null], [null, 2, '2026-11-21']]); // prettier-ignore
    const of = (expression: string, type?: string) => column(run('formula', { as: 'x', expression, ...(type ? { type } : {}) }, data).rows, 'x'); // prettier-ignore
    expect(of('round((a - b) / a, 2)')).to.deep.equal([0.6, 1, null]);
    expect(of('if(a > 5, "large", "small")', 'text')).to.deep.equal(['large', 'small', 'small']);
    expect(of('daysBetween(on, today())')).to.deep.equal([20, null, 0]);
    expect(of('"x"'), 'no number').to.deep.equal([null, null, null]);
    expect(() => of('a + nothing'))
      .to.throw()
      .with.property('code', 'FORMULA');
  });

  it('finds what is wrong before it runs, at its place', () => {
    const check = (options: object, known = true) => transformOf('formula').check!({ as: 'x', ...options }, known ? [{ name: 'a', type: 'number', label: 'A' }] : undefined, functions); // prettier-ignore
    expect(check({ expression: 'a + 1' })).to.deep.equal([]);
    expect(check({ expression: 'a +' }, false)[0]).to.include({ path: '/expression', from: 3 });
    expect(check({ expression: 'upper(a, a)' })[0]).to.include({ path: '/expression' });
    expect(check({ expression: '$from' })[0]).to.include({ path: '/expression', code: 'FORMULA' });
    expect(check({ expression: 'user.id' })[0]).to.include({ code: 'FORMULA' });
    expect(check({ expression: 'a > 1' })[0]).to.include({ path: '/type', code: 'FORMULA_TYPE' });
    expect(check({ expression: 'a > 1', type: 'boolean' })).to.deep.equal([]);
  });
});

describe('transforms/derive', () => {
  it('reckons exactly, and gives nothing of nothing and of a division by 0', () => {
    const data = table({ a: 'number', b: 'number' }, [
      [0.3, 0.1],
      [1, 0],
      [null, 2],
    ]);
    const of = (is: string) => column(run('derive', { as: 'x', is, of: ['a', 'b'] }, data).rows, 'x');
    expect(of('add')).to.deep.equal([0.4, 1, null]);
    expect(of('subtract')).to.deep.equal([0.2, 1, null]);
    expect(of('multiply')).to.deep.equal([0.03, 0, null]);
    expect(of('divide')).to.deep.equal([3, null, null]);
  });

  it('measures the time between moments, and between days', () => {
    const data = table({ a: 'datetime', b: 'datetime' }, [
      ['2026-01-01T08:00:00.000Z', '2026-01-02T09:30:00.000Z'], ['2026-03-01', '2026-02-01'], [null, '2026-01-01'],
    ]); // prettier-ignore
    const of = (is: string) => column(run('derive', { as: 'x', is, of: ['a', 'b'] }, data).rows, 'x');
    expect(of('hours')).to.deep.equal([25.5, -672, null]);
    expect(of('days')).to.deep.equal([1.0625, -28, null]);
  });
});

describe('transforms/pivot', () => {
  const sales = table({ region: 'text', month: 'text', amount: 'number' }, [
    ['East', 'Jan', 0.1], ['East', 'Jan', 0.2], ['West', 'Feb', 5], ['East', 'Mar', 7], ['West', 'Feb', null],
  ]); // prettier-ignore
  const values = [
    { is: 'Jan', as: 'jan' },
    { is: 'Feb', as: 'feb' },
  ];

  it('makes a row of each group and a column of each stated value, summed exactly', () => {
    const { rows } = run(
      'pivot',
      { rows: ['region'], column: 'month', values, others: 'rest', value: 'amount' },
      sales,
    );
    expect(rows).to.deep.equal([
      { region: 'East', jan: 0.3, feb: null, rest: 7 },
      { region: 'West', jan: null, feb: 5, rest: null },
    ]);
  });

  it('counts rows, and averages what is there', () => {
    const counted = run('pivot', { rows: [], column: 'month', values, aggregate: 'count' }, sales).rows;
    expect(counted).to.deep.equal([{ jan: 2, feb: 2 }]);
    const mean = run('pivot', { rows: [], column: 'month', values, value: 'amount', aggregate: 'avg' }, sales).rows;
    expect(mean).to.deep.equal([{ jan: 0.15, feb: 5 }]);
  });

  it('keeps the sum of all, whatever the rows', () => {
    const line = fc.tuple(fc.constantFrom('a', 'b', null), fc.constantFrom('x', 'y', 'z', null), fc.integer({ min: -999, max: 999 }).map((cents) => cents / 100)); // prettier-ignore
    fc.assert(
      fc.property(fc.array(line, { maxLength: 40 }), (lines) => {
        const data = table({ g: 'text', k: 'text', v: 'number' }, lines);
        const options = { rows: ['g'], column: 'k', values: [{ is: 'x', as: 'x' }, { is: null, as: 'none' }], others: 'rest', value: 'v' }; // prettier-ignore
        const { rows } = run('pivot', options, data);
        const wide = rows.flatMap((row) => [row['x'], row['none'], row['rest']]).filter((each) => typeof each === 'number');
        expect(sum(wide)).to.equal(sum(lines.map(([, , value]) => value)));
        expect(rows).to.have.length(new Set(lines.map(([group]) => group)).size);
      }),
    ); // prettier-ignore
  });
});

describe('transforms/rfm', () => {
  /** Fifteen customers as in the introductions to the method: three to a quintile, ordered by hand. */
  const fifteen = table({ id: 'text', days: 'number', orders: 'number', amount: 'number' }, [
    [1, 3, 6, 540], [2, 6, 10, 940], [3, 45, 1, 30], [4, 21, 2, 64], [5, 14, 4, 169], [6, 32, 2, 55], [7, 5, 3, 130],
    [8, 50, 1, 950], [9, 33, 15, 2430], [10, 10, 5, 190], [11, 5, 8, 840], [12, 1, 9, 1410], [13, 24, 3, 54],
    [14, 17, 2, 44], [15, 4, 1, 32],
  ]); // prettier-ignore
  const options = { recency: 'days', frequency: 'orders', monetary: 'amount' };

  it('gives the quintiles ordered by hand', () => {
    const { rows } = run('rfm', options, fifteen);
    // R: 12 1 15 | 7 11 2 | 10 5 14 | 4 13 6 | 9 3 8, F: 9 2 12 | 11 1 10 | 5 7 13 | 4 14 6 | 3 8 15,
    // M: 9 12 8 | 2 11 1 | 10 5 7 | 4 6 13 | 14 15 3.
    expect(column(rows, 'rfm')).to.deep.equal([
      '544', '454', '111', '222', '333', '222', '433', '115', '155', '343', '444', '555', '232', '321', '511',
    ]); // prettier-ignore
    expect(column(rows, 'segment_code')).to.deep.equal([
      'champions', 'loyal', 'hibernating', 'hibernating', 'attention', 'hibernating', 'potential', 'hibernating',
      'cannot_lose', 'loyal', 'loyal', 'champions', 'risk', 'sleeping', 'new',
    ]); // prettier-ignore
  });

  it('scores by stated bounds', () => {
    const bounds = { recency: [7, 30, 60, 90], frequency: [2, 3, 5, 10], monetary: [50, 100, 500, 1000] };
    const data = table({ days: 'number', orders: 'number', amount: 'number' }, [
      [7, 10, 1000], [8, 9, 999], [90, 2, 50], [91, 1, 49], [null, 0, null],
    ]); // prettier-ignore
    const { rows } = run('rfm', { ...options, bounds }, data);
    expect(column(rows, 'rfm')).to.deep.equal(['555', '444', '222', '111', null]);
    expect(column(rows, 'segment')).to.deep.equal(['Champions', 'Loyal customers', 'Hibernating', 'Hibernating', null]);
  });

  it('counts days from today, and says the segment in the language of the reader', () => {
    const data = table({ last: 'date', orders: 'number', amount: 'number' }, [
      ['2026-11-20', 3, 5],
      [null, 0, 0],
    ]);
    const { rows, columns } = run('rfm', { ...options, recency: 'last' }, data, 'zh-CN');
    expect(column(rows, 'recency_days')).to.deep.equal([1, null]);
    expect(column(rows, 'segment')).to.deep.equal(['沉睡客户', null]);
    expect(columns.find(({ name }) => name === 'segment')!.label).to.equal('客户分群');
  });

  it('never scores the better figure lower, and equal figures alike', () => {
    const line = fc.tuple(
      fc.integer({ min: 0, max: 60 }),
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 0, max: 99 }),
    );
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 40 }), (lines) => {
        const { rows } = run('rfm', options, table({ days: 'number', orders: 'number', amount: 'number' }, lines));
        for (const [key, name, sign] of [['days', 'r', -1], ['orders', 'f', 1], ['amount', 'm', 1]] as const) {
          const sorted = [...rows].sort((a, b) => sign * (Number(a[key]) - Number(b[key])));
          sorted.slice(1).forEach((row, at) => {
            const before = sorted[at]!;
            if (row[key] === before[key]) expect(row[name]).to.equal(before[name]);
            else expect(Number(row[name])).to.be.at.least(Number(before[name]));
          });
          for (const row of rows) expect(row[name]).to.be.within(1, 5);
        }
      }),
    ); // prettier-ignore
  });
});

describe('transforms/cohort', () => {
  const options = { customer: 'who', date: 'on', grain: 'month', periods: 3, value: 'amount' };

  it('gives the cohorts counted by hand', () => {
    const data = table({ who: 'id', on: 'date', amount: 'number' }, [
      ['a', '2026-01-05', 0.1], ['a', '2026-01-25', 0.2], ['a', '2026-03-01', 1], ['b', '2026-01-31', 1],
      ['b', '2026-02-01', 2], ['c', '2026-03-15', 4], ['d', '2026-01-02', null], [null, '2026-01-02', 9],
    ]); // prettier-ignore
    expect(run('cohort', options, data).rows).to.deep.equal([
      { cohort: '2026-01-01', size: 3, period: 0, customers: 3, share: 1, amount: 1.3 },
      { cohort: '2026-01-01', size: 3, period: 1, customers: 1, share: 0.333333333333333, amount: 2 },
      { cohort: '2026-01-01', size: 3, period: 2, customers: 1, share: 0.333333333333333, amount: 1 },
      { cohort: '2026-03-01', size: 1, period: 0, customers: 1, share: 1, amount: 4 },
    ]);
  });

  it('takes a stated first purchase that lies before the rows', () => {
    const data = table({ who: 'id', on: 'date', first: 'date' }, [['a', '2026-02-05', '2026-01-01'], ['b', '2026-02-05', null]]);
    const { rows } = run('cohort', { customer: 'who', date: 'on', first: 'first' }, data);
    expect(column(rows, 'cohort')).to.deep.equal(['2026-01-01', '2026-01-01', '2026-02-01']);
    expect(column(rows, 'customers')).to.deep.equal([1, 1, 1]);
  }); // prettier-ignore

  it('begins each cohort with all of it, counts everybody once and never more than there are', () => {
    const line = fc.tuple(
      fc.constantFrom('a', 'b', 'c', 'd', 'e'),
      fc.integer({ min: 0, max: 11 }).map((m) => `2026-${String(m + 1).padStart(2, '0')}-10`),
      fc.integer({ min: 0, max: 500 }).map((cents) => cents / 100),
    );
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 40 }), fc.constantFrom('month', 'quarter'), (lines, grain) => {
        const data = table({ who: 'id', on: 'date', amount: 'number' }, lines);
        const { rows } = run('cohort', { ...options, grain, periods: 12 }, data);
        const firsts = rows.filter((row) => row['period'] === 0);
        expect(sum(firsts.map((row) => Number(row['size'])))).to.equal(new Set(lines.map(([who]) => who)).size);
        for (const row of firsts) expect(row['customers']).to.equal(row['size']);
        for (const row of rows) expect(Number(row['customers'])).to.be.within(0, Number(row['size']));
        expect(sum(rows.map((row) => Number(row['amount'])))).to.equal(sum(lines.map(([, , amount]) => amount)));
      }),
    ); // prettier-ignore
  });
});

describe('transforms/association', () => {
  /** Nine transactions of AllElectronics: J. Han and M. Kamber, Data Mining, table 6.1, minimum support count 2. */
  const baskets = ['1 2 5', '2 4', '2 3', '1 2 4', '1 3', '2 3', '1 3', '1 2 3 5', '1 2 3'];
  const data = table({ t: 'text', item: 'text' }, baskets.flatMap((items, at) => items.split(' ').map((item) => [`T${at}`, `I${item}`]))); // prettier-ignore
  const options = { basket: 't', item: 'item', minSupport: 2 / 9, size: 3 };
  const rule = (rows: readonly ResultRow[], from: string, to: string) =>
    rows.find((row) => [row['item'], row['item_2']].filter(Boolean).join(' ') === from && row['also'] === to)!;

  it('gives the published frequent pairs and triples', () => {
    const { rows } = run('association', options, data);
    const sets = new Map(rows.map((row) => [[row['item'], row['item_2'], row['also']].filter(Boolean).sort().join(' '), row['count']])); // prettier-ignore
    expect(Object.fromEntries([...sets].sort())).to.deep.equal({
      'I1 I2': 4, 'I1 I3': 4, 'I1 I5': 2, 'I2 I3': 4, 'I2 I4': 2, 'I2 I5': 2, 'I1 I2 I3': 2, 'I1 I2 I5': 2,
    }); // prettier-ignore
  });

  it('gives the published confidences of I1, I2 and I5', () => {
    const { rows } = run('association', options, data);
    expect(rule(rows, 'I1 I2', 'I5')['confidence']).to.equal(0.5);
    expect(rule(rows, 'I1 I5', 'I2')['confidence']).to.equal(1);
    expect(rule(rows, 'I2 I5', 'I1')['confidence']).to.equal(1);
    // Of nine, I5 is in 2 and I2 in 7: lift of I5 with I2 = (2 ÷ 2) ÷ (7 ÷ 9), by hand.
    expect(rule(rows, 'I5', 'I2')).to.include({
      count: 2,
      baskets: 9,
      support: 0.222222222222222,
      lift: 1.28571428571429,
    });
  });

  it('counts an item of a basket once, and leaves out what is rarer or less sure than asked', () => {
    const twice = { ...data, rows: [...data.rows, ...data.rows] };
    expect(run('association', options, twice).rows).to.deep.equal(run('association', options, data).rows);
    const sure = run('association', { ...options, size: 2, minConfidence: 0.6 }, data).rows;
    expect(sure.every((row) => Number(row['confidence']) >= 0.6)).to.equal(true);
    expect(sure).to.not.have.length(0);
    expect(column(run('association', { ...options, limit: 3 }, data).rows, 'lift')).to.have.length(3);
  });

  it('agrees with counting every pair, whatever the baskets', () => {
    const line = fc.tuple(fc.integer({ min: 0, max: 9 }), fc.constantFrom('a', 'b', 'c', 'd', 'e'));
    fc.assert(
      fc.property(fc.array(line, { maxLength: 50 }), (lines) => {
        const { rows } = run('association', { basket: 't', item: 'item', minSupport: 0 }, table({ t: 'number', item: 'text' }, lines));
        const has = (basket: number, item: unknown) => lines.some(([t, each]) => t === basket && each === item);
        const all = [...new Set(lines.map(([t]) => t))];
        const pairs = ['a', 'b', 'c', 'd', 'e'].flatMap((a) => ['a', 'b', 'c', 'd', 'e'].map((b) => [a, b] as const));
        const frequent = pairs.filter(([a, b]) => a !== b && all.filter((t) => has(t, a) && has(t, b)).length >= 2);
        expect(rows).to.have.length(frequent.length);
        for (const row of rows) {
          const both = all.filter((t) => has(t, row['item']) && has(t, row['also'])).length;
          const [a, c] = [row['item'], row['also']].map((item) => all.filter((t) => has(t, item)).length);
          expect(row['count']).to.equal(both);
          expect(Number(row['support'])).to.be.closeTo(both / all.length, 1e-12);
          expect(Number(row['confidence'])).to.be.closeTo(both / a!, 1e-12);
          expect(Number(row['lift'])).to.be.closeTo((both * all.length) / (a! * c!), 1e-12);
        }
      }),
    ); // prettier-ignore
  });

  it('refuses to count without an end', () => {
    const many = table({ t: 'number', item: 'number' }, Array.from({ length: 3000 }, (_, i) => [i % 6, i]).flatMap(([t, i]) => [[t, i], [t! + 6, i]])); // prettier-ignore
    expect(() => run('association', { basket: 't', item: 'item', minSupport: 0, size: 3 }, many)).to.throw(
      'combinations',
    );
  });
});

describe('transforms/churn_score', () => {
  const head = {
    first: 'date',
    last: 'date',
    orders: 'number',
    recent: 'number',
    before: 'number',
    complaints: 'number',
  } as const;
  const options = {
    first: 'first',
    last: 'last',
    orders: 'orders',
    recent: 'recent',
    before: 'before',
    complaints: 'complaints',
  };

  it('gives the parts and the score computed by hand', () => {
    // Today is 2026-11-21. Interval 100 days, silent 200: ((2 − 1) ÷ 2) 50. Spend 100 -> 40: 60. 1 of 3 complaints: 33.3.
    // 0.5 × 50 + 0.3 × 60 + 0.2 × 33.3 = 49.7.
    const { rows } = run('churn_score', options, table(head, [
      ['2025-12-05', '2026-05-05', 2, 40, 100, 1],
      ['2026-01-15', '2026-11-11', 4, 500, 100, 0],
      ['2026-08-01', '2026-08-01', 1, 10, 0, 9],
      [null, null, 0, null, null, 3],
    ])); // prettier-ignore
    expect(rows[0]).to.include({ interval_days: 151, silent_days: 200 });
    // Interval 151: ((200 ÷ 151 − 1) ÷ 2) = 16.2; 8.1 + 18 + 6.7.
    expect(rows[0]).to.include({ recency_part: 16.2, trend_part: 60, complaint_part: 33.3, churn_score: 32.8, churn_risk_code: 'low' });
    expect(rows[1]).to.include({ interval_days: 100, silent_days: 10, recency_part: 0, trend_part: 0, complaint_part: 0, churn_score: 0 });
    // One purchase: the median of 151 and 100; no spending before, so that 50 and 20 are the weights left.
    expect(rows[2]).to.include({ interval_days: 125.5, silent_days: 112, recency_part: 0, trend_part: null, complaint_part: 100, churn_score: 28.6 });
    expect(rows[3]).to.include({ silent_days: null, churn_score: null, churn_risk: null });
  }); // prettier-ignore

  it('rises with silence and complaints, falls with spending, and stays between 0 and 100', () => {
    const figure = fc.integer({ min: 0, max: 300 });
    fc.assert(
      fc.property(figure, figure, figure, fc.integer({ min: 0, max: 5 }), (early, recent, before, complaints) => {
        const month = 1 + (early % 9);
        const at = (last: string, spent: number, moaned: number) =>
          Number(run('churn_score', options, table(head, [['2025-01-01', last, 5, spent, before, moaned]])).rows[0]!['churn_score']);
        const score = at(`2026-0${month}-15`, recent, complaints);
        expect(score).to.be.within(0, 100);
        expect(at(`2026-0${month}-15`, recent, complaints + 1)).to.be.at.least(score);
        expect(at(`2026-0${month}-15`, recent + 10, complaints)).to.be.at.most(score);
        expect(at(`2026-0${month}-05`, recent, complaints)).to.be.at.least(score);
      }),
    ); // prettier-ignore
  });
});

describe('transforms/forecast', () => {
  const months = (figures: readonly (number | null)[], from = 2023) =>
    table({ on: 'date', v: 'number' }, figures.flatMap((figure, i) =>
      figure === null ? [] : [[`${from + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, '0')}-03`, figure]],
    )); // prettier-ignore
  const options = { date: 'on', value: 'v', horizon: 3 };

  it('draws a line on by hand when asked, with its intervals', () => {
    const { rows } = run('forecast', { ...options, method: 'linear' }, months([1, 3, 2, 5, 4]));
    expect(column(rows, 'v')).to.deep.equal([1, 3, 2, 5, 4, null, null, null]);
    expect(column(rows, 'fitted').slice(0, 5)).to.deep.equal([1.4, 2.2, 3, 3.8, 4.6]);
    // 5.4 ± t(0.975; 3) × √(1.2 × 2.1) = ± 3.1824 × 1.58745.
    expect(rows[5]).to.include({ on: '2023-06-01', forecast: 5.4, method: 'Linear trend' });
    expect(Number(rows[5]!['high_95'])).to.be.closeTo(5.4 + 3.1824 * 1.58745, 1e-3);
    expect(Number(rows[5]!['low_80'])).to.be.closeTo(5.4 - 1.6377 * 1.58745, 1e-3);
  });

  it('adds up the figures of a month exactly, counts a month without rows as 0, and does not learn from a month that runs', () => {
    const data = table({ on: 'date', v: 'number' }, [
      ['2026-06-01', 0.1], ['2026-06-30', 0.2], ['2026-08-01', 3], ['2026-11-02', 0.5], ['2026-12-24', 99],
    ]); // prettier-ignore
    const { rows } = run('forecast', { ...options, method: 'linear' }, data);
    expect(rows.map((row) => [row['on'], row['v']])).to.deep.equal([
      ['2026-06-01', 0.3], ['2026-07-01', 0], ['2026-08-01', 3], ['2026-09-01', 0], ['2026-10-01', 0],
      ['2026-11-01', 0.5], ['2026-12-01', null], ['2027-01-01', null],
    ]); // prettier-ignore
    expect(column(rows, 'fitted')[5]).to.equal(null);
    expect(column(rows, 'forecast')[5]).to.not.equal(null);
  });

  it('says which method it took, and why another one than asked', () => {
    const season = Array.from({ length: 36 }, (_, i) => 100 + i + 20 * Math.sin(i / 2));
    const said = (figures: readonly number[], more: object = {}, language = 'en') =>
      run('forecast', { ...options, ...more }, months(figures), language).rows.at(-1)!['method'];
    expect(said(season)).to.match(/^Holt-Winters, additive season of 12 \(α \d\.\d\d, β \d\.\d\d, γ \d\.\d\d\)$/);
    expect(said(season, { seasonal: 'multiplicative' })).to.match(/^Holt-Winters, multiplicative/);
    expect(said([...season.slice(1), 0], { seasonal: 'multiplicative' })).to.match(
      /^Holt-Winters, additive.*not above 0$/,
    );
    expect(said(season.slice(0, 23))).to.equal('Linear trend: fewer than two seasons of 12');
    expect(said([1, 2])).to.equal('None: fewer than three whole periods');
    expect(said(season, {}, 'zh-CN')).to.match(/^Holt-Winters 加法模型/);
  });

  it('keeps series apart, and its intervals around the forecast', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 24, maxLength: 40 }), fc.constantFrom('additive', 'multiplicative'), (figures, seasonal) => {
        const both = table({ s: 'text', on: 'date', v: 'number' }, ['a', 'b'].flatMap((s) => months(figures).rows.map((row) => [s, row['on'], Number(row['v']) * (s === 'a' ? 1 : 2)]))); // prettier-ignore
        const { rows } = run('forecast', { ...options, series: 's', seasonal }, both);
        expect(rows).to.have.length(2 * (figures.length + 3));
        expect(rows.filter((row) => row['s'] === 'a')).to.deep.equal(run('forecast', { ...options, series: 's', seasonal }, { ...both, rows: both.rows.filter((row) => row['s'] === 'a') }).rows); // prettier-ignore
        for (const row of rows.filter((each) => each['v'] === null)) {
          const [l95, l80, f, h80, h95] = ['low_95', 'low_80', 'forecast', 'high_80', 'high_95'].map((name) => Number(row[name]));
          expect(l95! <= l80! && l80! <= f! && f! <= h80! && h80! <= h95!, JSON.stringify(row)).to.equal(true);
        }
      }),
      { numRuns: 12 },
    ); // prettier-ignore
  });

  it('refuses a series of more periods than it takes', () => {
    const data = table({ on: 'date', v: 'number' }, [
      ['1900-01-01', 1],
      ['2026-01-01', 1],
    ]);
    expect(() => run('forecast', { ...options, grain: 'day' }, data)).to.throw('periods');
  });
});
