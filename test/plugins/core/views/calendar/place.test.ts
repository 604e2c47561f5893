import { expect } from 'chai';
import fc from 'fast-check';
import { addDays } from '../../../../../metadata/time.js';
import { dayAfterKey, stepOf } from '../../../../../plugins/core/views/calendar/calendar-keys.js';
import { scales } from '../../../../../plugins/core/views/calendar/days.js';
import { placeText, readPlace } from '../../../../../plugins/core/views/calendar/place.js';

const begin = { day: '2026-11-29', scale: 'month' } as const;
const day = fc.integer({ min: 0, max: 40_000 }).map((n) => addDays('1970-01-01', n));

describe('views/calendar/place', () => {
  it('is read from the address as it was written', () => {
    fc.assert(
      fc.property(day, fc.constantFrom(...scales), (at, scale) => {
        expect(readPlace(placeText({ day: at, scale }), begin)).to.deep.equal({ day: at, scale });
      }),
    );
  });

  it('is where the calendar begins when it cannot be read, and a month when only a day is given', () => {
    for (const text of ['', 'week', 'week:', 'year:2026-01-01', '2026-02-30', 'month:2026-1-1']) {
      expect(readPlace(text, begin), text).to.equal(begin);
    }
    expect(readPlace('2027-03-04', begin)).to.deep.equal({ day: '2027-03-04', scale: 'month' });
  });
});

describe('views/calendar/calendar-keys', () => {
  it('goes by days, weeks and periods, and to the ends of the week', () => {
    const go = (key: string) => dayAfterKey(key, '2026-11-26', begin);
    expect(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'].map(go)).to.deep.equal(['2026-11-25', '2026-11-27', '2026-11-19', '2026-12-03']); // prettier-ignore
    expect(['Home', 'End', 'PageUp', 'PageDown'].map(go)).to.deep.equal(['2026-11-23', '2026-11-29', '2026-10-26', '2026-12-26']); // prettier-ignore
    expect(['PageUp', 'PageDown', 'Home'].map((key) => dayAfterKey(key, begin.day, { day: begin.day, scale: 'day' }))).to.deep.equal(['2026-11-28', '2026-11-30', '2026-11-29']); // prettier-ignore
    expect([go('a'), stepOf('a'), stepOf('ArrowUp')]).to.deep.equal([undefined, undefined, -7]);
  });
});
