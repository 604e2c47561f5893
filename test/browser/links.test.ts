/** What is read through a look-up, and links to a record of any kind, as a person works with them. */
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { deskPackage } from '../helper/desk-package.js';
import { becomes } from '../helper/eventually.js';
import { looks, saveForm, textsOf, unsaved, withLivePages, written } from '../helper/live-page.js';

describe('browser/links', function () {
  this.timeout(60_000);
  const pages = withLivePages({ packages: [deskPackage] });
  const ids: Record<string, string> = {};
  const create = async (entity: string, values: { readonly name: string; readonly [field: string]: unknown }) => {
    ids[values.name] = await pages.create(`desk_${entity}`, values);
  };

  before(async () => {
    await create('area', { name: 'North' });
    await create('area', { name: 'South' });
    await create('firm', { name: 'Acme', area: ids['North'], size: 12 });
    await create('firm', { name: 'Bolt', area: ids['South'], size: 340 });
    await create('person', { name: 'Ann Lee' });
    await create('person', { name: 'Bob' });
  });
  beforeEach(async () => {
    await pages.clear('desk_note');
    await create('note', { name: 'First', firm: ids['Acme'], about: { entity: 'desk_firm', id: ids['Bolt'] } });
    await create('note', { name: 'Second', firm: ids['Bolt'], about: { entity: 'desk_person', id: ids['Ann Lee'] } });
    await create('note', { name: 'Third' });
  });

  const stored = (name: string) => pages.stored('desk_note', ids[name]!);
  const option = (page: Page, name: string) => page.getByRole('option', { name, exact: true });

  it('shows what it reads in the form, which no one can type, and anew after the look-up changed', async () => {
    const page = await pages.open(`/record/desk_note/${ids['First']}`);
    const area = page.getByRole('group', { name: 'Area of the firm' });
    await area.getByRole('link', { name: 'North' }).waitFor();
    await page.getByRole('group', { name: 'Employees of the firm' }).getByText('12').waitFor();
    const firm = page.getByRole('combobox', { name: 'Firm' });
    await firm.fill('Bol');
    await option(page, 'Bolt').click();
    await area.getByText('–').waitFor();
    await saveForm(page);
    await area.getByRole('link', { name: 'South' }).waitFor();
    expect(await stored('First')).to.deep.include({ firm_size: 340 });
  });

  it('links to a record of a chosen kind by keyboard, and to nothing again', async () => {
    pages.expectProblems(/422/);
    const page = await pages.open(`/record/desk_note/${ids['Third']}`);
    const box = page.locator('tr-any-reference');
    const kind = (name: string) => box.getByRole('button', { name: `Kind ${name}`.trim(), exact: true });
    const focused = page.locator(':focus');
    await kind('').focus();
    await page.keyboard.press('Enter');
    await option(page, '–').and(focused).waitFor();
    expect(await textsOf(page.getByRole('option'))).to.deep.equal(['–', 'Firm', 'Person']);
    await page.keyboard.press('End');
    await option(page, 'Person').and(focused).waitFor();
    await page.keyboard.press('Enter');
    await kind('Person').and(focused).waitFor();
    const record = box.getByRole('combobox', { name: 'Record' });
    await record.focus();
    await page.keyboard.type('Ann');
    await option(page, 'Bob').waitFor({ state: 'hidden' });
    await option(page, 'Ann Lee').waitFor();
    await page.keyboard.press('ArrowDown');
    await option(page, 'Ann Lee').and(page.locator('[focused]')).waitFor();
    await page.keyboard.press('Enter');
    await option(page, 'Ann Lee').waitFor({ state: 'hidden' });
    await saveForm(page);
    const link = { entity: 'desk_person', id: ids['Ann Lee'], label: 'Ann Lee' };
    expect((await stored('Third'))['about']).to.deep.equal(link);
    await page.locator('tr-timeline .change').filter({ hasText: 'About' }).getByText('Ann Lee').first().waitFor();
    // Another kind begins without a record, and alone it is no link.
    await kind('Person').click();
    await option(page, 'Firm').click();
    await kind('Firm').waitFor();
    await unsaved(page);
    const refused = await written(page, () => page.keyboard.press('Control+s'));
    expect(refused.status()).to.equal(422);
    await page.getByText('choose both the kind and the record', { exact: false }).first().waitFor();
    expect((await stored('Third'))['about']).to.deep.equal(link);
    await kind('Firm').click();
    await option(page, '–').click();
    await kind('').waitFor();
    await saveForm(page);
    expect((await stored('Third'))['about']).to.equal(null);
  });

  it('lists both, sorts by what is read, filters by it, by a record and by a kind', async () => {
    const page = await pages.open('/list/desk_note');
    const grid = page.locator('tr-list-grid');
    await grid.getByRole('link', { name: 'Ann Lee' }).first().waitFor();
    await grid.getByRole('link', { name: 'North' }).first().waitFor();
    const rows = grid.locator('a.name:visible');
    await becomes(() => textsOf(rows), ['First', 'Second', 'Third']);
    await page.getByRole('button', { name: 'Area of the firm: sort' }).click();
    await page.waitForFunction(() => location.search.includes('sort=firm_area'));
    await becomes(() => textsOf(rows), ['Third', 'First', 'Second']);
    for (const [filter, names] of [
      [{ field: 'firm_area', op: 'eq', value: ids['South'] }, ['Second']],
      [{ field: 'about', op: 'eq', value: ids['Bolt'] }, ['First']],
      [{ field: 'about.entity', op: 'eq', value: 'desk_person' }, ['Second']],
    ] as const) {
      const answer = await pages.admin.get(`/api/records/desk_note?fields=name&filter=${encodeURIComponent(JSON.stringify(filter))}`); // prettier-ignore
      expect((answer.json as { rows: { name: string }[] }).rows.map((row) => row.name)).to.deep.equal(names);
    }
    await grid.getByRole('link', { name: 'Ann Lee' }).first().click();
    await page.waitForURL(`**/record/desk_person/${ids['Ann Lee']}`);
  });

  looks(pages, 'links', {
    paths: () => [`/record/desk_note/${ids['Second']}`, '/list/desk_note'],
    ready: (page) => page.getByText('Second').first().waitFor(),
  });
});
