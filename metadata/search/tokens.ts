/**
 * Text as the search index holds it: folded words, and of scripts written without spaces (Han, kana) single characters and
 * pairs of neighbours, so that a word of two characters is found without a dictionary. A query is read the same way. Han is
 * also found by how it is spelled: `maoyi` and `my` find 上海贸易.
 */

/** Longer words are cut: the index column holds no more code points. */
export const longestToken = 40;
/** Different tokens of one field; what a very long text says after them is not found. */
export const mostTokens = 400;

const unspaced = String.raw`[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]`;
const piecePattern = new RegExp(String.raw`${unspaced}+|(?:(?!${unspaced})[\p{L}\p{N}\p{M}])+`, 'gu');
const startsUnspaced = new RegExp(`^${unspaced}`, 'u');

/** A run of letters of one sort and where it stands in the text, in UTF-16 units. */
export interface Piece {
  readonly text: string;
  readonly from: number;
  readonly unspaced: boolean;
}

export type Fold = (text: string) => string;
/** A Han character in Latin letters, pinyin; one without a known reading stays as it is. */
export type Spell = (character: string) => string;

/** Longer runs are sentences, which nobody spells. */
const longestSpelled = 12;
const isSpelled = /^\p{Script=Han}+$/u;

/** A run of Han from one of its characters to its end: spelled out, and by the first letters. */
export interface Spelling {
  readonly from: number;
  readonly syllables: readonly string[];
  readonly whole: string;
  readonly initials: string;
}

/** Empty for other scripts, for long runs, and where a reading is missing. */
export function spellingsOf(folded: string, spell: Spell | undefined): readonly Spelling[] {
  const characters = [...folded];
  if (!spell || characters.length > longestSpelled || !isSpelled.test(folded)) return [];
  const syllables = characters.map(spell);
  if (!syllables.every((each) => /^[a-z]+$/.test(each))) return [];
  return syllables.map((_, from) => {
    const own = syllables.slice(from);
    return { from, syllables: own, whole: own.join(''), initials: own.map((each) => each[0]).join('') };
  });
}

export interface QueryWord {
  readonly token: string;
  /** Matches every token that begins with it. */
  readonly prefix: boolean;
}

export function piecesOf(text: string): readonly Piece[] {
  return Array.from(text.matchAll(piecePattern), (found) => ({
    text: found[0],
    from: found.index,
    unspaced: startsUnspaced.test(found[0]),
  }));
}

const cut = (word: string): string => (word.length <= longestToken ? word : [...word].slice(0, longestToken).join(''));

const pairsOf = (characters: readonly string[]): readonly string[] =>
  characters.slice(1).map((character, index) => characters[index]! + character);

/** `fold` leaves Han as it is (metadata/text.ts). At most `mostTokens`, in the order of the text. */
export function indexTokens(text: string, fold: Fold, spell?: Spell): ReadonlySet<string> {
  const tokens = new Set<string>();
  for (const piece of piecesOf(text)) {
    const folded = fold(piece.text);
    if (piece.unspaced) {
      const characters = [...folded];
      for (const token of [...characters, ...pairsOf(characters)]) tokens.add(token);
      for (const { whole, initials } of spellingsOf(folded, spell)) {
        tokens.add(cut(whole));
        if (initials.length > 1) tokens.add(initials);
      }
    } else if (folded !== '') tokens.add(cut(folded));
    if (tokens.size >= mostTokens) return new Set([...tokens].slice(0, mostTokens));
  }
  return tokens;
}

/**
 * What a record must hold all of. The last word may be a beginning, unless it is one letter: that would be half of
 * everything. An empty list asks for nothing.
 */
export function queryWords(text: string, fold: Fold): readonly QueryWord[] {
  const pieces = piecesOf(text);
  const words = new Map<string, QueryWord>();
  const add = (token: string, prefix: boolean): void => {
    if (token !== '' && !(words.get(token)?.prefix === false)) words.set(token, { token, prefix });
  };
  pieces.forEach((piece, index) => {
    const folded = fold(piece.text);
    const characters = [...folded];
    if (!piece.unspaced) add(cut(folded), index === pieces.length - 1 && characters.length > 1);
    else for (const token of characters.length > 1 ? pairsOf(characters) : characters) add(token, false);
  });
  return [...words.values()];
}

/** Whether the tokens of a text (or of several together) hold the word. */
export function holdsWord(tokens: ReadonlySet<string>, { token, prefix }: QueryWord): boolean {
  if (tokens.has(token)) return true;
  if (prefix) for (const each of tokens) if (each.startsWith(token)) return true;
  return false;
}
