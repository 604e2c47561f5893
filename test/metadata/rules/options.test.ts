import { expect } from 'chai';
import fc from 'fast-check';
import { compileModel } from '../../../metadata/model/compile.js';
import { compileOptions, fitsCode, optionFilter, type OptionRecord } from '../../../metadata/rules/options.js';
import type { Filter } from '../../../metadata/schema/query.js';
import type { Document } from '../../../metadata/schema/kinds.js';
import type { Value } from '../../../metadata/value.js';
import { relationEntity } from '../../helper/campaigns.js';
import { productRegistries } from '../../helper/context.js';
import { testDocuments } from '../../helper/model.js';

const parts = {
  kind: 'dictionary', id: '01DOCUMENT7100000000000001', name: 'part', schema: 1,
  values: [{ id: 'a', code: 'bavaria', label: 'a', parent: 'de' }, { id: 'b', code: 'alsace', label: 'b', parent: 'fr' }, { id: 'c', code: 'other', label: 'c' }],
} as Document; // prettier-ignore

describe('rules/options', () => {
  const rulesFor = async (field: object) => {
    const registries = await productRegistries();
    const entity = relationEntity(20, 'shop', [
      { name: 'country', type: 'text' },
      { name: 'turnover', type: 'integer' },
      { name: 'asked', type: 'text', ...field },
    ]);
    const model = compileModel([...testDocuments, entity, parts], registries);
    const shop = model.entities.get('shop')!;
    const typeOf = (path: readonly string[]) => shop.fields.get(path[0]!)?.valueType;
    return { rules: compileOptions(shop.fields.get('asked')!, typeOf, registries.function), model };
  };
  const record = (values: Readonly<Record<string, Value>>): OptionRecord => ({
    context: {
      today: () => '2026-06-18',
      now: () => '2026-06-18T10:00:00.000Z',
      timeZone: 'UTC',
      fold: (text: string) => text,
      user: () => null,
    },
    read: ([name]) => values[name!] ?? null,
  });
  const country = (rest: object = {}): Filter => ({ field: 'country', op: 'eq', value: { expr: 'record.country' }, ...rest });

  it('has no rules where everything may be chosen', async () => {
    expect((await rulesFor({})).rules).to.equal(undefined);
  });

  it('asks optionsIf of each value; what gives null is not met', async () => {
    const { rules } = await rulesFor({ optionsIf: 'value <> "gold" or record.turnover >= 1000' });
    expect(rules!.reads).to.deep.equal(['turnover']);
    const fits = (code: string, turnover: Value) => fitsCode(rules!, code, undefined, record({ turnover }));
    expect([fits('gold', 1000), fits('gold', 999), fits('gold', null), fits('tin', null)]).to.deep.equal([true, false, false, true]);
  });

  it('offers the values below another, those below nothing, and all while that is empty', async () => {
    const { rules, model } = await rulesFor({ type: 'choice', options: { dictionary: 'part', dependsOn: 'country' } });
    const below = (value: Value) =>
      ['bavaria', 'alsace', 'other'].filter((code) => fitsCode(rules!, code, model.dictionaries.get('part'), record({ country: value })));
    expect(below('de')).to.deep.equal(['bavaria', 'other']);
    expect(below(null)).to.deep.equal(['bavaria', 'alsace', 'other']);
  });

  it('puts the record into a filter, leaving out what has no value', async () => {
    const bind = async (filter: Filter, values: Readonly<Record<string, Value>>) => {
      const { rules } = await rulesFor({ type: 'lookup', options: { target: 'customer', filter } });
      return optionFilter(rules!, record(values));
    };
    const plain: Filter = { field: 'active', op: 'eq', value: true };
    expect(await bind(country(), { country: 'de' })).to.deep.equal({ field: 'country', op: 'eq', value: 'de' });
    expect(await bind(country(), {})).to.equal(undefined);
    expect(await bind(country({ whenEmpty: 'none' }), {})).to.deep.equal({ or: [] });
    expect(await bind({ or: [country(), country()] }, {})).to.equal(undefined);
    expect(await bind({ and: [plain, country()] }, {})).to.deep.equal({ and: [plain] });
    expect(await bind({ not: country() }, {})).to.equal(undefined);
    expect(await bind({ some: 'orders', where: country() }, { country: 'fr' })).to.deep.equal({
      some: 'orders',
      where: { field: 'country', op: 'eq', value: 'fr' },
    });
  });

  it('leaves no expression over the record in any filter, and never widens one that has values', async () => {
    const { filter: anyFilter } = fc.letrec<{ filter: Filter }>((tie) => ({
      filter: fc.oneof(
        { maxDepth: 3 },
        fc.constantFrom<Filter>(country(), { field: 'turnover', op: 'gt', value: { expr: 'record.turnover' } }, { field: 'name', op: 'eq', value: 'x' }),
        fc.record({ and: fc.array(tie('filter'), { minLength: 1, maxLength: 3 }) }),
        fc.record({ or: fc.array(tie('filter'), { minLength: 1, maxLength: 3 }) }),
        fc.record({ not: tie('filter') }),
      ),
    }));
    const count = (value: unknown) => JSON.stringify(value ?? null).split('"field"').length;
    await fc.assert(
      fc.asyncProperty(anyFilter, async (filter) => {
        const { rules } = await rulesFor({ type: 'lookup', options: { target: 'customer', filter } });
        const bound = optionFilter(rules!, record({ country: 'de', turnover: 5 }));
        expect(JSON.stringify(bound)).to.not.contain('expr');
        expect(count(bound)).to.equal(count(filter));
        expect(JSON.stringify(optionFilter(rules!, record({})) ?? null)).to.not.contain('expr');
      }),
      { numRuns: 40 },
    );
  });
}); // prettier-ignore
