/** What parts and names of documents are called where a person chooses among them. */
import { expect } from 'chai';
import { itemWords } from '../../../designer/inspector/item-words.js';
import { namesFor, type Names } from '../../../designer/json/names.js';
import { labelText, type Label } from '../../../metadata/value.js';

const speech = { label: (label: Label) => labelText(label, 'en'), typeName: () => undefined, known: (_key: string, name: string) => name.toUpperCase() }; // prettier-ignore
const names: Names = { documents: (kind) => [{ name: `a_${kind}`, label: kind }], fields: () => [], icons: [] };

describe('designer/inspector words', () => {
  it('calls a part that has an id alone by what it holds', () => {
    const match = { id: 'm2', all: [{ field: 'name' }, { field: 'city' }] };
    expect(itemWords(match, speech).title).to.equal('NAME + CITY');
    expect(itemWords({ id: 'm3' }, speech).title).to.equal('m3');
    expect(itemWords({ id: 'm4', label: 'Own' }, speech).title).to.equal('Own');
  });

  it('offers the parts of a dashboard for the order of a phone, and roles where roles are named', () => {
    const board = { kind: 'dashboard', widgets: [{ id: 'w1', label: 'Sales' }, { id: 'w2', label: 'Orders' }], phoneOrder: ['w2'] }; // prettier-ignore
    expect(namesFor(board, ['phoneOrder', 0], '', names)).to.deep.equal([{ name: 'w1', label: 'Sales' }, { name: 'w2', label: 'Orders' }]); // prettier-ignore
    expect(namesFor({ kind: 'sharing', to: { roles: ['x'] } }, ['to', 'roles', 0], '', names)).to.deep.equal(names.documents('role')); // prettier-ignore
  });
});
