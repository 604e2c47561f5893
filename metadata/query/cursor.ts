/**
 * Keyset cursors: the sort keys and id of the last row of a page, as base64url of JSON. Opaque to callers; shared by the
 * evaluator and the SQL compiler. Keys of searchable and sortable text are the folded ones, as the key columns hold.
 * A cursor belongs to one sort order and is refused under another.
 */
import type { Scalar } from '../value.js';
import type { CheckedSort } from './types.js';

export interface Cursor {
  /** One key for each sort item, in their order. */
  readonly keys: readonly Scalar[];
  /** Id of the row: the last tie-break, ascending. */
  readonly id: string;
}

const orderOf = (sort: readonly CheckedSort[]): string =>
  sort.map((item) => `${item.descending ? '-' : ''}${item.path?.text ?? item.as ?? ''}`).join(',');

export function encodeCursor(cursor: Cursor, sort: readonly CheckedSort[]): string {
  return toBase64Url(JSON.stringify([orderOf(sort), cursor.keys, cursor.id]));
}

/** Undefined when the text is no cursor of this sort order. */
export function decodeCursor(text: string, sort: readonly CheckedSort[]): Cursor | undefined {
  const held = parse(text);
  if (!Array.isArray(held) || held.length !== 3) return undefined;
  const [order, keys, id] = held as unknown[];
  if (order !== orderOf(sort) || typeof id !== 'string') return undefined;
  if (!Array.isArray(keys) || keys.length !== sort.length || !keys.every(isScalar)) return undefined;
  return { keys, id };
}

const isScalar = (value: unknown): value is Scalar => value === null || typeof value !== 'object';

function parse(text: string): unknown {
  try {
    return JSON.parse(fromBase64Url(text));
  } catch {
    return undefined;
  }
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Written out: neither Node's Buffer nor the browser's btoa exists on both sides. */
function toBase64Url(text: string): string {
  const bytes = utf8(text);
  let out = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const [a, b, c] = [bytes[i]!, bytes[i + 1], bytes[i + 2]];
    out += alphabet[a >> 2]! + alphabet[((a & 3) << 4) | ((b ?? 0) >> 4)]!;
    if (b !== undefined) out += alphabet[((b & 15) << 2) | ((c ?? 0) >> 6)]!;
    if (c !== undefined) out += alphabet[c & 63]!;
  }
  return out;
}

function fromBase64Url(text: string): string {
  let escaped = '';
  let bits = 0;
  let held = 0;
  for (const character of text) {
    const value = alphabet.indexOf(character);
    if (value < 0) throw new RangeError('not base64url');
    held = ((held << 6) | value) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    escaped += `%${((held >> bits) & 255).toString(16).padStart(2, '0')}`;
  }
  return decodeURIComponent(escaped);
}

function utf8(text: string): number[] {
  const bytes: number[] = [];
  const encoded = encodeURIComponent(text.replace(/\p{Cs}/gu, '\ufffd'));
  for (let i = 0; i < encoded.length; i++) {
    if (encoded[i] === '%') {
      bytes.push(parseInt(encoded.slice(i + 1, i + 3), 16));
      i += 2;
    } else bytes.push(encoded.charCodeAt(i));
  }
  return bytes;
}
