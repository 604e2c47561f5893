import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import {
  menuOperation,
  menuSections,
  newModule,
  usualSection,
  type ModuleDocuments,
  type ModuleWish,
} from '../../../designer/entity/new-module.js';
import { applyOperation } from '../../../metadata/document/operations.js';
import { createDocumentValidator } from '../../../metadata/document/validate.js';
import type { RoleDocument } from '../../../metadata/schema/app.js';
import type { FormDocument } from '../../../metadata/schema/entity.js';
import type { Document } from '../../../metadata/schema/kinds.js';
import { createInterpreterChecker } from '../../../runtime/data/document-checker.js';
import { testRegistries } from '../registries.js';

const registries = testRegistries();
const validator = createDocumentValidator(registries, createInterpreterChecker);
const shipped = <T>(kind: string, name: string) =>
  JSON.parse(readFileSync(`plugins/crm/metadata/${kind}/${name}.json`, 'utf8')) as T;
const salesperson = shipped<RoleDocument>('role', 'salesperson');
let count = 0;
const documents: ModuleDocuments = {
  registries,
  targetForm: shipped<FormDocument>('form', 'customer_form'),
  menu: shipped('menu', 'main'),
  roles: new Map([['salesperson', salesperson]]),
  taken: new Set(['visit_form']),
  newId: () => `01KAJ0QX00T2N8C9SEPKXK10${String(++count).padStart(2, '0')}`,
};
const wish: ModuleWish = {
  name: 'visit',
  label: 'Visit',
  plural: 'Visits',
  fields: [
    { label: 'Visited on', type: 'date' },
    { label: 'Report', type: 'longText' },
  ],
  target: { entity: 'customer', label: 'Customer' },
  roles: ['salesperson'],
};
const made = (kind: string, more: Partial<ModuleWish> = {}) =>
  newModule({ ...wish, ...more }, documents).created.find((each) => each.kind === kind) as unknown as Record<string, unknown>; // prettier-ignore
const changed = <T>(kind: string, before: T, more: Partial<ModuleWish> = {}): T => {
  const { operation } = newModule({ ...wish, ...more }, documents).changed.find(({ key }) => key.kind === kind)!;
  return applyOperation(before, operation).document;
};

describe('designer/entity new module', () => {
  it('makes an entity, a form and a list that are right documents', () => {
    const { created } = newModule(wish, documents);
    expect(created.map(({ kind, name }) => `${kind} ${name}`)).to.deep.equal(['entity visit', 'form visit_form_2', 'view visit_all']); // prettier-ignore
    for (const each of created) expect(validator.read(each)).to.have.property('document');
    const fields = made('entity')['fields'] as { name: string; type: string }[];
    expect(fields.map(({ name, type }) => `${name} ${type}`)).to.deep.equal(['name text', 'customer lookup', 'visited_on date', 'report longText']); // prettier-ignore
    expect(made('view')).to.deep.include({
      columns: [{ path: 'name' }, { path: 'customer' }, { path: 'visited_on' }, { path: 'report' }, { path: 'owner' }],
      quickFilters: ['customer', 'visited_on', 'owner'],
    });
  });

  it('stands in the menu behind what it belongs to, else at the end of the last group', () => {
    const text = (more = {}) => JSON.stringify(changed('menu', documents.menu, more));
    expect(text()).to.match(/"entity":"customer"[^{]*(\{[^{}]*\}[^{}]*)*\},\{"id":"m_visit","type":"list","entity":"visit"\}/); // prettier-ignore
    const { target: _target, ...alone } = wish;
    const end = applyOperation(documents.menu, newModule(alone, documents).changed[0]!.operation).document as { entries: { type: string; entries?: { entity?: string }[] }[] }; // prettier-ignore
    expect(end.entries.findLast(({ type }) => type === 'group')?.entries?.at(-1)?.entity).to.equal('visit');
  });

  it('stands in the section that is chosen, proposed where its target stands, else where most lists stand', () => {
    const menu = {
      entries: [
        { id: 'm_home', type: 'dashboard', dashboard: 'home' },
        { id: 'g_few', type: 'group', label: 'Few', entries: [{ id: 'm_a', type: 'list', entity: 'customer' }] },
        { id: 'g_most', type: 'group', label: 'Most', entries: [{ id: 'm_b', type: 'list', entity: 'task' }, { id: 'm_c', type: 'list', entity: 'lead' }] },
        { id: 'g_last', type: 'group', label: 'Last', entries: [] },
      ],
    }; // prettier-ignore
    expect(menuSections(menu).map(({ id, lists }) => `${id} ${lists}`)).to.deep.equal([
      'g_few 1',
      'g_most 2',
      'g_last 0',
    ]);
    expect(usualSection(menu, 'customer')).to.equal('g_few');
    expect(usualSection(menu, '')).to.equal('g_most');
    expect(usualSection({ entries: [] }, '')).to.equal('');
    const target = wish.target!;
    const places = (more: Pick<ModuleWish, 'section' | 'target'>) => {
      const { entries } = applyOperation(menu, menuOperation({ name: 'visit', ...more }, menu)).document;
      return entries.flatMap(({ id, entries: inner = [] }) => [id, ...inner.map((each) => `${id}/${each.id}`)]).filter((each) => /visit/.test(each));
    }; // prettier-ignore
    expect(places({ section: 'g_most', target })).to.deep.equal(['g_most/m_visit']);
    expect(places({ section: 'g_few', target })).to.deep.equal(['g_few/m_visit']);
    expect(places({ section: '', target })).to.deep.equal(['m_visit']);
  });

  it('gives a role the rights that it has on what the records belong to', () => {
    const role = changed('role', salesperson);
    const customer = salesperson.grants.find(({ entity }) => entity === 'customer')!;
    expect(role.grants.at(-1)).to.deep.equal({ entity: 'visit', actions: customer.actions });
    expect(newModule({ ...wish, roles: [] }, documents).changed.some(({ key }) => key.kind === 'role')).to.equal(false);
  });

  it('is listed on the form of what it belongs to, on a tab of its own', () => {
    const form = changed('form', documents.targetForm!);
    expect(form.nodes.at(-1)).to.deep.include({ type: 'tab', label: 'Visits' });
    expect((form.nodes.at(-1) as { nodes: unknown[] }).nodes[0]).to.deep.include({ type: 'related', entity: 'visit', field: 'customer' }); // prettier-ignore
  });

  it('leaves every document that it changes right', () => {
    const plan = newModule(wish, documents);
    const all = [...plan.created, ...plan.changed.map(({ key }) => (key.kind === 'menu' ? changed('menu', documents.menu) : key.kind === 'role' ? changed('role', salesperson) : changed('form', documents.targetForm)))] as Document[]; // prettier-ignore
    for (const each of all) expect(validator.read(each), each.name).to.have.property('document');
  });
});
