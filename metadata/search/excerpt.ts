/** The part of a text that shows why it was found, and the places to mark in it. Pure. */
import {
  longestToken,
  piecesOf,
  spellingsOf,
  type Fold,
  type Piece,
  type QueryWord,
  type Spell,
  type Spelling,
} from './tokens.js';

/** From and to, in UTF-16 units of the excerpt's text. */
export type Mark = readonly [number, number];

export interface Excerpt {
  readonly text: string;
  readonly marks: readonly Mark[];
}

/** Characters before the first mark, and in all. */
const lead = 40;
const longest = 160;

/** Undefined where no word is found in the text. */
export function excerptOf(text: string, words: readonly QueryWord[], fold: Fold, spell?: Spell): Excerpt | undefined {
  const marks = marksOf(text, words, fold, spell);
  const first = marks[0];
  if (!first) return undefined;
  if (text.length <= longest) return { text, marks };
  const from = wholeCharacter(text, first[0] <= lead ? 0 : first[0] - lead);
  const to = wholeCharacter(text, Math.min(text.length, from + longest));
  const before = from > 0 ? '…' : '';
  const shift = before.length - from;
  return {
    text: `${before}${text.slice(from, to)}${to < text.length ? '…' : ''}`,
    marks: marks
      .filter((mark) => mark[0] < to)
      .map(([start, end]) => [start + shift, Math.min(end, to) + shift] as const),
  };
}

/** Never between the halves of a character. */
const wholeCharacter = (text: string, at: number): number => (/[\udc00-\udfff]/.test(text.charAt(at)) ? at - 1 : at);

/** Places of the words in the order of the text; those that touch are one. */
export function marksOf(text: string, words: readonly QueryWord[], fold: Fold, spell?: Spell): readonly Mark[] {
  const found = piecesOf(text).flatMap((piece) => marksIn(piece, words, fold, spell));
  const joined: [number, number][] = [];
  for (const [from, to] of found.sort((a, b) => a[0] - b[0] || b[1] - a[1])) {
    const last = joined.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else joined.push([from, to]);
  }
  return joined;
}

function marksIn(piece: Piece, words: readonly QueryWord[], fold: Fold, spell: Spell | undefined): Mark[] {
  const own = [...piece.text];
  const folded = [...fold(piece.text)];
  const isAligned = own.length === folded.length;
  const at = (count: number): number => piece.from + own.slice(0, count).join('').length;
  const whole: Mark = [piece.from, piece.from + piece.text.length];
  const text = folded.join('');
  return words.flatMap(({ token, prefix }): Mark[] => {
    const length = [...token].length;
    if (!piece.unspaced) {
      if (text !== token && !(prefix && text.startsWith(token)) && !isCut(text, token, length)) return [];
      return [isAligned ? [piece.from, at(length)] : whole];
    }
    const marks: Mark[] = spellingsOf(text, isAligned ? spell : undefined).flatMap((spelling): Mark[] => {
      const count = charactersOf(spelling, token, prefix);
      return count === 0 ? [] : [[at(spelling.from), at(spelling.from + count)]];
    });
    for (let start = 0; start + length <= folded.length; start += 1) {
      if (folded.slice(start, start + length).join('') !== token) continue;
      marks.push(isAligned ? [at(start), at(start + length)] : whole);
    }
    return marks;
  });
}

/** A word too long for the index is found by its beginning. */
const isCut = (text: string, token: string, length: number): boolean =>
  length === longestToken && text.startsWith(token);

/** How many characters a word spells from the first on; 0 where it spells something else. */
function charactersOf({ syllables, whole, initials }: Spelling, token: string, prefix: boolean): number {
  if (prefix ? initials.length > 1 && initials.startsWith(token) : initials === token) return token.length;
  if (!(prefix ? whole.startsWith(token) : whole === token)) return 0;
  let spelled = 0;
  return syllables.findIndex((syllable) => (spelled += syllable.length) >= token.length) + 1;
}
