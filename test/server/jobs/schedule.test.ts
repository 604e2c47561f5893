import { expect } from 'chai';
import fc from 'fast-check';
import type { JobDocument } from '../../../metadata/schema/app.js';
import { backOffSeconds } from '../../../server/jobs/back-off.js';
import { createBatch } from '../../../server/jobs/batch.js';
import type { Enqueue } from '../../../server/jobs/port.js';
import { createSchedule, nextRun } from '../../../server/jobs/schedule.js';
import { pause } from '../../helper/eventually.js';
import { eachDatabase, quietLog } from '../../helper/databases.js';
import { createTestClock } from '../../helper/http.js';

describe('jobs/schedule: next run', () => {
  const next = (cron: string, zone: string, after: string) => nextRun(cron, zone, new Date(after))?.toISOString();

  for (const [zone, cron, after, expected] of [
    ['UTC', '0 3 * * *', '2026-11-21T08:00:00Z', '2026-11-22T03:00:00.000Z'],
    ['Asia/Shanghai', '0 3 * * *', '2026-11-21T08:00:00Z', '2026-11-21T19:00:00.000Z'],
    ['Europe/Berlin', '30 8 * * *', '2026-03-28T08:00:00Z', '2026-03-29T06:30:00.000Z'],
    ['Europe/Berlin', '30 8 * * *', '2026-10-24T08:00:00Z', '2026-10-25T07:30:00.000Z'],
    ['America/New_York', '0 9 * * 1', '2026-03-06T20:00:00Z', '2026-03-09T13:00:00.000Z'],
    ['Australia/Lord_Howe', '0 12 * * *', '2026-10-03T12:00:00Z', '2026-10-04T01:00:00.000Z'],
    ['UTC', '0 0 29 2 *', '2026-11-21T08:00:00Z', '2028-02-29T00:00:00.000Z'],
  ] as const) {
    it(`${cron} in ${zone} after ${after}`, () => expect(next(cron, zone, after)).to.equal(expected));
  }

  it('runs once in the night when clocks go back, and once when they go forward', () => {
    for (const [from, to] of [
      ['2026-10-24T12:00:00Z', '2026-10-26T12:00:00Z'],
      ['2026-03-28T12:00:00Z', '2026-03-30T12:00:00Z'],
    ] as const) {
      const runs: string[] = [];
      for (let at = next('30 2 * * *', 'Europe/Berlin', from); at && at < new Date(to).toISOString(); at = next('30 2 * * *', 'Europe/Berlin', at)) runs.push(at); // prettier-ignore
      expect(runs).to.have.length(2);
    }
  });

  it('has none for a date that never comes, and throws for a pattern that is none', () => {
    expect(next('0 0 31 2 *', 'UTC', '2026-11-21T08:00:00Z')).to.equal(undefined);
    expect(() => next('every day', 'UTC', '2026-11-21T08:00:00Z')).to.throw();
  });
});

describe('jobs/back-off', () => {
  it('grows, stays within an hour, and spreads over half of its step', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), fc.double({ min: 0, max: 1, noNaN: true }), (attempt, random) => {
        const seconds = backOffSeconds(attempt, random);
        expect(seconds).to.be.within(1, 3600);
        expect(seconds).to.be.at.most(2 * backOffSeconds(attempt, 0));
        expect(backOffSeconds(attempt + 1, random)).to.be.at.least(seconds);
      }),
    );
  });
});

describe('jobs/batch', () => {
  it('hands over everything once, in order, at most `size` at a time, never two at a time', async () => {
    const taken: number[][] = [];
    let inside = 0;
    const batch = createBatch<number>({
      size: 7,
      pauseMs: 1,
      async take(items) {
        expect(++inside).to.equal(1);
        await pause(1);
        taken.push([...items]);
        inside--;
      },
    });
    for (let n = 0; n < 50; n++) {
      batch.add(n);
      if (n % 9 === 0) await pause(1);
    }
    await batch.flush();
    expect(taken.flat()).to.deep.equal(Array.from({ length: 50 }, (_, n) => n));
    expect(Math.max(...taken.map((items) => items.length))).to.be.at.most(7);
  });
});

eachDatabase('jobs/schedule', (fixture) => {
  const document = (rest: Partial<JobDocument>): JobDocument => ({
    kind: 'job', id: '01KAJ0QX00T2N8C9SEPKXKVM00', name: 'nightly', schema: 1, handler: 'cleanup', cron: '0 3 * * *', ...rest,
  }); // prettier-ignore

  function make(documents: () => readonly JobDocument[], clock = createTestClock()) {
    const queued: Enqueue[] = [];
    const log = quietLog();
    const schedule = createSchedule({
      database: fixture.database,
      clock,
      log,
      documents,
      zone: () => 'Asia/Shanghai',
      enqueue: async (job) => `id-${queued.push(job)}`,
    });
    return { schedule, queued, clock, log };
  }
  beforeEach(() => fixture.database.write((transaction) => transaction('sys_setting').delete()));

  it('waits for the next run in the site zone, then queues it once', async () => {
    const { schedule, queued, clock } = make(() => [document({ arguments: { events: 10 } })]);
    expect((await schedule.tick())?.toISOString()).to.equal('2026-11-21T19:00:00.000Z');
    expect(queued).to.deep.equal([]);
    clock.advance(11 * 3600 + 1);
    expect((await schedule.tick())?.toISOString()).to.equal('2026-11-22T19:00:00.000Z');
    await schedule.tick();
    expect(queued).to.deep.equal([{ type: 'cleanup', payload: { events: 10 }, key: 'schedule:nightly' }]);
  });

  it('runs once after days of standing still, also for another process that looks later', async () => {
    const first = make(() => [document({ overlap: 'queue' })]);
    await first.schedule.tick();
    first.clock.advance(5 * 86_400);
    const second = make(() => [document({ overlap: 'queue' })], first.clock);
    const [a, b] = await Promise.all([first.schedule.tick(), second.schedule.tick()]);
    expect([...first.queued, ...second.queued]).to.deep.equal([{ type: 'cleanup', payload: {} }]);
    expect(a).to.deep.equal(b);
  });

  it('plans anew, without running, when the pattern or the zone was changed', async () => {
    let current = document({});
    const { schedule, queued, clock } = make(() => [current]);
    await schedule.tick();
    clock.advance(12 * 3600);
    current = document({ cron: '0 4 * * *', zone: 'UTC' });
    expect((await schedule.tick())?.toISOString()).to.equal('2026-11-22T04:00:00.000Z');
    expect(queued).to.deep.equal([]);
  });

  it('leaves out what is switched off, and tells once of a pattern that is none', async () => {
    const { schedule, queued, log } = make(() => [
      document({ active: false }),
      document({ name: 'broken', cron: 'every day' }),
    ]);
    expect(await schedule.tick()).to.equal(undefined);
    expect(await schedule.tick()).to.equal(undefined);
    expect(queued).to.deep.equal([]);
    expect(log.lines.map((line) => line.message)).to.deep.equal(['A schedule is not valid']);
  });
});
