/** What a merge offers and sends: fields that may be chosen, whose value stays by default, only what changes. */
import { expect } from 'chai';
import type { Entity, Field } from '../../../metadata/model/model.js';
import { chosenColumn, mergeRows, takenValues, type MergeColumn } from '../../../runtime/merge/merge-rows.js';

const field = (name: string, more: object = {}): Field =>
  ({ name, type: { id: 'text' }, document: {}, ...more }) as unknown as Field;
const fields = [
  field('name'),
  field('city'),
  field('phone'),
  field('owner'),
  field('note'),
  field('code', { document: { unique: true } }),
  field('tags', { type: { id: 'tags' } }),
  field('lines', { children: {} }),
  field('near', { links: {} }),
  field('secret', { sealed: true }),
];
const entity = { fields: new Map(fields.map((each) => [each.name, each])) } as unknown as Entity;
const column = (id: string, values: object, changes = {}): MergeColumn => ({ record: { id, version: 1, ...values }, changes }); // prettier-ignore

describe('runtime/merge/merge-rows', () => {
  const columns = [
    column('a', { name: 'A', city: null, phone: '1', owner: { id: 'u', label: 'Ann' }, code: 'x', tags: ['t'] }, { name: 'A2' }), // prettier-ignore
    column('b', { name: 'B', city: 'Köln', phone: '1', owner: { id: 'u', label: 'ann' }, code: 'y', lines: [{}] }),
  ];
  const rows = mergeRows(entity, columns, ({ name }) => name !== 'hidden');

  it('offers fields of which one value stays, and knows those that differ', () => {
    expect(rows.map((row) => [row.field.name, row.differs])).to.deep.equal([
      ['name', true], ['city', true], ['phone', false], ['owner', false],
    ]); // prettier-ignore
    expect(mergeRows(entity, columns, ({ name }) => name === 'city').map((row) => row.field.name)).to.deep.equal(['city']); // prettier-ignore
  });

  it('keeps what the record that stays has, fills what it lacks, and minds the choice', () => {
    const chosen = (choice: ReadonlyMap<string, number>, staying: number) => rows.map((row) => chosenColumn(row, choice, staying)); // prettier-ignore
    expect(chosen(new Map(), 0)).to.deep.equal([0, 1, 0, 0]);
    expect(chosen(new Map(), 1)).to.deep.equal([1, 1, 1, 1]);
    expect(chosen(new Map([['city', 0]]), 1)).to.deep.equal([1, 0, 1, 1]);
  });

  it('sends what the record that stays does not have yet, what its form holds among it', () => {
    expect(takenValues(rows, columns, new Map(), 0)).to.deep.equal({ name: 'A2', city: 'Köln' });
    expect(takenValues(rows, columns, new Map(), 1)).to.deep.equal({});
    expect(takenValues(rows, columns, new Map([['name', 0], ['city', 0]]), 1)).to.deep.equal({ name: 'A2', city: null }); // prettier-ignore
  });
});
