/** What an administrator does without writing text: walks the parts of a document, changes their properties, takes it back. */
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { axeFindings } from '../helper/browser.js';
import { becomes } from '../helper/eventually.js';
import { withLivePages } from '../helper/live-page.js';
import { hasFocus } from '../helper/page-signs.js';

interface Field {
  readonly name: string;
  readonly label?: unknown;
  readonly required?: boolean;
  readonly visibleIf?: string;
}

describe('browser/design-parts', function () {
  this.timeout(60_000);
  const pages = withLivePages();
  let page: Page;

  const fields = async (): Promise<readonly Field[]> =>
    ((await pages.admin.get('/api/documents/entity/region')).json.document as { fields: Field[] }).fields;
  const names = async () => (await fields()).map(({ name }) => name);
  const field = async (name: string) => (await fields()).find((each) => each.name === name);
  const part = (name: RegExp) => page.getByRole('treeitem', { name });
  const inspector = () => page.locator('td-inspector');

  beforeEach(async () => {
    page = await pages.open('/design/entity/region');
    await part(/^Name name/).waitFor();
  });

  it('walks the parts by keys, goes into their properties and back', async () => {
    await part(/^Region Entity/).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await hasFocus(part(/^Name name/));
    await page.keyboard.press('Enter');
    await inspector().getByRole('heading', { name: /^Name/ }).waitFor();
    await hasFocus(inspector().getByRole('textbox', { name: 'Name', exact: true }));
    await inspector().getByRole('button', { name: 'Region', exact: true }).click();
    await inspector().getByRole('textbox', { name: 'Plural', exact: true }).waitFor();
    expect(await axeFindings(page)).to.deep.equal([]);
  }); // prettier-ignore

  it('changes a label, a switch and a rule; a draft is saved by itself; each is taken back as one', async () => {
    const original = await field('name');
    await part(/^Name name/).click();
    await inspector().getByRole('textbox', { name: 'Label', exact: true }).fill('Called');
    await part(/^Called name/).waitFor();
    const rule = inspector().getByRole('textbox', { name: 'Visible if' });
    await rule.click();
    await page.keyboard.type('name <>');
    await inspector().getByText('A value is missing after "<>".').waitFor();
    await page.keyboard.type(' null');
    await inspector().getByRole('checkbox', { name: 'Sortable' }).click();
    await becomes(async () => (await field('name'))?.visibleIf, 'name <> null');
    const changed = await field('name');

    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    await becomes(async () => (await field('name'))?.visibleIf, undefined);
    await page.getByRole('button', { name: /^Undo: Label/ }).click();
    await part(/^Name name/).waitFor();
    for (let i = 0; i < 3; i++) await page.keyboard.press('Control+y');
    await becomes(() => field('name'), changed);
    for (let i = 0; i < 3; i++) await page.keyboard.press('Control+z');
    await becomes(() => field('name'), original);
  });

  it('moves, duplicates and removes a part by keys and by its menu, and is the same as text', async () => {
    pages.expectProblems(/409/);
    const before = await names();
    await part(/^Name name/).focus();
    await page.keyboard.press('Alt+ArrowDown');
    await becomes(async () => (await names()).indexOf('name'), before.indexOf('name') + 1);
    await hasFocus(part(/^Name name/));
    await page.keyboard.press('Delete');
    await becomes(async () => (await names()).includes('name'), false);
    await page.getByRole('button', { name: 'Text', exact: true }).click();
    const text = page.getByRole('textbox', { name: /^Text of/ });
    await text.waitFor();
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    await becomes(names, before);
    await page.getByRole('button', { name: 'Design', exact: true }).click();
    await part(/^Name name/).waitFor();
  });
});
