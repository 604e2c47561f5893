import { expect } from 'chai';
import type { Document } from '../../../metadata/schema/kinds.js';
import type { ApiError } from '../../../server/errors.js';
import { tableInfo } from '../../../server/database/schema.js';
import { findDrift, repairDrift } from '../../../server/releases/drift.js';
import { eachDatabase } from '../../helper/databases.js';
import { sample, sampleDocuments, ulid } from '../../metadata/document/samples.js';
import { openWorkshop, recordRow, type Workshop } from './workshop.js';

/** The sample documents with one of them changed. */
function withChange<K extends Document['kind']>(
  kind: K,
  name: string,
  change: (document: Extract<Document, { kind: K }>) => void,
) {
  const changed = sample(kind, name);
  change(changed);
  return sampleDocuments.map((each) => (each.kind === kind && each.name === name ? changed : each));
}

const refusal = async (work: Promise<unknown>): Promise<ApiError> =>
  work.then(
    () => expect.fail('This should have been refused.'),
    (error: unknown) => error as ApiError,
  );

eachDatabase('releases/publish', (fixture) => {
  let shop: Workshop;
  beforeEach(async () => {
    shop = await openWorkshop(await fixture.open());
  });
  it('publishes the first release: tables, indexes, documents, event', async () => {
    expect(shop.store.current().number).to.equal(0);
    expect(await shop.publish(sampleDocuments, { note: 'First' })).to.equal(1);
    expect(shop.store.current()).to.include({ number: 1 });
    expect(shop.store.current().model.entities.get('order')!.table).to.equal('d_order');
    const info = (await tableInfo(shop.database, 'd_customer'))!;
    expect([...info.columns.keys()]).to.include.members(['id', 'name', 'name_k', 'owner', 'deleted_at']);
    expect(info.indexes.get('i_d_customer_name_since')).to.deep.equal({ columns: ['name', 'since'], unique: false });
    expect(await findDrift(shop.tools, shop.store.current())).to.deep.equal([]);
    expect(shop.events).to.deep.equal([{ type: 'release', data: { number: 1 } }]);
  });

  it('changes nothing when nothing changed', async () => {
    await shop.publish(sampleDocuments);
    const again = await shop.publisher.publish(async () => ({ documents: structuredClone(sampleDocuments) }), {});
    expect(again).to.deep.equal({ number: 1, changed: false });
  });

  it('gives existing records the default of a new field and the companions of an old one', async () => {
    await shop.publish(sampleDocuments);
    const ids = Array.from({ length: 1203 }, () => shop.newId());
    await shop.database.write(async (transaction) => {
      const rows = ids.map((id, i) => recordRow(id, { number: `No ${i}` }));
      for (let from = 0; from < rows.length; from += 100)
        await transaction('d_order').insert(rows.slice(from, from + 100));
    });
    await shop.publish(
      withChange('entity', 'order', (order) => {
        order.fields[0]!.searchable = true;
        order.fields.push({ id: 'f9', name: 'rank', type: 'decimal', default: 1.5 });
      }),
    );
    const rows = await shop.database.read('d_order').select('number', 'number_k', 'rank');
    expect(rows).to.have.length(1203);
    const column = shop.store.current().model.entities.get('order')!.fields.get('rank')!.columns[0]!;
    for (const row of rows) {
      expect(row.number_k).to.equal(String(row.number).toLowerCase());
      expect(shop.database.dialect.decode(column, row.rank)).to.equal(1.5);
    }
  });

  it('says how long it may take: by a guess at first, then by what such steps took here', async () => {
    await shop.publish(sampleDocuments);
    const rows = Array.from({ length: 600 }, (_each, i) => recordRow(shop.newId(), { number: `No ${i}` }));
    await shop.database.write(async (transaction) => {
      for (let from = 0; from < rows.length; from += 100) await transaction('d_order').insert(rows.slice(from, from + 100));
    });
    const ranked = (name: string) =>
      withChange('entity', 'order', (order) => order.fields.push({ id: `f_${name}`, name, type: 'decimal', default: 1.5 }));
    const estimate = async (name: string) => (await shop.publisher.plan({ documents: ranked(name) })).estimate;
    const guess = await estimate('rank');
    expect(guess.measured).to.equal(false);
    expect(guess.milliseconds).to.be.greaterThan(1_000);
    await shop.publish(ranked('rank'));
    const known = await estimate('grade');
    expect(known.measured).to.equal(true);
    const speeds = JSON.parse(((await shop.database.read('sys_setting').where({ name: 'publish_speeds' }).first()) as { value: string }).value) as { fillDefault: { rows: number; milliseconds: number } };
    expect(speeds.fillDefault.rows).to.equal(600);
    // Both plans have the field gone, its column added and the default filled.
    expect(known.milliseconds).to.be.at.least(Math.round(speeds.fillDefault.milliseconds));
  }); // prettier-ignore

  it('refuses problems, and says each with its document and path', async () => {
    await shop.publish(sampleDocuments);
    const broken = withChange('view', 'order_all', (view) => (view.columns[0] = { path: 'numbr' }));
    const error = await refusal(shop.publish(broken));
    expect([error.status, error.code]).to.deep.equal([422, 'DOCUMENT_PROBLEMS']);
    expect(error.data.details).to.deep.include.members([
      {
        ...(error.data.details as object[])[0],
        document: 'view/order_all',
        path: '/columns/0/path',
        code: 'UNKNOWN_FIELD',
      },
    ]);
    expect(shop.store.current().number).to.equal(1);
  });

  it('refuses to drop what is used, listing every use', async () => {
    await shop.publish(sampleDocuments);
    const without = withChange(
      'entity',
      'customer',
      (customer) => (customer.fields = customer.fields.filter((field) => field.name !== 'status')),
    );
    const error = await refusal(shop.publish(without));
    expect([error.status, error.code]).to.deep.equal([409, 'IN_USE']);
    const [gone] = error.data.details as { field: string; uses: { kind: string; path: string }[] }[];
    expect(gone!.field).to.equal('status');
    expect(gone!.uses.map((use) => use.kind)).to.deep.equal(['entity', 'entity', 'view', 'view', 'role', 'sharing', 'import_map', 'rule']); // prettier-ignore
  });

  it('asks consent before a field goes, keeps its values, and brings them back on roll back', async () => {
    await shop.publish(sampleDocuments);
    const id = shop.newId();
    await shop.database.write((transaction) => transaction('d_line').insert(recordRow(id, { product: 'Pen' })));
    const without = sampleDocuments.map((document) => structuredClone(document));
    const line = without.find((each) => each.kind === 'entity' && each.name === 'line') as Extract<
      Document,
      { kind: 'entity' }
    >;
    line.nameExpression = 'id';
    line.fields = line.fields.filter((field) => field.name !== 'product');
    const form = without.find((each) => each.kind === 'form' && each.name === 'order_edit')!;
    Object.assign(form, JSON.parse(JSON.stringify(form).replace('{"field":"product"},', '')));

    const error = await refusal(shop.publish(without));
    expect([error.status, error.code]).to.deep.equal([409, 'CONSENT_REQUIRED']);
    expect(await shop.publish(without, { consents: ['field line.product'] })).to.equal(2);
    expect(shop.store.current().model.entities.get('line')!.fields.has('product')).to.equal(false);

    const back = await shop.publisher.publish(() => shop.publisher.earlier(1), {});
    expect(back).to.deep.equal({ number: 3, changed: true });
    expect(shop.store.current().model.entities.get('line')!.fields.has('product')).to.equal(true);
    expect(await shop.database.read('d_line').select('product').where({ id }).first()).to.include({ product: 'Pen' });
    expect(shop.store.current().hash).to.equal((await openWorkshop(shop.database)).store.current().hash);
  });

  it('refuses unique over values that are there twice, naming them', async () => {
    await shop.publish(sampleDocuments);
    await shop.database.write((transaction) =>
      transaction('d_customer').insert(['Ann', 'Bo', 'Ann'].map((name) => recordRow(shop.newId(), { name }))),
    );
    const error = await refusal(
      shop.publish(withChange('entity', 'customer', (customer) => (customer.fields[0]!.unique = true))),
    );
    expect([error.status, error.code]).to.deep.equal([422, 'DOCUMENT_PROBLEMS']);
    expect(error.message).to.contain('"Ann" (2 records)');
  });

  it('tells how many live records lack a field that becomes required, and asks consent', async () => {
    await shop.publish(sampleDocuments);
    const deleted = { ...recordRow(shop.newId(), { name: 'Gone' }), deleted_at: new Date().toISOString() };
    const rows = [
      recordRow(shop.newId(), { name: 'Ann' }),
      recordRow(shop.newId(), {}),
      recordRow(shop.newId(), {}),
      deleted,
    ];
    for (const row of rows) await shop.database.write((transaction) => transaction('d_customer').insert(row));
    const next = withChange('entity', 'customer', (customer) => {
      const [name] = customer.fields;
      delete name!.required;
      customer.fields.push({ id: 'f9', name: 'vat', type: 'text' });
    });
    await shop.publish(next);
    const required = next.map((document) =>
      document.kind === 'entity' && document.name === 'customer'
        ? {
            ...document,
            fields: document.fields.map((field) =>
              ['name', 'vat'].includes(field.name) ? { ...field, required: true } : field,
            ),
          }
        : document,
    );
    const { consents } = await shop.publisher.plan({ documents: required });
    const filter = (field: string) => ({ field, op: 'isNull' });
    expect(consents.map(({ message: _message, said: _said, ...rest }) => rest)).to.deep.equal([
      { id: 'required customer.name', records: 2, entity: 'customer', filter: filter('name') },
      { id: 'required customer.vat', records: 3, entity: 'customer', filter: filter('vat') },
    ]);
    const error = await refusal(shop.publish(required, { consents: ['required customer.name'] }));
    expect([error.status, error.code]).to.deep.equal([409, 'CONSENT_REQUIRED']);
    const agreed = ['required customer.name', 'required customer.vat'];
    expect(await shop.publish(required, { consents: agreed })).to.equal(3);
    expect((await shop.publisher.plan({ documents: required })).consents).to.deep.equal([]);
  });

  it('refuses a plan that is another one by now', async () => {
    await shop.publish(sampleDocuments);
    const next = withChange('entity', 'customer', (customer) => (customer.label = 'Client'));
    const { hash } = await shop.publisher.plan({ documents: next });
    await shop.publish(withChange('menu', 'main', (menu) => (menu.label = 'Menu')));
    const error = await refusal(shop.publish(next, { plan: hash }));
    expect([error.status, error.code]).to.deep.equal([409, 'PLAN_CHANGED']);
  });

  it('lets one publish work at a time', async () => {
    const both = await Promise.allSettled([
      shop.publish(sampleDocuments),
      shop.publish(withChange('menu', 'main', (menu) => (menu.label = 'Menu'))),
    ]);
    expect(both.map((result) => result.status).sort()).to.deep.equal(['fulfilled', 'rejected']);
    const [failed] = both.filter((result) => result.status === 'rejected');
    expect((failed!.reason as ApiError).code).to.equal('PUBLISH_RUNNING');
  });

  it('leaves a publish to the process that is at it', async () => {
    await shop.publish(sampleDocuments);
    const other = await openWorkshop(shop.database, async (name) => {
      if (name !== 'before-switch') return;
      if (shop.database.engine === 'sqlite') {
        const value = String(process.ppid);
        await shop.database.write((transaction) =>
          transaction('sys_setting').where({ name: 'publish_process' }).update({ value }),
        );
      }
      const error = await refusal(shop.publish(sampleDocuments));
      expect(error.code).to.equal('PUBLISH_RUNNING');
    });
    expect(await other.publish(withChange('menu', 'main', (menu) => (menu.label = 'Menu')))).to.equal(2);
  });

  it('takes back all it made when a step fails, and can be tried again', async () => {
    await shop.publish(sampleDocuments);
    const next = [
      ...withChange('entity', 'customer', (customer) =>
        customer.fields.push({ id: 'f9', name: 'vat', type: 'text', unique: true }),
      ),
      { ...sample('entity', 'department'), id: ulid(70), name: 'branch' },
    ];
    const steps = (await shop.publisher.plan({ documents: next })).steps.length;
    expect(steps).to.be.greaterThan(3);
    for (let step = 0; step < steps; step++) {
      const failing = await openWorkshop(shop.database, (name) => {
        if (name === `in-step:${step}`) throw new Error('The disk is full.');
      });
      expect((await refusal(failing.publish(next))).message).to.equal('The disk is full.');
      expect((await failing.store.refresh()).number).to.equal(1);
      expect(await tableInfo(shop.database, 'd_branch')).to.equal(undefined);
      expect((await tableInfo(shop.database, 'd_customer'))!.columns.has('vat')).to.equal(false);
    }
    expect(await shop.publish(next)).to.equal(2 + steps);
    expect(await findDrift(shop.tools, shop.store.current())).to.deep.equal([]);
  });

  it('fills what people write with the old release while the new one is made', async () => {
    await shop.publish(sampleDocuments);
    const early = shop.newId();
    await shop.database.write((transaction) => transaction('d_order').insert(recordRow(early, { number: 'EARLY' })));
    const late = shop.newId();
    const busy = await openWorkshop(shop.database, async (name) => {
      if (name !== 'before-switch') return;
      await shop.database.write(async (transaction) => {
        await transaction('d_order').insert(recordRow(late, { number: 'LATE' }));
        await transaction('d_order')
          .where({ id: early })
          .update({ number: 'CHANGED', updated_at: new Date().toISOString() });
      });
    });
    await busy.publish(
      withChange('entity', 'order', (order) => {
        order.fields[0]!.sortable = true;
        order.fields.push({ id: 'f9', name: 'rank', type: 'integer', default: 7 });
      }),
    );
    const rows = await shop.database.read('d_order').select('number', 'number_k', 'rank').orderBy('number');
    expect(rows.map((row) => [row.number, row.number_k, Number(row.rank)])).to.deep.equal([
      ['CHANGED', 'changed', 7],
      ['LATE', 'late', 7],
    ]);
  });

  it('names what is missing in the database and adds it, dropping nothing', async () => {
    await shop.publish(sampleDocuments);
    const { dialect } = shop.database;
    await shop.database.write(async (transaction) => {
      await transaction.raw(`ALTER TABLE d_line DROP COLUMN ${dialect.quote('price')}`);
      await transaction.raw('ALTER TABLE d_line ADD COLUMN extra INTEGER');
      await transaction.raw('DROP TABLE d_department');
    });
    const found = await findDrift(shop.tools, shop.store.current());
    expect(
      found.filter((drift) => drift.kind !== 'missingIndex').map((drift) => [drift.kind, drift.name]),
    ).to.have.deep.members([
      ['missingColumn', 'price'],
      ['missingTable', 'd_department'],
    ]);
    expect(await repairDrift(shop.tools, shop.store.current())).to.deep.equal([]);
    expect((await tableInfo(shop.database, 'd_line'))!.columns.has('extra')).to.equal(true);
  });
});
