/**
 * Tree to closures, made once per expression and run per record. A run asks its Environment for values and spends
 * steps: each node one, functions and joined text by the size of what they give. `if`, `and` and `or` evaluate only
 * what they need, so that a branch not taken can neither fail nor make a circle.
 */
import type { FunctionDefinition } from '../contributions.js';
import type { Registry } from '../registry.js';
import type { Value } from '../value.js';
import { say } from '../words.js';
import type { Node } from './ast.js';
import { parameterAt } from './check.js';
import type { Environment } from './environment.js';
import { ExpressionError } from './errors.js';
import { DEFAULT_STEPS, POWER_STEPS, TEXT_PER_STEP } from './limits.js';
import { applyOperator, booleanOf, describe, isList, isMember, numberOf } from './operators.js';
import { typeWord } from './types.js';
import { leftSpine, pathOf, type Binary, type Call } from './walk.js';

interface Run {
  readonly environment: Environment;
  steps: number;
}
type Code = (run: Run) => Value;
type Functions = Registry<FunctionDefinition>;

/** Throws ExpressionError: BUDGET, TYPE, RANGE, UNKNOWN; and whatever the environment throws. */
export function compileEvaluator(node: Node, functions: Functions): (environment: Environment) => Value {
  const code = compileNode(node, functions);
  return (environment) => code({ environment, steps: environment.context.steps ?? DEFAULT_STEPS });
}

function spend(run: Run, steps: number): void {
  run.steps -= steps;
  if (run.steps < 0) throw new ExpressionError('BUDGET', 'The expression takes too many steps. Make it simpler.');
}

function compileNode(node: Node, functions: Functions): Code {
  switch (node.type) {
    case 'literal': {
      const { value } = node;
      return (run) => (spend(run, 1), value);
    }
    case 'name':
    case 'index':
      return compilePath(node);
    case 'parameter': {
      const { name } = node;
      return (run) => (spend(run, 1), given(run.environment.parameter?.(name)));
    }
    case 'unary':
      return compileUnary(node, functions);
    case 'binary':
      return compileChain(node, functions);
    case 'in': {
      const operand = compileNode(node.operand, functions);
      const items = node.items.map((item) => compileNode(item, functions));
      return (run) => (spend(run, 1), isMember(operand(run), items.map((item) => item(run)))); // prettier-ignore
    }
    case 'call':
      return node.name === 'if' ? compileIf(node, functions) : compileCall(node, functions);
    case 'cell':
      return (run) => {
        spend(run, 1);
        if (run.environment.cell) return run.environment.cell(node);
        throw new ExpressionError('UNKNOWN', say`There is no cell ${{ cell: node.address }} here.`);
      };
    case 'error':
      return refuse;
  }
}

function refuse(): never {
  throw new ExpressionError('INVALID', 'The expression has an error and cannot run. Correct it first.');
}

/** Surroundings are often look-ups in plain objects, where `constructor` finds something that is no value. */
function given(value: Value | undefined): Value {
  return value === undefined || typeof value === 'function' ? null : value;
}

function compilePath(node: Node): Code {
  const path = pathOf(node);
  if (!path) return refuse;
  const [head, ...rest] = path;
  if (rest.length > 0 && head === 'user') return (run) => (spend(run, 1), given(run.environment.context.user(rest)));
  const isDatum = rest.length > 0 && head === 'datum';
  return (run) => {
    spend(run, 1);
    if (isDatum && run.environment.datum) return given(run.environment.datum(rest));
    return given(run.environment.field(path));
  };
}

function compileUnary({ operator, operand }: Extract<Node, { type: 'unary' }>, functions: Functions): Code {
  const code = compileNode(operand, functions);
  if (operator === 'not') {
    return (run) => {
      spend(run, 1);
      const value = booleanOf(code(run), 'not');
      return value === null ? null : !value;
    };
  }
  return (run) => {
    spend(run, 1);
    const value = numberOf(code(run), operator);
    return operator === '+' || value === null ? value : 0 - value;
  };
}

/** A chain of operators in one loop: its length costs steps, not stack. */
function compileChain(node: Binary, functions: Functions): Code {
  const { first, steps } = leftSpine(node);
  const start = compileNode(first, functions);
  const rest = steps.map((step) => ({ operator: step.operator, right: compileNode(step.right, functions) }));
  return (run) => {
    let value = start(run);
    for (const { operator, right } of rest) {
      spend(run, 1);
      if (operator === 'and' || operator === 'or') value = applyLogic(operator, value, right, run);
      else value = applyOperator(operator, value, right(run));
      if (operator === '&') spend(run, sizeOf(value));
      if (operator === '^') spend(run, POWER_STEPS);
    }
    return value;
  };
}

function applyLogic(operator: 'and' | 'or', left: Value, right: Code, run: Run): boolean | null {
  const decisive = operator === 'or';
  const a = booleanOf(left, operator);
  if (a === decisive) return decisive;
  const b = booleanOf(right(run), operator);
  if (b === decisive) return decisive;
  return a === null || b === null ? null : b;
}

function compileIf(node: Call, functions: Functions): Code {
  const [condition, then, otherwise] = node.arguments.map((argument) => compileNode(argument, functions));
  return (run) => {
    spend(run, 1);
    const branch = condition && booleanOf(condition(run), 'if') === true ? then : otherwise;
    return branch ? branch(run) : null;
  };
}

function compileCall(node: Call, functions: Functions): Code {
  const { name } = node;
  const definition = functions.find(name);
  const codes = node.arguments.map((argument) => compileNode(argument, functions));
  return (run) => {
    spend(run, 1);
    const answered = run.environment.aggregate?.(name, node.arguments);
    if (answered) return answered.value;
    if (!definition) throw new ExpressionError('UNKNOWN', say`There is no function "${{ name }}".`);
    const values = codes.map((code) => code(run));
    if (definition.acceptsNull !== true && values.includes(null)) return null;
    values.forEach((value, index) => requireType(definition, index, value));
    spend(run, definition.cost ?? 0);
    const result = definition.call(values, run.environment.context);
    spend(run, sizeOf(result));
    if (typeof result === 'number' && !Number.isFinite(result)) {
      throw new ExpressionError('RANGE', say`"${{ name }}" gives no number for these values.`);
    }
    return result;
  };
}

/** What the check could not know before: the kind of each value, in a repeated parameter also of a list's items. */
function requireType(definition: FunctionDefinition, index: number, value: Value): void {
  const parameter = parameterAt(definition, index);
  if (!parameter)
    throw new ExpressionError('TYPE', say`"${{ name: definition.id }}" takes fewer values than it was given.`);
  const { type } = parameter;
  if (value === null || type === 'any' || type === 'json') return;
  if (isList(value) && parameter.repeat === true) return value.forEach((item) => requireType(definition, index, item));
  const fits =
    type === 'list' ? isList(value) : typeof value === (type === 'number' || type === 'boolean' ? type : 'string');
  if (fits) return;
  const words = say`"${{ parameter: parameter.name }}" of "${{ name: definition.id }}" must be ${{ type: typeWord(type) }}, not ${{ value: describe(value) }}.`;
  throw new ExpressionError('TYPE', words);
}

function sizeOf(value: Value): number {
  if (typeof value === 'string') return Math.floor(value.length / TEXT_PER_STEP);
  return isList(value) ? value.length : 0;
}
