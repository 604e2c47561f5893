/** Signing in, the first password, and signing in again in place when the session ended under a page. */
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { passwordProblem } from '../../server/access/password-rules.js';
import { axeFindings } from '../helper/browser.js';
import { withFixturePages } from '../helper/fixture-page.js';
import { saveForm, unsaved } from '../helper/live-page.js';
import { hasFocus, holds, saved } from '../helper/page-signs.js';

describe('browser/sign-in', function () {
  this.timeout(60_000);
  const pages = withFixturePages({ signedIn: false });

  /** The server answers 401 to whoever is not signed in. */
  beforeEach(() => pages.expectProblems(/401/));

  const customer = () => pages.server.records['customer']![3]!;
  /** The page of somebody who is signed in already; it hears events. */
  const openSignedIn = (path: string): Promise<Page> => {
    pages.server.state.signedIn = true;
    return pages.open(path, { events: true });
  };
  const endSession = (): void => {
    pages.server.state.signedIn = false;
    pages.server.event({ type: 'session', data: { state: 'ended' } });
  };
  const signIn = async (page: Page, password: string): Promise<void> => {
    await page.locator('#login').fill('ann.sales');
    await page.locator('#password').fill(password);
    await page.keyboard.press('Enter');
  };

  it('signs in by keyboard, opens the home list, and has no axe finding on either page', async () => {
    const page = await pages.open('/');
    await page.locator('#login').fill('ann.sales');
    expect(await axeFindings(page)).to.deep.equal([]);
    await page.locator('#password').fill('correct horse');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Customers' }).waitFor();
    await page.waitForFunction(() => document.title === 'Customers · Trellis');
  });

  it('takes what is pasted, and says to password managers what is what', async () => {
    pages.expectProblems(/401|403/);
    pages.server.state.mustChange = true;
    const page = await pages.open('/');
    const kinds = () => page.locator('form input[id]:not([type=submit])').evaluateAll((all) => all.map((each) => [each.id, each.getAttribute('type'), each.getAttribute('autocomplete')])); // prettier-ignore
    await page.locator('#password').waitFor();
    expect(await kinds()).to.deep.equal([
      ['login', null, 'username'],
      ['password', 'password', 'current-password'],
    ]);
    const paste = async (field: string, text: string) => {
      const input = page.locator(field);
      await input.focus();
      const isTaken = await input.evaluate((each, data) => {
        const clipboardData = new DataTransfer();
        clipboardData.setData('text/plain', data);
        return each.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, composed: true, cancelable: true })); // prettier-ignore
      }, text);
      expect(isTaken, `${field} refuses what is pasted`).to.equal(true);
      await page.keyboard.insertText(text);
    };
    await paste('#login', 'ann.sales');
    await paste('#password', 'correct horse');
    await page.keyboard.press('Enter');
    await page.locator('#next').waitFor();
    expect(await kinds()).to.deep.equal([
      ['current', 'password', 'current-password'],
      ['next', 'password', 'new-password'],
    ]);
    await paste('#current', 'correct horse');
    await paste('#next', 'a much longer one');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Customers' }).waitFor();
  });

  it('says above the form what was wrong and puts the focus on the password', async () => {
    const page = await pages.open('/');
    await signIn(page, 'wrong');
    await page.getByRole('alert').filter({ hasText: 'wrong' }).waitFor();
    await hasFocus(page.locator('#password'));
    expect(await page.locator('#login').inputValue()).to.equal('ann.sales');
  });

  it('does not send while an input method composes', async () => {
    const page = await pages.open('/');
    await page.locator('#login').fill('陈');
    await page.locator('#login').evaluate((input) => {
      input.dispatchEvent(
        new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true, composed: true }),
      );
    });
    await signIn(page, 'correct horse');
    await page.getByRole('heading', { name: 'Customers' }).waitFor();
    const sent = pages.server.calls.filter(({ method, path }) => method === 'POST' && path === '/api/session');
    expect(sent.map(({ body }) => body)).to.deep.equal([{ login: 'ann.sales', password: 'correct horse' }]);
  });

  it('demands a new password and refuses a short one in words', async () => {
    pages.expectProblems(/401|403|422/);
    pages.server.state.mustChange = true;
    const page = await pages.open('/');
    await signIn(page, 'correct horse');
    await page.locator('#current').fill('correct horse');
    await page.locator('#next').fill('short');
    await page.keyboard.press('Enter');
    await page.getByText(passwordProblem('short')!.message).first().waitFor();
    expect(await axeFindings(page)).to.deep.equal([]);
    await page.locator('#next').fill('quiet-green-otter-17');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Customers' }).waitFor();
  });

  it('asks in place when the session ends under a form, and keeps what was typed', async () => {
    const page = await openSignedIn(`/record/customer/${customer().id}`);
    await page.getByLabel('City').fill('Linz');
    await unsaved(page);
    pages.server.state.signedIn = false;
    await page.keyboard.press('Control+s');
    const dialog = page.getByRole('dialog', { name: 'Sign in again' });
    await dialog.waitFor();
    await dialog.locator('#password').fill('correct horse');
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await saved(page);
    expect(customer()['city']).to.equal('Linz');
    await holds(page.getByLabel('City'), 'Linz');
  });

  it('asks in place when the server says that the session ended, and gives the focus back', async () => {
    const page = await openSignedIn(`/record/customer/${customer().id}`);
    const city = page.getByLabel('City', { exact: true });
    await city.fill('Linz');
    endSession();
    const dialog = page.getByRole('dialog', { name: 'Sign in again' });
    await dialog.waitFor();
    expect(await axeFindings(page)).to.deep.equal([]);
    await hasFocus(dialog.locator('#password'));
    await page.keyboard.type('correct horse');
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    expect(await city.inputValue()).to.equal('Linz');
    await hasFocus(city);
    await saveForm(page);
    expect(customer()['city']).to.equal('Linz');
  });

  it('does not ask when the session goes on: only the stream had ended', async () => {
    const page = await openSignedIn('/list/customer');
    const first = page.locator('tr-list-grid a.name:visible').first();
    const id = (await first.getAttribute('href'))!.split('/').at(-1)!;
    const asked = page.waitForResponse('**/api/app');
    pages.server.event({ type: 'session', data: { state: 'ended' } });
    expect((await asked).status()).to.equal(304);
    // It goes on: the next change is shown, and nobody was asked.
    pages.server.change('customer', id, { city: 'Changed after that' });
    pages.server.event({ type: 'record', entity: 'customer', id });
    await page.getByText('Changed after that').waitFor();
    expect(await page.getByRole('dialog', { name: 'Sign in again' }).count()).to.equal(0);
  });

  it('begins anew when another person signs in in place', async () => {
    const page = await openSignedIn(`/record/customer/${customer().id}`);
    await page.getByLabel('City', { exact: true }).fill('Linz');
    endSession();
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
    expect(customer()['city']).not.to.equal('Linz');
  });
});
