/** A list as a tree of records below one another, as a person works with it: by keys, by its menus and by finger. */
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { writeMany } from '../../server/records/bulk.js';
import { axeFindings } from '../helper/browser.js';
import { becomes } from '../helper/eventually.js';
import { changed, textsOf, withLivePages, withoutNews, type OpenOptions } from '../helper/live-page.js';

const tree = '/list/area?view=area_tree';

describe('browser/tree-view', function () {
  this.timeout(60_000);
  const pages = withLivePages();
  const ids: Record<string, string> = {};
  before(async () => {
    const add = async (name: string, parent?: string) => {
      const body = { name, code: name, level: 'country', parent: parent === undefined ? null : ids[parent] };
      const made = await writeMany(pages.live.site.system('test'), 'area', [{ body }]);
      ids[name] = made.ids[0]!;
    };
    await add('Europe');
    await add('North', 'Europe');
    await add('Sweden', 'North');
    await add('South', 'Europe');
    await add('Asia');
  });
  beforeEach(() => put('Asia', null));

  const put = (name: string, parent: string | null) =>
    pages.change('area', ids[name]!, { parent: parent === null ? null : ids[parent] });
  const open = async (options: OpenOptions = {}, path = tree): Promise<Page> => {
    const page = await pages.open(path, options);
    await page.locator('tr-tree .line').first().waitFor();
    return page;
  };
  const line = (page: Page, name: string) => page.locator('tr-tree .line').filter({ has: page.getByRole('link', { name, exact: true }) }); // prettier-ignore
  const shows = (page: Page, wanted: readonly string[]) =>
    becomes(() => textsOf(page.locator('tr-tree .name')), [...wanted]);
  const stands = (page: Page, name: string) => line(page, name).and(page.locator(':focus')).waitFor();
  const offered = async (page: Page, name: string) => {
    await page.getByRole('button', { name: `Actions of ${name}` }).click();
    await page.getByRole('menu').waitFor();
    return textsOf(page.getByRole('menuitem'));
  };
  const parentOf = async (name: string) => {
    const { parent } = await pages.stored('area', ids[name]!);
    return (parent as { readonly label: string } | null)?.label ?? null;
  };

  it('fetches a branch when it is opened by an arrow, and goes through it', async () => {
    const page = await open();
    await shows(page, ['Asia', 'Europe']);
    await line(page, 'Europe').getByText('2 below').waitFor();
    await line(page, 'Europe').focus();
    await page.keyboard.press('ArrowRight');
    await shows(page, ['Asia', 'Europe', 'North', 'South']);
    await line(page, 'North').getByText('1 below').waitFor();
    await page.keyboard.press('ArrowRight');
    await stands(page, 'North');
    await page.keyboard.press('ArrowRight');
    await line(page, 'Sweden').and(page.locator('[aria-level="3"]')).waitFor();
    expect(await axeFindings(page)).to.deep.equal([]);
    await page.keyboard.press('ArrowDown');
    await stands(page, 'Sweden');
    await page.keyboard.press('ArrowLeft');
    await stands(page, 'North');
    await page.keyboard.press('ArrowLeft');
    await line(page, 'Sweden').waitFor({ state: 'detached' });
    await page.keyboard.press('Space');
    await page.getByRole('region', { name: 'Quick view' }).getByRole('heading', { name: 'North' }).waitFor();
  });

  it('moves a record under another by its menu, never under itself, and takes it back', async () => {
    const page = await open();
    await line(page, 'Europe').locator('.twist').click();
    await shows(page, ['Asia', 'Europe', 'North', 'South']);
    expect(await offered(page, 'Europe')).to.deep.equal(['Quick view', 'Asia']);
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'hidden' });
    expect(await offered(page, 'Asia')).to.deep.equal(['Quick view', 'Europe', 'North', 'South']);
    await changed(page, () => page.getByRole('menuitem', { name: 'Europe' }).click());
    await line(page, 'Europe').getByText('3 below').waitFor();
    await line(page, 'Asia').and(page.locator('[aria-level="2"]')).waitFor();
    expect(await parentOf('Asia')).to.equal('Europe');
    await changed(page, () => page.getByRole('button', { name: 'Undo' }).click());
    await line(page, 'Europe').getByText('2 below').waitFor();
    expect(await parentOf('Asia')).to.equal(null);
  });

  it('asks when somebody else moved the record meanwhile, by the names of the places', async () => {
    pages.expectProblems(/409|events/);
    const page = await open({ first: withoutNews });
    await line(page, 'Asia').waitFor();
    await line(page, 'Europe').focus();
    await page.keyboard.press('ArrowRight');
    await line(page, 'South').waitFor();
    await put('Asia', 'Sweden');
    await page.getByRole('button', { name: 'Actions of Asia' }).click();
    await page.getByRole('menuitem', { name: 'South' }).click();
    await page.getByRole('radio', { name: /Theirs, Sweden$/ }).check();
    await page.getByRole('radio', { name: /Mine, South$/ }).waitFor();
    await page.getByRole('button', { name: 'Save my choice' }).click();
    await line(page, 'Asia').waitFor({ state: 'detached' });
    expect(await parentOf('Asia')).to.equal('Sweden');
  });

  it('shows what fits a filter without branches', async () => {
    const filter = encodeURIComponent(JSON.stringify({ field: 'name', op: 'contains', value: 'Swed' }));
    const page = await open({}, `${tree}&filter=${filter}`);
    await page.getByText('Records that fit the filter, without their branches.').waitFor();
    await shows(page, ['Sweden']);
  });

  it('offers no move to whoever may not write, and says why', async () => {
    await pages.live.addUser({ login: 'reader.tree', roles: ['salesperson'] });
    const page = await open({ as: await pages.live.signIn('reader.tree') });
    await page.getByRole('button', { name: 'Actions of Asia' }).click();
    const item = page.getByRole('menuitem', { name: /^Europe/ });
    expect(await item.getAttribute('aria-disabled')).to.equal('true');
    await item.getByText('Your role may read these records but not change them.').waitFor();
  });

  it('opens branches by touch on a phone', async () => {
    const page = await open({ width: 390, height: 844, touch: true });
    await line(page, 'Europe').locator('.twist').tap();
    await line(page, 'North').waitFor();
    expect(await axeFindings(page)).to.deep.equal([]);
  });
});
