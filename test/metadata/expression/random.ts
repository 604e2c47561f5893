/** Random trees. */
import fc from 'fast-check';
import type { BinaryOperator, Coordinate, Node } from '../../../metadata/expression/ast.js';

const at = { from: 0, to: 0 };

/** The tree without its places. */
export function bare(node: Node): unknown {
  return JSON.parse(
    JSON.stringify(node, (key, value: unknown) => (key === 'from' || key === 'to' ? undefined : value)),
  );
}

const operators: readonly BinaryOperator[] = [
  '+', '-', '*', '/', '%', '^', '&', '=', '<>', '<', '<=', '>', '>=', 'and', 'or',
]; // prettier-ignore

export const literal = (value: null | boolean | number | string): Node => ({ type: 'literal', value, ...at });
export const name = (...path: string[]): Node => ({ type: 'name', path, ...at });
export const call = (id: string, ...arguments_: Node[]): Node => ({
  type: 'call',
  name: id,
  arguments: arguments_,
  ...at,
});
export const binary = (operator: BinaryOperator, left: Node, right: Node): Node => ({
  type: 'binary', operator, left, right, ...at,
}); // prettier-ignore
export const unary = (operator: '-' | '+' | 'not', operand: Node): Node => ({
  type: 'unary',
  operator,
  operand,
  ...at,
});
export const within = (operand: Node, ...items: Node[]): Node => ({ type: 'in', operand, items, ...at });

const amounts = fc.oneof(
  fc.nat(1000),
  fc.nat(1_000_000).map((cents) => cents / 100),
  fc.constantFrom(1e21, 1e-7, 0),
);
const words = fc
  .oneof(fc.string(), fc.constantFrom('', '"', '\\', 'a""b', '\n', '中文'))
  .map((text) => text.normalize('NFC'));
const step = fc.constantFrom('a', 'b_1', 'region', 'in', 'not', 'Q1', '金额');
const address = fc.constantFrom('A1', 'C2', 'AB12');
const coordinate: fc.Arbitrary<Coordinate> = fc
  .tuple(address, fc.integer({ min: -3, max: 3 }), fc.boolean())
  .map(([cell, count, signed]) => {
    if (count === 0) return { address: cell, step: 0, mode: 'current' };
    return signed
      ? { address: cell, step: count, mode: 'relative' }
      : { address: cell, step: Math.abs(count), mode: 'absolute' };
  });

/** Any tree the parser can give. */
export const anyNode: fc.Arbitrary<Node> = fc.letrec<{ node: Node }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 6, depthIdentifier: 'expression' },
    fc.oneof(
      fc.oneof(amounts, words, fc.constantFrom(true, false, null)).map(literal),
      fc.array(step, { maxLength: 2 }).map((rest) => name('amount', ...rest)),
      step.map((text): Node => ({ type: 'parameter', name: text, ...at })),
      words.map((key): Node => ({ type: 'index', object: name('row'), key, ...at })),
    ),
    fc.tuple(fc.constantFrom(...operators), tie('node'), tie('node')).map(([operator, a, b]) => binary(operator, a, b)),
    fc
      .tuple(fc.constantFrom('-', '+', 'not'), tie('node'))
      .map(([operator, operand]) => unary(operator as '-', operand)),
    fc
      .tuple(tie('node'), fc.array(tie('node'), { minLength: 1, maxLength: 3 }))
      .map(([a, items]) => within(a, ...items)),
    fc.array(tie('node'), { maxLength: 3 }).map((parts) => call('round', ...parts)),
    fc
      .record({
        address,
        all: fc.boolean(),
        left: fc.array(coordinate, { maxLength: 2 }),
        top: fc.array(coordinate, { maxLength: 2 }),
        field: fc.option(fc.constantFrom('id', 'amount'), { nil: undefined }),
        condition: fc.option(tie('node'), { nil: undefined }),
      })
      .map(({ field, condition, all, left, ...rest }): Node => ({
        type: 'cell',
        ...rest,
        all,
        left: all ? [] : left,
        ...(field === undefined ? {} : { field }),
        ...(condition === undefined ? {} : { condition }),
        ...at,
      })),
  ),
})).node;
