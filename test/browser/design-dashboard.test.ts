/**
 * Dashboards and their charts made as a person makes them, with the actions counted: from nothing to a dashboard with a
 * filter that finds its parts by itself, moved and sized by mouse and keys, a chart made of fields; published, and used by a
 * salesperson. One site and mostly one page for all of it.
 */
import { expect } from 'chai';
import type { Locator, Page } from 'playwright-core';
import { ulid } from 'ulid';
import type { DashboardDocument } from '../../metadata/schema/dashboard.js';
import { axeFindings } from '../helper/browser.js';
import { countActions } from '../helper/count-actions.js';
import { becomes } from '../helper/eventually.js';
import type { Browser } from '../helper/http.js';
import { settledBox, withLivePages } from '../helper/live-page.js';

describe('browser/design-dashboard', function () {
  this.timeout(90_000);
  const pages = withLivePages();
  let sam: Browser;

  before(async () => {
    await pages.live.addUser({ login: 'sam', roles: ['salesperson'] });
    sam = await pages.live.signIn('sam');
    const [east, west] = [await pages.create('region', { name: 'East', code: 'E' }), await pages.create('region', { name: 'West', code: 'W' })]; // prettier-ignore
    const make = async (entity: string, values: object): Promise<string> => {
      const answer = await sam.post(`/api/records/${entity}?duplicates=allow`, values);
      expect(answer.status, answer.text).to.equal(201);
      return (answer.json as { id: string }).id;
    };
    const customer = await make('customer', { name: 'Acme', type: 'prospect', region: east });
    for (const [region, day] of [[east, '2026-01-10'], [east, '2026-02-10'], [west, '2026-02-20']] as const) {
      await make('order', { customer, region, ordered_on: day, status: 'new', freight: 5 });
    }
  }); // prettier-ignore

  const part = (page: Page, name: string | RegExp): Locator => page.getByRole('option', { name });
  const stored = async (page: Page): Promise<DashboardDocument> => {
    await page.keyboard.press('Control+s');
    await page.getByText(/^Saved/).waitFor();
    return (await pages.admin.get('/api/documents/dashboard/my_orders')).json.document as DashboardDocument;
  };
  const placeOf = async (page: Page, id: string) => {
    const { x, y, w, h } = (await stored(page)).widgets.find((each) => each.id === id)!;
    return [x, y, w, h];
  };
  const design = async (options = {}): Promise<Page> => {
    const page = await pages.open('/design/dashboard/my_orders', options);
    await page.locator('td-dashboard-canvas .hold[data-id=list]').waitFor();
    return page;
  };

  it('a dashboard with one filter takes 7 from nothing, and the filter finds its parts by itself', async () => {
    const page = await pages.open('/design');
    const person = countActions(page);
    await person.click(page.getByRole('button', { name: 'New: Dashboard' }));
    await person.fill(page.getByLabel('Label', { exact: true }), 'My orders');
    await person.press('Enter');
    await page.getByText('Nothing stands here yet').waitFor();
    expect(await axeFindings(page)).to.deep.equal([]);
    await person.click(page.getByRole('button', { name: 'Orders', exact: true }));
    await part(page, /^Orders by month, /).waitFor();
    await person.click(page.getByRole('button', { name: 'Add filter' }));
    await person.click(page.getByRole('menuitem', { name: /^Region/ }));
    await page.getByRole('button', { name: 'Region 5 of 5' }).waitFor();
    expect(person.actions, person.actions.join()).to.have.length.at.most(7);
    const { widgets, datasets } = await stored(page);
    expect(widgets.map(({ type }) => type)).to.deep.equal(['kpi', 'kpi', 'chart', 'chart', 'list']);
    expect(JSON.stringify(datasets).match(/"parameter":"region"/g)).to.have.length(4);
    expect(JSON.stringify(widgets.at(-1)!.options)).to.include(
      '{"field":"region","op":"under","value":{"parameter":"region"}}',
    );
    // Taken off one part it still narrows the others.
    await page.locator('td-filter-bar [data-part=kpi]').getByRole('checkbox').uncheck();
    await page.getByRole('button', { name: 'Region 4 of 5' }).waitFor();
    await page.locator('td-filter-bar [data-part=kpi]').getByRole('checkbox').check();
    await page.getByRole('button', { name: 'Region 5 of 5' }).waitFor();
    expect(await axeFindings(page)).to.deep.equal([]);
  });

  it('moves and sizes by mouse and by keys, what is in the way gives way; taken back and done again', async () => {
    const page = await design();
    const chart = part(page, /^Orders by Status, column 1, row 3/);
    await chart.click();
    const box = await settledBox(chart);
    const cell = (box.width + 10) / 6;
    await page.mouse.move(box.x + 60, box.y + 60);
    await page.mouse.down();
    await page.mouse.move(box.x + 60 + cell * 3, box.y + 70, { steps: 5 });
    await page.mouse.move(box.x + 60 + cell * 6, box.y + 62, { steps: 3 });
    await page.mouse.up();
    await part(page, /^Orders by Status, column 7, row 3/).waitFor();
    expect(await placeOf(page, 'chart_2'), 'the chart that stood there gave way').to.deep.equal([6, 7, 6, 5]);
    const corner = await settledBox(page.locator('[data-corner]'));
    await page.mouse.move(corner.x + 12, corner.y + 12);
    await page.mouse.down();
    await page.mouse.move(corner.x + 12 - cell * 2, corner.y + 12 + 40, { steps: 5 });
    await page.mouse.up();
    await part(page, /^Orders by Status, column 7, row 3, 4 wide, 6 high/).waitFor();
    const sized = await stored(page);
    // The same by keys: one place down and narrower, as one change each.
    await part(page, /^Orders by Status, column 7/).focus();
    for (const key of ['Alt+ArrowLeft', 'Alt+ArrowLeft', 'Alt+Shift+ArrowRight']) await page.keyboard.press(key);
    await part(page, /^Orders by Status, column 5, row 3, 5 wide, 6 high/).waitFor();
    const moved = await stored(page);
    await part(page, /^Orders by Status, column 5/).focus();
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    await part(page, /^Orders by Status, column 7, row 3, 4 wide/).waitFor();
    expect(await stored(page)).to.deep.equal(sized);
    await page.keyboard.press('Control+y');
    await page.keyboard.press('Control+y');
    await part(page, /^Orders by Status, column 5, row 3, 5 wide/).waitFor();
    expect(await stored(page)).to.deep.equal(moved);
  });

  it('makes a chart of fields: wells, types that fit, real rows; a click narrows the others; copy and delete by keys', async () => {
    const page = await design();
    await page.locator('.hold[data-id=chart]').click();
    await page.keyboard.press('F2');
    const designer = page.locator('td-chart-designer');
    const well = (name: string) => designer.locator(`[data-well=${name}]`);
    const field = (path: string) => page.locator(`td-chart-fields [data-path="${path}"]`);
    await field('region').waitFor();
    expect(await axeFindings(page)).to.deep.equal([]);
    // Dragged into a well, what stood there goes, and the rows with it.
    await countActions(page).drag(field('region'), well('x'));
    await becomes(() => well('x').locator('.what').allInnerTexts(), ['Region']);
    const drawn = async () => (await designer.locator('tr-vega-chart svg text').allTextContents()).filter((each) => /^(East|West)$/.test(each)); // prettier-ignore
    await becomes(async () => (await drawn()).sort(), ['East', 'West']);
    const types = () => designer.getByRole('radio').allInnerTexts();
    expect(await types())
      .to.include.members(['Columns', 'Ring'])
      .and.not.to.include('Heat map');
    await field('ordered_on').click();
    await becomes(() => well('series').locator('.what').allInnerTexts().then((all) => all.map((each) => each.split('\n')[0])), ['Ordered on']); // prettier-ignore
    expect(await types()).not.to.include('Ring');
    await well('series').getByRole('button', { name: 'Take out Ordered on' }).click();
    await designer.getByRole('radio', { name: 'Ring' }).click();
    await becomes(() => designer.locator('tr-widget-card .part').allInnerTexts().then((all) => all.map((each) => each.split('\n').slice(0, 2).join(' '))), ['East 2', 'West 1']); // prettier-ignore
    await page.keyboard.press('Escape');
    await page.getByRole('toolbar').getByRole('button', { name: 'What a click does' }).click();
    await page.getByRole('menuitemradio', { name: 'Narrow the other parts by Region' }).click();
    await part(page, /A click narrows 4 parts by Region/).waitFor();
    const before = (await stored(page)).widgets.length;
    await part(page, /A click narrows 4 parts/).focus();
    await page.keyboard.press('Control+d');
    await becomes(async () => (await stored(page)).widgets.length, before + 1);
    await page.locator('.hold[aria-selected=true]').focus();
    await page.keyboard.press('Delete');
    await becomes(async () => (await stored(page)).widgets.length, before);
    // From the palette onto the corner of the board: all that stood there gives way.
    await page.locator('.hold[data-id=kpi]').scrollIntoViewIfNeeded();
    await countActions(page).drag(page.locator('[data-entry=text]'), page.locator('.hold[data-id=kpi]'), {
      x: 20,
      y: 20,
    });
    await part(page, /^Text, column 1, row 1, 12 wide/).waitFor();
    await page.locator('.hold[aria-selected=true]').focus();
    await page.keyboard.press('Control+z');
    await part(page, /^Orders, column 1, row 1/).waitFor();
    await page.getByRole('button', { name: 'Phone', exact: true }).click();
    await page.getByRole('button', { name: 'Orders by month: one up' }).click();
    await becomes(async () => (await stored(page)).phoneOrder?.indexOf('chart_2'), 2);
  });

  it('is published and used by a salesperson: the filter narrows, a click narrows', async () => {
    const published = await pages.admin.send('POST', '/api/releases', {});
    expect(published.status, JSON.stringify(published.json)).to.equal(201);
    const page = await pages.open('/dashboard/my_orders', { as: sam });
    const figure = page.locator('tr-widget-card[data-id=kpi] .card');
    const shows = (text: string) => becomes(async () => (await figure.innerText()).includes(text), true);
    await shows('3');
    await page.locator('tr-widget-card[data-id=chart] button.part', { hasText: 'West' }).click();
    await becomes(async () => /(^|\D)1(\D|$)/.test(await figure.innerText()), true);
    expect(await page.evaluate(() => location.search)).to.include('region=');
  });

  it('a grouped report with a chart takes 6, and a salesperson sees both', async () => {
    const page = await pages.open('/design/report/my_report', { first: async () => {
      const select = [{ path: 'region.name', as: 'region' }, { path: 'freight' }];
      const report = { kind: 'report', id: ulid(), name: 'my_report', schema: 1, label: 'My report', datasets: [{ name: 'S', source: { type: 'query', query: { entity: 'order', select } } }], sheet: { cells: {} } };
      const answer = await pages.admin.send('PUT', '/api/documents/report/my_report', report, { 'If-Match': '"0"' });
      expect(answer.status, answer.text).to.be.oneOf([200, 201]);
    } });
    const person = countActions(page);
    for (const name of ['region', 'freight']) await person.click(page.locator(`td-report-palette [data-field="S.${name}"]`));
    await person.click(page.getByRole('button', { name: 'Grouped', exact: true }));
    await person.click(page.locator('td-report-toolbar').getByRole('button', { name: 'Chart of this' }));
    const marks = (at: Page) => at.locator('tr-report-chart tr-vega-chart svg text').allTextContents().then((all) => all.filter((each) => /^(East|West)$/.test(each)).sort());
    await becomes(() => marks(page), ['East', 'West']);
    expect(person.actions).to.have.length.at.most(6);
    await page.keyboard.press('Control+s');
    await page.getByText(/^Saved/).waitFor();
    const published = await pages.admin.send('POST', '/api/releases', {});
    expect(published.status, JSON.stringify(published.json)).to.equal(201);
    const reader = await pages.open('/report/my_report', { as: sam });
    await becomes(() => marks(reader), ['East', 'West']);
    await becomes(() => reader.locator('tr-sheet .cell .text').allInnerTexts().then((all) => all.includes('East')), true);
  }); // prettier-ignore

  it('has no axe finding in the dark and in another script', async () => {
    const page = await design({ dark: true, language: 'zh-CN' });
    expect(await axeFindings(page)).to.deep.equal([]);
  });
});
