/** A list as a board of columns, as a person works with it: by mouse, by keys and by finger. */
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { writeMany } from '../../server/records/bulk.js';
import { axeFindings } from '../helper/browser.js';
import { becomes } from '../helper/eventually.js';
import {
  changed,
  saveForm,
  settledBox,
  textsOf,
  withLivePages,
  withoutNews,
  type OpenOptions,
} from '../helper/live-page.js';

const board = '/list/opportunity?view=opportunity_board';

describe('browser/board-view', function () {
  this.timeout(60_000);
  const pages = withLivePages();
  let owner = '';
  /** Of Alpha, Beta and Gamma. */
  let ids: readonly string[] = [];
  before(async () => {
    owner = (await pages.admin.get('/api/session')).json.user.id as string;
  });
  beforeEach(async () => {
    await pages.clear('opportunity');
    const rows = [
      ['Alpha', 'prospecting', 100],
      ['Beta', 'prospecting', 50],
      ['Gamma', 'engaging', 7],
    ].map(([name, stage, amount]) => ({ body: { name, stage, amount, owner, expected_on: '2026-05-01' } }));
    const made = await writeMany(pages.live.site.system('test'), 'opportunity', rows as never);
    expect(made.failed).to.deep.equal([]);
    ids = made.ids.map(String);
  });

  const open = async (options: OpenOptions = {}, path = board): Promise<Page> => {
    const page = await pages.open(path, options);
    await page.locator('tr-board .card').first().waitFor();
    return page;
  };
  const lane = (page: Page, name: string) => page.getByRole('region', { name: new RegExp(`^${name}, `) });
  const card = (page: Page, name: string) => page.locator('tr-board').getByRole('link', { name, exact: true });
  const stageOf = async (name: string) => {
    const filter = encodeURIComponent(JSON.stringify({ field: 'name', op: 'eq', value: name }));
    const { json } = await pages.admin.get(`/api/records/opportunity?fields=stage&filter=${filter}`);
    return json.rows[0].stage as string;
  };
  /** Takes a card with the mouse as far as a column. */
  const drag = async (page: Page, name: string, to: string) => {
    const from = await settledBox(card(page, name));
    const { x, y } = await settledBox(lane(page, to));
    await page.mouse.move(from.x + 20, from.y + 8);
    await page.mouse.down();
    await page.mouse.move(x + 60, y + 120, { steps: 6 });
    await page.locator('.lane.over').waitFor();
  };

  it('counts and adds up each column', async () => {
    const page = await open();
    await page.getByRole('region', { name: 'Prospecting, 2', exact: true }).getByText('USD 150.00').waitFor();
    await page.getByRole('region', { name: 'Engaging, 1', exact: true }).getByText('USD 7.00').waitFor();
    await page.getByRole('region', { name: 'Won, 0', exact: true }).getByText('No cards').waitFor();
    expect(await page.getByRole('button', { name: 'Columns', exact: true }).count()).to.equal(0);
    expect(await axeFindings(page)).to.deep.equal([]);
  });

  it('writes the value of the column that a card is dragged to, and takes it back', async () => {
    const page = await open();
    await drag(page, 'Alpha', 'Qualified');
    await changed(page, () => page.mouse.up());
    await page.getByRole('region', { name: 'Qualified, 1', exact: true }).getByText('USD 100.00').waitFor();
    expect(await stageOf('Alpha')).to.equal('qualified');
    await changed(page, () => page.getByRole('button', { name: 'Undo' }).click());
    await lane(page, 'Prospecting').getByRole('link', { name: 'Alpha' }).waitFor();
    expect(await stageOf('Alpha')).to.equal('prospecting');
  });

  it('asks for what a stage demands, saves both in one write, and takes both back', async () => {
    const page = await open({ width: 2200 });
    const before = await pages.stored('opportunity', ids[0]!);
    await drag(page, 'Alpha', 'Lost');
    await page.mouse.up();
    await page.getByRole('dialog', { name: '“Alpha” moves to Lost' }).waitFor();
    const dialog = page.locator('tr-stage-dialog');
    const reason = dialog.getByRole('button', { name: 'Loss reason' });
    await reason.and(page.locator(':focus')).waitFor();
    expect(await axeFindings(page)).to.deep.equal([]);
    await dialog.getByRole('button', { name: 'Save and move' }).click();
    await dialog.getByText('Loss reason must be filled in.').waitFor();
    await reason.click();
    await page.getByRole('option', { name: 'Price', exact: true }).click();
    await changed(page, () => dialog.getByRole('button', { name: 'Save and move' }).click());
    await page.getByRole('region', { name: 'Lost, 1', exact: true }).getByRole('link', { name: 'Alpha' }).waitFor();
    const lost = await pages.stored('opportunity', ids[0]!);
    expect(lost).to.include({
      stage: 'lost',
      loss_reason: 'price',
      probability: 0,
      version: Number(before['version']) + 1,
    });
    expect(lost['closed_on']).to.be.a('string');
    await changed(page, () => page.getByRole('button', { name: 'Undo' }).click());
    await lane(page, 'Prospecting').getByRole('link', { name: 'Alpha' }).waitFor();
    const names = ['stage', 'loss_reason', 'probability', 'closed_on', 'stage_on', 'amount'] as const;
    const after = await pages.stored('opportunity', ids[0]!);
    expect(names.map((name) => after[name] ?? null)).to.deep.equal(names.map((name) => before[name] ?? null));
  });

  it('puts a card back that its person does not want to give a reason for, by keys as by mouse', async () => {
    await pages.change('opportunity', ids[2]!, { stage: 'won' });
    const page = await open();
    await card(page, 'Gamma').focus();
    await page.keyboard.press('Control+ArrowRight');
    await page.getByRole('dialog', { name: '“Gamma” moves to Lost' }).waitFor();
    const dialog = page.locator('tr-stage-dialog');
    await dialog.getByRole('button', { name: 'Loss reason' }).and(page.locator(':focus')).waitFor();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await lane(page, 'Won').locator('.card a:focus').filter({ hasText: 'Gamma' }).waitFor();
    await page.getByRole('region', { name: 'Lost, 0', exact: true }).waitFor();
    expect(await pages.stored('opportunity', ids[2]!)).to.include({ stage: 'won', version: 2 });
  });

  it('asks in the cell of a list as on the board, and takes all of it back', async () => {
    const names = ['stage', 'loss_reason', 'probability', 'closed_on', 'stage_on'] as const;
    const state = async () => {
      const record = await pages.stored('opportunity', ids[0]!);
      return names.map((name) => record[name] ?? null);
    };
    await pages.change('opportunity', ids[0]!, { probability: 0.42, stage_on: '2026-01-05' });
    const before = await state();
    const page = await pages.open('/list/opportunity?view=opportunity_all&sort=name');
    const choose = async () => {
      await page.locator('tr-list-grid span.cell:visible', { hasText: 'Prospecting' }).first().click();
      await page.keyboard.press('F2');
      await page.locator('tr-cell-editor vaadin-select').waitFor();
      await page.getByRole('option', { name: 'Lost' }).click();
      await page.getByRole('dialog', { name: '“Alpha” moves to Lost' }).waitFor();
    };
    const dialog = page.locator('tr-stage-dialog');
    await choose();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.locator('tr-list-grid span.cell:visible', { hasText: 'Prospecting' }).nth(1).waitFor();
    expect(await state()).to.deep.equal(before);
    await choose();
    await dialog.getByRole('button', { name: 'Loss reason' }).click();
    await page.getByRole('option', { name: 'Price', exact: true }).click();
    await changed(page, () => dialog.getByRole('button', { name: 'Save and move' }).click());
    expect((await state()).slice(0, 3)).to.deep.equal(['lost', 'price', 0]);
    await changed(page, () => page.getByRole('button', { name: 'Undo' }).click());
    expect(await state()).to.deep.equal(before);
  });

  it('tells how long a card has stood in its stage, with a sign where that is too long', async () => {
    const day = (back: number) => new Date(Date.now() - back * 86_400_000).toISOString().slice(0, 10);
    await pages.change('opportunity', ids[0]!, { stage_on: day(60) });
    await pages.change('opportunity', ids[1]!, { stage_on: day(3) });
    const page = await open();
    const age = (name: string) => page.locator('.card', { hasText: name }).locator('.age');
    // The day of the browser and that of the site may differ by one.
    expect(await age('Alpha').innerText()).to.match(/^(59|60|61) days here, too long$/);
    expect(await age('Beta').innerText()).to.match(/^[234] days here$/);
    expect([
      await age('Alpha').locator('svg, tr-icon').count(),
      await age('Beta').locator('svg, tr-icon').count(),
    ]).to.deep.equal([1, 1]);
  });

  it('leads a record through its stages above its form, by mouse and by keys', async () => {
    const page = await pages.open(`/record/opportunity/${ids[0]}`);
    const path = page.getByRole('group', { name: 'Path of Stage' });
    const step = (name: string) => path.getByRole('button', { name });
    await path.locator('[aria-current=step]').getByText('Prospecting').waitFor();
    await step('Prospecting').focus();
    for (const key of ['ArrowRight', 'ArrowRight', 'Enter']) await page.keyboard.press(key);
    await path.locator('[aria-current=step]').getByText('Qualified').waitFor();
    await path.getByRole('button', { name: /^Engaging.*done$/ }).waitFor();
    // What follows is shown before it is saved.
    const probability = page.getByLabel('Probability', { exact: true });
    await becomes(() => probability.inputValue(), '35 %');
    await step('Lost').click();
    await page.getByRole('button', { name: 'Loss reason' }).waitFor();
    await page.keyboard.press('Control+s');
    await page.getByRole('alert').getByText('Loss reason must be filled in.').waitFor();
    await step('Proposal').click();
    await saveForm(page);
    expect(await pages.stored('opportunity', ids[0]!)).to.include({
      stage: 'proposal',
      probability: 0.55,
      closed_on: null,
    });
    expect(await axeFindings(page)).to.deep.equal([]);
    await page.getByLabel('Value', { exact: true }).fill('');
    await step('Negotiation').click();
    await page.keyboard.press('Control+s');
    await page.getByRole('alert').getByText('Enter the value of the opportunity before it is negotiated.').waitFor();
    expect(await stageOf('Alpha')).to.equal('proposal');
  });

  it('says the step in one line on a phone, and moves by its menu', async () => {
    const page = await pages.open(`/record/opportunity/${ids[0]}`, { width: 390, height: 844, touch: true });
    await page.getByRole('button', { name: 'Step 1 of 6: Prospecting' }).tap();
    await page.getByRole('menuitemradio', { name: 'Engaging' }).tap();
    await page.getByRole('button', { name: 'Step 2 of 6: Engaging' }).waitFor();
    expect(await axeFindings(page)).to.deep.equal([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).to.equal(true);
  });

  it('leaves a card where it was when Escape ends the drag', async () => {
    const page = await open();
    const sent: (string | undefined)[] = [];
    page.on('request', (request) => request.method() === 'PATCH' && sent.push(request.url().split('/').at(-1)));
    await drag(page, 'Alpha', 'Qualified');
    await page.keyboard.press('Escape');
    await page.locator('.lane.over').waitFor({ state: 'detached' });
    await page.mouse.up();
    // What letting go had sent would stand before the next change.
    await card(page, 'Gamma').focus();
    await changed(page, () => page.keyboard.press('Control+ArrowRight'));
    expect(sent).to.deep.equal([ids[2]]);
    await page.getByRole('region', { name: 'Qualified, 1', exact: true }).getByText('USD 7.00').waitFor();
    expect(await textsOf(lane(page, 'Prospecting').getByRole('link'))).to.deep.equal(['Alpha', 'Beta']);
    expect(await stageOf('Alpha')).to.equal('prospecting');
  });

  it('goes through the cards by arrows and moves one by Ctrl and an arrow, the focus with it', async () => {
    const page = await open();
    const focused = (column: string) => lane(page, column).locator('.card a:focus');
    await card(page, 'Gamma').focus();
    await page.keyboard.press('ArrowLeft');
    const first = await focused('Prospecting').innerText();
    expect(first).to.be.oneOf(['Alpha', 'Beta']);
    await page.keyboard.press('ArrowDown');
    const second = await focused('Prospecting').filter({ hasNotText: first }).innerText();
    expect(second).to.be.oneOf(['Alpha', 'Beta']);
    await changed(page, () => page.keyboard.press('Control+ArrowRight'));
    // The sum is the server's: the column has been fetched again.
    await lane(page, 'Engaging').locator('.sum b').filter({ hasNotText: 'USD 7.00' }).waitFor();
    await focused('Engaging').filter({ hasText: second }).waitFor();
    expect(await stageOf(second)).to.equal('engaging');
    await page.keyboard.press('Space');
    await page.getByRole('region', { name: 'Quick view' }).waitFor();
  });

  it('keeps the focus on a card that takes another place among the others when they are fetched again', async () => {
    const page = await open();
    await card(page, 'Gamma').focus();
    await changed(page, () => page.keyboard.press('Control+ArrowLeft'));
    // On top at first, where the hand put it; then where the order of the view puts it.
    await becomes(() => textsOf(lane(page, 'Prospecting').getByRole('link')), ['Alpha', 'Beta', 'Gamma']);
    await lane(page, 'Prospecting').locator('.card a:focus').filter({ hasText: 'Gamma' }).waitFor();
  });

  it('puts a refused card back and says why', async () => {
    pages.expectProblems(/422/);
    const page = await open();
    await page.route('**/api/records/opportunity/*', (route) =>
      route.request().method() === 'PATCH'
        ? route.fulfill({
            status: 422,
            json: { error: { code: 'INVALID', message: 'No.', details: [{ path: '/stage', code: 'RULE', message: 'Ask Bo first.' }], requestId: 'r' } },
          })
        : route.continue(),
    ); // prettier-ignore
    await card(page, 'Gamma').focus();
    await page.keyboard.press('Control+ArrowRight');
    await page.getByText('“Gamma” stays where it was: Ask Bo first.').first().waitFor();
    await lane(page, 'Engaging').getByRole('link', { name: 'Gamma' }).waitFor();
  });

  it('follows the filter, and says when nothing is left', async () => {
    const filter = (name: string) => encodeURIComponent(JSON.stringify({ field: 'name', op: 'eq', value: name }));
    const page = await open({}, `${board}&filter=${filter('Gamma')}`);
    await page.getByRole('region', { name: 'Prospecting, 0', exact: true }).waitFor();
    await page.goto(`${pages.live.address}${board}&filter=${filter('Omega')}`);
    await page.getByRole('button', { name: 'Clear filters' }).first().waitFor();
  });

  it('is read only for whoever may not write the field', async () => {
    await pages.live.addUser({ login: 'reader.board', roles: ['marketing'] });
    const page = await open({ as: await pages.live.signIn('reader.board') });
    await page.getByText('Cards cannot be moved. Your role may read these records but not change them.').waitFor();
    await card(page, 'Gamma').focus();
    await page.keyboard.press('Control+ArrowRight');
    await page.getByText('Your role may read these records but not change them.', { exact: true }).first().waitFor();
    expect(await stageOf('Gamma')).to.equal('engaging');
  });

  it('stays a board when it is saved as a view, with its columns and sums', async () => {
    const page = await open();
    await page.getByRole('button', { name: 'This view' }).click();
    await page.getByRole('menuitem', { name: 'Save as a new view' }).click();
    const name = page.getByLabel('Name', { exact: true });
    await name.and(page.locator(':focus')).waitFor();
    await name.fill('My stages');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('View “My stages” saved').first().waitFor();
    await page.waitForURL(/view=0/);
    await page.reload();
    await page.getByRole('region', { name: 'Prospecting, 2', exact: true }).getByText('USD 150.00').waitFor();
    await card(page, 'Gamma').waitFor();
    const { views } = (await pages.admin.get('/api/views')).json as {
      views: { name: string; look: { mode?: string; options?: object } }[];
    };
    const { look } = views.find((view) => view.name === 'My stages')!;
    expect(look.mode).to.equal('board');
    expect(look.options).to.deep.include({ by: 'stage', sums: ['amount'] });
  });

  it('says how many columns of a look-up it leaves out, and offers the filter for them', async () => {
    const system = pages.live.site.system('test');
    const many = Array.from({ length: 203 }, (_, n) => ({ body: { name: `Brand ${String(n).padStart(3, '0')}` } }));
    const brands = await writeMany(system, 'brand', many);
    const rows = brands.ids.map((brand, n) => ({ body: { name: `Thing ${n}`, brand } }));
    expect((await writeMany(system, 'product', rows)).failed).to.deep.equal([]);
    const look = { columns: [{ path: 'name' }, { path: 'code' }], mode: 'board', options: { by: 'brand' } };
    const body = { entity: 'product', name: 'By brand', scope: 'personal', look };
    const { id } = (await pages.admin.post('/api/views', body)).json as { id: string };
    const page = await open({}, `/list/product?view=${id}`);
    await page.getByText('3 more columns are not shown').waitFor();
    await page.getByRole('button', { name: 'Filter by Brand' }).click();
    const panel = page.locator('tr-list-mode tr-filter-panel');
    await panel.getByRole('combobox', { name: 'Value' }).fill('Brand 202');
    await page.getByRole('option', { name: 'Brand 202' }).click();
    await panel.getByRole('button', { name: 'Apply' }).click();
    await page.getByRole('region', { name: 'Brand 202, 1', exact: true }).waitFor();
    await page.getByText('3 more columns are not shown').waitFor({ state: 'detached' });
    await page.goBack();
    await page.getByText('3 more columns are not shown').waitFor();
  });

  it('asks when somebody else moved the card meanwhile: theirs or mine', async () => {
    pages.expectProblems(/409|events/);
    // News of the other change would show it at once.
    const page = await open({ first: withoutNews });
    await card(page, 'Gamma').waitFor();
    const change = (stage: string) => pages.change('opportunity', ids[2]!, { stage });
    await change('qualified');
    await card(page, 'Gamma').focus();
    await page.keyboard.press('Control+ArrowLeft');
    const dialog = page.getByRole('dialog', { name: 'Someone else saved in the meantime' });
    await dialog.waitFor();
    await page.getByRole('radio', { name: 'Stage: Theirs, Qualified' }).check();
    const cells = page.getByRole('row', { name: /^Stage/ }).locator('th, td');
    const texts = async () => (await cells.allInnerTexts()).map((text) => text.trim());
    await becomes(texts, ['Stage', 'Engaging', 'Qualified', 'Prospecting']);
    expect(await axeFindings(page)).to.deep.equal([]);
    await page.getByRole('button', { name: 'Save my choice' }).click();
    await dialog.waitFor({ state: 'detached' });
    await lane(page, 'Qualified').getByRole('link', { name: 'Gamma' }).waitFor();
    expect(await stageOf('Gamma')).to.equal('qualified');
    await change('won');
    await card(page, 'Gamma').focus();
    await page.keyboard.press('Control+ArrowLeft');
    await page.getByRole('radio', { name: /^Stage: Mine/ }).check();
    await page.getByRole('button', { name: 'Save my choice' }).click();
    await page.getByText('“Gamma” moved to').first().waitFor();
    expect(await stageOf('Gamma')).not.to.be.oneOf(['won', 'qualified']);
  });

  it('moves by the menu of a card on a desk, with the mouse alone', async () => {
    const page = await open();
    await page.getByRole('button', { name: 'Actions of Alpha' }).click();
    await changed(page, () => page.getByRole('menuitemradio', { name: 'Engaging' }).click());
    await lane(page, 'Engaging').getByRole('link', { name: 'Alpha' }).waitFor();
    expect(await stageOf('Alpha')).to.equal('engaging');
  });

  it('moves by the menu on a phone', async () => {
    const page = await open({ width: 390, height: 844, touch: true });
    expect(await axeFindings(page)).to.deep.equal([]);
    await page.getByRole('button', { name: 'Actions of Alpha' }).tap();
    const item = page.getByRole('menuitemradio', { name: 'Engaging' });
    await changed(page, () => item.tap());
    expect(await stageOf('Alpha')).to.equal('engaging');
  });
});
