/**
 * JSON text from outside to plain data. Depth and size are measured on the text before anything is built, and keys that
 * reach prototypes are refused with their place, wherever they stand.
 */
import { say } from '../../metadata/words.js';
import { badRequest } from '../errors.js';

export const deepestJson = 100;
export const mostJsonNodes = 200_000;

/** Keys that no body, document or parameter of ours ever has. */
export const forbiddenKeys: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** Parses a body; refuses with 400 NOT_JSON, TOO_DEEP, TOO_MANY_VALUES or FORBIDDEN_KEY (with its JSON pointer). */
export function parseJsonBody(text: string): unknown {
  measureJson(text);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw badRequest('NOT_JSON', 'This is no valid JSON.', { cause });
  }
  refuseForbiddenKeys(value, '');
  return value;
}

/** One pass over the text without building anything: nesting of brackets, and an upper bound of values. */
function measureJson(text: string): void {
  let depth = 0;
  let nodes = 1;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 34) {
      i = endOfString(text, i);
    } else if (code === 91 || code === 123) {
      nodes++;
      if (++depth > deepestJson) {
        throw badRequest('TOO_DEEP', say`The JSON is nested deeper than ${{ most: deepestJson }} levels.`);
      }
    } else if (code === 93 || code === 125) {
      depth--;
    } else if (code === 44 && ++nodes > mostJsonNodes) {
      throw badRequest('TOO_MANY_VALUES', say`The JSON holds more than ${{ most: mostJsonNodes }} values.`);
    }
  }
}

/** Position of the quote that ends the string begun at `from`; the text's end when none does. */
function endOfString(text: string, from: number): number {
  for (let i = from + 1; ; i++) {
    const quote = text.indexOf('"', i);
    if (quote < 0) return text.length;
    let backslashes = 0;
    while (text.charCodeAt(quote - 1 - backslashes) === 92) backslashes++;
    if (backslashes % 2 === 0) return quote;
    i = quote;
  }
}

/** Recursion is bounded by the depth that was measured before. */
function refuseForbiddenKeys(value: unknown, path: string): void {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    value.forEach((item, index) => refuseForbiddenKeys(item, `${path}/${index}`));
    return;
  }
  for (const key of Object.keys(value)) {
    const here = `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    if (forbiddenKeys.has(key)) {
      throw badRequest('FORBIDDEN_KEY', say`The key "${{ key }}" is not allowed.`, { path: here });
    }
    refuseForbiddenKeys((value as Record<string, unknown>)[key], here);
  }
}
