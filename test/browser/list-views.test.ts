/** Views of a list, as a person makes them: filters, saved views, columns, groups. Long, because one site serves them all. */
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import type { ListSetting } from '../../metadata/schema/saved-view.js';
import { writeMany } from '../../server/records/bulk.js';
import { axeFindings } from '../helper/browser.js';
import { becomes } from '../helper/eventually.js';
import { changed, settledBox, textsOf, withLivePages, type OpenOptions } from '../helper/live-page.js';

const customers = '/list/customer?view=customer_all';

describe('browser/list-views', function () {
  this.timeout(60_000);
  const pages = withLivePages();
  before(async () => {
    const owner = (await pages.admin.get('/api/session')).json.user.id as string;
    const system = pages.live.site.system('test');
    const rows = ['Aral', 'Berg', 'Corso', 'Delta', 'Elbe'].map((name, n) => ({
      body: { name, city: n < 3 ? 'Oslo' : 'Riga', level: 'ABC'[n % 3], employees: n * 10, owner },
    }));
    const { ids } = await writeMany(system, 'customer', rows);
    const orders = [0, 0, 1].map((n) => ({
      body: { customer: ids[n], status: 'new', ordered_on: system.evaluation.today(), owner, freight: 10 },
    }));
    const made = await writeMany(system, 'order', orders);
    expect(made.failed).to.deep.equal([]);
    await pages.live.addUser({ login: 'eva', roles: ['administrator'] });
  });
  beforeEach(async () => {
    await pages.live.site.services.database.write(async (transaction) => {
      await transaction('sys_saved_view').delete();
      await transaction('sys_list_setting').delete();
    });
  });

  const open = async (path = customers, options: OpenOptions = {}): Promise<Page> => {
    const page = await pages.open(path, options);
    await page.locator('tr-list-grid a.name:visible, a.cardrow').first().waitFor();
    return page;
  };
  const shows = (page: Page, wanted: readonly string[]) =>
    becomes(async () => (await textsOf(page.locator('tr-list-grid a.name:visible'))).sort(), [...wanted]);
  const cell = (page: Page, text: string) => page.locator('tr-list-grid span.cell:visible', { hasText: text }).first();
  const chip = (page: Page, words: RegExp) => page.getByRole('button', { name: words }).first();
  const heads = (page: Page) => page.locator('tr-list-grid .head:visible');
  const onlyRiga = async (page: Page) => {
    await cell(page, 'Riga').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Only City Riga' }).click();
  };
  /** Does something that the account keeps about lists, and waits until it is kept. */
  const kept = async (page: Page, act: () => Promise<unknown>) => {
    const answered = page.waitForResponse((answer) => answer.url().includes('/api/list-settings/'));
    await act();
    expect((await answered).ok()).to.equal(true);
  };
  const setting = async () =>
    (await pages.admin.get('/api/views')).json.settings['customer']?.views['customer_all'] as ListSetting | undefined;

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
    await page.waitForURL(/[?&]filter=/);
    await shows(page, ['Aral', 'Berg']);
    const address = new URL(page.url());
    const again = await open(address.pathname + address.search);
    await shows(again, ['Aral', 'Berg']);
    await chip(again, /number of orders at least 2, counting those where/).waitFor();

    // Kept as a view and shared, it is the same for somebody else, by its name and by its address.
    await again.getByRole('button', { name: 'Save view' }).click();
    await again.getByLabel('Name', { exact: true }).and(again.locator(':focus')).waitFor();
    await again.keyboard.type('Three deep');
    await again.getByLabel('Who sees it', { exact: true }).selectOption('Everyone with the role Administrator');
    await again.getByRole('button', { name: 'Save', exact: true }).click();
    await again.waitForURL(/[?&]view=[0-9A-Z]{26}$/);
    const as = await pages.live.signIn('eva');
    const theirs = await open(customers, { as });
    await theirs.getByRole('link', { name: /^Three deep/ }).click();
    await shows(theirs, ['Aral', 'Berg']);
    await chip(theirs, /number of orders at least 2, counting those where/).waitFor();
    await shows(await open(new URL(again.url()).pathname + new URL(again.url()).search, { as }), ['Aral', 'Berg']);
  });

  it('builds by keyboard alone', async () => {
    const page = await open();
    await page.getByRole('button', { name: 'Filter', exact: true }).focus();
    await page.keyboard.press('Enter');
    await page.locator('tr-filter-panel :focus').waitFor();
    await page.getByRole('button', { name: 'Combine conditions …' }).focus();
    await page.keyboard.press('Enter');
    const builder = page.locator('tr-filter-builder');
    await builder.locator(':focus').waitFor();
    await builder.getByRole('button', { name: 'Segment' }).focus();
    await page.keyboard.press('Enter');
    await builder.getByLabel('Segment').last().and(page.locator('select:focus')).waitFor();
    await page.keyboard.press('l');
    await page.getByText('in segment Lapsed customers').waitFor();
    await page.keyboard.press('ArrowUp');
    await page.getByText('in segment Frequent buyers').waitFor();
    await builder.getByRole('button', { name: 'Apply' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: /No customers match/ }).waitFor();
    await chip(page, /in segment Frequent buyers/).waitFor();
  });

  it('filters by the value of a cell', async () => {
    const page = await open();
    await onlyRiga(page);
    await shows(page, ['Delta', 'Elbe']);
  });

  it('saves a view, changes it, opens it first, renames it, deletes it and brings it back', async () => {
    const page = await open('/list/customer?view=customer_all&find=a&sort=-name');
    await page.getByRole('button', { name: 'Save view' }).click();
    await page.getByRole('dialog', { name: 'Save as a new view' }).waitFor();
    await page.getByLabel('Name', { exact: true }).and(page.locator(':focus')).waitFor();
    expect(await axeFindings(page)).to.deep.equal([]);
    await page.keyboard.press('Enter');
    await page.getByText('Give the view a name.').waitFor();
    await page.keyboard.type('With an a');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: /^With an a/ }).waitFor();
    await shows(page, ['Aral', 'Delta']);
    await page.waitForURL(/[?&]view=[0-9A-Z]{26}(&|$)/);

    await onlyRiga(page);
    await shows(page, ['Delta']);
    await page.getByRole('button', { name: 'Save changes to view' }).click();
    await page.waitForFunction(() => !location.search.includes('filter='));
    await shows(page, ['Delta']);

    const menu = async (name: string) => {
      await page.getByRole('button', { name: 'This view' }).click();
      await page.getByRole('menuitem', { name }).or(page.getByRole('menuitemradio', { name })).first().click();
    };
    await kept(page, () => menu('Open this view first'));
    const first = await open('/list/customer');
    await shows(first, ['Delta']);
    await first.close();
    await menu('Rename or share');
    const again = page.getByLabel('Name', { exact: true }).last();
    await again.and(page.locator(':focus')).waitFor();
    await page.getByLabel('Who sees it', { exact: true }).selectOption('Everyone with the role Administrator');
    await again.fill('In Riga');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('link', { name: /^In Riga Administrator/i }).waitFor();
    expect((await pages.admin.get('/api/views')).json.views[0]).to.include({ name: 'In Riga', scope: 'role' });
    await menu('Delete view');
    await page.getByText('View “In Riga” deleted').first().waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('link', { name: /^In Riga/ }).waitFor();
    await shows(page, ['Delta']);
  });

  it('keeps conditions as a segment, counts it, filters by it, changes it, deletes it and brings it back', async () => {
    const page = await open();
    const menu = async (name: string) => {
      await page.getByRole('button', { name: 'This view' }).click();
      await page.getByRole('menuitem', { name }).click();
    };
    await onlyRiga(page);
    await shows(page, ['Delta', 'Elbe']);
    await menu('Save as segment …');
    await page.getByRole('dialog', { name: 'Save as segment' }).waitFor();
    await page.locator('tr-segment-dialog').getByText('2 records now').waitFor();
    expect(await axeFindings(page)).to.deep.equal([]);
    await page.getByLabel('Name', { exact: true }).fill('Baltic');
    await page.getByLabel('Description').fill('Seat in Riga.');
    await page.getByLabel('Who sees it', { exact: true }).selectOption('Everybody');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('button', { name: 'Show in the list' }).click();
    await chip(page, /in segment Baltic/).waitFor();
    await page.waitForURL(/segment.*s_[0-9a-z]{26}/);
    await shows(page, ['Delta', 'Elbe']);
    const address = new URL(page.url());
    await page.close();
    const again = await open(address.pathname + address.search);
    await chip(again, /in segment Baltic/).waitFor();
    await again.getByRole('button', { name: 'This view' }).click();
    await again.getByRole('menuitem', { name: 'Segments …' }).click();
    await again.getByRole('dialog', { name: 'Segments: Customers' }).waitFor();
    const row = again.locator('tr-segment-list').getByRole('listitem').filter({ hasText: 'Baltic' });
    await row.getByText('2 records now').waitFor();
    await row.getByText('Everybody').waitFor();
    expect(await axeFindings(again)).to.deep.equal([]);
    await row.getByRole('button', { name: 'Change segment: Baltic' }).click();
    await again.getByRole('dialog', { name: 'Change segment' }).waitFor();
    await again.locator('tr-segment-dialog').getByText('City Riga', { exact: true }).waitFor();
    await again.getByLabel('Name', { exact: true }).fill('On the Daugava');
    await again.getByRole('button', { name: 'Save', exact: true }).click();
    await chip(again, /in segment On the Daugava/).waitFor();
    await again.getByRole('button', { name: 'This view' }).click();
    await again.getByRole('menuitem', { name: 'Segments …' }).click();
    await again.getByRole('button', { name: 'Delete segment: On the Daugava' }).click();
    // The list goes on without it.
    await shows(again, ['Aral', 'Berg', 'Corso', 'Delta', 'Elbe']);
    await again.getByRole('button', { name: 'Undo' }).click();
    await becomes(async () => (await pages.admin.get('/api/segments')).json.segments.length, 1);
  });

  it('names records in conditions of an address, offers trees and several records', async () => {
    const north = await pages.create('region', { name: 'North', code: 'N' });
    const far = await pages.create('region', { name: 'Far north', code: 'NN', parent: north });
    const faroe = await pages.create('customer', { name: 'Faroe', region: far });
    const under = { field: 'region', op: 'under', value: north };
    const several = { field: 'region', op: 'in', value: [north, far] };
    const gone = { field: 'region', op: 'notIn', value: ['01KAJ0QX00VE3W52Y0V40MA0ZZ'] };
    const page = await open(
      `${customers}&filter=${encodeURIComponent(JSON.stringify({ and: [under, several, gone] }))}`,
    );
    await shows(page, ['Faroe']);
    await chip(page, /^Region under North$/).waitFor();
    await chip(page, /^Region is none of a record that you may not see$/).waitFor();
    await chip(page, /^Region North, Far north$/).click();
    const panel = page.locator('tr-filter-panel');
    await panel.getByText('Far north').first().waitFor();
    expect(await panel.getByLabel('Condition').locator('option').allTextContents()).to.include.members(['is one of', 'is none of', 'under']); // prettier-ignore
    expect(await axeFindings(page)).to.deep.equal([]);
    await pages.admin.send('DELETE', `/api/records/customer/${faroe}`, undefined, { 'If-Match': '"1"' });
  });

  it('makes a draft of a view for designers', async () => {
    const page = await open('/list/customer?view=customer_key');
    await page.getByRole('button', { name: 'This view' }).click();
    await page.getByRole('menuitem', { name: 'Make it a draft for everyone' }).click();
    await page.waitForURL(/\/design\/view\/customer_/);
    const { json } = await pages.admin.get('/api/documents?kind=view');
    expect(JSON.stringify(json)).to.contain('customer_key_accounts');
  });

  it('keeps columns with the account: keys move and resize, the panel freezes, sums and resets', async () => {
    const page = await open();
    const city = heads(page).filter({ hasText: 'City' });
    await city.waitFor();
    const [, , third = ''] = await textsOf(heads(page));
    const places = async () => {
      const found = await heads(page).evaluateAll((all) => all.map((each) => [each.textContent, each.getBoundingClientRect().x] as const)); // prettier-ignore
      return [...found].sort((a, b) => a[1] - b[1]).map(([text]) => text!.trim());
    };
    // The head of the second column of fields.
    await cell(page, 'Oslo').click();
    await city.focus();
    await kept(page, () => page.keyboard.press('Alt+ArrowRight'));
    expect((await setting())?.columns?.[2]?.path).to.equal('city');
    await becomes(async () => (await places()).slice(1, 3), [third, 'City']);
    await city.focus();
    await kept(page, () => page.keyboard.press('Alt+Shift+ArrowRight'));
    expect((await setting())?.columns?.[2]?.width).to.be.greaterThan(56);
    await page.getByRole('button', { name: 'Columns' }).click();
    await kept(page, () => page.getByRole('checkbox', { name: 'Employees' }).check());
    await kept(page, () => page.getByLabel('At the foot for Employees').selectOption({ label: 'Sum' }));
    await kept(page, () => page.getByLabel('Keep at the start').selectOption('2'));
    expect((await setting())?.freeze).to.equal(2);
    expect(await axeFindings(page)).to.deep.equal([]);
    await page.getByText('Sum of Employees').waitFor();
    const elsewhere = await open();
    await elsewhere.getByText('Sum of Employees').waitFor();
    await becomes(() => elsewhere.locator('tr-list-grid vaadin-grid-column[frozen]').count(), 3);
    await kept(page, () => page.getByRole('button', { name: 'As the view says' }).click());
    expect(await setting()).to.equal(undefined);
  });

  it('moves and sizes columns without dragging: by the menu of a head and by the panel', async () => {
    const page = await open();
    const choose = async (word: string) => {
      await heads(page).filter({ hasText: 'City' }).first().click({ button: 'right' });
      await page.getByRole('menu', { name: 'Column City' }).getByRole('menuitem', { name: word, exact: true }).click(); // prettier-ignore
    };
    const city = async () => {
      const columns = (await setting())?.columns ?? [];
      const at = columns.findIndex(({ path }) => path === 'city');
      return { at, width: columns[at]?.width };
    };
    await kept(page, () => choose('Move right'));
    const moved = await city();
    await kept(page, () => choose('Wider'));
    const wide = (await city()).width!;
    await kept(page, () => choose('Narrower'));
    expect((await city()).width).to.be.lessThan(wide);
    await kept(page, () => choose('Move left'));
    expect((await city()).at).to.equal(moved.at - 1);
    await kept(page, () => choose('Fit the content'));
    expect((await city()).width).to.equal(undefined);
    await page.getByRole('button', { name: 'Columns', exact: true }).click();
    await kept(page, () => page.getByRole('button', { name: 'Make City wider' }).click());
    expect((await city()).width).to.be.greaterThan(56);
    expect(await axeFindings(page)).to.deep.equal([]);
  });

  it('resizes and moves columns by mouse', async () => {
    const page = await open();
    const box = (text: string) => settledBox(heads(page).filter({ hasText: text }));
    const from = await box('City');
    const to = await box('Type');
    const label = await settledBox(page.getByRole('button', { name: 'City: sort', exact: true }));
    const sort = () => page.locator('tr-list-grid .head.on').allTextContents();
    const sorted = await sort();
    await page.mouse.move(label.x + label.width / 2, label.y + label.height / 2);
    await page.mouse.down();
    await page.mouse.move(from.x + 60, from.y + 8, { steps: 4 });
    await page.mouse.move(to.x + 50, to.y + 8, { steps: 12 });
    await kept(page, () => page.mouse.up());
    const order = (await setting())?.columns?.map((each) => each.path) ?? [];
    expect(order.indexOf('city'), order.join()).to.be.greaterThan(1);
    expect(await sort(), 'letting go does not sort').to.deep.equal(sorted);
  });

  it('groups in levels with counts and sums, opens groups by keyboard, and edits inside them', async () => {
    await pages.admin.send('PUT', '/api/list-settings/customer', {
      view: 'customer_all',
      setting: { columns: [{ path: 'name' }, { path: 'city' }, { path: 'employees', aggregate: 'sum' }] },
    });
    const page = await open(customers);
    await page.getByRole('button', { name: 'Group', exact: true }).click();
    await page.getByLabel('Level 1').selectOption({ label: 'City' });
    await page.getByLabel('Level 2').selectOption({ label: 'Level' });
    expect(await axeFindings(page)).to.deep.equal([]);
    await page.keyboard.press('Escape');
    await page.getByLabel('Level 2').waitFor({ state: 'hidden' });
    await page.waitForFunction(() => location.search.includes('group=city%2Clevel'));
    const head = (name: string) => page.locator('tr-list-grid span.grouphead:visible', { hasText: name });
    const groups = (wanted: readonly string[]) =>
      becomes(async () => (await textsOf(page.locator('tr-list-grid .grouphead .clip:visible'))).sort(), [...wanted]);
    const stands = (wanted: string) => becomes(() => focusedCell(page), wanted);
    await head('Oslo').getByText('3 records').waitFor();
    await page.locator('tr-list-grid').getByText('30', { exact: true }).first().waitFor();
    await head('Riga').click();
    await groups(['A', 'B', 'Oslo', 'Riga']);
    await head('Riga').click();
    await groups(['Oslo', 'Riga']);
    await stands('Riga');
    await page.keyboard.press('ArrowUp');
    await stands('Oslo');
    await page.keyboard.press('Enter');
    await groups(['A', 'B', 'C', 'Oslo', 'Riga']);
    await page.keyboard.press('ArrowDown');
    await stands('A');
    await page.keyboard.press('ArrowRight');
    await page.getByRole('link', { name: 'Aral' }).waitFor();
    expect(await axeFindings(page)).to.deep.equal([]);
    await page.keyboard.press('ArrowDown');
    await stands('Aral');
    await page.keyboard.press('F2');
    await page.locator('tr-cell-editor input:focus').waitFor();
    await page.keyboard.type('Aralia');
    await changed(page, () => page.keyboard.press('Enter'));
    await page.getByRole('link', { name: 'Aralia', exact: true }).waitFor();
    await page.getByText('Name changed').first().waitFor();
    await stands('B');
    // News fetch the groups again: the focus stays where it is.
    const elbe = (await pages.admin.get('/api/records/customer?fields=id,employees&sort=-employees&limit=1')).json
      .rows[0];
    await pages.change('customer', elbe.id, { employees: 140 });
    await page.locator('tr-list-grid').getByText('170', { exact: true }).first().waitFor();
    await stands('B');
    await pages.change('customer', elbe.id, { employees: elbe.employees });
    await page.locator('tr-list-grid').getByText('70', { exact: true }).first().waitFor();
    await stands('B');
    await changed(page, () => page.keyboard.press('Control+z'));
    await page.getByRole('link', { name: 'Aral', exact: true }).waitFor();
  });

  it('groups days by a period', async () => {
    const page = await pages.open('/list/order?view=order_all&group=ordered_on:month');
    const head = page.locator('tr-list-grid span.grouphead:visible');
    await head.getByText('3 records').waitFor();
    await head.click();
    await page.locator('tr-list-grid a.name:visible').nth(2).waitFor();
  });

  it('moves nothing under the pointer: counts of the views wait until it has left their row', async () => {
    let answer = () => {};
    const held = new Promise<void>((resolve) => (answer = resolve));
    let answered = 0;
    const page = await open(customers, {
      first: (each) =>
        each.route('**/api/query', async (route) => {
          const { select } = route.request().postDataJSON() as { select: { as?: string }[] };
          if (select[0]?.as !== 'n') return route.continue();
          await held;
          await route.fulfill({ response: await route.fetch() });
          answered += 1;
        }),
    });
    const button = page.getByRole('button', { name: 'This view' });
    const tabs = page.locator('.tabrow .tab');
    const before = await settledBox(button);
    await page.mouse.move(before.x + before.width / 2, before.y + before.height / 2);
    await page.mouse.down();
    answer();
    // How many the current view has was said by the rows.
    const others = (await tabs.count()) - 1;
    await becomes(() => Promise.resolve(answered >= others), true);
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    expect((await button.boundingBox())!.x).to.equal(before.x);
    await page.mouse.up();
    await page.getByRole('menuitem', { name: 'Export to Excel' }).waitFor();
    await page.keyboard.press('Escape');
    await page.mouse.move(10, 400);
    await becomes(() => tabs.locator('.ct').count(), others + 1);
  });

  it('offers views and the builder on a phone', async () => {
    const page = await open(customers, { width: 390, height: 844, touch: true });
    await page.getByRole('button', { name: 'All customers' }).click();
    const item = page.getByRole('menuitem', { name: 'Save as a new view' });
    await item.waitFor();
    expect(await axeFindings(page)).to.deep.equal([]);
    await page.keyboard.press('Escape');
    await item.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Filter', exact: true }).click();
    await page.getByRole('button', { name: 'Combine conditions …' }).click();
    const builder = page.locator('tr-filter-builder');
    await builder.getByRole('button', { name: 'Condition' }).first().click();
    await builder.getByLabel('Field', { exact: true }).first().waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).to.be.at.most(390);
    expect(await axeFindings(page)).to.deep.equal([]);
  });
});

/** The first line of what stands in the cell that has the focus. */
const focusedCell = (page: Page) =>
  page.evaluate(() => {
    let at = document.activeElement;
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    const content = at?.querySelector('slot')?.assignedElements()[0];
    return content?.textContent?.trim().split('\n')[0];
  });
