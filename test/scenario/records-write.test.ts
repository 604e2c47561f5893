/** Writing records, as tables: who, what, the outcome; and what is in the tables afterwards. Longer than most: one table of cases over one fixture. */
import { expect } from 'chai';
import type { Context } from '../../server/context.js';
import { createRecord } from '../../server/records/create.js';
import { deleteRecord } from '../../server/records/delete.js';
import { getRecord } from '../../server/records/get.js';
import { restoreRecord } from '../../server/records/restore.js';
import { updateRecord } from '../../server/records/update.js';
import { createSite, type TestSite } from '../helper/context.js';
import { eachDatabase } from '../helper/databases.js';
import { invoiceDocuments } from '../helper/invoices.js';
import { idOf, testRole } from '../helper/model.js';
import { attempt, lineOf } from '../helper/outcome.js';
import { testRows } from '../helper/rows.js';

const customer = idOf('customer', 1);
const foreign = idOf('customer', 2);

/** Sales: own customers and invoices; `margin` hidden, `secret` masked, `reason` read only. */
const sales = testRole([
  { entity: 'customer', actions: { create: true, read: 'own', update: 'own', delete: 'own' } },
  {
    entity: 'invoice',
    actions: { create: true, read: 'all', update: 'own', delete: 'own' },
    fields: { margin: 'hidden', secret: 'mask', reason: 'read' },
  },
  { entity: 'invoice_line', actions: { create: true, read: 'all', update: 'all', delete: 'none' } },
  { entity: 'project', actions: { create: true, read: 'own', update: 'own', delete: 'own' } },
  { entity: 'user', actions: { read: 'all' } },
  { entity: 'region', actions: { read: 'all' } },
]);
const reader = testRole([{ entity: 'invoice', actions: { read: 'all' } }]);

eachDatabase('scenario/records-write', (fixture) => {
  let site: TestSite;
  let system: Context;
  let ann: Context;
  before(async () => {
    site = await createSite(fixture.database, { documents: invoiceDocuments, rows: testRows });
    system = site.system();
    ann = site.as({ id: idOf('user', 1) }, [sales]);
  });
  beforeEach(() => site.advance(1));

  const newInvoice = (context: Context, body: object = {}) => createRecord(context, 'invoice', { customer, ...body });
  const rowsOf = async (table: string) => Number((await fixture.database.read(table).count({ n: '*' }))[0]!['n']);

  describe('bodies', () => {
    const cases: readonly [string, object, string][] = [
      ['an unknown key', { nonsense: 1 }, '400 UNKNOWN_FIELD /nonsense'],
      ['a hidden key, as if it were unknown', { margin: 1 }, '400 UNKNOWN_FIELD /margin'],
      ['a key that reaches prototypes', JSON.parse('{"__proto__":{"x":1}}') as object, '400 FORBIDDEN_KEY /__proto__'],
      ['a readable key that may not be written', { reason: 'x' }, '422 FIELD_READONLY /reason'],
      ['a masked key', { secret: 'x' }, '422 FIELD_READONLY /secret'],
      ['a generated number', { number: 'I-1' }, '422 FIELD_READONLY /number'],
      ['a formula', { total: 5 }, '422 FIELD_READONLY /total'],
      ['an object as a value', { reference: { name: 'admin' } }, '422 INVALID_VALUE /reference'],
      ['a look-up as an object', { customer: { id: customer, credit: 1 } }, '422 INVALID_VALUE /customer'],
      ['a number as text', { discount: '1' }, '422 WRONG_TYPE /discount'],
      ['more digits than the field keeps', { discount: 0.123 }, '422 TOO_MANY_DECIMALS /discount'],
      ['a missing required field', { customer: null }, '422 REQUIRED /customer'],
      ['a code outside the dictionary', { status: 'lost' }, '422 NOT_A_CHOICE /status'],
      ['a retired code', { status: 'old' }, '422 NOT_A_CHOICE /status'],
      ['a rule that is not met', { due_on: '2026-06-17' }, '422 RULE_NOT_MET /due_on'],
      ['a record that does not exist', { customer: idOf('customer', 99) }, '422 REFERENCE_NOT_FOUND /customer'],
      ['a record that may not be seen, the same way', { customer: foreign }, '422 REFERENCE_NOT_FOUND /customer'],
      ['children that are no array', { lines: {} }, '422 INVALID_VALUE /lines'],
      [
        'an unknown key in a child',
        { lines: [{ product: 'x' }, { nonsense: 1 }] },
        '400 UNKNOWN_FIELD /lines/1/nonsense',
      ],
      ['a missing required field in a child', { lines: [{ price: 1 }] }, '422 REQUIRED /lines/0/product'],
      ['a child of another record', { lines: [{ id: idOf('order_line', 1) }] }, '422 REFERENCE_NOT_FOUND /lines/0/id'],
    ];
    for (const [what, body, outcome] of cases) {
      it(`refuses ${what} and writes nothing`, async () => {
        const before = [await rowsOf('d_invoice'), await rowsOf('sys_history'), await rowsOf('sys_outbox')];
        expect(await lineOf(() => newInvoice(ann, body))).to.equal(outcome);
        expect([await rowsOf('d_invoice'), await rowsOf('sys_history'), await rowsOf('sys_outbox')]).to.deep.equal(
          before,
        );
      });
    }

    it('names every key that may not be written', async () => {
      const body = { id: customer, version: 9, created_by: customer, created_at: '2026-01-01T00:00:00.000Z' };
      const { error } = await attempt(() => newInvoice(ann, body));
      const details = error?.data.details as { path: string; code: string }[];
      expect(details.map(({ path, code }) => `${code} ${path}`)).to.deep.equal([
        'FIELD_READONLY /id',
        'FIELD_READONLY /version',
        'FIELD_READONLY /created_by',
        'FIELD_READONLY /created_at',
      ]);
    });

    it('asks for a reason when the condition says so', async () => {
      expect(await lineOf(() => newInvoice(system, { status: 'void' }))).to.equal('422 REQUIRED /reason');
      expect(await lineOf(() => newInvoice(system, { status: 'void', reason: 'wrong address' }))).to.equal('ok');
    });
  });

  describe('creation', () => {
    it('fills defaults, owner, number, times and formulas', async () => {
      const record = await newInvoice(ann, {
        lines: [
          { product: 'Tea', price: 0.1, quantity: 3 },
          { product: 'Cup', price: 1.5 },
        ],
      });
      expect(record).to.include({ version: 1, status: 'draft', issued_on: '2026-06-18', total: 1.8, secret: '•••' });
      expect(record['number']).to.match(/^I-2026-\d{3}$/);
      expect(record['owner']).to.deep.equal({ id: idOf('user', 1), label: 'User 1' });
      expect(record).to.not.have.property('margin');
      expect(record).to.not.have.property('gain');
      const lines = record['lines'] as Record<string, unknown>[];
      expect(lines.map(({ product, quantity, amount }) => ({ product, quantity, amount }))).to.deep.equal([
        { product: 'Tea', quantity: 3, amount: 0.3 },
        { product: 'Cup', quantity: 1, amount: 1.5 },
      ]);
    });

    it('trims text and takes an empty one for none', async () => {
      const record = await newInvoice(system, { reference: '  Zu\u0308rich  ', reason: '   ' });
      expect(record).to.include({ reference: 'Zürich', reason: null });
    });

    it('refuses who may not create, and hides what nobody may know', async () => {
      const rob = site.as({ id: idOf('user', 3) }, [reader]);
      expect(await lineOf(() => newInvoice(rob))).to.equal('403 ACTION_NOT_ALLOWED');
      expect(await lineOf(() => createRecord(rob, 'customer', {}))).to.equal('404 NOT_FOUND');
      expect(await lineOf(() => createRecord(rob, 'nothing', {}))).to.equal('404 NOT_FOUND');
    });

    it('keeps unique fields and keys apart, in one body too', async () => {
      await newInvoice(system, { reference: 'R-1' });
      expect(await lineOf(() => newInvoice(system, { reference: 'R-1' }))).to.equal('422 NOT_UNIQUE /reference');
      const project = { name: 'P', code: 'X', customer };
      await createRecord(system, 'project', project);
      expect(await lineOf(() => createRecord(system, 'project', project))).to.equal('422 NOT_UNIQUE /code');
      expect(await lineOf(() => createRecord(system, 'project', { ...project, customer: foreign }))).to.equal('ok');
      expect(await lineOf(() => createRecord(system, 'project', { ...project, code: null }))).to.equal('ok');
    });

    it('gives the stored answer for the same key and body, and refuses another body', async () => {
      const once = { once: { key: 'k-1', request: 'POST /records/invoice 1' } };
      const first = await createRecord(ann, 'invoice', { customer }, once);
      const count = await rowsOf('d_invoice');
      expect(await createRecord(ann, 'invoice', { customer }, once)).to.deep.equal(first);
      expect(await rowsOf('d_invoice')).to.equal(count);
      const other = { once: { key: 'k-1', request: 'POST /records/invoice 2' } };
      expect(await lineOf(() => createRecord(ann, 'invoice', { customer }, other))).to.equal(
        '422 IDEMPOTENCY_KEY_REUSED',
      );
      site.advance(25 * 3600);
      expect((await createRecord(ann, 'invoice', { customer }, other)).id).to.not.equal(first.id);
    });

    it('creates once when the same request comes twice at the same time', async () => {
      const once = { once: { key: 'k-2', request: 'same' } };
      const both = await Promise.all([1, 2].map(() => createRecord(ann, 'invoice', { customer }, once)));
      expect(both[0]!.id).to.equal(both[1]!.id);
    });

    it('adds to a record only for who may change it', async () => {
      const mine = await newInvoice(ann);
      const theirs = await newInvoice(system);
      const add = (invoice: string) => createRecord(ann, 'invoice_line', { invoice, product: 'Tea', price: 2 });
      expect(await lineOf(() => add(theirs.id))).to.equal('422 REFERENCE_NOT_ALLOWED /invoice');
      expect(await lineOf(() => add(mine.id))).to.equal('ok');
      expect(await getRecord(ann, 'invoice', mine.id)).to.include({ total: 2, version: 2 });
    });
  });

  describe('change', () => {
    it('changes what is given, counts the version up, and leaves it when nothing changes', async () => {
      const { id } = await newInvoice(ann, { discount: 0.1 });
      expect(await updateRecord(ann, 'invoice', id, 1, { discount: 0.25 })).to.include({ version: 2, discount: 0.25 });
      expect(await updateRecord(ann, 'invoice', id, 2, { discount: 0.25 })).to.include({ version: 2 });
      expect(await updateRecord(ann, 'invoice', id, 2, {})).to.include({ version: 2 });
    });

    it('answers rows that may not be seen, do not exist or are deleted with the same 404', async () => {
      const { id } = await createRecord(system, 'customer', { name: 'Hidden' });
      const gone = await createRecord(ann, 'customer', { name: 'Gone' });
      await deleteRecord(ann, 'customer', gone.id, 1);
      const outcomes = await Promise.all(
        [id, gone.id, idOf('customer', 77), 'x', "' or 1=1 --"].map((each) =>
          lineOf(() => updateRecord(ann, 'customer', each, 1, { name: 'Mine' })),
        ),
      );
      expect(new Set(outcomes)).to.deep.equal(new Set(['404 NOT_FOUND']));
    });

    it('tells who sees a record that changing it is not allowed, before and after', async () => {
      const theirs = await newInvoice(system);
      expect(await lineOf(() => updateRecord(ann, 'invoice', theirs.id, 1, { discount: 1 }))).to.equal(
        '403 ACTION_NOT_ALLOWED',
      );
      const mine = await newInvoice(ann);
      const give = () => updateRecord(ann, 'invoice', mine.id, 1, { owner: idOf('user', 2) });
      // Giving it away is an action of its own.
      expect(await lineOf(give)).to.equal('422 FIELD_READONLY /owner');
      expect(await getRecord(ann, 'invoice', mine.id)).to.include({ version: 1 });
    });

    it('keeps createOnly fields and fields locked by the state the record was in', async () => {
      const { id } = await newInvoice(system, { discount: 1 });
      expect(await lineOf(() => updateRecord(system, 'invoice', id, 1, { issued_on: '2026-01-01' }))).to.equal(
        '422 FIELD_READONLY /issued_on',
      );
      expect(await lineOf(() => updateRecord(system, 'invoice', id, 1, { status: 'sent', discount: 2 }))).to.equal(
        'ok',
      );
      expect(await lineOf(() => updateRecord(system, 'invoice', id, 2, { discount: 3 }))).to.equal(
        '422 FIELD_READONLY /discount',
      );
      expect(await lineOf(() => updateRecord(system, 'invoice', id, 2, { discount: 2, memo: 'x' }))).to.equal('ok');
    });

    it("may take a record out of its writer's sight: id and version are answered", async () => {
      const actions = { create: true, read: 'own', update: 'all', assign: 'own' } as const;
      const giver = site.as({ id: idOf('user', 1) }, [
        testRole([
          { entity: 'project', actions },
          { entity: 'user', actions: { read: 'all' } },
        ]),
      ]);
      const { id } = await createRecord(giver, 'project', { name: 'Gift' });
      expect(await updateRecord(giver, 'project', id, 1, { owner: idOf('user', 2) })).to.deep.equal({ id, version: 2 });
      expect(await lineOf(() => getRecord(giver, 'project', id))).to.equal('404 NOT_FOUND');
    });

    it('merges changes of different fields, and refuses those of one with both sides', async () => {
      const { id } = await newInvoice(system, { reason: 'a', discount: 1 });
      await updateRecord(system, 'invoice', id, 1, { reason: 'b' });
      expect(await updateRecord(system, 'invoice', id, 1, { discount: 2 })).to.include({
        version: 3,
        reason: 'b',
        discount: 2,
      });
      const { line, error } = await attempt(() => updateRecord(ann, 'invoice', id, 1, {}));
      expect(line).to.equal('403 ACTION_NOT_ALLOWED');
      expect(error).to.be.instanceOf(Error);
      const conflict = await attempt(() => updateRecord(system, 'invoice', id, 1, { reason: 'c', discount: 2 }));
      expect(conflict.line).to.equal('409 VERSION_CONFLICT');
      expect(conflict.error?.data.details).to.deep.include({
        version: 3,
        fields: { reason: { base: 'a', theirs: 'b', mine: 'c' } },
      });
      expect(await getRecord(system, 'invoice', id)).to.include({ version: 3, reason: 'b' });
    });

    it('takes changes of a field without history for a conflict, and a version that never was', async () => {
      const { id } = await newInvoice(system, { memo: 'a' });
      await updateRecord(system, 'invoice', id, 1, { memo: 'b' });
      expect(await lineOf(() => updateRecord(system, 'invoice', id, 1, { memo: 'c' }))).to.equal(
        '409 VERSION_CONFLICT',
      );
      expect(await lineOf(() => updateRecord(system, 'invoice', id, 9, { memo: 'c' }))).to.equal(
        '409 VERSION_CONFLICT',
      );
    });

    it('loses no change when many write at once', async () => {
      const { id } = await newInvoice(system, { discount: 0 });
      const outcomes = await Promise.all(
        [1, 2, 3, 4].map((discount) => lineOf(() => updateRecord(system, 'invoice', id, 1, { discount }))),
      );
      expect(outcomes.sort()).to.deep.equal([
        '409 VERSION_CONFLICT',
        '409 VERSION_CONFLICT',
        '409 VERSION_CONFLICT',
        'ok',
      ]);
    });
  });

  describe('children', () => {
    it('updates rows by id, creates those without, deletes the missing', async () => {
      const record = await newInvoice(system, {
        lines: [
          { product: 'A', price: 1 },
          { product: 'B', price: 2 },
        ],
      });
      const [a] = record['lines'] as { id: string }[];
      const lines = [
        { id: a!.id, price: 5 },
        { product: 'C', price: 7, quantity: 2 },
      ];
      const after = await updateRecord(system, 'invoice', record.id, 1, { lines });
      expect(after).to.include({ version: 2, total: 19 });
      expect(
        (after['lines'] as { product: string; version: number }[]).map(
          ({ product, version }) => `${product}${version}`,
        ),
      ).to.deep.equal(['A2', 'C1']);
    });

    it('needs the right on the child: who may not delete rows cannot leave one out', async () => {
      const record = await newInvoice(ann, { lines: [{ product: 'A', price: 1 }] });
      expect(await lineOf(() => updateRecord(ann, 'invoice', record.id, 1, { lines: [] }))).to.equal(
        '403 ACTION_NOT_ALLOWED',
      );
      expect(((await getRecord(ann, 'invoice', record.id))['lines'] as unknown[]).length).to.equal(1);
    });

    it('counts rows as one field: two who change them conflict', async () => {
      const record = await newInvoice(system, { lines: [{ product: 'A', price: 1 }] });
      await updateRecord(system, 'invoice', record.id, 1, { lines: [{ product: 'X' }] });
      const outcome = await attempt(() => updateRecord(system, 'invoice', record.id, 1, { lines: [] }));
      expect(outcome.line).to.equal('409 VERSION_CONFLICT');
      expect(Object.keys((outcome.error!.data.details as { fields: object }).fields)).to.deep.equal(['lines']);
    });

    it('computes the parent again when a row is changed, moved or deleted by itself', async () => {
      const one = await newInvoice(system, {
        lines: [
          { product: 'A', price: 1 },
          { product: 'B', price: 2 },
        ],
      });
      const two = await newInvoice(system, {});
      const [a, b] = one['lines'] as { id: string }[];
      const totals = async () => [
        (await getRecord(system, 'invoice', one.id))['total'],
        (await getRecord(system, 'invoice', two.id))['total'],
      ];
      await updateRecord(system, 'invoice_line', a!.id, 1, { price: 10 });
      expect(await totals()).to.deep.equal([12, null]);
      await updateRecord(system, 'invoice_line', a!.id, 2, { invoice: two.id });
      expect(await totals()).to.deep.equal([2, 10]);
      await deleteRecord(system, 'invoice_line', b!.id, 1);
      expect(await totals()).to.deep.equal([null, 10]);
    });
  });

  describe('deletion', () => {
    it('needs the current version', async () => {
      const { id } = await newInvoice(system, {});
      await updateRecord(system, 'invoice', id, 1, { discount: 1 });
      expect(await lineOf(() => deleteRecord(system, 'invoice', id, 1))).to.equal('409 VERSION_CONFLICT');
      expect(await lineOf(() => deleteRecord(system, 'invoice', id, 2))).to.equal('ok');
      expect(await lineOf(() => getRecord(system, 'invoice', id))).to.equal('404 NOT_FOUND');
      expect(await lineOf(() => deleteRecord(system, 'invoice', id, 3))).to.equal('404 NOT_FOUND');
    });

    it('is refused while records point to it, counting those the reader may see', async () => {
      const own = await createRecord(ann, 'customer', { name: 'Busy' });
      const order = { entity: 'order', id: idOf('order', 90) };
      await createRecord(system, 'order', { number: 'O-90', customer: own.id });
      await newInvoice(ann, { customer: own.id });
      const { line, error } = await attempt(() => deleteRecord(ann, 'customer', own.id, 1));
      expect(line).to.equal('409 IN_USE');
      expect(error?.data.details).to.deep.equal({
        references: [{ entity: 'invoice', field: 'customer', count: 1 }],
        others: 1,
      });
      expect(error?.message).to.not.contain(order.entity);
    });

    it('takes parts along, empties look-ups that may be, and brings all back', async () => {
      const owner = await createRecord(system, 'customer', { name: 'Whole' });
      const invoice = await createRecord(system, 'invoice', {
        customer,
        lines: [
          { product: 'A', price: 1 },
          { product: 'B', price: 1 },
        ],
      });
      const [a] = invoice['lines'] as { id: string }[];
      const follower = await createRecord(system, 'project', {
        name: 'Follows',
        invoice: invoice.id,
        customer: owner.id,
      });
      site.advance(1);
      await updateRecord(system, 'invoice', invoice.id, 1, { lines: [{ id: a!.id }] });
      site.advance(1);
      await deleteRecord(system, 'invoice', invoice.id, 2);
      expect(await lineOf(() => getRecord(system, 'project', follower.id))).to.equal('404 NOT_FOUND');
      expect(await lineOf(() => getRecord(system, 'invoice_line', a!.id))).to.equal('404 NOT_FOUND');
      const back = await restoreRecord(system, 'invoice', invoice.id);
      expect((back['lines'] as unknown[]).length).to.equal(1);
      expect(await lineOf(() => getRecord(system, 'project', follower.id))).to.equal('ok');
      const other = await createRecord(system, 'project', { name: 'Turns away', customer: owner.id });
      site.advance(1);
      await deleteRecord(system, 'customer', owner.id, 1);
      for (const { id } of [follower, other])
        expect(await getRecord(system, 'project', id)).to.include({ customer: null });
      site.advance(1);
      await updateRecord(system, 'project', other.id, 2, { customer });
      await restoreRecord(system, 'customer', owner.id);
      const heldBy = async (id: string) => ((await getRecord(system, 'project', id))['customer'] as { id: string }).id;
      expect(await heldBy(follower.id), 'points to it again').to.equal(owner.id);
      expect(await heldBy(other.id), 'chosen meanwhile').to.equal(customer);
    });

    it('restores only for who may delete, and only what still fits', async () => {
      const record = await newInvoice(ann, { reference: 'BACK' });
      await deleteRecord(ann, 'invoice', record.id, 1);
      const bob = site.as({ id: idOf('user', 2) }, [sales]);
      expect(await lineOf(() => restoreRecord(bob, 'invoice', record.id))).to.equal('403 ACTION_NOT_ALLOWED');
      expect(await lineOf(() => newInvoice(system, { reference: 'BACK' }))).to.equal('422 NOT_UNIQUE /reference');
      expect(await lineOf(() => restoreRecord(ann, 'invoice', record.id))).to.equal('ok');
      expect(await lineOf(() => restoreRecord(ann, 'invoice', record.id))).to.equal('404 NOT_FOUND');
    });
  });

  it('publishes events after the commit only, with ids and versions', async () => {
    site.events.length = 0;
    await lineOf(() => newInvoice(ann, { nonsense: 1 }));
    expect(site.events).to.deep.equal([]);
    const { id } = await newInvoice(ann);
    expect(site.events).to.deep.equal([
      { type: 'record', entity: 'invoice', id, data: { action: 'create', version: 1 } },
    ]);
  });
});
