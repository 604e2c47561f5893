/** Sharing a record, looking into rights and at the site as somebody else, as a person does it, against the real product. */
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import type { Document } from '../../metadata/schema/kinds.js';
import { axeFindings } from '../helper/browser.js';
import { changed, unsaved, written } from '../helper/live-page.js';
import { hasFocus, openWithEvents, saved } from '../helper/page-signs.js';
import { choose, shot, withRightsBrowser } from '../helper/rights-browser.js';
import { withheldDocuments } from '../helper/withheld-documents.js';

/** One figure of a field that is hidden from the desk, one that is not. */
const figures: Document = {
  kind: 'dashboard',
  id: '01KAJ0QX00R1GHTSF1GVRES002',
  name: 'rights_figures',
  schema: 1,
  label: 'Figures',
  datasets: [
    { name: 'most', source: { type: 'query', query: { entity: 'customer', select: [{ path: 'annual_revenue', aggregate: 'max', as: 'most' }] } } },
    { name: 'count', source: { type: 'query', query: { entity: 'customer', select: [{ aggregate: 'count', as: 'n' }] } } },
  ],
  widgets: [
    { id: 'k_most', type: 'kpi', label: 'Highest revenue', x: 0, y: 0, w: 3, h: 2, dataset: 'most', options: { value: 'most' } },
    { id: 'k_count', type: 'kpi', label: 'My customers', x: 3, y: 0, w: 3, h: 2, dataset: 'count', options: { value: 'n' } },
  ],
}; // prettier-ignore

describe('browser/rights', function () {
  // Two people at once, and a whole product behind them.
  this.timeout(90_000);
  const at = withRightsBrowser({ documents: [figures, ...withheldDocuments] });
  const { enter } = at;
  const more = async (page: Page, item: string) => {
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: item }).click();
  };

  it('tells of a record that may be there already as it is typed and before it is saved', async () => {
    at.expectProblems(/409/);
    const page = await enter('ann', '/new/customer');
    const name = page.getByLabel('Name', { exact: true });
    await name.fill('CUSTOMER of Ann');
    await page.keyboard.press('Tab');
    const notice = page.locator('tr-duplicate-list[notice]');
    await notice.getByText('1 similar customer').waitFor();
    await notice.getByText('Name: Customer of ann').waitFor();
    const link = notice.getByRole('link', { name: 'Customer of ann' });
    expect(await link.getAttribute('href')).to.equal(`/record/customer/${at.site.customers.ann}`);
    expect(await axeFindings(page)).to.deep.equal([]);
    await shot(page, 'duplicate-notice');
    const type = page.locator('vaadin-select').filter({ hasText: 'Type' });
    await type.click();
    await page.getByRole('option', { name: 'Prospect' }).click();
    expect((await written(page, () => page.keyboard.press('Control+s'))).status()).to.equal(409);
    const dialog = page.locator('tr-duplicate-dialog');
    await dialog.getByText('There is a record like this one.').waitFor();
    expect(await axeFindings(page)).to.deep.equal([]);
    await shot(page, 'duplicate-dialog');
    const [opened] = await Promise.all([page.waitForEvent('popup'), dialog.getByRole('link', { name: 'Customer of ann' }).click()]); // prettier-ignore
    await opened.getByText('Customer of ann').first().waitFor();
    await opened.close();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(await name.inputValue(), 'what was typed').to.equal('CUSTOMER of Ann');
    await written(page, () => page.keyboard.press('Control+s'));
    await dialog.getByRole('button', { name: 'Save anyway' }).click();
    await page.waitForURL('**/record/customer/*');
    await page.getByRole('heading', { name: 'CUSTOMER of Ann' }).waitFor();
    await notice.waitFor({ state: 'detached' });
  });

  it('tells nobody of a record that they may not see, nor minds it', async () => {
    const page = await enter('ann', '/new/customer');
    const asked = page.waitForResponse((answer) => answer.url().endsWith('/duplicates'));
    await page.getByLabel('Name', { exact: true }).fill('Customer of cyn');
    await page.keyboard.press('Tab');
    expect(await (await asked).json()).to.deep.equal({ count: 0, records: [] });
    const type = page.locator('vaadin-select').filter({ hasText: 'Type' });
    await type.click();
    await page.getByRole('option', { name: 'Prospect' }).click();
    expect((await written(page, () => page.keyboard.press('Control+s'))).status()).to.equal(201);
    await page.getByRole('heading', { name: 'Customer of cyn' }).waitFor();
  });

  it('lets a cell of a list be what others are only once that is said', async () => {
    at.expectProblems(/409/);
    const { ann } = at.site.as;
    await ann.post('/api/records/customer', { name: 'Quite another Ltd', type: 'prospect', city: 'Altdorf' });
    const body = { name: 'Quite another GmbH', type: 'prospect', city: 'Neustadt' };
    const made = await ann.post('/api/records/customer', body);
    expect(made.status, made.text).to.equal(201);
    const page = await enter('ann', '/list/customer');
    await page.locator('tr-list-grid span.cell:visible', { hasText: 'Neustadt' }).first().dblclick();
    await hasFocus(page.locator('tr-cell-editor input'));
    await page.keyboard.press('Control+a');
    await page.keyboard.type('Altdorf');
    expect((await written(page, () => page.keyboard.press('Enter'))).status()).to.equal(409);
    const anyway = page.getByRole('button', { name: 'Save anyway' });
    await anyway.waitFor();
    await shot(page, 'duplicate-cell');
    await changed(page, () => anyway.click());
    expect((await ann.get(`/api/records/customer/${made.json.id}`)).json.city).to.equal('Altdorf');
  });

  it('makes one record of two: values by keyboard, a change meanwhile told, the trash names the one that stayed', async () => {
    at.expectProblems(/409/);
    const { admin } = at.site.as;
    const make = async (body: object) =>
      (await admin.post('/api/records/customer?duplicates=allow', { type: 'prospect', ...body })).json.id as string;
    const first = await make({ name: 'Mergeable Ltd', city: 'Altdorf', phone: '+49 30 901820' });
    const second = await make({
      name: 'Mergeable GmbH',
      city: 'Neustadt',
      phone: '030 901820',
      website: 'https://mergeable.example',
    });
    await admin.post('/api/records/contact', { name: 'Erika Muster', customer: second });
    const page = await enter('admin', '/list/customer?find=Mergeable');
    await page.getByRole('button', { name: 'This view' }).click();
    await page.getByRole('menuitem', { name: 'Find duplicates' }).click();
    const group = page.locator('tr-duplicates-page .groups > li').filter({ hasText: 'Mergeable GmbH' });
    await group.getByText('2 customers').waitFor();
    expect(await axeFindings(page)).to.deep.equal([]);
    await group.getByRole('button', { name: /Merge…/ }).click();
    await page.locator('tr-merge-dialog').getByText('Contacts: 1').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('tr-merge-dialog').waitFor({ state: 'detached' });
    await page.goBack();
    for (const name of ['Mergeable Ltd', 'Mergeable GmbH'])
      await page.getByRole('checkbox', { name: `Select ${name}` }).click();
    await page.getByRole('button', { name: 'Merge…' }).click();
    const dialog = page.locator('tr-merge-dialog');
    const go = dialog.getByRole('button', { name: 'Merge into Mergeable Ltd' });
    await dialog.getByText('Contacts: 1').waitFor();
    expect(await axeFindings(page)).to.deep.equal([]);
    await shot(page, 'merge-dialog');
    const city = dialog.getByRole('radio', { name: 'City: Altdorf (Mergeable Ltd)' });
    await city.focus();
    await page.keyboard.press('ArrowRight');
    expect(await dialog.getByRole('radio', { name: 'City: Neustadt (Mergeable GmbH)' }).isChecked()).to.equal(true);

    const meanwhile = await admin.send(
      'PATCH',
      `/api/records/customer/${second}`,
      { website: 'https://other.example' },
      { 'If-Match': '"1"' },
    );
    expect(meanwhile.status, meanwhile.text).to.equal(200);
    expect((await written(page, () => go.click())).status()).to.equal(409);
    await dialog.getByText('Somebody has changed one of these records in the meantime').waitFor();
    await dialog.getByRole('radio', { name: /other\.example/ }).waitFor();
    expect(await dialog.getByRole('radio', { name: 'City: Neustadt (Mergeable GmbH)' }).isChecked()).to.equal(true);
    expect((await written(page, () => go.click())).status()).to.equal(200);
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('region', { name: 'Message' }).getByText('1 record was merged into Mergeable Ltd').waitFor();
    const kept = (await admin.get(`/api/records/customer/${first}`)).json;
    expect(kept).to.include({ name: 'Mergeable Ltd', city: 'Neustadt', website: 'https://other.example' });

    await openWithEvents(page, `${at.site.live.address}/trash/customer`);
    await page.getByRole('link', { name: 'Merged into Mergeable Ltd' }).click();
    await page.getByRole('heading', { name: 'Mergeable Ltd' }).waitFor();
    await page.getByText('merged another record into this one').waitFor();
  });

  it('shares a record with a person, who is told and opens it, and takes it back', async () => {
    at.expectProblems(/404/);
    const bob = await enter('bob', '/list/customer');
    await bob.getByText('Customer of bob').first().waitFor();
    const ann = await enter('ann', `/record/customer/${at.site.customers.ann}`);
    await more(ann, 'Share …');
    await ann.getByText('Nobody yet.').waitFor();
    expect(await axeFindings(ann)).to.deep.equal([]);

    // Nobody chosen yet: it says so, and nothing is sent.
    const share = ann.getByRole('button', { name: 'Share', exact: true });
    await share.click();
    await ann.getByText('Choose whom to share it with.').waitFor();
    await choose(ann, 'Person', 'Person bob');
    await share.click();
    const entry = ann.getByRole('button', { name: 'Stop sharing with Person bob' });
    await entry.waitFor();

    await bob.getByText('Person ann shared a record with you').first().waitFor();
    await bob.locator('tr-toasts').getByRole('button', { name: 'Open' }).click();
    await bob.getByRole('heading', { name: 'Customer of ann' }).waitFor();
    await bob.getByText('shared the record').first().waitFor();
    // The timeline of whoever shared it follows without being asked.
    await ann.locator('tr-timeline').getByText('shared the record').first().waitFor();

    await entry.click();
    await ann.getByText('Nobody yet.').waitFor();
    await bob.goto(`${at.site.live.address}/record/customer/${at.site.customers.ann}`);
    await bob.getByText('This record is not here').first().waitFor();
  });

  it('is open in dark Chinese and on a phone without an axe finding', async () => {
    for (const options of [
      { dark: true, language: 'zh-CN' },
      { width: 390, height: 844, touch: true },
    ]) {
      const page = await enter('ann', `/record/customer/${at.site.customers.ann}`, options);
      const isChinese = 'language' in options;
      await page.getByRole('button', { name: isChinese ? '更多操作' : 'More actions' }).click();
      await page.getByRole('menuitem', { name: isChinese ? '共享…' : 'Share …' }).click();
      await page.locator('tr-share-dialog h3').waitFor();
      expect(await axeFindings(page)).to.deep.equal([]);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
      expect(wide, 'scrolls sideways').to.equal(false);
      await page.context().close();
    }
  });

  it('offers sharing and explaining only to those who may', async () => {
    const page = await enter('max', `/record/customer/${at.site.customers.ann}`);
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Copy link' }).waitFor();
    expect(await page.getByRole('menuitem', { name: 'Share …' }).count()).to.equal(0);
    expect(await page.getByRole('menuitem', { name: 'Who may see this …' }).count()).to.equal(0);
    await page.goto(`${at.site.live.address}/access`);
    await page.getByText('You may not look into rights').first().waitFor();
  });

  it('says why somebody may see a record, and why somebody else may not', async () => {
    const page = await enter('admin', `/record/customer/${at.site.customers.ann}`);
    await more(page, 'Who may see this …');
    await choose(page, 'Person', 'Person mia');
    await page.getByText('Person mia may see this Customer.').waitFor();
    await page.getByText('Sales North under Sales.', { exact: false }).waitFor();
    expect(await axeFindings(page)).to.deep.equal([]);
    await page.getByRole('combobox', { name: 'Person', exact: true }).fill('');
    await choose(page, 'Person', 'Person cyn');
    await page.getByText('Person cyn may not see this Customer.').waitFor();
  });

  it('shows the rights of a person merged, and the site as they see it until one leaves', async () => {
    at.expectProblems(/403/);
    const page = await enter('admin', '/access');
    await page.getByText('Choose a person to see what they may do.').waitFor();
    await choose(page, 'Person', 'Person desk');
    await page.getByRole('rowheader', { name: 'Customers' }).waitFor();
    await page.getByText('Annual revenue', { exact: false }).first().waitFor();
    expect(await axeFindings(page)).to.deep.equal([]);

    await page.getByRole('button', { name: 'View the site as Person desk' }).click();
    const banner = page.getByText('You see the site as Person desk. Nothing can be changed here.');
    await banner.waitFor();
    await page.goto(`${at.site.live.address}/record/customer/${at.site.customers.desk}`);
    await page.getByRole('heading', { name: 'Customer of desk' }).waitFor();
    await banner.waitFor();
    expect(await axeFindings(page)).to.deep.equal([]);
    // Their form, and yet nothing is written: what was typed stays.
    await page.getByLabel('City', { exact: true }).fill('Elsewhere');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('You are looking at the site as somebody else', { exact: false }).first().waitFor();
    expect(await page.getByLabel('City', { exact: true }).inputValue()).to.equal('Elsewhere');
    expect((await at.site.as.desk.get(`/api/records/customer/${at.site.customers.desk}`)).json).to.include({
      version: 1,
    });

    await page.getByRole('button', { name: 'Leave this view' }).click();
    await page.getByText('Administrator').first().waitFor();
    await banner.waitFor({ state: 'detached' });
  });

  it('shows the site as one role alone, from the page and on a phone in Chinese', async () => {
    const page = await enter('admin', '/access');
    await page
      .getByRole('combobox', { name: 'Role', exact: true })
      .or(page.getByRole('button', { name: 'Role' }))
      .click();
    await page.getByRole('option', { name: 'Marketing' }).click();
    expect(await axeFindings(page)).to.deep.equal([]);
    await page.getByRole('button', { name: 'View the site as Marketing' }).click();
    await page.getByText('You see the site as the role Marketing sees it. Nothing can be changed here.').waitFor();
    await page.getByRole('button', { name: 'Leave this view' }).click();
    await page.getByText('Administrator').first().waitFor();
    await page.context().close();

    const phone = await enter('admin', '/access', { width: 390, height: 844, touch: true, language: 'zh-CN' });
    await phone.getByText('以角色查看').waitFor();
    expect(await axeFindings(phone)).to.deep.equal([]);
    const wide = await phone.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
    expect(wide, 'scrolls sideways').to.equal(false);
  });

  it('begins the view at a person and ends it from the palette', async () => {
    const page = await enter('admin', `/record/user/${at.site.users.bob}`);
    await more(page, 'View the site as this person');
    const banner = page.getByText('You see the site as Person bob. Nothing can be changed here.');
    await banner.waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Find' }).or(page.locator('tr-palette input')).first().fill('leave');
    await page.getByRole('option', { name: 'Leave this view' }).waitFor();
    await page.keyboard.press('Enter');
    await banner.waitFor({ state: 'detached' });
    await page.getByText('Administrator').first().waitFor();
    // And from the palette to where a view begins; oneself is not offered.
    await page.keyboard.press('Control+k');
    await page.locator('tr-palette input').fill('view the site');
    await page.getByRole('option', { name: 'View the site as a person or role' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('Choose a person to see what they may do.').waitFor();
    await page.goto(`${at.site.live.address}/record/user/${at.site.users.admin}`);
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Copy link' }).waitFor();
    expect(await page.getByRole('menuitem', { name: 'View the site as this person' }).count()).to.equal(0);
  });

  it('opens a record that was shared to read as one that cannot be changed, and to change as one that can', async () => {
    const share = { to: { user: at.site.users.cyn } };
    const path = `/api/records/customer/${at.site.customers.bob}/shares`;
    const made = await at.site.as.bob.send('PUT', path, { ...share, level: 'read' });
    expect(made.status, made.text).to.be.oneOf([200, 201]);
    const page = await enter('cyn', `/record/customer/${at.site.customers.bob}`);
    await page.getByRole('heading', { name: 'Customer of bob' }).waitFor();
    await page.getByText('You may read this record, not change it.').waitFor();
    expect(await page.getByRole('button', { name: 'Save', exact: true }).count()).to.equal(0);
    expect(await page.getByLabel('City', { exact: true }).and(page.locator('input')).count()).to.equal(0);
    expect(await axeFindings(page)).to.deep.equal([]);
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Copy link' }).waitFor();
    expect(await page.getByRole('menuitem', { name: 'Delete' }).count()).to.equal(0);
    expect(await page.getByRole('menuitem', { name: 'Share …' }).count()).to.equal(0);
    await page.keyboard.press('Escape');

    const toChange = await at.site.as.bob.send('PUT', path, { ...share, level: 'update' });
    expect(toChange.status, toChange.text).to.be.oneOf([200, 201]);
    await page.reload();
    await page.getByLabel('City', { exact: true }).fill('Graz');
    await unsaved(page);
    await changed(page, () => page.getByRole('button', { name: 'Save', exact: true }).click());
    await saved(page);
    expect((await at.site.as.bob.get(`/api/records/customer/${at.site.customers.bob}`)).json).to.include({
      city: 'Graz',
    });
    // Given to change, it still is not theirs to delete.
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Copy link' }).waitFor();
    expect(await page.getByRole('menuitem', { name: 'Delete' }).count()).to.equal(0);
  });

  it('says "No access" in the place of a figure of a hidden field, neither nought nor an error', async () => {
    at.expectProblems(/403/);
    const card = (page: Page, title: string) =>
      page.locator('tr-widget-card').filter({ has: page.getByRole('heading', { name: title, exact: true }) });
    const page = await enter('desk', '/dashboard/rights_figures');
    await card(page, 'My customers').locator('.figure').waitFor();
    await card(page, 'Highest revenue').getByText('No access', { exact: true }).waitFor();
    expect(await card(page, 'Highest revenue').locator('.figure').count()).to.equal(0);
    expect(await card(page, 'Highest revenue').getByRole('button', { name: 'Try again' }).count()).to.equal(0);
    expect(await axeFindings(page)).to.deep.equal([]);
    await shot(page, 'no-access');
    // In a sheet the cells say so, and everything else is there; so is what stands behind such a cell.
    await openWithEvents(page, `${at.site.live.address}/report/rights_files`);
    await page.getByRole('button', { name: 'Run' }).or(page.locator('tr-sheet')).first().waitFor();
    const sheet = page.getByRole('grid');
    await sheet.getByText('Customer of desk').waitFor();
    const cells = sheet.locator('.noAccess');
    expect(await cells.allInnerTexts()).to.deep.equal(['No access', 'No access', 'No access']);
    await cells.first().click();
    await page.locator('tr-explain-panel .value').getByText('No access').waitFor();
    expect(await axeFindings(page)).to.deep.equal([]);
    await shot(page, 'no-access-sheet');
    await openWithEvents(page, `${at.site.live.address}/report/rights_ordered`);
    await page.getByRole('grid').getByText('No access').first().waitFor();
    expect(await page.getByText('Customer of desk').count()).to.equal(0);
    // Who may read it sees the figure in the same place.
    const seen = await enter('max', '/dashboard/rights_figures');
    const figure = card(seen, 'Highest revenue').locator('.figure');
    await figure.waitFor();
    expect((await figure.textContent())!.trim()).to.equal('700');
    expect(await seen.getByText('No access').count()).to.equal(0);
  });
});
