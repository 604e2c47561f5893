/** The keys of pages that are no lists: a record, dashboards, a report, the design page. */
import type { Page } from 'playwright-core';
import { becomes } from './eventually.js';
import { from, writes, type KeyScreen, type Line } from './key-screen.js';
import { movesFocus } from './listed-keys.js';
import { unsaved } from './live-page.js';

const palette = (page: Page) => page.getByRole('combobox', { name: 'Search and commands' });
/** Presses, until what is read has become something else. */
async function changes(page: Page, chord: string, read: () => Promise<string | null>): Promise<void> {
  const before = await read();
  await page.keyboard.press(chord);
  await becomes(async () => (await read()) !== before, true);
}
const part = (id: string) => (page: Page) => page.locator(`.grid-stack-item[data-id=${id}]`).focus();
/** Where the part that has the focus stands, and how large it is. */
const place = (page: Page) => () => page.locator('.grid-stack-item:focus').getAttribute('aria-label');
/** At the beginning of the document in the editor, so many characters on. */
const inEditor =
  (steps: number, typed = '') =>
  async (page: Page): Promise<void> => {
    await page.locator('td-json-editor .cm-content').focus();
    await page.keyboard.press('Control+Home');
    for (let n = 0; n < steps; n++) await page.keyboard.press('ArrowRight');
    if (typed) await page.keyboard.type(typed);
  };
const inSheet = async (page: Page, chord: string): Promise<void> => {
  await page.getByRole('grid').focus();
  await page.keyboard.press(chord);
};
const citizen = (page: Page) => page.getByLabel('City', { exact: true });

/** `ids`: a record of each entity that is opened. */
export const keyPages = (ids: Readonly<Record<string, string>>): readonly KeyScreen[] => [
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
    field: palette,
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
    anew: true,
    path: '/dashboard/test_board',
    ready: 'tr-widget-card .figure',
    prepare: async (page) => {
      await page.getByRole('button', { name: 'Arrange', exact: true }).click();
      await page.locator('tr-arrange-editor .grid-stack-item').first().waitFor();
    },
    field: palette,
    lines: {
      'Change the tab': {
        keys: '← →',
        at: (page) => page.getByRole('tab', { selected: true }).focus(),
        act: movesFocus,
      },
      'Move the part': {
        keys: '↑ ↓ ← →',
        at: (page, chord) => part(chord === 'ArrowLeft' ? 'c_place' : 'k_sales')(page),
        async act(page, chord) {
          // Upwards from the second row.
          if (chord === 'ArrowUp') await page.keyboard.press('ArrowDown');
          await changes(page, chord, place(page));
        },
      },
      'Change its size': {
        keys: 'Shift+↑ Shift+↓ Shift+← Shift+→',
        at: part('k_orders'),
        act: (page, chord) => changes(page, chord, place(page)),
      },
      'Hide it': {
        keys: 'Delete',
        at: part('k_sales'),
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
    field: palette,
    lines: {
      'Move between cells': {
        keys: '↑ ↓ ← →',
        async at(page) {
          await inSheet(page, 'Control+Home');
          for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowRight']) await movesFocus(page, key);
        },
        act: movesFocus,
      },
      'To the beginning or the end': {
        keys: 'Ctrl+Home Ctrl+End',
        async at(page) {
          await inSheet(page, 'Control+Home');
          await movesFocus(page, 'ArrowDown');
        },
        act: movesFocus,
      },
      'Explain the cell': {
        keys: 'Enter',
        at: (page) => inSheet(page, 'Control+End'),
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
          await inSheet(page, 'Control+Home');
          const [, row = '0', column = '0'] = /(\d+)\D+(\d+)/.exec(id)!;
          for (let n = 0; n < Number(row); n++) await page.keyboard.press('ArrowDown');
          for (let n = 0; n < Number(column); n++) await page.keyboard.press('ArrowRight');
        },
        act: (page, chord) => changes(page, chord, async () => page.url()),
      },
      'Select cells': {
        keys: 'Space Shift+↓',
        at: (page) => inSheet(page, 'Control+Home'),
        async act(page, chord) {
          await page.keyboard.press(chord);
          await page.locator('tr-sheet [aria-selected=true]').first().waitFor();
        },
      },
      'Copy the selected cells': {
        keys: 'Ctrl C',
        at: (page) => inSheet(page, 'Control+End'),
        async act(page, chord) {
          await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
          await page.keyboard.press(chord);
          await page.getByText('1 cell copied').first().waitFor();
        },
      },
      'Collapse or expand the group': {
        keys: '- +',
        async at(page, chord) {
          await inSheet(page, 'Control+Home');
          for (let n = 0; n < 2; n++) await page.keyboard.press('ArrowDown');
          if (chord !== '+') return;
          await page.keyboard.press('-');
          await page.locator('tr-sheet [aria-expanded=false]').first().waitFor();
        },
        async act(page, chord) {
          await page.keyboard.press(chord);
          const folded = page.locator('tr-sheet [aria-expanded=false]');
          await becomes(async () => (await folded.count()) > 0, chord === '-');
        },
      },
      Find: {
        keys: '/',
        at: (page) => inSheet(page, 'Control+Home'),
        async act(page, chord) {
          await page.keyboard.press(chord);
          await page.getByRole('searchbox', { name: 'Find' }).waitFor();
        },
      },
    },
  },
  {
    name: 'the design page',
    path: '/design/entity/region?as=text',
    ready: 'td-json-editor .cm-content',
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
        at: inEditor(1),
        async act(page, chord) {
          await page.keyboard.press(chord);
          await page.locator('.cm-tooltip-autocomplete').waitFor();
        },
      },
      'Find and replace, in the editor': {
        keys: 'Ctrl F',
        at: from('td-json-editor .cm-content'),
        async act(page, chord) {
          await page.keyboard.press(chord);
          await page.locator('.cm-search').waitFor();
        },
      },
      'Format the document, in the editor': {
        keys: 'Shift Alt F',
        at: inEditor(1, '        '),
        act: (page, chord) => changes(page, chord, () => page.locator('.cm-line').first().innerText()),
      },
      Redo: {
        keys: 'Ctrl Y',
        async at(page) {
          await inEditor(0, 'zzz')(page);
          await page.locator('.cm-line').first().filter({ hasText: 'zzz' }).waitFor();
          await page.keyboard.press('Control+z');
          await page.locator('.cm-line').first().filter({ hasNotText: 'zzz' }).waitFor();
        },
        async act(page, chord) {
          await page.keyboard.press(chord);
          await page.locator('.cm-line').first().filter({ hasText: 'zzz' }).waitFor();
        },
      },
      Undo: {
        keys: 'Ctrl Z',
        async at(page) {
          await inEditor(0, 'zzz')(page);
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
