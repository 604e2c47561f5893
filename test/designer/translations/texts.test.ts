import { expect } from 'chai';
import fc from 'fast-check';
import { isObject } from '../../../designer/json/schema-walk.js';
import { addressOf } from '../../../designer/translations/address.js';
import { inverseOf, operationOf, planChanges, type WordChange } from '../../../designer/translations/changes.js';
import { rowsOf, type TextRow } from '../../../designer/translations/rows.js';
import { missingIn, sourceOf, textIn, textsOf, withText, type Text } from '../../../designer/translations/texts.js';
import { readItem } from '../../../metadata/document/items.js';
import { applyOperation } from '../../../metadata/document/operations.js';
import type { Document } from '../../../metadata/schema/kinds.js';
import { languages, type Language } from '../../../metadata/value.js';
import { schemaOf, shippedDocuments } from './shipped.js';

/** Found without the schema: what has words in English and in Chinese. */
function mapsIn(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value.flatMap(mapsIn);
  if (!isObject(value)) return [];
  const isMap = typeof value['en'] === 'string' && typeof value['zh-CN'] === 'string';
  return isMap ? [value] : Object.values(value).flatMap(mapsIn);
}

const textsIn = (document: Document) => textsOf(schemaOf(document.kind), document);
const rowsIn = (document: Document): readonly TextRow[] =>
  rowsOf({ key: document, value: document, isLocked: false }, schemaOf(document.kind));

/** Lists in another order, all the way down. */
function shuffled(value: unknown, turn: number): unknown {
  if (Array.isArray(value)) {
    const at = value.length === 0 ? 0 : turn % value.length;
    return [...value.slice(at), ...value.slice(0, at)].map((item) => shuffled(item, turn));
  }
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, shuffled(item, turn)]));
}

describe('designer/translations/texts', () => {
  it('finds every text of every shipped document, each at its place', () => {
    let count = 0;
    for (const document of shippedDocuments) {
      const found = textsIn(document);
      count += found.length;
      expect(found.map(({ text }) => text), document.name).to.include.members(mapsIn(document) as Text[]); // prettier-ignore
      for (const { path, keys, text } of found) {
        expect(readItem(document, path)).to.equal(text);
        expect(keys.length).to.equal(path.length);
      }
    }
    expect(count).to.be.greaterThan(2000);
  });

  it('finds plain texts, and none that are names or formulas', () => {
    const document = { kind: 'entity', name: 'x', label: 'Thing', fields: [{ id: 'f1', name: 'a', type: 'text', label: 'A', validIf: 'a <> "B"', options: { length: 10 } }] }; // prettier-ignore
    expect(textsOf(schemaOf('entity'), document).map(({ text }) => text)).to.deep.equal(['Thing', 'A']);
  });

  it('keeps addresses when lists change their order', () => {
    const fields = shippedDocuments.find(({ kind, name }) => kind === 'entity' && name === 'customer')!;
    expect(rowsIn(fields).filter(({ path: [list, step] }) => list === 'fields' && typeof step !== 'object')).to.deep.equal([]); // prettier-ignore
    for (const document of shippedDocuments) {
      const rows = rowsIn(document);
      const moved = new Map(rowsIn(shuffled(document, 3) as Document).map(({ address, text }) => [address, text]));
      expect(new Set(rows.map(({ address }) => address)).size, document.name).to.equal(rows.length);
      for (const { address, path, text } of rows) {
        if (path.every((step) => typeof step !== 'number')) expect(moved.get(address), address).to.deep.equal(text);
      }
    }
  });

  it('gives every place an address of its own', () => {
    const step = fc.oneof(fc.nat(99), fc.string({ minLength: 1 }), fc.record({ id: fc.string() }));
    const path = fc.array(step, { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(path, path, (one, other) => {
        const isSame = JSON.stringify(one) === JSON.stringify(other);
        expect(addressOf({ kind: 'view', name: 'a' }, one) === addressOf({ kind: 'view', name: 'a' }, other)).to.equal(isSame); // prettier-ignore
      }),
    );
    expect(addressOf({ kind: 'view', name: 'a' }, ['a/b=@', { id: '1/2' }, 3])).to.equal('view/a#a%2Fb%3D%40/id=1%2F2/@3'); // prettier-ignore
  });

  it('puts words anywhere, keeps all others, and takes all of it back to the same document', () => {
    const change = fc.record({ at: fc.nat(), language: fc.constantFrom(...languages), words: fc.string({ maxLength: 40 }) }); // prettier-ignore
    fc.assert(
      fc.property(fc.constantFrom(...shippedDocuments), fc.array(change, { maxLength: 12 }), (document, edits) => {
        const rows = rowsIn(document);
        if (rows.length === 0) return;
        const words = edits.map(({ at, ...edit }): WordChange => ({ ...edit, row: rows[at % rows.length]! }));
        const { changes, refused } = planChanges(words, 'en');
        const { operation, missed } = operationOf(document, changes);
        expect(missed).to.deep.equal([]);
        const { document: changed } = applyOperation(document, operation);
        const last = new Map(words.filter((each) => !refused.some(({ change: not }) => not === each)).map((each) => [`${each.row.address} ${each.language}`, each])); // prettier-ignore
        for (const row of rows) {
          const now = readItem(changed, row.path) as Text;
          for (const language of languages) {
            const wanted = last.get(`${row.address} ${language}`);
            if (refused.some(({ change: not }) => not.row === row && not.language === language)) continue;
            expect(textIn(now, language, 'en')).to.equal(wanted?.words ?? textIn(row.text, language, 'en'));
          }
        }
        const back = operationOf(changed, inverseOf(changes));
        expect(applyOperation(changed, back.operation).document).to.deep.equal(document);
      }),
      { numRuns: 60 },
    );
  });

  it('does not write over what somebody else has changed', () => {
    const document = { label: { en: 'A' } };
    const row = { address: 'a', path: ['label'], text: { en: 'B' }, isLocked: false } as unknown as TextRow;
    const { operation, missed } = operationOf(document, planChanges([{ row, language: 'es', words: 'X' }], 'en').changes); // prettier-ignore
    expect(missed).to.have.length(1);
    expect(applyOperation(document, operation).document).to.deep.equal(document);
  });

  it('keeps a plain text plain in its own language, and never takes the last word', () => {
    expect(withText('Name', 'en', 'Title', 'en')).to.equal('Title');
    expect(withText('Name', 'es', 'Nombre', 'en')).to.deep.equal({ en: 'Name', es: 'Nombre' });
    expect(Object.keys(withText({ es: 'Nombre' }, 'en', 'Name', 'en')!)).to.deep.equal(['en', 'es']);
    expect(withText({ en: 'Name' }, 'en', '', 'en')).to.equal(undefined);
    const row = { address: 'a', path: ['label'], text: 'Name', isLocked: false, most: 6 } as unknown as TextRow;
    const refused = (language: Language, words: string, is = row) => planChanges([{ row: is, language, words }], 'en').refused.map(({ why }) => why); // prettier-ignore
    expect(refused('en', '')).to.deep.equal(['last']);
    expect(refused('es', 'Nombres')).to.deep.equal(['tooLong']);
    expect(refused('es', 'N', { ...row, isLocked: true })).to.deep.equal(['locked']);
  });

  it('says what is missing, of figures and signs nothing', () => {
    expect(missingIn('Name', 'en')).to.deep.equal(['zh-CN', 'zh-TW', 'es']);
    expect(missingIn({ es: 'Nombre' }, 'en')).to.deep.equal(['en', 'zh-CN', 'zh-TW']);
    expect(missingIn('100 %', 'en')).to.deep.equal([]);
    expect(missingIn('<p class="small">{{page}} / {{pages}}</p>', 'en')).to.deep.equal([]);
    expect(sourceOf({ 'zh-CN': '名', es: 'Nombre' }, 'en')).to.equal('zh-CN');
  });
});
