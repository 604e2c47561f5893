import { expect } from 'chai';
import type { Enqueue } from '../../../server/jobs/port.js';
import { createDueRuns, cycleProblem, nextDue, nextDues } from '../../../server/schedules/due-runs.js';
import { createIds } from '../../../server/ids.js';
import { eachDatabase, quietLog } from '../../helper/databases.js';
import { createTestClock } from '../../helper/http.js';

const iso = (times: readonly Date[]) => times.map((at) => at.toISOString());

describe('schedules/due-runs: when', () => {
  for (const [zone, cron, from, expected] of [
    // The hour that is left out: at the first minute there is. The hour that comes twice: once.
    ['Europe/Madrid', '30 2 * * *', '2026-03-28T00:00:00Z', ['2026-03-28T01:30:00.000Z', '2026-03-29T01:00:00.000Z', '2026-03-30T00:30:00.000Z']],
    ['Europe/Madrid', '30 2 * * *', '2026-10-24T00:00:00Z', ['2026-10-24T00:30:00.000Z', '2026-10-25T00:30:00.000Z', '2026-10-26T01:30:00.000Z']],
    ['Asia/Shanghai', '0 8 * * 1', '2026-03-25T00:00:00Z', ['2026-03-30T00:00:00.000Z', '2026-04-06T00:00:00.000Z', '2026-04-13T00:00:00.000Z']],
    ['America/New_York', '30 2 * * *', '2026-03-07T00:00:00Z', ['2026-03-07T07:30:00.000Z', '2026-03-08T07:00:00.000Z', '2026-03-09T06:30:00.000Z']],
    ['America/New_York', '30 1 * * *', '2026-10-31T00:00:00Z', ['2026-10-31T05:30:00.000Z', '2026-11-01T05:30:00.000Z', '2026-11-02T06:30:00.000Z']],
    ['Europe/Madrid', '0 7 L * *', '2026-02-01T00:00:00Z', ['2026-02-28T06:00:00.000Z', '2026-03-31T05:00:00.000Z', '2026-04-30T05:00:00.000Z']],
    ['UTC', '0 7 31 * *', '2026-02-01T00:00:00Z', ['2026-03-31T07:00:00.000Z', '2026-05-31T07:00:00.000Z', '2026-07-31T07:00:00.000Z']],
  ] as const) {
    it(`${cron} in ${zone} from ${from}`, () =>
      expect(iso(nextDues({ cron, zone }, new Date(from), 3))).to.deep.equal(expected) && undefined);
  } // prettier-ignore

  it('keeps within the first and the last day of its zone', () => {
    const cycle = { cron: '0 0 * * *', zone: 'Asia/Shanghai', starts: '2026-06-10', ends: '2026-06-11' };
    expect(iso(nextDues(cycle, new Date('2026-06-01T00:00:00Z'), 5))).to.deep.equal(['2026-06-09T16:00:00.000Z', '2026-06-10T16:00:00.000Z']); // prettier-ignore
    expect(nextDue(cycle, new Date('2026-06-10T16:00:00Z'))).to.equal(undefined);
  });

  it('tells what is no cycle, and what would come too often', () => {
    const now = new Date('2026-06-01T00:00:00Z');
    const code = (changes: object) => cycleProblem({ cron: '0 8 * * *', zone: 'UTC', ...changes }, now)?.code;
    expect(code({})).to.equal(undefined);
    expect(code({ cron: '*/15 * * * *' })).to.equal(undefined);
    for (const [changes, expected] of [
      [{ zone: 'Mars/Olympus' }, 'UNKNOWN_ZONE'], [{ starts: '2026-02-30' }, 'INVALID_DATE'],
      [{ starts: '2026-06-02', ends: '2026-06-01' }, 'ENDS_BEFORE_START'], [{ cron: 'every day' }, 'INVALID_CRON'],
      [{ cron: '0 8 * * * *' }, 'INVALID_CRON'], [{ cron: '@daily' }, 'INVALID_CRON'], [{ cron: '0 0 31 2 *' }, 'NEVER_DUE'],
      [{ cron: '*/5 * * * *' }, 'TOO_OFTEN'], [{ cron: '0,10 8 * * *' }, 'TOO_OFTEN'], [{ cron: '99 8 * * *' }, 'INVALID_CRON'],
    ] as const) expect(code(changes), JSON.stringify(changes)).to.equal(expected); // prettier-ignore
  });
});

eachDatabase('schedules/due-runs: the rows', (fixture) => {
  async function open(start: string) {
    const { database } = fixture;
    await database.write(async (transaction) => {
      await transaction('sys_schedule').delete();
      await transaction('sys_schedule_run').delete();
    });
    const clock = createTestClock(start);
    const newId = createIds(clock);
    const make = () => createDueRuns({ database, clock, log: quietLog(), newId });
    const queued: string[] = [];
    const enqueue = (job: Enqueue) => {
      queued.push((job.payload as { run: string }).run);
      return Promise.resolve('job');
    };
    const add = async (id: string, cron: string, zone: string, more: object = {}) => {
      const body = { cron, zone };
      const next_at = nextDue(body, clock.now())!.toISOString();
      await database.write((transaction) => transaction('sys_schedule').insert({ id, owner_id: id, kind: 'report', target: 'x', title: 'x', body: JSON.stringify(body), cron, zone, next_at, paused: 0, version: 1, created_at: next_at, updated_at: next_at, ...more })); // prettier-ignore
    };
    const runs = async (id: string) =>
      ((await database.read('sys_schedule_run').where({ schedule_id: id }).orderBy('id').select('due_key')) as { due_key: string }[]).map(({ due_key }) => due_key.slice(id.length + 1)); // prettier-ignore
    return { database, clock, make, enqueue, queued, add, runs };
  }
  const zones = ['Europe/Madrid', 'Asia/Shanghai', 'America/New_York'];

  it('misses nothing and runs nothing twice over both changes of the clock', async function () {
    this.timeout(60_000);
    for (const [start, days] of [
      ['2026-03-05T12:00:00.000Z', 27],
      ['2026-10-22T12:00:00.000Z', 13],
    ] as const) {
      const site = await open(start);
      const one = site.make();
      const expected: Record<string, readonly string[]> = {};
      for (const [index, zone] of zones.entries()) {
        const id = `01KAJ0QX00SCHED0000000000${index}`;
        await site.add(id, '30 2 * * *', zone);
        expected[id] = iso(nextDues({ cron: '30 2 * * *', zone }, site.clock.now(), days));
      }
      const end = Date.parse(start) + days * 86_400_000;
      while (site.clock.now().getTime() < end) {
        site.clock.advance(6 * 3600);
        await one.tick(site.enqueue);
      }
      for (const [id, times] of Object.entries(expected)) {
        const due = times.filter((at) => Date.parse(at) <= end);
        expect(await site.runs(id)).to.deep.equal(due);
        expect(due).to.have.length(days);
      }
      expect(new Set(site.queued).size).to.equal(days * zones.length);
    }
  });

  it('runs once after a pause of any length, and looks ahead again', async () => {
    const site = await open('2026-06-01T12:00:00.000Z');
    const id = '01KAJ0QX00SCHED00000000009';
    await site.add(id, '0 8 * * *', 'UTC');
    site.clock.advance(10 * 86_400);
    const next = await site.make().tick(site.enqueue);
    expect(await site.runs(id)).to.deep.equal(['2026-06-02T08:00:00.000Z']);
    expect(next?.toISOString()).to.equal('2026-06-12T08:00:00.000Z');
    expect(site.queued).to.have.length(1);
  });

  it('runs once when two processes look at the same moment', async () => {
    const site = await open('2026-06-01T07:00:00.000Z');
    for (let n = 0; n < 5; n++) await site.add(`01KAJ0QX00SCHED0000000002${n}`, '0 8 * * *', 'UTC');
    site.clock.advance(7200);
    await Promise.all([site.make(), site.make(), site.make()].map((each) => each.tick(site.enqueue)));
    expect(site.queued).to.have.length(5);
  });

  it('leaves alone what is paused, deleted or over', async () => {
    const site = await open('2026-06-01T07:00:00.000Z');
    await site.add('01KAJ0QX00SCHED00000000031', '0 8 * * *', 'UTC', { paused: 1 });
    await site.add('01KAJ0QX00SCHED00000000032', '0 8 * * *', 'UTC', { deleted_at: '2026-06-01T00:00:00.000Z' });
    await site.add('01KAJ0QX00SCHED00000000033', '0 8 * * *', 'UTC', { next_at: null });
    site.clock.advance(86_400);
    expect(await site.make().tick(site.enqueue)).to.equal(undefined);
    expect(site.queued).to.deep.equal([]);
  });
});
