/**
 * JSON text from outside to plain data. Depth and size are measured on the text before anything is built, and keys that
 * reach prototypes are refused with their place, wherever they stand.
 */
import { endOfString, repeatedKeys } from '../../metadata/document/repeated-keys.js';
import { say } from '../../metadata/words.js';
import { badRequest } from '../errors.js';

export const deepestJson = 100;
export const mostJsonNodes = 200_000;

/** Keys that no body, document or parameter of ours ever has. */
export const forbiddenKeys: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** Parses a body; refuses with 400 NOT_JSON, TOO_DEEP, TOO_MANY_VALUES, FORBIDDEN_KEY or KEY_TWICE (with its JSON pointer). */
export function parseJsonBody(text: string): unknown {
  const written = measureJson(text);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw badRequest('NOT_JSON', 'This is no valid JSON.', { cause });
  }
  // Fewer properties than were written: only then is it worth a closer look.
  if (refuseForbiddenKeys(value, '') < written) refuseRepeatedKeys(text);
  return value;
}

/** One pass over the text without building anything: nesting of brackets, and an upper bound of values. Gives its properties. */
function measureJson(text: string): number {
  let depth = 0;
  let nodes = 1;
  let properties = 0;
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
    } else if (code === 58) {
      properties++;
    } else if (code === 44 && ++nodes > mostJsonNodes) {
      throw badRequest('TOO_MANY_VALUES', say`The JSON holds more than ${{ most: mostJsonNodes }} values.`);
    }
  }
  return properties;
}

/** JSON.parse keeps the last of equal keys: what was said before it would be dropped silently. */
function refuseRepeatedKeys(text: string): void {
  const [twice] = repeatedKeys(text, 1);
  if (!twice) return;
  throw badRequest('KEY_TWICE', say`The key "${{ key: twice.key }}" stands twice in one object: keep one of them.`, {
    path: twice.path,
  });
}

/** Gives the number of properties. Recursion is bounded by the depth that was measured before. */
function refuseForbiddenKeys(value: unknown, path: string): number {
  if (typeof value !== 'object' || value === null) return 0;
  let properties = 0;
  if (Array.isArray(value)) {
    value.forEach((item, index) => (properties += refuseForbiddenKeys(item, `${path}/${index}`)));
    return properties;
  }
  for (const key of Object.keys(value)) {
    const here = `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    if (forbiddenKeys.has(key)) {
      throw badRequest('FORBIDDEN_KEY', say`The key "${{ key }}" is not allowed.`, { path: here });
    }
    properties += 1 + refuseForbiddenKeys((value as Record<string, unknown>)[key], here);
  }
  return properties;
}
