/** What is read through a look-up, and links to a record of any kind, as a person works with them. */
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import {
  axeFindings,
  launchBrowser,
  needsBrowser,
  signInByCookie,
  type PageOptions,
  type TestBrowser,
} from '../helper/browser.js';
import { deskPackage } from '../helper/desk-package.js';
import type { Browser } from '../helper/http.js';
import { startLiveSite, type LiveSite } from '../helper/live-site.js';

describe('browser/links', function () {
  this.timeout(60_000);
  let live: LiveSite;
  let browser: TestBrowser;
  let admin: Browser;
  const ids: Record<string, string> = {};

  before(async function () {
    this.timeout(120_000);
    needsBrowser(this);
    [live, browser] = await Promise.all([startLiveSite({ packages: [deskPackage] }), launchBrowser()]);
    admin = await live.signIn('admin');
    const create = async (entity: string, body: { readonly name: string }): Promise<void> => {
      const answer = await admin.post(`/api/records/desk_${entity}`, body);
      expect(answer.status, answer.text).to.equal(201);
      ids[body.name] = (answer.json as { id: string }).id;
    };
    await create('area', { name: 'North' });
    await create('area', { name: 'South' });
    await create('firm', { name: 'Acme', area: ids['North'], size: 12 } as never);
    await create('firm', { name: 'Bolt', area: ids['South'], size: 340 } as never);
    await create('person', { name: 'Ann Lee' });
    await create('note', {
      name: 'First',
      firm: ids['Acme'],
      about: { entity: 'desk_firm', id: ids['Bolt'] },
    } as never);
    await create('note', { name: 'Second', firm: ids['Bolt'], about: { entity: 'desk_person', id: ids['Ann Lee'] } } as never); // prettier-ignore
    await create('note', { name: 'Third' });
  });
  afterEach(() => browser?.reset());
  after(async () => {
    await browser?.close();
    await live?.close();
  });

  const open = async (path: string, options: PageOptions = {}): Promise<Page> => {
    const page = await browser.page(options);
    page.setDefaultTimeout(20_000);
    await signInByCookie(page, live.address, admin);
    await page.goto(live.address + path);
    return page;
  };
  const saved = (page: Page) => page.waitForFunction(() => !document.title.startsWith('•'));
  const stored = async (name: string) =>
    (await admin.get(`/api/records/desk_note/${ids[name]}`)).json as Record<string, unknown>;

  it('shows what it reads in the form, which no one can type, and anew after the look-up changed', async () => {
    const page = await open(`/record/desk_note/${ids['First']}`);
    const area = page.getByRole('group', { name: 'Area of the firm' });
    await area.getByRole('link', { name: 'North' }).waitFor();
    await page.getByRole('group', { name: 'Employees of the firm' }).getByText('12').waitFor();
    const firm = page.getByRole('combobox', { name: 'Firm' });
    await firm.fill('Bol');
    await page.getByRole('option', { name: 'Bolt' }).click();
    await area.getByText('–').waitFor();
    await page.keyboard.press('Control+s');
    await area.getByRole('link', { name: 'South' }).waitFor();
    await saved(page);
    expect(await stored('First')).to.deep.include({ firm_size: 340 });
    await admin.send('PATCH', `/api/records/desk_note/${ids['First']}`, { firm: ids['Acme'] }, { 'if-match': '"2"' });
    expect(browser.problems()).to.deep.equal([]);
  });

  it('links to a record of a chosen kind by keyboard, and to nothing again', async () => {
    const page = await open(`/record/desk_note/${ids['Third']}`);
    const box = page.locator('tr-any-reference');
    const kind = box.getByRole('button', { name: /Kind/ });
    await kind.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('option', { name: 'Person' }).waitFor();
    expect((await page.getByRole('option').allTextContents()).map((each) => each.trim())).to.deep.equal(['–', 'Firm', 'Person']); // prettier-ignore
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    const record = box.getByRole('combobox', { name: 'Record' });
    await record.focus();
    await page.keyboard.type('Ann');
    await page.getByRole('option', { name: 'Ann Lee' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+s');
    await saved(page);
    const link = { entity: 'desk_person', id: ids['Ann Lee'], label: 'Ann Lee' };
    expect((await stored('Third'))['about']).to.deep.equal(link);
    await page.locator('tr-timeline .change').filter({ hasText: 'About' }).getByText('Ann Lee').first().waitFor();
    // Another kind begins without a record, and alone it is no link.
    await kind.click();
    await page.getByRole('option', { name: 'Firm' }).click();
    await page.keyboard.press('Control+s');
    await page.getByText('choose both the kind and the record', { exact: false }).first().waitFor();
    expect((await stored('Third'))['about']).to.deep.equal(link);
    await kind.click();
    await page.getByRole('option', { name: '–' }).click();
    await page.keyboard.press('Control+s');
    await saved(page);
    expect((await stored('Third'))['about']).to.equal(null);
    expect(browser.problems(/422/)).to.deep.equal([]);
  });

  it('lists both, sorts by what is read, filters by it, by a record and by a kind', async () => {
    const page = await open('/list/desk_note');
    const grid = page.locator('tr-list-grid');
    await grid.getByRole('link', { name: 'Ann Lee' }).first().waitFor();
    await grid.getByRole('link', { name: 'North' }).first().waitFor();
    const rows = grid.locator('a.name:visible');
    await page.getByRole('button', { name: 'Area of the firm: sort' }).click();
    await page.waitForFunction(() => location.search.includes('sort=firm_area'));
    await rows.nth(2).waitFor();
    expect(await rows.allTextContents()).to.deep.equal(['Third', 'First', 'Second']);
    for (const [filter, names] of [
      [{ field: 'firm_area', op: 'eq', value: ids['South'] }, ['Second']],
      [{ field: 'about', op: 'eq', value: ids['Bolt'] }, ['First']],
      [{ field: 'about.entity', op: 'eq', value: 'desk_person' }, ['Second']],
    ] as const) {
      const answer = await admin.get(`/api/records/desk_note?fields=name&filter=${encodeURIComponent(JSON.stringify(filter))}`); // prettier-ignore
      expect((answer.json as { rows: { name: string }[] }).rows.map((row) => row.name)).to.deep.equal(names);
    }
    await grid.getByRole('link', { name: 'Ann Lee' }).first().click();
    await page.waitForURL(`**/record/desk_person/${ids['Ann Lee']}`);
    expect(browser.problems()).to.deep.equal([]);
  });

  for (const options of [
    {},
    { width: 390, height: 844, touch: true, dark: true, language: 'zh-CN' },
  ] as PageOptions[]) {
    it(`has no axe finding at ${options.width ?? 1440} pixels`, async () => {
      for (const path of [`/record/desk_note/${ids['Second']}`, '/list/desk_note']) {
        const page = await open(path, options);
        await page.getByText('Second').first().waitFor();
        expect(await axeFindings(page)).to.deep.equal([]);
        if (process.env['SHOTS'])
          await page.screenshot({
            path: `${process.env['SHOTS']}/links-${path.split('/')[1]}-${options.width ?? 1440}.png`,
          });
        await page.context().close();
      }
      expect(browser.problems()).to.deep.equal([]);
    });
  }
});
