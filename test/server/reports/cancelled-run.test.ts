/** A reader who stops a report, or leaves, ends what was begun for them, over HTTP and in the database itself. */
import { expect } from 'chai';
import type { ReportDocument } from '../../../metadata/schema/report.js';
import { reportRoutes } from '../../../server/reports/routes.js';
import type { WorkPool } from '../../../server/work/pool.js';
import { createWorkPool } from '../../../server/work/work-pool.js';
import { workerEntry } from '../../../server/work/worker-entry.js';
import { eachDatabase, quietLog } from '../../helper/databases.js';
import { becomes, eventually } from '../../helper/eventually.js';
import { startSite, testRole, type Browser, type Site } from '../../helper/http.js';

/** Grows beyond any time on both engines: MariaDB counts to 1,000 alone. */
const endless =
  'with recursive n(i) as (select 1 union all select i + 1 from n where i < 900) select count(*) as many from n as a, n as b, n as c, n as d';
const sqlReport = (index: number, name: string, sql: string): ReportDocument => ({
  kind: 'report',
  id: `01DOCUMENT930000000000000${index}`,
  name,
  schema: 1,
  datasets: [{ name: 'S', source: { type: 'sql', sql } }],
  sheet: { cells: { A1: { bind: { dataset: 'S', field: 'many', as: 'sum' } } } },
});

eachDatabase('server/reports/cancelled-run', (fixture) => {
  let pool: WorkPool;
  let site: Site;
  let ann: Browser;
  /** How each task ended, as it ended. */
  const ended: string[] = [];
  let begun = 0;
  before(async function () {
    this.timeout(60_000);
    const reportUrl = await fixture.readerUrl();
    const { url } = fixture.database.connection;
    const real = createWorkPool({ entry: workerEntry(), source: { url, ...(reportUrl ? { reportUrl } : {}) }, log: quietLog(), size: 1 }); // prettier-ignore
    pool = {
      close: () => real.close(),
      run: (task, input, options) => {
        begun += 1;
        const run = real.run<never>(task, input, options);
        run.then(() => ended.push('answered'), (error: Error) => ended.push(error.name)); // prettier-ignore
        return run;
      },
    };
    const reader = testRole('reader', {
      rights: ['report.run'],
      grants: [{ entity: 'user', actions: { read: 'all' } }],
    });
    const documents = [
      sqlReport(1, 'endless', endless),
      sqlReport(2, 'short', 'select count(*) as many from user'),
      reader,
    ];
    site = await startSite({ database: fixture.database, documents, work: pool, routes: () => reportRoutes() });
    await site.addUser('ann', ['reader']);
    ann = await site.signIn('ann');
  });
  after(async () => {
    await site.close();
    await pool.close();
  });

  const running = async (): Promise<number> => {
    const found = await fixture.database.read('information_schema.PROCESSLIST')
      .where('COMMAND', 'Query').andWhere('INFO', 'like', '%recursive%').whereNot('INFO', 'like', '%PROCESSLIST%'); // prettier-ignore
    return found.length;
  };
  const count = async () => (await ann.post('/api/reports/short/run', {})).json.cells[0].value as unknown;

  it('ends the statement of a run, so that the next report has its turn', async function () {
    this.timeout(60_000);
    // The process is up and connected.
    expect(await count()).to.equal(1);
    const before = begun;
    const reader = new AbortController();
    const left = fetch(`${site.address}/api/reports/endless/run`, {
      method: 'POST',
      headers: { Cookie: ann.cookie!, 'Content-Type': 'application/json' },
      body: '{}',
      signal: reader.signal,
    }).then(
      () => 'answered',
      (error: Error) => error.name,
    );
    await eventually(async () => begun > before || undefined, 'the statement to begin');
    if (fixture.engine === 'mysql') await becomes(running, 1);
    reader.abort();
    expect(await left).to.equal('AbortError');
    await eventually(async () => ended.length > 1 || undefined, 'the run to end');
    expect(ended).to.deep.equal(['answered', 'AbortError']);
    if (fixture.engine === 'mysql') await becomes(running, 0, 15_000);
    expect(await count(), 'there is one process: it was free').to.equal(1);
    expect(site.log.lines).to.deep.equal([]);
  });
});
