import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { writeMany } from '../../server/records/bulk.js';
import { axeFindings, launchBrowser, needsBrowser, signInByCookie, type TestBrowser } from '../helper/browser.js';
import type { Browser } from '../helper/http.js';
import { startLiveSite, type LiveSite } from '../helper/live-site.js';

const board = '/list/opportunity?view=opportunity_board';

describe('browser/board-view', function () {
  this.timeout(60_000);
  let live: LiveSite;
  let browser: TestBrowser;
  let admin: Browser;
  let owner = '';
  before(async function () {
    needsBrowser(this);
    [live, browser] = await Promise.all([startLiveSite(), launchBrowser()]);
    admin = await live.signIn('admin');
    owner = (await admin.get('/api/session')).json.user.id as string;
  });
  beforeEach(async () => {
    const held = (await admin.get('/api/records/opportunity?limit=200')).json.rows as { id: string; version: number }[];
    for (const { id, version } of held) {
      await admin.send('DELETE', `/api/records/opportunity/${id}`, undefined, { 'If-Match': `"${version}"` });
    }
    const rows = [
      ['Alpha', 'prospecting', 100],
      ['Beta', 'prospecting', 50],
      ['Gamma', 'engaging', 7],
    ].map(([name, stage, amount]) => ({ body: { name, stage, amount, owner, expected_on: '2026-05-01' } }));
    const made = await writeMany(live.site.system('test'), 'opportunity', rows as never);
    expect(made.failed).to.deep.equal([]);
  });
  afterEach(() => browser.reset());
  after(async () => {
    await browser?.close();
    await live?.close();
  });

  const open = async (options = {}, client = admin, path = board): Promise<Page> => {
    const page = await browser.page(options);
    await signInByCookie(page, live.address, client);
    await page.goto(live.address + path);
    await page.locator('tr-board .card').first().waitFor();
    return page;
  };
  const lane = (page: Page, name: string) => page.getByRole('region', { name: new RegExp(`^${name}, `) });
  const card = (page: Page, name: string) => page.locator('tr-board').getByRole('link', { name, exact: true });
  const stageOf = async (name: string) => {
    const filter = encodeURIComponent(JSON.stringify({ field: 'name', op: 'eq', value: name }));
    const { json } = await admin.get(`/api/records/opportunity?fields=stage&filter=${filter}`);
    return json.rows[0].stage as string;
  };
  const saved = (page: Page) =>
    page.waitForResponse((answer) => answer.request().method() === 'PATCH' && answer.status() === 200);
  const done = (expected?: RegExp) => expect(browser.problems(expected)).to.deep.equal([]);

  it('counts and adds up each column', async () => {
    const page = await open();
    await page.getByRole('region', { name: 'Prospecting, 2', exact: true }).getByText('USD 150.00').waitFor();
    await page.getByRole('region', { name: 'Engaging, 1', exact: true }).getByText('USD 7.00').waitFor();
    await page.getByRole('region', { name: 'Won, 0', exact: true }).getByText('No cards').waitFor();
    expect(await page.getByRole('button', { name: 'Columns', exact: true }).count()).to.equal(0);
    expect(await axeFindings(page)).to.deep.equal([]);
    done();
  });

  it('writes the value of the column that a card is dragged to, and takes it back', async () => {
    const page = await open();
    const from = (await card(page, 'Alpha').boundingBox())!;
    const to = (await lane(page, 'Qualified').boundingBox())!;
    const sent = saved(page);
    await page.mouse.move(from.x + 20, from.y + 8);
    await page.mouse.down();
    await page.mouse.move(to.x + 60, to.y + 120, { steps: 6 });
    await page.locator('.lane.over').waitFor();
    await page.mouse.up();
    await sent;
    await page.getByRole('region', { name: 'Qualified, 1', exact: true }).getByText('USD 100.00').waitFor();
    expect(await stageOf('Alpha')).to.equal('qualified');
    const back = saved(page);
    await page.getByRole('button', { name: 'Undo' }).click();
    await back;
    await lane(page, 'Prospecting').getByRole('link', { name: 'Alpha' }).waitFor();
    expect(await stageOf('Alpha')).to.equal('prospecting');
    done();
  });

  it('leaves a card where it was when Escape ends the drag', async () => {
    const page = await open();
    const from = (await card(page, 'Alpha').boundingBox())!;
    const to = (await lane(page, 'Qualified').boundingBox())!;
    await page.mouse.move(from.x + 20, from.y + 8);
    await page.mouse.down();
    await page.mouse.move(to.x + 60, to.y + 120, { steps: 6 });
    await page.locator('.lane.over').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.lane.over').waitFor({ state: 'detached' });
    await page.mouse.up();
    expect(await stageOf('Alpha')).to.equal('prospecting');
    done();
  });

  it('goes through the cards by arrows and moves one by Ctrl and an arrow, the focus with it', async () => {
    const page = await open();
    await card(page, 'Gamma').focus();
    await page.keyboard.press('ArrowLeft');
    const focused = () => page.evaluate(() => {
      let at = document.activeElement;
      while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
      return at?.textContent?.trim();
    }); // prettier-ignore
    const first = await focused();
    expect(first).to.be.oneOf(['Alpha', 'Beta']);
    await page.keyboard.press('ArrowDown');
    const second = await focused();
    expect(second).to.be.oneOf(['Alpha', 'Beta']).and.not.equal(first);
    const sent = saved(page);
    await page.keyboard.press('Control+ArrowRight');
    await sent;
    await lane(page, 'Engaging').getByRole('link', { name: second! }).waitFor();
    expect(await focused()).to.equal(second);
    expect(await stageOf(second!)).to.equal('engaging');
    await page.keyboard.press('Space');
    await page.getByRole('region', { name: 'Quick view' }).waitFor();
    done();
  });

  it('puts a refused card back and says why', async () => {
    const page = await open();
    await page.route('**/api/records/opportunity/*', (route) =>
      route.request().method() === 'PATCH'
        ? route.fulfill({
            status: 422,
            json: { error: { code: 'INVALID', message: 'No.', details: [{ path: '/stage', code: 'RULE', message: 'Ask Bo first.' }], requestId: 'r' } },
          })
        : route.continue(),
    ); // prettier-ignore
    await card(page, 'Gamma').focus();
    await page.keyboard.press('Control+ArrowRight');
    await page.getByText('“Gamma” stays where it was: Ask Bo first.').first().waitFor();
    await lane(page, 'Engaging').getByRole('link', { name: 'Gamma' }).waitFor();
    done(/422/);
  });

  it('follows the filter, and says when nothing is left', async () => {
    const filter = (name: string) => encodeURIComponent(JSON.stringify({ field: 'name', op: 'eq', value: name }));
    const page = await open({}, admin, `${board}&filter=${filter('Gamma')}`);
    await page.getByRole('region', { name: 'Prospecting, 0', exact: true }).waitFor();
    await page.goto(`${live.address}${board}&filter=${filter('Omega')}`);
    await page.getByRole('button', { name: 'Clear filters' }).first().waitFor();
    done();
  });

  it('is read only for whoever may not write the field', async () => {
    await live.addUser({ login: 'reader.board', roles: ['marketing'] });
    const page = await open({}, await live.signIn('reader.board'));
    await page.getByText('Cards cannot be moved. Your role may read these records but not change them.').waitFor();
    await card(page, 'Gamma').focus();
    await page.keyboard.press('Control+ArrowRight');
    await page.getByText('Your role may read these records but not change them.', { exact: true }).first().waitFor();
    expect(await stageOf('Gamma')).to.equal('engaging');
    done();
  });

  it('stays a board when it is saved as a view, with its columns and sums', async () => {
    const page = await open();
    await page.getByRole('button', { name: 'This view' }).click();
    await page.getByRole('menuitem', { name: 'Save as a new view' }).click();
    await page.getByLabel('Name', { exact: true }).fill('My stages');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('View “My stages” saved').first().waitFor();
    await page.waitForURL(/view=0/);
    await page.reload();
    await page.getByRole('region', { name: 'Prospecting, 2', exact: true }).getByText('USD 150.00').waitFor();
    await card(page, 'Gamma').waitFor();
    const { views } = (await admin.get('/api/views')).json as {
      views: { look: { mode?: string; options?: object } }[];
    };
    expect(views[0]!.look.mode).to.equal('board');
    expect(views[0]!.look.options).to.deep.include({ by: 'stage', sums: ['amount'] });
    done();
  });

  it('says how many columns of a look-up it leaves out, and offers the filter for them', async () => {
    const system = live.site.system('test');
    const many = Array.from({ length: 203 }, (_, n) => ({ body: { name: `Brand ${String(n).padStart(3, '0')}` } }));
    const brands = await writeMany(system, 'brand', many);
    const rows = brands.ids.map((brand, n) => ({ body: { name: `Thing ${n}`, brand } }));
    expect((await writeMany(system, 'product', rows)).failed).to.deep.equal([]);
    const look = { columns: [{ path: 'name' }, { path: 'code' }], mode: 'board', options: { by: 'brand' } };
    const body = { entity: 'product', name: 'By brand', scope: 'personal', look };
    const { id } = (await admin.post('/api/views', body)).json as { id: string };
    const page = await open({}, admin, `/list/product?view=${id}`);
    await page.getByText('3 more columns are not shown').waitFor();
    await page.getByRole('button', { name: 'Filter by Brand' }).click();
    const panel = page.locator('tr-list-mode tr-filter-panel');
    await panel.getByRole('combobox', { name: 'Value' }).fill('Brand 202');
    await page.getByRole('option', { name: 'Brand 202' }).click();
    await panel.getByRole('button', { name: 'Apply' }).click();
    await page.getByRole('region', { name: 'Brand 202, 1', exact: true }).waitFor();
    await page.getByText('3 more columns are not shown').waitFor({ state: 'detached' });
    await page.goBack();
    await page.getByText('3 more columns are not shown').waitFor();
    done();
  });

  it('asks when somebody else moved the card meanwhile: theirs or mine', async () => {
    const page = await browser.page();
    // News of the other change would show it at once.
    await page.route('**/api/events*', (route) => route.fulfill({ status: 204, body: '' }));
    await signInByCookie(page, live.address, admin);
    await page.goto(live.address + board);
    await card(page, 'Gamma').waitFor();
    const change = async (stage: string) => {
      const filter = encodeURIComponent(JSON.stringify({ field: 'name', op: 'eq', value: 'Gamma' }));
      const [row] = (await admin.get(`/api/records/opportunity?fields=stage&filter=${filter}`)).json.rows as { id: string; version: number }[]; // prettier-ignore
      await admin.send('PATCH', `/api/records/opportunity/${row!.id}`, { stage }, { 'If-Match': `"${row!.version}"` });
    };
    await change('qualified');
    await card(page, 'Gamma').focus();
    await page.keyboard.press('Control+ArrowLeft');
    await page.getByRole('dialog', { name: 'Someone else saved in the meantime' }).waitFor();
    await page.getByRole('radio', { name: 'Stage: Theirs, Qualified' }).check();
    const texts = await page
      .getByRole('row', { name: /^Stage/ })
      .locator('th, td')
      .allInnerTexts();
    expect(texts.map((text) => text.trim())).to.deep.equal(['Stage', 'Engaging', 'Qualified', 'Prospecting']);
    expect(await axeFindings(page)).to.deep.equal([]);
    await page.getByRole('button', { name: 'Save my choice' }).click();
    await lane(page, 'Qualified').getByRole('link', { name: 'Gamma' }).waitFor();
    expect(await stageOf('Gamma')).to.equal('qualified');
    await change('won');
    await card(page, 'Gamma').focus();
    await page.keyboard.press('Control+ArrowLeft');
    await page.getByRole('radio', { name: /^Stage: Mine/ }).check();
    await page.getByRole('button', { name: 'Save my choice' }).click();
    await page.getByText('“Gamma” moved to').first().waitFor();
    expect(await stageOf('Gamma')).not.to.be.oneOf(['won', 'qualified']);
    done(/409|events/);
  });

  it('moves by the menu on a phone', async () => {
    const page = await open({ width: 390, height: 844, touch: true });
    expect(await axeFindings(page)).to.deep.equal([]);
    await page.getByRole('button', { name: 'Actions of Alpha' }).tap();
    const sent = saved(page);
    await page
      .getByRole('menuitem', { name: 'Engaging' })
      .or(page.getByRole('menuitemradio', { name: 'Engaging' }))
      .tap();
    await sent;
    expect(await stageOf('Alpha')).to.equal('engaging');
    done();
  });
});
