/**
 * What every job driver must hold, run against each of them over each database: none lost, none twice, cancel, retry,
 * one per key, order, delay, and a worker that dies in the middle.
 */
import { Type } from '@sinclair/typebox';
import { expect } from 'chai';
import type { JobType } from '../../metadata/contributions.js';
import { closed } from '../../metadata/schema/common.js';
import type { JobServer } from '../../server/api.js';
import type { Clock } from '../../server/context.js';
import type { Database } from '../../server/database/database.js';
import type { LiveEvent } from '../../server/http/events.js';
import { type JobPort, type JobRow, UnrecoverableJobError } from '../../server/jobs/port.js';
import { createTestClock, type TestClock } from '../helper/http.js';
import { eventually, pause } from '../helper/eventually.js';

export interface DriverOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly types: readonly JobType[];
  readonly servers: readonly JobServer[];
  readonly events: (event: LiveEvent) => void;
  /** Jobs at the same time; a person has half of them. */
  readonly concurrency: number;
}

export interface Driver {
  readonly port: JobPort;
  /** Ends it as if its process had been killed. */
  kill(): void;
}

/** `open` gives a fresh database; `makeDriver` a driver that looks often (tens of milliseconds). */
export function jobConformance(
  name: string,
  setting: { open(): Promise<Database>; makeDriver(options: DriverOptions): Promise<Driver> | Driver },
): void {
  describe(`${name}: conformance`, () => {
    let database: Database;
    let clock: TestClock;
    let drivers: Driver[];
    let events: LiveEvent[];
    before(async () => {
      database = await setting.open();
    });
    beforeEach(async () => {
      await database.write((transaction) => transaction('sys_job').delete());
      clock = createTestClock();
      drivers = [];
      events = [];
    });
    afterEach(async () => {
      for (const driver of drivers) await driver.port.close();
    });

    const any = Type.Record(Type.String(), Type.Unknown());
    async function make(
      handlers: Readonly<Record<string, JobServer['run']>>,
      types: Partial<JobType> = {},
      concurrency = 2,
    ) {
      const ids = Object.keys(handlers);
      const driver = await setting.makeDriver({
        database,
        clock,
        types: ids.map((id) => ({ id, label: id, icon: 'job', payload: any, ...types })),
        servers: ids.map((id) => ({ id, run: handlers[id]! })),
        events: (event) => void events.push(event),
        concurrency,
      });
      drivers.push(driver);
      return driver;
    }
    const until = (port: JobPort, id: string, ...states: JobRow['state'][]) =>
      eventually(
        async () => {
          const job = await port.get(id);
          return job && states.includes(job.state) ? job : undefined;
        },
        `job ${id} to be ${states.join(' or ')}`,
      );

    it('runs each of many jobs exactly once, with two workers on the same rows', async () => {
      const runs = new Map<number, number>();
      const handler: JobServer['run'] = async (_context, payload: { n: number }) => {
        runs.set(payload.n, (runs.get(payload.n) ?? 0) + 1);
        if (payload.n % 50 === 0) await pause(5);
      };
      const a = (await make({ count: handler })).port;
      const b = (await make({ count: handler })).port;
      await database.write(async (transaction) => {
        for (let n = 0; n < 300; n++) await a.enqueue({ type: 'count', payload: { n } }, transaction);
      });
      a.start();
      b.start();
      await eventually(async () => {
        const open = await database.read('sys_job').whereNot('state', 'done').first();
        return open ? undefined : true;
      }, 'all jobs to be done');
      expect(runs.size).to.equal(300);
      expect([...runs.values()].filter((times) => times !== 1)).to.deep.equal([]);
    });

    it('keeps what the handler gave back, and hands it the payload', async () => {
      const { port } = await make({ double: async (_context, payload: { n: number }) => ({ twice: payload.n * 2 }) });
      port.start();
      const id = await port.enqueue({ type: 'double', payload: { n: 21 }, principalId: 'ann' });
      const job = await until(port, id, 'done');
      expect(job).to.deep.include({
        result: { twice: 42 },
        payload: { n: 21 },
        attempts: 1,
        createdBy: 'ann',
        error: null,
      });
      expect(job.startedAt).to.be.a('string');
      expect(job.endedAt).to.be.a('string');
    });

    it('has a job exactly when its transaction committed, and begins at once then', async () => {
      const { port } = await make({ nothing: async () => undefined });
      port.start();
      await pause(50);
      let lost = '';
      await database
        .write(async (transaction) => {
          lost = await port.enqueue({ type: 'nothing', payload: {} }, transaction);
          throw new Error('roll back');
        })
        .catch(() => undefined);
      const kept = await database.write((transaction) => port.enqueue({ type: 'nothing', payload: {} }, transaction));
      await until(port, kept, 'done');
      expect(await port.get(lost)).to.equal(undefined);
    });

    it('has at most one unfinished job per key, and frees the key when it ends', async () => {
      const { port } = await make({ keyed: async () => undefined });
      const ids = await Promise.all([1, 2, 3].map(() => port.enqueue({ type: 'keyed', payload: {}, key: 'k' })));
      expect(new Set(ids).size).to.equal(1);
      port.start();
      await until(port, ids[0]!, 'done');
      const again = await port.enqueue({ type: 'keyed', payload: {}, key: 'k' });
      expect(again).not.to.equal(ids[0]);
      await until(port, again, 'done');
    });

    it('runs urgent jobs first and others in the order they came', async () => {
      const order: string[] = [];
      const { port } = await make({
        ordered: async (_context, payload: { name: string }) => void order.push(payload.name),
      });
      for (const [name, priority] of [
        ['a', 0],
        ['b', 0],
        ['late', -1],
        ['urgent', 5],
      ] as const) {
        await port.enqueue({ type: 'ordered', payload: { name }, priority });
        clock.advance(1);
      }
      const last = await port.enqueue({ type: 'ordered', payload: { name: 'c' } });
      port.start();
      await until(port, last, 'done');
      await eventually(async () => order.length === 5 || undefined, 'five runs');
      expect(order).to.deep.equal(['urgent', 'a', 'b', 'c', 'late']);
    });

    it('waits until the time it was given', async () => {
      const { port } = await make({ nothing: async () => undefined });
      const at = new Date(clock.now().getTime() + 60_000).toISOString();
      const id = await port.enqueue({ type: 'nothing', payload: {}, notBefore: at });
      const now = await port.enqueue({ type: 'nothing', payload: {} });
      port.start();
      await until(port, now, 'done');
      expect((await port.get(id))?.state).to.equal('queued');
      clock.advance(61);
      await until(port, id, 'done');
    });

    it('tries a failing job again after a pause, and gives up after its attempts', async () => {
      let calls = 0;
      const { port } = await make(
        {
          flaky: async (_context, payload: { good: number }, run) => {
            calls++;
            if (run.attempt < payload.good) throw new Error('the printer is on fire');
            return run.attempt;
          },
        },
        { attempts: 3 },
      );
      port.start();
      const good = await port.enqueue({ type: 'flaky', payload: { good: 2 } });
      const waiting = await eventually(async () => {
        const job = await port.get(good);
        return job?.state === 'queued' && job.attempts === 1 ? job : undefined;
      }, 'the first attempt to fail');
      expect(waiting.error?.message).not.to.contain('fire');
      clock.advance(10);
      expect((await until(port, good, 'done')).result).to.equal(2);

      calls = 0;
      const bad = await port.enqueue({ type: 'flaky', payload: { good: 99 } });
      for (let attempt = 1; attempt < 3; attempt++) {
        await eventually(async () => calls === attempt || undefined, `attempt ${attempt}`);
        await eventually(async () => (await port.get(bad))?.state === 'queued' || undefined, 'the pause');
        clock.advance(60);
      }
      const failed = await until(port, bad, 'failed');
      expect([failed.attempts, calls, failed.error?.code]).to.deep.equal([3, 3, 'INTERNAL']);
    });

    it('runs two jobs of a person at a time; what others order later is done meanwhile, and none is left', async () => {
      const open: (() => void)[] = [];
      const running = { now: 0, most: 0 };
      const { port } = await make(
        {
          held: async () => {
            running.most = Math.max(running.most, ++running.now);
            await new Promise<void>((resolve) => open.push(resolve));
            running.now--;
          },
          quick: async () => undefined,
        },
        {},
        4,
      );
      const many = [];
      for (let n = 0; n < 12; n++) many.push(await port.enqueue({ type: 'held', payload: {}, principalId: 'ann' }));
      const later = await port.enqueue({ type: 'quick', payload: {}, principalId: 'bob' });
      port.start();
      await until(port, later, 'done');
      await eventually(async () => open.length === 2 || undefined, 'two to run');
      // Nothing more happens to begin by itself: the site's own are nobody's and pass.
      const own = await port.enqueue({ type: 'quick', payload: {} });
      await until(port, own, 'done');
      expect([open.length, running.now]).to.deep.equal([2, 2]);
      for (const id of many) {
        while (!['done'].includes((await port.get(id))!.state)) {
          open.splice(0).forEach((finish) => finish());
          await pause(5);
        }
      }
      expect(running.most).to.equal(2);
    });

    it('fails at once where trying again is no use, and runs again when a person says so', async () => {
      let broken = true;
      const { port } = await make({
        hopeless: async () => {
          if (broken) throw new UnrecoverableJobError('The file is empty.');
          return 'fine';
        },
      });
      port.start();
      const id = await port.enqueue({ type: 'hopeless', payload: {} });
      const job = await until(port, id, 'failed');
      expect([job.attempts, job.error?.message]).to.deep.equal([1, 'The file is empty.']);
      broken = false;
      expect(await port.retry(id)).to.equal(true);
      expect((await until(port, id, 'done')).result).to.equal('fine');
      expect(await port.retry(id)).to.equal(false);
    });

    it('cancels a waiting job at once and a running one through its signal', async () => {
      const started: string[] = [];
      const { port } = await make({
        endless: (_context, _payload, run) =>
          new Promise((_resolve, reject) => {
            started.push(run.id);
            run.signal.addEventListener('abort', () => reject(new Error('stopped')));
          }),
        other: async () => undefined,
      });
      const waiting = await port.enqueue({ type: 'other', payload: {} });
      expect(await port.cancel(waiting)).to.equal(true);
      expect((await port.get(waiting))?.state).to.equal('cancelled');
      port.start();
      const id = await port.enqueue({ type: 'endless', payload: {}, key: 'one' });
      await eventually(async () => started.includes(id) || undefined, 'the job to run');
      expect(await port.cancel(id)).to.equal(true);
      const job = await until(port, id, 'cancelled');
      expect(job.endedAt).to.be.a('string');
      expect(await port.cancel(id)).to.equal(false);
      expect(await port.enqueue({ type: 'other', payload: {}, key: 'one' })).not.to.equal(id);
    });

    it('cancels through another process too', async () => {
      const started: string[] = [];
      const handler: JobServer['run'] = (_context, _payload, run) =>
        new Promise((_resolve, reject) => {
          started.push(run.id);
          run.signal.addEventListener('abort', () => reject(new Error('stopped')));
        });
      const a = (await make({ endless: handler })).port;
      const b = (await make({ endless: handler })).port;
      a.start();
      const id = await a.enqueue({ type: 'endless', payload: {} });
      await eventually(async () => started.includes(id) || undefined, 'the job to run');
      await b.cancel(id);
      await until(b, id, 'cancelled');
    });

    it('gives the job of a killed worker to another one, and ignores what the dead one still says', async () => {
      let release = (_value: unknown): void => undefined;
      const hang: JobServer['run'] = () => new Promise((resolve) => (release = resolve));
      const a = await make({ work: hang }, { lease: 30 });
      const b = await make({ work: async () => 'second' }, { lease: 30 });
      a.port.start();
      const id = await a.port.enqueue({ type: 'work', payload: {} });
      await until(b.port, id, 'running');
      a.kill();
      b.port.start();
      await pause(60);
      expect((await b.port.get(id))?.state).to.equal('running');
      clock.advance(31);
      const job = await until(b.port, id, 'done');
      release('first');
      await pause(30);
      expect([job.result, (await b.port.get(id))?.result, job.attempts]).to.deep.equal(['second', 'second', 2]);
    });

    it('fails a job that takes its process down every time', async () => {
      for (let attempt = 1; attempt <= 2; attempt++) {
        const driver = await make({ poison: () => new Promise(() => undefined) }, { attempts: 2, lease: 30 });
        driver.port.start();
        if (attempt === 1) await driver.port.enqueue({ type: 'poison', payload: {} });
        await eventually(async () => {
          const job = (await driver.port.list({ limit: 1 }))[0];
          return (job?.state === 'running' && job.attempts === attempt) || undefined;
        }, `attempt ${attempt}`);
        driver.kill();
        clock.advance(31);
      }
      const { port } = await make({ poison: async () => 'never' }, { attempts: 2 });
      port.start();
      const id = (await port.list({ limit: 1 }))[0]!.id;
      expect((await until(port, id, 'failed', 'done')).error?.code).to.equal('JOB_LOST');
    });

    it('keeps the lease of a job that runs long', async () => {
      let runs = 0;
      let finish = (_value: unknown): void => undefined;
      const long: JobServer['run'] = () => {
        runs++;
        return new Promise((resolve) => (finish = resolve));
      };
      const a = (await make({ long }, { lease: 0.2 })).port;
      const b = (await make({ long }, { lease: 0.2 })).port;
      a.start();
      const id = await a.enqueue({ type: 'long', payload: {} });
      await until(a, id, 'running');
      b.start();
      for (let i = 0; i < 6; i++) {
        await pause(100);
        clock.advance(0.1);
      }
      finish('end');
      await until(a, id, 'done');
      expect(runs).to.equal(1);
    });

    it('tells progress to the one who ordered it, and keeps the last word', async () => {
      const { port } = await make({
        steps: async (_context, _payload, run) => {
          for (let n = 1; n <= 100; n++) run.progress(n, 100, `row ${n}`);
        },
      });
      port.start();
      const id = await port.enqueue({ type: 'steps', payload: {}, principalId: 'ann' });
      const job = await until(port, id, 'done');
      expect(job).to.deep.include({ done: 100, total: 100, message: 'row 100' });
      const mine = await eventually(async () => {
        const found = events.filter((event) => event.type === 'job' && event.id === id);
        return found.at(-1)?.data?.['state'] === 'done' ? found : undefined;
      }, 'the event of the end');
      expect(mine.every((event) => event.userId === 'ann')).to.equal(true);
      expect(mine.length).to.be.lessThan(6);
    });

    it('gives back what runs when it closes, without counting the attempt', async () => {
      const started: string[] = [];
      const first = await make({
        long: (_context, _payload, run) =>
          new Promise((_resolve, reject) => {
            started.push(run.id);
            run.signal.addEventListener('abort', () => reject(new Error('stopped')));
          }),
      });
      first.port.start();
      const ids = await Promise.all([1, 2, 3].map(() => first.port.enqueue({ type: 'long', payload: {} })));
      await eventually(async () => started.length >= 1 || undefined, 'a job to run');
      await first.port.close();
      for (const id of ids) {
        expect(await first.port.get(id)).to.deep.include({ state: 'queued', attempts: 0 });
      }
      const second = (await make({ long: async () => 'now' })).port;
      second.start();
      for (const id of ids) await until(second, id, 'done');
    });

    it('refuses a payload that its type does not allow, and a type nobody knows', async () => {
      const { port } = await make({ strict: async () => undefined }, { payload: closed({ n: Type.Integer() }) });
      const refused = await failure(port.enqueue({ type: 'strict', payload: { m: 1 } }));
      expect(refused).to.include({ code: 'INVALID_PAYLOAD', status: 422 });
      expect(await failure(port.enqueue({ type: 'nobody', payload: {} }))).to.include({ code: 'UNKNOWN_CONTRIBUTION' });
      expect(await port.list({ limit: 10 })).to.deep.equal([]);
    });
  });
}

async function failure(promise: Promise<unknown>): Promise<Error> {
  try {
    await promise;
  } catch (error) {
    return error as Error;
  }
  throw new Error('It should have failed.');
}
