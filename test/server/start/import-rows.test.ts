/** Rows of a file as records: each is in or told, an interrupted run goes on, and one undo takes all of them back. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import type { Context } from '../../../server/context.js';
import type { JobRun } from '../../../server/jobs/port.js';
import { undoBatch } from '../../../server/records/batch/undo-batch.js';
import { readBatch } from '../../../server/records/batch/batch-store.js';
import { runQuery } from '../../../server/records/query.js';
import { updateRecord } from '../../../server/records/update.js';
import { importRows, type RowOrder } from '../../../server/start/import-rows.js';
import { checkRows } from '../../../server/start/check-rows.js';
import { findFile, pathsOf, saveFile, type RowPlan } from '../../../server/start/start-files.js';
import { createSite, type TestSite } from '../../helper/context.js';
import type { Database } from '../../../server/database/database.js';
import { openDatabase } from '../../../server/database/open.js';
import { quietLog } from '../../helper/databases.js';
import { idOf, testRole } from '../../helper/model.js';
import { testRows } from '../../helper/rows.js';

const importer = testRole([{ entity: 'department', actions: { read: 'all' } }, { entity: 'budget', actions: { create: true, read: 'all', update: 'all', delete: 'all', import: true } }]); // prettier-ignore
const heads = ['Name', 'Amount'];

describe('server/start/import-rows', () => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'trellis-rows-'));
  let site: TestSite;
  let context: Context;
  let database: Database;
  before(async () => {
    database = await openDatabase({ url: `sqlite:${join(dataFolder, 'test.db')}`, log: quietLog() });
    const { department, user } = testRows;
    site = await createSite(database, { rows: { department, user } as never });
    context = { ...site.as({ kind: 'user', id: idOf('user', 1), department: idOf('department', 1) }, [importer]), dataFolder }; // prettier-ignore
  });
  after(async () => {
    await database.close();
    rmSync(dataFolder, { recursive: true, force: true });
  });

  let count = 0;
  async function order(cells: readonly (readonly string[])[], plan?: RowPlan): Promise<RowOrder> {
    const id = `01STARTF1${String(++count).padStart(17, '0')}`;
    const paths = pathsOf(context, id);
    mkdirSync(dirname(paths.rows), { recursive: true });
    writeFileSync(paths.rows, cells.map((row, i) => `${JSON.stringify([i + 2, ...row])}\n`).join(''));
    const columns = [{ path: 'name', column: 'Name' }, { path: 'amount', column: 'Amount' }]; // prettier-ignore
    await saveFile(context, { id, name: 'a.csv', size: 1, owner: context.principal.id, at: '2026-11-21T08:00:00.000Z', heads, rows: cells.length, plan: plan ?? { entity: 'budget', label: 'Budgets', columns } }); // prettier-ignore
    return { file: id, batch: `01STARTB1${String(count).padStart(17, '0')}` };
  }
  const run = (signal = new AbortController().signal): JobRun => ({ id: idOf('customer', 9), attempt: 1, signal, progress: () => undefined }); // prettier-ignore
  const names = async (): Promise<readonly unknown[]> =>
    (await runQuery(context, { entity: 'budget', select: [{ path: 'name' }], sort: [{ by: 'id' }] })).rows.map(({ name }) => name); // prettier-ignore

  it('takes what fits, tells the rest by row and column, and keeps it with the reasons', async () => {
    const asked = await order([['A', '1.5'], ['B', 'many'], ['C', '2']]); // prettier-ignore
    const result = await importRows(context, asked, run());
    expect(result).to.deep.include({ rows: 3, created: 2, rejected: 1 });
    expect(result.failed.map(({ line, problems }) => [line, ...problems.map(({ path, code }) => `${path} ${code}`)])).to.deep.equal([[3, '/amount NOT_A_NUMBER']]); // prettier-ignore
    const kept = readFileSync(pathsOf(context, asked.file).rejects, 'utf8').trim().split('\n').map((line) => JSON.parse(line) as object); // prettier-ignore
    expect(kept).to.have.length(1);
    expect(kept[0]).to.deep.include({ line: 3, cells: ['B', 'many'] });
    expect(await names()).to.deep.equal(['A', 'C']);
    await undoBatch(context, asked.batch);
    expect(await names()).to.deep.equal([]);
  });

  it('goes on after an interruption: no row is lost and none comes twice', async () => {
    const asked = await order(Array.from({ length: 1200 }, (_, i) => [`N${i}`, i === 700 ? 'x' : '1']));
    const stop = new AbortController();
    const portions: number[] = [];
    const cut: JobRun = {
      ...run(stop.signal),
      progress: (done) => (portions.push(done), stop.abort(new Error('cut'))),
    };
    const error = await importRows(context, asked, cut).catch((caught: unknown) => caught);
    expect(error).to.have.property('message', 'cut');
    expect((await readBatch(context, asked.batch))!.state).to.equal('stopped');
    expect((await names()).length)
      .to.be.greaterThan(0)
      .and.lessThan(1199);
    const result = await importRows(context, asked, run());
    expect(result).to.deep.include({ rows: 1200, created: 1199, rejected: 1 });
    expect(new Set(await names()).size).to.equal(1199);
  });

  it('leaves a record that somebody has changed since, and says so', async () => {
    const batch = '01STARTB100000000000000002';
    const { rows } = await runQuery(context, { entity: 'budget', select: [{ path: 'id' }], sort: [{ by: 'id' }], limit: 1 }); // prettier-ignore
    await updateRecord(context, 'budget', String(rows[0]!['id']), 1, { name: 'Mine' });
    const undone = await undoBatch(context, batch);
    expect(undone).to.deep.include({ restored: 1198, failedCount: 1 });
    expect(await names()).to.deep.equal(['Mine']);
  });

  it('finds records that are there by a key: changes or leaves them, and takes back what they were', async () => {
    const before = await order([['Old', '1']]);
    await importRows(context, before, run());
    const plan = { entity: 'budget', label: 'Budgets', columns: [{ path: 'name', column: 'Name' }, { path: 'amount', column: 'Amount' }], match: ['name'] }; // prettier-ignore
    const amounts = async () => Object.fromEntries((await runQuery(context, { entity: 'budget', select: [{ path: 'name' }, { path: 'amount' }], where: { field: 'name', op: 'in', value: ['Old', 'New'] } })).rows.map(({ name, amount }) => [name, Number(amount)])); // prettier-ignore
    const rows = [['Old', '5'], ['New', '2'], ['New', '3'], ['Old', '7'], ['Old', '7']]; // prettier-ignore
    const updating = await order(rows, { ...plan, duplicates: 'update' });
    const trial = await checkRows(context, await findFile(context, updating.file), { ...plan, duplicates: 'update' });
    expect(trial.slice(0, 2).map(({ line, as, values, texts }) => [line, as, Number(values[1]), texts[1]])).to.deep.equal([[2, 'update', 5, '5'], [3, 'create', 2, '2']]); // prettier-ignore
    expect(await amounts()).to.deep.equal({ Old: 1 });
    expect(await importRows(context, updating, run())).to.deep.include({ created: 1, updated: 4, skipped: 0, rejected: 0 }); // prettier-ignore
    expect(await amounts()).to.deep.equal({ Old: 7, New: 3 });
    expect(await undoBatch(context, updating.batch)).to.deep.include({ restored: 2, failedCount: 0 });
    expect(await amounts()).to.deep.equal({ Old: 1 });
    const leaving = await order(rows, { ...plan, duplicates: 'skip' });
    expect(await importRows(context, leaving, run())).to.deep.include({ created: 1, updated: 0, skipped: 4, rejected: 0 }); // prettier-ignore
    expect(await amounts()).to.deep.equal({ Old: 1, New: 2 });
    await undoBatch(context, leaving.batch);
    const refusing = await order([['Old', '5'], ['X', 'many']], { ...plan, duplicates: 'error' }); // prettier-ignore
    const refused = await checkRows(context, await findFile(context, refusing.file), { ...plan, duplicates: 'error' });
    expect(refused.map(({ as, problems }) => [as, ...problems.map(({ path, code }) => `${path} ${code}`)])).to.deep.equal([['refuse', '/name EXISTS'], ['refuse', '/amount NOT_A_NUMBER']]); // prettier-ignore
    expect(await importRows(context, refusing, run())).to.deep.include({ created: 0, rejected: 2 });
    await undoBatch(context, before.batch);
  });

  it('is nobody else’s, and needs the right to import', async () => {
    const asked = await order([['Z', '1']]);
    const other = { ...site.as({ id: idOf('user', 2) }, [importer]), dataFolder };
    expect(await findFile(other, asked.file).catch((error: unknown) => error)).to.have.property('status', 404);
    const reader = { ...site.as({ id: idOf('user', 1) }, [testRole([{ entity: 'budget', actions: { read: 'all', create: true } }])]), dataFolder }; // prettier-ignore
    expect(await importRows(reader, asked, run()).catch((error: unknown) => error)).to.have.property('code', 'IMPORT_FORBIDDEN'); // prettier-ignore
  });
});
