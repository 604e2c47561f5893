/**
 * The canvas of print templates as a person uses it: a quote with its lines put together from the palette by mouse and keys,
 * seen with a real record, mistakes said at their place, one text for each language, published and printed. One site, one page.
 */
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { ulid } from 'ulid';
import { axeFindings } from '../helper/browser.js';
import { becomes } from '../helper/eventually.js';
import { withLivePages } from '../helper/live-page.js';
import { pdfText } from '../helper/pdf-text.js';

describe('browser/design-print', function () {
  this.timeout(90_000);
  const pages = withLivePages({ sample: true });

  const make = async (name: string, more: object = {}): Promise<void> => {
    const document = { kind: 'print_template', id: ulid(), name, schema: 1, label: name, entity: 'quote', body: '<h1>{{number}}</h1>\n', ...more }; // prettier-ignore
    const answer = await pages.admin.send('PUT', `/api/documents/print_template/${name}`, document, {
      'If-Match': '"0"',
    });
    expect(answer.status, answer.text).to.be.oneOf([200, 201]);
  };
  const body = (page: Page) => page.locator('td-template-input .cm-content');
  const entry = (page: Page, name: string) =>
    page.locator(`td-print-palette [data-entry][data-name="${name}"]`).first();
  /** Addresses of the pictures of the pages, when they are those of the text as it stands. */
  const drawn = async (page: Page): Promise<string> => {
    await page.locator('td-template-preview .pages[aria-busy="false"] img').first().waitFor();
    const sources = await page.locator('td-template-preview img').evaluateAll((all) => all.map((each) => (each as HTMLImageElement).src)); // prettier-ignore
    return sources.map(decodeURIComponent).join('');
  };
  const kept = async (name: string) =>
    ((await pages.admin.get(`/api/documents/print_template/${name}`)).json as { document: Record<string, unknown> })
      .document;

  it('puts a quote with its lines together: drawn with a record at once, published, printed', async () => {
    await make('made_quote');
    const page = await pages.open('/design/print_template/made_quote');
    const first = await drawn(page);
    // By mouse: lines with their heads, at the caret.
    await body(page).click();
    await page.keyboard.press('Control+End');
    await entry(page, 'lines').click();
    await body(page).getByText('{{#each lines}}').waitFor();
    await becomes(async () => (await drawn(page)) !== first, true);
    // By keys: the palette, what is looked for, put in and back at the text. In a row its own fields are offered.
    await body(page).getByText('{{#each lines}}').click();
    await page.keyboard.press('End');
    await entry(page, 'quantity').waitFor();
    await page.keyboard.press('Control+End');
    await page.keyboard.press('Control+Insert');
    await page.keyboard.type('total');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await body(page).getByText('{{label total}}: {{money total}}').waitFor();
    await page.getByRole('searchbox', { name: 'Find a field' }).fill('');
    // Dragged to a place of the text: behind the number.
    const [from, to] = [
      await entry(page, 'valid_until').boundingBox(),
      await body(page).getByText('{{number}}').boundingBox(),
    ];
    await page.mouse.move(from!.x + 20, from!.y + 10);
    await page.mouse.down();
    await page.mouse.move(to!.x + to!.width - 2, to!.y + 8, { steps: 6 });
    await page.mouse.up();
    await becomes(() => body(page).evaluate((text) => text.textContent!.includes('valid_until}}')), true);
    expect(await axeFindings(page)).to.deep.equal([]);

    // The foot on every page.
    await page.getByRole('button', { name: 'Foot', exact: true }).click();
    await entry(page, 'page').click();
    await body(page).getByText('{{@page}} / {{@pages}}').waitFor();
    await page.keyboard.press('Control+s');
    await becomes(async () => (await kept('made_quote'))['footer'], '{{@page}} / {{@pages}}');
    const published = await pages.admin.send('POST', '/api/releases', {});
    expect(published.status, published.text).to.equal(201);
    const quote = ((await pages.admin.get('/api/records/quote?limit=1')).json as { rows: { id: string; number: string }[] }).rows[0]!; // prettier-ignore
    const printed = await fetch(`${pages.live.address}/api/print/made_quote`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Cookie: pages.admin.cookie!, Origin: pages.live.address },
      body: JSON.stringify({ ids: [quote.id] }),
    });
    const text = pdfText(new Uint8Array(await printed.arrayBuffer()));
    for (const part of [quote.number, 'Quantity', 'Amount', 'Total:']) expect(text).to.contain(part);
    expect(text).to.match(/1 ?\/ ?1\s*$/);
  });

  it('says what is refused at its place, takes it back, and offers the names that are there', async () => {
    await make('wrong_quote');
    const page = await pages.open('/design/print_template/wrong_quote');
    await drawn(page);
    pages.expectProblems(/422/);
    await body(page).click();
    await page.keyboard.press('Control+End');
    await page.keyboard.type('{{custmer.name');
    const finding = page.locator('td-template-input + ul button', { hasText: 'custmer' });
    await finding.waitFor();
    expect(await finding.innerText()).to.match(/^Line 2, column \d+: .*customer/);
    // The last pages stay, and are said to be old.
    await page.locator('td-template-preview .refused').waitFor();
    expect(await page.locator('td-template-preview .pages.old img').count()).to.equal(1);
    await page.keyboard.press('Control+z');
    await finding.waitFor({ state: 'detached' });
    await body(page).click();
    await page.keyboard.press('Control+End');
    await page.keyboard.type('{{customer.reg');
    await page.locator('.cm-tooltip-autocomplete li', { hasText: 'region' }).waitFor();
    await page.keyboard.press('Tab');
    await body(page).getByText('{{customer.region}}').waitFor();
  });

  it('has one text for each language, other paper, and a list; one change each', async () => {
    await make('spoken_quote', { body: '<h1>Quote {{number}}</h1>' });
    const page = await pages.open('/design/print_template/spoken_quote');
    await drawn(page);
    await page.getByRole('button', { name: 'A text for each language' }).click();
    await page.getByRole('combobox', { name: 'Language' }).selectOption({ label: 'Español (none yet)' });
    await becomes(() => body(page).getAttribute('aria-label'), 'Body, Español');
    await body(page).click();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('Oferta');
    await page.keyboard.press('Control+s');
    await becomes(async () => (await kept('spoken_quote'))['body'] as object, { en: '<h1>Quote {{number}}</h1>', 'zh-CN': '<h1>Quote {{number}}</h1>', es: 'Oferta' }); // prettier-ignore
    await page.getByRole('combobox', { name: 'Paper' }).selectOption({ label: 'Labels 3 × 8' });
    // As many records as the sheet has room for; who looks at one record chooses it no more.
    await page.locator('td-print-canvas tr-reference-box').waitFor({ state: 'detached' });
    await drawn(page);
    await page.getByRole('button', { name: /^Undo/ }).click();
    await page.locator('td-print-canvas tr-reference-box').waitFor();
  });
});
