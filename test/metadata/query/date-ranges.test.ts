import { expect } from 'chai';
import fc from 'fast-check';
import { parseRange, resolveRange, writeRange } from '../../../metadata/query/date-ranges.js';
import { resolveParameters } from '../../../metadata/query/parameters.js';
import type { Parameter } from '../../../metadata/schema/parameter.js';
import { relativeRanges } from '../../../metadata/schema/query.js';
import { fromDayNumber } from '../../../metadata/time.js';
import { testContext, testFunctions } from '../../helper/model.js';

const today = '2026-06-18';

describe('query/date-ranges', () => {
  it('reads words, words with a number, and days with open ends', () => {
    expect(resolveRange('thisQuarter', today)).to.deep.equal({ from: '2026-04-01', to: '2026-06-30' });
    expect(resolveRange('lastDays:30', today)).to.deep.equal({ from: '2026-05-20', to: '2026-06-18' });
    expect(resolveRange('2026-01-01..2026-03-31', today)).to.deep.equal({ from: '2026-01-01', to: '2026-03-31' });
    expect(resolveRange('2026-01-01..', today)).to.deep.equal({ from: '2026-01-01', to: null });
    expect(resolveRange('..2026-01-01', today)).to.deep.equal({ from: null, to: '2026-01-01' });
  });

  for (const text of ['', '..', 'soon', 'lastDays:0', 'lastDays:30 ', '2026-02-30..', '2026-03-01..2026-02-01', 'x..y'])
    it(`refuses ${JSON.stringify(text)}`, () => expect(parseRange(text)).to.equal(undefined));

  it('writes what it reads, for all words and days', () => {
    const day = fc.integer({ min: 0, max: 40_000 }).map(fromDayNumber);
    const days = fc.tuple(fc.option(day), fc.option(day)).filter(([a, b]) => a !== null || b !== null);
    const range = fc.oneof(
      fc.record({ relative: fc.constantFrom(...relativeRanges), n: fc.integer({ min: 1, max: 999 }) }),
      days.map(([a, b]) => (a !== null && b !== null && a > b ? { from: b, to: a } : { from: a, to: b })),
    );
    fc.assert(fc.property(range, (stated) => void expect(parseRange(writeRange(stated)!)).to.deep.equal(stated)));
  });
});

describe('query/parameters, date ranges', () => {
  const declared: Parameter[] = [{ name: 'period', type: 'dateRange', default: 'thisMonth', required: true }];
  const resolve = (given: Record<string, unknown>) =>
    resolveParameters(declared, given, testContext(), testFunctions());

  it('gives the range, each of its days, and what was chosen', () => {
    const { values, stated, problems } = resolve({ period: 'lastDays:7' });
    expect(problems).to.deep.equal([]);
    expect({ ...values }).to.deep.equal({
      period: ['2026-06-12', '2026-06-18'],
      period_from: '2026-06-12',
      period_to: '2026-06-18',
    });
    expect(stated['period']).to.equal('lastDays:7');
  });

  it('takes its default by the day of the run, and the two days of another range', () => {
    expect(resolve({}).values['period']).to.deep.equal(['2026-06-01', '2026-06-30']);
    expect(resolve({ period: ['2026-01-01', null] }).values['period']).to.deep.equal(['2026-01-01', null]);
  });

  it('says what a range is when it is none, and that one is needed', () => {
    expect(resolve({ period: 'nonsense' }).problems[0]).to.include({
      code: 'BAD_PARAMETER',
      path: '/parameters/period',
    });
    expect(resolve({ period: null }).problems[0]).to.include({ code: 'PARAMETER_REQUIRED' });
    expect(resolve({ period_from: '2026-01-01' }).problems[0]).to.include({ code: 'UNKNOWN_PARAMETER' });
  });
});
