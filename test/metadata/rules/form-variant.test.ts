import { expect } from 'chai';
import { chooseForm, isFormFor } from '../../../metadata/rules/form-variant.js';
import type { FormDocument } from '../../../metadata/schema/entity.js';

const form = (name: string, purpose: FormDocument['purpose'], rest: Partial<FormDocument> = {}) =>
  ({ name, purpose, ...rest }) as FormDocument;

describe('rules/form-variant', () => {
  it('is for people of one of its roles or departments, and for everybody where none is named', () => {
    const person = { roles: ['seller', 'buyer'], department: 'd1' };
    const cases: readonly [FormDocument['for'], boolean][] = [
      [undefined, true],
      [{ device: 'phone' }, true],
      [{ roles: ['buyer'] }, true],
      [{ roles: ['boss'] }, false],
      [{ departments: ['d1'] }, true],
      [{ departments: ['d2'] }, false],
      [{ roles: ['boss'], departments: ['d1'] }, true],
    ];
    for (const [wanted, expected] of cases)
      expect(isFormFor(wanted ? { for: wanted } : {}, person), JSON.stringify(wanted)).to.equal(expected);
    expect(isFormFor({ for: { departments: ['d1'] } }, { roles: [], department: null })).to.equal(false);
  });

  it('chooses by purpose, then by priority, then what is for somebody in particular, then by name', () => {
    const forms = [
      form('b', ['edit']),
      form('a', ['edit']),
      form('mine', ['edit'], { for: {} }),
      form('high', ['edit'], { priority: 5 }),
      form('other', ['create'], { priority: 9 }),
    ];
    const names = (given: readonly FormDocument[]) => chooseForm(given, 'edit', 'desktop')?.name;
    expect(names(forms)).to.equal('high');
    expect(names(forms.filter(({ name }) => name !== 'high'))).to.equal('mine');
    expect(names(forms.slice(0, 2))).to.equal('a');
  });

  it('falls back to the nearest purpose, on a phone to the one for phones first', () => {
    const all = [form('e', ['edit']), form('d', ['detail']), form('c', ['create']), form('m', ['mobile'])];
    const cases = [
      ['detail', 'desktop', all, 'd'],
      ['detail', 'desktop', [all[0]!], 'e'],
      ['edit', 'desktop', [all[1]!], 'd'],
      ['edit', 'phone', all, 'm'],
      ['edit', 'phone', all.slice(0, 3), 'e'],
      ['quick', 'desktop', all, 'c'],
      ['quick', 'phone', [all[0]!, all[3]!], 'e'],
      ['create', 'desktop', [all[3]!], 'm'],
    ] as const;
    for (const [purpose, device, forms, expected] of cases)
      expect(chooseForm(forms, purpose, device)?.name, `${purpose} ${device}`).to.equal(expected);
  });

  it('keeps forms for another device out', () => {
    const forms = [form('p', ['edit'], { for: { device: 'phone' }, priority: 9 }), form('e', ['edit'])];
    expect(chooseForm(forms, 'edit', 'desktop')?.name).to.equal('e');
    expect(chooseForm(forms, 'edit', 'phone')?.name).to.equal('p');
    expect(chooseForm(forms.slice(0, 1), 'edit', 'desktop')).to.equal(undefined);
  });
});
