import { expect } from 'chai';
import { checkDocuments, checkOne, documentKey } from '../../../metadata/document/check.js';
import type { PipelineDocument } from '../../../metadata/schema/entity.js';
import type { Document } from '../../../metadata/schema/kinds.js';
import { createTestRegistries } from './registries.js';
import { sample, sampleDocuments, ulid } from './samples.js';

const registries = createTestRegistries();

/** Findings of the sample application with some documents replaced, as `kind/name path CODE`. */
function findings(...changed: readonly Document[]): readonly string[] {
  const documents = [
    ...sampleDocuments.filter((each) => !changed.some((other) => other.kind === each.kind && other.name === each.name)),
    ...changed,
  ];
  return [...checkDocuments(documents, registries)].flatMap(([key, problems]) =>
    problems.map((problem) => `${key} ${problem.path} ${problem.code}`),
  );
}

/** A sample with one place changed. */
function changed<K extends Document['kind']>(
  kind: K,
  name: string,
  change: (document: Extract<Document, { kind: K }>) => void,
) {
  const document = sample(kind, name);
  change(document);
  return document;
}

/** The customer with a pipeline. */
const piped = (pipeline: Partial<PipelineDocument>) =>
  changed(
    'entity',
    'customer',
    (d) => (d.pipelines = [{ id: 'p1', field: 'status', stages: [{ value: 'open' }], ...pipeline }]),
  );

describe('document/check', () => {
  it('takes a pipeline whose fields can hold it', () => {
    const stages = [
      { value: 'open', probability: 12.5, ageLimit: 3, required: ['credit'], exitIf: 'credit > 0' },
      { value: 'done', outcome: 'won' as const },
    ];
    expect(findings(piped({ probability: 'credit', since: 'since', stages }))).to.deep.equal([]);
  });

  it('finds nothing in the sample application', () => {
    expect(findings()).to.deep.equal([]);
  });

  it('says the same of one document alone as among all, names and ids that two have too', () => {
    const wrong = changed('entity', 'customer', (d) => (d.fields[2]!.validIf = 'credt >= 0'));
    const twice = { ...sample('menu', 'main'), id: wrong.id };
    const again = { ...sample('entity', 'department'), id: ulid(900) };
    const documents = [...sampleDocuments.filter((each) => each.id !== wrong.id), wrong, twice, again];
    const all = checkDocuments(documents, registries);
    expect([...all.keys()]).to.include.members(['entity/customer', 'menu/main', 'entity/department']);
    for (const key of documents.map(documentKey)) {
      expect(checkOne(documents, key, { registries }), key).to.deep.equal(all.get(key) ?? []);
    }
  });

  const broken: readonly [string, () => Document, readonly string[]][] = [
    ['a look-up into nothing', () => changed('entity', 'department', (d) => d.fields.push({ id: 'f2', name: 'head', type: 'lookup', options: { target: 'usr' } })),
      ['entity/department /fields/1/options/target UNKNOWN_ENTITY']],
    ['a missing dictionary', () => changed('entity', 'customer', (d) => (d.fields[1]!.options = { dictionary: 'x' })),
      ['entity/customer /fields/1/options/dictionary UNKNOWN_DICTIONARY']],
    ['an unknown field in a condition', () => changed('entity', 'customer', (d) => (d.fields[2]!.validIf = 'credt >= 0')),
      ['entity/customer /fields/2/validIf UNKNOWN_NAME']],
    ['a condition that is a number', () => changed('entity', 'customer', (d) => (d.fields[2]!.visibleIf = 'credit + 1')),
      ['entity/customer /fields/2/visibleIf NOT_A_CONDITION']],
    ['a default that is no code', () => changed('entity', 'customer', (d) => (d.fields[1]!.default = 'gone')),
      ['entity/customer /fields/1/default BAD_DEFAULT']],
    ['a default of the wrong type', () => changed('entity', 'customer', (d) => (d.fields[2]!.default = 'x')),
      ['entity/customer /fields/2/default BAD_DEFAULT']],
    ['two fields of one name', () => changed('entity', 'department', (d) => d.fields.push({ id: 'f2', name: 'name', type: 'text' })),
      ['entity/department /fields/1/name DUPLICATE_NAME']],
    ['two fields of one id', () => changed('entity', 'department', (d) => d.fields.push({ id: 'f1', name: 'other', type: 'text' })),
      ['entity/department /fields/1/id DUPLICATE_ID']],
    ['a column that is a companion of another', () => changed('entity', 'customer', (d) => d.fields.push({ id: 'f9', name: 'name_k', type: 'text' })),
      ['entity/customer /fields/4/name COLUMN_TAKEN']],
    ['a reserved field name', () => changed('entity', 'department', (d) => d.fields.push({ id: 'f2', name: 'created_at', type: 'date' })),
      ['entity/department /fields/1/name RESERVED_NAME']],
    ['a field named constructor', () => changed('entity', 'department', (d) => d.fields.push({ id: 'f2', name: 'constructor', type: 'date' })),
      ['entity/department /fields/1/name RESERVED_NAME']],
    ['a word of the language as a field', () => changed('entity', 'department', (d) => d.fields.push({ id: 'f2', name: 'in', type: 'date' })),
      ['entity/department /fields/1/name RESERVED_NAME']],
    ['a formula that needs itself', () => changed('entity', 'line', (d) => (d.fields[4]!.options = { expression: 'amount + 1' })),
      ['entity/line /fields/4/options FORMULA_CIRCLE']],
    ['periods without a place for them', () => changed('entity', 'customer', (d) => (d.fields[1]!.periods = { entity: 'department', of: 'customer', value: 'status', from: 'from', to: 'to' })),
      ['from', 'of', 'to', 'value'].map((key) => `entity/customer /fields/1/periods/${key} UNKNOWN_FIELD`)],
    ['periods whose rows cannot hold them', () => changed('entity', 'customer', (d) => (d.fields[1]!.periods = { entity: 'order', of: 'number', value: 'number', from: 'number', to: 'number', since: 'name' })),
      ['from', 'of', 'since', 'to', 'value'].map((key) => `entity/customer /fields/1/periods/${key} BAD_PERIODS`)],
    ['a pipeline of names that are not there', () => piped({ field: 'statsu', probability: 'x', since: 'y', closedOn: 'z', stages: [{ value: 'open', required: ['w'], exitIf: 'credt > 0' }] }),
      ['closedOn', 'field', 'probability', 'since', 'stages/0/exitIf', 'stages/0/required/0'].map((at) => `entity/customer /pipelines/0/${at} ${at.endsWith('exitIf') ? 'UNKNOWN_NAME' : 'UNKNOWN_FIELD'}`)],
    ['a pipeline whose fields cannot hold it', () => piped({ field: 'name', probability: 'since', since: 'credit', closedOn: 'credit' }),
      ['closedOn', 'closedOn', 'field', 'probability', 'since'].filter((at, i, all) => all.indexOf(at) === i).map((at) => `entity/customer /pipelines/0/${at} BAD_PIPELINE`)],
    ['a stage that is no code', () => piped({ stages: [{ value: 'opne' }] }), ['entity/customer /pipelines/0/stages/0/value BAD_PIPELINE']],
    ['a stage twice', () => piped({ stages: [{ value: 'open' }, { value: 'open' }] }), ['entity/customer /pipelines/0/stages/1/value DUPLICATE_NAME']],
    ['a stage whose figures nothing takes', () => piped({ stages: [{ value: 'open', probability: 5, ageLimit: 3 }] }),
      ['ageLimit', 'probability'].map((key) => `entity/customer /pipelines/0/stages/0/${key} BAD_PIPELINE`)],
    ['a stage that demands what nobody can fill in', () => piped({ stages: [{ value: 'open', required: ['created_at'] }] }), ['entity/customer /pipelines/0/stages/0/required/0 BAD_PIPELINE']],
    ['a way out that is no condition', () => piped({ stages: [{ value: 'open', exitIf: 'credit + 1' }] }), ['entity/customer /pipelines/0/stages/0/exitIf NOT_A_CONDITION']],
    ['two pipelines of one choice', () => changed('entity', 'customer', (d) => (d.pipelines = ['p1', 'p2'].map((id) => ({ id, field: 'status', stages: [{ value: 'open' }] })))),
      ['entity/customer /pipelines/1/field BAD_PIPELINE']],
    ['unique long text', () => changed('entity', 'department', (d) => d.fields.push({ id: 'f2', name: 'notes', type: 'longText', unique: true })),
      ['entity/department /fields/1/unique TOO_LONG_TO_BE_UNIQUE']],
    ['a key over a list', () => changed('entity', 'order', (d) => (d.keys = [{ fields: ['lines'] }])),
      ['entity/order /keys/0/fields/0 NOT_STORED']],
    ['an unknown field in a form', () => changed('form', 'customer_edit', (d) => (d.nodes[0] = { id: 'n1', type: 'field', field: 'nmae' })),
      ['form/customer_edit /nodes/0/field UNKNOWN_FIELD']],
    ['one node id twice, at two depths', () => changed('form', 'order_edit', (d) => d.nodes.push({ id: 'n2', type: 'text', text: 'x' })),
      ['form/order_edit /nodes/0/nodes/1/nodes/0/id DUPLICATE_ID']],
    ['a sub-table of a plain field', () => changed('form', 'order_edit', (d) => (d.nodes = [{ id: 'n1', type: 'subTable', field: 'number', columns: [{ field: 'x' }] }])),
      ['form/order_edit /nodes/0/field NOT_A_LIST']],
    ['an unknown path in a view', () => changed('view', 'order_all', (d) => (d.columns[1] = { path: 'customer.nam' })),
      ['view/order_all /columns/1/path UNKNOWN_FIELD']],
    ['an unknown path deep in a filter', () => changed('view', 'order_all', (d) => (d.filter = { some: 'lines', where: { field: 'qty', op: 'gt', value: 1 } })),
      ['view/order_all /filter/where/field UNKNOWN_FIELD']],
    ['an operator that does not fit', () => changed('view', 'order_all', (d) => (d.filter = { field: 'number', op: 'contains', value: '1' })),
      ['view/order_all /filter/field OPERATOR_NOT_ALLOWED']],
    ['a parameter in a view', () => changed('view', 'order_all', (d) => (d.filter = { field: 'number', op: 'eq', value: { parameter: 'x' } })),
      ['view/order_all /filter/value/parameter UNKNOWN_NAME']],
    ['a dashboard query over nothing', () => changed('dashboard', 'sales', (d) => (query(d).entity = 'lines')),
      ['dashboard/sales /datasets/0/source/query/entity UNKNOWN_ENTITY']],
    ['an unknown column in a query', () => changed('dashboard', 'sales', (d) => (query(d).select[1]!.path = 'amont')),
      ['dashboard/sales /datasets/0/source/query/select/1/path UNKNOWN_FIELD']],
    ['a sum of text', () => changed('dashboard', 'sales', (d) => (query(d).select[1]!.path = 'product')),
      ['dashboard/sales /datasets/0/source/query/select/1/path QUERY_INVALID']],
    ['an unknown parameter in a query', () => changed('dashboard', 'sales', (d) => (d.parameters = [])),
      ['dashboard/sales /datasets/0/source/query/where/value/parameter UNKNOWN_NAME', 'dashboard/sales /widgets/0/on/click/0/set/month UNKNOWN_NAME']],
    ['a widget without its dataset', () => changed('dashboard', 'sales', (d) => (d.widgets[0]!.dataset = 'T')),
      ['dashboard/sales /widgets/0/dataset UNKNOWN_NAME']],
    ['a click that opens nothing', () => changed('dashboard', 'sales', (d) => (d.widgets[0]!.on = { click: [{ open: 'report', name: 'gone' }] })),
      ['dashboard/sales /widgets/0/on/click/0/name UNKNOWN_REPORT']],
    ['a click with a parameter the report has not', () => changed('dashboard', 'sales', (d) => (d.widgets[0]!.on = { click: [{ open: 'report', name: 'by_customer', parameters: { to: 'datum.month' } }] })),
      ['dashboard/sales /widgets/0/on/click/0/parameters/to UNKNOWN_NAME']],
    ['a cell of an unknown column', () => changed('report', 'by_customer', (d) => (d.sheet.cells['B2']!.bind!.field = 'amount')),
      ['report/by_customer /sheet/cells/B2/bind/field UNKNOWN_NAME']],
    ['a cell formula that cannot be read', () => changed('report', 'by_customer', (d) => (d.sheet.cells['C2'] = { formula: 'sum(B2' })),
      ['report/by_customer /sheet/cells/C2/formula MISSING_BRACKET']],
    ['a cell formula with an unknown parameter', () => changed('report', 'by_customer', (d) => (d.sheet.cells['C2'] = { formula: 'B2 * $rate' })),
      ['report/by_customer /sheet/cells/C2/formula UNKNOWN_PARAMETER']],
    ['a dataset that reads as a cell', () => changed('report', 'by_customer', (d) => d.datasets.push({ name: 'Q1', source: { type: 'rows', columns: ['a'], rows: [] } })),
      ['report/by_customer /datasets/1/name RESERVED_NAME']],
    ['a menu entry that leads nowhere', () => changed('menu', 'main', (d) => d.entries.push({ id: 'e9', type: 'report', name: 'gone' })),
      ['menu/main /entries/3/name UNKNOWN_REPORT']],
    ['a home that is no entry', () => changed('menu', 'main', (d) => (d.home = 'g1')), ['menu/main /home UNKNOWN_NAME']],
    ['a role about an unknown field', () => changed('role', 'salesperson', (d) => (d.grants[0]!.fields = { cost: 'hidden' })),
      ['role/salesperson /grants/0/fields/cost UNKNOWN_FIELD']],
    ['a role about an unknown entity', () => changed('role', 'salesperson', (d) => (d.grants[1]!.entity = 'ordr')),
      ['role/salesperson /grants/1/entity UNKNOWN_ENTITY']],
    ['an import into an unknown field', () => changed('import_map', 'customers', (d) => (d.columns[0]!.path = 'nam')),
      ['import_map/customers /columns/0/path UNKNOWN_FIELD']],
    ['a list grouped by an unknown field', () => changed('view', 'order_all', (d) => (d.group = [{ path: 'nam' }])),
      ['view/order_all /group/0/path UNKNOWN_FIELD']],
    ['a segment about an unknown field', () => changed('segment', 'named_customers', (d) => (d.filter = { field: 'nam', op: 'isNull' })),
      ['segment/named_customers /filter/field UNKNOWN_FIELD']],
    ['a rule that compares an unknown field', () => changed('rule', 'customer_duplicates', (d) => (d.match[0]!.all[0]!.path = 'nam')),
      ['rule/customer_duplicates /match/0/all/0/path UNKNOWN_FIELD']],
    ['a rule that compares what is no text by its words', () => changed('rule', 'customer_duplicates', (d) => (d.match[0]!.all[0]!.path = 'credit')),
      ['rule/customer_duplicates /match/0/all/0/normalise NORMALISER_NOT_FITTING']],
    ['a filter by an unknown segment', () => changed('view', 'order_all', (d) => (d.filter = { segment: 'none' })),
      ['view/order_all /filter/segment UNKNOWN_SEGMENT']],
    ['settings of another name', () => ({ ...sample('settings', 'site'), name: 'other', id: ulid(99) }), ['settings/other /name RESERVED_NAME']],
    ['an id that another document has', () => ({ ...sample('menu', 'main'), name: 'second' }), ['menu/second /id DUPLICATE_ID']],
  ]; // prettier-ignore
  for (const [name, make, expected] of broken) {
    it(`tells ${name}, once and at its place`, () => {
      expect(findings(make())).to.deep.equal(expected);
    });
  }

  it('underlines the place in an expression and suggests the nearest name', () => {
    const customer = changed('entity', 'customer', (d) => (d.fields[2]!.validIf = 'credt >= 0'));
    const documents = sampleDocuments.map((each) => (each.id === customer.id ? customer : each));
    const [problem] = checkDocuments(documents, registries).get('entity/customer')!;
    expect(problem).to.include({ from: 0, to: 5 });
    expect(problem!.message).to.contain('credit');
  });

  it('finds all that a removed field breaks', () => {
    const customer = changed(
      'entity',
      'customer',
      (d) => (d.fields = d.fields.filter((field) => field.name !== 'status')),
    );
    expect(findings(customer)).to.deep.equal([
      'entity/order /fields/3/visibleIf UNKNOWN_NAME',
      'view/order_all /filter/and/0/field UNKNOWN_FIELD',
      'view/order_all /quickFilters/0 UNKNOWN_FIELD',
      'role/salesperson /grants/0/actions/update/field UNKNOWN_FIELD',
      'sharing/open_customers /where/field UNKNOWN_FIELD',
      'import_map/customers /columns/1/path UNKNOWN_FIELD',
      'rule/customer_duplicates /where/field UNKNOWN_FIELD',
      'entity/customer /statusField UNKNOWN_FIELD',
    ]);
  });
});

function query(dashboard: Extract<Document, { kind: 'dashboard' }>) {
  const { source } = dashboard.datasets[0]!;
  if (source.type !== 'query') throw new Error('The sample dashboard has a query.');
  return source.query;
}
