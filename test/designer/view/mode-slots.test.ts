import { expect } from 'chai';
import { fittingFields, slotsOf, startOptions } from '../../../designer/view/mode-slots.js';
import { compileModel } from '../../../metadata/model/compile.js';
import type { Document } from '../../../metadata/schema/kinds.js';
import { testRegistries } from '../registries.js';

const registries = testRegistries();
const field = (name: string, type: string, options: object = {}) => ({
  id: `f_${name}`,
  name,
  type,
  label: name,
  options,
});
const documents = [
  { kind: 'dictionary', id: '01KAJ0QX00T2N8C9SEPKXK1001', name: 'stage', schema: 1, label: 'Stage', values: [{ id: 'v1', code: 'a', label: 'A' }] },
  { kind: 'entity', id: '01KAJ0QX00T2N8C9SEPKXK1002', name: 'deal', schema: 1, label: 'Deal', plural: 'Deals', nameExpression: 'title',
    fields: [field('title', 'text'), field('stage', 'choice', { dictionary: 'stage' }), field('due', 'date'), field('amount', 'money')] },
  { kind: 'entity', id: '01KAJ0QX00T2N8C9SEPKXK1003', name: 'note', schema: 1, label: 'Note', plural: 'Notes', nameExpression: 'title', fields: [field('title', 'text')] },
] as unknown as readonly Document[]; // prettier-ignore
const model = compileModel(documents, registries);
const deal = model.entities.get('deal')!;
const mode = (id: string) => registries.view.get(id);
const names = (id: string, key: string, options: object = {}) => {
  const slot = slotsOf(mode(id)).find((each) => each.key === key)!;
  return fittingFields(mode(id), slot, { ...options }, deal).filter(({ system }) => !system).map(({ name }) => name);
}; // prettier-ignore

describe('designer/view/mode-slots', () => {
  it('reads what a mode asks for from its definition', () => {
    const kinds = (id: string) => Object.fromEntries(slotsOf(mode(id)).map(({ key, kind }) => [key, kind]));
    expect(kinds('board')).to.deep.equal({ by: 'field', cards: 'fields', sums: 'fields' });
    expect(kinds('calendar')).to.deep.equal({ from: 'field', end: 'field', colour: 'field', show: 'choice' });
    expect(kinds('map')).to.deep.equal({ place: 'field', map: 'text', sum: 'field' });
    expect(kinds('table')).to.deep.equal({});
    expect(slotsOf(mode('board')).find(({ key }) => key === 'cards')?.most).to.equal(5);
  });

  it('offers the fields that the mode finds nothing against', () => {
    expect(names('board', 'by')).to.deep.equal(['stage']);
    expect(names('board', 'sums', { by: 'stage' })).to.deep.equal(['amount']);
    expect(names('calendar', 'from')).to.deep.equal(['due']);
    expect(names('calendar', 'colour', { from: 'due' })).to.deep.equal(['stage']);
  });

  it('begins a mode with what fits, and says what an entity lacks for it', () => {
    expect(startOptions(mode('board'), {}, deal)).to.deep.equal({ options: { by: 'stage' } });
    expect(startOptions(mode('board'), { by: 'title', cards: ['due'] }, deal)).to.deep.equal({ options: { cards: ['due'], by: 'stage' } }); // prettier-ignore
    expect(startOptions(mode('tree'), {}, deal)).to.deep.equal({ lacks: 'parent' });
    expect(startOptions(mode('gallery'), { by: 'stage' }, deal)).to.deep.equal({ options: {} });
  });
});
