import { expect } from 'chai';
import { checkOptions } from '../../../metadata/document/check-options.js';
import { createTestRegistries } from './registries.js';

describe('document/check-options', () => {
  const registries = createTestRegistries();
  registries.widget.add({
    id: 'picky',
    label: 'picky',
    icon: 'text',
    options: { type: 'object' } as never,
    requests: () => [],
    check: (options) => (options['wrong'] ? [{ path: '/wrong', code: 'WRONG', message: 'This is wrong.' }] : []),
  });
  const widgets = [
    { id: 'a', type: 'note', x: 0, y: 0, w: 1, h: 1, options: { wrong: true } },
    { id: 'b', type: 'picky', x: 0, y: 0, w: 1, h: 1, options: { wrong: true } },
    { id: 'c', type: 'picky', x: 0, y: 0, w: 1, h: 1 },
    { id: 'd', type: 'unknown', x: 0, y: 0, w: 1, h: 1 },
  ];

  it('asks the widgets of a dashboard, and gives their findings the place in the document', () => {
    const found = checkOptions('dashboard', { widgets }, registries);
    expect(found).to.deep.equal([{ path: '/widgets/1/options/wrong', code: 'WRONG', message: 'This is wrong.' }]);
  });

  it('has nothing to ask of other kinds', () => {
    expect(checkOptions('view', { widgets }, registries)).to.deep.equal([]);
  });
});
