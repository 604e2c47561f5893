import { expect } from 'chai';
import fc from 'fast-check';
import { compileModel } from '../../../metadata/model/compile.js';
import { Defaults } from '../../../runtime/record/defaults.js';
import { FormDefaults } from '../../../runtime/record/form-defaults.js';
import type { LinkedRecords } from '../../../runtime/record/linked-records.js';
import { RecordDraft, type Values } from '../../../runtime/record/record-draft.js';
import { Rules } from '../../../runtime/record/rules.js';
import { relationEntity } from '../../helper/campaigns.js';
import { productRegistries } from '../../helper/context.js';
import { idOf, testDocuments } from '../../helper/model.js';

const documents = [
  relationEntity(41, 'zone', [{ name: 'name', type: 'text' }]),
  relationEntity(42, 'buyer', [
    { name: 'name', type: 'text' },
    { name: 'zone', type: 'lookup', options: { target: 'zone' } },
  ]),
  relationEntity(43, 'ware', [
    { name: 'name', type: 'text' },
    { name: 'list_price', type: 'money' },
  ]),
  relationEntity(44, 'sale', [
    { name: 'name', type: 'text' },
    { name: 'buyer', type: 'lookup', options: { target: 'buyer' } },
    { name: 'zone', type: 'lookup', options: { target: 'zone' }, default: { expr: 'buyer.zone' } },
    { name: 'sold_on', type: 'date', default: { expr: 'today()' } },
    { name: 'seller', type: 'user', default: { expr: 'user.id' } },
    { name: 'rows', type: 'children', options: { entity: 'sale_row', field: 'sale' } },
  ]),
  relationEntity(45, 'sale_row', [
    { name: 'sale', type: 'lookup', options: { target: 'sale', owns: true } },
    { name: 'ware', type: 'lookup', options: { target: 'ware' } },
    { name: 'quantity', type: 'integer', default: 1, required: true },
    { name: 'price', type: 'money', default: { expr: 'ware.list_price' }, required: true },
    { name: 'due_on', type: 'date', default: { expr: 'sale.sold_on' } },
    {
      name: 'tone',
      type: 'text',
      default: { expr: 'if(quantity * price > 100, "large", if(isNull(price), null, "small"))' },
    },
  ]),
];

const looked = [
  relationEntity(46, 'offer', [
    { name: 'ware', type: 'lookup', options: { target: 'ware' } },
    { name: 'quantity', type: 'integer', default: 1 },
    {
      name: 'price',
      type: 'money',
      default: {
        from: [
          {
            entity: 'ware',
            value: 'list_price',
            where: {
              and: [
                { field: 'id', op: 'eq', value: { expr: 'ware' } },
                { field: 'list_price', op: 'lte', value: { expr: 'quantity * 100' } },
              ],
            },
          },
        ],
        expr: 'quantity',
      },
    },
  ]),
];

const ware = (id: string) => ({ id, label: id });
const zone = (number: number) => ({ id: idOf('zone', number), label: `Zone ${number}` });
const zones: Readonly<Record<string, unknown>> = { b1: zone(1), b2: zone(2) };
const prices: Readonly<Record<string, number>> = { w1: 10, w2: 250, w3: 10 };

async function form(base?: Values) {
  const registries = await productRegistries();
  const model = compileModel([...testDocuments, ...documents, ...looked], registries);
  const rules = new Rules({
    model,
    functions: registries.function,
    context: {
      today: () => '2026-06-18',
      now: () => '2026-06-18T10:00:00.000Z',
      timeZone: 'UTC',
      user: ([name]) => (name === 'id' ? idOf('user', 1) : null),
      fold: (text) => text,
    },
  });
  /** Records that have come; asked for and not come are in `missing`. */
  const known = new Map<string, Values>();
  const missing = new Set<string>();
  const fetch = (key: string): Values => {
    const [entity, id] = key.split(' ') as [string, string];
    return entity === 'ware' ? { id, list_price: prices[id] } : { id, zone: zones[id] };
  };
  const linked = {
    find: (entity: string, id: string) => {
      const held = known.get(`${entity} ${id}`);
      if (!held) missing.add(`${entity} ${id}`);
      return held;
    },
    reference: (_: string, id: string) => ({ id, label: 'Ann' }),
    load: () => {
      const asked = [...missing];
      missing.clear();
      for (const key of asked) known.set(key, fetch(key));
      return Promise.resolve(asked.length > 0);
    },
  } as unknown as LinkedRecords;
  const defaults = new Defaults(rules, linked);
  const entity = model.entities.get('sale')!;
  const draft = base
    ? new RecordDraft({ id: 'r1', version: 1, ...base })
    : new RecordDraft(undefined, defaults.fill(entity, {}), new Set(['zone', 'sold_on', 'seller']));
  const child = () => model.entities.get('sale_row');
  const following = new FormDefaults({ entity, draft, defaults, linked, child });
  const row = (at = 0) => (draft.get('rows') as Values[])[at]!;
  return { following, draft, defaults, rules, entity, row, line: model.entities.get('sale_row')! };
}

describe('record/defaults', () => {
  it('asks for what is looked up by what stands in the form, and takes the expression where nothing is found', async () => {
    const { rules } = await form();
    const offer = rules.surroundings.model.entities.get('offer')!;
    const asked: unknown[] = [];
    let answer: number | null | undefined;
    const defaults = new Defaults(rules, {
      find: () => undefined,
      reference: () => undefined,
      lookUp: (...all) => {
        asked.push(all);
        return answer;
      },
    });
    // Without what the condition cannot do without there is nothing to ask for.
    expect(defaults.fill(offer, { quantity: 3 })).to.deep.equal({ quantity: 3, price: 3 });
    expect(asked).to.deep.equal([]);
    const values = { ware: ware('w1'), quantity: 3 };
    expect(defaults.fill(offer, values)).to.deep.equal(values);
    expect(asked).to.deep.equal([['offer', 'price', ['w1', 300]]]);
    expect(defaults.isOpen(offer, offer.fields.get('price')!, values)).to.equal(true);
    answer = 250;
    const priced = defaults.fill(offer, values);
    expect(priced).to.deep.equal({ ...values, price: 250 });
    answer = null;
    expect(defaults.fill(offer, values)).to.deep.equal({ ...values, price: 3 });
    // One that the person gave stays, whatever is found.
    expect(
      defaults.follow(offer, { ...values, price: 7 }, { ware: ware('w2'), quantity: 3, price: 7 })['price'],
    ).to.equal(7);
  });

  it('shows constants, the day, the person and values of the record around a row at once', async () => {
    const { following, draft, row } = await form();
    expect(draft.values).to.deep.equal({ sold_on: '2026-06-18', seller: { id: idOf('user', 1), label: 'Ann' } });
    following.addRow('rows');
    expect(row()).to.deep.equal({ quantity: 1, due_on: '2026-06-18' });
  });

  it('fills what is read through a look-up when the record has come, and what reads that in its turn', async () => {
    const { following, row } = await form();
    following.addRow('rows');
    following.setCell('rows', 0, 'ware', ware('w1'));
    expect(row()).not.to.have.property('price');
    await following.load();
    expect(row()).to.deep.include({ price: 10, tone: 'small' });
    following.setCell('rows', 0, 'quantity', 20);
    expect(row()['tone']).to.equal('large');
  });

  it('follows the look-up until the person gives another value', async () => {
    const { following, row } = await form();
    following.addRow('rows');
    following.setCell('rows', 0, 'ware', ware('w1'));
    await following.load();
    following.setCell('rows', 0, 'ware', ware('w2'));
    expect(row()).not.to.have.property('price');
    await following.load();
    expect(row()).to.deep.include({ price: 250, tone: 'large' });
    following.setCell('rows', 0, 'price', 240);
    following.setCell('rows', 0, 'ware', ware('w1'));
    await following.load();
    expect(row()['price']).to.equal(240);
  });

  it('keeps what was typed while the record was on its way, and what was emptied on purpose', async () => {
    const { following, row } = await form();
    following.addRow('rows');
    following.setCell('rows', 0, 'ware', ware('w1'));
    following.setCell('rows', 0, 'price', 7);
    await following.load();
    expect(row()['price']).to.equal(7);
    following.setCell('rows', 0, 'price', null);
    following.setCell('rows', 0, 'ware', ware('w2'));
    await following.load();
    expect(row()['price']).to.equal(null);
  });

  it('follows in a new record, with look-ups of look-ups as look-ups, and sends an emptied default as none', async () => {
    const { following, draft } = await form();
    following.set('buyer', { id: 'b1', label: 'B' });
    await following.load();
    expect(draft.get('zone')).to.deep.equal(zone(1));
    following.set('buyer', { id: 'b2', label: 'B' });
    await following.load();
    expect(draft.get('zone')).to.deep.equal(zone(2));
    following.set('zone', null);
    expect(draft.changes).to.have.property('zone', null);
  });

  it('passes a change of the record on to the rows that hold what it was', async () => {
    const { following, row } = await form();
    following.addRow('rows');
    following.addRow('rows');
    following.setCell('rows', 1, 'due_on', '2026-07-01');
    following.set('sold_on', '2026-06-20');
    expect([row(0)['due_on'], row(1)['due_on']]).to.deep.equal(['2026-06-20', '2026-07-01']);
  });

  it('leaves stored records and stored rows as they are', async () => {
    const stored = { id: 'l1', ware: ware('w1'), quantity: 2, price: 10 };
    const { following, draft, row } = await form({ buyer: { id: 'b1', label: 'B' }, zone: null, rows: [stored] });
    following.set('buyer', { id: 'b2', label: 'B' });
    following.setCell('rows', 0, 'ware', ware('w2'));
    await following.load();
    expect(draft.changes).not.to.have.property('zone');
    expect(row()).to.deep.equal({ ...stored, ware: ware('w2') });
  });

  it('calls a required field of a new row missing only when it is known that the server has no value either', async () => {
    const { following, draft, rules, defaults, entity } = await form();
    const missing = () =>
      rules
        .findings(entity, [entity.fields.get('rows')!], draft.values, {
          isRequired: () => false,
          isOpen: (of, field, values, whole) => defaults.isOpen(of, field, values, whole),
        })
        .map(({ path }) => path);
    following.addRow('rows');
    expect(missing()).to.deep.equal(['/rows/0/price']);
    following.setCell('rows', 0, 'ware', ware('w1'));
    expect(missing()).to.deep.equal([]);
    await following.load();
    following.setCell('rows', 0, 'price', null);
    expect(missing()).to.deep.equal(['/rows/0/price']);
  });

  it('gives the same row whatever the order in which records come (property)', async () => {
    const { following, row, draft } = await form();
    following.addRow('rows');
    const step = fc.oneof(fc.constantFrom('w1', 'w2', 'w3'), fc.constant('load'));
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 8 }), fc.constantFrom('w1', 'w2', 'w3'), async (steps, last) => {
        draft.set('rows', []);
        following.addRow('rows');
        for (const each of [...steps, last])
          if (each === 'load') await following.load();
          else following.setCell('rows', 0, 'ware', ware(each));
        await following.load();
        expect(row()['price']).to.equal(prices[last]);
      }),
      { numRuns: 60 },
    );
  });
});
