/** The keys of pages that are no lists: a record, dashboards, a report, the design page. */
import type { Page } from 'playwright-core';
import { becomes } from './eventually.js';
import { from, writes, type KeyScreen, type Line } from './key-screen.js';
import { movesFocus } from './listed-keys.js';
import { unsaved } from './live-page.js';

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
