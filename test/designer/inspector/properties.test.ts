import { expect } from 'chai';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { literalText, readLiteral } from '../../../designer/inspector/literal.js';
import { itemKinds, propertiesAt, type PropertiesInput } from '../../../designer/inspector/properties.js';
import { sectionsOf } from '../../../designer/inspector/sections.js';
import { schemaRoot } from '../../../designer/json/schema-walk.js';
import { outlineOf, visibleRows, type OutlineNode } from '../../../designer/outline/outline.js';
import { documentSchema } from '../../../metadata/schema/compose.js';
import type { Kind } from '../../../metadata/schema/kinds.js';
import { testRegistries } from '../registries.js';

const registries = testRegistries();
const names = {
  documents: (kind: string) => [{ name: `${kind}_one` }],
  fields: () => [{ name: 'name' }, { name: 'region', target: 'region' }],
  icons: ['house'],
};
const inputOf = (document: { kind: string }): PropertiesInput => ({
  root: schemaRoot(documentSchema(document.kind as Kind, registries)),
  document,
  names,
});

const folder = join(import.meta.dirname, '../../../plugins/crm/metadata');
const shipped = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.json'))
  .map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as { kind: string; name: string });

const entity = {
  kind: 'entity',
  name: 'customer',
  label: 'Customer',
  fields: [
    { id: 'f1', name: 'level', type: 'choice', options: { dictionary: 'level' }, visibleIf: 'name <> ""' },
    { id: 'f2', name: 'since', type: 'date', default: { expr: 'today()' } },
  ],
};
const control = (path: Parameters<typeof propertiesAt>[1], key: string, document: { kind: string } = entity) =>
  propertiesAt(inputOf(document), path).find((each) => each.key === key);

describe('designer/inspector/properties', () => {
  it('finds the control of each property of a field by its schema', () => {
    const field = ['fields', { id: 'f1' }] as const;
    const expected = {
      name: 'text', label: 'label', type: 'choice', required: 'switch', visibleIf: 'condition', default: 'literal',
      options: 'part', help: 'label',
    } as const; // prettier-ignore
    for (const [key, wanted] of Object.entries(expected)) expect(control(field, key)?.control, key).to.equal(wanted);
    expect(control(field, 'type')?.choices).to.include.members(['text', 'money', 'lookup']);
    const options = propertiesAt(inputOf(entity), [...field, 'options']);
    expect(options.map(({ key, control: kind }) => [key, kind])).to.deep.include(['dictionary', 'name']);
    expect(control(field, 'visibleIf')?.pointer).to.equal('/fields/0/visibleIf');
  });

  it('never offers what a document or an item is known by', () => {
    expect(propertiesAt(inputOf(entity), []).map(({ key }) => key)).not.to.include.members(['id']);
    expect(control([], 'kind')).to.equal(undefined);
    expect(control([], 'name')).to.equal(undefined);
    expect(control(['fields', { id: 'f1' }], 'id')).to.equal(undefined);
  });

  it('offers the icons there are, the fields there are, the words there are', () => {
    expect(control([], 'icon')).to.deep.include({ control: 'icon', names: [{ name: 'house' }] });
    expect(control([], 'statusField')?.names.map(({ name }) => name)).to.include('region');
    expect(control([], 'owner')?.choices).to.deep.equal(['none', 'user', 'department']);
    const role = { kind: 'role', grants: [{ entity: 'a', actions: { read: 'own' } }], rights: [] };
    expect(control(['grants', { entity: 'a' }, 'actions'], 'read', role)?.control).to.equal('choice');
    expect(control([], 'rights', role)?.control).to.equal('choices');
  });

  it('has a control for each property of each shipped document; as JSON only rows of values', () => {
    const asJson = new Set<string>();
    const visit = (input: PropertiesInput, path: readonly (string | number | Readonly<Record<string, string>>)[]) => {
      for (const property of propertiesAt(input, path)) {
        if (property.control === 'json') asJson.add(property.key);
        if (property.control === 'part' && property.value !== undefined) visit(input, property.path);
        if (property.control === 'items') (property.value as unknown[] | undefined)?.forEach((_, i) => visit(input, [...property.path, i])); // prettier-ignore
      }
    };
    for (const document of shipped) visit(inputOf(document), []);
    expect([...asJson].sort()).to.deep.equal(['rows']);
  });

  it('puts what it is first, then its options, rules and switches; what is not usual behind "more"', () => {
    const sections = sectionsOf(propertiesAt(inputOf(entity), ['fields', { id: 'f1' }]));
    expect(sections.map(({ id }) => id)).to.deep.equal(['general', 'options', 'rules', 'switches']);
    expect(sections[0]!.shown.map(({ key }) => key)).to.include.members(['name', 'type', 'label']);
    expect(sections[0]!.more.map(({ key }) => key)).to.include('column');
  });

  it('offers what may be added to a list, told apart by its type', () => {
    const form = { kind: 'form', entity: 'customer', purpose: ['edit'], nodes: [] };
    const kinds = itemKinds(inputOf(form), ['nodes']).map(({ tag }) => tag);
    expect(kinds).to.include.members(['tab', 'section', 'field', 'subTable', 'related', 'text']);
    expect(itemKinds(inputOf(entity), ['fields'])).to.have.length(1);
  });

  it('reads a plain value as it is meant, and a formula by its "="', () => {
    for (const value of [undefined, 'abc', '007', 12, -1.5, true, { expr: 'today()' }]) {
      expect(readLiteral(literalText(value))).to.deep.equal(value);
    }
  });
});

describe('designer/outline', () => {
  const form = {
    kind: 'form', name: 'f', entity: 'customer', purpose: ['edit'],
    nodes: [{ id: 't', type: 'tab', label: 'Main', nodes: [{ id: 'n', type: 'field', field: 'name' }] }],
  }; // prettier-ignore
  const words = ({ role, key, path }: OutlineNode) => `${role} ${key} ${path.length}`;

  it('shows the lists of parts at any depth, and hides what is closed', () => {
    const nodes = outlineOf(inputOf(form));
    const all = visibleRows(nodes, new Set()).map(words);
    expect(all).to.include.members(['list nodes 1', 'item nodes 2', 'list nodes 3', 'item nodes 4']);
    const closed = visibleRows(nodes, new Set([JSON.stringify(['nodes', { id: 't' }])])).map(words);
    expect(closed).not.to.include('item nodes 4');
  });
});
