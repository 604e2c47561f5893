/**
 * What an administrator does with forms and entities: adds a field, makes an entity with its relation, lays a form out for
 * one role, with the actions counted; then all of it is published and found by somebody of that role. The drafts of the
 * first tests are what the later ones publish.
 */
import { expect } from 'chai';
import type { Locator, Page } from 'playwright-core';
import { axeFindings } from '../helper/browser.js';
import { countActions } from '../helper/count-actions.js';
import { becomes } from '../helper/eventually.js';
import { withLivePages } from '../helper/live-page.js';
import { hasFocus } from '../helper/page-signs.js';

type Json = Record<string, unknown>;

describe('browser/design-form', function () {
  this.timeout(90_000);
  const pages = withLivePages();
  const { open } = pages;

  const block = (page: Page, name: string | RegExp): Locator => page.getByRole('treeitem', { name, exact: true });
  const stored = async (kind: string, name: string): Promise<Json> =>
    ((await pages.admin.get(`/api/documents/${kind}/${name}`)).json.document ?? {}) as Json;
  const text = async (kind: string, name: string): Promise<string> => JSON.stringify(await stored(kind, name));
  const changedDocuments = async (): Promise<string[]> => {
    const { documents } = (await pages.admin.get('/api/documents')).json as { documents: { kind: string; name: string; draft: boolean }[] }; // prettier-ignore
    return documents.filter(({ draft }) => draft).map(({ kind, name }) => `${kind}/${name}`).sort(); // prettier-ignore
  };
  /** The fields of the first section, as they stand on the canvas. */
  const shown = (page: Page): Promise<string[]> =>
    page.locator('td-form-canvas .box.field').evaluateAll((boxes) =>
      boxes
        .map((box) => ({ name: box.getAttribute('aria-label')!.split(',')[0]!, rect: box.getBoundingClientRect() }))
        .sort((a, b) => Math.round((a.rect.top - b.rect.top) / 20) || a.rect.left - b.rect.left)
        .map(({ name }) => name),
    );

  before(async () => {
    await pages.live.addUser({ login: 'sam', roles: ['salesperson'] });
  });

  /** What a person does to add a field: drops its type, names it, ticks where it is shown. */
  const addLoyalty = async (page: Page): Promise<readonly string[]> => {
    const person = countActions(page);
    const type = page.locator('td-form-palette').getByRole('button', { name: 'Whole number' });
    await person.drag(type, block(page, 'Level, Field'), { x: 10, y: 20 });
    await hasFocus(page.getByLabel('Label', { exact: true }));
    await person.type('Loyalty');
    await person.click(page.getByRole('checkbox', { name: 'List: All customers' }));
    await person.click(page.getByRole('checkbox', { name: 'Filter bar' }));
    await person.press('Enter');
    await block(page, 'Loyalty, Field').waitFor();
    return person.actions;
  };

  it('adds a field to form, list and filter in 5, where it is dropped; one Undo takes it back everywhere', async () => {
    const page = await open('/design/form/customer_form');
    await block(page, 'Level, Field').waitFor();
    expect(await axeFindings(page)).to.deep.equal([]);
    expect(await addLoyalty(page)).to.have.length.at.most(5);
    const undo = page.locator('tr-toasts').getByRole('button', { name: 'Undo' });
    await undo.waitFor();
    expect(await changedDocuments()).to.deep.equal(['entity/customer', 'form/customer_form', 'view/customer_all']);
    await becomes(async () => (await shown(page)).slice(3, 6), ['Type', 'Loyalty', 'Level']);
    await undo.click();
    await page.locator('tr-toasts').getByText('All of it was taken back.').waitFor();
    expect(await changedDocuments()).to.deep.equal([]);
    await block(page, 'Loyalty, Field').waitFor({ state: 'detached' });
    await addLoyalty(page);
    await undo.waitFor();
    expect(await text('view', 'customer_all')).to.match(/"quickFilters":\[[^\]]*"loyalty"/);
  });

  it('makes an entity with its relation in 8, and the screens that it is used by', async () => {
    const page = await open('/design/entity/customer');
    const person = countActions(page);
    await person.click(page.getByRole('button', { name: 'New: Entity' }));
    await hasFocus(page.getByLabel('Label', { exact: true }));
    await person.type('Site visit');
    await person.choose(page.getByLabel('Each record belongs to'), 'customer');
    await person.click(page.getByRole('button', { name: 'Field', exact: true }));
    await hasFocus(page.getByLabel('Label of field 1'));
    await person.type('Report');
    await person.click(page.getByRole('checkbox', { name: 'Salesperson' }));
    expect(await axeFindings(page)).to.deep.equal([]);
    await person.press('Enter');
    await page.locator('tr-toasts').getByText('Site visit was made: 6 drafts').waitFor();
    expect(person.actions).to.have.length.at.most(8);
    await page.getByRole('button', { name: 'Report', exact: true }).waitFor();
    expect(await axeFindings(page)).to.deep.equal([]);
  });

  it('lays a form out for one role in 6, seen at once', async () => {
    const page = await open('/design/form/customer_form');
    await block(page, 'Level, Field').waitFor();
    const person = countActions(page);
    await person.click(page.getByRole('button', { name: 'A form for one role' }));
    await person.choose(page.locator('td-variant-dialog select'), 'salesperson');
    await person.click(page.getByRole('button', { name: 'Make the form' }));
    // The canvas of the form that was copied stands until the copy is there.
    await page.getByRole('heading', { name: 'Customer: Salesperson' }).first().waitFor();
    await page.getByRole('option', { name: /^Salesperson ·/, selected: true }).waitFor({ state: 'attached' });
    await block(page, 'Code, Field').waitFor();
    await person.drag(block(page, 'Level, Field'), block(page, 'Code, Field'), { x: 8, y: 20 });
    await becomes(async () => (await shown(page)).slice(0, 3), ['Name', 'Level', 'Code']);
    await person.click(block(page, 'Code, Field'));
    await person.press('Delete');
    await becomes(async () => (await shown(page)).slice(0, 3), ['Name', 'Level', 'Kind']);
    expect(person.actions).to.have.length.at.most(6);
    await page.getByText(/^Saved/).waitFor();
    expect(await stored('form', 'customer_form_salesperson')).to.deep.include({ for: { roles: ['salesperson'] }, priority: 10 }); // prettier-ignore
  });

  it('is published, and found by somebody of the role: in menu, form, list and filter', async () => {
    const page = await open('/design/form/customer_form');
    await page.getByRole('button', { name: /^Publish \d+ …/ }).click();
    await page.getByRole('button', { name: 'Publish release 2' }).click();
    await page.getByRole('row', { name: /Release 2 Live/ }).waitFor();
    const id = await pages.create('customer', { name: 'Acme', code: 'A1', kind: 'company', type: 'target', owner: await userId('sam') }); // prettier-ignore
    const sam = await open('/list/customer', { as: await pages.live.signIn('sam') });
    await sam.getByRole('button', { name: /^Loyalty/ }).first().waitFor(); // prettier-ignore
    await sam.locator('tr-list-grid').getByText('Loyalty', { exact: true }).first().waitFor({ state: 'attached' });
    await sam.getByText('Acme').first().waitFor();
    await sam.getByRole('link', { name: 'Site visits' }).click();
    await sam.getByRole('button', { name: 'New site visit' }).first().click();
    await sam.getByRole('textbox', { name: 'Name' }).fill('First look');
    await sam.getByRole('textbox', { name: 'Report' }).fill('Good');
    await sam.keyboard.press('Control+s');
    await sam.waitForURL(/\/record\/site_visit\//);
    await sam.goto(`${pages.live.address}/record/customer/${id}`);
    await sam.getByRole('tab', { name: 'Site visits' }).waitFor();
    await sam.getByLabel('Loyalty').waitFor();
    expect(await sam.getByLabel('Code', { exact: true }).count()).to.equal(0);
  });

  const userId = async (login: string): Promise<string> => {
    const { rows } = (await pages.admin.get('/api/records/user?limit=50&fields=login')).json as { rows: { id: string; login: string }[] }; // prettier-ignore
    return rows.find((each) => each.login === login)!.id;
  };

  it('does by keys what the mouse does: walks, moves, widens, takes off, adds; and takes all of it back', async () => {
    const page = await open('/design/form/region_form');
    await block(page, 'Name, Field').click();
    await hasFocus(block(page, 'Name, Field'));
    const before = await text('form', 'region_form');
    await page.keyboard.press('ArrowDown');
    await hasFocus(block(page, 'Code, Field'));
    await page.keyboard.press('Alt+ArrowLeft');
    await becomes(() => shown(page), ['Code', 'Name', 'Part of']);
    await hasFocus(block(page, 'Code, Field'));
    await page.keyboard.press('Alt+Shift+ArrowRight');
    await page.keyboard.press('Alt+Shift+ArrowRight');
    await page.keyboard.press('ArrowDown');
    await hasFocus(block(page, 'Name, Field'));
    await page.keyboard.press('Delete');
    await becomes(() => shown(page), ['Code', 'Part of']);
    await page.keyboard.press('Insert');
    const find = page.getByLabel('Find or name a new field');
    await hasFocus(find);
    await page.keyboard.type('nam');
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowDown');
    await hasFocus(page.getByRole('button', { name: 'Name', exact: true }));
    await page.keyboard.press('Enter');
    await hasFocus(block(page, 'Name, Field'));
    await page.getByText(/^Saved/).waitFor();
    const form = await stored('form', 'region_form');
    const [section] = form['nodes'] as { nodes: Json[] }[];
    expect(section!.nodes.map(({ field, span }) => [field, span])).to.deep.equal([['code', 6], ['parent', undefined], ['name', undefined]]); // prettier-ignore
    for (let n = 0; n < 4; n++) await page.keyboard.press('Control+z');
    await becomes(() => shown(page), ['Name', 'Code', 'Part of']);
    await page.getByText(/^Saved/).waitFor();
    await becomes(() => text('form', 'region_form'), before);
  });

  it('orders and archives fields by keys and by drag, and says what a new type would do', async () => {
    const page = await open('/design/entity/region');
    const names = () => page.locator('td-entity-canvas .go').evaluateAll((all) => all.map((each) => each.textContent!.trim().split(/\s{2,}/)[0]!)); // prettier-ignore
    await page.getByRole('button', { name: 'Code', exact: true }).click();
    await page.keyboard.press('Alt+ArrowDown');
    await becomes(names, ['Name', 'Part of', 'Code']);
    await hasFocus(page.getByRole('button', { name: 'Code', exact: true }));
    await countActions(page).drag(page.locator('tr[data-id=f_code] span.grip'), page.locator('tr[data-id=f_name]'), { x: 10, y: 4 }); // prettier-ignore
    await becomes(names, ['Code', 'Name', 'Part of']);
    await page.keyboard.press('Delete');
    await page.locator('tr[data-id=f_code]').getByText('Archived').waitFor();
    await page.locator('td-use-list').getByText('region_form').or(page.locator('td-use-list').getByText('All regions')).first().waitFor(); // prettier-ignore
    await page.keyboard.press('Delete');
    await page.locator('tr[data-id=f_code]').getByText('Archived').waitFor({ state: 'detached' });
    await page.keyboard.press('Enter');
    await page.locator('td-inspector').getByLabel('Type').selectOption({ label: 'Whole number' });
    await page.getByRole('button', { name: 'Carry its values over' }).waitFor();
    expect(await axeFindings(page)).to.deep.equal([]);
  });

  it('is calm in the dark and in Chinese', async () => {
    const form = await open('/design/form/customer_form', { dark: true, language: 'zh-CN' });
    await block(form, /, 字段$/)
      .first()
      .waitFor();
    expect(await axeFindings(form)).to.deep.equal([]);
    await form.goto(`${pages.live.address}/design/entity/customer`);
    await form.getByRole('button', { name: '添加字段' }).click();
    await form.locator('td-field-dialog').getByLabel('标签', { exact: true }).waitFor();
    expect(await axeFindings(form)).to.deep.equal([]);
  });
});
