import { expect } from 'chai';
import { indexReferences, referencesOf, whereUsed } from '../../../metadata/document/references.js';
import { compileModel } from '../../../metadata/model/compile.js';
import { kinds } from '../../../metadata/schema/kinds.js';
import { createTestRegistries } from './registries.js';
import { sample, sampleDocuments } from './samples.js';

const registries = createTestRegistries();
const surroundings = { model: compileModel(sampleDocuments, registries), registries };
const index = indexReferences(sampleDocuments, surroundings);
const uses = (...what: [kind: 'entity' | 'report' | 'view' | 'dictionary' | 'menu', name: string, field?: string]) =>
  whereUsed(index, ...what).map((use) => `${use.kind}/${use.name} ${use.path}`);

describe('document/references', () => {
  it('knows every kind', () => {
    const covered = new Set(sampleDocuments.map((document) => document.kind));
    expect([...covered]).to.have.members([...kinds]);
    for (const document of sampleDocuments) expect(referencesOf(document, surroundings)).to.be.an('array');
  });

  it('names every field on the way of a path', () => {
    const references = referencesOf(sample('view', 'order_all'), surroundings);
    expect(references.filter((each) => each.path === '/columns/1/path')).to.deep.equal([
      { path: '/columns/1/path', kind: 'entity', name: 'order', field: 'customer' },
      { path: '/columns/1/path', kind: 'entity', name: 'customer', field: 'name' },
    ]);
  });

  it('names the fields of what is to be done about a record', () => {
    const references = referencesOf(sample('form', 'customer_edit'), surroundings);
    expect(references.filter((each) => each.path.startsWith('/nodes/3'))).to.deep.equal([
      { path: '/nodes/3/entity', kind: 'entity', name: 'order' },
      { path: '/nodes/3/field', kind: 'entity', name: 'order', field: 'customer' },
      { path: '/nodes/3/subject', kind: 'entity', name: 'order', field: 'number' },
      { path: '/nodes/3/done/field', kind: 'entity', name: 'order', field: 'discount' },
    ]);
  });

  it('tells where a field is used: expressions, views, queries, roles, imports', () => {
    expect(uses('entity', 'customer', 'status')).to.deep.equal([
      'entity/customer /statusField',
      'entity/order /fields/3/visibleIf',
      'view/order_all /filter/and/0/field',
      'view/order_all /quickFilters/0',
      'role/salesperson /grants/0/actions/update/field',
      'sharing/open_customers /where/field',
      'import_map/customers /columns/1/path',
      'rule/customer_duplicates /where/field',
    ]);
    expect(uses('entity', 'line', 'quantity')).to.deep.equal([
      'entity/line /fields/4/options/expression',
      'view/order_all /filter/and/1/where/field',
    ]);
    expect(uses('entity', 'line', 'order')).to.include.members([
      'entity/order /fields/2/options/field',
      'form/order_edit /nodes/0/nodes/2/field',
    ]);
  });

  it('tells where a pipeline uses a field', () => {
    const customer = sample('entity', 'customer');
    const stages = [{ value: 'open', required: ['credit'], exitIf: 'credit > 0' }];
    customer.pipelines = [{ id: 'p1', field: 'status', since: 'since', closedOn: 'since', stages }];
    const found = referencesOf(customer, surroundings).filter((each) => each.path.startsWith('/pipelines'));
    expect(found.map((each) => `${each.path.slice('/pipelines/0'.length)} ${each.field}`)).to.deep.equal([
      '/field status',
      '/since since',
      '/closedOn since',
      '/stages/0/required/0 credit',
      '/stages/0/exitIf credit',
    ]);
  });

  it('tells where a document is used, without what it says of itself', () => {
    expect(uses('report', 'by_customer')).to.deep.equal([
      'dashboard/sales /widgets/0/on/click/1/name',
      'menu/main /entries/2/name',
    ]);
    expect(uses('view', 'order_all')).to.deep.equal(['menu/main /entries/0/entries/0/view']);
    expect(uses('dictionary', 'status')).to.deep.equal(['entity/customer /fields/1/options/dictionary']);
    expect(uses('menu', 'main')).to.deep.equal(['settings/site /menu']);
    expect(uses('entity', 'line').every((use) => !use.startsWith('entity/line'))).to.equal(true);
  });
});
