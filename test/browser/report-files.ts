/** Cases of the report reader: what leaves the screen, as a file, by mail, by a link, on paper. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { axeFindings } from '../helper/browser.js';
import { countActions } from '../helper/count-actions.js';
import { becomes, eventually } from '../helper/eventually.js';
import type { catchMails } from '../helper/mail-catcher.js';
import { hasFocus } from '../helper/page-signs.js';
import type { ReportSite } from './report-site.js';

export function fileCases({ pages, open, ready }: ReportSite, catcher: Awaited<ReturnType<typeof catchMails>>): void {
  it('gives the file of just these parameters, with what was chosen; an error keeps the choices', async () => {
    pages.expectProblems(/503/);
    const page = await open({}, '?period=2026-01-01..2026-03-31');
    await ready(page);
    await page.getByRole('button', { name: 'Export' }).click();
    await page.getByRole('dialog', { name: 'Export “Sales by region”' }).waitFor();
    const dialog = page.locator('tr-export-dialog');
    await hasFocus(dialog.getByRole('radio', { name: /^PDF/ }));
    await page.route('**/export', (route) =>
      route.fulfill({ status: 503, json: { error: { code: 'BUSY', message: 'Too busy.' } } }),
    );
    await dialog.getByRole('radio', { name: /^Text/ }).check();
    await dialog.getByLabel('Separator').selectOption({ label: 'Semicolon ;' });
    await dialog.getByLabel('Characters').selectOption({ label: 'UTF-16' });
    expect(await axeFindings(page)).to.deep.equal([]);
    const asText = page.waitForRequest((request) => request.url().endsWith('/export'));
    await dialog.getByRole('button', { name: 'Export' }).click();
    expect((await asText).postDataJSON()).to.deep.include({ format: 'csv', csv: { separator: 'semicolon', encoding: 'utf-16' } }); // prettier-ignore
    await dialog.getByRole('alert').getByText('The file could not be made. Too busy.').waitFor();
    await dialog.getByRole('radio', { name: /^PDF/ }).check();
    await page.keyboard.press('ArrowDown');
    expect(await dialog.getByRole('radio', { name: /^Excel/ }).isChecked()).to.equal(true);
    await dialog.getByLabel('Title').fill('First quarter');
    await dialog.getByRole('checkbox', { name: 'Written findings' }).check();
    await dialog.getByRole('checkbox', { name: 'Keep formulas' }).check();
    await dialog.getByRole('button', { name: 'Export' }).click();
    await dialog.getByRole('alert').getByText('The file could not be made. Too busy.').waitFor();
    await page.unroute('**/export');
    const asked = page.waitForRequest((request) => request.url().endsWith('/export'));
    const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
    expect((await asked).postDataJSON()).to.deep.equal({
      format: 'xlsx',
      parameters: { period: '2026-01-01..2026-03-31' },
      title: 'First quarter',
      summary: true,
      liveFormulas: true,
    });
    expect(download.suggestedFilename()).to.equal('First quarter.xlsx');
    await dialog.waitFor({ state: 'detached' });
  });

  it('follows a long export and ends it when it is cancelled', async () => {
    const page = await open();
    await ready(page);
    const job = '01KAJ0QX00T2N8C9SEPKXKVM01';
    await page.route('**/export', (route) => route.fulfill({ status: 202, json: { job } }));
    await page.route(`**/jobs/${job}`, (route) =>
      route.request().method() === 'DELETE'
        ? route.fulfill({ status: 204 })
        : route.fulfill({ json: { state: 'running', done: 1, total: 4, error: null } }),
    );
    await page.getByRole('button', { name: 'Export' }).click();
    const dialog = page.locator('tr-export-dialog');
    await dialog.getByRole('button', { name: 'Export' }).click();
    await dialog.locator('progress[max="4"]').waitFor();
    const ended = page.waitForRequest((request) => request.method() === 'DELETE');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await ended;
    await dialog.locator('progress').waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });

  it('is mailed each Monday in 6', async () => {
    const page = await open({}, '?period=2020-01-01..2099-12-31');
    await ready(page);
    const person = countActions(page);
    await person.click(page.getByRole('button', { name: 'Send and share' }));
    await person.click(page.getByRole('menuitem', { name: /^Schedule by mail/ }));
    const dialog = page.locator('tr-schedule-dialog');
    for (const step of ['What is sent', 'When', 'File and recipients']) {
      await person.click(dialog.getByRole('button', { name: 'Next' }));
      await dialog.getByRole('button', { name: step }).and(dialog.locator('[aria-current=step]')).waitFor();
    }
    await person.click(dialog.getByRole('button', { name: 'Save', exact: true }));
    await dialog.waitFor({ state: 'detached' });
    expect(person.actions.length).to.be.at.most(6);
    const manager = await pages.live.signIn('bo.manager');
    const [made] = (await manager.get('/api/schedules')).json.schedules;
    expect(made.body).to.deep.include({ cron: '0 8 * * 1', target: 'sales_by_region', formats: ['pdf'] });
    expect(made.body.recipients).to.deep.equal([{ user: (await manager.get('/api/session')).json.user.id }]);
    const gone = await manager.send('DELETE', `/api/schedules/${made.id}`, undefined, {
      'if-match': `"${made.version}"`,
    });
    expect(gone.status, gone.text).to.equal(204);
  });

  it('is scheduled in four steps with the parameters that are set, and shared by a link that needs no session', async () => {
    const page = await open({}, '?period=2020-01-01..2099-12-31');
    await ready(page);
    const send = () => page.getByRole('button', { name: 'Send and share' }).click();
    await send();
    await page.getByRole('menuitem', { name: /^Schedule by mail/ }).click();
    const dialog = page.locator('tr-schedule-dialog');
    await dialog.getByLabel('Title').fill('');
    await dialog.getByRole('button', { name: 'Next' }).click();
    await dialog.getByText('A title is needed.').waitFor();
    // Days are read as everywhere in the product, whatever the language of the browser.
    const from = dialog.getByLabel('From');
    const typeDay = async (day: string): Promise<void> => {
      await from.fill(day);
      await page.locator('vaadin-date-picker[opened]').waitFor();
      await page.keyboard.press('Enter');
      await page.locator('vaadin-date-picker[opened]').waitFor({ state: 'detached' });
    };
    await typeDay('soon');
    await dialog.locator('#starts vaadin-date-picker[invalid]').waitFor();
    await dialog.getByRole('button', { name: 'Next' }).click();
    await dialog.getByLabel('Title').waitFor();
    await typeDay('2027-02-01');
    await dialog.locator('#starts vaadin-date-picker:not([invalid])').waitFor();
    await dialog.getByLabel('Title').fill('Each Monday');
    // By keys from here: Enter in a field goes on.
    await page.keyboard.press('Enter');
    await dialog.getByText('2020', { exact: false }).first().waitFor();
    await dialog.getByRole('button', { name: 'Next' }).click();
    await dialog.locator('ol.next li').nth(4).waitFor();
    expect(await dialog.locator('.says').textContent()).to.equal('Every Monday at 08:00');
    const times = dialog.locator('ol.next li');
    expect(await times.first().textContent())
      .to.contain('2027')
      .and.not.contain('for you');
    await dialog.getByLabel('Time zone').fill('Pacific/Auckland');
    await page.keyboard.press('Tab');
    await times.filter({ hasText: 'for you' }).nth(4).waitFor();
    await dialog.getByLabel('Time', { exact: true }).fill('9');
    await page.keyboard.press('Enter');
    expect(await axeFindings(page)).to.deep.equal([]);
    await dialog.getByRole('button', { name: 'Save and send me a test' }).click();
    await page.getByText('A test is on its way to you').first().waitFor();
    const manager = await pages.live.signIn('bo.manager');
    const [made] = (await manager.get('/api/schedules')).json.schedules;
    expect(made.body).to.deep.include({ title: 'Each Monday', cron: '0 9 * * 1', zone: 'Pacific/Auckland', starts: '2027-02-01', formats: ['pdf'], parameters: { period: '2020-01-01..2099-12-31' } }); // prettier-ignore
    await eventually(() => Promise.resolve(catcher.mails[0]), 'the mail of the test');
    expect(catcher.mails.map(({ subject, files }) => [subject, ...files.map(({ name }) => name)])).to.deep.equal([['Each Monday', 'Each Monday.pdf']]); // prettier-ignore
    const list = await pages.open('/schedules', { as: manager, width: 360, height: 740, touch: true });
    await list.getByRole('button', { name: 'Actions: Each Monday' }).click();
    await list.getByRole('menuitem', { name: 'Run log' }).click();
    const log = list.locator('tr-run-log-dialog');
    await eventually(async () => {
      if (await log.getByText('Sent', { exact: true }).isVisible()) return true;
      await log.getByRole('button', { name: 'Refresh' }).click();
      return undefined;
    }, 'the log to say that it was sent');
    await log.getByText('Test', { exact: true }).waitFor();
    expect(await axeFindings(list)).to.deep.equal([]);
    await list.keyboard.press('Escape');
    await log.waitFor({ state: 'detached' });
    await list.getByRole('button', { name: 'Actions: Each Monday' }).click();
    await list.getByRole('menuitem', { name: 'Edit schedule' }).click();
    for (const step of ['1', '2', '3', '4']) {
      await list.getByRole('button', { name: `${step}. ` }).click();
      const wide = () => list.evaluate(() => document.documentElement.scrollWidth);
      expect(await wide(), `step ${step}`).to.be.at.most(360);
    }
    await list.keyboard.press('Escape');
    await send();
    await page.getByRole('menuitem', { name: /^Share by link/ }).click();
    await page.getByRole('button', { name: 'Make the link' }).click();
    const address = await page.getByLabel('Link', { exact: true }).inputValue();
    const stranger = await pages.browser.page();
    await stranger.goto(address);
    await stranger.locator('tr-sheet .cell').first().waitFor();
    expect(await axeFindings(stranger)).to.deep.equal([]);
    expect(await stranger.context().cookies()).to.deep.equal([]);
  });

  it('says what others send of it, and is left: from its own menu with a way back, and from the page of what is received', async () => {
    const manager = await pages.live.signIn('bo.manager');
    const me = (await manager.get('/api/session')).json.user.id as string;
    const made = await pages.admin.post('/api/schedules', { title: 'Board figures', kind: 'report', target: 'sales_by_region', parameters: { period: 'thisYear' }, formats: ['pdf'], cron: '0 8 * * 1', zone: 'Europe/Madrid', recipients: [{ user: me }] });
    expect(made.status, made.text).to.equal(201);
    const received = async () => ((await manager.get('/api/schedules/received')).json.received as { title: string }[]).map(({ title }) => title);
    const page = await open();
    await ready(page);
    await page.getByRole('button', { name: 'Send and share' }).click();
    await page.getByRole('menuitem', { name: 'Stop receiving “Board figures”' }).click();
    await page.getByText('You no longer receive “Board figures”').first().waitFor();
    expect(await received()).to.deep.equal([]);
    await page.getByRole('button', { name: 'Undo' }).click();
    await becomes(received, ['Board figures']);
    const list = await pages.open('/schedules?tab=received', { as: manager, width: 360, height: 740, touch: true });
    const row = list.getByRole('row').filter({ hasText: 'Board figures' });
    await row.getByText('Administrator').waitFor();
    expect(await axeFindings(list)).to.deep.equal([]);
    expect(await list.evaluate(() => document.documentElement.scrollWidth)).to.be.at.most(360);
    await row.getByRole('button', { name: 'Stop receiving “Board figures”' }).click();
    await list.getByRole('heading', { name: 'Nobody sends you anything' }).waitFor();
    const owners = await pages.open('/schedules');
    await owners.getByRole('button', { name: 'Board figures', exact: true }).click();
    await owners.getByRole('button', { name: '4. ' }).click();
    await owners.locator('tr-schedule-dialog').getByText('No longer wants it').waitFor();
  }); // prettier-ignore

  it('prints every row and no chrome, by the paper of the sheet: heads again, breaks, pages counted', async () => {
    const page = await open({}, '?period=thisYear', '/report/test_cross');
    await ready(page);
    await page.locator('tr-report-chart svg').first().waitFor();
    const regions = (await page.locator('tr-sheet .cell.frozen.tall .text').allTextContents()).map((text) => text.trim()).slice(2); // prettier-ignore
    // Ctrl+P is heard, so that charts are drawn before the browser prints.
    await page.evaluate(() => (window.print = () => document.body.setAttribute('data-printed', '')));
    await page.keyboard.press('Control+p');
    await page.locator('[data-printed]').waitFor({ state: 'attached' });
    const sheet = page.getByRole('grid');
    expect(await sheet.getByRole('row').count()).to.equal(Number(await sheet.getAttribute('aria-rowcount')));
    const file = join(mkdtempSync(join(tmpdir(), 'trellis-print-')), 'sheet.pdf');
    await page.pdf({ path: file, preferCSSPageSize: true });
    const info = execFileSync('pdfinfo', [file], { encoding: 'utf8' });
    expect(info, 'Letter, lying').to.match(/Page size:\s+792 x 612/);
    const text = execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' });
    const paper = text.split('\f').filter((each) => each.trim() !== '');
    rmSync(dirname(file), { recursive: true });
    expect(paper.length, 'each region begins a page').to.be.at.least(regions.length);
    for (const [index, each] of paper.entries()) {
      expect(each).to.match(/^\s*Sales by region and quarter/);
      expect(each.trimEnd().endsWith(`Page ${index + 1} of ${paper.length}`), each).to.equal(true);
      expect(each).to.match(/Region\s+Country|Country/);
      for (const chrome of ['Tasks', 'Run', 'Find', 'Export', '100%']) expect(each).to.not.include(chrome);
    }
    const begins = paper.filter((each) => regions.some((region) => each.includes(region)));
    expect(begins.length).to.equal(paper.length);
    await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
    await page.locator('tr-sheet .canvas').waitFor();
  });

  it('says the head and the label of a group again where it goes on, and parts columns that the paper cannot hold', async () => {
    const page = await open({}, '?period=2000-01-01..2099-12-31');
    await ready(page);
    const folder = mkdtempSync(join(tmpdir(), 'trellis-print-'));
    const printed = async (): Promise<readonly string[]> => {
      await page.evaluate(() => (window.print = () => document.body.setAttribute('data-printed', '')));
      await page.keyboard.press('Control+p');
      await page.locator('[data-printed]').waitFor({ state: 'attached' });
      const file = join(folder, 'sheet.pdf');
      await page.pdf({ path: file, preferCSSPageSize: true });
      await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
      await page.evaluate(() => document.body.removeAttribute('data-printed'));
      await page.locator('tr-sheet .canvas').waitFor();
      return execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' }).split('\f').slice(0, -1);
    };
    const { cells } = (await pages.admin.post('/api/reports/sales_by_region/run', {})).json as { cells: { source: string; text: string }[] };
    const regions = cells.flatMap(({ source, text }) => (source === 'A3' ? [text] : []));
    const paper = await printed();
    expect(paper.length).to.be.greaterThan(2);
    const beginnings = paper.slice(1).map((text) => text.split('\n').filter((line) => line.trim() !== ''));
    for (const [head, first] of beginnings) {
      expect(head).to.match(/Region\s+Country\s+Customer/);
      expect(regions.some((region) => first!.trim().startsWith(region)), first).to.equal(true);
    }
    // Too wide at half its size: the frozen column stands with each part.
    await page.locator('tr-sheet').evaluate((sheet: HTMLElement & { widths: ReadonlyMap<number, number> }) => {
      sheet.widths = new Map([3, 4, 5].map((column) => [column, 900]));
    });
    const wide = await printed();
    const parts = ['Customer +Orders$', 'Net sales +Share$'].map((names) => wide.filter((text) => new RegExp(`^ *Region.*${names}`, 'm').test(text)).length);
    expect(parts.every((count) => count > 0), parts.join()).to.equal(true);
    expect(parts[0]! + parts[1]!).to.equal(wide.length);
    rmSync(folder, { recursive: true });
  }); // prettier-ignore
}
