/** Tags in the head of a record and in a list, as a person works with them. */
import { expect } from 'chai';
import { deskPackage } from '../helper/desk-package.js';
import { becomes } from '../helper/eventually.js';
import { changed, looks, saveForm, withLivePages } from '../helper/live-page.js';

describe('browser/tags', function () {
  this.timeout(60_000);
  const pages = withLivePages({ packages: [deskPackage] });
  const ids: string[] = [];

  before(async () => {
    for (const body of [{ name: 'First', tags: ['vip', 'fair'] }, { name: 'Second', tags: ['vip'] }, { name: 'Third' }])
      ids.push(await pages.create('desk_note', body));
  });

  const stored = async (index: number) => (await pages.stored('desk_note', ids[index]!))['tags'];

  it('adds and takes away words by keyboard, offers those in use, and saves them with the record', async () => {
    const page = await pages.open(`/record/desk_note/${ids[2]}`);
    const head = page.locator('.tagline');
    const input = head.getByRole('combobox', { name: 'Tags' });
    const word = (text: string) => head.getByText(text, { exact: true });
    await head.locator('input').focus();
    const offered = () => head.locator('option').evaluateAll((all) => all.map((each) => (each as HTMLOptionElement).value)); // prettier-ignore
    await becomes(offered, ['vip', 'fair']);
    await becomes(() => input.count(), 1);
    await page.keyboard.type('vip');
    await page.keyboard.press('Enter');
    await word('vip').waitFor();
    await page.keyboard.type('new,');
    await word('new').waitFor();
    await saveForm(page);
    expect(await stored(2)).to.deep.equal(['new', 'vip']);
    await page.locator('tr-timeline .change').filter({ hasText: 'Tags' }).first().waitFor();
    await head.locator('input').focus();
    await page.keyboard.press('Backspace');
    await word('vip').waitFor({ state: 'detached' });
    await head.getByRole('button', { name: 'Remove new' }).click();
    await word('new').waitFor({ state: 'detached' });
    await saveForm(page);
    expect(await stored(2)).to.equal(null);
  });

  it('shows them in the list, filters by them and changes them there', async () => {
    const filter = encodeURIComponent(JSON.stringify({ field: 'tags', op: 'in', value: ['fair'] }));
    const page = await pages.open('/list/desk_note');
    const cell = page.locator('tr-list-grid .tags').filter({ hasText: 'fair' });
    await cell.waitFor();
    const found = (await pages.admin.get(`/api/records/desk_note?fields=name&filter=${filter}`)).json as { rows: { name: string }[] }; // prettier-ignore
    expect(found.rows.map((row) => row.name)).to.deep.equal(['First']);
    await cell.dblclick();
    const box = page.locator('tr-list-grid tr-words-box');
    await box.locator('input:focus').waitFor();
    await box.locator('input').fill('later');
    await page.keyboard.press('Enter');
    await box.getByText('later', { exact: true }).waitFor();
    await changed(page, () => page.keyboard.press('Enter'));
    await page.locator('tr-list-grid .tags').filter({ hasText: 'later' }).waitFor();
  });

  looks(pages, 'tags', {
    paths: () => [`/record/desk_note/${ids[1]}`],
    ready: (page) => page.locator('.tagline').getByText('vip').waitFor(),
  });
});
