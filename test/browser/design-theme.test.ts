/** An administrator gives the site a look: seen on both grounds while it is chosen, then by everybody, and taken back. */
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import type { ThemeDocument } from '../../metadata/schema/theme.js';
import { axeFindings } from '../helper/browser.js';
import { becomes } from '../helper/eventually.js';
import { withLivePages } from '../helper/live-page.js';

const drawing = (inside = '') => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 12">${inside}<rect width="60" height="12" fill="#0a7d5c"/></svg>`; // prettier-ignore
const begun = { kind: 'theme', id: '01KAJ0QX00T2N8C9SEPKXK9T01', name: 'site', schema: 1, label: 'Look' };

describe('browser/design-theme', function () {
  this.timeout(60_000);
  const pages = withLivePages();
  const stored = async () => (await pages.admin.get('/api/documents/theme/site')).json.document as ThemeDocument;
  const token = (page: Page, name: string) =>
    page.evaluate((each) => {
      const probe = document.body.appendChild(document.createElement('i'));
      probe.style.color = `var(${each})`;
      const { color } = getComputedStyle(probe);
      probe.remove();
      return color;
    }, name);

  it('shows a draft on both grounds, says its contrast, takes pictures without what runs', async () => {
    await pages.admin.send('PUT', '/api/documents/theme/site', begun, { 'If-Match': '"0"' });
    const page = await pages.open('/design/theme/site');
    const code = page.getByRole('textbox', { name: 'Code of the accent' });
    await code.fill('#ffe600');
    await code.press('Enter');
    await page
      .getByText(/Shown as #[0-9a-f]{6}, \d+ points of lightness away/)
      .first()
      .waitFor();
    await becomes(async () => (await stored()).accent, '#ffe600');
    await page.keyboard.press('Control+z');
    await becomes(async () => (await stored()).accent, undefined);
    // What was taken back is shown before anything is typed over it.
    await becomes(async () => (await code.inputValue()) === '#ffe600', false);
    await code.fill('#0a7d5c');
    await code.press('Enter');
    const fills = page.locator('td-theme-preview').getByText('Save', { exact: true });
    await becomes(() => fills.evaluateAll((all) => all.map((each) => getComputedStyle(each.closest('vaadin-button')!).backgroundColor === 'rgb(10, 125, 92)').join()), 'true,true'); // prettier-ignore

    const logo = page.locator('td-picture-input').filter({ hasText: 'Logo, on light ground' }).first();
    const choose = (text: string) => logo.locator('input[type=file]').setInputFiles({ name: 'logo.svg', mimeType: 'image/svg+xml', buffer: Buffer.from(text) }); // prettier-ignore
    await choose('<svg><g></svg>');
    await logo.getByText(/cannot be read safely/).waitFor();
    await choose(drawing('<script>alert(1)</script>'));
    await logo.getByText(/without what may not be in a picture: <script>/).waitFor();
    await becomes(async () => atob((await stored()).logo?.light.split(',')[1] ?? ''), drawing());
    await page.getByRole('textbox', { name: 'Name of the site' }).fill('Wild Toys');
    await page.getByRole('textbox', { name: 'Name of the site' }).press('Enter');
    await becomes(async () => (await stored()).title, 'Wild Toys');
    expect(await axeFindings(page)).to.deep.equal([]);
  });

  it('gives everybody the published look from the first moment, and the old one after the way back', async () => {
    const before = ((await pages.admin.get('/api/app')).json as { release: number }).release;
    expect((await pages.admin.post('/api/releases', {})).status).to.be.oneOf([200, 201]);
    const asked = { get: async (path: string) => { const answer = await fetch(new URL(path, pages.live.address), { headers: { accept: '*/*' } }); return { status: answer.status, headers: answer.headers, text: await answer.text() }; } }; // prettier-ignore
    const html = await asked.get('/');
    expect(html.text).to.include('<title>Wild Toys</title>');
    const sheet = /href="(\/api\/theme\/[0-9a-f]{20}\.css)"/.exec(html.text)![1]!;
    const css = await asked.get(sheet);
    expect(css.headers.get('content-type')).to.equal('text/css; charset=utf-8');
    const picture = await asked.get(/url\("([^"]+)"\)/.exec(css.text)![1]!);
    expect(picture.headers.get('content-type')).to.equal('image/svg+xml');
    expect(picture.headers.get('content-security-policy')).to.include("default-src 'none'").and.to.include('sandbox');
    expect(picture.text).to.equal(drawing());
    expect((await asked.get('/api/theme/00000000000000000000.css')).status).to.equal(404);

    const page = await pages.open('/');
    await page.locator('tr-sidebar').getByText('Wild Toys').waitFor();
    expect(await token(page, '--tr-accent')).to.equal('rgb(10, 125, 92)');
    const gone = await pages.admin.post(`/api/releases/${before}/rollback`, {});
    expect(gone.status, gone.text).to.be.oneOf([200, 201]);
    expect((await asked.get('/')).text).to.not.include('/api/theme/');
  });

  it('is put to use by a button, as a draft of the settings that one Undo takes back', async () => {
    const settled = async () => ((await pages.admin.get('/api/documents/settings/site')).json.document as { theme?: string } | undefined)?.theme; // prettier-ignore
    await pages.admin.send('PUT', '/api/documents/theme/other', { ...begun, id: '01KAJ0QX00T2N8C9SEPKXK9T02', name: 'other' }, { 'If-Match': '"0"' }); // prettier-ignore
    const page = await pages.open('/design/theme/other');
    const use = page.getByRole('button', { name: 'Use it for the site' });
    await use.click();
    await page.getByText('The site has this theme once it is published.').waitFor();
    await becomes(settled, 'other');
    await page.locator('tr-toasts').getByRole('button', { name: 'Undo' }).click();
    await use.waitFor();
    await becomes(settled, undefined);
  });
});
