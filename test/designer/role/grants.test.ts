import { expect } from 'chai';
import fc from 'fast-check';
import { choicesFor, presetOf, presets, rightOf, setPreset, setRight } from '../../../designer/role/grants.js';
import { applyOperation, type Operation } from '../../../metadata/document/operations.js';
import { recordActions } from '../../../metadata/schema/app.js';
import { goesThereAndBack } from '../edits.js';

const role = {
  kind: 'role',
  grants: [
    { entity: 'customer', actions: { read: 'own', update: 'own' }, fields: { cost: 'hidden' } },
    { entity: 'order', actions: { read: 'all' } },
  ],
};
const after = (operation: Operation, document: unknown = role) => applyOperation(document, operation).document;

describe('designer/role/grants', () => {
  it('gives what is to be done also to be read, and takes all with the reading', () => {
    const given = after(setRight(role, 'lead', 'delete', 'department'));
    expect(rightOf(given, 'lead', 'read')).to.equal('department');
    expect(rightOf(given, 'lead', 'delete')).to.equal('department');
    const taken = after(setRight(role, 'customer', 'read', 'none'));
    expect(rightOf(taken, 'customer', 'update')).to.equal(undefined);
  });

  it('lets go of a grant that gives nothing, but not of what it says of fields', () => {
    const none = after(setPreset(role, 'order', 'nothing')) as typeof role;
    expect(none.grants.map(({ entity }) => entity)).to.deep.equal(['customer']);
    const silent = after(setPreset(role, 'customer', 'nothing')) as typeof role;
    expect(silent.grants[0]).to.deep.equal({ entity: 'customer', actions: {}, fields: { cost: 'hidden' } });
  });

  it('knows each bundle again, and says when it is none of them', () => {
    for (const preset of presets) expect(presetOf(after(setPreset(role, 'lead', preset)), 'lead')).to.equal(preset);
    expect(presetOf(role, 'customer')).to.equal(undefined);
  });

  it('leaves a condition where nobody chose something else', () => {
    const filter = { field: 'country', op: 'eq', value: 'de' };
    const held = { kind: 'role', grants: [{ entity: 'order', actions: { read: filter, print: true } }] };
    const changed = after(setRight(held, 'order', 'print', 'none'), held);
    expect(rightOf(changed, 'order', 'read')).to.deep.equal(filter);
  });

  it('is the same after thirty choices, taken back and made again', () => {
    const entities = fc.constantFrom('customer', 'order', 'lead', 'task');
    const one = fc.oneof(
      fc.tuple(entities, fc.constantFrom(...presets)).map(([entity, preset]) => (document: unknown) => setPreset(document, entity, preset)),
      fc.tuple(entities, fc.constantFrom(...recordActions), fc.nat(5)).map(
        ([entity, action, at]) => (document: unknown) => setRight(document, entity, action, choicesFor(action)[at % choicesFor(action).length]!),
      ),
    ); // prettier-ignore
    fc.assert(
      fc.property(fc.array(one, { minLength: 30, maxLength: 30 }), (edits) => goesThereAndBack(role, edits)),
      { numRuns: 40 },
    );
  });
});
