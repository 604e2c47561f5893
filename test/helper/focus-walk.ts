/** What a person meets who goes through a page by Tab alone. */
import type { Page } from 'playwright-core';

/**
 * Presses Tab until the page ends, at most `most` times, and from there Shift+Tab back to its beginning; says what took the
 * focus outside of the window, without a size, or under something else, and what does not let it go: a stop that comes twice
 * on one way before the page is through. Charts lie under their own marks on purpose: those may not take the pointer from them.
 */
export async function focusProblems(page: Page, most = 60): Promise<readonly string[]> {
  const found: string[] = [];
  const keyboard = await page.context().newCDPSession(page);
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  for (const chord of ['Tab', 'Shift+Tab']) {
    await page.evaluate(() => void ((globalThis as Walked).walked = []));
    for (let n = 0; n < most; n++) {
      await keyboard.send('Input.dispatchKeyEvent', {
        ...tab,
        type: 'rawKeyDown',
        modifiers: chord === 'Tab' ? 0 : shift,
      });
      const problem = await page.evaluate(focusProblem);
      if (problem === 'end') break;
      if (problem !== '') found.push(`${chord} ${n + 1}: ${problem}`);
      if (problem.endsWith(trapped)) break;
    }
    await keyboard.send('Input.dispatchKeyEvent', { ...tab, type: 'keyUp' });
  }
  await keyboard.detach();
  return found;
}

/** Pressed many times and let go once at the end of a way: the focus moves when a key goes down, and half the time is saved. */
const tab = { key: 'Tab', code: 'Tab', windowsVirtualKeyCode: 9 };
/** Among the modifiers of the protocol. */
const shift = 8;

const trapped = 'does not let the focus go';

type Walked = typeof globalThis & {
  /** Put into the page: the stops of this way. */
  walked?: Element[];
};

/** Runs in the page: '' where all is well, 'end' behind the last stop. */
function focusProblem(): string {
  const inner = (element: Element | null, next: (root: ShadowRoot) => Element | null): Element | null => {
    let at = element;
    for (let deeper = at?.shadowRoot && next(at.shadowRoot); deeper && deeper !== at;) {
      at = deeper;
      deeper = at.shadowRoot && next(at.shadowRoot);
    }
    return at;
  };
  const holds = (outer: Element, part: Element | null): boolean => {
    for (let node: Node | null = part; node; node = node.parentNode ?? (node as ShadowRoot).host ?? null)
      if (node === outer) return true;
    return false;
  };
  const focused = inner(document.activeElement, (root) => root.activeElement);
  if (!focused || focused === document.body) return 'end';
  const name = `${focused.localName} "${(focused.getAttribute('aria-label') ?? focused.textContent ?? '').trim().slice(0, 40)}"`;
  const { walked = [] } = globalThis as Walked;
  const at = walked.lastIndexOf(focused);
  // Behind its last stop a page begins anew with its first.
  if (at === 0 && walked.length > 1) return 'end';
  // Fields for dates and times of the browser itself have a stop for the day, the month and so on.
  const inParts = focused instanceof HTMLInputElement && ['date', 'time'].includes(focused.type);
  if (inParts && at >= 0 && at === walked.length - 1) return '';
  if (at >= 0) return `${name} does not let the focus go`;
  walked.push(focused);
  const box = focused.getBoundingClientRect();
  if (box.width === 0 || box.height === 0) return `${name} has no size`;
  if (box.bottom <= 0 || box.top >= innerHeight || box.right <= 0 || box.left >= innerWidth) return `${name} is out of sight`;
  const x = Math.min(Math.max(box.x + box.width / 2, 0), innerWidth - 1);
  const y = Math.min(Math.max(box.y + box.height / 2, 0), innerHeight - 1);
  const above = inner(document.elementFromPoint(x, y), (root) => root.elementFromPoint(x, y));
  const isShown = holds(focused, above) || (above !== null && holds(above, focused)) || above?.closest('svg') !== null;
  return isShown ? '' : `${name} is covered by ${above?.localName ?? 'nothing'}`;
} // prettier-ignore
