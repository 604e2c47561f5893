import { expect } from 'chai';
import type { Registries } from '../../../metadata/contributions.js';
import { checkDocuments } from '../../../metadata/document/check.js';
import { compileModel } from '../../../metadata/model/compile.js';
import type { FieldDocument } from '../../../metadata/schema/entity.js';
import type { Document } from '../../../metadata/schema/kinds.js';
import { productRegistries } from '../../helper/context.js';
import { testDocuments } from '../../helper/model.js';

const foreign = (name: string, path: string, rest: Partial<FieldDocument> = {}): FieldDocument => ({
  id: `x_${name}`,
  name,
  type: 'foreign',
  options: { path },
  ...rest,
});

describe('document/check-foreign', () => {
  let registries: Registries;
  before(async () => {
    registries = await productRegistries();
  });

  const withFields = (fields: Readonly<Record<string, readonly FieldDocument[]>>): readonly Document[] =>
    testDocuments.map((document) =>
      document.kind === 'entity' && fields[document.name]
        ? { ...document, fields: [...document.fields, ...fields[document.name]!] }
        : document,
    );

  /** `entity.field CODE` of every finding about the fields added; places are named by the field. */
  function findings(fields: Readonly<Record<string, readonly FieldDocument[]>>): readonly string[] {
    const documents = withFields(fields);
    return [...checkDocuments(documents, registries)].flatMap(([key, problems]) =>
      problems.map(({ path, code }) => {
        const [, , index, ...rest] = path.split('/');
        const entity = documents.find((each) => `entity/${each.name}` === key) as Extract<Document, { kind: 'entity' }>;
        return `${entity.name}.${entity.fields[Number(index)]!.name}/${rest.join('/')} ${code}`;
      }),
    );
  }

  it('finds nothing in paths to one value, through others of its kind too', () => {
    expect(
      findings({
        order: [
          foreign('home', 'customer.region'),
          foreign('home_name', 'home.name'),
          foreign('score', 'customer.score'),
        ],
        order_line: [foreign('home_name', 'order.home_name'), foreign('city', 'order.customer.name')],
      }),
    ).to.deep.equal([]);
  });

  const broken: readonly [string, Readonly<Record<string, readonly FieldDocument[]>>, readonly string[]][] = [
    ['a step that is not there', { order: [foreign('a', 'customer.nam')] }, ['order.a/options/path UNKNOWN_FIELD']],
    ['a step that is no look-up', { order: [foreign('a', 'number.name')] }, ['order.a/options/path UNKNOWN_FIELD']],
    ['a field of the record itself', { order: [foreign('a', 'number')] }, ['order.a/options/path FOREIGN_PATH']],
    ['a list at the end', { order: [foreign('a', 'customer.contacts')] }, ['order.a/options/path FOREIGN_LIST']],
    ['a list on the way', { order: [foreign('a', 'customer.contacts.name')] }, ['order.a/options/path FOREIGN_LIST']],
    ['a list that only the other side states', { order: [foreign('a', 'region.customer_region.name')] }, ['order.a/options/path FOREIGN_LIST']],
    ['a value made of parts', { contact: [foreign('a', 'customer.place', {})], customer: [{ id: 'x', name: 'place', type: 'address' }] }, ['contact.a/options/path FOREIGN_PART']],
    ['a secret', { contact: [foreign('a', 'customer.key')], customer: [{ id: 'x', name: 'key', type: 'secret' }] }, ['contact.a/options/path FOREIGN_SEALED']],
    ['itself', { region: [foreign('a', 'parent.a')] }, ['region.a/options/path FOREIGN_CIRCLE']],
    [
      'each other',
      { order_line: [foreign('a', 'order.b')], order: [foreign('b', 'customer.c')], customer: [foreign('c', 'region.d')], region: [foreign('d', 'parent.d')] },
      ['customer.c/options/path FOREIGN_CIRCLE', 'order.b/options/path FOREIGN_CIRCLE', 'order_line.a/options/path FOREIGN_CIRCLE', 'region.d/options/path FOREIGN_CIRCLE'],
    ],
    [
      'keys that have no meaning',
      { order: [foreign('a', 'customer.name', { required: true, unique: true, default: 'x', sortable: true })] },
      ['order.a/default BAD_DEFAULT', 'order.a/required NOT_STORED', 'order.a/sortable NOT_STORED', 'order.a/unique NOT_STORED'],
    ],
    [
      'a roll-up over it',
      { order: [foreign('a', 'customer.employees')], customer: [{ id: 'x', name: 'sum', type: 'rollUp', options: { relation: 'orders', aggregate: 'count', where: { field: 'a', op: 'gt', value: 1 }, result: 'number' } }] },
      ['customer.sum/options/where ROLL_UP_UNSTEADY'],
    ],
  ]; // prettier-ignore
  for (const [what, fields, expected] of broken) {
    it(`refuses ${what}`, () => {
      expect([...findings(fields)].sort()).to.deep.equal([...expected].sort());
    });
  }

  it('limits from how many records an entity reads', () => {
    const lookups = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name): FieldDocument => ({
      id: `l_${name}`,
      name: `to_${name}`,
      type: 'lookup',
      options: { target: 'customer' },
    }));
    const reads = lookups.map(({ name }) => foreign(`of_${name}`, `${name}.region.name`));
    expect(findings({ order: [...lookups.slice(0, 6), ...reads.slice(0, 6)] })).to.deep.equal([]);
    expect(findings({ order: [...lookups, ...reads] })[0]).to.match(/FOREIGN_TOO_MANY$/);
  });

  it('leaves out of the model what cannot be read, and keeps the rest', () => {
    const { entities } = compileModel(
      withFields({ region: [foreign('a', 'parent.a'), foreign('top', 'parent.name')] }),
      registries,
    );
    const fields = entities.get('region')!.fields;
    expect(fields.has('a')).to.equal(false);
    expect(fields.get('top')).to.include({ computed: true, valueType: 'text' });
    expect(fields.get('top')!.columns).to.deep.equal([]);
    expect([...entities.get('customer')!.relations.keys()]).to.not.include('region_top');
  });
});
