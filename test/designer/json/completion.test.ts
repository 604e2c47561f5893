import { expect } from 'chai';
import { completionsAt, type Choice, type Choices } from '../../../designer/json/completion.js';
import { parseTree } from '../../../designer/json/json-tree.js';
import { fieldsOf, type Names } from '../../../designer/json/names.js';
import { compileModel } from '../../../metadata/model/compile.js';
import { documentSchema } from '../../../metadata/schema/compose.js';
import type { Document, Kind } from '../../../metadata/schema/kinds.js';
import { testRegistries } from '../registries.js';

const registries = testRegistries();
const id = '01KAJ0QX00T2N8C9SEPKXK1000';
const documents = [
  {
    kind: 'entity', id, name: 'customer', schema: 1, nameExpression: 'name',
    fields: [
      { id: 'f1', name: 'name', type: 'text', label: 'Name' },
      { id: 'f2', name: 'region', type: 'lookup', options: { target: 'region' } },
      { id: 'f3', name: 'lines', type: 'children', options: { entity: 'line', field: 'customer' } },
    ],
  },
  { kind: 'entity', id, name: 'region', schema: 1, nameExpression: 'code', fields: [{ id: 'f1', name: 'code', type: 'text' }] },
  {
    kind: 'entity', id, name: 'line', schema: 1, nameExpression: 'id',
    fields: [{ id: 'f1', name: 'customer', type: 'lookup', options: { target: 'customer' } }, { id: 'f2', name: 'amount', type: 'money' }],
  },
] as unknown as Document[]; // prettier-ignore
const model = compileModel(documents, registries);
const names: Names = {
  documents: (kind) => (kind === 'entity' ? documents.map(({ name }) => ({ name })) : [{ name: `${kind}_one` }]),
  fields: (entity) => fieldsOf(model, entity),
  icons: ['box', 'truck'],
};

/** `|` marks the caret. */
function at(kind: Kind, marked: string): Choices | undefined {
  const position = marked.indexOf('|');
  const text = marked.replace('|', '');
  return completionsAt({
    text,
    tree: parseTree(text),
    position,
    schema: documentSchema(kind, registries),
    names,
    functions: [{ name: 'round' }],
    describe: (key) => (key === 'required' ? 'Must be filled in.' : undefined),
    nameOf: (key, value) => (key === 'type' && value === 'money' ? 'Money' : undefined),
    label: (label) => (typeof label === 'string' ? label : undefined),
    newId: () => id,
  });
}
const labels = (kind: Kind, marked: string) => at(kind, marked)?.choices.map((choice) => choice.label) ?? [];
const choice = (kind: Kind, marked: string, label: string) =>
  at(kind, marked)!.choices.find((each) => each.label === label) as Choice;
/** The text after choosing. */
function chosen(kind: Kind, marked: string, label: string): string {
  const text = marked.replace('|', '');
  const { from, to, choices, commaAt } = at(kind, marked)!;
  const { insert } = choices.find((each) => each.label === label)!;
  const head = commaAt === undefined ? text.slice(0, from) : `${text.slice(0, commaAt)},${text.slice(commaAt, from)}`;
  return head + insert + text.slice(to);
}

describe('json/completion', () => {
  it('offers the keys that are still allowed, required ones first', () => {
    const found = labels('entity', '{ "kind": "entity", | }');
    expect(found).to.include.members(['id', 'name', 'fields', 'label', 'owner']);
    expect(found).not.to.include('kind');
    expect(found.indexOf('fields')).to.be.lessThan(found.indexOf('label'));
  });

  it('says what a key means, and whether it is required', () => {
    const text = '{ "kind": "entity", "fields": [{ | }] }';
    expect(choice('entity', text, 'required').info).to.equal('Must be filled in.');
    expect(choice('entity', text, 'type').detail).to.contain('*');
  });

  it('completes a key that is being typed, and puts the caret into its value', () => {
    const text = '{ "kind": "entity", "nam|" }';
    expect(chosen('entity', text, 'nameExpression')).to.equal('{ "kind": "entity", "nameExpression": "" }');
    expect(choice('entity', text, 'nameExpression').caret).to.equal('"nameExpression": "'.length);
    expect(chosen('entity', '{ "kind": "entity", fie| }', 'fields')).to.equal('{ "kind": "entity", "fields": [] }');
  });

  it('leaves the value alone when a key is renamed', () => {
    expect(chosen('entity', '{ "lab|": "x" }', 'label')).to.equal('{ "label": "x" }');
  });

  it('sets the commas that are missing before and after', () => {
    expect(chosen('entity', '{ "kind": "entity" |"name": "a" }', 'icon')).to.equal(
      '{ "kind": "entity", "icon": "","name": "a" }',
    );
  });

  it('offers field types as values, with the words people know', () => {
    const found = choice('entity', '{ "kind": "entity", "fields": [{ "type": "|" }] }', 'money');
    expect(found).to.include({ insert: '"money"', info: 'Money' });
  });

  it('offers the options of the type that stands there', () => {
    const text = (type: string) => `{ "kind": "entity", "fields": [{ "type": "${type}", "options": { | } }] }`;
    expect(labels('entity', text('lookup'))).to.include.members(['target', 'onDelete']);
    expect(labels('entity', text('money'))).to.have.members(['scale', 'min', 'max']);
  });

  it('offers true and false, and what a word may be', () => {
    expect(labels('entity', '{ "fields": [{ "required": | }] }')).to.deep.equal(['true', 'false']);
    expect(labels('entity', '{ "owner": "|" }')).to.deep.equal(['none', 'user', 'department']);
  });

  it('offers names of documents where one is meant', () => {
    expect(labels('view', '{ "kind": "view", "entity": "|" }')).to.deep.equal(['customer', 'region', 'line']);
    expect(labels('entity', '{ "fields": [{ "type": "lookup", "options": { "target": "|" } }] }')).to.include('region');
    expect(labels('entity', '{ "fields": [{ "type": "choice", "options": { "dictionary": "|" } }] }')).to.include(
      'dictionary_one',
    );
    expect(labels('menu', '{ "entries": [{ "id": "a", "type": "report", "name": "|" }] }')).to.deep.equal([
      'report_one',
    ]);
    expect(labels('entity', '{ "icon": "|" }')).to.deep.equal(['box', 'truck']);
  });

  it('offers the fields of the entity in question, along look-ups too', () => {
    const view = (path: string) => `{ "kind": "view", "entity": "customer", "columns": [{ "path": "${path}|" }] }`;
    expect(labels('view', view(''))).to.include.members(['name', 'region', 'created_at']);
    expect(labels('view', view('region.')))
      .to.include('region.code')
      .and.not.to.include('name');
  });

  it('offers the fields of the rows in a sub-table', () => {
    const text =
      '{ "entity": "customer", "nodes": [{ "type": "subTable", "field": "lines", "columns": [{ "field": "|" }] }] }';
    expect(labels('form', text)).to.include('amount').and.not.to.include('region');
  });

  it('offers fields and functions inside an expression, and replaces only the word', () => {
    const text = '{ "kind": "entity", "name": "customer", "fields": [{ "visibleIf": "name = \\"a\\" and re|" }] }';
    expect(chosen('entity', text, 'region')).to.contain('and region"');
    expect(chosen('entity', text, 'round')).to.contain('and round()"');
    const path = text.replace('re|', 'region.|');
    expect(labels('entity', path)).to.include('code').and.not.to.include('round');
  });

  it('offers a new item with the next free id', () => {
    const text = '{ "kind": "entity", "fields": [{ "id": "f7", "name": "a", "type": "text" }, |] }';
    const [found] = at('entity', text)!.choices;
    expect(found!.insert).to.equal('{ "id": "f8", "name": "", "type": "text" }');
    expect(found!.insert.slice(0, found!.caret)).to.equal('{ "id": "f8", "name": "');
  });

  it('offers of a union only what goes with what is there', () => {
    const filter = (inner: string) => `{ "entity": "customer", "filter": { ${inner}| } }`;
    expect(labels('view', filter(''))).to.include.members(['and', 'or', 'not', 'field', 'some']);
    expect(labels('view', filter('"field": "name", '))).to.have.members(['op', 'value', 'whenEmpty']);
    expect(labels('view', '{ "filter": { "and": [{ "not": { "op": "|" } }] } }')).to.include('contains');
  });

  it('says nothing where nothing can be written', () => {
    expect(at('entity', '{ } |')).to.equal(undefined);
  });
});
