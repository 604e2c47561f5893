import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import fc from 'fast-check';
import type { BinaryOperator, Node } from '../../../metadata/expression/ast.js';
import { compileExpression } from '../../../metadata/expression/compile.js';
import type { Environment } from '../../../metadata/expression/environment.js';
import { ExpressionError } from '../../../metadata/expression/errors.js';
import { compileEvaluator } from '../../../metadata/expression/evaluate.js';
import { printExpression } from '../../../metadata/expression/print.js';
import type { Value } from '../../../metadata/value.js';
import { exactAdd, exactDivide, exactMultiply, exactRemainder } from './exact.js';
import { context, environment, evaluateText, functions, goldenRows, scope } from './helper.js';
import { binary, call, literal, name, unary, within } from './random.js';

const golden = readFileSync(new URL('../../golden/expression/evaluate.txt', import.meta.url), 'utf8');

function codeOf(run: () => unknown): string {
  try {
    return `no error but ${JSON.stringify(run())}`;
  } catch (error) {
    if (error instanceof ExpressionError) return error.code;
    throw error;
  }
}

describe('expression/evaluate', () => {
  for (const [text, expected] of goldenRows(golden)) {
    it(`${text} is ${expected}`, () => {
      expect(compileExpression(text, scope).problems.map((problem) => problem.message)).to.deep.equal([]);
      if (expected.startsWith('!')) expect(codeOf(() => evaluateText(text))).to.equal(expected.slice(2));
      else expect(evaluateText(text)).to.deep.equal(JSON.parse(expected));
    });
  }

  it('evaluates only the branch that is taken', () => {
    const read: string[] = [];
    const watching: Environment = { ...environment, field: (path) => (read.push(path.join('.')), 1) };
    evaluateText('if(amount > 0, quantity, missing)', watching);
    expect(read).to.deep.equal(['amount', 'quantity']);
  });

  it('asks the surroundings for an aggregate before it evaluates arguments', () => {
    const sheet: Environment = {
      ...environment,
      field: () => {
        throw new Error('must not be read');
      },
      aggregate: (id, parts) => (id === 'sum' ? { value: parts.length } : undefined),
    };
    expect(evaluateText('sum(amount) + 1', sheet)).to.equal(2);
    expect(evaluateText('abs(-3)', sheet)).to.equal(3);
  });

  it('reads cells through the surroundings, conditions unevaluated', () => {
    const compiled = compileExpression('C1 / C1[A1:-1]{it.B1 = B1}', { ...scope, cells: true });
    const sheet: Environment = { ...environment, cell: (reference) => (reference.condition ? 4 : 10) };
    expect(compiled.problems).to.deep.equal([]);
    expect(compiled.evaluate(sheet)).to.equal(2.5);
    expect(codeOf(() => compiled.evaluate(environment))).to.equal('UNKNOWN');
  });

  it('refuses a list where one value is needed', () => {
    const list: Environment = { ...environment, field: () => [1, 2] };
    for (const text of [
      'anything + 1',
      'anything = 1',
      'anything < 1',
      'anything & ""',
      '-anything',
      'anything in (1)',
    ])
      expect(
        codeOf(() => evaluateText(text, list)),
        text,
      ).to.equal('TYPE');
    expect(codeOf(() => evaluateText('abs(anything)', list))).to.equal('TYPE');
    expect(evaluateText('sum(anything)', list)).to.equal(3);
  });

  it('does not run what has problems', () => {
    expect(codeOf(() => evaluateText('1 +'))).to.equal('INVALID');
    expect(codeOf(() => evaluateText('nowhere + 1'))).to.equal('INVALID');
  });

  it('passes on what the surroundings throw', () => {
    const broken: Environment = {
      ...environment,
      field: () => {
        throw new RangeError('broken');
      },
    };
    expect(() => evaluateText('amount', broken)).to.throw(RangeError, 'broken');
  });
});

describe('expression/evaluate: budget', () => {
  const spend = (text: string, steps: number) => () =>
    evaluateText(text, { ...environment, context: { ...context, steps } });

  it('counts a step for each node', () => {
    expect(spend('1 + 2 + 3', 5)()).to.equal(6);
    expect(codeOf(spend('1 + 2 + 3', 4))).to.equal('BUDGET');
  });

  it('starts anew at each evaluation', () => {
    const compiled = compileExpression('1 + 2', scope);
    const tight = { ...environment, context: { ...context, steps: 3 } };
    for (let i = 0; i < 10; i++) expect(compiled.evaluate(tight)).to.equal(3);
  });

  it('refuses texts that grow, before building them', () => {
    expect(codeOf(() => evaluateText('repeat("x", 1e9)'))).to.equal('BUDGET');
    const doubling = 'concat('.repeat(1) + 'repeat("x", 150000), repeat("x", 150000))';
    expect(codeOf(() => evaluateText(doubling))).to.equal('BUDGET');
    const replacing = 'replace(repeat("x", 10000), "x", repeat("y", 10000))';
    expect(codeOf(() => evaluateText(replacing))).to.equal('BUDGET');
    expect(codeOf(() => evaluateText('repeat("x", 150000) & repeat("x", 150000)'))).to.equal('BUDGET');
    expect(codeOf(() => evaluateText(`join(tags, repeat("x", 199999)) & "aaaaaaaaaa"`))).to.equal('BUDGET');
  });

  it('charges for what takes long', () => {
    expect(spend('2^0.5 + 2^0.5', 2100)()).to.equal(2.8284271247462);
    expect(codeOf(spend('2^0.5 + 2^0.5', 2000))).to.equal('BUDGET');
    expect(codeOf(spend('power(2, 0.5)', 500))).to.equal('BUDGET');
    expect(codeOf(() => evaluateText(`2${'^1.01'.repeat(150)}`))).to.equal('BUDGET');
  });

  it('charges for large results', () => {
    expect(codeOf(spend('repeat("x", 100000)', 1000))).to.equal('BUDGET');
    expect(spend('length(repeat("x", 1000))', 1000)()).to.equal(1000);
  });

  it('evaluates a chain of 20,000 operands without exhausting the stack', () => {
    const chain = (operator: BinaryOperator, operand: Node): Node => {
      let node = operand;
      for (let i = 1; i < 20_000; i++) node = binary(operator, node, operand);
      return node;
    };
    const roomy = { ...environment, context: { ...context, steps: 50_000 } };
    expect(compileEvaluator(chain('+', literal(1)), functions)(roomy)).to.equal(20_000);
    expect(compileEvaluator(chain('and', literal(true)), functions)(roomy)).to.equal(true);
    expect(codeOf(() => compileEvaluator(chain('+', literal(1)), functions)({ ...environment, context: { ...context, steps: 30_000 } }))).to.equal('BUDGET'); // prettier-ignore
  });
});

describe('expression/evaluate: nothing leaks', () => {
  const probes = [
    '"".constructor', '"".constructor.constructor("return process")()', 'constructor', '__proto__', 'toString',
    'toString()', 'constructor()', '__proto__()', 'valueOf()', 'hasOwnProperty("a")', 'amount.constructor',
    'amount.__proto__', 'user.constructor', 'user.__proto__', 'user.toString', 'datum.constructor', '$constructor',
    '$__proto__', 'row["constructor"]', 'row["__proto__"]', 'customer.__proto__.polluted', 'customer["constructor"]',
    'this', 'globalThis', 'process', 'process.env', 'require("fs")', 'import("fs")', 'eval("1")', 'Function("1")()',
    '[].constructor', '({}).x', 'window', '`${1}`', 'amount = (x => x)', 'user["constructor"]["constructor"]',
    'first.constructor', 'sum.call(1)', 'tags.length', 'name.length', 'tags["0"]', 'text.constructor',
  ]; // prettier-ignore
  for (const text of probes) {
    it(`refuses ${text} in plain words`, () => {
      const { problems } = compileExpression(text, scope);
      expect(problems.length).to.be.greaterThan(0);
      for (const { message, from, to } of problems) {
        expect(message).to.match(/^[A-Z"$u].*[.?]$/);
        expect(from).to.be.at.most(to);
      }
      expect(codeOf(() => evaluateText(text))).to.equal('INVALID');
    });
  }

  it('leaves names of objects to the surroundings alone', () => {
    const open = { ...scope, field: () => 'any' as const };
    const seen: string[] = [];
    const watching: Environment = { ...environment, field: (path) => (seen.push(path.join('.')), null) };
    expect(compileExpression('a.constructor', open).evaluate(watching)).to.equal(null);
    expect(seen).to.deep.equal(['a.constructor']);
    expect(compileExpression('a.__proto__', open).problems[0]?.code).to.equal('UNKNOWN_NAME');
  });
});

/* ---------------------------------------------------------------- the second evaluator: slow, recursive, obvious */

const TROUBLE = Symbol('trouble');
type Outcome = Value | typeof TROUBLE;
const fields: Readonly<Record<string, Value>> = { a: 3, b: -0.25, n: null, t: 'text', u: '', yes: true };

function slow(node: Node): Outcome {
  switch (node.type) {
    case 'literal':
      return node.value;
    case 'name':
      return fields[node.path[0] ?? ''] ?? null;
    case 'unary': {
      const value = slow(node.operand);
      if (node.operator === 'not') return value === null ? null : typeof value === 'boolean' ? !value : TROUBLE;
      if (value === null) return null;
      return typeof value === 'number' ? (node.operator === '-' ? 0 - value : value) : TROUBLE;
    }
    case 'in': {
      const [value, ...items] = [node.operand, ...node.items].map(slow);
      if (value === TROUBLE || items.includes(TROUBLE)) return TROUBLE;
      return items.some((item) => item === value);
    }
    case 'call': {
      const [first, second, third] = node.arguments;
      const value = slow(first!);
      if (node.name === 'isNull') return value === TROUBLE ? TROUBLE : value === null;
      if (value !== null && typeof value !== 'boolean') return TROUBLE;
      return value === true ? slow(second!) : slow(third!);
    }
    case 'binary':
      return slowBinary(node.operator, node.left, node.right);
    default:
      return TROUBLE;
  }
}

function slowBinary(operator: BinaryOperator, leftNode: Node, rightNode: Node): Outcome {
  const left = slow(leftNode);
  if (left === TROUBLE) return TROUBLE;
  if (operator === 'and' || operator === 'or') {
    if (left !== null && typeof left !== 'boolean') return TROUBLE;
    if (operator === 'and' && left === false) return false;
    if (operator === 'or' && left === true) return true;
    const right = slow(rightNode);
    if (right !== null && typeof right !== 'boolean') return TROUBLE;
    if (operator === 'and') return right === false ? false : left === null || right === null ? null : true;
    return right === true ? true : left === null || right === null ? null : false;
  }
  const right = slow(rightNode);
  if (right === TROUBLE) return TROUBLE;
  if (operator === '=') return left === right;
  if (operator === '<>') return left !== right;
  if (operator === '&') return `${left ?? ''}${right ?? ''}`;
  if ('<>='.includes(operator[0]!)) {
    if (left === null || right === null) return null;
    if (typeof left !== typeof right) return TROUBLE;
    const order = left === right ? 0 : left < right ? -1 : 1;
    return operator === '<' ? order < 0 : operator === '<=' ? order <= 0 : operator === '>' ? order > 0 : order >= 0;
  }
  if (![left, right].every((side) => side === null || typeof side === 'number')) return TROUBLE;
  if (left === null || right === null) return null;
  const [x, y] = [left as number, right as number];
  const compute = { '+': exactAdd, '-': (p: number, q: number) => exactAdd(p, -q), '*': exactMultiply, '/': exactDivide, '%': exactRemainder }; // prettier-ignore
  return compute[operator as keyof typeof compute](x, y);
}

const operators: readonly BinaryOperator[] = [
  '+', '-', '*', '/', '%', '=', '<>', '<', '<=', '>', '>=', 'and', 'or', '&',
]; // prettier-ignore
const leaves = fc.oneof(
  fc.constantFrom(...Object.keys(fields)).map((field) => name(field)),
  fc
    .constantFrom<null | boolean | number | string>(null, true, false, 0, 1, 2, 0.1, 12.34, 7, '', 'a', 'b')
    .map(literal),
);
const runnable: fc.Arbitrary<Node> = fc.letrec<{ node: Node }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 5, depthIdentifier: 'runnable' },
    leaves,
    fc.tuple(fc.constantFrom(...operators), tie('node'), tie('node')).map(([operator, a, b]) => binary(operator, a, b)),
    fc.tuple(fc.constantFrom('-', '+', 'not'), tie('node')).map(([operator, a]) => unary(operator as '-', a)),
    fc.tuple(tie('node'), tie('node'), tie('node')).map(([a, b, c]) => within(a, b, c)),
    tie('node').map((a) => call('isNull', a)),
    fc.tuple(tie('node'), tie('node'), tie('node')).map(([a, b, c]) => call('if', a, b, c)),
  ),
})).node;

describe('expression/evaluate: against a second evaluator', () => {
  it('gives the same values and refuses the same expressions', () => {
    const run: Environment = { ...environment, field: (path) => fields[path[0] ?? ''] ?? null };
    fc.assert(
      fc.property(runnable, (node) => {
        const expected = slow(node);
        const evaluate = compileEvaluator(node, functions);
        if (expected === TROUBLE)
          expect(
            codeOf(() => evaluate(run)),
            printExpression(node),
          ).to.equal('TYPE');
        else expect(evaluate(run), printExpression(node)).to.equal(expected);
      }),
      { numRuns: 3000 },
    );
  });
});
