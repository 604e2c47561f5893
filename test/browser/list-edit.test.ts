import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { writeMany } from '../../server/records/bulk.js';
import { axeFindings, launchBrowser, needsBrowser, signInByCookie, type TestBrowser } from '../helper/browser.js';
import type { Browser } from '../helper/http.js';
import { startLiveSite, type LiveSite } from '../helper/live-site.js';

describe('browser/list-edit', function () {
  this.timeout(60_000);
  let live: LiveSite;
  let browser: TestBrowser;
  let admin: Browser;
  let ids: readonly string[] = [];
  before(async function () {
    needsBrowser(this);
    [live, browser] = await Promise.all([startLiveSite(), launchBrowser()]);
    await live.addUser({ login: 'reader', roles: ['marketing'] });
    admin = await live.signIn('admin');
  });
  beforeEach(async () => {
    const owner = (await admin.get('/api/session')).json.user.id as string;
    await live.site.services.database.write((transaction) => transaction('d_customer').delete());
    const names = ['Aral', 'Berg', 'Corso', 'Delta', 'Elbe', 'Fjord', 'Gate', 'Hafen'];
    const rows = names.map((name, n) => ({
      body: { name, city: `City ${n}`, type: 'existing', employees: n * 10, owner },
    }));
    ids = (await writeMany(live.site.system('test'), 'customer', rows)).ids as readonly string[];
  });
  afterEach(() => browser.reset());
  after(async () => {
    await browser?.close();
    await live?.close();
  });

  const columns = ['name', 'city', 'type', 'employees', 'since', 'owner', 'region.name'];
  const open = async (options = {}, client = admin): Promise<Page> => {
    const page = await browser.page(options);
    await signInByCookie(page, live.address, client);
    const setting = { columns: columns.map((path) => ({ path })) };
    await client.send('PUT', '/api/list-settings/customer', { view: 'customer_all', setting });
    await page.goto(`${live.address}/list/customer?view=customer_all&sort=name`);
    await page.locator('tr-list-grid a.name:visible').first().waitFor();
    return page;
  };
  const stored = async (n: number) =>
    (await admin.get(`/api/records/customer/${ids[n]!}`)).json as Record<string, unknown>;
  const eventually = async (read: () => Promise<unknown>, wanted: unknown): Promise<void> => {
    const end = Date.now() + 5000;
    for (;;) {
      const value = await read();
      if (JSON.stringify(value) === JSON.stringify(wanted)) return;
      if (Date.now() > end) expect(value).to.deep.equal(wanted);
      await new Promise((resolve) => setTimeout(resolve, 40));
    }
  };
  const city = (n: number) => async () => (await stored(n))['city'];
  const cell = (page: Page, text: string) => page.locator('tr-list-grid span.cell:visible', { hasText: text }).first();
  const editor = (page: Page) => page.locator('tr-cell-editor input');
  /** Cells of the selected block. */
  const marked = (page: Page) =>
    page.evaluate(() => {
      const find = (root: ParentNode, selector: string): Element | null => {
        for (const each of root.querySelectorAll('*')) {
          if (each.matches(selector)) return each;
          const inner = each.shadowRoot ? find(each.shadowRoot, selector) : null;
          if (inner) return inner;
        }
        return null;
      };
      return find(document, 'vaadin-grid')!.shadowRoot!.querySelectorAll('td[part~="range"]').length;
    });
  const done = () => expect(browser.problems()).to.deep.equal([]);

  it('edits by keyboard alone: type, Enter, Tab, Esc restores, Ctrl+Z takes back', async () => {
    const page = await open();
    await cell(page, 'City 0').click();
    await page.keyboard.press('Enter');
    await editor(page).waitFor();
    await page.keyboard.type('Oslo');
    await page.keyboard.press('Enter');
    await eventually(city(0), 'Oslo');
    // The focus went one down; typing edits at once.
    await page.keyboard.type('Bergen');
    await page.keyboard.press('Enter');
    await eventually(city(1), 'Bergen');
    await page.keyboard.press('F2');
    await editor(page).waitFor();
    await page.keyboard.type('Nowhere');
    await page.keyboard.press('Escape');
    await editor(page).waitFor({ state: 'detached' });
    expect(await city(2)()).to.equal('City 2');
    await cell(page, 'City 2').waitFor();
    await page.keyboard.press('Control+z');
    await eventually(city(1), 'City 1');
    await page.keyboard.press('Control+z');
    await eventually(city(0), 'City 0');
    await cell(page, 'City 0').waitFor();
    done();
  });

  it('goes on with Tab over what can be edited, figures and choices too', async () => {
    const page = await open();
    await cell(page, 'City 3').dblclick();
    await editor(page).waitFor();
    await page.keyboard.type('Turku');
    await page.keyboard.press('Tab');
    const select = page.locator('tr-cell-editor vaadin-select');
    await select.waitFor();
    await page.getByRole('option', { name: 'Prospect' }).click();
    await eventually(async () => (await stored(3))['type'], 'prospect');
    await cell(page, 'Turku').click();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.type('1234');
    await page.keyboard.press('Enter');
    await eventually(async () => (await stored(3))['employees'], 1234);
    expect(await city(3)()).to.equal('Turku');
    done();
  });

  it('shows a failed cell in red with the reason below, others saved, and keeps what was typed', async () => {
    const page = await open();
    await cell(page, 'City 1').click();
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('F2');
    await editor(page).waitFor();
    await page.keyboard.press('Delete');
    await page.keyboard.press('Enter');
    await page.locator('tr-list-grid .note', { hasText: 'Name' }).waitFor();
    expect(await axeFindings(page)).to.deep.equal([]);
    await cell(page, 'City 2').click();
    await page.keyboard.type('Lund');
    await page.keyboard.press('Enter');
    await eventually(city(2), 'Lund');
    expect((await stored(1))['name']).to.equal('Berg');
    await cell(page, '10').click();
    await page.keyboard.type('many');
    await page.keyboard.press('Enter');
    await page.locator('tr-cell-editor .no').waitFor();
    await page.keyboard.press('Escape');
    done();
  });

  it('says why a cell may not be edited', async () => {
    const page = await open();
    await cell(page, 'City 0').click();
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Enter');
    await page.getByText('belongs to another record').first().waitFor();
    done();
  });

  it('merges a change of another person to another field, and asks when it is the same', async () => {
    const page = await open();
    await cell(page, 'City 0').click();
    await page.keyboard.press('Enter');
    await editor(page).waitFor();
    await page.keyboard.type('Mine');
    // Another person saves while this one types.
    await admin.send('PATCH', `/api/records/customer/${ids[0]!}`, { city: 'Theirs' }, { 'If-Match': '"1"' });
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Someone else saved in the meantime' }).waitFor();
    await page.getByRole('radio', { name: 'City: Mine, Mine' }).check();
    await page.getByRole('button', { name: 'Save my choice' }).click();
    await eventually(city(0), 'Mine');
    expect(browser.problems(/409/)).to.deep.equal([]);
  });

  it('pastes a block from a spreadsheet with verdicts first, and takes it back as one', async () => {
    const page = await open();
    await cell(page, 'City 0').click();
    const paste = (text: string) =>
      page.evaluate((data) => {
        let at = document.activeElement!;
        while (at.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
        const transfer = new DataTransfer();
        transfer.setData('text/plain', data);
        at.dispatchEvent(
          new ClipboardEvent('paste', { clipboardData: transfer, bubbles: true, composed: true, cancelable: true }),
        );
      }, text);
    await paste('Riga\tProspect\t70\r\nTartu\tNo such\t80\r\nNarva\tLost\tmany\r\n');
    await page.getByRole('dialog', { name: 'Change several records' }).waitFor();
    await page.getByText('7 cells in 3 records will change.').waitFor();
    await page.getByText('2 cells are refused:', { exact: false }).waitFor();
    await page.getByText('“No such”').waitFor();
    expect(await axeFindings(page)).to.deep.equal([]);
    expect(await city(0)(), 'nothing is saved before').to.equal('City 0');
    await page.getByRole('button', { name: 'Change 7 cells' }).click();
    await eventually(city(2), 'Narva');
    const first = await stored(0);
    expect([first['city'], first['type'], first['employees']]).to.deep.equal(['Riga', 'prospect', 70]);
    expect((await stored(1))['type']).to.equal('existing');
    await cell(page, 'Narva').click();
    await page.keyboard.press('Control+z');
    await eventually(city(0), 'City 0');
    await eventually(city(2), 'City 2');
    done();
  });

  it('selects with Shift, copies as text, fills down and clears', async () => {
    const page = await open();
    await cell(page, 'City 4').click();
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    await eventually(() => marked(page), 3);
    const copied = await page.evaluate(() => {
      let at = document.activeElement!;
      while (at.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
      const event = new ClipboardEvent('copy', {
        clipboardData: new DataTransfer(),
        bubbles: true,
        composed: true,
        cancelable: true,
      });
      at.dispatchEvent(event);
      return [event.clipboardData!.getData('text/plain'), event.clipboardData!.getData('text/html')];
    });
    expect(copied).to.deep.equal([
      'City 4\r\nCity 5\r\nCity 6',
      '<table><tr><td>City 4</td></tr><tr><td>City 5</td></tr><tr><td>City 6</td></tr></table>',
    ]);
    await page.keyboard.press('Control+d');
    await page.getByRole('button', { name: 'Change 2 cells' }).click();
    await eventually(city(6), 'City 4');
    await cell(page, 'City 0').click();
    await page.keyboard.press('Delete');
    await eventually(city(0), null);
    done();
  });

  it('selects a block by dragging', async () => {
    const page = await open();
    await cell(page, 'City 1').click();
    await page.locator('tr-list-grid [tabindex="0"]:focus').first().waitFor();
    // Measured now: what is above the rows may have come after them.
    const from = (await cell(page, 'City 1').boundingBox())!;
    const to = (await cell(page, 'City 3').boundingBox())!;
    await page.mouse.move(from.x + 10, from.y + 8);
    await page.mouse.down();
    await page.mouse.move(to.x + 10, to.y + 8, { steps: 6 });
    await page.mouse.up();
    await eventually(() => marked(page), 3);
    await page.keyboard.press('Escape');
    done();
  });

  it('lets a reader read: no editing, Enter opens', async () => {
    const reader = await live.signIn('reader');
    const page = await open({}, reader);
    await cell(page, 'City 0').click();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/record\/customer\//);
    done();
  });

  it('changes fields of many with one undo, and lists what could not be', async () => {
    const page = await open();
    await page.getByRole('checkbox', { name: 'Select all loaded rows' }).check();
    await page.getByRole('button', { name: 'Edit fields' }).click();
    await page.getByRole('dialog', { name: 'Change 8 records' }).waitFor();
    await page.getByLabel('Field', { exact: true }).selectOption({ label: 'City' });
    await page.locator('tr-bulk-dialog input').first().fill('Everywhere');
    expect(await axeFindings(page)).to.deep.equal([]);
    await page.getByRole('button', { name: 'Change 8 records' }).click();
    await eventually(city(7), 'Everywhere');
    await page.getByRole('button', { name: 'Undo' }).click();
    await eventually(city(7), 'City 7');
    await page.getByText('8 records are as before').first().waitFor();
    done();
  });

  it('deletes many as one batch with undo', async () => {
    const page = await open();
    await page.getByRole('checkbox', { name: 'Select Aral' }).check();
    await page.getByRole('checkbox', { name: 'Select Berg' }).check();
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    await page.getByText('2 records deleted').first().waitFor();
    expect((await admin.get(`/api/records/customer/${ids[0]!}`)).status).to.equal(404);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('link', { name: 'Aral' }).waitFor();
    done();
  });
});
