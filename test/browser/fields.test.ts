/** Every field type that the CRM's documents do not use: shown in a list, created, edited and filtered as a person does it. */
import { expect } from 'chai';
import type { Locator, Page } from 'playwright-core';
import { axeFindings } from '../helper/browser.js';
import { becomes } from '../helper/eventually.js';
import { withLivePages, written } from '../helper/live-page.js';
import { hasFocus, holds } from '../helper/page-signs.js';
import { specimen, wholeThing } from '../helper/specimen.js';

const thing = 'specimen_thing';

describe('browser/fields', function () {
  this.timeout(60_000);
  const pages = withLivePages({ packages: [specimen] });
  const { open } = pages;
  let alpha: string;
  before(async () => {
    alpha = await create(wholeThing);
    await create({ name: 'Beta', topics: ['earth'], score: 1, effort: 10, address: { city: 'Aachen' } });
    await create({ name: 'Gamma' });
  });

  const create = (body: object): Promise<string> => pages.create(thing, body as Record<string, unknown>);
  const read = (id: string): Promise<Record<string, unknown>> => pages.stored(thing, id);
  /** The last of the form's lazy parts are there. */
  const formReady = async (page: Page): Promise<void> => {
    await page.locator('tr-rich-editor [role="textbox"]').waitFor();
    await page.locator('tr-icon-box button.box').waitFor();
  };
  const openForm = async (path: string, options = {}): Promise<Page> => {
    const page = await open(path, options);
    await formReady(page);
    return page;
  };
  const save = async (page: Page): Promise<void> => {
    const answer = await written(page, () => page.keyboard.press('Control+s'));
    expect(answer.status(), await answer.text()).to.be.oneOf([200, 201]);
  };
  /** Types a day; the calendar opens with the typing, takes what was typed, and closes. */
  const typeDay = async (page: Page, around: Locator, label: string, day: string): Promise<void> => {
    await around.getByLabel(label).fill(day);
    await page.locator('vaadin-date-picker[opened]').waitFor();
    await page.keyboard.press('Enter');
    await page.locator('vaadin-date-picker[opened]').waitFor({ state: 'detached' });
  };
  const rows = (page: Page): Locator => page.locator('tr-list-grid a.name:visible');
  const filterBy = async (page: Page, field: string, operator: string | undefined, value?: () => Promise<void>) => {
    await page.goto(`${pages.live.address}/list/${thing}`);
    await rows(page).first().waitFor();
    await page.getByRole('button', { name: 'Filter', exact: true }).click();
    await page.getByLabel('Field').selectOption({ label: field });
    if (operator) await page.getByLabel('Condition').selectOption({ label: operator });
    await value?.();
    await page.getByRole('button', { name: 'Apply' }).click();
    await page.getByRole('button', { name: `Remove filter ${field}` }).waitFor();
    await page.waitForFunction(() => location.search.includes('filter='));
  };

  it('shows the values in a list, with no axe finding', async () => {
    const page = await open(`/list/${thing}`);
    await rows(page).first().waitFor();
    const row = page.locator('tr-list-grid');
    for (const text of [
      'Air, clean',
      'new',
      '★★★★☆',
      '08:30',
      '1:30',
      '1 Jan 2026 – 31 Mar 2026',
      'Lyon',
      'Ann Miller',
    ]) {
      await row.getByText(text, { exact: true }).first().waitFor();
    }
    expect(await axeFindings(page)).to.deep.equal([]);
  });

  it('filters by each type with its own editor', async () => {
    const page = await open(`/list/${thing}`);
    const value = () => page.getByLabel('Value', { exact: true });
    const cases: readonly (readonly [string, string | undefined, (() => Promise<void>) | undefined, string])[] = [
      ['Topics', undefined, () => page.locator('.checks').getByText('Earth').click(), 'Beta'],
      ['Labels', undefined, async () => { await value().fill('new'); await page.keyboard.press('Enter'); }, 'Alpha'],
      ['Score', 'at most', () => value().fill('1'), 'Beta'],
      ['Opens at', 'before', () => value().fill('9:00'), 'Alpha'],
      ['Effort', 'under', () => value().fill('0:30'), 'Beta'],
      ['Address: City', undefined, () => value().fill('aach'), 'Beta'],
      ['Person: Given name', undefined, () => value().fill('an'), 'Alpha'],
      ['Story', 'is filled', undefined, 'Alpha'],
      ['Notes', undefined, () => value().fill('title'), 'Alpha'],
      ['Shade', 'is', () => value().fill('#1e90ff'), 'Alpha'],
      ['EAN', 'is filled', undefined, 'Alpha'],
      ['Setup', 'is filled', undefined, 'Alpha'],
    ]; // prettier-ignore
    for (const [field, operator, fill, expected] of cases) {
      await filterBy(page, field, operator, fill);
      await page
        .getByText(/^1 things?\b/)
        .first()
        .waitFor();
      await becomes(() => rows(page).allTextContents(), [expected]);
    }
    await page.getByRole('button', { name: 'Filter', exact: true }).click();
    await page.getByLabel('Field').waitFor();
    const fields = await page.getByLabel('Field').locator('option').allTextContents();
    expect(fields.map((text) => text.trim()))
      .to.include('Setup')
      .and.not.to.include('Key');
  });

  it('creates a record with every field by keyboard and mouse', async () => {
    const page = await openForm(`/new/${thing}`);
    await page.getByLabel('Name', { exact: true }).fill('Delta');
    // Several of a list: by the keyboard alone.
    await page.getByRole('button', { name: 'Topics' }).focus();
    await page.keyboard.press('Enter');
    await hasFocus(page.getByRole('checkbox', { name: 'Water' }));
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowDown');
    await hasFocus(page.getByRole('checkbox', { name: 'Air, clean' }));
    await page.keyboard.press('Space');
    await page.keyboard.press('Escape');
    await page.getByLabel('Labels').fill('first, second');
    await page.getByLabel('Labels').fill('third');
    await page.keyboard.press('Enter');
    await page.getByRole('radio', { name: '3 of 5 stars' }).check({ force: true });
    await page.getByLabel('Opens at').fill('8:30 pm');
    await page.getByLabel('Effort').fill('1h 30m');
    const period = page.getByRole('group', { name: 'Period' });
    await typeDay(page, period, 'From', '2026-05-01');
    const address = page.getByRole('group', { name: 'Address' });
    await address.getByLabel('Street').fill('1 Main St');
    await address.getByLabel('City').fill('Rome');
    await page.getByRole('group', { name: 'Person' }).getByLabel('Given name').fill('Bea');
    await page.getByLabel('Notes').fill('**bold**');
    await page.getByLabel('Script').fill('if x:\n  y');
    await page.getByLabel('Shade', { exact: true }).fill('#FF8800');
    await page.getByRole('button', { name: 'Symbol' }).click();
    await page.getByLabel('Find', { exact: true }).fill('truck');
    await page.getByRole('button', { name: 'truck' }).click();
    await page.getByLabel('EAN', { exact: true }).fill('4006381333931');
    await page.getByLabel('Setup').fill('{"a": [1]}');
    await page.getByLabel('Key', { exact: true }).fill('open sesame');
    const story = page.getByRole('textbox', { name: 'Story' });
    await story.click();
    await hasFocus(story);
    await page.keyboard.type('Plain ');
    await page.getByRole('button', { name: 'Bold' }).click();
    await hasFocus(story);
    await page.keyboard.type('strong');
    await save(page);
    await page.waitForURL(/\/record\//);
    const made = await read(page.url().split('/').pop()!.split('?')[0]!);
    expect(made).to.deep.include({
      name: 'Delta',
      topics: ['air', 'water'],
      labels: ['first', 'second', 'third'],
      score: 3,
      opens_at: '20:30',
      effort: 90,
      period: { from: '2026-05-01', to: null },
      address: { street: '1 Main St', postal_code: null, city: 'Rome', state: null, country: null },
      person: { title: null, given: 'Bea', family: null },
      notes: '**bold**',
      script: 'if x:\n  y',
      shade: '#ff8800',
      symbol: 'truck',
      ean: '4006381333931',
      setup: { a: [1] },
      key: { set: true },
    });
    expect(String(made['story'])).to.match(/Plain\s*<strong>strong<\/strong>/);
  });

  it('edits what is there, and tells what it was', async () => {
    const page = await openForm(`/record/${thing}/${alpha}`);
    await page.getByRole('button', { name: 'Topics' }).click();
    await page.getByRole('checkbox', { name: 'Earth' }).waitFor();
    expect(await page.getByRole('checkbox', { name: 'Fire' }).count(), 'a retired code is not offered').to.equal(0);
    await page.getByRole('checkbox', { name: 'Earth' }).check();
    await page.keyboard.press('Enter');
    await page.getByText('was Water, Air, clean').waitFor();
    await page.getByRole('button', { name: 'Remove new' }).click();
    await page.getByRole('button', { name: 'Clear Score' }).click();
    await page.getByRole('group', { name: 'Address' }).getByLabel('City').fill('Paris');
    await page.getByRole('button', { name: 'Remove', exact: true }).click();
    await save(page);
    const changed = await read(alpha);
    expect(changed).to.deep.include({ topics: ['air', 'earth', 'water'], labels: ['air'], score: null, key: null });
    expect(changed['address']).to.deep.include({ street: '12 Rue Mercière', city: 'Paris' });
    const timeline = page.locator('tr-timeline');
    await timeline.getByText('12 Rue Mercière, 69002 Paris, France').waitFor();
    await timeline.getByText('12 Rue Mercière, 69002 Lyon, France').waitFor();
  });

  it('says what cannot be read, in place', async () => {
    pages.expectProblems(/422/);
    const page = await openForm(`/record/${thing}/${alpha}`);
    const cases = [
      ['Opens at', '25:00', 'This is no time of day. Write it like 8:30.'],
      ['Effort', 'long', 'This is no length of time. Write it like 1:30 or 1h 30m.'],
      ['Setup', '{a', 'This is no JSON.'],
      ['Shade', 'reddish', 'This is no colour. Colours look like #1e90ff.'],
    ] as const;
    for (const [label, typed, message] of cases) {
      await page.getByLabel(label, { exact: true }).fill(typed);
      await page.getByText(message).last().waitFor();
    }
    const period = page.getByRole('group', { name: 'Period' });
    await page.reload();
    await formReady(page);
    await typeDay(page, period, 'To', '2020-01-01');
    const answer = page.waitForResponse((each) => each.request().method() === 'PATCH');
    await page.keyboard.press('Control+s');
    expect((await answer).status()).to.equal(422);
    await page.getByText('The last day is before the first.').first().waitFor();
  });

  it('reads numbers and moments as the language and the zone write them', async () => {
    const id = await create({ name: 'Epsilon' });
    const openIn = (language: string): Promise<Page> =>
      openForm(`/record/${thing}/${id}`, { language, zone: 'America/New_York' });
    for (const [language, typed] of [['en', '1,234.56'], ['zh-CN', '１２３４．５６'], ['es', '1.234,56']] as const) {
      await pages.change(thing, id, { weight: 1 });
      const page = await openIn(language);
      await page.getByLabel(language === 'zh-CN' ? '重量' : 'Weight', { exact: true }).fill(typed);
      await save(page);
      expect((await read(id))['weight'], language).to.equal(1234.56);
      if (language !== 'es') await page.context().close();
      else await typeMoments(page, id);
    }
  }); // prettier-ignore

  /** In Spanish, in New York on the day on which clocks go forward. */
  const typeMoments = async (page: Page, id: string): Promise<void> => {
    await page.getByLabel('Weight', { exact: true }).fill('1,234');
    await page.getByText('Este número tiene demasiados decimales.').last().waitFor();
    await page.getByLabel('Weight', { exact: true }).fill('2.000');
    const picker = page.locator('vaadin-date-time-picker');
    const day = picker.locator('vaadin-date-picker input');
    const time = picker.locator('vaadin-time-picker input');
    await day.fill('8/3/2026');
    await page.locator('vaadin-date-picker[opened]').waitFor();
    await page.keyboard.press('Enter');
    await page.locator('vaadin-date-picker[opened]').waitFor({ state: 'detached' });
    await holds(day, '8 mar 2026');
    await page.getByLabel('Weight', { exact: true }).focus();
    await page.getByText('No es una fecha y hora. Indique el día y la hora.').last().waitFor();
    await time.fill('02:30');
    await page.keyboard.press('Tab');
    await page.getByText('Los relojes se adelantan sobre esta hora: ese día no existe.').last().waitFor();
    await time.fill('０３：３０');
    await page.keyboard.press('Tab');
    await holds(time, '03:30');
    await save(page);
    expect(await read(id)).to.include({ weight: 2000, starts: '2026-03-08T07:30:00.000Z' });
  };

  it('edits cells of a sub-table', async () => {
    const page = await openForm(`/record/${thing}/${alpha}`);
    const cell = page.locator('tr-sub-table td[data-row="0"][data-column="1"]');
    await cell.click();
    await page.locator('tr-sub-table tr-choice-box button.box').click();
    await page.getByRole('checkbox', { name: 'Water' }).check();
    await page.keyboard.press('Escape');
    await page.locator('tr-sub-table td[data-row="0"][data-column="2"]').click();
    await page.locator('tr-sub-table tr-parts-box button.box').click();
    await typeDay(page, page.locator('tr-sub-table tr-parts-box'), 'To', '2026-12-31');
    await save(page);
    const [part] = (await read(alpha))['parts'] as Record<string, unknown>[];
    expect(part).to.deep.include({ topics: ['earth', 'water'], period: { from: '2026-02-01', to: '2026-12-31' } });
  });

  it('runs nothing of a text, and draws Markdown', async () => {
    const canary = '<img src=x onerror="globalThis.hit = true"><script>globalThis.hit = true</script>';
    // The browser reports what it refused to run while the markup was still apart from the page.
    pages.expectProblems(/inline event handler/);
    const id = await create({
      name: canary,
      labels: ['<img src=x onerror=hit()>'],
      story: `a${canary}`,
      notes: `${canary}\n\n**bold** [link](javascript:alert(1)) ![x](http://x.example/y.png)`,
      script: canary,
      setup: { [canary]: canary },
      address: { city: canary.slice(0, 90) },
    });
    await pages.live.site.services.database.write(async (transaction) => {
      // As if it had come past the server's own cleaning.
      await transaction('d_specimen_thing')
        .where({ id })
        .update({ story: `<p>dirty</p>${canary}` });
    });
    const page = await openForm(`/record/${thing}/${id}`);
    await page.getByRole('textbox', { name: 'Story' }).getByText('dirty').waitFor();
    await page.getByRole('button', { name: 'Preview' }).click();
    await page.locator('tr-markup strong').waitFor();
    expect(await page.locator('tr-markup img, tr-rich-editor img, tr-markup a[href^="javascript"]').count()).to.equal(
      0,
    );
    await page.goto(`${pages.live.address}/list/${thing}`);
    await rows(page).first().waitFor();
    expect(await page.evaluate(() => 'hit' in globalThis)).to.equal(false);
    expect(await page.locator('tr-list-grid img').count()).to.equal(0);
    const path = `/api/records/${thing}/${id}`;
    const gone = await pages.admin.send('DELETE', path, undefined, { 'If-Match': '"1"' });
    expect(gone.status, gone.text).to.equal(204);
  });

  it('cleans what is pasted into formatted text', async () => {
    pages.expectProblems(/inline event handler/);
    const page = await openForm(`/new/${thing}`);
    const story = page.getByRole('textbox', { name: 'Story' });
    await story.click();
    await story.evaluate((element) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/html', '<p style="color:red">kept<img src=x onerror="globalThis.hit = true"></p>');
      element.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData, bubbles: true, composed: true, cancelable: true }),
      );
    });
    await story.getByText('kept').waitFor();
    expect(await story.evaluate((element) => element.innerHTML)).not.to.match(/img|style/);
    expect(await page.evaluate(() => 'hit' in globalThis)).to.equal(false);
  });

  it('shows values in full to those who may only read', async () => {
    const id = await create({ ...wholeThing, name: 'Read only' });
    await pages.live.addUser({ login: 'rita', roles: ['specimen_reader'] });
    const page = await open(`/record/${thing}/${id}`, { as: await pages.live.signIn('rita') });
    const form = page.locator('tr-form').first();
    await form.locator('tr-markup').getByText('upon').waitFor();
    await form.locator('tr-markup h1').getByText('Title').waitFor();
    await form.locator('svg[shape-rendering] rect').first().waitFor({ state: 'attached' });
    for (const text of ['Air, clean', '★★★★☆', '12 Rue Mercière, 69002 Lyon, France', 'Ann Miller', '#1e90ff', 'Set']) {
      await form.getByText(text, { exact: true }).first().waitFor();
    }
    expect(await form.locator('input, button.box').count(), 'nothing to edit').to.equal(0);
    expect(await axeFindings(page)).to.deep.equal([]);
  });

  for (const [name, options] of [
    ['in the dark', { dark: true }],
    ['on a phone', { width: 390, height: 844, touch: true }],
    ['in Chinese', { language: 'zh-CN' }],
  ] as const) {
    it(`is whole ${name}: nothing runs out of the page, axe finds nothing`, async () => {
      const page = await openForm(`/record/${thing}/${alpha}`, options);
      await page.locator('tr-colour-input tr-typed-input').waitFor();
      expect(await axeFindings(page)).to.deep.equal([]);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(over, 'pixels wider than the window').to.be.at.most(0);
    });
  }
});
