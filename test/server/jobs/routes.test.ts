import { expect } from 'chai';
import { definition as cleanup } from '../../../plugins/core/jobs/cleanup/schema.js';
import { server as cleanupServer } from '../../../plugins/core/jobs/cleanup/server.js';
import { createEmbeddedJobs } from '../../../server/jobs/embedded.js';
import { jobRoutes } from '../../../server/jobs/job-routes.js';
import { UnrecoverableJobError } from '../../../server/jobs/port.js';
import { createAjvChecker } from '../../../server/releases/ajv-checker.js';
import { asSystem, asUser } from '../../../server/access/principals.js';
import { Type } from '@sinclair/typebox';
import { eventually } from '../../helper/eventually.js';
import { eachDatabase } from '../../helper/databases.js';
import { createTestClock, startSite, testRole, type Browser, type Site, type TestClock } from '../../helper/http.js';

eachDatabase('jobs/routes', (fixture) => {
  let site: Site;
  let clock: TestClock;
  let ann: Browser;
  let bo: Browser;
  let operator: Browser;
  const ids: Record<string, string> = {};
  before(async () => {
    clock = createTestClock();
    site = await startSite({
      database: fixture.database,
      clock,
      documents: [testRole('clerk'), testRole('operator', { rights: ['operate'] })],
      routes: () => jobRoutes,
      jobs(services) {
        const types = services.registries.job;
        types.add(cleanup);
        for (const id of ['fail', 'wait', 'who'])
          types.add({ id, label: { en: `A ${id} job` }, icon: 'job', payload: Type.Object({}) });
        return createEmbeddedJobs({
          ...services,
          types,
          createChecker: createAjvChecker(),
          servers: [
            cleanupServer,
            { id: 'fail', run: () => Promise.reject(new UnrecoverableJobError('The file is empty.')) },
            { id: 'who', run: async (context) => [context.principal.login, context.access.has('operate')] },
            {
              id: 'wait',
              run: (_context, _payload, run) =>
                new Promise((_resolve, reject) => {
                  run.progress(1, 4, 'row 1');
                  run.signal.addEventListener('abort', () => reject(new Error('stopped')));
                }),
            },
          ],
          context: (job) => {
            const releases = { current: () => site.release, refresh: async () => site.release };
            if (job.principalId === null) return Promise.resolve(asSystem(site.services, releases, job.type));
            return asUser(
              site.services,
              { releases, accesses: site.accesses },
              { userId: job.principalId, requestId: job.id },
            );
          },
          timing: { busy: 20, idle: 50, watch: 20, progress: 10, close: 300 },
        });
      },
    });
    for (const [login, role] of [
      ['ann', 'clerk'],
      ['bo', 'clerk'],
      ['op', 'operator'],
    ] as const) {
      ids[login] = await site.addUser(login, [role]);
    }
    [ann, bo, operator] = [await site.signIn('ann'), await site.signIn('bo'), await site.signIn('op')];
    site.services.jobs.start();
  });
  after(async () => {
    await site.services.jobs.close();
    await site.close();
  });

  const enqueue = (type: string, login: string) =>
    site.services.jobs.enqueue({ type, payload: {}, principalId: ids[login]! });
  const until = (browser: Browser, id: string, test: (job: Record<string, unknown>) => boolean) =>
    eventually(async () => {
      const { json } = await browser.get(`/api/jobs/${id}`);
      return test(json) ? json : undefined;
    }, `job ${id}`);

  it('shows a job to the one who ordered it and to operators only', async () => {
    const id = await enqueue('wait', 'ann');
    const job = await until(ann, id, (each) => each.done === 1);
    expect(job).to.include({ state: 'running', done: 1, total: 4, message: 'row 1', label: 'A wait job' });
    expect(job).not.to.have.property('payload');
    expect((await operator.get(`/api/jobs/${id}`)).status).to.equal(200);
    const foreign = await bo.get(`/api/jobs/${id}`);
    const random = await bo.get('/api/jobs/01KAJ0QX00T2N8C9SEPKXKVMCP');
    const bare = (text: string) => text.replace(/"requestId":"[^"]*"/, '');
    expect([foreign.status, bare(foreign.text)]).to.deep.equal([404, bare(random.text)]);
    expect((await bo.send('DELETE', `/api/jobs/${id}`)).status).to.equal(404);
    expect((await bo.get('/api/jobs')).json.rows).to.deep.equal([]);
    expect((await ann.get('/api/jobs')).json.rows.map((row: { id: string }) => row.id)).to.include(id);
    expect((await ann.get('/api/jobs?of=all')).status).to.equal(403);
    expect((await operator.get('/api/jobs?of=all')).json.rows.map((row: { id: string }) => row.id)).to.include(id);
    expect((await ann.send('DELETE', `/api/jobs/${id}`)).status).to.equal(204);
    await until(ann, id, (each) => each.state === 'cancelled');
    const again = await ann.send('DELETE', `/api/jobs/${id}`);
    expect([again.status, again.json.error.code]).to.deep.equal([409, 'JOB_ENDED']);
  });

  it('runs a failed job again when asked, and no other', async () => {
    const id = await enqueue('fail', 'ann');
    const job = await until(ann, id, (each) => each.state === 'failed');
    expect(job.error).to.deep.equal({ code: 'JOB_FAILED', message: 'The file is empty.' });
    expect((await ann.post(`/api/jobs/${id}/retry`)).status).to.equal(200);
    await until(ann, id, (each) => each.state === 'failed');
    const done = await enqueue('who', 'ann');
    await until(ann, done, (each) => each.state === 'done');
    expect((await ann.post(`/api/jobs/${done}/retry`)).json.error.code).to.equal('JOB_NOT_FAILED');
  });

  it('runs with the rights its principal has when it runs', async () => {
    const id = await enqueue('who', 'op');
    expect((await until(operator, id, (each) => each.state === 'done')).result).to.deep.equal(['op', true]);
    const later = await site.services.jobs.enqueue({
      type: 'who', payload: {}, principalId: ids['bo']!, notBefore: new Date(clock.now().getTime() + 1000).toISOString(),
    }); // prettier-ignore
    await fixture.database.write((transaction) =>
      transaction('sys_account').where('login', 'bo').update({ disabled: 1 }),
    );
    clock.advance(2);
    const job = await until(operator, later, (each) => each.state === 'failed');
    expect(job).to.deep.include({ attempts: 1 });
    expect(job.error.code).to.equal('PERMISSION_CHANGED');
  });

  it('cleans up what has served its time and nothing else', async () => {
    const at = (days: number) => new Date(clock.now().getTime() - days * 86_400_000).toISOString();
    await fixture.database.write(async (t) => {
      await t('sys_session').delete();
      await t('sys_event').delete();
      const session = (id_hash: string, seen: number, expires: number) => ({ id_hash, user_id: ids['ann'], created_at: at(3), seen_at: at(seen), expires_at: at(expires) }); // prettier-ignore
      await t('sys_session').insert([session('ended', 0.1, 0.01), session('idle', 2, -1), session('live', 0.1, -1)]);
      await t('sys_idempotency').insert([1.1, 0.9].map((days) => ({ user_id: ids['ann'], key: `k${days}`, request_hash: 'x', created_at: at(days) }))); // prettier-ignore
      const told = { user_id: ids['ann'], kind: 'job', created_at: at(200) };
      await t('sys_notice').insert([181, 179].map((days) => ({ ...told, id: `notice-${days}`, updated_at: at(days) })));
      await t('sys_event').insert([400, 300].map((days) => ({ id: `event-${days}`, at: at(days), type: 'x' })));
      const batch = (id: string, days: number) => ({ id, entity: 'x', action: 'update', state: 'done', created_by: ids['ann'], created_at: at(days), ended_at: at(days) }); // prettier-ignore
      await t('sys_batch').insert([batch('old', 31), batch('new', 29)]);
      const kept = (batch_id: string, record_id: string, days: number) => ({ batch_id, record_id, version: 1, at: at(days) }); // prettier-ignore
      await t('sys_batch_row').insert([kept('old', 'a', 31), kept('old', 'b', 31), kept('new', 'a', 29)]);
      const view = (id: string, deleted: number | null) => ({ id, entity: 'x', name: id, scope: 'personal', target: 'x', body: '{}', created_by: 'x', created_at: at(90), updated_at: at(90), deleted_at: deleted === null ? null : at(deleted) }); // prettier-ignore
      await t('sys_saved_view').insert([view('gone', 31), view('lately', 1), view('kept', null)]);
      const segment = (id: string, deleted: number) => ({ id, entity: 'x', label: id, help: '', scope: 'personal', target: 'x', filter: '{}', created_by: 'x', created_at: at(90), updated_at: at(90), deleted_at: at(deleted) }); // prettier-ignore
      await t('sys_segment').insert([segment('gone', 31), segment('lately', 29)]);
      // A schedule that is deleted lately, its runs of a quarter, links that ended.
      const each = (id: string, days: number) => ({ id, created_at: at(days) });
      const schedule = { owner_id: 'x', kind: 'report', target: 'x', title: 'x', body: '{}', cron: 'x', zone: 'x', updated_at: at(99) }; // prettier-ignore
      await t('sys_schedule').insert([{ ...each('gone', 99), ...schedule, deleted_at: at(91) }, { ...each('lately', 99), ...schedule, deleted_at: at(89) }]); // prettier-ignore
      await t('sys_schedule_run').insert(['gone', 'lately'].map((id) => ({ ...each(id, id === 'gone' ? 91 : 89), schedule_id: 'x', owner_id: 'x', cause: 'due', due_key: id, state: 'done' }))); // prettier-ignore
      await t('sys_delivery').insert(['gone', 'lately'].map((id) => ({ ...each(id, id === 'gone' ? 91 : 89), run_id: id, schedule_id: 'x', recipient: 'x', state: 'sent', message_id: 'x' }))); // prettier-ignore
      await t('sys_shared_link').insert(['gone', 'lately'].map((id) => ({ ...each(id, 99), owner_id: 'x', token_hash: id, kind: 'report', target: 'x', body: '{}', expires_at: at(id === 'gone' ? 91 : 89) }))); // prettier-ignore
      await t('sys_job').insert(
        [['old', 'done', at(31)], ['recent', 'done', at(29)], ['waiting', 'queued', null]].map(([id, state, ended]) => ({
          id, type: 'never', state, ended_at: ended, created_at: at(40), not_before: at(-9),
        })), // prettier-ignore
      );
    });
    const id = await site.services.jobs.enqueue({ type: 'cleanup', payload: {} });
    const job = await eventually(async () => {
      const found = await site.services.jobs.get(id);
      return found?.state === 'done' ? found : undefined;
    }, 'the cleanup');
    expect(job.result).to.deep.equal({
      ...{ sys_session: 2, sys_idempotency: 1, sys_job: 1, sys_notice: 1, sys_event: 1 },
      ...{ sys_batch_row: 2, sys_batch: 1, sys_saved_view: 1, sys_segment: 1, sys_print: 0, files: 0 },
      ...{ sys_delivery: 1, sys_schedule_run: 1, sys_schedule: 1, sys_shared_link: 1 },
    });
    const column = async (table: string, name: string) =>
      ((await fixture.database.read(table).select(name)) as Record<string, string>[]).map((row) => row[name]);
    expect(await column('sys_session', 'id_hash')).to.deep.equal(['live']);
    expect(await column('sys_idempotency', 'key')).to.deep.equal(['k0.9']);
    expect(await column('sys_notice', 'id')).to.deep.equal(['notice-179']);
    expect(await column('sys_event', 'id')).to.deep.equal(['event-300']);
    expect(await column('sys_batch', 'id')).to.deep.equal(['new']);
    expect((await column('sys_saved_view', 'id')).sort()).to.deep.equal(['kept', 'lately']);
    for (const table of ['sys_segment', 'sys_schedule', 'sys_schedule_run', 'sys_delivery', 'sys_shared_link'])
      expect(await column(table, 'id'), table).to.deep.equal(['lately']);
    expect(await column('sys_job', 'id'))
      .to.include.members(['recent', 'waiting', id])
      .and.not.include('old');
  });
});
