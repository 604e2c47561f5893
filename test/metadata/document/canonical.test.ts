import { createHash } from 'node:crypto';
import { expect } from 'chai';
import fc from 'fast-check';
import { canonicalHash, canonicalText, documentsHash, sameContent } from '../../../metadata/document/canonical.js';
import { sha256 } from '../../../metadata/document/hash.js';
import { sampleDocuments } from './samples.js';

describe('document/canonical', () => {
  it('hashes as SHA-256 does', () => {
    const platform = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        expect(sha256(text)).to.equal(platform(text));
      }),
    );
    expect(sha256('')).to.equal(platform(''));
  });

  it('puts kind, id, name, schema, label first and ends with a line end', () => {
    const text = canonicalText({ z: 1, label: 'L', a: { b: 1, id: 'i' }, schema: 1, name: 'n', id: 'x', kind: 'role' });
    expect(Object.keys(JSON.parse(text) as object)).to.deep.equal(['kind', 'id', 'name', 'schema', 'label', 'a', 'z']);
    expect(text).to.match(/"a": \{\n {4}"id": "i",\n {4}"b": 1\n {2}\}/);
    expect(text.endsWith('}\n')).to.equal(true);
  });

  it('does not depend on the order of keys but on the order of lists', () => {
    expect(sameContent({ a: 1, b: { c: 2, d: 3 } }, { b: { d: 3, c: 2 }, a: 1, e: undefined })).to.equal(true);
    expect(canonicalHash({ a: [1, 2] })).not.to.equal(canonicalHash({ a: [2, 1] }));
  });

  it('hashes a set of documents whatever their order', () => {
    expect(documentsHash([...sampleDocuments].reverse())).to.equal(documentsHash(sampleDocuments));
    expect(documentsHash(sampleDocuments.slice(1))).not.to.equal(documentsHash(sampleDocuments));
  });
});
