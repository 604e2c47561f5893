/** Random expressions over typed columns, and the rows they are tried on; shared by the tests of both engines. */
import fc from 'fast-check';
import type { BinaryOperator, Node } from '../../../metadata/expression/ast.js';
import type { Environment } from '../../../metadata/expression/environment.js';
import { ExpressionError } from '../../../metadata/expression/errors.js';
import { compileEvaluator } from '../../../metadata/expression/evaluate.js';
import type { SqlField, SqlTarget } from '../../../metadata/expression/sql.js';
import type { Value } from '../../../metadata/value.js';
import { context, functions } from './helper.js';
import { binary, call, literal, name, unary, within } from './random.js';

export const columns: Readonly<Record<string, Omit<SqlField, 'sql'>>> = {
  i: { type: 'number', scale: 0 },
  j: { type: 'number', scale: 0, precision: 6 },
  d: { type: 'number', scale: 2 },
  e: { type: 'number', scale: 3, precision: 8 },
  t: { type: 'text' },
  u: { type: 'text' },
  yes: { type: 'boolean' },
  day: { type: 'date' },
  due: { type: 'date' },
};
export type Row = Readonly<Record<string, Value>>;

const orNull = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: null, freq: 4 });
const whole = (limit: number) => fc.oneof(fc.integer({ min: -5, max: 5 }), fc.integer({ min: -limit, max: limit }));
const scaled = (limit: number, scale: number) => whole(limit).map((units) => units / 10 ** scale + 0);
const text = fc.constantFrom('', 'a', 'A', 'b', 'ab', 'é', '中', '😀', 'ﬀ', ' a', 'a ', "it's", '2026-11-21');
const date = fc.constantFrom('2026-11-21', '2026-11-22', '2024-02-29', '2025-12-31', '2026-01-01');

export const anyRow: fc.Arbitrary<Row> = fc.record({
  i: orNull(fc.oneof(whole(1_000_000), fc.maxSafeInteger())),
  j: orNull(whole(999_999)),
  d: orNull(fc.oneof(scaled(1_000_000, 2), scaled(999_999_999_999_999, 2))),
  e: orNull(scaled(99_999_999, 3)),
  t: orNull(text),
  u: orNull(text),
  yes: orNull(fc.boolean()),
  day: orNull(date),
  due: orNull(date),
});

const pick = (...names: string[]) => fc.constantFrom(...names).map((field) => name(field));
const number = fc.oneof(
  { maxDepth: 0 },
  fc.constantFrom<number | null>(0, 1, 2, 3, 7, 10, 100, 0.5, 0.1, 12.34, 1.005, 999_999, null).map(literal),
);

type Kind = 'number' | 'text' | 'boolean' | 'date';
const tree = fc.letrec<Record<Kind, Node>>((tie) => {
  const op = (kind: Kind, ...operators: BinaryOperator[]) =>
    fc.tuple(fc.constantFrom(...operators), tie(kind), tie(kind)).map(([operator, a, b]) => binary(operator, a, b));
  const choice = (kind: Kind) => fc.tuple(tie('boolean'), tie(kind), tie(kind)).map((parts) => call('if', ...parts));
  const either = (kind: Kind) => fc.tuple(tie(kind), tie(kind)).map((parts) => call('coalesce', ...parts));
  const depth = { maxDepth: 4, depthIdentifier: 'sql' };
  return {
    number: fc.oneof(
      depth,
      fc.oneof(pick('i', 'j', 'd', 'e'), number),
      op('number', '+', '-', '*', '%'),
      fc.tuple(tie('number'), fc.constantFrom(2, 4, 5, 8, 100, 0.25, 3, 0)).map(([a, b]) => binary('/', a, literal(b))),
      tie('number').map((a) => unary('-', a)),
      tie('number').map((a) => call('abs', a)),
      choice('number'),
      either('number'),
      fc.tuple(fc.constantFrom('year', 'month', 'day', 'quarter'), tie('date')).map(([id, a]) => call(id, a)),
      fc.tuple(tie('date'), tie('date')).map(([a, b]) => call('daysBetween', a, b)),
    ),
    text: fc.oneof(
      depth,
      fc.oneof(pick('t', 'u'), fc.oneof(text, fc.constant(null)).map(literal)),
      op('text', '&'),
      choice('text'),
      either('text'),
    ),
    date: fc.oneof(
      depth,
      fc.oneof(
        pick('day', 'due'),
        date.map((value) => call('date', literal(value))),
        fc.constant(call('today')),
      ),
      choice('date'),
      either('date'),
      fc.tuple(tie('date'), fc.integer({ min: -400, max: 400 })).map(([a, n]) => call('addDays', a, n < 0 ? unary('-', literal(-n)) : literal(n))), // prettier-ignore
      fc.tuple(tie('date'), pick('i')).map(([a, n]) => call('addDays', a, binary('%', n, literal(100)))),
    ),
    boolean: fc.oneof(
      depth,
      fc.oneof(pick('yes'), fc.constantFrom(true, false, null).map(literal)),
      op('number', '=', '<>', '<', '<=', '>', '>='),
      op('text', '=', '<>', '<', '<=', '>', '>='),
      op('date', '=', '<>', '<', '<=', '>', '>='),
      op('boolean', '=', '<>', 'and', 'or'),
      tie('boolean').map((a) => unary('not', a)),
      fc.oneof(tie('number'), tie('text'), tie('date'), tie('boolean')).map((a) => call('isNull', a)),
      ...(['number', 'text', 'date'] as const).map((kind) =>
        fc
          .tuple(tie(kind), fc.array(tie(kind), { minLength: 1, maxLength: 3 }))
          .map(([a, items]) => within(a, ...items)),
      ),
      choice('boolean'),
    ),
  };
});

export const anyTyped: fc.Arbitrary<Node> = fc.oneof(tree.boolean, tree.number, tree.text, tree.date);

const parameters: Readonly<Record<string, Value>> = {
  limit: 10.5,
  codes: ['a', 'b', null],
  from: '2026-01-01',
  none: null,
};
export const target = (engine: 'sqlite' | 'mysql', fields = columns): SqlTarget => ({
  engine,
  functions,
  context,
  field: (path) => {
    const [head = ''] = path;
    return path.length === 1 && Object.hasOwn(fields, head) ? { sql: head, ...fields[head]! } : undefined;
  },
  parameter: (id) => (Object.hasOwn(parameters, id) ? parameters[id] : undefined),
});

/** Undefined when it fails: what a database would answer then is nobody's business. */
export function evaluateRow(node: Node, row: Row): { value: Value } | undefined {
  const environment: Environment = {
    context,
    field: (path) => row[path[0] ?? ''] ?? null,
    parameter: (id) => parameters[id] ?? null,
  };
  try {
    return { value: compileEvaluator(node, functions)(environment) };
  } catch (error) {
    if (error instanceof ExpressionError) return undefined;
    throw error;
  }
}
