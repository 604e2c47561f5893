import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { axeFindings, launchBrowser, needsBrowser, webFolder, type TestBrowser } from '../helper/browser.js';
import { startFixtureServer, type FixtureServer } from '../helper/fixture-server.js';

/** Opens a page and waits until it hears live events: one that is sent before would be lost. */
async function openWithEvents(page: Page, url: string): Promise<void> {
  const stream = page.waitForResponse('**/api/events');
  await page.goto(url);
  await stream;
}

describe('browser/sign-in', () => {
  let browser: TestBrowser;
  let server: FixtureServer;
  before(async function () {
    needsBrowser(this);
    browser = await launchBrowser();
  });
  beforeEach(async () => {
    server = await startFixtureServer({ web: webFolder, signedIn: false });
  });
  afterEach(async () => {
    await browser.reset();
    await server.close();
  });
  after(async () => browser?.close());

  it('signs in by keyboard, opens the home list, and has no axe finding on either page', async () => {
    const page = await browser.page();
    await page.goto(server.url);
    await page.locator('#login').fill('ann.sales');
    expect(await axeFindings(page)).to.deep.equal([]);
    await page.locator('#password').fill('correct horse');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Customers' }).waitFor();
    expect(await page.title()).to.equal('Customers · Trellis');
    expect(browser.problems(/401/)).to.deep.equal([]);
  });

  it('says above the form what was wrong and puts the focus there', async () => {
    const page = await browser.page();
    await page.goto(server.url);
    await page.locator('#login').fill('ann.sales');
    await page.locator('#password').fill('wrong');
    await page.keyboard.press('Enter');
    const box = page.getByRole('alert').filter({ hasText: 'wrong' });
    await box.waitFor();
    expect(await box.evaluate((element) => (element.getRootNode() as ShadowRoot).activeElement === element)).to.equal(
      true,
    );
    expect(await page.locator('#login').inputValue()).to.equal('ann.sales');
  });

  it('does not send while an input method composes', async () => {
    const page = await browser.page();
    await page.goto(server.url);
    await page.locator('#login').fill('陈');
    await page.locator('#login').evaluate((input) => {
      input.dispatchEvent(
        new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true, composed: true }),
      );
    });
    expect(server.calls.filter((call) => call.method === 'POST')).to.deep.equal([]);
  });

  it('demands a new password and refuses a short one in words', async () => {
    server.state.mustChange = true;
    const page = await browser.page();
    await page.goto(server.url);
    await page.locator('#login').fill('ann.sales');
    await page.locator('#password').fill('correct horse');
    await page.keyboard.press('Enter');
    await page.locator('#current').fill('correct horse');
    await page.locator('#next').fill('short');
    await page.keyboard.press('Enter');
    await page.getByText('at least 10 characters', { exact: false }).first().waitFor();
    expect(await axeFindings(page)).to.deep.equal([]);
    await page.locator('#next').fill('a much longer one');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Customers' }).waitFor();
  });

  it('asks in place when the session ends under a form, and keeps what was typed', async () => {
    server.state.signedIn = true;
    const page = await browser.page();
    await page.goto(`${server.url}/record/customer/${server.records['customer']![3]!.id}`);
    await page.getByLabel('City').fill('Linz');
    server.state.signedIn = false;
    await page.keyboard.press('Control+s');
    const dialog = page.getByRole('dialog', { name: 'Sign in again' });
    await dialog.waitFor();
    await dialog.locator('#password').fill('correct horse');
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await page.waitForFunction(() => document.title.startsWith('•') === false);
    expect(server.records['customer']![3]!['city']).to.equal('Linz');
    expect(await page.getByLabel('City').inputValue()).to.equal('Linz');
  });

  it('asks in place when the server says that the session ended, and gives the focus back', async () => {
    server.state.signedIn = true;
    const page = await browser.page();
    await openWithEvents(page, `${server.url}/record/customer/${server.records['customer']![3]!.id}`);
    const city = page.getByLabel('City', { exact: true });
    await city.fill('Linz');
    server.state.signedIn = false;
    server.event({ type: 'session', data: { state: 'ended' } });
    const dialog = page.getByRole('dialog', { name: 'Sign in again' });
    await dialog.waitFor();
    expect(await axeFindings(page)).to.deep.equal([]);
    await page.keyboard.type('correct horse');
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    expect(await city.inputValue()).to.equal('Linz');
    expect(await city.evaluate((input) => (input.getRootNode() as ShadowRoot).activeElement === input)).to.equal(true);
    await page.keyboard.press('Control+s');
    await page.waitForFunction(() => !document.title.startsWith('•'));
    expect(server.records['customer']![3]!['city']).to.equal('Linz');
  });

  it('does not ask when the session goes on: only the stream had ended', async () => {
    server.state.signedIn = true;
    const page = await browser.page();
    await openWithEvents(page, `${server.url}/list/customer`);
    await page.getByRole('heading', { name: 'Customers' }).waitFor();
    const asked = page.waitForResponse('**/api/app');
    server.event({ type: 'session', data: { state: 'ended' } });
    expect((await asked).status()).to.equal(304);
    expect(await page.getByRole('dialog', { name: 'Sign in again' }).count()).to.equal(0);
    expect(browser.problems()).to.deep.equal([]);
  });

  it('begins anew when another person signs in in place', async () => {
    server.state.signedIn = true;
    const page = await browser.page();
    await openWithEvents(page, `${server.url}/record/customer/${server.records['customer']![3]!.id}`);
    await page.getByLabel('City', { exact: true }).fill('Linz');
    server.state.signedIn = false;
    server.event({ type: 'session', data: { state: 'ended' } });
    const dialog = page.getByRole('dialog', { name: 'Sign in again' });
    await dialog.waitFor();
    await page.route('**/api/session', async (route) => {
      const response = await route.fetch();
      const body = (await response.json()) as { user: object };
      await route.fulfill({ response, json: { ...body, user: { ...body.user, id: '01J00000000000000000000777' } } });
    });
    await dialog.locator('#login').fill('bo.manager');
    await dialog.locator('#password').fill('correct horse');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Customers' }).waitFor();
    expect(new URL(page.url()).pathname).to.equal('/list/customer');
    expect(await page.evaluate(() => sessionStorage.length)).to.be.at.most(1);
    expect(server.records['customer']![3]!['city']).not.to.equal('Linz');
  });
});
