/** Actions in the real product: a salesperson converts a lead and makes an order of a quote, on a desk and on a phone. */
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { axeFindings } from '../helper/browser.js';
import { becomes } from '../helper/eventually.js';
import type { Browser } from '../helper/http.js';
import { withLivePages } from '../helper/live-page.js';

describe('browser/actions', function () {
  this.timeout(60_000);
  const pages = withLivePages();
  let ann: Browser;
  let owner: string;
  let customer: string;
  before(async () => {
    owner = await pages.live.addUser({ login: 'ann', roles: ['salesperson'] });
    ann = await pages.live.signIn('ann');
    customer = await pages.create('customer', { name: 'Borealis AG', owner });
  });

  /** Its content is slotted into the browser's dialog, so it is found by the element around both. */
  const dialog = (page: Page) => page.locator('tr-action-dialog');
  const part = (page: Page, name: string) => dialog(page).getByRole('group', { name, exact: true });
  const makeLead = (more: object = {}) =>
    pages.create('lead', {
      name: 'Aurora GmbH',
      contact_name: 'Eva Roth',
      phone: '+49 30 555',
      estimate: 4200,
      owner,
      ...more,
    });
  const openLead = async (id: string, options = {}) => {
    const page = await pages.open(`/record/lead/${id}`, { as: ann, ...options });
    await page.getByRole('heading', { name: 'Aurora GmbH' }).waitFor();
    return page;
  };
  const totalOf = async (entity: string): Promise<number> =>
    (await pages.admin.get(`/api/records/${entity}?count=true&limit=1`)).json.total as number;

  it('converts a lead from its page: changes are saved first, typed values go in, what was made is opened', async () => {
    const id = await makeLead();
    const page = await openLead(id);
    await page.getByLabel('Job title', { exact: true }).fill('Buyer');
    await page.getByRole('button', { name: 'Convert lead' }).click();
    await part(page, 'Customer').getByLabel('Name', { exact: true }).waitFor();
    expect(await part(page, 'Customer').getByLabel('Name', { exact: true }).inputValue()).to.equal('Aurora GmbH');
    expect(await part(page, 'Contact').getByLabel('Job title', { exact: true }).inputValue()).to.equal('Buyer');
    // What points to a record that is yet to be made is not asked.
    expect(await part(page, 'Contact').getByLabel('Customer', { exact: true }).count()).to.equal(0);
    expect(await axeFindings(page)).to.deep.equal([]);
    await part(page, 'Opportunity').getByLabel('Value', { exact: true }).fill('5,000');
    await page.keyboard.press('Control+Enter');
    await page.waitForURL(/\/record\/opportunity\//);
    await page
      .getByText('Convert lead: Customer Aurora GmbH, Contact Eva Roth, Opportunity Aurora GmbH')
      .first()
      .waitFor();
    const lead = await pages.stored('lead', id);
    expect(lead).to.include({ status: 'converted', title: 'Buyer' });
    const { id: made } = lead['opportunity'] as { id: string };
    expect(page.url()).to.include(made);
    expect((await pages.stored('opportunity', made))['amount']).to.equal(5000);
    await page.goto(`${pages.live.address}/record/lead/${id}`);
    await page.getByText('Became customer').waitFor();
    expect(await page.getByRole('button', { name: 'Convert lead' }).count()).to.equal(0);
  });

  it('shows what is wrong beside its field, keeps what was typed, asks before it is left', async () => {
    const id = await makeLead();
    const page = await openLead(id);
    const before = await totalOf('customer');
    await page.getByRole('button', { name: 'Convert lead' }).click();
    const name = part(page, 'Contact').getByLabel('Name', { exact: true });
    await name.fill('');
    await part(page, 'Contact').getByLabel('Mobile', { exact: true }).fill('+49 170 1');
    await dialog(page).getByRole('button', { name: 'Convert lead' }).click();
    await dialog(page).getByText('One thing must be put right').waitFor();
    await part(page, 'Contact').getByText('Name must be filled in.').waitFor();
    expect(await totalOf('customer')).to.equal(before);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Stay here' }).click();
    expect(await part(page, 'Contact').getByLabel('Mobile', { exact: true }).inputValue()).to.equal('+49 170 1');
    // Somebody changes the lead meanwhile: planned anew, nothing typed is lost.
    await name.fill('Eva Maria Roth');
    await pages.change('lead', id, { phone: '+49 30 777' });
    pages.expectProblems(/409/);
    await dialog(page).getByRole('button', { name: 'Convert lead' }).click();
    await dialog(page).getByText('Somebody changed the record in the meantime').waitFor();
    expect(await name.inputValue()).to.equal('Eva Maria Roth');
    await dialog(page).getByRole('button', { name: 'Convert lead' }).click();
    // A customer of that name is there already: one may go back and look, or mean it.
    const warning = page.locator('tr-duplicate-dialog');
    await warning.getByText('Aurora GmbH').first().waitFor();
    expect(await axeFindings(page)).to.deep.equal([]);
    await warning.getByRole('button', { name: 'Back to the form' }).click();
    expect(await name.inputValue()).to.equal('Eva Maria Roth');
    await dialog(page).getByRole('button', { name: 'Convert lead' }).click();
    await warning.getByRole('button', { name: 'Save anyway' }).click();
    await page.waitForURL(/\/record\/opportunity\//);
    const { id: contact } = (await pages.stored('lead', id))['contact'] as { id: string };
    expect(await pages.stored('contact', contact)).to.include({
      name: 'Eva Maria Roth',
      phone: '+49 30 777',
      mobile: '+49 170 1',
    });
  });

  it('takes an existing customer and leaves the opportunity out, from the list', async () => {
    const id = await makeLead({ name: 'Cirrus' });
    const before = await totalOf('customer');
    const page = await pages.open('/list/lead', { as: ann });
    const row = page.locator('tr-list-grid [role=row]', { hasText: 'Cirrus' });
    await page.locator('tr-list-grid a.name', { hasText: 'Cirrus' }).click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Convert lead' }).click();
    await part(page, 'Customer').getByRole('radio', { name: 'Existing customer' }).check();
    await dialog(page).getByRole('button', { name: 'Convert lead' }).click();
    await part(page, 'Customer').getByText('Choose one, or make a new one.').waitFor();
    await part(page, 'Customer').getByRole('combobox').fill('Bor');
    await page.getByRole('option', { name: /Borealis AG/ }).click();
    await part(page, 'Opportunity').getByRole('checkbox', { name: 'Opportunity' }).uncheck();
    await dialog(page).getByRole('button', { name: 'Convert lead' }).click();
    await page.getByText('Convert lead: Contact Eva Roth').first().waitFor();
    // The view is of open leads: this one is none any more.
    await row.waitFor({ state: 'detached' });
    const lead = await pages.stored('lead', id);
    expect([(lead['customer'] as { id: string }).id, lead['opportunity']]).to.deep.equal([customer, null]);
    expect(await totalOf('customer')).to.equal(before);
  });

  it('makes an order of a quote, with its lines and their total', async () => {
    const product = await pages.create('product', { name: 'Tea', list_price: 10 });
    const quote = await pages.create('quote', {
      customer,
      owner,
      payment_terms: null,
      lines: [
        { product, quantity: 2, unit_price: 10, position: 1 },
        { product, quantity: 3, unit_price: 5, discount: 0.1, position: 2 },
      ],
    });
    const page = await pages.open(`/record/quote/${quote}`, { as: ann });
    await page.getByRole('button', { name: 'Make order' }).click();
    await part(page, 'Order').getByRole('grid').getByText('13.50').waitFor();
    await dialog(page).getByText('33.50').first().waitFor();
    expect(await axeFindings(page)).to.deep.equal([]);
    await page.keyboard.press('Control+Enter');
    await page.waitForURL(/\/record\/order\//);
    await page.getByRole('grid').getByText('13.50').waitFor();
    await page.getByText('33.50').first().waitFor();
    const stored = await pages.stored('quote', quote);
    expect(stored['status']).to.equal('accepted');
    expect(await pages.stored('order', (stored['order'] as { id: string }).id)).to.include({ total: 33.5 });
  });

  it('stands in the menu on a phone, fits its width, in Chinese and dark', async () => {
    const id = await makeLead();
    const page = await openLead(id, { width: 390, height: 844, touch: true, dark: true, language: 'zh-CN' });
    expect(await page.getByRole('button', { name: '转化线索' }).count()).to.equal(0);
    await page.getByRole('button', { name: '更多操作' }).click();
    await page.getByRole('menuitem', { name: '转化线索' }).click();
    await part(page, '联系人').getByLabel('姓名', { exact: true }).waitFor();
    await page.setViewportSize({ width: 360, height: 780 });
    await becomes(() => page.evaluate(() => document.documentElement.scrollWidth <= 360), true);
    const wide = await dialog(page)
      .locator('dialog')
      .evaluate((element) => element.scrollWidth - element.clientWidth);
    expect(wide).to.be.at.most(0);
    expect(await axeFindings(page)).to.deep.equal([]);
    pages.expectProblems(/409/);
    await dialog(page).getByRole('button', { name: '转化线索' }).click();
    await page.locator('tr-duplicate-dialog').getByRole('button', { name: '仍然保存' }).click();
    await page.waitForURL(/\/record\/opportunity\//);
  });
});
