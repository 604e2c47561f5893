/** Tree to text, with no more brackets than needed; parsing the result gives the tree again. */
import type { BinaryOperator, Coordinate, Node } from './ast.js';
import { plainText } from './decimal.js';
import { bindingPower } from './parse.js';
import { leftSpine, pathOf } from './walk.js';

/** `error` nodes are printed as `?`, which does not parse. */
export function printExpression(node: Node): string {
  return print(node, 0);
}

/** `minimum` is what the place of the node asks for: a node that binds more loosely stands in brackets. */
function print(node: Node, minimum: number): string {
  return powerOf(node) < minimum ? `(${printBare(node)})` : printBare(node);
}

function powerOf(node: Node): number {
  if (node.type === 'binary') return bindingPower[node.operator];
  if (node.type === 'in') return bindingPower.in;
  if (node.type === 'unary') return bindingPower[node.operator === 'not' ? 'not' : 'unary'];
  const isNegative = node.type === 'literal' && typeof node.value === 'number' && node.value < 0;
  return isNegative ? bindingPower.unary : Infinity;
}

function printBare(node: Node): string {
  switch (node.type) {
    case 'literal':
      return printLiteral(node.value);
    case 'name':
    case 'index': {
      const base = node.type === 'name' ? node.path : baseOf(node);
      const keys = (pathOf(node) ?? []).slice(base.length);
      return base.join('.') + keys.map((key) => `[${printLiteral(key)}]`).join('');
    }
    case 'parameter':
      return `$${node.name}`;
    case 'unary':
      if (node.operator === 'not') return `not ${print(node.operand, bindingPower.not)}`;
      return node.operator + print(node.operand, bindingPower.unary);
    case 'binary':
      return printChain(node);
    case 'in':
      return `${print(node.operand, bindingPower.in)} in (${node.items.map(printExpression).join(', ')})`;
    case 'call':
      return `${node.name}(${node.arguments.map(printExpression).join(', ')})`;
    case 'cell':
      return printCell(node);
    case 'error':
      return '?';
  }
}

function baseOf(node: Node): readonly string[] {
  let object = node;
  while (object.type === 'index') object = object.object;
  return object.type === 'name' ? object.path : [];
}

function printLiteral(value: null | boolean | number | string): string {
  if (typeof value === 'number') return plainText(value);
  if (typeof value !== 'string') return String(value);
  return `"${value.replaceAll('\\', '\\\\').replaceAll('"', '""')}"`;
}

function printChain(node: Extract<Node, { type: 'binary' }>): string {
  const { first, steps } = leftSpine(node);
  let text = print(first, leftMinimum(steps[0]?.operator ?? node.operator));
  steps.forEach((step, index) => {
    const power = bindingPower[step.operator];
    const before = steps[index - 1];
    if (before && bindingPower[before.operator] < leftMinimum(step.operator)) text = `(${text})`;
    text += ` ${step.operator} ${print(step.right, step.operator === '^' ? power : power + 1)}`;
  });
  return text;
}

/** What the left side of an operator must at least bind with; `^` takes another `^` only on its right. */
function leftMinimum(operator: BinaryOperator): number {
  return bindingPower[operator] + (operator === '^' ? 1 : 0);
}

function printCell(node: Extract<Node, { type: 'cell' }>): string {
  const left = node.all ? '!0' : node.left.map(printCoordinate).join(',');
  const top = node.top.map(printCoordinate).join(',');
  const coordinates = left + (top === '' ? '' : `;${top}`);
  const field = node.field === undefined ? '' : `.${node.field}`;
  const condition = node.condition ? `{${printExpression(node.condition)}}` : '';
  return node.address + field + (coordinates === '' ? '' : `[${coordinates}]`) + condition;
}

function printCoordinate({ address, step, mode }: Coordinate): string {
  return `${address}:${mode === 'relative' && step > 0 ? '+' : ''}${step}`;
}
