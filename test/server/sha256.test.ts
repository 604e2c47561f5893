import { expect } from 'chai';
import fc from 'fast-check';
import { sha256 as portable } from '../../metadata/document/hash.js';
import { sha256 } from '../../server/sha256.js';

describe('sha256', () => {
  it("is the portable one's hash of any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
        expect(sha256(text)).to.equal(portable(text));
      }),
    );
  });
});
