/** Plans of the actions that the CRM ships: what would be written, told from records as answers give them. */
import { expect } from 'chai';
import fc from 'fast-check';
import { compileAction } from '../../../metadata/action/compile.js';
import { planAction, type ActionChoices, type ActionPlan } from '../../../metadata/action/plan.js';
import { compileModel } from '../../../metadata/model/compile.js';
import type { Model } from '../../../metadata/model/model.js';
import type { EntityAction } from '../../../metadata/schema/entity-action.js';
import type { Registries } from '../../../metadata/contributions.js';
import { productRegistries } from '../../helper/context.js';
import { testContext } from '../../helper/model.js';
import { readPackage } from '../../helper/prepared-site.js';

describe('action/plan', () => {
  let registries: Registries;
  let model: Model;
  before(async () => {
    registries = await productRegistries();
    model = compileModel([...readPackage('core').documents, ...readPackage('crm').documents], registries);
  });

  const actionOf = (entity: string, name: string): EntityAction =>
    model.entities.get(entity)!.document.actions!.find((each) => each.name === name)!;
  const compiled = (entity: string, action: EntityAction) =>
    compileAction(model, model.entities.get(entity)!, action, registries.function);
  const plan = (
    entity: string,
    action: EntityAction,
    record: Record<string, unknown>,
    choices: ActionChoices = {},
  ): ActionPlan =>
    planAction(compiled(entity, action), { record, context: testContext(), id: (as) => `new ${as}` }, choices);

  const lead = {
    name: 'Aurora', contact_name: 'Eva', phone: '1', status: 'new', estimate: 100, source: null,
    owner: { id: 'ann', label: 'Ann' }, customer: null, contact: null,
  }; // prettier-ignore

  it('makes the records of a lead, each pointing to those before it', () => {
    const { available, steps, sets } = plan('lead', actionOf('lead', 'convert'), lead);
    expect(available).to.equal(true);
    expect(steps).to.deep.equal([
      { as: 'customer', entity: 'customer', state: 'make', id: 'new customer', links: {},
        values: { name: 'Aurora', phone: '1', owner: 'ann' } },
      { as: 'contact', entity: 'contact', state: 'make', id: 'new contact', links: { customer: 'customer' },
        values: { name: 'Eva', phone: '1', customer: 'new customer' } },
      { as: 'opportunity', entity: 'opportunity', state: 'make', id: 'new opportunity',
        links: { customer: 'customer', contact: 'contact' },
        values: { name: 'Aurora', customer: 'new customer', contact: 'new contact', amount: 100, owner: 'ann' } },
    ]); // prettier-ignore
    expect(sets).to.deep.equal({
      status: 'converted', customer: 'new customer', contact: 'new contact', opportunity: 'new opportunity',
      converted_on: testContext().today(),
    }); // prettier-ignore
  });

  it('uses the record of a look-up or of a choice, skips without ground, leaves out by choice', () => {
    const states = (record: object, choices?: ActionChoices) => {
      const { steps, sets } = plan('lead', actionOf('lead', 'convert'), { ...lead, ...record }, choices);
      const told = steps.map(({ state, id = '' }) => `${state} ${id}`.trim());
      return [...told, Object.keys(sets).sort().join(' ')];
    };
    const all = 'contact converted_on customer opportunity status';
    expect(states({ customer: { id: 'c1', label: 'C' } })).to.deep.equal(['use c1', 'make new contact', 'make new opportunity', all]);
    expect(states({}, { use: { customer: 'c2' } })).to.deep.equal(['use c2', 'make new contact', 'make new opportunity', all]);
    expect(states({ customer: { id: 'c1', label: 'C' } }, { use: { customer: 'c2' } })[0]).to.equal('use c1');
    expect(states({ contact_name: null }, { without: new Set(['opportunity']) })).to.deep.equal([
      'make new customer', 'skip', 'leave', 'converted_on customer status',
    ]); // prettier-ignore
  }); // prettier-ignore

  it('is not to be run where its condition is not met, or cannot be told', () => {
    for (const status of ['converted', 'disqualified', undefined].slice(0, 2))
      expect(plan('lead', actionOf('lead', 'convert'), { ...lead, status }).available, status).to.equal(false);
    expect(plan('lead', { ...actionOf('lead', 'convert'), visibleIf: 'estimate > 1' }, { ...lead, estimate: null }).available).to.equal(false);
  }); // prettier-ignore

  it('makes a row of each row, over the fields of the row', () => {
    const action = actionOf('quote', 'make_order');
    const lines = [
      { id: 'l1', position: 1, product: { id: 'p1', label: 'Tea' }, quantity: 2, unit_price: 10.1, discount: 0 },
      { id: 'l2', position: 2, product: { id: 'p2', label: 'Cup' }, quantity: 1, unit_price: 3, discount: 0.25 },
    ];
    const { steps } = plan('quote', action, { customer: { id: 'c', label: 'C' }, status: 'sent', order: null, lines });
    expect(steps[0]!.values).to.deep.equal({
      customer: 'c',
      lines: [
        { position: 1, product: 'p1', quantity: 2, unit_price: 10.1, discount: 0 },
        { position: 2, product: 'p2', quantity: 1, unit_price: 3, discount: 0.25 },
      ],
    });
    expect(compiled('quote', action).reads).to.include.members(['order', 'lines', 'lines.product', 'lines.discount']);
  });

  it('gives nothing for what cannot be computed, and never a value that is null', () => {
    const action = actionOf('lead', 'convert');
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('name', 'phone', 'estimate', 'owner', 'customer', 'status'), fc.oneof(fc.constant(null), fc.string(), fc.integer(), fc.record({ id: fc.string() }))),
        fc.subarray(['customer', 'contact', 'opportunity']),
        (record, without) => {
          const { steps, sets } = plan('lead', action, record, { without: new Set(without) });
          for (const { state, values, id } of steps) {
            expect(Object.values(values)).to.not.include(null);
            expect(id === undefined).to.equal(state === 'skip' || state === 'leave');
          }
          for (const as of ['customer', 'contact', 'opportunity'])
            expect(Object.hasOwn(sets, as)).to.equal(steps.find((step) => step.as === as)!.id !== undefined);
        },
      ),
    );
  }); // prettier-ignore
});
