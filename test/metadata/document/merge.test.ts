import { expect } from 'chai';
import fc from 'fast-check';
import { mergeDocuments } from '../../../metadata/document/merge.js';
import { applyOperation } from '../../../metadata/document/operations.js';
import { operationFor, type Choice } from './edits.js';
import { sample, sampleDocuments } from './samples.js';

const choices = fc.array(fc.record({ place: fc.nat(), how: fc.nat(99), value: fc.nat(9999) }), { maxLength: 12 });
const anyDocument = fc.nat(sampleDocuments.length - 1).map((i) => sampleDocuments[i]!);
const edited = (start: unknown, edits: readonly Choice[], tag: string) =>
  edits.reduce<unknown>(
    (document, edit) => applyOperation(document, operationFor(document, edit, tag)).document,
    start,
  );

describe('document/merge', () => {
  it('takes the one side where the other did nothing', () => {
    fc.assert(
      fc.property(anyDocument, choices, (base, edits) => {
        const changed = edited(base, edits, 'a');
        for (const merged of [
          mergeDocuments<unknown>(base, changed, base),
          mergeDocuments<unknown>(base, base, changed),
        ]) {
          expect(merged.conflicts).to.deep.equal([]);
          expect(merged.document).to.deep.equal(changed);
        }
        expect(mergeDocuments(changed, changed, changed).document).to.deep.equal(changed);
      }),
      { numRuns: 100 },
    );
  });

  it('loses nothing: every value either side wrote is in the result or in a conflict', () => {
    fc.assert(
      fc.property(anyDocument, choices, choices, (base, mine, yours) => {
        const ours = edited(base, mine, 'a');
        const theirs = edited(base, yours, 'b');
        const { document, conflicts } = mergeDocuments<unknown>(base, ours, theirs);
        const kept = JSON.stringify([document, conflicts]);
        for (const text of [...writtenIn(ours, 'a'), ...writtenIn(theirs, 'b')]) expect(kept).to.contain(text);
      }),
      { numRuns: 150 },
    );
  });

  it('joins edits of different fields and of different keys of one field', () => {
    const base = sample('entity', 'customer');
    const ours = structuredClone(base);
    ours.fields[0]!.label = 'Company';
    ours.fields.push({ id: 's1', name: 'vat', type: 'text' });
    const theirs = structuredClone(base);
    theirs.fields[0]!.help = 'As registered';
    theirs.fields.splice(1, 0, { id: 'p1', name: 'email', type: 'text' });
    const { document, conflicts } = mergeDocuments(base, ours, theirs);
    expect(conflicts).to.deep.equal([]);
    expect(document.fields.map((field) => field.name)).to.deep.equal([
      'name',
      'email',
      'status',
      'credit',
      'since',
      'vat',
    ]);
    expect(document.fields[0]).to.include({ label: 'Company', help: 'As registered' });
  });

  it('keeps ours and lists the conflict where both changed one place', () => {
    const base = sample('entity', 'customer');
    const ours = { ...base, label: 'Ours' };
    const theirs = { ...base, label: 'Theirs' };
    const { document, conflicts } = mergeDocuments(base, ours, theirs);
    expect(document.label).to.equal('Ours');
    expect(conflicts).to.deep.equal([{ path: ['label'], base: base.label, ours: 'Ours', theirs: 'Theirs' }]);
  });

  it('keeps what one side changed and the other removed, and says so', () => {
    const base = sample('entity', 'customer');
    const ours = { ...base, fields: base.fields.filter((field) => field.id !== 'f4') };
    const theirs = structuredClone(base);
    theirs.fields[3]!.required = true;
    for (const merged of [mergeDocuments(base, ours, theirs), mergeDocuments(base, theirs, ours)]) {
      expect(merged.conflicts.map((conflict) => conflict.path)).to.deep.equal([['fields', { id: 'f4' }]]);
      expect(merged.document.fields.find((field) => field.id === 'f4')).to.include({ required: true });
    }
  });
});

/** Texts that only this side can have written. */
function writtenIn(value: unknown, tag: string): readonly string[] {
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap((each) => writtenIn(each, tag));
  return typeof value === 'string' && new RegExp(`^${tag}[0-9]+$`).test(value) ? [JSON.stringify(value)] : [];
}
