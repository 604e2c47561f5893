/** The list of keys that `?` opens, as a page shows it, and pressing what it says. */
import { expect } from 'chai';
import type { CDPSession, Locator, Page } from 'playwright-core';
import { becomes } from './eventually.js';

/** A line of the list: what it does, and its keys as they are shown, with a space between. */
export type ListedKeys = Readonly<Record<string, string>>;

const list = (page: Page): Locator => page.getByRole('dialog', { name: 'Keyboard shortcuts' });

/** Opens the list from the page at rest, reads it and closes it. Without those of everywhere. */
export async function listedKeys(page: Page): Promise<ListedKeys> {
  await page.locator('main').focus();
  await page.keyboard.press('?');
  await list(page).waitFor();
  const lines = await page.locator('tr-shortcut-list section:not([aria-label="Everywhere"]) dl > div').evaluateAll((all) =>
    all.map((line) => [
      line.querySelector('dt')!.textContent!.trim(),
      [...line.querySelectorAll('kbd')].map((key) => key.textContent!.trim()).join(' '),
    ]),
  ); // prettier-ignore
  await page.keyboard.press('Escape');
  await list(page).waitFor({ state: 'hidden' });
  return Object.fromEntries(lines) as ListedKeys;
}

const signs: Readonly<Record<string, string>> = {
  '↑': 'ArrowUp', '↓': 'ArrowDown', '←': 'ArrowLeft', '→': 'ArrowRight', Esc: 'Escape', Ctrl: 'Control', Space: ' ',
}; // prettier-ignore
const modifiers = new Set(['Ctrl', 'Shift', 'Alt']);

/** Each key of a line as playwright names it: `Ctrl Enter` is one chord, `Ctrl+← Ctrl+→` are two, `↑ ↓` too. */
export function chordsOf(shown: string): readonly string[] {
  const parts = shown.split(' ');
  const chords = modifiers.has(parts[0]!) ? [parts.join('+')] : parts;
  return chords.map((chord) =>
    chord === '+'
      ? chord
      : chord
          .split('+')
          .map((part) => signs[part] ?? part)
          .join('+'),
  );
}

/** What has the focus, through all shadow roots: enough to tell one stop from another. */
export function focusMark(page: Page): Promise<string> {
  return page.evaluate(() => {
    let at = document.activeElement;
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    if (!at) return '';
    const row = at.closest('tr')?.getAttribute('aria-rowindex') ?? '';
    const place = [...(at.parentElement?.children ?? [])].indexOf(at);
    const names = ['data-id', 'data-day', 'data-line', 'aria-activedescendant', 'aria-label', 'href', 'id'];
    return [at.localName, row, place, ...names.map((name) => at.getAttribute(name) ?? '')].join('|');
  });
}

/** Presses a key and waits until the focus is elsewhere. */
export async function movesFocus(page: Page, chord: string): Promise<void> {
  const before = await focusMark(page);
  await page.keyboard.press(chord);
  await becomes(async () => (await focusMark(page)) !== before, true);
}

/** What a key would have done: another address, something opened, something written. */
export class Effects {
  readonly #written: string[] = [];
  readonly #path: string;

  constructor(private readonly page: Page) {
    this.#path = new URL(page.url()).pathname;
    page.on('request', (request) => {
      const isWrite = !['GET', 'HEAD'].includes(request.method());
      if (isWrite && /\/api\/records\/(?!.*\/presence$)|\/api\/drafts/.test(request.url())) this.#written.push(`${request.method()} ${request.url()}`); // prettier-ignore
    });
  }

  async none(after: string): Promise<void> {
    // What a key begins is drawn within two frames.
    await this.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    expect(this.#written, after).to.deep.equal([]);
    expect(new URL(this.page.url()).pathname, after).to.equal(this.#path);
    const opened = await this.page.locator('dialog[open]:visible, tr-quick-view').count();
    expect(opened, `${after} opens something`).to.equal(0);
  }
}

/** Begins a composition in the field that has the focus, as an input method does. */
export async function compose(cdp: CDPSession, text: string): Promise<void> {
  await cdp.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
}
