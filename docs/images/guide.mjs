/**
 * Makes the pictures of docs/guide/ by doing what its pages say, on a fresh site with the sample company:
 *
 *     TRELLIS_DATA=/tmp/guide PORT=3999 TRELLIS_ADMIN_PASSWORD=… npm start
 *     TRELLIS_ADMIN_PASSWORD=… node docs/images/guide.mjs http://127.0.0.1:3999
 *
 * It publishes two releases there. A third argument is another folder, a fourth a language, a fifth `dark`.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ExcelJS from 'exceljs';
import { chromium } from 'playwright-core';

const [address = 'http://127.0.0.1:3000', folder = dirname(fileURLToPath(import.meta.url)), language = 'en', theme = 'light'] = process.argv.slice(2); // prettier-ignore
const password = process.env.TRELLIS_ADMIN_PASSWORD ?? '';
mkdirSync(folder, { recursive: true });

async function workbook(customers) {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('Machines');
  sheet.addRow(['No.', 'Name', 'Status', 'Price', 'Bought', 'Customer', 'Notes']);
  const names = ['Lathe', 'Drill', 'Press', 'Saw', 'Mill', 'Crane'];
  for (let i = 1; i <= 48; i++) {
    sheet.addRow([
      `M-${1000 + i}`,
      `${names[i % names.length]} ${i}`,
      ['In use', 'In repair', 'Sold'][i % 3],
      i === 7 ? 'on request' : 900 + i * 37.5,
      i === 19 ? 'spring' : new Date(Date.UTC(2024 + (i % 3), i % 12, 1 + (i % 27))),
      customers[i % 2],
      i % 4 === 0 ? 'Checked every year' : '',
    ]);
  }
  return Buffer.from(await book.xlsx.writeBuffer());
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium-headless-shell',
  args: ['--no-sandbox'],
});
const context = await browser.newContext({
  viewport: { width: 1240, height: 760 },
  locale: language,
  colorScheme: theme === 'dark' ? 'dark' : 'light',
});
const page = await context.newPage();
page.setDefaultTimeout(60_000);
const signedIn = await context.request.post(`${address}/api/session`, { data: { login: 'admin', password }, headers: { origin: address } }); // prettier-ignore
if (!signedIn.ok()) throw new Error(`Signing in failed: ${await signedIn.text()}`);
const english = language === 'en';
await context.request.put(`${address}/api/session/preferences`, {
  data: { language, theme },
  headers: { origin: address },
});
const { rows } = await (await context.request.get(`${address}/api/records/customer?limit=2`)).json();
const customers = rows.map(({ name }) => name);
/** Pictures become WebP in a page of their own: a third of the size. */
const packer = await context.newPage();
await page.bringToFront();

/** The screen without the caret and what still moves. */
async function shot(name, { scale = 1, quality = 0.82 } = {}) {
  await page.evaluate(() => document.fonts.ready);
  await page.waitForLoadState('networkidle').catch(() => undefined);
  const png = await page.screenshot({ animations: 'disabled' });
  const webp = await packer.evaluate(
    async ({ source, scale, quality }) => {
      const image = new Image();
      image.src = source;
      await image.decode();
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [Math.round(image.width * scale), Math.round(image.height * scale)];
      canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
      return canvas.toDataURL('image/webp', quality);
    },
    { source: `data:image/png;base64,${png.toString('base64')}`, scale, quality },
  );
  writeFileSync(join(folder, `guide-${name}.webp`), Buffer.from(webp.split(',')[1], 'base64'));
}
const go = (path) => page.goto(address + path);
const publish = async () => {
  await page.locator('td-waiting-rows vaadin-button[theme~="primary"], .made vaadin-button[theme~="primary"]').first().click(); // prettier-ignore
  await page.locator('td-publish-page td-change-table').waitFor();
  await page.locator('td-publish-page .foot vaadin-button[theme~="primary"]:not([disabled])').waitFor();
};

await go('/design/start');
await page.locator('td-first-steps li').first().waitFor();
await shot('start');

await go('/design/start/fields');
await page
  .locator('td-app-details input')
  .first()
  .fill(english ? 'Visit' : '拜访');
await page.locator('td-app-details input').nth(2).fill('visit');
const labels = english
  ? ['Visited on', 'Customer phone', 'Status', 'Report']
  : ['拜访日期', '客户电话', '状态', '备注'];
for (const [index, label] of labels.entries()) {
  await page.locator(`[data-line="${index}"]`).fill(label);
  await page.locator(`[data-line="${index}"]`).press('Enter');
}
await page.locator('td-fields-wizard .line input[maxlength="600"]').fill(english ? 'Planned, Done' : '计划, 完成');
await shot('fields');
await page.locator('td-fields-wizard .acts vaadin-button').first().click();
await page.locator('.made').waitFor();
await publish();
await shot('publish');
await page.locator('td-publish-page .foot vaadin-button[theme~="primary"]').click();
await page.waitForURL(/\/design\/(releases|start)/);
await go('/design/form/visit_form');
await page.locator('td-form-canvas').waitFor();
await page.locator('tr-form').first().waitFor();
await shot('form');

await go('/design/start/file');
await page.locator('td-file-wizard input[type=file]').setInputFiles({ name: 'machines.xlsx', mimeType: 'application/octet-stream', buffer: await workbook(customers) }); // prettier-ignore
await page.locator('td-column-table tbody tr').first().waitFor();
await page.locator('td-column-table').scrollIntoViewIfNeeded();
await shot('columns');
await page.locator('td-app-details input').nth(2).fill('machine');
await page.locator('td-file-wizard .acts vaadin-button').first().click();
await page.locator('.made').waitFor();
await publish();
await page.locator('td-publish-page .foot vaadin-button[theme~="primary"]').click();
await page.waitForURL(/\/design\/start/);
await page.locator('td-waiting-rows vaadin-button[theme~="primary"]').first().click();
await page.locator('td-waiting-rows .rejects').waitFor();
await shot('rows');

await go('/design/entity/machine');
await page.locator('td-entity-canvas').waitFor();
await shot('entity');
await go('/design/role/salesperson');
await page.locator('td-role-canvas').waitFor();
await shot('role');
await go('/design/start/templates');
await page.locator('td-template-picture').first().waitFor();
await shot('templates');

/** All pictures of the guide together stay below 600 KB. */
const small = { scale: 0.72, quality: 0.6 };
await go('/import/contact');
const people = [
  'Full name;Customer;E-mail;Birthday;Shoe size',
  `Anna Braun;${customers[0]};anna@example.com;31/12/1980;40`,
  `Ben Carter;${customers[1]};ben@example.com;05/01/1979;43`,
  `Carla Díaz;${customers[0]};not an address;14/07/1991;38`,
  'Dana Evans;Nobody & Sons;dana@example.com;02/02/1988;39',
].join('\n');
await page.locator('input[type=file]').setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(people) }); // prettier-ignore
await page.locator('tr-first-rows tbody tr').first().waitFor();
await page.locator('tr-import-page').evaluate((element) => (element.scrollTop = 150));
await shot('import', small);

await go('/design/print_template/quote_offer');
await page.locator('td-print-canvas image, td-print-canvas svg').first().waitFor();
await shot('print', small);
await go('/design/job/cleanup');
await page.locator('td-job-canvas').waitFor();
await shot('job', small);
await go('/design/translations');
await page.locator('td-translation-grid [role=row], td-translation-grid tr').first().waitFor();
await shot('translations', small);
const drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 110 24"><rect width="24" height="24" rx="5" fill="#0a7d5c"/><rect x="32" y="7" width="76" height="10" rx="3" fill="#0a7d5c"/></svg>'; // prettier-ignore
const look = { kind: 'theme', id: '01KAJ0QX00T2N8C9SEPKXK9T07', name: 'green', schema: 1, label: english ? 'Green' : '绿色', accent: '#0a7d5c', logo: { light: `data:image/svg+xml;base64,${Buffer.from(drawing).toString('base64')}` } }; // prettier-ignore
await context.request.put(`${address}/api/documents/theme/green`, { data: look, headers: { origin: address, 'if-match': '"0"' } }); // prettier-ignore
await go('/design/theme/green');
await page.locator('td-theme-preview').first().waitFor();
await shot('theme', small);
await go('/design/releases');
await page.locator('td-releases-page tr, td-releases-page [role=row]').nth(1).waitFor();
await shot('releases', small);
await browser.close();
