/** The keys of lists, in each of their modes. */
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { becomes } from './eventually.js';
import { from, nothingLeft, writes, type Act, type KeyScreen, type Line } from './key-screen.js';
import { movesFocus } from './listed-keys.js';
import { hasFocus } from './page-signs.js';

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
const findBox = (page: Page) => page.getByRole('searchbox', { name: 'Find in this list' });
const find: Line = {
  keys: '/',
  async act(page, chord) {
    await page.locator('main').focus();
    await page.keyboard.press(chord);
    await hasFocus(findBox(page));
  },
  back: nothingLeft,
};
const closes = async (page: Page): Promise<void> => {
  await page.keyboard.press('Escape');
  await page.locator('tr-quick-view').waitFor({ state: 'detached' });
};
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

const mapLines: Readonly<Record<string, Line>> = {
  'Go to another line': { keys: '↑ ↓', at: from('tr-map-mode [data-line] >> nth=1'), act: movesFocus },
  'First or last line': { keys: 'Home End', at: from('tr-map-mode [data-line] >> nth=1'), act: movesFocus },
};
const card = (n: number) => from(`tr-gallery li:nth-child(${n}) a[data-id]`);
const day = from('tr-calendar tr:nth-child(3) td:nth-child(4)');
const dealAt = (lane: number, n: number) => from(`tr-board .lane:nth-of-type(${lane}) .card:nth-of-type(${n}) .top a`);

const lists: readonly Omit<KeyScreen, 'field'>[] = [
  {
    name: 'a table',
    path: '/list/customer?view=customer_all&sort=name',
    ready: 'tr-list-grid a.name:visible',
    lines: {
      'Move between cells': { keys: '↑ ↓ ← →', at: cell(4, 2), act: movesFocus },
      'First or last cell of the row': { keys: 'Home End', at: cell(4, 2), act: movesFocus },
      // The list is scrolled after it.
      'First or last cell of the list': {
        keys: 'Ctrl+Home Ctrl+End',
        at: cell(4, 2),
        act: (page, chord) => movesFocus(page, chord),
      },
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
        back: nothingLeft,
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
      'Look at the record beside the list': { keys: 'Alt Enter', at: cell(4, 2), act: looks, back: closes },
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
    lines: {
      'Go to another card': {
        keys: '↑ ↓ ← →',
        at: dealAt(2, 2),
        act: movesFocus,
      },
      'First or last card of the column': {
        keys: 'Home End',
        at: dealAt(1, 2),
        act: movesFocus,
      },
      'Move the card to the next column': {
        keys: 'Ctrl+← Ctrl+→',
        at: dealAt(2, 1),
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
        back: closes,
      },
    },
  },
  {
    name: 'a calendar',
    path: '/list/task?view=task_calendar',
    ready: 'tr-calendar td .entry',
    lines: {
      'Go to another day': {
        keys: '↑ ↓ ← →',
        at: day,
        act: movesFocus,
      },
      'First or last day of the week': {
        keys: 'Home End',
        at: day,
        act: movesFocus,
      },
      'Go back or on': { keys: 'PageUp PageDown', at: day, act: turns },
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
        back: nothingLeft,
      },
      'Make a record on the day': {
        keys: 'Shift Enter',
        at: from('tr-calendar tr:nth-child(3) td:nth-child(4)'),
        async act(page, chord) {
          await page.keyboard.press(chord);
          await page.locator('tr-quick-create').getByRole('dialog').waitFor();
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
    lines: {
      'Go to another bar': { keys: '↑ ↓', at: (page) => gotoBar(page, 1), act: movesFocus },
      'First or last bar': { keys: 'Home End', at: (page) => gotoBar(page, 1), act: movesFocus },
      'Go back or on': { keys: 'PageUp PageDown', at: (page) => gotoBar(page, 1), act: turns },
      'Move the bar by a unit of the axis': { keys: '← →', at: (page) => gotoBar(page, 1), act: writes },
      'Move its end': { keys: 'Shift+← Shift+→', at: (page) => gotoBar(page, 1), act: writes },
      'Look at the record beside the list': { keys: 'Enter', at: (page) => gotoBar(page, 1), act: looks, back: closes },
    },
  },
  {
    name: 'a tree',
    path: '/list/area?view=area_tree',
    ready: 'tr-tree .line',
    lines: {
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
        back: nothingLeft,
      },
      'Open the record': { keys: 'Enter', at: from('tr-tree .line >> nth=0'), act: goesTo('**/record/area/*') },
      'Look at the record beside the list': {
        keys: 'Space',
        at: from('tr-tree .line >> nth=0'),
        act: looks,
        back: closes,
      },
    },
  },
  {
    name: 'a gallery',
    path: '/list/network?view=network_gallery',
    ready: 'tr-gallery li a',
    lines: {
      'Go to another card': { keys: '↑ ↓ ← →', at: card(7), act: movesFocus },
      'First or last card of the row': {
        keys: 'Home End',
        at: card(2),
        act: movesFocus,
      },
      'First or last card': {
        keys: 'PageUp PageDown',
        at: card(2),
        act: movesFocus,
      },
      'Look at the record beside the list': {
        keys: 'Enter Space',
        at: card(1),
        act: looks,
        back: closes,
      },
      'Open the record': {
        keys: 'Ctrl Enter',
        at: card(1),
        act: goesTo('**/record/network/*'),
      },
    },
  },
  {
    name: 'a map',
    path: '/list/customer?view=customer_map',
    ready: 'tr-map-mode [data-line]',
    lines: {
      ...mapLines,
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
    lines: {
      ...mapLines,
      'Look at the record beside the list': {
        keys: 'Enter Space',
        at: from('tr-map-mode [data-line] >> nth=0'),
        act: looks,
        back: closes,
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
];

/** What is the same in all of them: the box that searches. */
export const keyLists: readonly KeyScreen[] = lists.map((list) => ({
  ...list,
  field: findBox,
  lines: { 'Find in this list': find, ...list.lines },
}));
