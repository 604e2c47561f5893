import { expect } from 'chai';
import fc from 'fast-check';
import { addDays } from '../../../../../metadata/time.js';
import { addUnits, axisOf, beginAt, partOf, placeOf, placeText, readPlace, turn, zoomTo } from '../../../../../plugins/core/views/timeline/axis.js'; // prettier-ignore
import { zooms } from '../../../../../plugins/core/views/timeline/schema.js';

const day = fc.integer({ min: 5000, max: 30_000 }).map((n) => addDays('1970-01-01', n));
const zoom = fc.constantFrom(...zooms);
const sum = (of: readonly { readonly width: number }[]) => of.reduce((total, each) => total + each.width, 0);

describe('views/timeline/axis', () => {
  it('is covered by its units and by the periods above them, without gaps', () => {
    fc.assert(
      fc.property(day, zoom, (today, unit) => {
        const axis = axisOf(beginAt(today, unit));
        for (const stretches of [axis.units, axis.periods]) {
          expect(sum(stretches)).to.be.closeTo(100, 1e-6);
          stretches.forEach((each, at) => {
            const before = stretches[at - 1];
            expect(each.left).to.be.closeTo(before ? before.left + before.width : 0, 1e-6);
          });
        }
        expect(placeOf(today, axis)).to.be.within(0, 50);
      }),
    );
  });

  it('says how many units there are, and where they begin', () => {
    const counts = zooms.map((unit) => axisOf(beginAt('2026-11-29', unit)).units.length);
    expect(counts).to.deep.equal([28, 16, 12, 8]);
    const months = axisOf({ zoom: 'month', first: '2026-08-01' });
    expect([months.last, months.days]).to.deep.equal(['2027-07-31', 365]);
    expect(months.periods.map((each) => each.first)).to.deep.equal(['2026-01-01', '2027-01-01']);
    expect(beginAt('2026-11-29', 'week').first).to.equal('2026-10-26');
    expect(beginAt('2026-11-29', 'quarter').first).to.equal('2026-04-01');
  });

  it('comes back to where it was, and keeps its middle in another unit', () => {
    fc.assert(
      fc.property(day, zoom, zoom, (today, unit, other) => {
        const place = beginAt(today, unit);
        expect(turn(turn(place, 1), -1)).to.deep.equal(place);
        const { first, days } = axisOf(place);
        expect(placeOf(addDays(first, Math.floor(days / 2)), axisOf(zoomTo(place, other)))).to.be.within(43, 63);
      }),
    );
  });

  it('is read from the address as it was written, and begins anew with what cannot be read', () => {
    const begin = beginAt('2026-11-29', 'month');
    fc.assert(
      fc.property(day, zoom, (today, unit) => {
        const place = beginAt(today, unit);
        expect(readPlace(placeText(place), begin)).to.deep.equal(place);
      }),
    );
    for (const text of ['', 'month', 'year:2026-01-01', 'day:2026-02-30'])
      expect(readPlace(text, begin)).to.equal(begin);
    expect(readPlace('month:2026-05-17', begin).first).to.equal('2026-05-01');
  });

  it('shows the part of an entry that is on it', () => {
    const axis = axisOf({ zoom: 'day', first: '2026-11-01' });
    const part = (first: string, last: string) => partOf({ first, last }, axis);
    expect(part('2026-11-01', '2026-11-07')).to.deep.equal({ left: 0, width: 25, before: false, after: false });
    expect(part('2026-10-01', '2026-12-31')).to.deep.equal({ left: 0, width: 100, before: true, after: true });
    expect(part('2026-11-28', '2026-11-29')).to.deep.include({ before: false, after: true });
    expect([part('2026-10-01', '2026-10-31'), part('2026-11-29', '2026-12-01')]).to.deep.equal([undefined, undefined]);
  });

  it('goes on by units, to the last day of a shorter month', () => {
    expect(addUnits('2026-01-31', 'month', 1)).to.equal('2026-02-28');
    expect(addUnits('2026-11-30', 'quarter', 1)).to.equal('2027-02-28');
    expect([addUnits('2026-03-01', 'day', -1), addUnits('2026-03-01', 'week', 2)]).to.deep.equal(['2026-02-28', '2026-03-15']); // prettier-ignore
  });
});
