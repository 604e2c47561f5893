/** Editing in the table of a list: cells by keyboard, blocks, many records at once, undo, and what others did meanwhile. */
import { expect } from 'chai';
import type { Locator, Page } from 'playwright-core';
import { writeMany } from '../../server/records/bulk.js';
import { axeFindings } from '../helper/browser.js';
import { becomes } from '../helper/eventually.js';
import { compose } from '../helper/listed-keys.js';
import { settledBox, withLivePages, written, type OpenOptions } from '../helper/live-page.js';
import { hasFocus, reaches } from '../helper/page-signs.js';

describe('browser/list-edit', function () {
  this.timeout(60_000);
  const pages = withLivePages();
  let ids: readonly string[] = [];
  before(() => pages.live.addUser({ login: 'reader', roles: ['marketing'] }));
  beforeEach(async () => {
    const { admin, live } = pages;
    const owner = (await admin.get('/api/session')).json.user.id as string;
    await live.site.services.database.write((transaction) => transaction('d_customer').delete());
    const names = ['Aral', 'Berg', 'Corso', 'Delta', 'Elbe', 'Fjord', 'Gate', 'Hafen'];
    const rows = names.map((name, n) => ({
      body: { name, city: `City ${n}`, type: 'existing', employees: n * 10, owner },
    }));
    ids = (await writeMany(live.site.system('test'), 'customer', rows)).ids as readonly string[];
  });

  const columns = ['name', 'city', 'type', 'employees', 'since', 'owner', 'region.name'];
  const rows = (page: Page): Locator => page.locator('tr-list-grid a.name:visible');
  const open = async (as = pages.admin, first?: OpenOptions['first']): Promise<Page> => {
    const setting = { columns: columns.map((path) => ({ path })) };
    const kept = await as.send('PUT', '/api/list-settings/customer', { view: 'customer_all', setting });
    expect(kept.status, kept.text).to.be.oneOf([200, 204]);
    const page = await pages.open('/list/customer?view=customer_all&sort=name', { as, ...(first && { first }) });
    await rows(page).first().waitFor();
    return page;
  };
  const stored = (n: number) => pages.stored('customer', ids[n]!);
  const city = (n: number) => async () => (await stored(n))['city'];
  const cell = (page: Page, text: string) => page.locator('tr-list-grid span.cell:visible', { hasText: text }).first();
  const editor = (page: Page) => page.locator('tr-cell-editor input');
  /** A cell of this row, from 0, has the focus. */
  const isAt = (page: Page, n: number) => page.locator(`tr-list-grid tr[aria-rowindex="${n + 2}"] td:focus`).waitFor();
  /** Types over a cell: its editor comes with the first letter. */
  const typeOver = async (page: Page, text: string): Promise<void> => {
    await page.keyboard.press(text[0]!);
    await hasFocus(editor(page));
    await page.keyboard.type(text.slice(1));
  };
  /** Opens the editor of the cell that has the focus, and types into it. */
  const edit = async (page: Page, key: string, text: string): Promise<void> => {
    await page.keyboard.press(key);
    await hasFocus(editor(page));
    await page.keyboard.type(text);
  };
  /** Enter, until the list holds what the server made of it. */
  const enter = async (page: Page, n: number): Promise<void> => {
    const list = page.locator('tr-list-grid');
    const version = () => list.evaluate((grid, at) => (grid as unknown as Rows).rows[at]!.version, n);
    const before = await version();
    const answer = await written(page, () => page.keyboard.press('Enter'));
    expect(answer.status()).to.equal(200);
    await becomes(async () => (await version()) > before, true);
  };
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

  it('edits five cells by keyboard alone; Esc restores, Ctrl+Z takes back', async () => {
    const page = await open();
    // The table is a stop of its own for its rows; the mouse is never used.
    await page.keyboard.press('/');
    await hasFocus(page.getByRole('searchbox', { name: 'Find in this list' }));
    await reaches(page, 'Tab', () => page.locator('tr-list-grid td:focus').isVisible());
    await reaches(page, 'ArrowRight', async () => (await focusedText(page)) === 'City 0');
    await edit(page, 'Enter', 'Oslo');
    await enter(page, 0);
    expect(await city(0)()).to.equal('Oslo');
    // The focus went one down; typing edits at once.
    for (const [n, town] of ['Bergen', 'Gent', 'Brno'].entries()) {
      await isAt(page, n + 1);
      await typeOver(page, town);
      await enter(page, n + 1);
      expect(await city(n + 1)()).to.equal(town);
    }
    await isAt(page, 4);
    await edit(page, 'F2', 'Nowhere');
    await page.keyboard.press('Escape');
    await editor(page).waitFor({ state: 'detached' });
    await isAt(page, 4);
    expect(await city(4)()).to.equal('City 4');
    await cell(page, 'City 4').waitFor();
    await typeOver(page, 'Turku');
    await enter(page, 4);
    expect(await city(4)()).to.equal('Turku');
    await isAt(page, 5);
    await page.keyboard.press('Control+z');
    await becomes(city(4), 'City 4');
    await page.keyboard.press('Control+z');
    await becomes(city(3), 'City 3');
    await cell(page, 'City 3').waitFor();
  });

  it('leaves Enter and Esc to an input method that composes: in a cell, and in the name of a view', async () => {
    const page = await open();
    await cell(page, 'City 0').click();
    await edit(page, 'Enter', 'x');
    const cdp = await page.context().newCDPSession(page);
    const sent: string[] = [];
    page.on('request', (request) => request.method() !== 'GET' && sent.push(request.url()));
    for (const key of ['Enter', 'Escape']) {
      await compose(cdp, 'bei');
      await page.keyboard.press(key);
      await hasFocus(editor(page));
    }
    await cdp.send('Input.insertText', { text: '北京' });
    expect(sent).to.deep.equal([]);
    await enter(page, 0);
    expect(await city(0)()).to.match(/北京$/);

    await page.getByLabel('Find in this list').fill('a');
    await page.waitForURL(/find=a/);
    await page.getByRole('button', { name: 'Save view' }).click();
    const name = page.getByLabel('Name', { exact: true });
    await hasFocus(name);
    sent.length = 0;
    await compose(cdp, 'ke');
    await page.keyboard.press('Enter');
    await hasFocus(name);
    expect(sent.filter((url) => url.endsWith('/api/views'))).to.deep.equal([]);
    await page.getByRole('dialog', { name: 'Save as a new view' }).waitFor();
  });

  it('goes on with Tab over what can be edited, figures and choices too', async () => {
    const page = await open();
    await cell(page, 'City 3').dblclick();
    await hasFocus(editor(page));
    await page.keyboard.type('Turku');
    await page.keyboard.press('Tab');
    const select = page.locator('tr-cell-editor vaadin-select');
    await select.waitFor();
    await page.getByRole('option', { name: 'Prospect' }).click();
    await becomes(async () => (await stored(3))['type'], 'prospect');
    await cell(page, 'Turku').click();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await typeOver(page, '1234');
    await page.keyboard.press('Enter');
    await becomes(async () => (await stored(3))['employees'], 1234);
    expect(await city(3)()).to.equal('Turku');
  });

  it('shows a failed cell in red with the reason below, others saved, and keeps what was typed', async () => {
    const page = await open();
    await cell(page, 'City 1').click();
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('F2');
    await hasFocus(editor(page));
    await page.keyboard.press('Delete');
    await page.keyboard.press('Enter');
    const note = page.locator('tr-list-grid .note', { hasText: 'Name' });
    await note.waitFor();
    // Red in words and around the cell.
    const red = await page.evaluate(() => {
      const probe = Object.assign(document.createElement('i'), { style: 'color:var(--tr-bad)' });
      document.body.append(probe);
      const { color } = getComputedStyle(probe);
      probe.remove();
      return color;
    });
    expect(await note.evaluate((each) => getComputedStyle(each).color)).to.equal(red);
    const frame = page.locator('tr-list-grid td[part~="failed"]');
    expect(await frame.evaluateAll((all) => all.map((each) => getComputedStyle(each).boxShadow))).to.satisfy(
      ([shadow, ...others]: string[]) => shadow?.includes(red) && others.length === 0,
    );
    expect(await axeFindings(page)).to.deep.equal([]);
    await cell(page, 'City 2').click();
    await typeOver(page, 'Lund');
    await page.keyboard.press('Enter');
    await becomes(city(2), 'Lund');
    expect((await stored(1))['name']).to.equal('Berg');
    await cell(page, '10').click();
    await typeOver(page, 'many');
    await page.keyboard.press('Enter');
    await page.locator('tr-cell-editor .no').waitFor();
    await page.keyboard.press('Escape');
  });

  it('shows a change before the server has it, and takes it back in sight with the reason when it is refused', async () => {
    pages.expectProblems(/status of 503/);
    let refuse = (): void => undefined;
    const asked = new Promise<void>((resolve) => (refuse = resolve));
    const page = await open(pages.admin, (each) =>
      each.route(`**/api/records/customer/${ids[1]}*`, async (route) => {
        if (route.request().method() !== 'PATCH') return route.continue();
        await asked;
        const error = { code: 'WORK_BUSY', message: 'Too much is going on.', requestId: '01J0000000000000000000TEST' };
        return route.fulfill({ status: 503, json: { error } });
      }),
    );
    await cell(page, 'City 1').click();
    await typeOver(page, 'Oslo');
    await page.keyboard.press('Enter');
    await cell(page, 'Oslo').waitFor();
    expect(await city(1)()).to.equal('City 1');
    refuse();
    await cell(page, 'City 1').waitFor();
    await page.locator('tr-list-grid .note', { hasText: 'Too much is going on.' }).waitFor();
    expect(await cell(page, 'Oslo').count()).to.equal(0);
  });

  it('says why a cell may not be edited', async () => {
    const page = await open();
    await cell(page, 'City 0').click();
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Enter');
    await page.getByText('belongs to another record').first().waitFor();
  });

  it('merges a change of another person to another field, and asks when it is the same', async () => {
    pages.expectProblems(/409/);
    // The word of what another person does is still on its way.
    const page = await open(pages.admin, (each) => each.route('**/api/events', () => undefined));
    await cell(page, 'City 0').click();
    await edit(page, 'Enter', 'Mine');
    // Another person saves while this one types.
    const path = `/api/records/customer/${ids[0]!}`;
    const theirs = await pages.admin.send('PATCH', path, { city: 'Theirs' }, { 'If-Match': '"1"' });
    expect(theirs.status, theirs.text).to.equal(200);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Someone else saved in the meantime' }).waitFor();
    await page.getByRole('radio', { name: 'City: Mine, Mine' }).check();
    await page.getByRole('button', { name: 'Save my choice' }).click();
    await becomes(city(0), 'Mine');
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
    // It can be taken back once it is said to be done.
    await page.locator('tr-toasts').getByText('3 records changed').waitFor();
    expect(await city(2)()).to.equal('Narva');
    const first = await stored(0);
    expect([first['city'], first['type'], first['employees']]).to.deep.equal(['Riga', 'prospect', 70]);
    expect((await stored(1))['type']).to.equal('existing');
    await cell(page, 'Narva').click();
    await page.keyboard.press('Control+z');
    await becomes(city(0), 'City 0');
    await becomes(city(2), 'City 2');
  });

  it('selects with Shift, copies as text, fills down and clears', async () => {
    const page = await open();
    await cell(page, 'City 4').click();
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    await becomes(() => marked(page), 3);
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
    await becomes(city(6), 'City 4');
    await cell(page, 'City 0').click();
    await page.keyboard.press('Delete');
    await becomes(city(0), null);
  });

  it('selects a block by dragging', async () => {
    const page = await open();
    // The tools of the table come with the first step into it.
    await cell(page, 'City 1').click();
    await page.keyboard.press('Shift+ArrowDown');
    await becomes(() => marked(page), 2);
    await page.keyboard.press('Escape');
    await becomes(() => marked(page), 0);
    const from = await settledBox(cell(page, 'City 1'));
    const to = await settledBox(cell(page, 'City 3'));
    await page.mouse.move(from.x + 10, from.y + 8);
    await page.mouse.down();
    await page.mouse.move(to.x + 10, to.y + 8, { steps: 6 });
    await page.mouse.up();
    await becomes(() => marked(page), 3);
    await page.keyboard.press('Escape');
  });

  it('lets a reader read: no editing, Enter opens', async () => {
    const page = await open(await pages.live.signIn('reader'));
    await cell(page, 'City 0').click();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/record\/customer\//);
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
    await becomes(city(7), 'Everywhere');
    await page.getByRole('button', { name: 'Undo' }).click();
    await becomes(city(7), 'City 7');
    await page.getByText('8 records are as before').first().waitFor();
  });

  it('deletes many as one batch with undo', async () => {
    const page = await open();
    await page.getByRole('checkbox', { name: 'Select Aral' }).check();
    await page.getByRole('checkbox', { name: 'Select Berg' }).check();
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    await page.getByText('2 records deleted').first().waitFor();
    expect((await pages.admin.get(`/api/records/customer/${ids[0]!}`)).status).to.equal(404);
    await page.getByRole('link', { name: 'Aral' }).waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('link', { name: 'Aral' }).waitFor();
    expect(await city(0)()).to.equal('City 0');
  });
});

/** What stands in the cell that has the focus. */
const focusedText = (page: Page): Promise<string | undefined> =>
  page.evaluate(() => {
    let at = document.activeElement;
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    return at?.querySelector('slot')?.assignedElements()[0]?.textContent?.trim();
  });

interface Rows {
  readonly rows: readonly { readonly version: number }[];
}
