import { expect } from 'chai';
import fc from 'fast-check';
import { below } from '../../../metadata/document/pointer.js';
import { repeatedKeys } from '../../../metadata/document/repeated-keys.js';

describe('document/repeated-keys', () => {
  it('finds the later key with its place, whatever stands in texts and lists around it', () => {
    const text = '{"a":[1,"{,}",{"b":"\\"x\\":","c/d":{}}],\n"e":{},"\\u0061":2}';
    expect(repeatedKeys(text)).to.deep.equal([
      { key: 'a', path: '/a', from: text.indexOf('"\\u'), to: text.indexOf('"\\u') + 8, line: 2 },
    ]);
    expect(repeatedKeys('[0,{"a":{"b~":1,"b~":1}},{"a":1}]').map(({ path }) => path)).to.deep.equal(['/1/a/b~0']);
    expect(repeatedKeys('{"a":1,"b":{"a":1},"c":[{"a":1},{"a":1}]}')).to.deep.equal([]);
    expect(repeatedKeys('"a"')).to.deep.equal([]);
    expect(repeatedKeys(`{${'"a":1,'.repeat(100)}"a":1}`)).to.have.length(20);
  });

  it('finds none in any JSON, and each key that is said again where it is said', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(undefined, 2), (value, indent) => {
        expect(repeatedKeys(JSON.stringify(value, null, indent))).to.deep.equal([]);
      }),
      { numRuns: 100 },
    );
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 }), fc.nat(), fc.array(fc.string()), (object, nat, around) => {
        const keys = Object.keys(object);
        const key = keys[nat % keys.length]!;
        const twice = `${JSON.stringify(object).slice(0, -1)},${JSON.stringify(key)}:[]}`;
        const text = around.reduce((inner, each) => `[null,{${JSON.stringify(each)}:${inner}}]`, twice);
        const path = below('', ...around.toReversed().flatMap((each) => [1, each]), key);
        expect(repeatedKeys(text).map((each) => [each.path, JSON.parse(text.slice(each.from, each.to))])).to.deep.equal([[path, key]]);
      }),
      { numRuns: 100 },
    );
  }); // prettier-ignore

  it('reads ten thousand levels without falling over', () => {
    expect(repeatedKeys(`${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`)).to.deep.equal([]);
  });
});
