import { expect } from 'chai';
import type { Page } from 'playwright-core';
import type { ListSetting } from '../../metadata/schema/saved-view.js';
import { writeMany } from '../../server/records/bulk.js';
import { axeFindings, launchBrowser, needsBrowser, signInByCookie, type TestBrowser } from '../helper/browser.js';
import type { Browser } from '../helper/http.js';
import { startLiveSite, type LiveSite } from '../helper/live-site.js';

describe('browser/list-views', function () {
  this.timeout(60_000);
  let live: LiveSite;
  let browser: TestBrowser;
  let admin: Browser;
  before(async function () {
    needsBrowser(this);
    [live, browser] = await Promise.all([startLiveSite(), launchBrowser()]);
    admin = await live.signIn('admin');
    const owner = (await admin.get('/api/session')).json.user.id as string;
    const system = live.site.system('test');
    const rows = ['Aral', 'Berg', 'Corso', 'Delta', 'Elbe'].map((name, n) => ({
      body: { name, city: n < 3 ? 'Oslo' : 'Riga', level: 'ABC'[n % 3], employees: n * 10, owner },
    }));
    const { ids } = await writeMany(system, 'customer', rows);
    const orders = [0, 0, 1].map((n) => ({
      body: { customer: ids[n], status: 'new', ordered_on: system.evaluation.today(), owner, freight: 10 },
    }));
    const made = await writeMany(system, 'order', orders);
    expect(made.failed).to.deep.equal([]);
  });
  beforeEach(async () => {
    await live.site.services.database.write(async (transaction) => {
      await transaction('sys_saved_view').delete();
      await transaction('sys_list_setting').delete();
    });
  });
  afterEach(() => browser.reset());
  after(async () => {
    await browser?.close();
    await live?.close();
  });

  const open = async (path = '/list/customer?view=customer_all', options = {}): Promise<Page> => {
    const page = await browser.page(options);
    await signInByCookie(page, live.address, admin);
    await page.goto(live.address + path);
    await page.locator('tr-list-grid a.name:visible, a.cardrow').first().waitFor();
    return page;
  };
  const names = (page: Page) => page.locator('tr-list-grid a.name:visible').allTextContents();
  const shows = async (page: Page, wanted: readonly string[]) => {
    const end = Date.now() + 6000;
    let found: readonly string[] = [];
    while (Date.now() < end) {
      found = (await names(page)).map((name) => name.trim()).sort();
      if (JSON.stringify(found) === JSON.stringify(wanted)) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(found).to.deep.equal(wanted);
  };
  const done = () => expect(browser.problems()).to.deep.equal([]);

  it('builds a filter three groups deep with related records, in words, kept in the address', async () => {
    const page = await open();
    await page.getByRole('button', { name: 'Filter', exact: true }).click();
    await page.getByRole('button', { name: 'Combine conditions …' }).click();
    await page.getByRole('dialog', { name: 'Filter' }).waitFor();
    const builder = page.locator('tr-filter-builder');
    // City is Oslo, and: level B, or has at least 2 orders where status is new.
    await builder.getByRole('button', { name: 'Condition' }).first().click();
    await builder.getByLabel('Field', { exact: true }).first().selectOption({ label: 'City' });
    await builder.getByLabel('Condition', { exact: true }).first().selectOption({ label: 'contains' });
    await builder.locator('.leaf input').first().fill('Oslo');
    await builder.getByRole('button', { name: 'Group' }).first().click();
    const group = builder.locator('.group .group').first();
    await group.getByLabel('Field', { exact: true }).selectOption({ label: 'Level' });
    await group.getByRole('checkbox', { name: 'B' }).check();
    await group.getByRole('button', { name: 'Related records' }).click();
    await group.getByLabel('How many').selectOption({ label: 'number of' });
    await group.getByLabel('Related records').selectOption('order_customer');
    await group.getByLabel('Value', { exact: true }).last().fill('2');
    const where = group.locator('.relation .group');
    await where.getByRole('button', { name: 'Condition' }).click();
    await where.getByLabel('Field', { exact: true }).selectOption({ label: 'Status' });
    await where.getByRole('checkbox').first().waitFor();
    await where.getByRole('checkbox').first().check();
    await page.getByText('2 records now').waitFor();
    expect(await axeFindings(page)).to.deep.equal([]);
    await page.getByRole('button', { name: 'Apply' }).click();
    await shows(page, ['Aral', 'Berg']);
    const address = new URL(page.url());
    const again = await open(address.pathname + address.search);
    await shows(again, ['Aral', 'Berg']);
    await again
      .getByRole('button', { name: /number of orders at least 2, counting those where/ })
      .first()
      .waitFor();
    done();
  });

  it('builds by keyboard alone', async () => {
    const page = await open();
    await page.getByRole('button', { name: 'Filter', exact: true }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Combine conditions …' }).focus();
    await page.keyboard.press('Enter');
    const builder = page.locator('tr-filter-builder');
    await builder.getByRole('button', { name: 'Segment' }).focus();
    await page.keyboard.press('Enter');
    await builder.getByLabel('Segment').last().waitFor();
    await page.keyboard.press('l');
    await page.getByText('in segment Lapsed customers').waitFor();
    await page.keyboard.press('ArrowUp');
    await page.getByText('in segment Frequent buyers').waitFor();
    await builder.getByRole('button', { name: 'Apply' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: /No customers match/ }).waitFor();
    await page
      .getByRole('button', { name: /in segment Frequent buyers/ })
      .first()
      .waitFor();
    done();
  });

  it('filters by the value of a cell', async () => {
    const page = await open();
    await page.locator('tr-list-grid span.cell:visible', { hasText: 'Riga' }).first().click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Only City Riga' }).click();
    await shows(page, ['Delta', 'Elbe']);
    done();
  });

  it('saves a view, changes it, opens it first, renames it, deletes it and brings it back', async () => {
    const page = await open('/list/customer?view=customer_all&find=a&sort=-name');
    await page.getByRole('button', { name: 'Save view' }).click();
    await page.getByRole('dialog', { name: 'Save as a new view' }).waitFor();
    expect(await axeFindings(page)).to.deep.equal([]);
    await page.keyboard.press('Enter');
    await page.getByText('Give the view a name.').waitFor();
    await page.keyboard.type('With an a');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: /^With an a/ }).waitFor();
    await shows(page, ['Aral', 'Delta']);
    const view = new URL(page.url()).searchParams.get('view');
    expect(view).to.match(/^[0-9A-Z]{26}$/);

    await page.locator('tr-list-grid span.cell:visible', { hasText: 'Riga' }).first().click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Only City Riga' }).click();
    await shows(page, ['Delta']);
    await page.getByRole('button', { name: 'Save changes to view' }).click();
    await page.waitForFunction(() => !location.search.includes('filter='));
    await shows(page, ['Delta']);

    const menu = async (name: string) => {
      await page.getByRole('button', { name: 'This view' }).click();
      await page.getByRole('menuitem', { name }).or(page.getByRole('menuitemradio', { name })).first().click();
    };
    await menu('Open this view first');
    const first = await open('/list/customer');
    await shows(first, ['Delta']);
    await first.close();
    await menu('Rename or share');
    await page.getByRole('radio', { name: 'Everyone with the role administrator' }).check();
    await page.getByLabel('Name', { exact: true }).last().fill('In Riga');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('link', { name: /^In Riga/ }).waitFor();
    expect((await admin.get('/api/views')).json.views[0]).to.include({ name: 'In Riga', scope: 'role' });
    await menu('Delete view');
    await page.getByText('View “In Riga” deleted').first().waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('link', { name: /^In Riga/ }).waitFor();
    await shows(page, ['Delta']);
    done();
  });

  it('makes a draft of a view for designers', async () => {
    const page = await open('/list/customer?view=customer_key');
    await page.getByRole('button', { name: 'This view' }).click();
    await page.getByRole('menuitem', { name: 'Make it a draft for everyone' }).click();
    await page.waitForURL(/\/design\/view\/customer_/);
    const { json } = await admin.get('/api/documents?kind=view');
    expect(JSON.stringify(json)).to.contain('customer_key_accounts');
    done();
  });

  it('keeps columns with the account: keys move and resize, the panel freezes, sums and resets', async () => {
    const page = await open();
    const headOf = (text: string) => page.locator('tr-list-grid .head:visible', { hasText: text });
    const before = (await page.locator('tr-list-grid .head:visible').allTextContents()).map((head) => head.trim());
    // The head of the second column of fields.
    await page.locator('tr-list-grid span.cell:visible', { hasText: 'Oslo' }).first().click();
    const head = page.locator('tr-list-grid .head:visible', { hasText: 'City' });
    await head.focus();
    await page.keyboard.press('Alt+ArrowRight');
    await page.waitForFunction(() => document.activeElement !== null);
    const setting = async () =>
      (await admin.get('/api/views')).json.settings['customer']?.views['customer_all'] as ListSetting | undefined;
    const until = async (test: (value: ListSetting | undefined) => boolean) => {
      const end = Date.now() + 5000;
      while (!test(await setting()) && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 50));
      const value = await setting();
      expect(test(value), JSON.stringify(value)).to.equal(true);
    };
    await until((value) => value?.columns?.[2]?.path === 'city');
    await page.waitForFunction(
      ([city, type]) =>
        (city as HTMLElement).getBoundingClientRect().x > (type as HTMLElement).getBoundingClientRect().x,
      [await headOf('City').elementHandle(), await headOf(before[2]!).elementHandle()],
    );
    await page.locator('tr-list-grid .head:visible', { hasText: 'City' }).focus();
    await page.keyboard.press('Alt+Shift+ArrowRight');
    await until((value) => (value?.columns?.[2]?.width ?? 0) > 56);
    await page.getByRole('button', { name: 'Columns' }).click();
    await page.getByRole('checkbox', { name: 'Employees' }).check();
    await page.getByLabel('At the foot for Employees').selectOption({ label: 'Sum' });
    await page.getByLabel('Keep at the start').selectOption('2');
    await until((value) => value?.freeze === 2);
    expect(await axeFindings(page)).to.deep.equal([]);
    await page.getByText('Sum of Employees').waitFor();
    const elsewhere = await open();
    await elsewhere.getByText('Sum of Employees').waitFor();
    expect(await elsewhere.locator('tr-list-grid vaadin-grid-column[frozen]').count()).to.equal(3);
    await page.getByRole('button', { name: 'As the view says' }).click();
    await until((value) => value === undefined);
    done();
  });

  it('resizes and moves columns by mouse', async () => {
    const page = await open();
    const box = async (text: string) =>
      (await page.locator('tr-list-grid .head:visible', { hasText: text }).boundingBox())!;
    const from = await box('City');
    const to = await box('Type');
    await page.mouse.move(from.x + 40, from.y + 8);
    await page.mouse.down();
    await page.mouse.move(from.x + 60, from.y + 8, { steps: 4 });
    await page.mouse.move(to.x + 50, to.y + 8, { steps: 12 });
    await page.mouse.up();
    const end = Date.now() + 5000;
    let order: string[] = [];
    while (Date.now() < end) {
      const { json } = await admin.get('/api/views');
      order = (json.settings['customer']?.views['customer_all']?.columns ?? []).map(
        (each: { path: string }) => each.path,
      );
      if (order.indexOf('city') > 1) break;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(order.indexOf('city'), order.join()).to.be.greaterThan(1);
    done();
  });

  it('groups in levels with counts and sums, opens groups by keyboard, and edits inside them', async () => {
    await admin.send('PUT', '/api/list-settings/customer', {
      view: 'customer_all',
      setting: { columns: [{ path: 'name' }, { path: 'city' }, { path: 'employees', aggregate: 'sum' }] },
    });
    const page = await open();
    await page.getByRole('button', { name: 'Group', exact: true }).click();
    await page.getByLabel('Level 1').selectOption({ label: 'City' });
    await page.getByLabel('Level 2').selectOption({ label: 'Level' });
    expect(await axeFindings(page)).to.deep.equal([]);
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => location.search.includes('group=city%2Clevel'));
    const head = (name: string) => page.locator('tr-list-grid span.grouphead:visible', { hasText: name });
    await head('Oslo').getByText('3 records').waitFor();
    await page.locator('tr-list-grid').getByText('30', { exact: true }).first().waitFor();
    await head('Riga').click();
    await head('A').first().waitFor();
    await head('Riga').click();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await head('B').first().waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    await page.getByRole('link', { name: 'Aral' }).waitFor();
    expect(await axeFindings(page)).to.deep.equal([]);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('F2');
    await page.locator('tr-cell-editor input').waitFor();
    await page.keyboard.type('Aralia');
    await page.keyboard.press('Enter');
    await page.getByText('Name changed').first().waitFor();
    await page.keyboard.press('Control+z');
    await page.getByRole('link', { name: 'Aral', exact: true }).waitFor();
    done();
  });

  it('groups days by a period', async () => {
    const page = await browser.page();
    await signInByCookie(page, live.address, admin);
    await page.goto(`${live.address}/list/order?view=order_all&group=ordered_on:month`);
    const head = page.locator('tr-list-grid span.grouphead:visible');
    await head.getByText('3 records').waitFor();
    await head.click();
    await page.locator('tr-list-grid a.name:visible').nth(2).waitFor();
    done();
  });

  it('offers views and the builder on a phone', async () => {
    const page = await open('/list/customer?view=customer_all', { width: 390, height: 844, touch: true });
    await page.getByRole('button', { name: 'All customers' }).click();
    await page.getByRole('menuitem', { name: 'Save as a new view' }).waitFor();
    expect(await axeFindings(page)).to.deep.equal([]);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Filter', exact: true }).click();
    await page.getByRole('button', { name: 'Combine conditions …' }).click();
    await page.locator('tr-filter-builder').getByRole('button', { name: 'Condition' }).first().click();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).to.be.at.most(390);
    expect(await axeFindings(page)).to.deep.equal([]);
    done();
  });
});
