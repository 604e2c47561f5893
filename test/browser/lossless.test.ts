/** Nothing typed is lost: without a line, after the session ended, with a killed page, with a lost answer. */
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { activityPackage } from '../helper/activity-package.js';
import { draftKept, draftKeys, draftValues } from '../helper/drafts.js';
import { becomes } from '../helper/eventually.js';
import { password, type Browser } from '../helper/http.js';
import { unsaved, withLivePages } from '../helper/live-page.js';
import { holds, saved } from '../helper/page-signs.js';

describe('browser/lossless', function () {
  this.timeout(60_000);
  const pages = withLivePages({ packages: [activityPackage()] });
  let ann: Browser;
  before(async () => {
    await pages.live.addUser({ login: 'ann', roles: ['act_agent'], name: 'Ann Ortega' });
    ann = await pages.live.signIn('ann');
  });

  const open = async (path: string): Promise<Page> => {
    const page = await pages.open(path, { as: ann });
    await page.getByLabel('Place', { exact: true }).waitFor();
    return page;
  };
  const ticket = async (title: string) => {
    const id = (await ann.post('/api/records/act_ticket', { title, place: 'Hall' })).json.id as string;
    return { id, path: `/record/act_ticket/${id}`, place: async () => (await ann.get(`/api/records/act_ticket/${id}`)).json.place as string };
  }; // prettier-ignore
  const titled = async (title: string): Promise<number> => {
    const filter = encodeURIComponent(JSON.stringify({ field: 'title', op: 'eq', value: title }));
    return (await ann.get(`/api/records/act_ticket?filter=${filter}&count=true`)).json.total as number;
  };

  it('says that the line is down, keeps what is typed, and saves by itself when it is back', async () => {
    // Parts that the page loads some seconds later by itself cannot be had meanwhile.
    pages.expectProblems(/ERR_INTERNET_DISCONNECTED|Failed to fetch dynamically imported module/);
    const { id, path, place } = await ticket('Offline');
    const page = await open(path);
    await page.waitForLoadState('networkidle');
    await page.context().setOffline(true);
    const offline = page.locator('tr-shell').getByText('No connection. What you type is kept in this browser.');
    await offline.waitFor();
    await page.getByLabel('Place', { exact: true }).fill('Typed without a line');
    await page.keyboard.press('Control+s');
    await page.getByRole('alert').filter({ hasText: 'Not saved yet' }).waitFor();
    await draftKept(page, new RegExp(id));
    await page.context().setOffline(false);
    await saved(page);
    await offline.waitFor({ state: 'detached' });
    expect(await place()).to.equal('Typed without a line');
    await becomes(async () => (await draftKeys(page)).filter((key) => key.includes(id)), []);
  });

  it('offers to load again when parts of an older build are gone, and loses nothing that is typed', async () => {
    pages.expectProblems(/404/);
    const { path, place } = await ticket('Upgraded');
    const page = await open(path);
    await page.getByLabel('Place', { exact: true }).fill('Typed before the upgrade');
    await unsaved(page);
    const upgrade = async () => {
      await page.route('**/assets/c/**', (route) => route.fulfill({ status: 404 }));
      const other = '<script type="module" src="/assets/main-of-another-build.js"></script>';
      await page.route(new URL('/', pages.live.address).href, (route) => route.fulfill({ contentType: 'text/html', body: other })); // prettier-ignore
    };
    await upgrade();
    await page.keyboard.press('Control+k');
    const bar = page.getByRole('alert').filter({ hasText: 'A new version is there. Before the page is loaded again, you are asked' }); // prettier-ignore
    await bar.getByRole('button', { name: 'Load again' }).click();
    await page.getByRole('button', { name: 'Stay here' }).click();
    await holds(page.getByLabel('Place', { exact: true }), 'Typed before the upgrade');
    await page.unrouteAll();
    await bar.getByRole('button', { name: 'Load again' }).click();
    await page.getByRole('button', { name: 'Save and leave' }).click();
    await bar.waitFor({ state: 'detached' });
    await holds(page.getByLabel('Place', { exact: true }), 'Typed before the upgrade');
    expect(await place()).to.equal('Typed before the upgrade');

    await upgrade();
    await page.evaluate(() => void document.querySelector('tr-app')!.host.router.go('/notices'));
    await bar.waitFor();
    await page.getByRole('heading', { name: 'This page could not be loaded' }).waitFor();
    await page.unrouteAll();
    await page.getByRole('main').getByRole('button', { name: 'Load again' }).click();
    await page.getByRole('main').getByRole('heading', { name: 'Notices', exact: true }).waitFor();
  });

  it('asks before the tab is closed on unsaved changes', async () => {
    const { path } = await ticket('Closing');
    const page = await open(path);
    await page.getByLabel('Place', { exact: true }).fill('Unsaved');
    await unsaved(page);
    const asked = new Promise<string>((resolve) =>
      page.once('dialog', (dialog) => void dialog.dismiss().then(() => resolve(dialog.type()))),
    );
    await page.close({ runBeforeUnload: true });
    expect(await asked).to.equal('beforeunload');
    expect(await page.getByLabel('Place', { exact: true }).inputValue()).to.equal('Unsaved');
  });

  it('offers it in place of the sign-in as well, whose form may be what is gone', async () => {
    pages.expectProblems(/404|401/);
    const { path } = await ticket('Upgraded and signed out');
    const page = await open(path);
    await page.getByLabel('Place', { exact: true }).waitFor();
    await page.waitForLoadState('networkidle');
    await page.route('**/assets/c/**', (route) => route.fulfill({ status: 404 }));
    await page.route(new URL('/', pages.live.address).href, (route) => route.fulfill({ contentType: 'text/html', body: '<script type="module" src="/assets/main-of-another-build.js"></script>' })); // prettier-ignore
    await page.context().clearCookies();
    await page.evaluate(
      () =>
        void document
          .querySelector('tr-app')!
          .host.api.get('/notices')
          .catch(() => undefined),
    );
    const dialog = page.getByRole('dialog', { name: 'Sign in again' });
    await dialog.getByText('A new version is there.').waitFor();
    await page.unrouteAll();
    await dialog.getByRole('button', { name: 'Load again' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  });

  it('asks to sign in again in place when the session ended, and saves all that was typed', async () => {
    pages.expectProblems(/401/);
    const { path, place } = await ticket('Expired');
    const page = await open(path);
    await page.getByLabel('Place', { exact: true }).fill('Typed before');
    await unsaved(page);
    await page.context().clearCookies();
    await page.keyboard.press('Control+s');
    const dialog = page.getByRole('dialog', { name: 'Sign in again' });
    await dialog.getByLabel('Password', { exact: true }).fill(password);
    await page.keyboard.press('Enter');
    await saved(page);
    expect(await place()).to.equal('Typed before');
  });

  it('finds a new record again after a killed page and a lost answer, and makes it once', async () => {
    pages.expectProblems(/ERR_FAILED/);
    const page = await open('/new/act_ticket');
    await page.getByLabel('Title').fill('Lost answer');
    await page.getByLabel('Place', { exact: true }).fill('Cellar');
    await becomes(async () => (await draftValues(page, /act_ticket new$/))?.['place'], 'Cellar');
    // The server makes the record; the answer never arrives.
    await page.route('**/api/records/act_ticket', async (route) => {
      await route.fetch();
      await route.abort();
    });
    await page.keyboard.press('Control+s');
    await page.getByRole('alert').filter({ hasText: 'Not saved yet' }).waitFor();
    expect(await titled('Lost answer')).to.equal(1);
    const other = await pages.browser.sibling(page);
    await page.close({ runBeforeUnload: false });
    await other.goto(`${pages.live.address}/new/act_ticket`);
    await other.getByText('they are in the form again', { exact: false }).waitFor();
    await holds(other.getByLabel('Place', { exact: true }), 'Cellar');
    await other.keyboard.press('Control+s');
    await other.waitForURL(/\/record\/act_ticket\//);
    expect(await titled('Lost answer')).to.equal(1);
  });

  it('takes an answer that was lost for saved, without asking about a conflict with oneself', async () => {
    pages.expectProblems(/ERR_FAILED|409/);
    const { path, place } = await ticket('Own echo');
    const page = await open(path);
    let isFirst = true;
    await page.route('**/api/records/act_ticket/*', async (route) => {
      if (route.request().method() !== 'PATCH' || !isFirst) return route.fallback();
      isFirst = false;
      await route.fetch();
      await route.abort();
    });
    await page.getByLabel('Place', { exact: true }).fill('Echo');
    await unsaved(page);
    await page.keyboard.press('Control+s');
    await saved(page);
    expect(await page.getByRole('dialog').count()).to.equal(0);
    expect(await place()).to.equal('Echo');
  });

  it('saves as a copy with what stands in the form, and leaves the first as it was', async () => {
    const { path, place } = await ticket('Original');
    const page = await open(path);
    await page.getByLabel('Title').fill('The copy');
    await page.getByLabel('Place', { exact: true }).fill('Attic');
    await page.getByRole('button', { name: 'More ways to save' }).click();
    await page.getByRole('menuitem', { name: 'Save as copy' }).click();
    await page.getByRole('heading', { name: 'The copy' }).waitFor();
    expect(page.url()).to.not.contain(path);
    expect(await place()).to.equal('Hall');
    expect(await titled('The copy')).to.equal(1);
    expect(await titled('Original')).to.equal(1);
    await saved(page);
  });

  it('drops drafts that are a month old, and keeps younger ones', async () => {
    const { path } = await ticket('Old drafts');
    const page = await open(path);
    await page.evaluate(
      () =>
        new Promise<void>((resolve) => {
          const request = indexedDB.open('trellis', 1);
          request.onsuccess = () => {
            const store = request.result.transaction('drafts', 'readwrite').objectStore('drafts');
            const at = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
            store.put({ version: 1, values: { place: 'x' }, at: at(31) }, 'somebody act_ticket old');
            store.put({ version: 1, values: { place: 'x' }, at: at(29) }, 'somebody act_ticket young').onsuccess = () =>
              resolve();
          };
        }),
    );
    await page.reload();
    await page.getByLabel('Place', { exact: true }).waitFor();
    await becomes(() => draftKeys(page), ['somebody act_ticket young']);
  });

  it('forgets all drafts of a person who signs out', async () => {
    // The form goes after the application, and asks it once more.
    pages.expectProblems(/The application is not loaded yet/);
    const { path } = await ticket('Signed out');
    const page = await open(path);
    await page.locator('.write textarea').fill('A comment half way');
    await draftKept(page, / comment$/);
    await page.getByRole('button', { name: /Ann Ortega/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.locator('#login').waitFor();
    expect(await draftKeys(page)).to.deep.equal([]);
    ann = await pages.live.signIn('ann');
  });
});
