import { expect } from 'chai';
import { writeMany } from '../../../server/records/bulk.js';
import type { BulkRequest } from '../../../server/records/batch/bulk-request.js';
import { changeMany, type ManyChanged } from '../../../server/records/change-many.js';
import { createRecord } from '../../../server/records/create.js';
import { createSite, type TestSite } from '../../helper/context.js';
import { eachDatabase } from '../../helper/databases.js';
import { invoiceDocuments } from '../../helper/invoices.js';
import { idOf, testRole } from '../../helper/model.js';
import { lineOf } from '../../helper/outcome.js';
import { testRows } from '../../helper/rows.js';

eachDatabase('records/bulk', (fixture) => {
  let site: TestSite;
  before(async () => {
    site = await createSite(fixture.database, { documents: invoiceDocuments, rows: testRows });
  });
  const count = async (table: string, where: object = {}) =>
    Number((await fixture.database.read(table).where(where).count({ n: '*' }))[0]!['n']);

  it('writes the good rows, reports the bad ones, and follows the rules of single records', async () => {
    const bodies = Array.from({ length: 1200 }, (_, index) => ({
      name: index % 100 === 7 ? null : `Project ${index}`,
      code: index % 100 === 9 ? 'SAME' : `C${index}`,
      customer: index % 100 === 11 ? idOf('customer', 99) : idOf('customer', 1),
    }));
    const progress: number[] = [];
    const rows = bodies.map((body) => ({ body }));
    const result = await writeMany(site.system(), 'project', rows, { progress: (done) => void progress.push(done) });
    const codes = new Map<string, number>();
    for (const { problems } of result.failed) codes.set(problems[0]!.code, (codes.get(problems[0]!.code) ?? 0) + 1);
    expect(Object.fromEntries(codes)).to.deep.equal({ REQUIRED: 12, NOT_UNIQUE: 11, REFERENCE_NOT_FOUND: 12 });
    expect(result.created).to.equal(1165);
    expect(result.ids.filter((id) => id !== null)).to.have.length(1165);
    expect(result.failed.map(({ index }) => index).slice(0, 4)).to.deep.equal([7, 11, 107, 109]);
    expect(progress.at(-1)).to.equal(1200);
    expect(await count('d_project')).to.equal(1165);
    expect(await count('sys_history', { entity: 'project' })).to.equal(1165);
    expect(site.events.every((event) => event.id === undefined)).to.equal(true);
  });

  it('changes records by id, and tells of those that are not there', async () => {
    const { id } = await createRecord(site.system(), 'project', { name: 'Old', code: 'OLD' });
    const rows = [
      { update: id, body: { name: 'New' } },
      { update: idOf('project', 5), body: { name: 'None' } },
      { update: id, body: { nonsense: 1 } },
    ];
    const result = await writeMany(site.system(), 'project', rows);
    expect(result).to.include({ created: 0, updated: 1 });
    expect(result.failed.map(({ index, problems }) => `${index} ${problems[0]!.code}`)).to.deep.equal([
      '1 NOT_FOUND',
      '2 UNKNOWN_FIELD',
    ]);
  });

  it('makes both of two changes of one record, the later upon the earlier', async () => {
    const { id } = await createRecord(site.system(), 'project', { name: 'First', code: 'TWICE' });
    const rows = [
      { update: id, body: { name: 'Second' } },
      { update: id, body: { code: 'TWICE2' } },
      { update: id, body: { name: 'Third' } },
    ];
    expect(await writeMany(site.system(), 'project', rows)).to.include({ updated: 3 });
    const [row] = await fixture.database.read('d_project').where({ id });
    expect(row).to.include({ name: 'Third', code: 'TWICE2', version: 4 });
  });

  it('lets the system bring samples in with their own ids, times and numbers, without history', async () => {
    const before = await count('sys_history');
    const id = idOf('invoice', 1);
    const body = {
      customer: idOf('customer', 1),
      number: 'X-1',
      created_at: '2020-01-01T00:00:00.000Z',
      lines: [{ product: 'Tea' }],
    };
    const options = { history: false, sample: true, stamps: ['created_at', 'number'] };
    expect((await writeMany(site.system(), 'invoice', [{ id, body }], options)).ids).to.deep.equal([id]);
    const row = await fixture.database.read('d_invoice').where({ id }).first<Record<string, unknown>>();
    expect(row).to.include({
      number: 'X-1',
      created_at: '2020-01-01T00:00:00.000Z',
      updated_at: '2020-01-01T00:00:00.000Z',
    });
    expect(await count('sys_history')).to.equal(before);
    expect(await count('sys_sample')).to.equal(2);
  });

  it('gives nobody else these ways', async () => {
    const ann = site.as({}, [testRole([], { all: true })]);
    let refused: unknown;
    await writeMany(ann, 'project', [], { history: false }).catch((error: unknown) => (refused = error));
    expect(refused).to.be.instanceOf(Error);
    const result = await writeMany(ann, 'project', [{ id: idOf('project', 77), body: { name: 'Chosen id' } }]);
    expect(result.ids[0]).to.not.equal(idOf('project', 77));
  });

  it('changes many for who has the right, record by record', async () => {
    const actions = { create: true, read: 'all', update: 'own', delete: 'own', bulk: true } as const;
    const ann = site.as({ id: idOf('user', 1) }, [testRole([{ entity: 'project', actions }])]);
    const mine = await createRecord(ann, 'project', { name: 'Mine', code: 'M' });
    const theirs = await createRecord(site.system(), 'project', { name: 'Theirs', code: 'T' });
    const ids = [mine.id, theirs.id];
    const now = async (request: BulkRequest) => (await changeMany(ann, 'project', request)) as ManyChanged;
    const outcome = await now({ action: 'update', ids, values: { name: 'Changed' } });
    expect(outcome.changed).to.equal(1);
    expect(outcome.failed.map(({ id, problems }) => [id, problems[0]!.code])).to.deep.equal([
      [theirs.id, 'ACTION_NOT_ALLOWED'],
    ]);
    const deleted = await now({ action: 'delete', ids });
    expect([deleted.changed, deleted.failed[0]!.problems[0]!.code]).to.deep.equal([1, 'ACTION_NOT_ALLOWED']);
    const rob = site.as({}, [testRole([{ entity: 'project', actions: { read: 'all', update: 'all' } }])]);
    expect(await lineOf(() => changeMany(rob, 'project', { action: 'delete', ids }))).to.equal(
      '403 ACTION_NOT_ALLOWED',
    );
  });
});
