/**
 * Text as it is stored and as it is found. Stored text is in NFC and trimmed, so that equal looks are equal code
 * points. Folded text is what `<column>_k` keeps: contains, startsWith, endsWith and sorting read it.
 */

/** Accents of Latin, Greek and Cyrillic. Marks that are letters' own (Japanese voicing, Indic vowels) are not among them. */
const ACCENTS = /[\u0300-\u036f]|[\u1ab0-\u1aff]|[\u1dc0-\u1dff]|[\u20d0-\u20ff]|[\ufe20-\ufe2f]/g;
/** Letters that people type without their stroke or ligature, and that no decomposition takes apart. */
const PLAIN: Readonly<Record<string, string>> = {
  ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', ł: 'l', ħ: 'h', ŧ: 't', þ: 'th', ı: 'i', ς: 'σ',
}; // prettier-ignore
const SPECIAL = /[ßæœøđðłħŧþıς]/g;
const HAN = /\p{Script=Han}+/gu;

/** NFC, without white space at its ends: every text is brought to this form when it is written. */
export function normaliseText(text: string): string {
  return text.normalize('NFC').trim();
}

/**
 * Makes the fold: NFKC, lower case, no accents, and runs of Han characters through `han` (pinyin on the server, which
 * may be the identity elsewhere). Folding twice changes nothing as long as `han` keeps its own results.
 */
export function createFold(han: (text: string) => string): (text: string) => string {
  return (text) => foldLetters(text).replace(HAN, han);
}

function foldLetters(text: string): string {
  // Plain ASCII, most of what is ever folded, needs nothing but lower case.
  if (/^[\x20-\x7e]*$/.test(text)) return text.toLowerCase();
  const bare = text.normalize('NFKD').toLowerCase().normalize('NFKD').replace(ACCENTS, '');
  return bare.replace(SPECIAL, (letter) => PLAIN[letter] ?? letter).normalize('NFKC');
}
