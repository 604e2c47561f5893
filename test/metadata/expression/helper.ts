/** What the tests of the language share: the product's functions, one fixed moment, and a small record. */
import { readdirSync } from 'node:fs';
import type { FunctionDefinition } from '../../../metadata/contributions.js';
import { compileExpression, type Scope } from '../../../metadata/expression/compile.js';
import type { Environment, EvaluationContext } from '../../../metadata/expression/environment.js';
import { createRegistry } from '../../../metadata/registry.js';
import type { Value, ValueType } from '../../../metadata/value.js';

const folder = new URL('../../../plugins/core/functions/', import.meta.url);

export const functions = createRegistry<FunctionDefinition>('function');
for (const name of readdirSync(folder)) {
  const module = (await import(new URL(`${name}/schema.ts`, folder).href)) as { definition: FunctionDefinition };
  functions.add(module.definition);
}
functions.freeze();

const user: Readonly<Record<string, Value>> = {
  id: '01J9ZZZZZZ0000000000000001',
  login: 'ann',
  name: 'Ann',
  department: null,
};

/** Half past seven in the morning of 22 November in Shanghai, still the 21st in UTC. */
export const context: EvaluationContext = {
  today: () => '2026-11-22',
  now: () => '2026-11-21T23:30:00.000Z',
  timeZone: 'Asia/Shanghai',
  user: (path) => user[path.join('.')] ?? null,
  fold: (text) => text.toLowerCase(),
};

/** Fields by path, with their types. */
export const record: Readonly<Record<string, readonly [ValueType, Value]>> = {
  amount: ['number', 12.5],
  quantity: ['number', 3],
  missing: ['number', null],
  name: ['text', 'Ann'],
  nickname: ['text', null],
  active: ['boolean', true],
  locked: ['boolean', null],
  ordered_on: ['date', '2026-11-21'],
  closed_on: ['date', null],
  created_at: ['datetime', '2026-11-21T23:30:00.000Z'],
  owner: ['id', '01J9ZZZZZZ0000000000000001'],
  'customer.region.name': ['text', 'East'],
  'row.Unit price': ['number', 2.5],
  tags: ['list', ['vip', 'new']],
  figures: ['list', [1, null, 2.5]],
  anything: ['any', 'text'],
};

export const scope: Scope = {
  functions,
  field: (path) => record[path.join('.')]?.[0],
  parameter: (name) => (({ from: 'date', codes: 'list', limit: 'number' }) as const)[name],
  datum: (path) => (path.join('.') === 'month' ? 'date' : undefined),
  known(kind, parent) {
    if (kind === 'parameter') return ['from', 'codes', 'limit'];
    const start = parent.map((step) => `${step}.`).join('');
    const below = Object.keys(record).filter((path) => path.startsWith(start));
    return kind === 'datum' ? ['month'] : below.map((path) => path.slice(start.length).split('.')[0] ?? '');
  },
};

const parameters: Readonly<Record<string, Value>> = { from: '2026-01-01', codes: ['a', 'b', null], limit: 10 };

export const environment: Environment = {
  context,
  field: (path) => record[path.join('.')]?.[1] ?? null,
  parameter: (name) => parameters[name] ?? null,
  datum: () => '2026-11-01',
};

export function evaluateText(text: string, surroundings: Environment = environment): Value {
  return compileExpression(text, scope).evaluate(surroundings);
}

/** `left => right` lines of a golden file; empty lines and lines beginning with `#` are left out. */
export function goldenRows(text: string): (readonly [string, string])[] {
  return text
    .split('\n')
    .filter((line) => line.includes(' => ') && !line.startsWith('#'))
    .map((line) => {
      const at = line.lastIndexOf(' => ');
      return [line.slice(0, at).trim(), line.slice(at + 4).trim()] as const;
    });
}
