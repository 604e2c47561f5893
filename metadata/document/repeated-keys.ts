/**
 * Keys that stand twice in one object of a JSON text. `JSON.parse` keeps the last of them and says nothing, so that part of
 * what somebody wrote would be gone: whoever takes JSON from outside asks here first. Pure, without recursion.
 */
import { below } from './pointer.js';

export interface RepeatedKey {
  readonly key: string;
  /** JSON pointer of the property. */
  readonly path: string;
  /** Where the later key stands, with its quotes, in UTF-16 units. */
  readonly from: number;
  readonly to: number;
  /** From 1. */
  readonly line: number;
}

/** An object with the keys it has so far, or a list; `at` is the key or the index that is being read. */
interface Holder {
  readonly keys?: Set<string>;
  at: string | number;
}

const quote = 34;
const comma = 44;
const lineEnd = 10;

/** At most `most` of them, in the order of the text, which must be JSON. */
export function repeatedKeys(text: string, most = 20): readonly RepeatedKey[] {
  const found: RepeatedKey[] = [];
  const open: Holder[] = [];
  let line = 1;
  let isKey = false;
  for (let i = 0; i < text.length && found.length < most; i++) {
    const code = text.charCodeAt(i);
    if (code === lineEnd) line++;
    else if (code === quote) {
      const end = endOfString(text, i);
      const { keys } = open.at(-1) ?? {};
      if (isKey && keys) {
        const key = JSON.parse(text.slice(i, end + 1)) as string;
        open.at(-1)!.at = key;
        if (keys.has(key))
          found.push({ key, path: below('', ...open.map(({ at }) => at)), from: i, to: end + 1, line });
        keys.add(key);
        isKey = false;
      }
      i = end;
    } else if (code === comma) {
      const holder = open.at(-1)!;
      if (holder.keys) isKey = true;
      else holder.at = Number(holder.at) + 1;
    } else if (text[i] === '{') {
      open.push({ keys: new Set(), at: '' });
      isKey = true;
    } else if (text[i] === '[') {
      open.push({ at: 0 });
      isKey = false;
    } else if (text[i] === '}' || text[i] === ']') {
      open.pop();
      isKey = false;
    }
  }
  return found;
}

/** Position of the quote that ends the string begun at `from`; the text's end when none does. */
export function endOfString(text: string, from: number): number {
  for (let i = from + 1; ; i++) {
    const end = text.indexOf('"', i);
    if (end < 0) return text.length;
    let backslashes = 0;
    while (text.charCodeAt(end - 1 - backslashes) === 92) backslashes++;
    if (backslashes % 2 === 0) return end;
    i = end;
  }
}
