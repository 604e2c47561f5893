import { expect } from 'chai';
import {
  endOfPeriod,
  fillPeriods,
  isWithin,
  nextPeriod,
  openPeriodLabel,
  periodLabel,
  previousPeriod,
} from '../../../metadata/chart/periods.js';

describe('chart/periods', () => {
  it('gives months without rows their place', () => {
    expect(fillPeriods(['2026-11-01', '2026-08-01'], 'month')).to.deep.equal([
      '2026-08-01',
      '2026-09-01',
      '2026-10-01',
      '2026-11-01',
    ]);
  });

  it('keeps only what is there when too many places would be empty', () => {
    expect(fillPeriods(['1026-01-01', '2026-01-01'], 'day')).to.deep.equal(['1026-01-01', '2026-01-01']);
    expect(fillPeriods([], 'month')).to.deep.equal([]);
  });

  it('steps over the ends of years in every grain', () => {
    expect(nextPeriod('2026-12-01', 'month')).to.equal('2027-01-01');
    expect(previousPeriod('2026-01-01', 'quarter')).to.equal('2025-10-01');
    expect(nextPeriod('2026-12-28', 'week')).to.equal('2027-01-04');
    expect(endOfPeriod('2028-02-01', 'month')).to.equal('2028-02-29');
    expect(endOfPeriod('2026-01-01', 'year')).to.equal('2026-12-31');
  });

  it('ends with the calendar: the first and the last years that a date may have', () => {
    expect(endOfPeriod('0001-01-01', 'quarter')).to.equal('0001-03-31');
    expect(previousPeriod('0000-01-01', 'year')).to.equal('0000-01-01');
    for (const grain of ['year', 'quarter', 'month', 'week', 'day'] as const)
      expect(endOfPeriod('9999-12-31', grain), grain).to.equal('9999-12-31');
    expect(endOfPeriod('9999-12-30', 'day')).to.equal('9999-12-30');
    expect(isWithin('9999-12-31', '9999-12-01', 'month')).to.equal(true);
  });

  it('knows whether a period is still running', () => {
    expect(isWithin('2026-11-30', '2026-11-01', 'month')).to.equal(true);
    expect(isWithin('2026-12-01', '2026-11-01', 'month')).to.equal(false);
  });

  const names: readonly [string, string, string, 'axis' | 'full' | 'name', string][] = [
    ['2026-07-01', 'month', 'en-GB', 'full', 'July 2026'],
    ['2026-07-01', 'month', 'en-GB', 'axis', 'Jul'],
    ['2026-07-01', 'month', 'en-GB', 'name', 'July'],
    ['2026-07-01', 'month', 'zh-CN', 'name', '7月'],
    ['2026-09-01', 'month', 'en-GB', 'axis', 'Sep'],
    ['2026-01-01', 'month', 'en-GB', 'axis', 'Jan ’26'],
    ['2026-01-01', 'month', 'zh-CN', 'axis', '26年1月'],
    ['2026-07-01', 'month', 'zh-CN', 'full', '2026年7月'],
    ['2026-04-01', 'quarter', 'en-GB', 'axis', 'Q2'],
    ['2026-01-01', 'quarter', 'en-GB', 'axis', 'Q1 2026'],
    ['2026-07-06', 'week', 'es-ES', 'full', '6 de julio de 2026'],
    ['2026-01-01', 'year', 'en-GB', 'full', '2026'],
  ];
  for (const [start, grain, locale, style, text] of names) {
    it(`calls the ${grain} of ${start} ${text} (${style}, ${locale})`, () => {
      expect(periodLabel(start, grain, locale, style)).to.equal(text);
    });
  }

  it('says up to which day a period has run', () => {
    expect(openPeriodLabel('2026-11-01', 'month', '2026-11-21', 'en-GB')).to.equal('1–21 Nov');
    expect(openPeriodLabel('2026-11-01', 'month', '2026-11-21', 'zh-CN')).to.equal('11月1–21日');
    expect(openPeriodLabel('2026-11-01', 'month', '2026-11-01', 'en-GB')).to.equal('Nov');
    expect(openPeriodLabel('2026-01-01', 'year', '2026-11-21', 'en-GB')).to.equal('2026');
  });
});
