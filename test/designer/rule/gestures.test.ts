import { expect } from 'chai';
import fc from 'fast-check';
import { addAlternative, addComparison, alternativesOf, removeAlternative, removeComparison, setAction, setActive, setComparison, setMoment, setWhere } from '../../../designer/rule/gestures.js'; // prettier-ignore
import { applyOperation, type Operation } from '../../../metadata/document/operations.js';
import { ruleMoments, type Comparison } from '../../../metadata/schema/rule.js';
import { goesThereAndBack } from '../edits.js';

const name: Comparison = { path: 'name', normalise: 'company', similarity: 0.85 };
const phone: Comparison = { path: 'phone', normalise: 'phone' };
const rule = () => ({ kind: 'rule', id: '01KAJ0QX00DVP1CATES0000001', name: 'r', schema: 1, type: 'duplicate', entity: 'customer', match: [{ id: 'm1', all: [name] }, { id: 'm3', all: [phone] }], on: ['create', 'update'], action: 'warn' }); // prettier-ignore
const after = (document: unknown, operation: Operation): unknown => applyOperation(document, operation).document;
const ids = (document: unknown) => alternativesOf(document).map(({ id }) => id);

describe('designer/rule', () => {
  it('adds alternatives under ids of their own, and keeps one comparison', () => {
    const three = after(rule(), addAlternative(rule(), phone));
    expect(ids(three)).to.deep.equal(['m1', 'm3', 'm4']);
    const one = after(rule(), removeComparison(rule(), 'm3', 0));
    expect(ids(one)).to.deep.equal(['m1']);
    expect(after(one, removeComparison(one, 'm1', 0))).to.deep.equal(one);
    expect(after(one, removeAlternative(one, 'm1'))).to.deep.equal(one);
    expect(alternativesOf(after(one, addComparison(one, 'm1', phone)))[0]!.all).to.deep.equal([name, phone]);
  });

  it('takes the likeness out of what is the same or not, and keeps one moment', () => {
    const set = (change: Partial<Comparison>) => alternativesOf(after(rule(), setComparison(rule(), 'm1', 0, change)))[0]!.all[0]; // prettier-ignore
    expect(set({ normalise: 'email' })).to.deep.equal({ path: 'name', normalise: 'email' });
    expect(set({ normalise: 'person' })).to.deep.equal({ path: 'name', normalise: 'person', similarity: 0.85 });
    expect(set({ similarity: 1 })).to.deep.equal({ path: 'name', normalise: 'company' });
    const once = after(rule(), setMoment(rule(), 'update', false));
    expect(once).to.deep.include({ on: ['create'] });
    expect(after(once, setMoment(once, 'create', false))).to.deep.equal(once);
  });

  it('goes back and forth: 30 random edits, undone, done again', () => {
    const id = fc.constantFrom('m1', 'm2', 'm3', 'm4');
    const comparison = fc.constantFrom(name, phone, { path: 'city', normalise: 'text' } as const);
    const place = fc.nat({ max: 2 });
    const edit = fc.oneof(
      comparison.map((each) => (document: unknown) => addAlternative(document, each)),
      id.map((each) => (document: unknown) => removeAlternative(document, each)),
      fc.tuple(id, comparison).map(
        ([at, each]) =>
          (document: unknown) =>
            addComparison(document, at, each),
      ),
      fc.tuple(id, place).map(
        ([at, index]) =>
          (document: unknown) =>
            removeComparison(document, at, index),
      ),
      fc.tuple(id, place, comparison).map(([at, index, each]) => (document: unknown) => setComparison(document, at, index, each)), // prettier-ignore
      fc.tuple(fc.constantFrom(...ruleMoments), fc.boolean()).map(([each, isOn]) => (document: unknown) => setMoment(document, each, isOn)), // prettier-ignore
      fc.constantFrom('warn' as const, 'block' as const).map((each) => (document: unknown) => setAction(document, each)), // prettier-ignore
      fc.constantFrom(undefined, { field: 'type', op: 'eq', value: 'x' } as const).map((where) => (document: unknown) => setWhere(document, where)), // prettier-ignore
      fc.boolean().map((isOn) => (document: unknown) => setActive(document, isOn)),
    );
    fc.assert(fc.property(fc.array(edit, { minLength: 30, maxLength: 30 }), (edits) => goesThereAndBack(rule(), edits)), { numRuns: 60 }); // prettier-ignore
  });
});
