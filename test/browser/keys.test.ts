/**
 * Every key that `?` lists does what it says, on every kind of screen; and none does anything while somebody types or an
 * input method composes. A screen's table has the lines of the list, and what each key is seen to do.
 */
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { needsBrowser } from '../helper/browser.js';
import { becomes } from '../helper/eventually.js';
import { openBoardSite, type BoardSite } from '../helper/board-site.js';
import { changed, unsaved } from '../helper/live-page.js';
import { chordsOf, compose, Effects, listedKeys, movesFocus } from '../helper/listed-keys.js';
import { focusProblems } from '../helper/focus-walk.js';
import { hasFocus, holds } from '../helper/page-signs.js';
import { settle } from '../helper/screen-list.js';

/** Presses the chord where it is heard, and waits for what it does. */
type Act = (page: Page, chord: string) => Promise<unknown>;

interface Line {
  /** As the list shows them. */
  readonly keys: string;
  /** Puts the keyboard where the keys are heard; before each of them. */
  readonly at?: (page: Page, chord: string) => Promise<unknown>;
  readonly act: Act;
}

interface KeyScreen {
  readonly name: string;
  readonly path: string;
  readonly ready: string;
  readonly prepare?: (page: Page) => Promise<unknown>;
  /** What somebody types into there. */
  readonly field: (page: Page) => ReturnType<Page['locator']>;
  readonly lines: Readonly<Record<string, Line>>;
}

const goesTo =
  (url: string | RegExp): Act =>
  async (page, chord) => {
    await page.keyboard.press(chord);
    await page.waitForURL(url);
  };
const looks: Act = async (page, chord) => {
  await page.keyboard.press(chord);
  await hasFocus(page.getByRole('region', { name: 'Quick view' }));
};
const writes: Act = (page, chord) => changed(page, () => page.keyboard.press(chord));
const findBox = (page: Page) => page.getByRole('searchbox', { name: 'Find in this list' });
const find: Line = {
  keys: '/',
  async act(page, chord) {
    await page.locator('main').focus();
    await page.keyboard.press(chord);
    await hasFocus(findBox(page));
  },
};
/** A stop in the middle, so that there is a way in each direction. */
const from = (selector: string) => (page: Page) => page.locator(selector).focus();
const cell = (row: number, column: number) => (page: Page) =>
  page
    .locator(`tr-list-grid tr[aria-rowindex="${row + 1}"] td`)
    .nth(column)
    .focus();
const editor = (page: Page) => page.locator('tr-cell-editor input');
/** Types over the value of the city, as far as its editor. */
async function typesCity(page: Page, text = 'Elsewhere'): Promise<void> {
  await cell(4, 2)(page);
  await page.keyboard.press('Enter');
  await hasFocus(editor(page));
  await page.keyboard.press('Control+a');
  await page.keyboard.type(text);
}

const gotoBar = async (page: Page, by: number) =>
  page.locator('tr-timeline-mode .piece').nth(by).focus(); // prettier-ignore
const isOpen = (page: Page) => page.locator('tr-tree .line[aria-level="2"]').first();
const range = (page: Page) => page.evaluate(() => new URL(location.href).searchParams.get('at') ?? '');
const turns: Act = async (page, chord) => {
  const before = await range(page);
  await page.keyboard.press(chord);
  await becomes(async () => (await range(page)) !== before, true);
};
const citizen = (page: Page) => page.getByLabel('City', { exact: true });

const screens = (ids: Readonly<Record<string, string>>): readonly KeyScreen[] => [
  {
    name: 'a table',
    path: '/list/customer?view=customer_all&sort=name',
    ready: 'tr-list-grid a.name:visible',
    field: findBox,
    lines: {
      'Find in this list': find,
      'Move between cells': { keys: '↑ ↓ ← →', at: cell(4, 2), act: movesFocus },
      'Edit the cell, then save it': {
        keys: 'Enter',
        async act(page, chord) {
          await typesCity(page);
          await writes(page, chord);
          await page.getByText('Elsewhere').first().waitFor();
        },
      },
      'Leave the cell as it was': {
        keys: 'Esc',
        async act(page, chord) {
          const before = await page.locator('tr-list-grid').innerText();
          await typesCity(page);
          await page.keyboard.press(chord);
          await editor(page).waitFor({ state: 'detached' });
          expect(await page.locator('tr-list-grid').innerText()).to.equal(before);
        },
      },
      'Select the row': {
        keys: 'Space',
        at: cell(4, 2),
        async act(page, chord) {
          await page.keyboard.press(chord);
          await page.getByText('1 selected').first().waitFor();
        },
      },
      'Open the record': { keys: 'Ctrl Enter', at: cell(4, 2), act: goesTo('**/record/customer/*') },
      'Look at the record beside the list': { keys: 'Alt Enter', at: cell(4, 2), act: looks },
      'Undo the last change of a cell': {
        keys: 'Ctrl Z',
        async act(page, chord) {
          await typesCity(page, 'Somewhere');
          await writes(page, 'Enter');
          await page.locator('tr-list-grid td:focus').waitFor();
          await writes(page, chord);
        },
      },
    },
  },
  {
    name: 'a board',
    path: '/list/opportunity?view=opportunity_board',
    ready: 'tr-board .card',
    field: findBox,
    lines: {
      'Find in this list': find,
      'Go to another card': {
        keys: '↑ ↓ ← →',
        at: from('tr-board .lane:nth-of-type(2) .card:nth-of-type(2) .top a'),
        act: movesFocus,
      },
      'First or last card of the column': {
        keys: 'Home End',
        at: from('tr-board .lane:nth-of-type(1) .card:nth-of-type(2) .top a'),
        act: movesFocus,
      },
      'Move the card to the next column': {
        keys: 'Ctrl+← Ctrl+→',
        at: from('tr-board .lane:nth-of-type(2) .card:nth-of-type(1) .top a'),
        act: writes,
      },
      'Open the record': {
        keys: 'Enter',
        at: from('tr-board .card .top a >> nth=0'),
        act: goesTo('**/record/opportunity/*'),
      },
      'Look at the record beside the list': {
        keys: 'Space Alt+Enter',
        at: from('tr-board .card .top a >> nth=0'),
        act: looks,
      },
    },
  },
  {
    name: 'a calendar',
    path: '/list/task?view=task_calendar',
    ready: 'tr-calendar td .entry',
    field: findBox,
    lines: {
      'Find in this list': find,
      'Go to another day': {
        keys: '↑ ↓ ← →',
        at: from('tr-calendar tr:nth-child(3) td:nth-child(4)'),
        act: movesFocus,
      },
      'First or last day of the week': {
        keys: 'Home End',
        at: from('tr-calendar tr:nth-child(3) td:nth-child(4)'),
        act: movesFocus,
      },
      'Go back or on': { keys: 'PageUp PageDown', at: from('tr-calendar tr:nth-child(3) td:nth-child(4)'), act: turns },
      'Go into the day; show the entry': {
        keys: 'Enter',
        at: (page) => page.locator('tr-calendar td:has(.entry)').first().focus(),
        async act(page, chord) {
          await page.keyboard.press(chord);
          await page.locator('tr-calendar .entry:focus').waitFor();
          await looks(page, chord);
        },
      },
      'Leave the day': {
        keys: 'Esc',
        at: from('tr-calendar td .entry >> nth=0'),
        async act(page, chord) {
          await page.keyboard.press(chord);
          await page.locator('tr-calendar td:focus').waitFor();
        },
      },
      'Move the entry by a day or a week': {
        keys: 'Ctrl+↑ Ctrl+↓ Ctrl+← Ctrl+→',
        at: from('tr-calendar tr:nth-child(3) td .entry >> nth=0'),
        act: writes,
      },
    },
  },
  {
    name: 'a timeline',
    path: '/list/campaign?view=campaign_timeline',
    ready: 'tr-timeline-mode .piece',
    field: findBox,
    lines: {
      'Find in this list': find,
      'Go to another bar': { keys: '↑ ↓', at: (page) => gotoBar(page, 1), act: movesFocus },
      'First or last bar': { keys: 'Home End', at: (page) => gotoBar(page, 1), act: movesFocus },
      'Go back or on': { keys: 'PageUp PageDown', at: (page) => gotoBar(page, 1), act: turns },
      'Move the bar by a unit of the axis': { keys: '← →', at: (page) => gotoBar(page, 1), act: writes },
      'Move its end': { keys: 'Shift+← Shift+→', at: (page) => gotoBar(page, 1), act: writes },
      'Look at the record beside the list': { keys: 'Enter', at: (page) => gotoBar(page, 1), act: looks },
    },
  },
  {
    name: 'a tree',
    path: '/list/area?view=area_tree',
    ready: 'tr-tree .line',
    field: findBox,
    lines: {
      'Find in this list': find,
      'Go to another line': {
        keys: '↑ ↓',
        at: (page, chord) =>
          page
            .locator('tr-tree .line')
            .nth(chord === 'ArrowUp' ? 1 : 0)
            .focus(),
        act: movesFocus,
      },
      'First or last line': {
        keys: 'Home End',
        at: (page, chord) =>
          page
            .locator('tr-tree .line')
            .nth(chord === 'Home' ? 1 : 0)
            .focus(),
        act: movesFocus,
      },
      'Open or close the branch': {
        keys: '→ ←',
        at: (page) => page.locator('tr-tree .line[aria-expanded]').first().focus(),
        async act(page, chord) {
          await page.keyboard.press(chord);
          await isOpen(page).waitFor({ state: chord === 'ArrowRight' ? 'visible' : 'detached' });
        },
      },
      'Open the record': { keys: 'Enter', at: from('tr-tree .line >> nth=0'), act: goesTo('**/record/area/*') },
      'Look at the record beside the list': { keys: 'Space', at: from('tr-tree .line >> nth=0'), act: looks },
    },
  },
  {
    name: 'a gallery',
    path: '/list/network?view=network_gallery',
    ready: 'tr-gallery li a',
    field: findBox,
    lines: {
      'Find in this list': find,
      'Go to another card': { keys: '↑ ↓ ← →', at: from('tr-gallery li:nth-child(7) a[data-id]'), act: movesFocus },
      'First or last card of the row': {
        keys: 'Home End',
        at: from('tr-gallery li:nth-child(2) a[data-id]'),
        act: movesFocus,
      },
      'First or last card': {
        keys: 'PageUp PageDown',
        at: from('tr-gallery li:nth-child(2) a[data-id]'),
        act: movesFocus,
      },
      'Look at the record beside the list': {
        keys: 'Enter Space',
        at: from('tr-gallery li:nth-child(1) a[data-id]'),
        act: looks,
      },
      'Open the record': {
        keys: 'Ctrl Enter',
        at: from('tr-gallery li:nth-child(1) a[data-id]'),
        act: goesTo('**/record/network/*'),
      },
    },
  },
  {
    name: 'a map',
    path: '/list/customer?view=customer_map',
    ready: 'tr-map-mode [data-line]',
    field: findBox,
    lines: {
      'Find in this list': find,
      'Go to another line': { keys: '↑ ↓', at: from('tr-map-mode [data-line] >> nth=1'), act: movesFocus },
      'First or last line': { keys: 'Home End', at: from('tr-map-mode [data-line] >> nth=1'), act: movesFocus },
      'Show the records of the place': {
        keys: 'Enter',
        at: from('tr-map-mode [data-line] >> nth=1'),
        act: async (page, chord) => {
          await page.keyboard.press(chord);
          await page.locator('tr-map-mode li a').first().waitFor();
        },
      },
    },
  },
  {
    name: 'a place of a map',
    path: '/list/customer?view=customer_map&at=DE',
    ready: 'tr-map-mode li a',
    field: findBox,
    lines: {
      'Find in this list': find,
      'Go to another line': { keys: '↑ ↓', at: from('tr-map-mode [data-line] >> nth=1'), act: movesFocus },
      'First or last line': { keys: 'Home End', at: from('tr-map-mode [data-line] >> nth=1'), act: movesFocus },
      'Look at the record beside the list': {
        keys: 'Enter Space',
        at: from('tr-map-mode [data-line] >> nth=0'),
        act: looks,
      },
      'Back to the places': {
        keys: 'Esc',
        at: from('tr-map-mode [data-line] >> nth=0'),
        async act(page, chord) {
          await page.keyboard.press(chord);
          await page.locator('tr-map-mode table').waitFor();
        },
      },
    },
  },
  {
    name: 'a record',
    path: `/record/customer/${ids['customer']}`,
    ready: 'tr-form vaadin-text-field',
    field: citizen,
    lines: Object.fromEntries(
      (
        [
          ['Save', 'Ctrl S', `**/record/customer/${ids['customer']}`],
          ['Save and close', 'Ctrl Enter', '**/list/customer*'],
          ['Save and begin a new one', 'Ctrl Shift S', '**/new/customer'],
        ] as const
      ).map(([name, keys, url]): [string, Line] => [
        name,
        {
          keys,
          async at(page) {
            await citizen(page).fill(`Town of ${name}`);
            await unsaved(page);
          },
          async act(page, chord) {
            await writes(page, chord);
            await page.waitForURL(url);
          },
        },
      ]),
    ),
  },
  {
    name: 'a dashboard, a level down',
    path: '/dashboard/test_board?_drill=c_time:2025-01-01',
    ready: 'tr-widget-card .crumbs',
    field: (page) => page.getByRole('combobox', { name: 'Search and commands' }),
    lines: {
      'Change the tab': {
        keys: '← →',
        at: (page) => page.getByRole('tab', { selected: true }).focus(),
        act: async (page, chord) => {
          await movesFocus(page, chord);
          await page.keyboard.press('Enter');
        },
      },
      'A level up, on a chart': {
        keys: 'Backspace',
        at: (page) => page.locator('tr-widget-card:has(.crumbs) .crumbs button').first().focus(),
        async act(page, chord) {
          await page.keyboard.press(chord);
          await page.waitForURL((url) => !url.search.includes('_drill'));
        },
      },
    },
  },
  {
    name: 'a dashboard being arranged',
    path: '/dashboard/test_board',
    ready: 'tr-widget-card .figure',
    prepare: async (page) => {
      await page.getByRole('button', { name: 'Arrange', exact: true }).click();
      await page.locator('tr-arrange-editor .grid-stack-item').first().waitFor();
    },
    field: (page) => page.getByRole('combobox', { name: 'Search and commands' }),
    lines: {
      'Change the tab': {
        keys: '← →',
        at: (page) => page.getByRole('tab', { selected: true }).focus(),
        act: movesFocus,
      },
      'Move the part': {
        keys: '↑ ↓ ← →',
        at: (page, chord) =>
          page.locator(`.grid-stack-item[data-id=${chord === 'ArrowLeft' ? 'c_place' : 'k_sales'}]`).focus(),
        async act(page, chord) {
          const place = () => page.locator('.grid-stack-item:focus').getAttribute('aria-label');
          // Upwards from the second row.
          if (chord === 'ArrowUp') await page.keyboard.press('ArrowDown');
          const before = await place();
          await page.keyboard.press(chord);
          await becomes(async () => (await place()) !== before, true);
        },
      },
      'Change its size': {
        keys: 'Shift+↑ Shift+↓ Shift+← Shift+→',
        at: (page) => page.locator('.grid-stack-item[data-id=k_orders]').focus(),
        async act(page, chord) {
          const place = () => page.locator('.grid-stack-item:focus').getAttribute('aria-label');
          const before = await place();
          await page.keyboard.press(chord);
          await becomes(async () => (await place()) !== before, true);
        },
      },
      'Hide it': {
        keys: 'Delete',
        at: (page) => page.locator('.grid-stack-item[data-id=k_sales]').focus(),
        async act(page, chord) {
          await page.keyboard.press(chord);
          await page.getByRole('button', { name: 'Show Sales' }).waitFor();
        },
      },
    },
  },
  {
    name: 'a report',
    path: '/report/sales_by_region',
    ready: 'tr-sheet [role="row"]:nth-child(5)',
    field: (page) => page.getByRole('combobox', { name: 'Search and commands' }),
    lines: {
      'Move between cells': {
        keys: '↑ ↓ ← →',
        async at(page) {
          await page.getByRole('grid').focus();
          await page.keyboard.press('Control+Home');
          for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowRight']) await movesFocus(page, key);
        },
        act: movesFocus,
      },
      'To the beginning or the end': {
        keys: 'Ctrl+Home Ctrl+End',
        async at(page) {
          await page.getByRole('grid').focus();
          await page.keyboard.press('Control+Home');
          await movesFocus(page, 'ArrowDown');
        },
        act: movesFocus,
      },
      'Explain the cell': {
        keys: 'Enter',
        async at(page) {
          await page.getByRole('grid').focus();
          await page.keyboard.press('Control+End');
        },
        async act(page, chord) {
          await page.keyboard.press(chord);
          await page.locator('tr-explain-panel').getByRole('dialog').or(page.locator('tr-explain-panel aside')).first().waitFor(); // prettier-ignore
        },
      },
      'Follow the cell’s link': {
        keys: 'Ctrl Enter',
        async at(page) {
          const link = page.locator('tr-sheet .cell:has(a) .text').first();
          const id = await link.evaluate((text) => text.closest('.cell')!.id);
          await page.getByRole('grid').focus();
          await page.keyboard.press('Control+Home');
          const [, row = '0', column = '0'] = /(\d+)\D+(\d+)/.exec(id)!;
          for (let n = 0; n < Number(row); n++) await page.keyboard.press('ArrowDown');
          for (let n = 0; n < Number(column); n++) await page.keyboard.press('ArrowRight');
        },
        async act(page, chord) {
          const before = page.url();
          await page.keyboard.press(chord);
          await page.waitForURL((url) => url.href !== before);
        },
      },
    },
  },
  {
    name: 'the design page',
    path: '/design/entity/region',
    ready: '.cm-content',
    field: (page) => page.locator('td-document-tree input').first(),
    lines: {
      Save: {
        keys: 'Ctrl S',
        async act(page, chord) {
          await page
            .locator('.cm-content span', { hasText: /^"Region"$/ })
            .first()
            .click();
          // Where the typing takes long the editor has saved by itself before the key.
          const saved = page.waitForResponse((answer) => answer.request().method() === 'PUT' && answer.url().includes('/api/documents/')); // prettier-ignore
          await page.keyboard.type('s');
          await page.keyboard.press(chord);
          await saved;
        },
      },
      'Move through the documents': { keys: '↑ ↓', at: from('td-document-tree .list a >> nth=1'), act: movesFocus },
      'Suggest what fits here, in the editor': {
        keys: 'Ctrl Space',
        async at(page) {
          await page.locator('.cm-content').focus();
          await page.keyboard.press('Control+Home');
          await page.keyboard.press('ArrowRight');
        },
        async act(page, chord) {
          await page.keyboard.press(chord);
          await page.locator('.cm-tooltip-autocomplete').waitFor();
        },
      },
      'Find and replace, in the editor': {
        keys: 'Ctrl F',
        at: from('.cm-content'),
        async act(page, chord) {
          await page.keyboard.press(chord);
          await page.locator('.cm-search').waitFor();
        },
      },
      'Format the document, in the editor': {
        keys: 'Shift Alt F',
        async at(page) {
          await page.locator('.cm-content').focus();
          await page.keyboard.press('Control+Home');
          await page.keyboard.press('ArrowRight');
          await page.keyboard.type('        ');
        },
        async act(page, chord) {
          const text = () => page.locator('.cm-line').first().innerText();
          const before = await text();
          await page.keyboard.press(chord);
          await becomes(async () => (await text()) !== before, true);
        },
      },
      'Undo, in the editor': {
        keys: 'Ctrl Z',
        async at(page) {
          await page.locator('.cm-content').focus();
          await page.keyboard.press('Control+Home');
          await page.keyboard.type('zzz');
          await page.locator('.cm-line').first().filter({ hasText: 'zzz' }).waitFor();
        },
        async act(page, chord) {
          await page.keyboard.press(chord);
          await page.locator('.cm-line').first().filter({ hasNotText: 'zzz' }).waitFor();
        },
      },
    },
  },
];

/** Names of the screens, known before there is a site. */
const all = screens({}).map(({ name }) => name);

describe('browser/keys', function () {
  this.timeout(120_000);
  let site: BoardSite;
  let known: readonly KeyScreen[] = [];

  before(async function () {
    this.timeout(120_000);
    needsBrowser(this);
    site = await openBoardSite();
    const admin = await site.live.signIn('admin');
    const { rows } = (await admin.get('/api/records/customer?limit=1&fields=id')).json as { rows: { id: string }[] };
    known = screens({ customer: rows[0]!.id });
  });
  afterEach(async () => {
    const problems = site.browser.problems();
    await site.browser.reset();
    expect(problems).to.deep.equal([]);
  });
  after(() => site?.close());

  const arrive = async (page: Page, { path, ready, prepare }: KeyScreen): Promise<void> => {
    await page.goto(site.live.address + path);
    await page.locator(ready).first().waitFor();
    await settle(page);
    await prepare?.(page);
  };

  for (const name of all) {
    it(`lists the keys of ${name}, and each does what it says`, async () => {
      const screen = known.find((each) => each.name === name)!;
      const page = await site.open('', { as: 'admin', path: '/notices' });
      await arrive(page, screen);
      expect(await listedKeys(page)).to.deep.equal(
        Object.fromEntries(Object.entries(screen.lines).map(([label, { keys }]) => [label, keys])),
      );
      // What only moves the focus leaves the screen as it was.
      let isFresh = true;
      for (const [label, { keys, at, act }] of Object.entries(screen.lines)) {
        for (const chord of chordsOf(keys)) {
          try {
            if (!isFresh) await arrive(page, screen);
            isFresh = act === movesFocus;
            await at?.(page, chord);
            await act(page, chord);
          } catch (error) {
            throw new Error(`${label} (${chord}): ${(error as Error).message}`, { cause: error });
          }
        }
      }
    });

    it(`hears none of the keys of ${name} while somebody types or composes`, async () => {
      const screen = known.find((each) => each.name === name)!;
      const page = await site.open('', { as: 'admin', path: '/notices' });
      await arrive(page, screen);
      const inPalette = screen.field(page).and(page.getByRole('combobox', { name: 'Search and commands' }));
      const field = screen.field(page);
      const isPalette = (await field.count()) === 0 || (await inPalette.count()) > 0;
      if (isPalette) await page.keyboard.press('Control+k');
      await field.focus();
      await hasFocus(field);
      const before = await field.inputValue();
      const cdp = await page.context().newCDPSession(page);
      const composing = new Set<boolean>();
      await page.exposeFunction('tellComposing', (is: boolean) => composing.add(is));
      await page.evaluate(() =>
        document.addEventListener('keydown', (event) => (globalThis as unknown as { tellComposing(is: boolean): void }).tellComposing(event.isComposing), true),
      ); // prettier-ignore
      const effects = isPalette ? undefined : new Effects(page);
      const chords = [
        ...new Set(['?', 'Control+k', ...Object.values(screen.lines).flatMap(({ keys }) => chordsOf(keys))]),
      ];
      for (const chord of chords) {
        await compose(cdp, 'zhong');
        await page.keyboard.press(chord);
        await hasFocus(field);
        await effects?.none(`${chord} in a composition`);
      }
      expect([...composing], 'events of a composition').to.deep.equal([true]);
      await cdp.send('Input.insertText', { text: '' });
      await field.fill(before);
      // Signs are typed; keys that belong to the field (Enter, arrows, Ctrl+S) are no typing.
      for (const sign of ['?', '/', ' ']) {
        const held = await field.inputValue();
        await page.keyboard.press('End');
        await page.keyboard.press(sign);
        await holds(field, `${held}${sign}`);
        await effects?.none(`"${sign}" typed`);
      }
    });
  }

  it('gives the focus back to what opened a dialog: saving a view, sharing, purging', async () => {
    const page = await site.open('', { as: 'admin', path: '/list/customer?view=customer_all' });
    const closes = async (name: RegExp | string) => {
      const dialog = page.getByRole('dialog', { name });
      await dialog.waitFor();
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'hidden' });
    };
    const save = page.getByRole('button', { name: 'Save view' });
    await save.click();
    await closes('Save as a new view');
    await hasFocus(save);
    await page.goto(`${site.live.address}${known.find(({ name }) => name === 'a record')!.path}`);
    const more = page.getByRole('button', { name: 'More actions' }).or(page.locator('tr-record-page .head [aria-haspopup=menu]')).first(); // prettier-ignore
    await more.click();
    await page.getByRole('menuitem', { name: /Share/ }).click();
    await closes(/^Share/);
    await hasFocus(more);
    const admin = await site.live.signIn('admin');
    const { id } = (await admin.post('/api/records/customer', { name: 'Gone for good' })).json as { id: string };
    await admin.send('DELETE', `/api/records/customer/${id}`, undefined, { 'if-match': '"1"' });
    await page.goto(`${site.live.address}/trash/customer`);
    await page.getByRole('checkbox', { name: 'Select Gone for good' }).check();
    const purge = page.getByRole('button', { name: 'Delete for good' });
    await purge.click();
    await closes(/for good/);
    await hasFocus(purge);
  });

  it('finds a trap by Tab and by Shift+Tab, and none where a page begins anew', async () => {
    const page = await site.browser.page();
    const stop = (text: string, traps = false) => `<button${traps ? ' onkeydown="event.preventDefault()"' : ''}>${text}</button>`; // prettier-ignore
    await page.setContent(stop('a') + stop('b') + stop('c'));
    expect(await focusProblems(page)).to.deep.equal([]);
    await page.setContent(stop('a') + stop('b', true) + stop('c'));
    const told = 'button "b" does not let the focus go';
    expect(await focusProblems(page)).to.deep.equal([`Tab 3: ${told}`, `Shift+Tab 2: ${told}`]);
  });

  it('hears the keys of the palette that it names for a screen reader: arrows, Enter, Escape', async () => {
    const page = await site.open('', { as: 'admin', path: '/notices' });
    await page.locator('main h1').waitFor();
    await page.keyboard.press('Control+k');
    const box = page.getByRole('combobox', { name: 'Search and commands' });
    await hasFocus(box);
    await page.getByRole('option').nth(2).waitFor();
    for (const chord of ['ArrowDown', 'ArrowUp', 'PageDown', 'PageUp']) {
      if (chord === 'PageUp' || chord === 'ArrowUp') await page.keyboard.press('ArrowDown');
      const before = await box.getAttribute('aria-activedescendant');
      await page.keyboard.press(chord);
      await becomes(async () => (await box.getAttribute('aria-activedescendant')) !== before, true);
    }
    await page.keyboard.press('Escape');
    await page.getByRole('dialog', { name: 'Search and commands' }).waitFor({ state: 'hidden' });
  });
});
