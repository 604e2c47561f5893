/**
 * The server's fold: Han characters by their pinyin, so that `kehu` finds 客户 and lists sort as people expect. Each
 * character has one reading wherever it stands: read by context, 行 would fold differently alone and inside 银行, and a
 * search for a part would miss the whole.
 */
import { createFold } from '../metadata/text.js';
import { lazyPackage } from './lazy-package.js';

/** Its dictionaries take 20 MB: they come with the first Han character. */
const dictionaries = lazyPackage<typeof import('pinyin-pro')>('pinyin-pro');

/** Bounded by the number of Han characters there are. */
const readings = new Map<string, string>();

/** Pinyin of one Han character, without tones, ü as v; without a known reading it stays as it is. */
export function readingOf(character: string): string {
  const held = readings.get(character);
  if (held !== undefined) return held;
  const made = dictionaries().pinyin(character, { toneType: 'none', v: true });
  readings.set(character, made);
  return made;
}

/** Folds text for `<column>_k`: contains, startsWith, endsWith and sort. Folding a folded text changes nothing. */
export const fold: (text: string) => string = createFold((han) => Array.from(han, readingOf).join(''));
