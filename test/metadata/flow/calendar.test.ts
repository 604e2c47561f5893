import { expect } from 'chai';
import fc from 'fast-check';
import { addWorking, dueAfter, workingBetween, type Calendar } from '../../../metadata/flow/calendar.js';
import { parseDuration } from '../../../metadata/flow/duration.js';
import { planFiring } from '../../../metadata/flow/firing.js';
import type { Timer } from '../../../metadata/flow/state.js';
import { localDateTime } from '../../../metadata/time.js';

const office = [['09:00', '12:00'], ['13:00', '18:00']] as const; // prettier-ignore
const work: Calendar = {
  zone: 'Asia/Shanghai',
  week: { 1: office, 2: office, 3: office, 4: office, 5: office },
  days: { '2026-10-01': [], '2026-10-02': [], '2026-10-10': [['09:00', '12:00']] },
};
/** Wall time there, of an instant given by wall time there. */
const local = (wall: string, after: string, calendar = work) =>
  localDateTime(dueAfter(new Date(`${wall}:00+08:00`).toISOString(), after, calendar), calendar.zone).slice(0, 16);

describe('flow/calendar', () => {
  it('reads durations, and what is none', () => {
    expect(parseDuration('P1Y2M3W4DT5H6M7S')).to.deep.equal({ months: 14, weeks: 3, days: 4, time: 18_367_000 });
    for (const none of ['P', 'PT', 'P1DT', 'P0D', 'PT0S', '8h', 'P1H', 'PT1D', 'P-1D', 'P1.5D'])
      expect(parseDuration(none), none).to.equal(undefined);
  });

  const table: readonly (readonly [string, string, string])[] = [
    ['2026-09-28T10:00', 'PT8H', '2026-09-29T10:00'],
    ['2026-09-28T10:00', 'PT1H', '2026-09-28T11:00'],
    ['2026-09-28T11:30', 'PT1H', '2026-09-28T13:30'],
    ['2026-09-28T10:00', 'PT7H', '2026-09-28T18:00'],
    ['2026-09-25T15:00', 'P1D', '2026-09-28T15:00'],
    ['2026-09-26T15:00', 'P1D', '2026-09-29T09:00'],
    ['2026-09-30T15:00', 'P1D', '2026-10-05T15:00'],
    ['2026-10-09T15:00', 'P1D', '2026-10-10T12:00'],
    ['2026-09-25T20:00', 'PT1H', '2026-09-28T10:00'],
    ['2026-09-25T15:00', 'P1W', '2026-10-05T09:00'],
    ['2026-09-28T10:00', 'P2DT2H', '2026-09-30T12:00'],
  ];
  for (const [from, after, expected] of table)
    it(`${after} of work after ${from} is ${expected}`, () => expect(local(from, after)).to.equal(expected));

  it('keeps the wall time of a day over a change of clocks, and counts hours by the clock', () => {
    const berlin = { zone: 'Europe/Berlin' };
    expect(dueAfter('2026-03-28T09:00:00.000Z', 'P1D', berlin)).to.equal('2026-03-29T08:00:00.000Z');
    expect(dueAfter('2026-03-28T09:00:00.000Z', 'PT24H', berlin)).to.equal('2026-03-29T09:00:00.000Z');
    expect(dueAfter('2026-10-24T08:00:00.000Z', 'P1D', berlin)).to.equal('2026-10-25T09:00:00.000Z');
    expect(dueAfter('2026-01-31T12:00:00.000Z', 'P1M', { zone: 'UTC' })).to.equal('2026-02-28T12:00:00.000Z');
    expect(dueAfter('2026-01-01T00:00:00.000Z', 'P40D', { zone: 'UTC' })).to.equal('2026-02-10T00:00:00.000Z');
  });

  it('ends where there is no work at all', () => {
    const never: Calendar = { zone: 'UTC', week: {} };
    expect(dueAfter('2026-01-01T00:00:00.000Z', 'P1DT1H', never)).to.equal('2026-01-01T01:00:00.000Z');
    expect(workingBetween('2026-01-01T00:00:00.000Z', '2027-01-01T00:00:00.000Z', never)).to.equal(0);
  });

  it('measures what it adds', () => {
    const start = Date.parse('2026-09-20T00:00:00.000Z');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20 * 1440 }), fc.integer({ min: 1, max: 60 * 60 }), (minute, length) => {
        const from = new Date(start + minute * 60_000).toISOString();
        expect(workingBetween(from, addWorking(from, length * 60_000, work), work)).to.equal(length * 60_000);
      }),
      { numRuns: 40 },
    );
  });
});

describe('flow/firing', () => {
  const timer = (tier: number, does: Timer['does'], dueAt: string): Timer =>
    ({ id: `t${tier}`, owner: { table: 'tasks', id: 'a' }, node: 'n', visit: 1, tier, does, dueAt, state: 'armed', left: null }); // prettier-ignore
  const three = [timer(0, 'remind', '1'), timer(1, 'escalate', '2'), timer(2, 'reject', '3')];
  const plan = (timers: readonly Timer[], now: string) => {
    const { fires, merged } = planFiring(timers, now);
    return [fires?.id, merged.map(({ id }) => id)];
  };

  it('fires the highest tier that decides, once, and merges the others', () => {
    expect(['0', '1', '2', '3'].map((now) => plan(three, now))).to.deep.equal([[undefined, []], ['t0', []], ['t1', ['t0']], ['t2', ['t0', 't1']]]); // prettier-ignore
    expect(plan([timer(0, 'remind', '1'), timer(1, 'remind', '2')], '9')).to.deep.equal(['t1', ['t0']]);
    expect(plan([timer(0, 'escalate', '1'), timer(1, 'remind', '2')], '9')).to.deep.equal(['t0', ['t1']]);
    expect(plan([{ ...three[2]!, state: 'frozen' }], '9')).to.deep.equal([undefined, []]);
  });
});
