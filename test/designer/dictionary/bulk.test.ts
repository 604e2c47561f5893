import { expect } from 'chai';
import fc from 'fast-check';
import { rowsOf, withLines, type DictionaryValue } from '../../../designer/dictionary/bulk.js';

const held: readonly DictionaryValue[] = [
  { id: 'v1', code: 'cn', label: { en: 'China', 'zh-CN': '中国' }, colour: 'red' },
  { id: 'v2', code: 'bj', label: 'Beijing', parent: 'cn' },
];

describe('designer/dictionary/bulk', () => {
  it('adds labels with codes made of them, none twice', () => {
    const made = withLines(held, 'Key accounts\nKey accounts!\n\n中国 南方', 'en');
    expect(made.added).to.deep.equal(['key_accounts', 'key_accounts_2', 'value']);
    expect(made.values.map(({ id }) => id)).to.deep.equal(['v1', 'v2', 'v3', 'v4', 'v5']);
    expect(made.refused).to.deep.equal([]);
  });

  it('takes columns of a sheet, with heads and parents, and keeps what a value is besides', () => {
    const made = withLines(held, 'code\tlabel\tparent\ncn\tPeople’s Republic\nsh\tShanghai\tcn', 'en');
    expect(made.changed).to.deep.equal(['cn']);
    expect(made.values[0]).to.deep.equal({ id: 'v1', code: 'cn', label: { en: 'People’s Republic', 'zh-CN': '中国' }, colour: 'red' }); // prettier-ignore
    expect(made.values[2]).to.deep.equal({ id: 'v3', code: 'sh', label: 'Shanghai', parent: 'cn' });
  });

  it('says of each line that it does not take why', () => {
    const made = withLines(held, `a;A\na;B\nb;\n${'x'.repeat(61)};X`, 'en');
    expect(made.refused.map(({ line, why }) => [line, why])).to.deep.equal([[2, 'twice'], [3, 'empty'], [4, 'long']]); // prettier-ignore
    expect(made.added).to.deep.equal(['a']);
  });

  it('changes nothing when it is given what is there, however often', () => {
    const label = fc.constantFrom('Alpha', 'Beta', 'Gamma beta', '丁', 'alpha');
    fc.assert(
      fc.property(fc.array(label, { maxLength: 8 }), (labels) => {
        const once = withLines([], labels.map((each, i) => `c${i};${each}`).join('\n'), 'en');
        const again = withLines(once.values, once.values.map(({ code, label: own }) => `${code}\t${String(own)}`).join('\n'), 'en'); // prettier-ignore
        expect(again.values).to.deep.equal(once.values);
        expect([...again.added, ...again.changed]).to.deep.equal([]);
      }),
    );
  });

  it('shows every value once, below its parent, those in a circle too', () => {
    const circle: readonly DictionaryValue[] = [...held, { id: 'v3', code: 'x', label: 'X', parent: 'y' }, { id: 'v4', code: 'y', label: 'Y', parent: 'x' }]; // prettier-ignore
    const rows = rowsOf(circle);
    expect(rows.map(({ value, level }) => `${value.code} ${level}`)).to.deep.equal(['cn 1', 'bj 2', 'x 1', 'y 1']);
  });
});
