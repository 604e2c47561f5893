/**
 * What a new password must be (ASVS 6.2): long enough, not among the commonly used, not the person's own words. No rule
 * about kinds of characters and no expiry: both make passwords worse.
 */
import type { Words } from '../../metadata/value.js';
import { say } from '../../metadata/words.js';
import { commonPasswords } from './common-passwords.js';

export const shortestPassword = 12;
export const longestPassword = 128;

/** Sentence that says what is wrong with a password for somebody known by `ownWords` (login, name), or undefined. */
export function passwordProblem(password: string, ownWords: readonly string[] = []): Words | undefined {
  const characters = [...password].length;
  if (characters < shortestPassword) return say`A password needs at least ${{ least: shortestPassword }} characters.`;
  if (characters > longestPassword) return say`A password has at most ${{ most: longestPassword }} characters.`;
  const folded = password.normalize('NFKC').toLowerCase();
  if (new Set(folded).size < 5) return say`A password needs at least 5 different characters.`;
  const rest = [...ownWords, 'trellis']
    .map((word) => word.normalize('NFKC').toLowerCase())
    .filter((word) => word.length >= 3)
    .reduce((text, word) => text.replaceAll(word, ''), folded);
  if ([...rest].length < 6) return say`The password is mostly your own name or the name of this product.`;
  if (isCommon(folded)) return say`This password is among those that are tried first. Choose another one.`;
  return undefined;
}

/** A common password stays common when it is repeated or digits and signs stand around it: `Password123456!`. */
function isCommon(folded: string): boolean {
  if (commonPasswords.has(folded)) return true;
  const bare = folded.replace(/^[^a-z]+|[^a-z]+$/g, '');
  if (bare !== folded && commonPasswords.has(bare)) return true;
  for (let length = 3; length <= folded.length / 2; length++) {
    const part = folded.slice(0, length);
    if (folded === part.repeat(Math.ceil(folded.length / length)).slice(0, folded.length)) return true;
  }
  return isSequence(folded);
}

/** Neighbours on the keyboard or in the alphabet, forwards or backwards: `qwertyuiop12`, `abcdefghijkl`. */
function isSequence(text: string): boolean {
  const rows = ['abcdefghijklmnopqrstuvwxyz', '01234567890', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm'];
  const known = [...rows, ...rows.map((row) => [...row].reverse().join(''))];
  let steps = 0;
  for (let i = 1; i < text.length; i++) if (known.some((row) => row.includes(text.slice(i - 1, i + 1)))) steps++;
  return steps >= (text.length - 1) * 0.8;
}
