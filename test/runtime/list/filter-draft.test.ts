import { expect } from 'chai';
import type { Field, Model } from '../../../metadata/model/model.js';
import { compileModel } from '../../../metadata/model/compile.js';
import { checkFilter } from '../../../metadata/query/check.js';
import type { Filter } from '../../../metadata/schema/query.js';
import {
  draftOf,
  isCounted,
  leafOf,
  operatorsOf,
  withOperator,
  type FilterDraft,
} from '../../../runtime/list/filter-draft.js';
import type { FilterLeaf } from '../../../runtime/list/filter-words.js';
import { campaignDocuments } from '../../helper/campaigns.js';
import { productRegistries } from '../../helper/context.js';
import { idOf } from '../../helper/model.js';

/** A value that fits the field, as an editor gives it; twice where a range is asked for. */
function filled(field: Field, draft: FilterDraft): FilterDraft {
  if (draft.value !== null && !Array.isArray(draft.value)) return draft;
  const reference = { id: idOf('other', 1), label: 'Other' };
  const samples: Record<string, unknown> = {
    boolean: true,
    number: 5,
    date: '2026-11-21',
    datetime: '2026-11-21T08:00:00.000Z',
  };
  const isRecord = (field.target ?? field.links) !== undefined || field.valueType === 'id';
  const one = isRecord ? reference : (samples[field.valueType] ?? 'x');
  return { ...draft, value: Array.isArray(draft.value) ? [one, one] : one, second: draft.second ?? one };
}

describe('list/filter-draft', () => {
  it('opens every kind of condition and gives the same back', () => {
    const leaves: readonly FilterLeaf[] = [
      { field: 'city', op: 'contains', value: 'Graz' },
      { field: 'level', op: 'in', value: ['A', 'B'] },
      { field: 'sales', op: 'between', value: [0, 10] },
      { field: 'ordered', op: 'eq', value: { relative: 'thisMonth' } },
      { field: 'ordered', op: 'eq', value: { relative: 'lastDays', n: 30 } },
      { field: 'phone', op: 'isNull' },
      { field: 'region', op: 'under', value: idOf('region', 1) },
      { field: 'region', op: 'notIn', value: [idOf('region', 1), idOf('region', 2)] },
      { field: 'ordered', op: 'lt', value: { expr: 'addDays(today(), -90)' } },
      { field: 'ordered', op: 'lt', value: { expr: 'addYears(today(), -2)' } },
      { field: 'sales', op: 'eq', value: 0 },
      { field: 'closed', op: 'eq', value: false },
    ];
    for (const leaf of leaves) expect(leafOf(draftOf(leaf))).to.deep.equal(leaf);
  });

  it('is no condition while a value is missing', () => {
    expect(leafOf(withOperator('city', 'contains'))).to.equal(undefined);
    expect(leafOf(withOperator('level', 'in'))).to.equal(undefined);
    expect(leafOf({ path: 'sales', op: 'between', value: 0, second: null })).to.equal(undefined);
  });

  it('keeps "is not me", parameters of both ends, and what an empty parameter means', () => {
    const leaves = [
      { field: 'owner', op: 'ne', value: { expr: 'user.id' } },
      { field: 'ordered_on', op: 'between', value: { parameter: 'period' } },
      { field: 'owner', op: 'eq', value: { parameter: 'owner' }, whenEmpty: 'none' },
    ] as const;
    for (const leaf of leaves) expect(leafOf(draftOf(leaf))).to.deep.equal(leaf);
    expect(leafOf({ path: 'owner', op: 'eq', value: { parameter: '' }, second: null })).to.equal(undefined);
  });

  it('sends references by id', () => {
    const value = { id: '01A', label: 'Ann' };
    expect(leafOf({ path: 'owner', op: 'eq', value, second: null })).to.deep.equal({
      field: 'owner',
      op: 'eq',
      value: '01A',
    });
  });

  it('asks for a number where the range needs one', () => {
    expect([isCounted('lastDays'), isCounted('thisMonth')]).to.deep.equal([true, false]);
  });

  describe('of every field', () => {
    let model: Model;
    before(async () => {
      model = compileModel(campaignDocuments, await productRegistries());
    });
    const operators = (entity: string, name: string) =>
      operatorsOf(model.entities.get(entity)!.fields.get(name)!, model);

    it('offers trees, several records, linked records and ages', () => {
      expect(operators('customer', 'region')).to.include.members(['in', 'notIn', 'under']);
      expect(operators('order', 'customer')).to.include.members(['in', 'notIn']).and.not.include('under');
      expect(operators('customer', 'owner')[0]).to.equal('isMe');
      expect(operators('campaign', 'members')).to.deep.equal(['in', 'notIn', 'isNull', 'isNotNull']);
      expect(operators('order', 'shipped_at').slice(0, 2)).to.deep.equal(['relative', 'olderThan']);
      expect(operators('customer', 'credit')).to.not.include.members(['in', 'notIn', 'under']);
    });

    it('offers no operator that the query check refuses, and opens each again as it was', () => {
      let tried = 0;
      for (const { name: entity, fields } of model.entities.values()) {
        for (const field of fields.values()) {
          if (field.operators.length === 0) continue;
          for (const op of operatorsOf(field, model)) {
            const leaf = leafOf(filled(field, withOperator(field.name, op)))!;
            const checked = checkFilter(leaf as Filter, entity, model);
            expect('problems' in checked ? checked.problems : [], `${entity}.${field.name} ${op}`).to.deep.equal([]);
            expect(draftOf(leaf).op, `${entity}.${field.name}`).to.equal(op);
            expect(leafOf(draftOf(leaf))).to.deep.equal(leaf);
            tried++;
          }
        }
      }
      expect(tried).to.be.greaterThan(400);
    });
  });
});
