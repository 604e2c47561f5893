/**
 * Every screen with the made-up company, at one width, light and dark, in English and Chinese: axe finds nothing (it looks
 * at the English ones, the parts are the same), nothing runs out of the page, no text is cut without a way to read it, no key of a string is shown, nothing is left in English;
 * by Tab alone every stop is seen, and nothing jumps while it loads. In English also with words two fifths longer; markup
 * in stored texts is the matter of stored-markup.test.ts. TRELLIS_SHOTS=<folder> keeps a picture of each. Two files call
 * it, so that two processes share the work.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { axeFindings, needsBrowser } from './browser.js';
import { focusProblems } from './focus-walk.js';
import { shiftOf, watchShifts } from './layout-shift.js';
import { hasCount } from './page-signs.js';
import { cutTexts, shownTexts } from './page-texts.js';
import { lengthen, reword } from './reworded.js';
import { allStrings } from './strings.js';
import { screenOpenings, type Opening } from './screen-dialogs.js';
import { darken, openScreenSite, otherScreens, screens, settle, type ScreenSite } from './screen-list.js';

const shots = process.env['TRELLIS_SHOTS'];
const english = allStrings('en');
const chinese = allStrings('zh-CN');
/** Sentences of ours that read otherwise in Chinese. */
const untranslated = new Set(
  Object.entries(english).flatMap(([key, text]) => (chinese[key] === text || text.includes('{') ? [] : [text])),
);

export interface Size {
  readonly width: number;
  readonly height: number;
  readonly touch: boolean;
}

/** Good by the measure of Core Web Vitals. */
const mostShift = 0.1;

export function describeScreens({ width, height, touch }: Size): void {
  let site: ScreenSite;

  before(async function () {
    this.timeout(240_000);
    needsBrowser(this);
    if (shots) mkdirSync(shots, { recursive: true });
    site = await openScreenSite();
  });
  after(() => site?.close());
  const newPage = (language: string) => site.browser.page({ width, height, touch, language });

  for (const language of ['en', 'zh-CN']) {
    describe(language, () => {
      const pages: Partial<Record<string, Page>> = {};
      before(() => site.speak(language));
      after(() => site?.browser.reset());

      for (const screen of screens) {
        it(screen.name, async () => {
          const page = (pages[screen.as ?? ''] ??= await watchShifts(await newPage(language)));
          await page.emulateMedia({ colorScheme: 'light' });
          // Loaded from its address once; in another language it is reached by a link.
          await (language === 'en' ? site.open : site.lead)(page, screen, touch);
          const found: string[] = [];
          const shift = language === 'en' ? await shiftOf(page) : 0;
          if (shift > mostShift) found.push(`Parts moved by ${shift.toFixed(2)} while it loaded.`);
          for (const colorScheme of ['light', 'dark'] as const) {
            if (colorScheme === 'dark' && language !== 'en' && !shots) break;
            if (colorScheme === 'dark') await darken(page);
            await settle(page);
            if (shots) {
              const name = `${screen.name}-${width}-${language}-${colorScheme}.png`;
              await page.screenshot({ path: join(shots, name) });
            }
            if (language !== 'en') continue;
            // Dark differs by its colours only.
            const rules = colorScheme === 'dark' ? ['color-contrast'] : undefined;
            found.push(...(await axeFindings(page, rules)).map((finding) => `${colorScheme}: ${finding}`));
          }
          found.push(...(await textProblems(page, language)), ...(await roomProblems(page)));
          if (language === 'en') found.push(...(await focusProblems(page)));
          expect(found.join('\n')).to.equal('');
          expect(site.browser.problems(screen.as === 'nobody' ? /401/ : undefined)).to.deep.equal([]);
        });
      }
    });
  }

  describe('words', () => {
    const pages: Partial<Record<string, Page>> = {};
    before(() => site.speak('en'));
    after(async () => {
      await Promise.all(Object.values(pages).map((page) => page?.unrouteAll({ behavior: 'wait' })));
      await site?.browser.reset();
    });
    const longPage = async (): Promise<Page> => {
      const page = await newPage('en');
      await reword(page, lengthen);
      return page;
    };

    for (const screen of [...screens, ...otherScreens]) {
      it(`${screen.name}, two fifths longer`, async () => {
        const page = (pages[screen.as ?? ''] ??= await longPage());
        await site.lead(page, screen, touch);
        expect(await roomProblems(page)).to.deep.equal([]);
      });
    }

    for (const { screen, openings } of screenOpenings) {
      it(`what opens above the ${screen.name}, two fifths longer`, async function () {
        this.timeout(120_000);
        const page = (pages[screen.as ?? ''] ??= await longPage());
        await site.lead(page, screen, touch);
        const found: string[] = [];
        for (const opening of openings) {
          if (opening.on && opening.on !== (touch ? 'phone' : 'desk')) continue;
          const problems = await openingProblems(page, opening, touch).catch((error: Error) => [error.message]);
          found.push(...problems.map((problem) => `${opening.name}: ${problem}`));
        }
        expect(found.join('\n')).to.equal('');
      });
    }
  });
}

/** Opens it above the screen, looks, and closes it again; twice Escape where it was reached through a menu or a panel. */
async function openingProblems(page: Page, { name, open, there = openDialog }: Opening, touch: boolean) {
  await open(page, touch);
  await page.locator(there).first().waitFor();
  await settle(page);
  if (shots) await page.screenshot({ path: join(shots, `opening-${name.replaceAll(' ', '-')}-${page.viewportSize()!.width}.png`) }); // prettier-ignore
  const found = await roomProblems(page);
  const opened = page.locator(openDialog).or(page.locator('[role="menu"]:visible'));
  for (let n = 0; n < 3 && (await opened.count()) > 0; n++) {
    await page.keyboard.press('Escape');
    await settle(page);
  }
  await hasCount(opened, 0);
  return found;
}
const openDialog = '[role="dialog"]:visible, dialog[open]:visible';

/** Texts that are cut, and a page that is wider than its window; on a phone of the smallest size too. */
async function roomProblems(page: Page): Promise<string[]> {
  const found = [...(await cutTexts(page)), ...(await sidewaysOf(page))];
  const size = page.viewportSize()!;
  if (size.width > 640) return found;
  await page.setViewportSize({ width: 360, height: 640 });
  found.push(...(await sidewaysOf(page)));
  await page.setViewportSize(size);
  return found;
}

async function sidewaysOf(page: Page): Promise<readonly string[]> {
  const [over, width] = await page.evaluate(() => [document.documentElement.scrollWidth - innerWidth, innerWidth]);
  return over! > 0 ? [`The page is ${over} pixels wider than a window of ${width}.`] : [];
}

async function textProblems(page: Page, language: string): Promise<string[]> {
  const texts = (await shownTexts(page)).map((text) => text.trim());
  const keys = texts.filter((text) => Object.hasOwn(english, text)).map((text) => `The key ${text} is shown.`);
  if (language === 'en') return keys;
  const left = texts.filter((text) => untranslated.has(text)).map((text) => `"${text}" is not translated.`);
  return [...keys, ...left];
}
