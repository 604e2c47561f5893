/** A screen as the suite of keys knows it: what `?` lists there, and how each key is pressed and seen to do what it says. */
import type { Page } from 'playwright-core';
import { changed } from './live-page.js';

/** Presses the chord where it is heard, and waits for what it does. */
export type Act = (page: Page, chord: string) => Promise<unknown>;

export interface Line {
  /** As the list shows them. */
  readonly keys: string;
  /** Puts the keyboard where the keys are heard; before each of them. */
  readonly at?: (page: Page, chord: string) => Promise<unknown>;
  readonly act: Act;
  /** Takes back what it did, so that the next key finds the screen as it was; else the screen is made anew. */
  readonly back?: (page: Page) => Promise<unknown>;
}

export interface KeyScreen {
  readonly name: string;
  readonly path: string;
  readonly ready: string;
  /** Loaded anew before each key: a link would leave it in another state. */
  readonly anew?: true;
  readonly prepare?: (page: Page) => Promise<unknown>;
  /** What somebody types into there. */
  readonly field: (page: Page) => ReturnType<Page['locator']>;
  readonly lines: Readonly<Record<string, Line>>;
}

/** For `back` of what only moves the focus, or has undone itself. */
export const nothingLeft = (): Promise<void> => Promise.resolve();
export const writes: Act = (page, chord) => changed(page, () => page.keyboard.press(chord));
/** A stop in the middle, so that there is a way in each direction. */
export const from = (selector: string) => (page: Page) => page.locator(selector).focus();
