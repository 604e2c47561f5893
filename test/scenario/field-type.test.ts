/**
 * A field type is one folder: the temperature that docs/field-types.md works through is put into a copy of the product, the
 * index is written anew, nothing else is edited. Then it is a column, a value in the API, its description, a filter, an
 * import, a history line, a form and a list.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { axeFindings, launchBrowser, needsBrowser, signInByCookie, type TestBrowser } from '../helper/browser.js';
import { createBrowser, password, type Browser } from '../helper/http.js';
import { temporaryFolder } from '../helper/prepared-site.js';
import { copyProduct, type ProductCopy } from '../helper/product-copy.js';
import { startServer, type ServerProcess } from '../helper/server-process.js';

const page = readFileSync(join(import.meta.dirname, '../../docs/field-types.md'), 'utf8');
const folder = 'plugins/core/fields/temperature';

/** The files that the page gives in full, by name. */
const files = Object.fromEntries(
  [...page.matchAll(/^`([a-z]+\.(?:ts|json))`[^\n]*\n\n```(?:ts|json)\n([\s\S]*?)\n```$/gm)].map(([, name, text]) => [
    name!,
    `${text!}\n`,
  ]),
);

const visit = {
  kind: 'entity',
  id: '01KAJ0QX00V1S1T0000000ENT1',
  name: 'visit',
  schema: 1,
  label: 'Visit',
  plural: 'Visits',
  owner: 'none',
  nameExpression: 'name',
  features: { history: true, import: true },
  fields: [
    { id: 'f1', name: 'name', type: 'text', label: 'Name', required: true, searchable: true, importKey: true, unique: true },
    { id: 'f2', name: 'storage', type: 'temperature', label: 'Storage', options: { max: 60 } },
  ],
}; // prettier-ignore

const importMap = {
  kind: 'import_map',
  id: '01KAJ0QX00V1S1T000000MAP01',
  name: 'visits',
  schema: 1,
  label: 'Visits',
  set: 'visits',
  file: 'visits.csv',
  entity: 'visit',
  match: ['name'],
  duplicates: 'update',
  columns: [
    { path: 'name', column: 'name' },
    { path: 'storage', column: 'storage' },
  ],
};

describe('scenario/field-type', function () {
  this.timeout(60_000);
  let copy: ProductCopy;
  /** The sources as they were copied, by path. */
  let original: ReadonlyMap<string, string>;
  let server: ServerProcess;
  let admin: Browser;
  const data = temporaryFolder('temperature');
  const url = `sqlite:${join(data, 'trellis.db')}`;

  before(async () => {
    copy = copyProduct('test/contract/fields.test.ts', '.prettierrc.json');
    original = sourcesOf(copy);
    for (const [name, text] of Object.entries(files)) copy.write(`${folder}/${name}`, text);
    await copy.node(['plugins/build-index.mjs']);
    await copy.node(['server/build.mjs', '--force']);
    server = await startServer(copy, { url, dataFolder: data });
    admin = createBrowser(server.address);
    expect((await admin.post('/api/session', { login: 'admin', password })).status).to.equal(200);
    for (const document of [visit, importMap]) {
      const path = `/api/documents/${document.kind}/${document.name}`;
      const kept = await admin.send('PUT', path, document, { 'If-Match': '"0"' });
      expect(kept.json.problems, kept.text).to.deep.equal([]);
    }
    const published = await admin.post('/api/releases', { note: 'Visits' });
    expect(published.status, published.text).to.equal(201);
  });
  after(async () => void (await server?.stop()));

  const create = async (body: object) => admin.post('/api/records/visit', body);
  const find = async (filter: object, query = '') => {
    const answer = await admin.get(`/api/records/visit?sort=name&filter=${encodeURIComponent(JSON.stringify(filter))}${query}`); // prettier-ignore
    expect(answer.status, answer.text).to.equal(200);
    return answer.json.rows.map((row: { name: string; storage: number }) => [row.name, row.storage]);
  };

  it('is the four files of the page, and the generated index is all that differs besides', () => {
    expect(Object.keys(files)).to.have.members(['schema.ts', 'strings.json', 'example.json', 'view.ts']);
    const now = sourcesOf(copy);
    const differing = [...now.keys()].filter((path) => now.get(path) !== original.get(path));
    expect([...original.keys()].filter((path) => !now.has(path))).to.deep.equal([]);
    expect(differing.filter((path) => !path.startsWith(`${folder}/`))).to.have.members([
      'plugins/index/schemas.ts',
      'plugins/index/field-schemas.ts',
      'plugins/index/field-labels.ts',
      'plugins/index/field-views.ts',
    ]);
  });

  it('keeps the contract of field types', async () => {
    const mocha = join('node_modules', 'mocha', 'bin', 'mocha.js');
    const parameters = ['--no-config', '--node-option', 'import=tsx', '--grep', 'contract: field types temperature'];
    const told = await copy.node([mocha, ...parameters, 'test/contract/fields.test.ts']);
    expect(told).to.match(/\b10 passing/);
  });

  it('creates, refuses what is no temperature, and tells the change in the history', async () => {
    const made = await create({ name: 'Alpha', storage: 4 });
    expect([made.status, made.json.storage], made.text).to.deep.equal([201, 4]);
    for (const wrong of [-274, 61, 2.55, '4', true]) {
      const refused = await create({ name: 'Wrong', storage: wrong });
      expect([refused.status, refused.json.error.path]).to.deep.equal([refused.status, '/storage']);
      expect(refused.status).to.be.oneOf([400, 422]);
    }
    const path = `/api/records/visit/${made.json.id}`;
    const changed = await admin.send('PATCH', path, { storage: 5.5 }, { 'If-Match': '"1"' });
    expect(changed.status, changed.text).to.equal(200);
    const { json } = await admin.get(`${path}/history`);
    expect(json.entries[0].changes).to.deep.equal([{ field: 'storage', label: 'Storage', from: 4, to: 5.5 }]);
  });

  it('filters, sorts and sums up', async () => {
    await create({ name: 'Beta', storage: 2 });
    await create({ name: 'Gamma' });
    expect(await find({ field: 'storage', op: 'gte', value: 3 })).to.deep.equal([['Alpha', 5.5]]);
    expect(await find({ field: 'storage', op: 'isNull' })).to.deep.equal([['Gamma', null]]);
    const asked = await admin.post('/api/query', {
      entity: 'visit',
      select: [{ path: 'storage', aggregate: 'avg', as: 'mean' }],
    });
    expect(asked.json.rows, asked.text).to.deep.equal([{ mean: 3.75 }]);
    const refused = await admin.post('/api/query', {
      entity: 'visit',
      select: [{ path: 'storage', aggregate: 'sum', as: 'total' }],
    });
    expect(refused.status, 'degrees cannot be added up').to.equal(422);
  });

  it('is imported from text as people write it', async () => {
    const sets = temporaryFolder('visits');
    writeFileSync(join(sets, 'visits.csv'), 'name,storage\nDelta,3 °C\nEpsilon,１.５\nZeta,\nEta,99\n');
    const told = await copy
      .node(['dist/server/command.js', 'demo', '--from', sets, 'visits'], { TRELLIS_DATABASE_URL: url, TRELLIS_DATA: data, TRELLIS_DEMO: '0' })
      .catch((error: Error) => error.message); // prettier-ignore
    expect(told).to.contain('4 rows: 3 created, 0 updated, 0 skipped, 1 rejected');
    const rows = await find({ field: 'name', op: 'in', value: ['Delta', 'Epsilon', 'Zeta', 'Eta'] });
    expect(rows).to.deep.equal([['Delta', 3], ['Epsilon', 1.5], ['Zeta', null]]); // prettier-ignore
  });

  it('stands in the description of the interface and in the application', async () => {
    const { json: described } = await admin.get('/api/openapi.json');
    const { visit: read, visit_write: write } = described.components.schemas;
    for (const schema of [read, write]) {
      expect(JSON.stringify(schema.properties.storage)).to.contain('"minimum":-273.1').and.to.contain('"maximum":60');
    }
    const { json: app } = await admin.get('/api/app');
    const entity = app.entities.find((each: { name: string }) => each.name === 'visit');
    const field = entity.fields.find((each: { name: string }) => each.name === 'storage');
    expect(field).to.include({ type: 'temperature' });
    expect(field.options).to.deep.equal({ max: 60 });
  });

  describe('in the browser', () => {
    let browser: TestBrowser;
    let screen: Page;
    before(async function () {
      needsBrowser(this, copy.webFolder);
      browser = await launchBrowser();
      screen = await browser.page();
      await signInByCookie(screen, server.address, admin);
    });
    after(async () => browser?.close());
    afterEach(() => expect(browser.problems()).to.deep.equal([]));

    it('shows degrees in the list, and no axe finding', async () => {
      await screen.goto(`${server.address}/list/visit`);
      await screen.getByText('5.5 °C').waitFor();
      expect(await axeFindings(screen)).to.deep.equal([]);
    });

    it('is filtered by its own editor', async () => {
      await screen.getByRole('button', { name: 'Filter', exact: true }).click();
      await screen.getByLabel('Field').selectOption({ label: 'Storage' });
      await screen.getByLabel('Value').fill('3');
      await screen.getByRole('button', { name: 'Apply' }).click();
      await screen.getByText('1 visit').first().waitFor();
      const names = screen.locator('tr-list-grid a.name:visible');
      expect(await names.allTextContents()).to.deep.equal(['Delta']);
    });

    it('is edited in the form and saved', async () => {
      await screen.goto(`${server.address}/new/visit`);
      await screen.getByLabel('Name').fill('Theta');
      await screen.getByLabel('Storage').fill('4');
      await screen.keyboard.press('Control+s');
      await screen.waitForURL(/\/record\/visit\//);
      expect(await find({ field: 'name', op: 'eq', value: 'Theta' })).to.deep.equal([['Theta', 4]]);
    });
  });
});

function sourcesOf(copy: ProductCopy): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const part of ['metadata', 'server', 'runtime', 'designer', 'plugins']) {
    const entries = readdirSync(join(copy.root, part), { recursive: true, encoding: 'utf8', withFileTypes: true });
    for (const entry of entries.filter((each) => each.isFile())) {
      const file = join(entry.parentPath, entry.name);
      found.set(relative(copy.root, file), readFileSync(file, 'utf8'));
    }
  }
  return found;
}
