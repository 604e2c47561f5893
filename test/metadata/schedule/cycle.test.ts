import { expect } from 'chai';
import fc from 'fast-check';
import { cronOf, cycleOf, evenStep, readCron, type Cycle } from '../../../metadata/schedule/cycle.js';

const time = fc.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 })).map(([h, m]) => `${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`); // prettier-ignore

describe('metadata/schedule/cycle', () => {
  it('finds each choice again in the pattern it makes', () => {
    const cycle = fc.oneof(
      fc.record({ every: fc.constantFrom('day', 'weekday', 'lastDay'), time }),
      fc.record({ every: fc.constant('week'), time, weekday: fc.integer({ min: 1, max: 7 }) }),
      fc.record({ every: fc.constant('month'), time, day: fc.integer({ min: 1, max: 31 }) }),
    ) as fc.Arbitrary<Cycle>;
    fc.assert(fc.property(cycle, (each) => expect(cycleOf(cronOf(each))).to.deep.equal(each) && undefined));
  });

  it('keeps every other pattern as it stands', () => {
    for (const cron of ['0 8,12 * * *', '*/30 8-17 * * 1-5', '0 8 1 1 *', '0 8 1 * 1', '61 8 * * *', '0 8 * * 9', 'x'])
      expect(cycleOf(cron)).to.deep.equal({ every: 'cron', cron });
    expect(cronOf({ every: 'cron', cron: '  0   8 * *  1 ' })).to.equal('0 8 * * 1');
  });

  it('reads a pattern as sets of values', () => {
    expect(readCron('*/15 8-10 L,15 JAN-MAR MON,5,0')).to.deep.equal({
      minutes: [0, 15, 30, 45], hours: [8, 9, 10], days: [15], lastDay: true, months: [1, 2, 3], weekdays: [1, 5, 7],
    }); // prettier-ignore
    expect(readCron('0 8 * * 0-6')?.weekdays).to.equal(undefined);
    expect(readCron('5/20 * * * *')?.minutes).to.deep.equal([5, 25, 45]);
    expect(readCron('0 8 L * *')).to.include({ lastDay: true });
    for (const wrong of [
      '0 8 * *',
      '0 8 15W * *',
      '0 8 * * 1#2',
      '60 8 * * *',
      '0 8-7 * * *',
      '0 8 * FOO *',
      '*/0 * * * *',
    ])
      expect(readCron(wrong), wrong).to.equal(undefined);
  });

  it('knows what comes evenly', () => {
    expect(evenStep([0, 15, 30, 45], 60)).to.equal(15);
    for (const uneven of [[0], [0, 25, 50], [5, 35], [0, 15, 30]]) expect(evenStep(uneven, 60)).to.equal(undefined);
  });
});
