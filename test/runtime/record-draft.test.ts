import { expect } from 'chai';
import type { Entity, Field, Model } from '../../metadata/model/model.js';
import type { WireRecord } from '../../runtime/data/record.js';
import { placeFields } from '../../runtime/record/form-places.js';
import { RecordDraft } from '../../runtime/record/record-draft.js';

const field = (name: string, more: Partial<Field> = {}) =>
  ({ name, computed: false, system: false, document: {}, ...more }) as Field;
const lineFields = new Map([
  ['order', field('order')],
  ['product', field('product', { target: 'product' })],
  ['quantity', field('quantity')],
  ['amount', field('amount', { computed: true })],
]);
const entity = {
  fields: new Map([
    ['name', field('name')],
    ['owner', field('owner', { target: 'user' })],
    ['total', field('total', { computed: true })],
    ['lines', field('lines', { children: { entity: 'line', field: 'order' } })],
  ]),
} as unknown as Entity;
const model = { entities: new Map([['line', { fields: lineFields }]]) } as unknown as Model;
const toBody = (value: unknown, each: Field) => (each.target && value ? (value as { id: string }).id : value);
const base: WireRecord = {
  id: 'r',
  version: 3,
  name: 'Acme',
  owner: { id: 'u1', label: 'Ann' },
  lines: [{ id: 'l1', product: { id: 'p1', label: 'Tea' }, quantity: 2, amount: 9 }],
};

describe('record/record-draft', () => {
  it('is clean again when a value is set back, and empty text is no value', () => {
    const draft = new RecordDraft(base);
    draft.set('name', 'Other');
    expect(draft.isDirty).to.equal(true);
    draft.set('name', 'Acme');
    draft.set('phone', '');
    expect(draft.isDirty).to.equal(false);
  });

  it('takes the defaults of a new record for no work of the person', () => {
    const draft = new RecordDraft(undefined, { type: 'new' });
    expect([draft.isDirty, draft.isTouched]).to.deep.equal([true, false]);
    draft.set('name', 'Ann');
    expect(draft.isTouched).to.equal(true);
    draft.set('name', null);
    expect(draft.isTouched).to.equal(false);
  });

  it('compares references by id, whatever they are called meanwhile', () => {
    const draft = new RecordDraft(base);
    draft.set('owner', { id: 'u1', label: 'Ann Sales' });
    expect(draft.isDirty).to.equal(false);
  });

  it('keeps zero, false and null apart', () => {
    const draft = new RecordDraft({ ...base, count: null });
    draft.set('count', 0);
    expect(draft.isChanged('count')).to.equal(true);
    draft.set('count', null);
    expect(draft.isChanged('count')).to.equal(false);
  });

  it('sends changed fields only, references as ids, all rows of a changed sub-table without computed values', () => {
    const draft = new RecordDraft(base);
    draft.set('owner', { id: 'u2', label: 'Bo' });
    draft.set('total', 5);
    draft.set('lines', [
      { id: 'l1', product: { id: 'p1', label: 'Tea' }, quantity: 3, amount: 9 },
      { product: { id: 'p2', label: 'Oil' }, quantity: null },
    ]);
    expect(draft.body(model, entity, toBody)).to.deep.equal({
      owner: 'u2',
      lines: [
        { id: 'l1', product: 'p1', quantity: 3 },
        { product: 'p2', quantity: null },
      ],
    });
  });

  it('keeps my changes over a newer record, but not those it already holds or that were given up', () => {
    const draft = new RecordDraft(base);
    draft.set('name', 'Mine');
    draft.set('phone', '1');
    draft.set('city', 'Graz');
    draft.rebase({ ...base, version: 4, name: 'Theirs', phone: '1' }, ['city']);
    expect(draft.changes).to.deep.equal({ name: 'Mine' });
    expect(draft.base!.version).to.equal(4);
  });

  it('gives every field of a section its place as if all were visible', () => {
    const places = placeFields([
      { id: 'a', type: 'field', field: 'a', span: 4 },
      { id: 'b', type: 'field', field: 'b', span: 4 },
      { id: 'c', type: 'field', field: 'c' },
      { id: 'd', type: 'field', field: 'd', span: 8 },
      { id: 'e', type: 'field', field: 'e', span: 6 },
    ]);
    expect([...places.values()]).to.deep.equal([
      { at: '1 / span 4', row: 1 },
      { at: '5 / span 4', row: 1 },
      { at: '9 / span 4', row: 1 },
      { at: '1 / span 8', row: 2 },
      { at: '1 / span 6', row: 3 },
    ]);
  });

  it('copies what a person can fill in, changes included, rows without their ids', () => {
    const draft = new RecordDraft({ ...base, total: 9 });
    draft.set('name', 'Other');
    const copy = draft.copy(entity, (each) => each.name !== 'owner');
    expect(copy.isNew).to.equal(true);
    expect(copy.body(model, entity, toBody)).to.deep.equal({ name: 'Other', lines: [{ product: 'p1', quantity: 2 }] });
    expect(draft.changes).to.deep.equal({ name: 'Other' });
  });

  it('sends an emptied default as none, and no default of a field that the person may not write', () => {
    const draft = new RecordDraft(
      undefined,
      { name: 'x', owner: { id: 'u1', label: 'Ann' } },
      new Set(['name', 'owner']),
    );
    draft.set('name', null);
    expect(draft.body(model, entity, toBody)).to.deep.equal({ name: null, owner: 'u1' });
    expect(draft.body(model, entity, toBody, ({ name }) => name !== 'owner')).to.deep.equal({ name: null });
    draft.unset('name');
    expect(draft.body(model, entity, toBody)).to.deep.equal({ owner: 'u1' });
  });

  it('copies nothing where a field with a default held nothing', () => {
    const defaulted = new Map([...entity.fields, ['note', field('note', { document: { default: 'x' } as never })]]);
    const copied = new RecordDraft({ ...base, note: null }).copy(
      { ...entity, fields: defaulted } as Entity,
      () => true,
    );
    expect(copied.changes).to.have.property('note', null);
  });
});
