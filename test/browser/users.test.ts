/** Logins as an administrator keeps them, and one's own sessions, as a person does it, against the real product. */
import { expect } from 'chai';
import type { Route } from 'playwright-core';
import { axeFindings, signInByCookie } from '../helper/browser.js';
import { openWithEvents } from '../helper/page-signs.js';
import { cutTexts } from '../helper/page-texts.js';
import { lengthen, reword } from '../helper/reworded.js';
import { choose, shot, withRightsBrowser } from '../helper/rights-browser.js';

describe('browser/users', function () {
  this.timeout(90_000);
  const at = withRightsBrowser();
  const { enter } = at;

  it('adds a colleague, who signs in with the password shown and changes it, and throws him out', async () => {
    at.expectProblems(/40[13]/);
    const page = await enter('admin', '/admin/users');
    await page.getByRole('button', { name: 'Add a colleague' }).click();
    const form = page.locator('tr-user-dialog');
    // Nothing is sent while something is missing.
    await form.getByRole('button', { name: 'Add', exact: true }).click();
    await form.getByText('Login must be filled in.').waitFor();
    await form.getByLabel('Name', { exact: true }).fill('Nils Neumann');
    await form.locator('vaadin-text-field').filter({ hasText: 'Login' }).locator('input').fill('nils');
    await choose(page, 'Department', 'Sales North');
    await form.locator('tr-choice-box button.box').click();
    await form.getByText('Salesperson', { exact: true }).click();
    await page.keyboard.press('Escape');
    expect(await axeFindings(page)).to.deep.equal([]);
    await shot(page, 'user-new');
    await form.getByRole('button', { name: 'Add', exact: true }).click();
    const shown = page.locator('tr-first-password #password');
    await shown.waitFor();
    const first = (await shown.textContent())!.trim();
    expect(first).to.match(/^([a-z2-9]{5}-){3}[a-z2-9]{5}$/);
    expect(await axeFindings(page)).to.deep.equal([]);
    await shot(page, 'user-password');
    await page.getByRole('button', { name: 'I have passed it on' }).click();
    const row = page.locator('tr[data-login="nils"]');
    await row.getByText('First password').waitFor();
    await shot(page, 'users');

    const his = await at.browser.page({});
    his.setDefaultTimeout(20_000);
    await his.goto(at.site.live.address);
    await his.locator('#login').fill('nils');
    await his.locator('#password').fill(first);
    await his.keyboard.press('Enter');
    await his.locator('#current').fill(first);
    await his.locator('#next').fill('quiet-green-otter-17');
    await his.keyboard.press('Enter');
    await his.getByRole('link', { name: 'Customers' }).first().waitFor();
    expect(await his.getByRole('link', { name: 'Users and logins' }).count()).to.equal(0);

    // Two actions, and his next call is refused.
    await row.getByRole('button', { name: 'Actions for Nils Neumann' }).click();
    await page.getByRole('menuitem', { name: 'Switch off' }).click();
    await row.getByText('Switched off').waitFor();
    await his.getByRole('dialog', { name: 'Sign in again' }).waitFor();
    await page.getByRole('searchbox', { name: 'Find a name or login' }).fill('nobody at all');
    await page.getByText('Nobody is like this').waitFor();
    await page.getByRole('button', { name: 'Show everybody' }).click();
    await row.waitFor();
  });

  it('shows what happened: found by kind and person, opened by keyboard, kept in the address and as a file', async () => {
    const { customers } = at.site;
    await at.site.as.ann.post(`/api/records/customer/${customers.ann}/print`);
    const page = await enter('admin', '/admin/users');
    await page.getByRole('link', { name: 'Log', exact: true }).click();
    await page.locator('tr[data-type="records.printed"]').first().waitFor();
    expect(await axeFindings(page)).to.deep.equal([]);
    await shot(page, 'log');
    await page.getByLabel('Kind').selectOption('Files and prints');
    await page.waitForURL(/kind=file/);
    await page.locator('tr[data-type="login"]').first().waitFor({ state: 'detached' });
    const printed = page.locator('tr[data-type="records.printed"] button').first();
    await printed.focus();
    await page.keyboard.press('Enter');
    const facts = page.locator('tr.facts');
    await facts.getByText(customers.ann).waitFor();
    await shot(page, 'log-open');
    await facts.getByRole('button', { name: 'Only Person ann' }).click();
    await page.waitForURL(new RegExp(`person=${at.site.users.ann}`));
    await facts.waitFor({ state: 'detached' });
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Export CSV' }).click(),
    ]);
    expect(file.suggestedFilename()).to.equal('Log.csv');
    await page.getByRole('searchbox', { name: 'Find in the log' }).fill('nobody at all');
    await page.getByText('Nothing is written here').waitFor();
    await page.getByRole('button', { name: 'Show everything' }).click();
    await page.locator('tr[data-type="log.exported"]').waitFor();
  });

  it('says that logins or sessions are loading, or could not be read, and tries again', async () => {
    at.expectProblems(/status of 500/);
    const page = await at.browser.page();
    await signInByCookie(page, at.site.live.address, await at.site.live.signIn('admin'));
    for (const [path, data, row] of [
      ['/admin/users', /\/api\/users(\?|$)/, 'tr[data-login="bob"]'],
      ['/sessions', '**/api/session/all', 'tr-sessions-page td'],
    ] as const) {
      let answer = (_: Route): unknown => undefined;
      await page.route(data, (route) => answer(route));
      await page.goto(at.site.live.address + path);
      await page.locator('main tr-skeleton').first().waitFor();
      const error = { code: 'INTERNAL', message: 'Something broke.', requestId: 'r-500' };
      answer = (route) => route.fulfill({ status: 500, json: { error } });
      await page.goto(at.site.live.address + path);
      const state = page.locator('main tr-state');
      await state.getByText('Something broke.').waitFor();
      expect(await axeFindings(page)).to.deep.equal([]);
      await page.unroute(data);
      await state.getByRole('button', { name: 'Try again' }).click();
      await page.locator(row).first().waitFor();
    }
  });

  it("shows logins on a phone and in dark Chinese, nothing to others, and one's own sessions to everybody", async () => {
    for (const options of [
      { dark: true, language: 'zh-CN' },
      { width: 360, height: 800, touch: true },
    ]) {
      const page = await enter('admin', '/admin/users', options);
      const tall = 'touch' in options;
      await page.locator('tr[data-login="bob"]').waitFor();
      expect(await axeFindings(page)).to.deep.equal([]);
      await shot(page, `users-${tall ? 'phone' : 'dark'}`);
      await page.locator('tr[data-login="bob"] .who button').click();
      await page.locator('tr-user-dialog vaadin-text-field').first().waitFor();
      await shot(page, `user-edit-${tall ? 'phone' : 'dark'}`);
      await page.keyboard.press('Escape');
      await openWithEvents(page, `${at.site.live.address}/admin/log`);
      await page.locator('tr[data-type="login"] button').first().click();
      await page.locator('tr.facts code').first().waitFor();
      expect(await axeFindings(page)).to.deep.equal([]);
      await shot(page, `log-${tall ? 'phone' : 'dark'}`);
      const isWide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
      expect(isWide, 'the log scrolls sideways').to.equal(false);
      await openWithEvents(page, `${at.site.live.address}/sessions`);
      await page.locator('tr-sessions-page td').first().waitFor();
      expect(await axeFindings(page)).to.deep.equal([]);
      await shot(page, `sessions-${tall ? 'phone' : 'dark'}`);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
      expect(wide, 'scrolls sideways').to.equal(false);
      await page.context().close();
    }
    const long = await at.browser.page();
    await reword(long, lengthen);
    await signInByCookie(long, at.site.live.address, await at.site.live.signIn('admin'));
    for (const [path, row] of [
      ['/admin/users', 'tr[data-login="bob"]'],
      ['/sessions', 'tr-sessions-page td'],
    ] as const) {
      await long.goto(at.site.live.address + path);
      await long.locator(row).first().waitFor();
      expect(await cutTexts(long), 'cut, two fifths longer').to.deep.equal([]);
    }
    await long.unrouteAll({ behavior: 'wait' });
    await long.context().close();
    const page = await enter('ann', '/admin/users');
    await page.getByText('You may not manage logins').waitFor();
    await openWithEvents(page, `${at.site.live.address}/admin/log`);
    await page.getByText('You may not read the log').waitFor();
    await openWithEvents(page, `${at.site.live.address}/admin/nothing`);
    await page.getByRole('heading', { name: 'There is no such page' }).waitFor();
    await openWithEvents(page, `${at.site.live.address}/sessions`);
    await page.getByRole('button', { name: 'End all others' }).click();
    await page.getByRole('button', { name: 'End all others' }).waitFor({ state: 'detached' });
    expect((await at.site.as.ann.get('/api/session')).status).to.equal(401);
    at.site.as.ann.cookie = (await at.site.live.signIn('ann')).cookie;
  });
});
