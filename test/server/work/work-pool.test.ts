import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { ApiError } from '../../../server/errors.js';
import { WorkFailed } from '../../../server/work/failure.js';
import type { WorkPool } from '../../../server/work/pool.js';
import { createWorkPool, type OwnPool, type WorkPoolOptions } from '../../../server/work/work-pool.js';
import { workerEntry } from '../../../server/work/worker-entry.js';
import { quietLog } from '../../helper/databases.js';

const entry = { ...workerEntry(), file: fileURLToPath(new URL('./fixture-worker.ts', import.meta.url)) };
const timeoutMs = 10_000;

/** What a promise was rejected with. */
const failure = async (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    (value) => expect.fail(`resolved with ${JSON.stringify(value)}`),
    (error: unknown) => error,
  );

const SCHED_IDLE = 5;

const hasChrt = (): boolean => spawnSync('chrt', ['--version']).status === 0;

/** By number, as the kernel tells it: the 41st value of the process. */
const policyOf = (pid: number): number =>
  Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')[38]);

describe('work/work-pool', () => {
  const pools: WorkPool[] = [];
  const make = (options: Partial<WorkPoolOptions> = {}): OwnPool => {
    const pool = createWorkPool({ entry, source: { url: 'sqlite:/nowhere/x.db' }, log: quietLog(), ...options });
    pools.push(pool);
    return pool;
  };
  afterEach(async () => {
    for (const pool of pools.splice(0)) await pool.close();
  });

  it('answers with plain data as it was', async () => {
    const value = { text: 'á𠮷', list: [1, null, true], nested: { date: '2026-11-21' } };
    expect(await make().run('test.echo', value, { timeoutMs })).to.deep.equal(value);
  });

  it('tells how much of a task is done, and of the next task only its own', async () => {
    const pool = make({ size: 1 });
    for (const steps of [[0.25, 0.5], [0.75]]) {
      const told: number[] = [];
      await pool.run('test.steps', steps, { timeoutMs, progress: (done) => void told.push(done) });
      expect(told).to.deep.equal(steps);
    }
    expect(await pool.run('test.steps', [0.1], { timeoutMs })).to.equal('done');
  });

  it('keeps a process for the next task and hands it none of the secrets', async () => {
    const pool = make({ size: 1 });
    process.env['TRELLIS_SECRET'] = 'not for children';
    try {
      const first = await pool.run<{ pid: number; secret: unknown }>('test.process', {}, { timeoutMs });
      const second = await pool.run<{ pid: number }>('test.process', {}, { timeoutMs });
      expect(first.secret).to.equal(null);
      expect(first.pid).to.not.equal(process.pid);
      expect(second.pid).to.equal(first.pid);
    } finally {
      delete process.env['TRELLIS_SECRET'];
    }
  });

  it('kills a task that passes its time and goes on with a new process', async () => {
    const pool = make({ size: 1 });
    const error = await failure(pool.run('test.spin', {}, { timeoutMs: 200 }));
    expect(error).to.be.instanceOf(ApiError).with.property('code', 'WORK_TIMEOUT');
    expect(await pool.run('test.echo', 'alive', { timeoutMs })).to.equal('alive');
  });

  it('kills the task of a request that went away', async () => {
    const pool = make({ size: 1 });
    await pool.run('test.echo', 0, { timeoutMs });
    const gone = new AbortController();
    const { pid } = await pool.run<{ pid: number }>('test.process', {}, { timeoutMs });
    const running = failure(pool.run('test.spin', {}, { timeoutMs, signal: gone.signal }));
    const waiting = failure(pool.run('test.echo', 1, { timeoutMs, signal: gone.signal }));
    gone.abort(new Error('gone'));
    expect(await running).to.have.property('message', 'gone');
    // Whoever clears away what it wrote may do so now.
    expect(() => process.kill(pid, 0)).to.throw(/ESRCH/);
    expect(await waiting).to.have.property('message', 'gone');
    expect(await failure(pool.run('test.echo', 1, { timeoutMs, signal: gone.signal }))).to.have.property(
      'message',
      'gone',
    );
  });

  it('gives nothing more to a process that was told to end, even if its answer still comes', async () => {
    const pool = make({ size: 1 });
    await pool.run('test.echo', 0, { timeoutMs });
    const gone = new AbortController();
    const running = failure(pool.run('test.echo', 1, { timeoutMs, signal: gone.signal }));
    const next = pool.run('test.echo', 2, { timeoutMs });
    await new Promise(setImmediate);
    // The loop stands still until the answer has surely been written: it is read only after the process was told to end.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500);
    gone.abort(new Error('gone'));
    expect(await running).to.have.property('message', 'gone');
    expect(await next).to.equal(2);
  });

  it('carries refusals and our own mistakes apart', async () => {
    const pool = make({ size: 1 });
    const refused = (await failure(pool.run('test.refuse', {}, { timeoutMs }))) as ApiError;
    const broken = (await failure(pool.run('test.throw', {}, { timeoutMs }))) as WorkFailed;
    const unknown = await failure(pool.run('constructor', {}, { timeoutMs }));
    expect(refused).to.be.instanceOf(ApiError).with.property('status', 422);
    expect([refused.code, refused.message, refused.data.path, refused.data.details]).to.deep.equal([
      'NOT_SO',
      'Not so.',
      '/x',
      [1],
    ]);
    expect(broken).to.be.instanceOf(WorkFailed).with.property('code', 'WORK_FAILED');
    expect(broken.failure).to.include({ name: 'TypeError', message: 'boom', code: 'E_BOOM' });
    expect(unknown).to.be.instanceOf(WorkFailed);
  });

  it('survives a process that ends by itself', async () => {
    const pool = make({ size: 1 });
    expect(await failure(pool.run('test.exit', {}, { timeoutMs }))).to.be.instanceOf(WorkFailed);
    expect(await pool.run('test.echo', 2, { timeoutMs })).to.equal(2);
  });

  it('ends a task that needs too much memory, with the reason', async () => {
    const pool = make({ size: 1, memoryMb: 64 });
    const error = (await failure(pool.run('test.memory', {}, { timeoutMs: 20_000 }))) as ApiError;
    expect(error).to.be.instanceOf(ApiError).with.property('code', 'WORK_FAILED');
    expect(error.message).to.contain('64 MB of memory');
  });

  it('tells of a program that cannot start', async () => {
    const pool = make({ entry: { ...entry, file: '/nowhere/worker.js' } });
    const error = await failure(pool.run('test.echo', {}, { timeoutMs }));
    expect(error).to.be.instanceOf(WorkFailed).with.property('message').that.contains('Cannot find module');
  });

  it('runs two at once and refuses what would wait behind a full queue', async () => {
    const pool = make({ size: 2, queueLength: 2 });
    const running = [1, 2, 3, 4].map((value) => pool.run('test.pause', { ms: 150, value }, { timeoutMs }));
    const refused = (await failure(pool.run('test.echo', 5, { timeoutMs }))) as ApiError;
    expect(refused).to.include({ status: 429, code: 'WORK_BUSY' });
    expect(refused.data.retryAfter).to.equal(5);
    expect(await Promise.all(running)).to.deep.equal([1, 2, 3, 4]);
  });

  it('lets a second user pass the queue of the first', async () => {
    const pool = make({ size: 1, queuePerUser: 3 });
    const order: string[] = [];
    const run = (userId: string, name: string): Promise<void> =>
      pool.run('test.pause', { ms: 30 }, { timeoutMs, userId }).then(() => void order.push(name));
    const first = run('ann', 'ann 1');
    const rest = [run('ann', 'ann 2'), run('ann', 'ann 3'), run('ann', 'ann 4')];
    const tooMany = await failure(run('ann', 'ann 5'));
    const other = run('bo', 'bo 1');
    await Promise.all([first, ...rest, other]);
    expect(tooMany).to.have.property('code', 'WORK_BUSY');
    expect(order).to.have.members(['ann 1', 'ann 2', 'ann 3', 'ann 4', 'bo 1']);
  });

  it('never runs more of one user than allowed, while others go on', async () => {
    const pool = make({ size: 2, perUser: 1 });
    const order: string[] = [];
    const run = (userId: string, ms: number): Promise<void> =>
      pool.run('test.pause', { ms }, { timeoutMs, userId }).then(() => void order.push(userId));
    await Promise.all([
      pool.run('test.echo', 0, { timeoutMs, userId: 'a' }),
      pool.run('test.echo', 0, { timeoutMs, userId: 'b' }),
    ]);
    await Promise.all([run('ann', 300), run('ann', 1), run('bo', 1)]);
    expect(order).to.deep.equal(['bo', 'ann', 'ann']);
  });

  it('ends idle processes after a quiet while', async () => {
    const pool = make({ size: 1, idleMs: 20 });
    const first = await pool.run<{ pid: number }>('test.process', {}, { timeoutMs });
    await new Promise((resolve) => setTimeout(resolve, 200));
    const second = await pool.run<{ pid: number }>('test.process', {}, { timeoutMs });
    expect(second.pid).to.not.equal(first.pid);
  });

  it('stands back for all else, and no more once that left a task nothing', async function () {
    if (process.platform !== 'linux' || availableParallelism() < 2 || !hasChrt()) this.skip();
    const pool = make({ size: 1, priority: 'idle' });
    const read = () => pool.run<{ pid: number }>('test.process', {}, { timeoutMs });
    const { pid } = await read();
    expect(policyOf(pid)).to.equal(SCHED_IDLE);
    // On one processor with a process that takes all of it.
    const other = spawn('taskset', ['-c', '0', process.execPath, '-e', 'for (;;);']);
    try {
      execFileSync('taskset', ['-a', '-c', '-p', '0', String(pid)]);
      expect(await failure(pool.run('test.spin', {}, { timeoutMs: 700 }))).to.have.property('code', 'WORK_TIMEOUT');
    } finally {
      other.kill('SIGKILL');
    }
    expect(policyOf((await read()).pid)).to.equal(0);
  });

  it('stands still while a request is answered, and goes on', async function () {
    if (process.platform !== 'linux') this.skip();
    const pool = make({ size: 1, processors: 1 });
    const { pid } = await pool.run<{ pid: number }>('test.process', {}, { timeoutMs });
    const state = (): string => readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ')[1]![0]!;
    const running = pool.run('test.pause', { ms: 300, value: 'done' }, { timeoutMs });
    // One request holds it for a moment only, which may have gone by before anybody looks.
    const held = async (): Promise<() => void> => {
      for (;;) {
        const answered = pool.foreground.begin();
        for (let look = 0; look < 200; look++) if (state() === 'T') return answered;
        answered();
        await new Promise(setImmediate);
      }
    };
    const answered = await held();
    answered();
    while (state() === 'T') await new Promise(setImmediate);
    pool.foreground.begin();
    expect(await running).to.equal('done');
    expect(await pool.run('test.echo', 'next', { timeoutMs })).to.equal('next');
  });

  it('refuses and ends everything when closed', async () => {
    const pool = make({ size: 1 });
    const running = failure(pool.run('test.spin', {}, { timeoutMs }));
    const waiting = failure(pool.run('test.echo', {}, { timeoutMs }));
    await pool.close();
    expect(await running).to.have.property('code', 'STOPPING');
    expect(await waiting).to.have.property('code', 'STOPPING');
    expect(await failure(pool.run('test.echo', {}, { timeoutMs }))).to.have.property('code', 'STOPPING');
  });
});
