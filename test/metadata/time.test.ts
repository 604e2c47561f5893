import { expect } from 'chai';
import fc from 'fast-check';
import {
  addDays,
  addMonths,
  addYears,
  dayOfWeek,
  isDate,
  isInstant,
  isZone,
  localDate,
  localDateTime,
  relativeRange,
  startOfGrain,
  toInstant,
  zonedDayStart,
  zonedInstant,
} from '../../metadata/time.js';
import { type grains, relativeRanges } from '../../metadata/schema/query.js';

const zones = ['Europe/Berlin', 'America/St_Johns', 'Asia/Kolkata', 'Australia/Lord_Howe'];

describe('time', () => {
  describe('local dates over both clock changes', () => {
    const table: readonly (readonly [zone: string, instant: string, wall: string])[] = [
      // Berlin: 02:00 -> 03:00 on 29 March, 03:00 -> 02:00 on 25 October
      ['Europe/Berlin', '2026-03-29T00:59:59.999Z', '2026-03-29T01:59:59.999'],
      ['Europe/Berlin', '2026-03-29T01:00:00.000Z', '2026-03-29T03:00:00.000'],
      ['Europe/Berlin', '2026-03-29T22:30:00.000Z', '2026-03-30T00:30:00.000'],
      ['Europe/Berlin', '2026-10-25T00:30:00.000Z', '2026-10-25T02:30:00.000'],
      ['Europe/Berlin', '2026-10-25T01:30:00.000Z', '2026-10-25T02:30:00.000'],
      ['Europe/Berlin', '2026-10-25T22:30:00.000Z', '2026-10-25T23:30:00.000'],
      // Newfoundland: -3:30, in summer -2:30
      ['America/St_Johns', '2026-03-08T05:29:59.000Z', '2026-03-08T01:59:59.000'],
      ['America/St_Johns', '2026-03-08T05:30:00.000Z', '2026-03-08T03:00:00.000'],
      ['America/St_Johns', '2026-11-01T04:29:59.000Z', '2026-11-01T01:59:59.000'],
      ['America/St_Johns', '2026-11-01T04:30:00.000Z', '2026-11-01T01:00:00.000'],
      // India: always +5:30
      ['Asia/Kolkata', '2026-01-01T18:29:59.999Z', '2026-01-01T23:59:59.999'],
      ['Asia/Kolkata', '2026-01-01T18:30:00.000Z', '2026-01-02T00:00:00.000'],
      // Lord Howe: +10:30, in summer +11, so clocks move by half an hour
      ['Australia/Lord_Howe', '2026-04-04T14:59:59.000Z', '2026-04-05T01:59:59.000'],
      ['Australia/Lord_Howe', '2026-04-04T15:00:00.000Z', '2026-04-05T01:30:00.000'],
      ['Australia/Lord_Howe', '2026-10-03T15:29:59.000Z', '2026-10-04T01:59:59.000'],
      ['Australia/Lord_Howe', '2026-10-03T15:30:00.000Z', '2026-10-04T02:30:00.000'],
    ];
    for (const [zone, instant, wall] of table) {
      it(`${instant} is ${wall} in ${zone}`, () => {
        expect(localDateTime(instant, zone)).to.equal(wall);
        expect(localDate(instant, zone)).to.equal(wall.slice(0, 10));
      });
    }

    it('agrees with the formatter of the platform', () => {
      const instant = fc.date({ min: new Date('1971-01-01'), max: new Date('2037-12-31'), noInvalidDate: true });
      fc.assert(
        fc.property(instant, fc.constantFrom(...zones), (date, zone) => {
          const parts = new Intl.DateTimeFormat('sv-SE', {
            timeZone: zone,
            dateStyle: 'short',
            timeStyle: 'medium',
          }).format(date);
          expect(localDateTime(date.toISOString(), zone).slice(0, 19)).to.equal(parts.replace(' ', 'T'));
        }),
        { numRuns: 500 },
      );
    });

    it('leaves a date as it is, and refuses what is neither', () => {
      expect(localDate('2026-03-29', 'Asia/Kolkata')).to.equal('2026-03-29');
      expect(() => localDate('soon', 'UTC')).to.throw(RangeError);
    });
  });

  describe('zonedDayStart', () => {
    const table: readonly (readonly [zone: string, date: string, start: string])[] = [
      ['Europe/Berlin', '2026-03-29', '2026-03-28T23:00:00.000Z'],
      ['Europe/Berlin', '2026-03-30', '2026-03-29T22:00:00.000Z'],
      ['Europe/Berlin', '2026-10-26', '2026-10-25T23:00:00.000Z'],
      ['America/St_Johns', '2026-03-08', '2026-03-08T03:30:00.000Z'],
      ['America/St_Johns', '2026-03-09', '2026-03-09T02:30:00.000Z'],
      ['Asia/Kolkata', '2026-01-02', '2026-01-01T18:30:00.000Z'],
      ['Australia/Lord_Howe', '2026-10-05', '2026-10-04T13:00:00.000Z'],
      // Midnight itself was left out
      ['America/Sao_Paulo', '2018-11-04', '2018-11-04T03:00:00.000Z'],
      // The clocks went from midnight back to 23:00: the day begins the second time
      ['America/Sao_Paulo', '2018-02-18', '2018-02-18T03:00:00.000Z'],
      // Samoa left out the whole of 30 December 2011
      ['Pacific/Apia', '2011-12-30', '2011-12-30T10:00:00.000Z'],
      ['Pacific/Apia', '2011-12-31', '2011-12-30T10:00:00.000Z'],
    ];
    for (const [zone, date, start] of table) {
      it(`${date} begins at ${start} in ${zone}`, () => expect(zonedDayStart(date, zone)).to.equal(start));
    }

    it('splits time where the local date changes', () => {
      fc.assert(
        fc.property(fc.integer({ min: 400, max: 24_000 }), fc.constantFrom(...zones), (day, zone) => {
          const date = addDays('1970-01-01', day);
          // The 1990s of St. John's changed clocks at 00:01, where a date comes twice.
          fc.pre(zone !== 'America/St_Johns' || date > '2012');
          const start = Date.parse(zonedDayStart(date, zone));
          expect(localDate(new Date(start).toISOString(), zone)).to.equal(date);
          expect(localDate(new Date(start - 1).toISOString(), zone)).to.equal(addDays(date, -1));
        }),
        { numRuns: 300 },
      );
    });
  });

  it('takes the earlier of two wall times and the end of a gap', () => {
    expect(zonedInstant('2026-10-25T02:30', 'Europe/Berlin')).to.equal('2026-10-25T00:30:00.000Z');
    expect(zonedInstant('2026-03-29T02:30', 'Europe/Berlin')).to.equal('2026-03-29T01:00:00.000Z');
  });

  describe('grains', () => {
    const table: readonly (readonly [string, (typeof grains)[number], string])[] = [
      ['2026-11-21', 'year', '2026-01-01'],
      ['2026-11-21', 'quarter', '2026-10-01'],
      ['2026-11-21', 'month', '2026-11-01'],
      ['2026-11-21', 'week', '2026-11-16'],
      ['2026-11-16', 'week', '2026-11-16'],
      ['2026-11-22', 'week', '2026-11-16'],
      ['2027-01-01', 'week', '2026-12-28'],
      ['1969-12-31', 'week', '1969-12-29'],
      ['2026-11-21', 'day', '2026-11-21'],
      ['2025-12-31T23:30:00.000Z', 'year', '2026-01-01'],
      ['2026-10-25T00:30:00.000Z', 'hour', '2026-10-25T00:00:00.000Z'],
      ['2026-10-25T01:30:00.000Z', 'hour', '2026-10-25T01:00:00.000Z'],
    ];
    for (const [value, grain, expected] of table)
      it(`${grain} of ${value}`, () => expect(startOfGrain(value, grain, 'Europe/Berlin')).to.equal(expected));

    it('begins hours where the local hour begins', () => {
      expect(startOfGrain('2026-01-01T18:40:00.000Z', 'hour', 'Asia/Kolkata')).to.equal('2026-01-01T18:30:00.000Z');
    });
  });

  describe('arithmetic', () => {
    it('clamps to the end of the month', () => {
      expect(addMonths('2026-01-31', 1)).to.equal('2026-02-28');
      expect(addMonths('2024-01-31', 1)).to.equal('2024-02-29');
      expect(addMonths('2026-03-31', -13)).to.equal('2025-02-28');
      expect(addYears('2024-02-29', 1)).to.equal('2025-02-28');
      expect(addYears('2024-02-29', 4)).to.equal('2028-02-29');
      expect(addMonths('2000-01-15', -1)).to.equal('1999-12-15');
    });

    it('goes over month, year and leap ends by days', () => {
      expect(addDays('2024-02-28', 1)).to.equal('2024-02-29');
      expect(addDays('2025-12-31', 1)).to.equal('2026-01-01');
      expect(addDays('0099-12-31', 1)).to.equal('0100-01-01');
      expect(() => addDays('9999-12-31', 1)).to.throw(RangeError);
    });

    it('knows week days', () => {
      expect(['2026-06-15', '2026-06-18', '2026-06-21', '1969-12-31'].map(dayOfWeek)).to.deep.equal([1, 4, 7, 3]);
    });

    it('tells dates, instants and zones from other text', () => {
      expect(['2024-02-29', '2026-02-29', '2026-13-01', '26-01-01', '2026-1-1'].map(isDate)).to.deep.equal([true, false, false, false, false]); // prettier-ignore
      expect(['0000-00-00', '9999-99-99', '9999-12-32', '0001-01-00', '0000-02-29', '1900-02-29', '9999-12-31'].map(isDate)).to.deep.equal([false, false, false, false, true, false, true]); // prettier-ignore
      expect(toInstant('9999-99-99T00:00:00Z')).to.equal(undefined);
      expect(['2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00Z'].map(isInstant)).to.deep.equal([true, false]);
      expect(toInstant('2026-01-01T00:00+02:00')).to.equal('2025-12-31T22:00:00.000Z');
      expect(toInstant('2026-02-30T00:00:00Z')).to.equal(undefined);
      expect(toInstant('2026-01-01')).to.equal(undefined);
      expect([isZone('Asia/Kolkata'), isZone('Mars/Olympus')]).to.deep.equal([true, false]);
    });
  });

  describe('relative ranges on Thursday 18 June 2026', () => {
    const table: Readonly<Record<(typeof relativeRanges)[number], readonly [number | undefined, string]>> = {
      today: [undefined, '2026-06-18 2026-06-18'],
      yesterday: [undefined, '2026-06-17 2026-06-17'],
      tomorrow: [undefined, '2026-06-19 2026-06-19'],
      thisWeek: [undefined, '2026-06-15 2026-06-21'],
      lastWeek: [undefined, '2026-06-08 2026-06-14'],
      nextWeek: [undefined, '2026-06-22 2026-06-28'],
      thisMonth: [undefined, '2026-06-01 2026-06-30'],
      lastMonth: [undefined, '2026-05-01 2026-05-31'],
      nextMonth: [undefined, '2026-07-01 2026-07-31'],
      thisQuarter: [undefined, '2026-04-01 2026-06-30'],
      lastQuarter: [undefined, '2026-01-01 2026-03-31'],
      nextQuarter: [undefined, '2026-07-01 2026-09-30'],
      thisYear: [undefined, '2026-01-01 2026-12-31'],
      lastYear: [undefined, '2025-01-01 2025-12-31'],
      nextYear: [undefined, '2027-01-01 2027-12-31'],
      lastDays: [7, '2026-06-12 2026-06-18'],
      nextDays: [7, '2026-06-18 2026-06-24'],
      lastWeeks: [2, '2026-06-05 2026-06-18'],
      nextWeeks: [2, '2026-06-18 2026-07-01'],
      lastMonths: [3, '2026-03-19 2026-06-18'],
      nextMonths: [3, '2026-06-18 2026-09-17'],
      lastQuarters: [1, '2026-03-19 2026-06-18'],
      lastYears: [1, '2025-06-19 2026-06-18'],
    };
    for (const range of relativeRanges) {
      it(range, () => {
        const [n, expected] = table[range];
        const { from, to } = relativeRange(range, n, '2026-06-18');
        expect(`${from} ${to}`).to.equal(expected);
      });
    }
  });
});
