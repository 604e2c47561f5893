/** Any JSON value: settings, answers of other systems. Kept and shown as it is; only whether it is there can be asked. */
import type { FieldType, Parsed } from '../../../../metadata/contributions.js';
import { closed } from '../../../../metadata/schema/common.js';
import type { Value, Words } from '../../../../metadata/value.js';
import { say } from '../../../../metadata/words.js';
import { columnOf, kindOf, nullTests, read, wrong } from '../reading.js';
import strings from './strings.json' with { type: 'json' };

/** Bytes of its text in UTF-8, and lists and objects inside each other. */
const mostBytes = 64 * 1024;
const deepest = 20;
const forbidden: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

class Refusal extends Error {
  constructor(readonly finding: Parsed) {
    super('refused');
  }
}
const refuse = (code: string, words: string | Words): never => {
  throw new Refusal(wrong(code, words));
};

/** A copy of plain values; anything that JSON has not is refused. */
function copy(input: unknown, depth: number): Value {
  if (input === null || typeof input === 'boolean' || typeof input === 'string') return input;
  if (typeof input === 'number') {
    return Number.isFinite(input) ? input + 0 : refuse('NOT_JSON', 'A number in it is no number.');
  }
  if (typeof input !== 'object') return refuse('NOT_JSON', say`JSON has no such value as ${{ kind: kindOf(input) }}.`);
  if (depth >= deepest)
    return refuse('TOO_DEEP', say`At most ${{ deepest }} lists and objects may lie inside each other.`);
  if (Array.isArray(input)) return (input as unknown[]).map((item) => copy(item, depth + 1));
  const entries = Object.entries(input).map(([key, item]): [string, Value] => {
    if (forbidden.has(key)) refuse('FORBIDDEN_KEY', say`The key "${{ key }}" may not be used.`);
    return [key, copy(item, depth + 1)];
  });
  return Object.fromEntries(entries);
}

const bytesOf = (text: string): number =>
  [...text].reduce((sum, sign) => {
    const code = sign.codePointAt(0)!;
    return sum + (code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4);
  }, 0);

const tooLarge = wrong('TOO_LONG', say`At most ${{ kilobytes: mostBytes / 1024 }} KB of JSON are allowed.`);

function parse(input: unknown): Parsed {
  try {
    const value = copy(input, 0);
    const text = JSON.stringify(value);
    return text.length > mostBytes || bytesOf(text) > mostBytes ? tooLarge : read(value);
  } catch (error) {
    if (error instanceof Refusal) return error.finding;
    throw error;
  }
}

function parseText(text: string): Parsed {
  if (text.length > mostBytes * 2) return tooLarge;
  try {
    return parse(JSON.parse(text));
  } catch {
    return wrong('NOT_JSON', 'This is no JSON. Text stands in double quotes; after the last item there is no comma.');
  }
}

export const definition: FieldType = {
  id: 'json',
  label: strings.label,
  icon: 'braces',
  options: closed({}),
  valueType: () => 'json',
  columns: (field) => [{ name: columnOf(field), type: 'json', role: 'value' }],
  operators: () => nullTests,
  jsonSchema: () => ({}),
  parse,
  parseText,
  format: (value) => JSON.stringify(value),
};
