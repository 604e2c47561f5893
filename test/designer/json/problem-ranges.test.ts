import { expect } from 'chai';
import fc from 'fast-check';
import { formatJson } from '../../../designer/json/format-json.js';
import { findPlace, keysAt, parseTree, readValue, rootValue } from '../../../designer/json/json-tree.js';
import { lineAndColumn, rangeOfPointer, rangeOfProblem } from '../../../designer/json/problem-ranges.js';
import { below, pointerKeys, readPointer } from '../../../metadata/document/pointer.js';

const text = `{
  "kind": "entity",
  "a/b": { "~": 1 },
  "fields": [
    { "id": "f1", "name": "code" },
    { "id": "f2", "visibleIf": "a = \\"x\\" and missing" }
  ]
}`;
const tree = parseTree(text);
const marked = (pointer: string, more: object = {}) => {
  const { from, to } = rangeOfProblem(tree, text, { path: pointer, code: 'X', message: '', ...more });
  return text.slice(from, to);
};

describe('json/problem-ranges', () => {
  it('marks a plain value where it stands', () => {
    expect(marked('/kind')).to.equal('"entity"');
    expect(marked('/fields/0/name')).to.equal('"code"');
  });

  it('marks the key of what is long, and of what is unknown', () => {
    expect(marked('/fields')).to.equal('"fields"');
    expect(marked('/fields/0/name', { code: 'UNKNOWN_KEY' })).to.equal('"name"');
  });

  it('marks an item without a key by its first line', () => {
    expect(marked('/fields/0')).to.equal('{ "id": "f1", "name": "code" }');
  });

  it('marks what is missing at the object that should have it', () => {
    expect(marked('/fields/1/name')).to.equal('{ "id": "f2", "visibleIf": "a = \\"x\\" and missing" }');
    expect(marked('/nothing/here')).to.equal('{');
  });

  it('unescapes pointers', () => {
    expect(marked('/a~1b/~0')).to.equal('1');
  });

  it('marks the wrong part of an expression behind escapes', () => {
    expect(marked('/fields/1/visibleIf', { from: 12, to: 19 })).to.equal('missing');
  });

  it('still finds the way in broken text', () => {
    const broken = '{ "fields": [ { "id": "f1", "name": }, { "id": "f2" } ], "kind": ';
    const { from, to } = rangeOfPointer(parseTree(broken), broken, '/fields/1/id');
    expect(broken.slice(from, to)).to.equal('"f2"');
  });

  it('counts lines and columns from one', () => {
    expect(lineAndColumn(text, text.indexOf('"kind"'))).to.deep.equal({ line: 2, column: 3 });
  });

  it('finds every value of any document at its pointer, and its pointer at every place', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 })), (value) => {
        const written = formatJson(value, 40);
        const parsed = parseTree(written);
        for (const pointer of pointersOf(value)) {
          const place = findPlace(parsed, written, pointerKeys(pointer))!;
          expect(place.exact).to.equal(true);
          const found: unknown = JSON.parse(written.slice(place.value.from, place.value.to));
          expect(found).to.deep.equal(JSON.parse(JSON.stringify(readPointer(value, pointer))));
          const back = keysAt(parsed, written, place.value.from, 1).map(String);
          expect(back).to.deep.equal(pointerKeys(pointer));
        }
        const read = readValue(rootValue(parsed), written);
        expect(JSON.stringify(read)).to.equal(JSON.stringify(JSON.parse(written)));
      }),
      { numRuns: 60 },
    );
  });
});

function pointersOf(value: unknown, at = ''): string[] {
  if (typeof value !== 'object' || value === null) return at === '' ? [] : [at];
  const keys = Object.keys(value).filter((key) => key !== '__proto__');
  const inner = keys.flatMap((key) => pointersOf((value as Record<string, unknown>)[key], below(at, key)));
  return at === '' ? inner : [at, ...inner];
}
