/** Refuses documents that no checker should walk: too large, too deep, too many parts, or with keys that reach into prototypes. */
import type { Problem } from '../value.js';
import { problem, say } from '../words.js';
import { below } from './pointer.js';

/**
 * Bytes of what a document says (strings and keys, as UTF-8), levels, and values of one document; `text`: bytes of the JSON
 * text that may be read for it at all, with its spaces.
 */
export const documentLimits = { bytes: 1_000_000, depth: 50, nodes: 20_000, text: 4 * 1_048_576 } as const;

const forbidden: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** At most one finding; walks without recursion and stops at the first limit passed. */
export function guardDocument(value: unknown): readonly Problem[] {
  const open: { readonly value: unknown; readonly path: string; readonly depth: number }[] = [
    { value, path: '', depth: 1 },
  ];
  let bytes = 0;
  let nodes = 0;
  for (let next = open.pop(); next; next = open.pop()) {
    const { path, depth } = next;
    if (++nodes > documentLimits.nodes) return [tooMany()];
    if (depth > documentLimits.depth)
      return [
        problem(
          path,
          'TOO_DEEP',
          say`A document may nest at most ${{ most: documentLimits.depth }} levels. Flatten it here.`,
        ),
      ];
    if (typeof next.value === 'string') bytes += textBytes(next.value);
    else bytes += 4;
    if (bytes > documentLimits.bytes) return [problem('', 'TOO_LARGE', 'A document may have at most 1 MB. Split it.')];
    if (typeof next.value !== 'object' || next.value === null) continue;
    if (Array.isArray(next.value)) {
      // Checked before the walk, so that a list of a million items is not first copied.
      if (nodes + next.value.length > documentLimits.nodes) {
        return [tooMany()];
      }
      next.value.forEach((item, i) => open.push({ value: item, path: below(path, i), depth: depth + 1 }));
      continue;
    }
    for (const key of Object.keys(next.value)) {
      bytes += textBytes(key);
      if (forbidden.has(key)) {
        return [
          problem(
            below(path, key),
            'FORBIDDEN_KEY',
            say`The key "${{ key }}" is not allowed in a document. Take it out.`,
          ),
        ];
      }
      const item = (next.value as Readonly<Record<string, unknown>>)[key];
      if (item === undefined) continue;
      open.push({ value: item, path: below(path, key), depth: depth + 1 });
      if (open.length > documentLimits.nodes) {
        return [tooMany()];
      }
    }
  }
  return [];
}

const tooMany = (): Problem =>
  problem('', 'TOO_MANY_PARTS', say`A document may have at most ${{ most: documentLimits.nodes }} values. Split it.`);

/** Length in UTF-8; stops counting where the limit is passed anyway. */
function textBytes(text: string): number {
  if (text.length > documentLimits.bytes) return text.length;
  let bytes = text.length + 3;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit > 0x7f) bytes += unit > 0x7ff && (unit < 0xd800 || unit > 0xdfff) ? 2 : 1;
  }
  return bytes;
}
