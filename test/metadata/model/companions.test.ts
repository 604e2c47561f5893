import { expect } from 'chai';
import type { Column } from '../../../metadata/contributions.js';
import { companionValues } from '../../../metadata/model/companions.js';

const context = { fold: (text: string) => text.toLowerCase(), zone: 'Asia/Shanghai' };
const name: readonly Column[] = [
  { name: 'name', type: 'text', role: 'value', length: 2 },
  { name: 'name_k', type: 'text', role: 'key', length: 3 },
];
const due: readonly Column[] = [
  { name: 'due', type: 'datetime', role: 'value' },
  { name: 'due_l', type: 'date', role: 'local' },
];

describe('model/companions', () => {
  it('folds text into the key column, cut at whole characters', () => {
    expect(companionValues({ columns: name }, 'AB', context)).to.deep.equal({ name_k: 'ab' });
    expect(companionValues({ columns: name }, 'A😀BC', context)).to.deep.equal({ name_k: 'a😀b' });
  });

  it('keeps the date that a moment fell on in the zone of the site', () => {
    expect(companionValues({ columns: due }, '2026-11-21T20:00:00.000Z', context)).to.deep.equal({
      due_l: '2026-11-22',
    });
  });

  it('gives null for null and nothing where there are no companions', () => {
    expect(companionValues({ columns: due }, null, context)).to.deep.equal({ due_l: null });
    expect(companionValues({ columns: name.slice(0, 1) }, 'x', context)).to.deep.equal({});
  });
});
