import { expect } from 'chai';
import fc from 'fast-check';
import { readItem, type ItemPath } from '../../../metadata/document/items.js';
import { applyOperation } from '../../../metadata/document/operations.js';
import {
  addOperation,
  keysOfPath,
  pathOfKeys,
  setOperation,
  shiftOperation,
} from '../../../designer/session/set-value.js';

const document = {
  kind: 'entity',
  fields: [
    { id: 'f1', name: 'a', options: { length: 20 } },
    { id: 'f2', name: 'b' },
    { id: 'f3', name: 'c' },
  ],
};
const after = (operation: Parameters<typeof applyOperation>[1]) => applyOperation(document, operation).document;
const names = (value: unknown) => (value as typeof document).fields.map(({ name }) => name);

describe('designer/session/set-value', () => {
  it('makes what leads to a value, and tidies what it leaves empty', () => {
    const path: ItemPath = ['fields', { id: 'f2' }, 'options', 'deep', 'length'];
    const set = after(setOperation(document, path, 9));
    expect(readItem(set, path)).to.equal(9);
    const unset = applyOperation(set, setOperation(set, path, undefined)).document;
    expect(unset).to.deep.equal(document);
  });

  it('takes away one of several keys only, and nothing where nothing is', () => {
    const two = after(setOperation(document, ['fields', { id: 'f1' }, 'options', 'min'], 1));
    const one = applyOperation(two, setOperation(two, ['fields', { id: 'f1' }, 'options', 'min'], undefined)).document;
    expect(one).to.deep.equal(document);
    expect(after(setOperation(document, ['label'], undefined))).to.deep.equal(document);
  });

  it('adds at the end, after an item, and where there is no list yet', () => {
    const item = { id: 'f4', name: 'd' };
    expect(names(after(addOperation(document, ['fields'], item)))).to.deep.equal(['a', 'b', 'c', 'd']);
    expect(names(after(addOperation(document, ['fields'], item, ['fields', { id: 'f1' }])))).to.deep.equal(['a', 'd', 'b', 'c']); // prettier-ignore
    expect(after(addOperation(document, ['keys'], item))).to.have.deep.property('keys', [item]);
  });

  it('moves by one, and not over the ends', () => {
    expect(names(after(shiftOperation(document, ['fields', { id: 'f1' }], 1)!))).to.deep.equal(['b', 'a', 'c']);
    expect(names(after(shiftOperation(document, ['fields', { id: 'f3' }], -1)!))).to.deep.equal(['a', 'c', 'b']);
    expect(shiftOperation(document, ['fields', { id: 'f1' }], -1)).to.equal(undefined);
    expect(shiftOperation(document, ['fields', { id: 'f3' }], 1)).to.equal(undefined);
  });

  it('leads from keys to a path and back, wherever it stands', () => {
    const places: (readonly (string | number)[])[] = [
      [],
      ['fields'],
      ['fields', 1],
      ['fields', 0, 'options'],
      ['fields', 0, 'options', 'length'],
    ];
    fc.assert(
      fc.property(fc.constantFrom(...places), (keys) => {
        expect(keysOfPath(document, pathOfKeys(document, keys))).to.deep.equal(keys);
      }),
    );
    expect(keysOfPath(document, ['fields', { id: 'gone' }])).to.equal(undefined);
  });
});
