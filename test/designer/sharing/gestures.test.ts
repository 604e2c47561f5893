import { expect } from 'chai';
import fc from 'fast-check';
import { addReceiver, receiversOf, removeReceiver, setActive, setBelow, setLevel, setWhere } from '../../../designer/sharing/gestures.js'; // prettier-ignore
import { applyOperation, type Operation } from '../../../metadata/document/operations.js';
import type { Filter } from '../../../metadata/schema/query.js';
import { goesThereAndBack } from '../edits.js';

const sharing = () => ({ kind: 'sharing', id: '01KAJ0QX00SHAR1NGKEYCVST01', name: 's', schema: 1, entity: 'customer', to: { roles: ['sales'] }, level: 'read', active: false }); // prettier-ignore
const after = (document: unknown, operation: Operation): Record<string, unknown> => applyOperation(document, operation).document as Record<string, unknown>; // prettier-ignore

describe('designer/sharing', () => {
  it('adds each receiver once, takes in those below, and keeps the key of receivers when the last goes', () => {
    const department = { kind: 'department' as const, id: 'd1', below: true };
    const two = after(sharing(), addReceiver(sharing(), department));
    expect(two['to']).to.deep.equal({ roles: ['sales'], departments: [{ id: 'd1', below: true }] });
    expect(after(two, addReceiver(two, { ...department, below: false }))).to.deep.equal(two);
    const alone = after(two, setBelow(two, 'd1', false));
    expect(receiversOf(alone)).to.deep.equal([
      { kind: 'role', id: 'sales' },
      { ...department, below: false },
    ]);
    expect(after(sharing(), removeReceiver(sharing(), { kind: 'role', id: 'sales' }))['to']).to.deep.equal({});
    expect(receiversOf({ to: 3 })).to.deep.equal([]);
  });

  it('leaves out what is usual: all records, in effect', () => {
    const where = { field: 'level', op: 'eq', value: 'A' } as const;
    const narrowed = after(sharing(), setWhere(sharing(), where));
    expect(narrowed).to.deep.include({ where });
    expect(after(narrowed, setWhere(narrowed, { and: [] }))).to.deep.equal(sharing());
    expect(after(sharing(), setActive(sharing(), true))).to.not.have.property('active');
  });

  it('goes back and forth: 30 random edits, undone, done again', () => {
    const receiver = fc.oneof(
      fc.constantFrom('sales', 'service').map((id) => ({ kind: 'role' as const, id })),
      fc.constantFrom('u1', 'u2').map((id) => ({ kind: 'user' as const, id })),
      fc.record({ kind: fc.constant('department' as const), id: fc.constantFrom('d1', 'd2'), below: fc.boolean() }),
    );
    const edit = fc.oneof(
      receiver.map((each) => (document: unknown) => addReceiver(document, each)),
      receiver.map((each) => (document: unknown) => removeReceiver(document, each)),
      fc.tuple(fc.constantFrom('d1', 'd2'), fc.boolean()).map(([id, below]) => (document: unknown) => setBelow(document, id, below)), // prettier-ignore
      fc.constantFrom<Filter | undefined>(undefined, { segment: 'big' }, { and: [] }).map((where) => (document: unknown) => setWhere(document, where)), // prettier-ignore
      fc.constantFrom('read' as const, 'update' as const).map((level) => (document: unknown) => setLevel(document, level)), // prettier-ignore
      fc.boolean().map((isOn) => (document: unknown) => setActive(document, isOn)),
    );
    fc.assert(fc.property(fc.array(edit, { minLength: 30, maxLength: 30 }), (edits) => goesThereAndBack(sharing(), edits)), { numRuns: 60 }); // prettier-ignore
  });
});
