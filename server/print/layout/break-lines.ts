/**
 * Breaks runs of text into lines. Words break at blanks and hyphens; Chinese, Japanese and Korean between any two
 * characters, but no line begins with a closing mark or ends with an opening one. A word that is wider than the line breaks
 * where it must.
 */
import type { Measure, Run, TextStyle } from './types.js';

export interface Fragment {
  readonly text: string;
  readonly width: number;
  readonly style: TextStyle;
}

export interface Line {
  readonly fragments: readonly Fragment[];
  readonly width: number;
}

interface Character {
  readonly text: string;
  readonly width: number;
  readonly style: TextStyle;
}

const eastern = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff00-\uff60]/u;
/** Never first in a line. */
const noStart = new Set(
  '、。，．・：；？！）］｝〉》」』】〕〗〙’”…‥—～ー々ゝゞァィゥェォッャュョヮぁぃぅぇぉっゃゅょゎ％)]},.:;!?%°',
);
/** Never last in a line. */
const noEnd = new Set('（［｛〈《「『【〔〖〘‘“￥([{$€£');

export const mayBreak = (before: string, after: string): boolean => {
  if (before === '\u200b') return true;
  if (noStart.has(after) || noEnd.has(before) || after === ' ') return false;
  if (before === ' ') return true;
  if (eastern.test(before) || eastern.test(after)) return before !== '\u00a0' && after !== '\u00a0';
  return before === '-' && /\p{L}/u.test(after);
};

/** Widest line if nothing but forced breaks broke it, and widest part that does not break. */
export function extents(runs: readonly Run[], measure: Measure): { readonly least: number; readonly most: number } {
  let [least, most, line, part] = [0, 0, 0, 0];
  let before = '';
  for (const { text, width } of characters(runs, measure)) {
    if (text === '\n') {
      line = part = 0;
      before = '';
      continue;
    }
    if (before !== '' && mayBreak(before, text)) part = 0;
    line += width;
    part += text === ' ' ? 0 : width;
    most = Math.max(most, text === ' ' ? most : line);
    least = Math.max(least, part);
    before = text;
  }
  return { least, most };
}

/** At least one line; forced breaks are `'\n'`. */
export function breakLines(runs: readonly Run[], width: number, measure: Measure): readonly Line[] {
  const all = characters(runs, measure);
  const lines: Line[] = [];
  let start = 0;
  let chance = -1;
  let used = 0;
  const end = (to: number, next: number): void => {
    lines.push(lineOf(all, start, to));
    start = next;
    chance = -1;
    used = 0;
  };
  for (let i = 0; i < all.length; i++) {
    const { text, width: own } = all[i]!;
    if (text === '\n') {
      end(i, i + 1);
      continue;
    }
    if (i > start && mayBreak(all[i - 1]!.text, text)) chance = i;
    used += own;
    // Blanks may stand over the edge.
    if (used <= width + 0.01 || text === ' ' || i === start) continue;
    i = chance > start ? chance : i;
    end(i, i);
    i -= 1;
  }
  lines.push(lineOf(all, start, all.length));
  return lines;
}

function characters(runs: readonly Run[], measure: Measure): readonly Character[] {
  return runs.flatMap(({ text, style }) =>
    [...text].map((each) => ({ text: each, style, width: each === '\n' ? 0 : measure(each, style.bold) * style.size })),
  );
}

function lineOf(all: readonly Character[], from: number, to: number): Line {
  while (from < to && all[from]!.text === ' ') from += 1;
  while (to > from && all[to - 1]!.text === ' ') to -= 1;
  const fragments: { text: string; width: number; style: TextStyle }[] = [];
  for (let i = from; i < to; i++) {
    const { text, width, style } = all[i]!;
    const last = fragments.at(-1);
    if (last && last.style === style) {
      last.text += text;
      last.width += width;
    } else fragments.push({ text, width, style });
  }
  return { fragments, width: fragments.reduce((sum, each) => sum + each.width, 0) };
}
