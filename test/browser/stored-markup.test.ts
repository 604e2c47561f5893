/** Markup that is stored in every text people write stays text on every screen: nothing is made of it, nothing is asked for. */
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { needsBrowser, signInByCookie } from '../helper/browser.js';
import type { Browser } from '../helper/http.js';
import { shownTexts } from '../helper/page-texts.js';
import { openScreenSite, screens, settle, type ScreenSite } from '../helper/screen-list.js';
import { canary, storeCanaries } from '../helper/stored-canary.js';

/** A phone draws the same texts by other parts: TRELLIS_ALL_SIZES=1 looks at both. */
const sizes = [
  { width: 1440, height: 900, touch: false },
  ...(process.env['TRELLIS_ALL_SIZES'] ? [{ width: 390, height: 844, touch: true }] : []),
];

describe('browser/stored-markup', function () {
  this.timeout(60_000);
  let site: ScreenSite;
  let ann: Browser;
  let admin: Browser;
  let customer: string;
  before(async function () {
    this.timeout(300_000);
    needsBrowser(this);
    site = await openScreenSite();
    [ann, admin] = [await site.live.signIn('ann.sales'), await site.live.signIn('admin')];
    await storeCanaries(site.live, ann, admin);
    customer = (await ann.get('/api/records/customer?limit=1&fields=id&sort=-id')).json.rows[0].id as string;
  });
  after(() => site?.close());

  let dialogs: string[];
  let asked: string[];
  const watched = async (size: (typeof sizes)[number]): Promise<Page> => {
    const page = await site.browser.page({ ...size, language: 'en' });
    page.setDefaultTimeout(20_000);
    [dialogs, asked] = [[], []];
    page.on('dialog', (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
    page.on('request', (request) => {
      if (/\/canary/.test(request.url())) asked.push(request.url());
    });
    await page.addInitScript(() => {
      const reports: string[] = ((globalThis as { reports?: string[] }).reports = []);
      document.addEventListener('securitypolicyviolation', (event) => {
        if (`${event.blockedURI}${event.sample}`.includes('canary') || event.violatedDirective.startsWith('script'))
          reports.push(`${event.violatedDirective} ${event.blockedURI}`);
      });
    });
    return page;
  };
  /** `shows`: the text itself is there to be seen. */
  const expectText = async (page: Page, shows = true): Promise<void> => {
    await settle(page);
    await expectOnlyText(page, shows);
  };
  const expectOnlyText = async (page: Page, shows = true): Promise<void> => {
    if (shows) expect((await shownTexts(page)).some((text) => text.includes('<img src=/canary'))).to.equal(true);
    expect(await page.locator('img[src*="canary"], [onerror]').count()).to.equal(0);
    const told = await page.evaluate(() => [(globalThis as { reports?: string[] }).reports, 'hit' in globalThis]);
    expect(told).to.deep.equal([[], false]);
    expect({ dialogs, asked }).to.deep.equal({ dialogs: [], asked: [] });
  };

  for (const size of sizes) {
    describe(size.touch ? 'phone' : 'desktop', () => {
      afterEach(function () {
        return this.currentTest?.parent?.title === 'screens' ? undefined : site?.browser.reset();
      });
      const visit = async (by: Browser, path: string, ready: string): Promise<Page> => {
        const page = await watched(size);
        await signInByCookie(page, site.live.address, by);
        await page.goto(site.live.address + path);
        await page.locator(ready).first().waitFor();
        return page;
      };

      describe('screens', () => {
        const pages: Partial<Record<string, Page>> = {};
        after(() => site?.browser.reset());

        for (const screen of screens) {
          it(screen.name, async () => {
            const page = (pages[screen.as ?? ''] ??= await watched(size));
            [dialogs, asked] = [[], []];
            await site.lead(page, screen, size.touch);
            const isSilent = screen.as === 'nobody' || screen.ready === 'tr-state' || (size.touch && screen.phone);
            await expectText(page, !isSilent);
          });
        }
      });

      it('paper', async () => {
        await expectText(await visit(admin, `/print/record/customer/${customer}`, 'tr-print-page h1, tr-print-record h1, h1')); // prettier-ignore
        await site.browser.reset();
        await expectText(await visit(admin, '/print/list/customer', 'table td'));
      });

      it('what opens above a page: palette, sharing, explaining', async () => {
        const page = await visit(admin, `/record/customer/${customer}`, 'tr-form vaadin-text-field');
        if (!size.touch) {
          await page.keyboard.press('Control+k');
          const dialog = page.getByRole('dialog', { name: 'Search and commands' });
          await dialog.getByRole('combobox').fill('cust');
          await dialog.getByRole('option').first().waitFor();
          await expectText(page);
          await page.keyboard.press('Escape');
          await dialog.waitFor({ state: 'hidden' });
        }
        for (const item of ['Share …', 'Who may see this …']) {
          await page.getByRole('button', { name: 'More actions' }).click();
          await page.getByRole('menuitem', { name: item }).click();
          await page.getByRole('dialog').first().waitFor();
          await expectText(page);
          await page.keyboard.press('Escape');
          await page.getByRole('dialog').first().waitFor({ state: 'hidden' });
        }
      });

      if (!size.touch)
        it('releases', async () => {
          const page = await visit(admin, '/design/releases', 'td-releases-page');
          await page.getByText('Labels <img').first().waitFor();
          // The dialog of rolling back loads only when it opens: the page is never without its sign of loading.
          await expectOnlyText(page);
        });
    });
  }

  it('stands in the database as it was written', async () => {
    const row = (await site.live.site.services.database.read('d_customer').where({ id: customer }).first('name')) as { name: string }; // prettier-ignore
    expect(row.name).to.include(canary);
  });
});
