/** Queries that may scan run in a real work process, which is ended when they take too long; short ones stay here. */
import { deserialize, serialize } from 'node:v8';
import { expect } from 'chai';
import { columnsOf } from '../../../metadata/sheet/columns.js';
import type { Filter, Query } from '../../../metadata/schema/query.js';
import type { Context } from '../../../server/context.js';
import { listRecords } from '../../../server/records/list.js';
import { queryColumns, rowsOfColumns } from '../../../server/records/query-columns.js';
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
      code: index === 7 ? null : `K${index} \ud83d\ude00 "x"`,
      credit: index / 100,
      region: idOf('region', 1),
      // A database that sorts to group compares the first thousand bytes.
      note: `${'n'.repeat(1500)}${index % 3}`,
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

  it('gives many texts by columns as by rows, here and where they are sent', async () => {
    const query: Query = { entity: 'customer', select: [{ path: 'id' }, { path: 'code' }, { path: 'credit' }] };
    const found = await queryColumns(context, query, {}, { maxLimit: 5000 });
    if (!found || found === 'over') throw new Error('No columns.');
    const { rows } = await runQuery(context, { ...query, limit: 5000 });
    const [id, code] = (['id', 'code'] as const).map((name) => rows.map((row) => row[name]));
    expect(new Set(code).size).to.equal(1500);
    const sent = deserialize(serialize(found.fields)) as typeof found.fields;
    for (const fields of [found.fields, sent]) {
      const columns = columnsOf({ length: found.length, fields, ordered: true });
      expect(id!.map((_, row) => columns.find('id')!.at(row))).to.deep.equal(id);
      expect(code!.map((_, row) => columns.find('code')!.at(row))).to.deep.equal(code);
    }
    expect(rowsOfColumns(found, [7, 8]).map((row) => row['code'])).to.deep.equal(code!.slice(7, 9));
  });

  it('gives the first of many rows as they are found by a list, whichever way the database goes', async () => {
    const asked: readonly (readonly [Filter, number])[] = [
      [{ field: 'credit', op: 'gte', value: 0 }, 1500],
      [{ field: 'code', op: 'eq', value: 'K3 \ud83d\ude00 "x"' }, 1],
    ];
    for (const [where, count] of asked) {
      const query: Query = { entity: 'customer', select: [{ path: 'id' }], where, limit: 20_000 };
      const found = await queryColumns(context, query, {}, { maxLimit: 50_000 });
      if (!found || found === 'over') throw new Error('No columns.');
      const { rows } = await runQuery(context, query, {}, { maxLimit: 50_000 });
      expect(rowsOfColumns(found)).to.deep.equal(rows);
      expect(rows).to.have.length(count);
    }
  });

  it('keeps long texts apart that begin alike', async () => {
    const select = [{ path: 'note' }, { path: 'region' }, { aggregate: 'count' as const, as: 'rows' }];
    const { rows } = await runQuery(context, { entity: 'customer', select });
    const found = rows.map((row) => `${String(row['note']).slice(1500)} ${String(row['rows'])}`);
    expect(found).to.have.members(['0 500', '1 500', '2 500']);
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
