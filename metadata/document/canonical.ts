/** One text per document: the same content gives the same bytes, whatever order its keys were written in. */
import { compareText } from '../value.js';
import { sha256 } from './hash.js';

/** Keys that come first, in this order; the others follow by code point. */
const first = ['kind', 'id', 'name', 'schema', 'type', 'label'];
const rank = (key: string) => {
  const index = first.indexOf(key);
  return index < 0 ? first.length : index;
};

/** Keys in their order everywhere inside; `undefined` is left out. Lists keep their order: it is content. */
export function canonicalValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonicalValue);
  if (typeof value !== 'object' || value === null) return value;
  const source = value as Readonly<Record<string, unknown>>;
  const keys = Object.keys(source)
    .filter((key) => source[key] !== undefined)
    .sort((a, b) => rank(a) - rank(b) || compareText(a, b));
  return Object.fromEntries(keys.map((key) => [key, canonicalValue(source[key])]));
}

/** Text for files and for people: two spaces, a line end at the end. */
export function canonicalText(value: unknown): string {
  return `${JSON.stringify(canonicalValue(value), null, 2)}\n`;
}

/** SHA-256 of a text as 64 hexadecimal digits; a platform's own does it faster than ours. */
export type Sha256 = (text: string) => string;

/** SHA-256 of the canonical form, as 64 hexadecimal digits. */
export function canonicalHash(value: unknown, hash: Sha256 = sha256): string {
  return hash(JSON.stringify(canonicalValue(value)));
}

/** Documents are never changed in place: each is hashed once. */
const known = new WeakMap<object, string>();

/** Hash of a set of documents: independent of their order. */
export function documentsHash(
  documents: readonly { readonly kind: string; readonly name: string }[],
  hash: Sha256 = sha256,
): string {
  const lines = documents.map((each) => {
    const own = known.get(each) ?? canonicalHash(each, hash);
    known.set(each, own);
    return `${each.kind}/${each.name} ${own}`;
  });
  return hash(lines.sort(compareText).join('\n'));
}

/** Equal content: the same canonical form. */
export function sameContent(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  return JSON.stringify(canonicalValue(a)) === JSON.stringify(canonicalValue(b));
}
