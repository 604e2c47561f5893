/** Jobs that a worker process runs, as a web process tells its pages of them: by the rows, whichever driver carries. */
import { Type } from '@sinclair/typebox';
import { expect } from 'chai';
import type { JobType } from '../../../metadata/contributions.js';
import { createRegistry } from '../../../metadata/registry.js';
import type { Context } from '../../../server/context.js';
import type { LiveEvent } from '../../../server/http/events.js';
import { createEventHub } from '../../../server/http/hub.js';
import { createIds } from '../../../server/ids.js';
import { createEmbeddedJobs } from '../../../server/jobs/embedded.js';
import { UnrecoverableJobError, type JobRun } from '../../../server/jobs/port.js';
import { createJobWatch } from '../../../server/jobs/watch-elsewhere.js';
import { createAjvChecker } from '../../../server/releases/ajv-checker.js';
import { eachDatabase, quietLog } from '../../helper/databases.js';
import { becomes } from '../../helper/eventually.js';
import { createTestClock } from '../../helper/http.js';

eachDatabase('server/jobs/watch-elsewhere', (fixture) => {
  it('tells each step of a job that another process runs to whoever ordered it, once, and rings after its end', async () => {
    const { database } = fixture;
    const clock = createTestClock();
    const types = createRegistry<JobType>('job');
    types.add({ id: 'steps', label: 'Steps', icon: 'job', payload: Type.Record(Type.String(), Type.Unknown()) });
    let go = (_step: 'on' | 'fail'): void => undefined;
    const step = () => new Promise<'on' | 'fail'>((resolve) => (go = resolve));
    const worker = createEmbeddedJobs({
      database, clock, log: quietLog(), types, createChecker: createAjvChecker(), newId: createIds(clock),
      // Its own hub: nobody's pages hang on it.
      events: createEventHub(quietLog()),
      servers: [{
        id: 'steps',
        async run(_context: Context, _payload: never, run: JobRun) {
          for (let n = 1; ; n++) {
            run.progress(n, 2, `part ${n}`);
            if ((await step()) === 'fail') throw new UnrecoverableJobError('The ink is dry.');
            if (n === 2) return undefined;
          }
        },
      }],
      context: async () => ({}) as Context,
      timing: { busy: 20, idle: 40, watch: 20, progress: 5, close: 500 },
    }); // prettier-ignore
    const heard: LiveEvent[] = [];
    const hub = createEventHub(quietLog());
    hub.subscribe((event) => void heard.push(event));
    const web = createJobWatch({ read: database.read, clock, events: hub, log: quietLog(), interval: 10 });
    const row = (id: string) =>
      database.read('sys_job').where({ id }).first() as Promise<{ state: string; done: number }>;
    try {
      const id = await worker.enqueue({ type: 'steps', payload: {}, principalId: 'ann' });
      await worker.enqueue({ type: 'steps', payload: {}, notBefore: '2999-01-01T00:00:00.000Z' });
      await web.look();
      expect(heard, 'what waits is no news').to.deep.equal([]);
      worker.start();
      await becomes(async () => (await row(id)).done, 1);
      await web.look();
      await web.look();
      go('on');
      await becomes(async () => (await row(id)).done, 2);
      await web.look();
      go('on');
      await becomes(async () => (await row(id)).state, 'done');
      await web.look();
      await web.look();
      await web.look();
      const of = { type: 'job', userId: 'ann', id, echo: true };
      expect(heard).to.deep.equal([
        { ...of, data: { state: 'running', done: 1, total: 2, message: 'part 1' } },
        { ...of, data: { state: 'running', done: 2, total: 2, message: 'part 2' } },
        { ...of, data: { state: 'done', error: null } },
        { type: 'notice', userId: 'ann' },
      ]);
      // One that begins and ends between two looks is told as well.
      heard.length = 0;
      const short = await worker.enqueue({ type: 'steps', payload: {}, principalId: 'ann' });
      await becomes(async () => (await row(short)).done, 1);
      go('fail');
      await becomes(async () => (await row(short)).state, 'failed');
      await web.look();
      await web.look();
      expect(heard.map(({ type, id: each }) => [type, each])).to.deep.equal([
        ['job', short],
        ['notice', undefined],
      ]);
      // By its own clock, and with the reason of a failure; who ordered nothing hears nothing.
      heard.length = 0;
      web.start();
      const bad = await worker.enqueue({ type: 'steps', payload: {}, principalId: 'bob' });
      await becomes(async () => heard.filter(({ id: each }) => each === bad).length > 0, true);
      go('fail');
      await becomes(async () => heard.some(({ type }) => type === 'notice'), true);
      const [last] = heard.filter(({ id: each }) => each === bad).slice(-1);
      expect(last).to.deep.include({ userId: 'bob', data: { state: 'failed', error: { code: 'JOB_FAILED', message: 'The ink is dry.' } } }); // prettier-ignore
      expect(heard.every(({ userId }) => userId === 'bob')).to.equal(true);
    } finally {
      await web.close();
      await worker.close();
    }
  });
});
