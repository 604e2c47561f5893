/** About how many pixels words take up on or beside a bar: Han and other wide signs are as wide as they are high. */
const wide = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/** Pixels of a narrow and of a wide sign at the size of bars, and of what stands around the words. */
const [narrow, broad, around] = [7, 12.5, 18];

export const wordsWidth = (text: string): number =>
  text === '' ? 0 : [...text].reduce((sum, sign) => sum + (wide.test(sign) ? broad : narrow), around);
