import { expect } from 'chai';
import fc from 'fast-check';
import { currencies, homeText, setHome, setSetting, settingKeys } from '../../../designer/settings/gestures.js';
import { applyOperation, type Operation } from '../../../metadata/document/operations.js';
import { goesThereAndBack } from '../edits.js';

const site = () => ({ kind: 'settings', id: '01KAJ0QX00T2N8C9SEPKXK1000', name: 'site', schema: 1, label: 'Site', timeZone: 'UTC', currency: 'USD', language: 'en' }); // prettier-ignore
const after = <T>(document: T, operation: Operation): T => applyOperation(document, operation).document;

describe('designer/settings', () => {
  it('leaves out what is usual, but what a site must have stays to be mended', () => {
    const chosen = after(site(), setSetting(site(), 'menu', 'main'));
    expect(chosen).to.have.property('menu', 'main');
    expect(after(chosen, setSetting(chosen, 'menu', ''))).to.deep.equal(site());
    expect(after(site(), setSetting(site(), 'timeZone', ''))).to.have.property('timeZone', '');
  });

  it('says and sets where people begin; the same list keeps its view', () => {
    const list = { ...site(), home: { type: 'list', entity: 'customer', view: 'mine' } };
    expect([homeText(site()), homeText(list)]).to.deep.equal(['', 'list customer']);
    expect(after(list, setHome(list, 'list customer'))).to.deep.equal(list);
    expect(after(list, setHome(list, 'dashboard sales'))).to.have.deep.property('home', { type: 'dashboard', name: 'sales' }); // prettier-ignore
    expect(after(list, setHome(list, ''))).to.deep.equal(site());
    expect(new Set(currencies).size).to.equal(currencies.length);
  });

  it('goes back and forth: 30 random edits, undone, done again', () => {
    const edit = fc.oneof(
      fc.tuple(fc.constantFrom(...settingKeys), fc.constantFrom('', 'a', 'EUR')).map(([key, value]) => (document: unknown) => setSetting(document, key, value)), // prettier-ignore
      fc.constantFrom('', 'list customer', 'list order', 'dashboard a').map((home) => (document: unknown) => setHome(document, home)), // prettier-ignore
    );
    fc.assert(fc.property(fc.array(edit, { minLength: 30, maxLength: 30 }), (edits) => goesThereAndBack(site(), edits)), { numRuns: 60 }); // prettier-ignore
  });
});
