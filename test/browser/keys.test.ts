/**
 * Every key that `?` lists does what it says, on every kind of screen (key-lists.ts, key-pages.ts); and none does anything
 * while somebody types or an input method composes.
 */
import { expect } from 'chai';
import type { Locator, Page } from 'playwright-core';
import { needsBrowser } from '../helper/browser.js';
import { openBoardSite, type BoardSite } from '../helper/board-site.js';
import { becomes } from '../helper/eventually.js';
import { focusProblems } from '../helper/focus-walk.js';
import { keyLists } from '../helper/key-lists.js';
import { keyPages } from '../helper/key-pages.js';
import type { KeyScreen } from '../helper/key-screen.js';
import { chordsOf, compose, Effects, listedKeys, movesFocus } from '../helper/listed-keys.js';
import { leadTo } from '../helper/live-page.js';
import { hasFocus, holds } from '../helper/page-signs.js';
import { settle } from '../helper/screen-list.js';

const screens = (ids: Readonly<Record<string, string>>): readonly KeyScreen[] => [...keyLists, ...keyPages(ids)];

/** Names of the screens, known before there is a site. */
const all = screens({}).map(({ name }) => name);
/** All screens hear keys by the same parts: TRELLIS_ALL_SCREENS=1 types and composes on each of them. */
const typed = process.env['TRELLIS_ALL_SCREENS'] ? all : ['a table', 'a record', 'a report', 'the design page'];

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

  const arrive = async (page: Page, { path, ready, anew, prepare }: KeyScreen): Promise<void> => {
    if (anew) await page.goto(site.live.address + path);
    else await leadTo(page, site.live.address + path);
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
      // What only moves the focus, or is taken back, leaves the screen as it was.
      let isFresh = true;
      for (const [label, { keys, at, act, back }] of Object.entries(screen.lines)) {
        for (const chord of chordsOf(keys)) {
          try {
            if (!isFresh) await arrive(page, screen);
            await at?.(page, chord);
            await act(page, chord);
            await back?.(page);
            isFresh = act === movesFocus || back !== undefined;
          } catch (error) {
            throw new Error(`${label} (${chord}): ${(error as Error).message}`, { cause: error });
          }
        }
      }
    });
  }

  for (const name of typed) {
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

  it('gives the focus back to what opened a dialog: views, palette, keys, filter, many at once, sharing, purging', async () => {
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
    for (const [key, name] of [
      ['Control+k', 'Search and commands'],
      ['?', 'Keyboard shortcuts'],
    ] as const) {
      await page.keyboard.press(key);
      await closes(name);
      await hasFocus(save);
    }
    const filter = page.getByRole('button', { name: 'Filter', exact: true });
    await filter.click();
    await page.getByRole('button', { name: 'Combine conditions …' }).click();
    await closes('Filter');
    await hasFocus(filter);
    await page.locator('tr-list-grid').getByRole('checkbox').nth(1).check();
    const edit = page.getByRole('button', { name: 'Edit fields' });
    await edit.click();
    await closes(/^Change 1 record/);
    await hasFocus(edit);
    await page.goto(`${site.live.address}${known.find(({ name }) => name === 'a record')!.path}`);
    const more = page.getByRole('button', { name: 'More actions' }).or(page.locator('tr-record-page .head [aria-haspopup=menu]')).first(); // prettier-ignore
    await more.click();
    await page.getByRole('menuitem', { name: /Share/ }).click();
    await closes(/^Share/);
    await hasFocus(more);
    await more.click();
    await page.getByRole('menuitem', { name: 'Who may see this …' }).click();
    await closes(/^Who may do what/);
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

  describe('keys that the patterns of WAI-ARIA ask for', () => {
    const focused = (part: Locator) => part.and(part.page().locator(':focus'));
    /** Where the keyboard stands in the table: row and column as they are told to a reader, from 1. */
    const cellAt = (page: Page) =>
      page.evaluate(() => {
        let at = document.activeElement;
        while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
        const row = Number(at?.closest('tr')?.getAttribute('aria-rowindex'));
        return [row, [...(at?.parentElement?.children ?? [])].indexOf(at!) + 1];
      });

    it('grid: one stop, Home and End to the cells at the ends of the row, with Ctrl of the list, pages', async () => {
      const page = await site.open('', { as: 'admin', path: '/list/customer?view=customer_all&sort=name' });
      await page.locator('tr-list-grid a.name:visible').first().waitFor();
      await settle(page);
      await page.locator('tr-list-grid tr[aria-rowindex="4"] td').nth(2).focus();
      const count = await page.locator('tr-list-grid tr[aria-rowindex="4"] td').count();
      const goes = async (key: string, place: (row: number, column: number) => boolean) => {
        await page.keyboard.press(key);
        await becomes(async () => place(...((await cellAt(page)) as [number, number])), true);
      };
      await goes('End', (row, column) => row === 4 && column === count);
      await goes('Home', (row, column) => row === 4 && column === 1);
      await goes('PageDown', (row) => row > 8);
      await goes('PageUp', (row) => row < 8);
      await goes('Control+End', (row, column) => row > 100 && column === count);
      const last = (await cellAt(page))[0]!;
      expect(await page.locator('tr-list-grid table').getAttribute('aria-rowcount')).to.equal(String(last));
      await goes('Home', (row, column) => row === last && column === 1);
      await goes('Control+Home', (row, column) => row === 2 && column === 1);
      await goes('ArrowRight', (row, column) => row === 2 && column === 2);
      await goes('Control+End', (row, column) => row === last && column === count);
      await goes('Control+Home', (row, column) => row === 2 && column === 1);
      expect(await page.locator('tr-list-grid tbody td[tabindex="0"]:visible').count(), 'stops of the rows').to.equal(
        1,
      );
      await page.keyboard.press('Tab');
      await page.locator('tr-list-grid tbody td:focus').waitFor({ state: 'detached' });
    });

    it('tabs: one stop, arrows around, Home and End', async () => {
      const page = await site.open('', { as: 'admin', path: known.find(({ name }) => name === 'a record')!.path });
      const tabs = page.getByRole('tab');
      await tabs.first().waitFor();
      const last = (await tabs.count()) - 1;
      expect(last).to.be.greaterThan(0);
      await tabs.first().focus();
      for (const [key, at] of [['ArrowRight', 1], ['ArrowLeft', 0], ['ArrowLeft', last], ['ArrowRight', 0], ['End', last], ['Home', 0]] as const) {
        await page.keyboard.press(key);
        await focused(tabs.nth(at)).and(page.locator('[aria-selected=true][tabindex="0"]')).waitFor();
      }
      expect(await page.locator('[role=tab][tabindex="0"]').count()).to.equal(1);
      const panel = page.locator(`#${await tabs.first().getAttribute('aria-controls')}`);
      expect(await panel.getAttribute('role')).to.equal('tabpanel');
    }); // prettier-ignore

    it('menu: the first item has the focus, arrows around, Home, End, a letter, Esc; dialog: Tab goes round inside, Esc', async () => {
      const page = await site.open('', { as: 'admin', path: known.find(({ name }) => name === 'a record')!.path });
      const opener = page.getByRole('button', { name: 'More actions' });
      await opener.focus();
      await page.keyboard.press('Enter');
      const items = page.getByRole('menuitem');
      await focused(items.first()).waitFor();
      await opener.and(page.locator('[aria-expanded=true]')).waitFor();
      const last = (await items.count()) - 1;
      for (const [key, at] of [['ArrowDown', 1], ['ArrowUp', 0], ['ArrowUp', last], ['ArrowDown', 0], ['End', last], ['Home', 0]] as const) {
        await page.keyboard.press(key);
        await focused(items.nth(at)).waitFor();
      }
      await page.keyboard.press('s');
      await focused(page.getByRole('menuitem', { name: /^Share/ })).waitFor();
      await page.keyboard.press('Escape');
      await hasFocus(opener);
      await opener.and(page.locator('[aria-expanded=false]')).waitFor();

      await page.keyboard.press('Enter');
      await focused(items.first()).waitFor();
      await page.keyboard.press('s');
      await focused(page.getByRole('menuitem', { name: /^Share/ })).waitFor();
      await page.keyboard.press('Enter');
      const dialog = page.getByRole('dialog', { name: /^Share/ });
      await dialog.waitFor();
      expect(await dialog.evaluate((each) => each.matches('dialog:modal'))).to.equal(true);
      for (const key of ['Tab', 'Shift+Tab']) {
        for (let presses = 0; presses < 12; presses++) {
          await page.keyboard.press(key);
          expect(await page.evaluate(isOutsideOfDialog), `${key} ${presses + 1}`).to.equal(false);
        }
      }
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'hidden' });
      await hasFocus(opener);
    }); // prettier-ignore

    it('combobox: arrows open and choose, Enter takes, Esc closes and leaves what was', async () => {
      const page = await site.open('', { as: 'admin', path: known.find(({ name }) => name === 'a record')!.path });
      const box = page.getByRole('combobox', { name: 'Region' });
      await box.focus();
      const before = await box.inputValue();
      await page.keyboard.press('ArrowDown');
      await box.and(page.locator('[aria-expanded=true]')).waitFor();
      await page.getByRole('option').nth(1).waitFor();
      await page.keyboard.press('ArrowDown');
      await box.and(page.locator('[aria-activedescendant]')).waitFor();
      await page.keyboard.press('Escape');
      await box.and(page.locator('[aria-expanded=false]')).waitFor();
      await holds(box, before);
      await hasFocus(box);
      await page.keyboard.press('ArrowDown');
      await page.getByRole('option').nth(1).waitFor();
      await page.keyboard.press('End');
      await page.keyboard.press('ArrowDown');
      await box.and(page.locator('[aria-activedescendant]')).waitFor();
      const chosen = (await page.locator(`[id="${await box.getAttribute('aria-activedescendant')}"]`).textContent())!;
      await page.keyboard.press('Enter');
      await box.and(page.locator('[aria-expanded=false]')).waitFor();
      await holds(box, chosen.trim());
    });
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

/** Runs in the page: the focus is neither in a modal dialog nor on the browser's own bar, where it goes between two rounds. */
function isOutsideOfDialog(): boolean {
  const path: (Element | null)[] = [];
  for (let at = document.activeElement; at; at = at.shadowRoot?.activeElement ?? null) path.push(at);
  const deepest = path.at(-1);
  if (!deepest || deepest === document.body) return false;
  for (let node: Node | null = deepest; node; node = (node as Element).assignedSlot ?? node.parentNode ?? (node as ShadowRoot).host ?? null)
    if (node instanceof HTMLDialogElement && node.matches(':modal')) return false;
  return true;
} // prettier-ignore
