/** Queries that may scan run in a real work process, which is ended when they take too long; short ones stay here. */
import { expect } from 'chai';
import type { Filter, Query } from '../../../metadata/schema/query.js';
import type { Context } from '../../../server/context.js';
import { listRecords } from '../../../server/records/list.js';
import { runQuery } from '../../../server/records/query.js';
import type { WorkPool } from '../../../server/work/pool.js';
import { createWorkPool } from '../../../server/work/work-pool.js';
import { workerEntry } from '../../../server/work/worker-entry.js';
import { createSite, insertRows, type TestSite } from '../../helper/context.js';
import { eachDatabase, quietLog } from '../../helper/databases.js';
import { idOf } from '../../helper/model.js';

const count = (where?: Filter): Filter => ({
  measure: { relation: 'region.customer_region', aggregate: 'count', ...(where ? { where } : {}) },
  op: 'gt',
  value: 0,
});
/** Every customer with every other, four times over. */
const endless: Query = { entity: 'customer', select: [{ aggregate: 'count' }], where: count(count(count(count()))) };

eachDatabase('records/query-work', (fixture) => {
  let site: TestSite;
  let pool: WorkPool;
  let context: Context;
  before(async () => {
    site = await createSite(fixture.database);
    const region = [{ id: idOf('region', 1), name: 'One' }];
    const customer = Array.from({ length: 1500 }, (_, index) => ({
      id: idOf('customer', index + 1),
      name: `C${index % 10}`,
      credit: index / 100,
      region: idOf('region', 1),
    }));
    await insertRows(fixture.database, site.model, { region, customer });
    pool = createWorkPool({
      entry: workerEntry(),
      source: { url: fixture.database.connection.url },
      log: quietLog(),
      size: 1,
    });
    context = { ...site.system(), work: pool };
  });
  after(() => pool.close());

  it('gives the same groups as this process does', async () => {
    const select = [{ path: 'name' }, { path: 'credit', aggregate: 'sum' as const, as: 'sum' }, { path: 'region' }];
    const query: Query = { entity: 'customer', select, sort: [{ by: 'sum', descending: true }] };
    const answer = await runQuery(context, query);
    expect(answer).to.deep.equal(await runQuery(site.system(), query));
    expect(answer.rows[0]).to.deep.equal({ name: 'C9', sum: 1131, region: idOf('region', 1), region_label: 'One' });
  });

  // MariaDB keeps the answers of sub-selects and is done at once; its limit is tested with work/sql-read.
  const onSqlite = fixture.engine === 'sqlite' ? it : () => undefined;
  onSqlite('ends what takes too long, and goes on', async function (this: Mocha.Context) {
    this.timeout(20_000);
    const code = await runQuery(context, endless, {}, { timeoutMs: 400 }).then(
      () => 'ended by itself',
      (error: { code?: string }) => error.code,
    );
    expect(code).to.equal('WORK_TIMEOUT');
    const again = await runQuery(context, { entity: 'customer', select: [{ aggregate: 'count' }] });
    expect(again.rows).to.deep.equal([{ count: 1500 }]);
  });

  it('does not need one for a list', async () => {
    const none: WorkPool = { run: () => Promise.reject(new Error('Not for lists.')), close: () => Promise.resolve() };
    expect((await listRecords({ ...context, work: none }, 'customer', { count: true })).total).to.equal(1500);
  });
});
