import { expect } from 'chai';
import { keyOf } from '../../../runtime/data/shortcuts.js';

const press = (key: string, held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', boolean>> = {}) =>
  keyOf({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held });

describe('data/shortcuts', () => {
  it('writes a key as people know it', () => {
    expect(press('k', { ctrlKey: true })).to.equal('Ctrl+K');
    expect(press('k', { metaKey: true })).to.equal('Ctrl+K');
    expect(press('S', { ctrlKey: true, shiftKey: true })).to.equal('Ctrl+Shift+S');
    expect(press('Enter', { ctrlKey: true })).to.equal('Ctrl+Enter');
    expect(press('/')).to.equal('/');
  });

  it('takes a sign as itself, whether or not a keyboard needs Shift for it', () => {
    expect(press('?', { shiftKey: true })).to.equal('?');
    expect(press('?')).to.equal('?');
    expect(press('/', { shiftKey: true })).to.equal('/');
  });
});
