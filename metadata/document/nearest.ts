/** "Did you mean …": the known word closest to a mistyped one, and findings with such a hint behind them. */
import type { Words } from '../value.js';
import { say } from '../words.js';

/** A sentence with another one behind it, which may be absent. */
export const hinted = (finding: Words, hint: Words | undefined): Words =>
  hint ? say`${{ finding }} ${{ hint }}` : finding;

/** `Did you mean "customer"?`; absent where no known word is close. */
export function meant(word: string, known: readonly string[]): Words | undefined {
  const near = nearest(word, known);
  return near === undefined ? undefined : say`Did you mean "${{ near }}"?`;
}

/** The known word within two edits (one third of its length for long words), or undefined. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  let best: string | undefined;
  let least = Math.max(2, Math.floor(word.length / 3)) + 1;
  for (const candidate of known) {
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase(), least);
    if (distance < least) {
      least = distance;
      best = candidate;
    }
  }
  return best;
}

/** Levenshtein with neighbours swapped counted as one; `limit` or more when it is at least that. */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let value = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) value = Math.min(value, before[j - 2]! + 1);
      row.push(value);
    }
    before = last;
    last = row;
  }
  return last[b.length]!;
}
