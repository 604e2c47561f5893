/** TRELLIS_ROLE: one process serves, another works, on one database; real processes, a real mail. */
import { expect } from 'chai';
import { eachDatabase } from '../helper/databases.js';
import { eventually } from '../helper/eventually.js';
import { freePort } from '../helper/free-port.mjs';
import { createBrowser } from '../helper/http.js';
import { catchMails, type MailCatcher } from '../helper/mail-catcher.js';
import { temporaryFolder } from '../helper/prepared-site.js';
import { buildServer, startProcess, startServer, type BuiltServer, type ServerProcess } from '../helper/server-process.js'; // prettier-ignore
import { redisMissing, startRedis } from '../helper/redis.mjs';
import { redisUrl } from '../helper/services.js';

const secret = 'a secret of the tests, long enough for two processes';

let building: Promise<BuiltServer> | undefined;

eachDatabase('fault/roles', (fixture) => {
  let built: BuiltServer;
  let catcher: MailCatcher;
  const processes: ServerProcess[] = [];
  after(async () => {
    await Promise.all(processes.map((each) => each.kill()));
    await catcher?.close();
  });

  before('build', async function () {
    this.timeout(120_000);
    built = await (building ??= buildServer());
  });

  if (fixture.engine === 'sqlite') {
    it('of SQLite there is one process, which does everything', async () => {
      const started = startServer(built, { url: await fixture.freshUrl(), dataFolder: temporaryFolder('roles'), environment: { TRELLIS_ROLE: 'worker' } }); // prettier-ignore
      const refused = await started.then(
        () => 'started',
        (error: Error) => error.message,
      );
      expect(refused).to.contain('code 78').and.contain('TRELLIS_ROLE must be "all" with SQLite');
    }).timeout(60_000);

    it('does not start with a Redis that throws away what it carries, and says how to set it', async function () {
      if (redisMissing() !== undefined) return this.skip();
      const redis = await startRedis({ policy: 'allkeys-lru' });
      const started = startServer(built, { url: await fixture.freshUrl(), dataFolder: temporaryFolder('roles'), environment: { TRELLIS_REDIS_URL: redis.url } }); // prettier-ignore
      const refused = await started.then(
        () => 'started',
        (error: Error) => error.message,
      );
      await redis.stop();
      expect(refused).to.contain('code 78').and.contain('maxmemory-policy "allkeys-lru"').and.contain('CONFIG SET maxmemory-policy noeviction'); // prettier-ignore
    }).timeout(60_000);
    return;
  }

  it('web queues and does not work, a worker works and does not listen, and both stop when they are asked to', async function () {
    this.timeout(180_000);
    const url = await fixture.freshUrl();
    const redis = await redisUrl(this);
    catcher = await catchMails();
    const dataFolder = temporaryFolder('roles');
    const port = await freePort();
    const shared = {
      TRELLIS_SECRET: secret,
      TRELLIS_MAIL_URL: catcher.url,
      TRELLIS_MAIL_FROM: 'crm@trellis.example',
      ...(redis === undefined ? {} : { TRELLIS_REDIS_URL: redis }),
    };
    const startWorker = () =>
      startProcess([built.main], {
        ready: /Trellis works on jobs, as process (\d+)/,
        environment: { ...shared, TRELLIS_DATABASE_URL: url, TRELLIS_DATA: dataFolder, TRELLIS_ROLE: 'worker', HOST: '127.0.0.1', PORT: String(port) }, // prettier-ignore
      });
    const web = await startServer(built, { url, dataFolder, environment: { ...shared, TRELLIS_ROLE: 'web' } });
    processes.push(web);
    const admin = createBrowser(web.address);
    const signed = await admin.post('/api/session', { login: 'admin', password: 'tall-grey-heron-42' });
    expect(signed.status, signed.text).to.equal(200);
    const me = (await admin.get('/api/app')).json.user.id as string;
    const { version } = (await admin.get(`/api/records/user/${me}`)).json as { version: number };
    const named = await admin.send('PATCH', `/api/records/user/${me}`, { email: 'admin@trellis.example' }, { 'If-Match': `"${version}"` }); // prettier-ignore
    expect(named.status, named.text).to.equal(200);
    const made = await admin.post('/api/schedules', { title: 'To the worker', kind: 'report', target: 'sales_by_region', formats: ['link'], cron: '0 8 * * 1', zone: 'Europe/Berlin', recipients: [{ user: me }] }); // prettier-ignore
    expect(made.status, made.text).to.equal(201);
    const { id } = made.json as { id: string };
    expect((await admin.post(`/api/schedules/${id}/test`)).status).to.equal(202);
    const run = async () => (await admin.get(`/api/schedules/${id}/runs`)).json.runs[0] as { state: string };
    // A process that works would have looked at once.
    for (let asked = 0; asked < 20; asked++) expect((await run()).state).to.equal('queued');
    expect(catcher.mails).to.deep.equal([]);

    const worker = await startWorker();
    processes.push(worker);
    await eventually(
      async () => ((await run()).state === 'done' ? true : undefined),
      'the worker to have sent',
      30_000,
    );
    expect(catcher.mails.map(({ to, subject }) => `${to.join()} ${subject}`)).to.deep.equal(['admin@trellis.example To the worker']); // prettier-ignore
    // A page of the process that serves hears what the worker does with a job.
    const page = new AbortController();
    const stream = await fetch(`${web.address}/api/events`, { headers: { Cookie: admin.cookie! }, signal: page.signal }); // prettier-ignore
    const ordered = await admin.post('/api/reports/sales_by_region/export', { format: 'csv', later: true });
    expect(ordered.status, ordered.text).to.equal(202);
    let heard = '';
    const words = stream.body!.pipeThrough(new TextDecoderStream());
    for await (const text of words) {
      heard += text;
      if (heard.includes(ordered.json.job as string) && heard.includes('"state":"done"')) break;
    }
    page.abort();
    expect((await admin.get(`/api/files/${ordered.json.job as string}`)).status).to.equal(200);
    const refused = await fetch(`http://127.0.0.1:${port}/api/health`).then(
      () => 'answered',
      (error: Error) => String((error.cause as { code?: string }).code),
    );
    expect(refused).to.equal('ECONNREFUSED');
    expect(await worker.stop()).to.equal(0);
    expect(await web.stop()).to.equal(0);
    expect(worker.output()).to.not.match(/"level":(50|60)/);
  });
});
