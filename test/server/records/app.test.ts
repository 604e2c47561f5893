import { expect } from 'chai';
import { compileModel } from '../../../metadata/model/compile.js';
import type { RoleDocument } from '../../../metadata/schema/app.js';
import type { Document } from '../../../metadata/schema/kinds.js';
import { compileAccess } from '../../../metadata/access/compile.js';
import { appTag, composeApp } from '../../../server/records/app/app.js';
import { visibleEntity } from '../../../server/records/app/entities.js';
import { Sight } from '../../../server/records/app/visible.js';
import { createSite, productRegistries, type TestSite } from '../../helper/context.js';
import { eachDatabase } from '../../helper/databases.js';
import { invoiceDocuments } from '../../helper/invoices.js';
import { testFunctions, testPrincipal, testRole } from '../../helper/model.js';
import { offerDocuments, offerPipeline } from '../../helper/pipelines.js';

const head = (kind: string, name: string, number: number) => ({
  kind,
  name,
  schema: 1,
  id: `01DOCUMENT70000000000000${String(number).padStart(2, '0')}`,
});

/** A block of what is to be done, of lines. */
const todo = {
  type: 'activities',
  entity: 'invoice_line',
  field: 'invoice',
  subject: 'product',
  done: { field: 'product', value: 'x', open: 'y' },
};

const lines = { type: 'related', entity: 'invoice_line', field: 'invoice', columns: [{ path: 'product' }] };

const screens = [
  {
    ...head('form', 'invoice_form', 1),
    entity: 'invoice',
    purpose: ['edit'],
    facts: [{ path: 'margin' }, { path: 'total' }],
    nodes: [
      { id: 's1', type: 'section', nodes: [{ id: 'n1', type: 'field', field: 'margin' }] },
      { id: 'n2', type: 'field', field: 'reason', visibleIf: 'margin > 1' },
      { id: 'n3', type: 'subTable', field: 'lines', columns: [{ field: 'product' }, { field: 'price' }] },
      { id: 'n4', type: 'related', entity: 'project', field: 'invoice', columns: [{ path: 'name' }] },
      { ...todo, id: 'n5', due: 'price' },
      { ...todo, id: 'n6', subject: 'price' },
      { ...lines, id: 'n7', sort: [{ by: 'price' }, { by: 'product', descending: true }] },
      { ...lines, id: 'n8', filter: { field: 'price', op: 'gt', value: 1 } },
    ],
  },
  ...[
    ['boss', { roles: ['boss'] }],
    ['clerk', { roles: ['boss', 'clerk'], device: 'phone' }],
    ['depot', { departments: ['01DOCUMENT7000000000000099'] }],
  ].map(([name, wanted], index) => ({
    ...head('form', `invoice_${String(name)}`, 20 + index),
    ...{ entity: 'invoice', purpose: ['edit'], for: wanted, nodes: [] },
  })),
  {
    ...head('view', 'invoice_all', 2),
    entity: 'invoice',
    mode: 'table',
    columns: [{ path: 'number' }, { path: 'margin' }, { path: 'customer.cost' }],
    sort: [{ by: 'margin' }],
  },
  {
    ...head('view', 'invoice_rich', 3),
    entity: 'invoice',
    mode: 'table',
    columns: [{ path: 'number' }],
    filter: { field: 'margin', op: 'gt', value: 1 },
  },
  { ...head('view', 'project_all', 4), entity: 'project', mode: 'table', columns: [{ path: 'name' }] },
  {
    ...head('view', 'invoice_board', 7),
    entity: 'invoice',
    mode: 'board',
    options: { by: 'status', cards: ['margin', 'number', 'customer.cost'], sums: ['margin'] },
    columns: [{ path: 'number' }],
  },
  {
    ...head('view', 'invoice_blind', 8),
    entity: 'invoice',
    mode: 'board',
    options: { by: 'margin' },
    columns: [{ path: 'number' }],
  },
  {
    ...head('menu', 'main', 5),
    home: 'm4',
    entries: [
      { id: 'm1', type: 'list', entity: 'invoice' },
      { id: 'm2', type: 'separator' },
      { id: 'm3', type: 'group', label: 'More', entries: [{ id: 'm4', type: 'list', entity: 'project' }] },
      { id: 'm5', type: 'dashboard', name: 'work' },
    ],
  },
  {
    ...head('dashboard', 'work', 6),
    datasets: [{ name: 'S', source: { type: 'query', query: { entity: 'project', select: [{ path: 'name' }] } } }],
    widgets: [],
  },
] as unknown as readonly Document[];

const clerk = testRole([
  { entity: 'invoice', actions: { read: 'all', update: 'own' }, fields: { margin: 'hidden', secret: 'mask' } },
  { entity: 'invoice_line', actions: { read: 'all' }, fields: { price: 'hidden' } },
  { entity: 'customer', actions: { read: 'all' }, fields: { cost: 'hidden' } },
]);

eachDatabase('records/app', (fixture) => {
  let site: TestSite;
  before(async () => {
    site = await createSite(fixture.database, { documents: [...invoiceDocuments, ...screens] });
  });

  it('holds nothing of what may not be seen, in any of its parts', () => {
    const app = composeApp(site.as({}, [clerk]));
    const text = JSON.stringify(app);
    for (const word of ['margin', 'gain', 'price', '"project"', 'invoice_rich', '"cost"', 'budget', 'secret_code']) {
      expect(text, word).to.not.contain(word);
    }
    expect(app.entities.map(({ name }) => name)).to.deep.equal(['customer', 'invoice', 'invoice_line']);
    expect(app.access['invoice']).to.deep.include({ create: false, read: true, update: true, delete: false });
    expect(app.access['invoice']!.fields).to.deep.include({ secret: 'mask', number: 'read' });
    expect(app.views.map((view) => view.columns.map(({ path }) => path))).to.deep.equal([['number'], ['number']]);
    // Of a mode's options too; without what the mode needs there is no view.
    expect(app.views[1]).to.deep.include({
      name: 'invoice_board',
      options: { by: 'status', cards: ['number'], sums: [] },
    });
    expect(app.forms[0]!.nodes.map(({ id }) => id)).to.deep.equal(['n2', 'n3', 'n5', 'n7']);
    expect(app.forms[0]!.nodes[3]).to.deep.include({ sort: [{ by: 'product', descending: true }] });
    expect(app.menu).to.deep.include({ entries: [{ id: 'm1', type: 'list', entity: 'invoice' }] });
    expect(app.dashboards).to.deep.equal([]);
    expect(app.dictionaries.map(({ name }) => name)).to.deep.equal(['customer_status', 'invoice_status']);
  });

  it('gives each role the entries made for it, administrators all, and counts only what the reader may read', () => {
    const badge = (field: string) => ({ field, op: 'gt', value: 1 });
    const entries = [
      { id: 'e1', type: 'list', entity: 'invoice', audience: { roles: [clerk.name] }, badge: badge('number') },
      { id: 'e2', type: 'list', entity: 'customer', audience: { roles: ['other'] } },
      { id: 'e3', type: 'group', label: 'X', audience: { roles: ['other'] }, entries: [{ id: 'e4', type: 'list', entity: 'customer' }] },
      { id: 'e5', type: 'list', entity: 'customer', badge: badge('cost') },
      { id: 'e6', type: 'link', label: 'Prices', href: 'https://example.com/prices', audience: { roles: ['other', clerk.name] } },
    ]; // prettier-ignore
    const menuFor = (role: RoleDocument) => {
      const context = site.as({ roles: [role.name] }, [role]);
      const documents = [role, { ...head('menu', 'main', 5), entries }];
      const { model } = context.release;
      const find = (kind: string, name: string) => documents.find((each) => each.kind === kind && each.name === name);
      const list = (kind: string) => documents.filter((each) => each.kind === kind);
      const changed = {
        ...model,
        find: (kind: never, name: string) => find(kind, name) ?? model.find(kind, name),
        list: (kind: never) => (kind === 'menu' ? list(kind) : model.list(kind)),
      } as typeof model;
      return composeApp({ ...context, release: { ...context.release, model: changed } }).menu!.entries;
    };
    expect(menuFor(clerk)).to.deep.equal([
      { id: 'e1', type: 'list', entity: 'invoice', badge: badge('number') },
      { id: 'e5', type: 'list', entity: 'customer' },
      { id: 'e6', type: 'link', label: 'Prices', href: 'https://example.com/prices' },
    ]);
    expect(menuFor(testRole([], { all: true })).map(({ id }) => id)).to.deep.equal(['e1', 'e2', 'e3', 'e5', 'e6']);
  });

  it('gives who may see everything the documents as they are, and compiles again in the browser', async () => {
    const app = composeApp(site.as({}, [testRole([], { all: true })]));
    expect(app.entities).to.have.length(site.model.entities.size);
    expect(app.views).to.have.length(5);
    expect(app.dashboards[0]).to.deep.include({ name: 'work', datasets: [{ name: 'S', parameters: [] }] });
    const model = compileModel(
      [...app.entities, ...app.dictionaries, app.settings] as never,
      await productRegistries(),
    );
    expect([...model.entities.get('invoice')!.fields.keys()]).to.deep.equal([
      ...site.model.entities.get('invoice')!.fields.keys(),
    ]);
  });

  it('tells of a pipeline what may be seen, and keeps the rules that read the rest', async () => {
    const model = compileModel(offerDocuments, await productRegistries());
    const seen = (fields: RoleDocument['grants'][number]['fields']) => {
      const role = testRole([{ entity: 'offer', actions: { read: 'all' }, ...(fields ? { fields } : {}) }]);
      const access = compileAccess([role], testPrincipal({ roles: [role.name] }), model, testFunctions());
      const entity = visibleEntity(new Sight(model, access, testFunctions()), model.entities.get('offer')!);
      return entity.pipelines;
    };
    expect(seen(undefined)).to.deep.equal([offerPipeline]);
    expect(seen({ stage: 'hidden' })).to.equal(undefined);
    const [rest] = seen({ chance: 'hidden', since: 'hidden', closed_on: 'hidden', amount: 'hidden' })!;
    expect(rest).to.deep.equal({
      id: 'p1',
      field: 'stage',
      stages: [
        { value: 'draft' },
        { value: 'sent' },
        { value: 'won', outcome: 'won', required: [] },
        { value: 'lost', outcome: 'lost', required: ['reason'] },
      ],
    });
  });

  it('sends forms that are for this person, and says of nobody else whom they are for', () => {
    const formsOf = (person: object) => composeApp(site.as(person, [clerk])).forms.slice(1);
    expect(formsOf({ roles: ['clerk'] })).to.have.length(1);
    expect(formsOf({ roles: ['clerk'] })[0]).to.deep.include({ name: 'invoice_clerk', for: { device: 'phone' } });
    expect(formsOf({ roles: ['guest'], department: '01DOCUMENT7000000000000099' })).to.have.length(1);
    expect(formsOf({ roles: ['guest'] })).to.deep.equal([]);
  });

  it('has a tag that changes with rights and release, and with nothing else', () => {
    const context = site.as({}, [clerk]);
    expect(appTag(site.as({}, [clerk]))).to.equal(appTag(context));
    expect(appTag(site.as({}, [testRole([], { all: true })]))).to.not.equal(appTag(context));
    expect(appTag({ ...context, release: { ...context.release, number: 2 } })).to.not.equal(appTag(context));
  });
});
