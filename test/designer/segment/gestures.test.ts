import { expect } from 'chai';
import fc from 'fast-check';
import { setFilter, setHelp } from '../../../designer/segment/gestures.js';
import { applyOperation } from '../../../metadata/document/operations.js';
import { goesThereAndBack } from '../edits.js';

const segment = () => ({ kind: 'segment', id: '01KAJ0QX00SEGMENT0CVST0001', name: 's', schema: 1, entity: 'customer', help: 'Old', filter: { field: 'level', op: 'eq', value: 'A' } }); // prettier-ignore

describe('designer/segment', () => {
  it('keeps a filter that all meet when the last condition goes, and leaves out what it is not for', () => {
    expect(applyOperation(segment(), setFilter(segment(), undefined)).document).to.deep.equal({ ...segment(), filter: { and: [] } }); // prettier-ignore
    expect(applyOperation(segment(), setHelp(segment(), null)).document).to.not.have.property('help');
  });

  it('goes back and forth: 30 random edits, undone, done again', () => {
    const edit = fc.oneof(
      fc.constantFrom('A', 'B').map((value) => (document: unknown) => setFilter(document, { field: 'level', op: 'eq', value })), // prettier-ignore
      fc.constant((document: unknown) => setFilter(document, undefined)),
      fc.constantFrom(null, 'Text', { en: 'Text', es: 'Texto' }).map((help) => (document: unknown) => setHelp(document, help)), // prettier-ignore
    );
    fc.assert(fc.property(fc.array(edit, { minLength: 30, maxLength: 30 }), (edits) => goesThereAndBack(segment(), edits)), { numRuns: 40 }); // prettier-ignore
  });
});
