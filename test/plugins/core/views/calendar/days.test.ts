import { expect } from 'chai';
import fc from 'fast-check';
import { daysBetween, entryOf, movedValues, onDay, rangeFilter } from '../../../../../plugins/core/views/entry.js';
import { shownDays, turn } from '../../../../../plugins/core/views/calendar/days.js';
import { entriesByDay, hoursOf } from '../../../../../plugins/core/views/calendar/entries.js';
import { addDays, dayOfWeek, localDate, localDateTime } from '../../../../../metadata/time.js';

const day = fc.integer({ min: 0, max: 40_000 }).map((n) => addDays('1970-01-01', n));

describe('views/calendar/days', () => {
  it('shows whole weeks from Monday that hold the month, and no week without a day of it', () => {
    fc.assert(
      fc.property(day, (at) => {
        const days = shownDays(at, 'month');
        expect(dayOfWeek(days[0]!)).to.equal(1);
        expect(days.length % 7).to.equal(0);
        expect(days).to.include.members([at, `${at.slice(0, 7)}-01`]);
        const weeks = Array.from({ length: days.length / 7 }, (_, n) => days.slice(n * 7, n * 7 + 7));
        for (const week of weeks) expect(week.some((each) => each.slice(0, 7) === at.slice(0, 7))).to.equal(true);
        expect(shownDays(at, 'week')).to.have.length(7).and.to.include(at);
        expect(shownDays(at, 'day')).to.deep.equal([at]);
        expect(turn(turn(at, 'day', 1), 'day', -1)).to.equal(at);
      }),
    );
  });

  it('turns to the month before and after, to its last day where it is shorter', () => {
    expect(turn('2026-03-31', 'month', -1)).to.equal('2026-02-28');
    expect(turn('2026-12-31', 'month', 1)).to.equal('2027-01-31');
    expect(turn('2026-12-31', 'week', 1)).to.equal('2027-01-07');
  });

  it('asks for the days shown: dates as they are, instants of the zone, and what reaches into them', () => {
    expect(rangeFilter({ path: 'due' }, ['2026-03-02', '2026-03-08'], undefined)).to.deep.equal({
      and: [
        { field: 'due', op: 'gte', value: '2026-03-02' },
        { field: 'due', op: 'lte', value: '2026-03-08' },
      ],
    });
    // Clocks go forward on the 29th.
    expect(rangeFilter({ path: 'at', end: 'to' }, ['2026-03-23', '2026-03-29'], 'Europe/Berlin')).to.deep.equal({
      and: [
        { field: 'at', op: 'lt', value: '2026-03-29T22:00:00.000Z' },
        {
          or: [
            { field: 'at', op: 'gte', value: '2026-03-22T23:00:00.000Z' },
            { field: 'to', op: 'gte', value: '2026-03-22T23:00:00.000Z' },
          ],
        },
      ],
    });
  });

  it('keeps the time of day on another day, also over a change of clocks', () => {
    expect(onDay('2026-03-27', '2026-03-30', 'Europe/Berlin')).to.equal('2026-03-30');
    const moved = onDay('2026-03-27T08:30:00.000Z', '2026-03-30', 'Europe/Berlin');
    expect(localDateTime(moved, 'Europe/Berlin')).to.equal('2026-03-30T09:30:00.000');
  });
});

describe('views/calendar/entries', () => {
  const options = { from: 'at', end: 'to' };
  const zone = 'Asia/Shanghai';
  const row = (at: string | null, to: string | null = null) => ({ id: 'r', version: 1, at, to });

  it('stands on the days of the zone from its beginning to its end', () => {
    const entry = entryOf(row('2026-05-01T17:00:00.000Z', '2026-05-03T17:00:00.000Z'), options, zone)!;
    expect([entry.first, entry.last]).to.deep.equal(['2026-05-02', '2026-05-04']);
    const days = entriesByDay([entry], ['2026-05-03', '2026-05-04', '2026-05-05']);
    expect([...days.values()].map((each) => each.length)).to.deep.equal([1, 1, 0]);
    expect(entryOf(row(null), options, zone)).to.equal(undefined);
    // An end before the beginning is no reason to vanish.
    expect(entryOf(row('2026-05-05', '2026-05-01'), options, zone)!.last).to.equal('2026-05-05');
  });

  it('puts whole days first, then goes by time', () => {
    const entries = ['2026-05-02T03:00:00.000Z', '2026-05-02T01:00:00.000Z', '2026-05-02'].map((at) =>
      entryOf(row(at), options, zone)!,
    );
    expect(
      entriesByDay(entries, ['2026-05-02'])
        .get('2026-05-02')!
        .map((each) => each.at),
    ).to.deep.equal([undefined, '2026-05-02T01:00:00.000Z', '2026-05-02T03:00:00.000Z']);
  });

  it('keeps length and time of day when it is moved, and comes back', () => {
    const hours = fc.integer({ min: 0, max: 24 * 60 }).map((n) => n * 3_600_000);
    fc.assert(
      fc.property(day, hours, day, (begin, length, to) => {
        const start = Date.parse(`${begin}T00:00:00.000Z`);
        const given = row(new Date(start).toISOString(), new Date(start + length).toISOString());
        const entry = entryOf(given, options, zone)!;
        const values = movedValues(entry, to, options, zone) as { at: string; to: string };
        expect(localDate(values.at, zone)).to.equal(to);
        const after = entryOf(row(values.at, values.to), options, zone)!;
        expect(daysBetween(after.first, after.last)).to.equal(daysBetween(entry.first, entry.last));
      }),
    );
    const dates = movedValues(entryOf(row('2026-05-01', '2026-05-03'), options, zone)!, '2026-06-01', options, zone);
    expect(dates).to.deep.equal({ at: '2026-06-01', to: '2026-06-03' });
  });

  it('puts the entries of a day beside the hours that they begin in, by the clock of the zone', () => {
    const zone = 'Europe/Berlin';
    const at = (id: string, from: string) => entryOf({ id, version: 1, at: from, to: null }, options, zone)!;
    const entries = [
      at('night', '2026-03-01T22:30:00.000Z'), at('early', '2026-03-02T05:15:00.000Z'), at('nine', '2026-03-02T08:00:00.000Z'),
      at('later', '2026-03-02T08:45:00.000Z'), at('late', '2026-03-02T20:00:00.000Z'), at('whole', '2026-03-02'),
    ]; // prettier-ignore
    const [night, ...others] = entries;
    const hours = hoursOf([{ ...night!, last: '2026-03-02' }, ...others], '2026-03-02', zone);
    expect(hours.map(({ hour }) => hour)).to.deep.equal([undefined, ...Array.from({ length: 16 }, (_, n) => n + 6)]);
    const begun = hours.flatMap(({ hour, entries: each }) => (each.length > 0 ? [[hour, each.map(({ row }) => row.id)]] : []));
    expect(begun).to.deep.equal([[undefined, ['night', 'whole']], [6, ['early']], [9, ['nine', 'later']], [21, ['late']]]);
    expect(hoursOf([], '2026-03-02', zone).map(({ hour }) => hour)).to.deep.equal([8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18]);
  }); // prettier-ignore
});
