/**
 * Text to tree, by operator precedence (Pratt). Always gives a tree: what could not be read is an `error` node and a
 * problem with its place, and reading goes on behind it. From loosest to tightest:
 *
 *   or · and · not · = <> < <= > >= in · & · + - · * / % · unary - + · ^ (binds right, so -2^2 is -4)
 *
 * `cells` adds the references of sheets (parse-cell.ts). Depth and length are limited, so that no text can exhaust the
 * stack here or in whatever walks the tree; chains of operators (a + b + c …) are no depth.
 */
import { say } from '../words.js';
import type { BinaryOperator, ExpressionProblem, Node, Span } from './ast.js';
import { isCellAddress, parseCell } from './parse-cell.js';
import { describeToken, TokenStream, unexpected } from './token-stream.js';

export const MAX_EXPRESSION_LENGTH = 4000;
export const MAX_EXPRESSION_DEPTH = 200;

/** Binding powers; what is not here is no infix operator. `print.ts` puts brackets by the same table. */
export const bindingPower: Readonly<Record<BinaryOperator | 'in' | 'not' | 'unary', number>> = {
  or: 10,
  and: 20,
  not: 30,
  in: 40, '=': 40, '<>': 40, '<': 40, '<=': 40, '>': 40, '>=': 40,
  '&': 50,
  '+': 60, '-': 60,
  '*': 70, '/': 70, '%': 70,
  unary: 80,
  '^': 90,
}; // prettier-ignore
const WORDS = ['and', 'or', 'not', 'in'];
const CONSTANTS: ReadonlyMap<string, boolean | null> = new Map([['true', true], ['false', false], ['null', null]]); // prettier-ignore

export interface ParseOptions {
  /** Cell references are known: sheets. */
  readonly cells?: boolean;
}

export function parseExpression(
  text: string,
  options: ParseOptions = {},
): { readonly node: Node; readonly problems: readonly ExpressionProblem[] } {
  const span = { from: 0, to: text.length };
  if (text.length > MAX_EXPRESSION_LENGTH) {
    const words = say`The expression has ${{ length: text.length }} characters; at most ${{ most: MAX_EXPRESSION_LENGTH }} are allowed.`;
    return { node: { type: 'error', ...span }, problems: [{ code: 'TOO_LONG', ...words, ...span }] };
  }
  return new Parser(new TokenStream(text), options.cells === true).parse(span);
}

class Parser {
  readonly #tokens: TokenStream;
  readonly #cells: boolean;
  #depth = 0;

  constructor(tokens: TokenStream, cells: boolean) {
    this.#tokens = tokens;
    this.#cells = cells;
  }

  parse(span: Span): { node: Node; problems: readonly ExpressionProblem[] } {
    const tokens = this.#tokens;
    if (tokens.peek().kind === 'end') {
      tokens.report('EMPTY', span, 'The expression is empty: write one, or take it out.');
      return { node: { type: 'error', ...span }, problems: tokens.problems };
    }
    const equals = tokens.take('=');
    if (equals) tokens.report('LEADING_EQUALS', equals, 'An expression begins without "=": take it out.');
    const node = this.#expression(0);
    const rest = tokens.peek();
    if (rest.kind !== 'end') tokens.report('UNEXPECTED', rest, unexpected(rest));
    return { node, problems: tokens.problems };
  }

  #expression(minimum: number): Node {
    if (this.#depth >= MAX_EXPRESSION_DEPTH) {
      const here = this.#tokens.peek();
      this.#tokens.report(
        'TOO_DEEP',
        here,
        say`The expression is nested deeper than ${{ most: MAX_EXPRESSION_DEPTH }} levels. Make it simpler.`,
      );
      this.#tokens.stop();
      return { type: 'error', from: here.from, to: here.to };
    }
    this.#depth++;
    let left = this.#prefix();
    for (;;) {
      const next = this.#infix(left, minimum);
      if (!next) break;
      left = next;
    }
    this.#depth--;
    return left;
  }

  /** The node with the operator that follows, or undefined when none follows that binds tightly enough. */
  #infix(left: Node, minimum: number): Node | undefined {
    const tokens = this.#tokens;
    const token = tokens.peek();
    if (token.kind !== 'sign' && token.kind !== 'name') return undefined;
    const word = token.kind === 'name' ? token.text.toLowerCase() : token.text;
    if (token.kind === 'name' && !WORDS.includes(word)) return undefined;
    const negated = word === 'not' && tokens.peek(1).text.toLowerCase() === 'in';
    const operator = negated ? 'in' : word;
    if (operator === 'not' || !Object.hasOwn(bindingPower, operator)) return undefined;
    const power = bindingPower[operator as BinaryOperator | 'in'];
    if (power < minimum) return undefined;
    if (word !== token.text) tokens.report('FOREIGN_SIGN', token, say`Write "${{ word }}" in small letters.`);
    tokens.next();
    if (operator === 'in') {
      if (negated) tokens.next();
      const node = this.#membership(left);
      return negated ? { type: 'unary', operator: 'not', operand: node, from: node.from, to: node.to } : node;
    }
    const right = this.#expression(operator === '^' ? power : power + 1);
    return { type: 'binary', operator: operator as BinaryOperator, left, right, from: left.from, to: right.to };
  }

  /** Behind `in`: a list in brackets, or one operand that may itself be a list. */
  #membership(operand: Node): Node {
    const open = this.#tokens.take('(');
    const items = open ? this.#list(open) : [this.#expression(bindingPower.in + 1)];
    return { type: 'in', operand, items, from: operand.from, to: this.#tokens.last?.to ?? operand.to };
  }

  #prefix(): Node {
    const tokens = this.#tokens;
    const token = tokens.peek();
    const { from, to } = token;
    if (token.kind === 'number') {
      tokens.next();
      return { type: 'literal', value: token.value ?? 0, from, to };
    }
    if (token.kind === 'text') {
      tokens.next();
      return { type: 'literal', value: token.text, from, to };
    }
    if (token.kind === 'parameter') {
      tokens.next();
      return token.text === '' ? { type: 'error', from, to } : { type: 'parameter', name: token.text, from, to };
    }
    if (token.kind === 'name' && !isOperatorWord(token.text)) return this.#named();
    const operator = token.text;
    if (operator === '-' || operator === '+' || operator === 'not') {
      tokens.next();
      const operand = this.#expression(bindingPower[operator === 'not' ? 'not' : 'unary']);
      return { type: 'unary', operator, operand, from, to: operand.to };
    }
    if (operator === '(' && token.kind === 'sign') return this.#group();
    return this.#missing();
  }

  #group(): Node {
    const open = this.#tokens.next();
    const inner = this.#expression(0);
    if (!this.#tokens.isSign(')') && this.#tokens.peek().kind !== 'end') {
      const rest = this.#tokens.peek();
      this.#tokens.report('UNEXPECTED', rest, unexpected(rest));
      this.#tokens.skipTo(')');
    }
    this.#tokens.close(')', open);
    return { ...inner, from: open.from, to: this.#tokens.last?.to ?? inner.to };
  }

  /** Nothing is read: what stands here may close a bracket or be the operator whose left side is missing. */
  #missing(): Node {
    const token = this.#tokens.peek();
    const before = this.#tokens.last;
    const words = before
      ? say`A value is missing after ${{ token: describeToken(before) }}.`
      : say`A value is missing before ${{ token: describeToken(token) }}.`;
    this.#tokens.report('MISSING_VALUE', token, words);
    return { type: 'error', from: token.from, to: token.from };
  }

  /** A constant, a call, a cell or a path. */
  #named(): Node {
    const tokens = this.#tokens;
    const token = tokens.next();
    const { text, from, to } = token;
    const constant = CONSTANTS.get(text);
    if (constant !== undefined) return { type: 'literal', value: constant, from, to };
    const open = tokens.take('(');
    if (open) {
      const arguments_ = tokens.isSign(')') ? (tokens.next(), []) : this.#list(open);
      return { type: 'call', name: text, arguments: arguments_, from, to: tokens.last?.to ?? to };
    }
    if (this.#cells && isCellAddress(text)) return parseCell(token, tokens, () => this.#expression(0));
    return this.#path(token);
  }

  #path(first: Span & { readonly text: string }): Node {
    const tokens = this.#tokens;
    const path = [first.text];
    let node: Node = { type: 'name', path, from: first.from, to: first.to };
    for (;;) {
      if (tokens.take('.')) {
        const step = tokens.peek();
        if (step.kind !== 'name') {
          tokens.report('MISSING_NAME', step, 'A name must follow the dot.');
          return node;
        }
        tokens.next();
        if (node.type === 'name') node = { ...node, path: [...node.path, step.text], to: step.to };
        else node = { type: 'index', object: node, key: step.text, from: node.from, to: step.to };
      } else if (tokens.isSign('[')) {
        const open = tokens.next();
        const key = tokens.peek();
        if (key.kind === 'text') tokens.next();
        else tokens.report('BAD_INDEX', key, 'Only a text stands in square brackets here, as in row["Unit price"].');
        if (!tokens.isSign(']')) tokens.skipTo(']');
        tokens.close(']', open);
        if (key.kind !== 'text') return { type: 'error', from: node.from, to: tokens.last?.to ?? node.to };
        node = { type: 'index', object: node, key: key.text, from: node.from, to: tokens.last?.to ?? node.to };
      } else return node;
    }
  }

  /** Expressions separated by commas up to the closing bracket, which is read. At least one. */
  #list(open: Span): Node[] {
    const tokens = this.#tokens;
    const items: Node[] = [];
    for (;;) {
      items.push(this.#expression(0));
      const token = tokens.peek();
      if (!tokens.isSign(',') && !tokens.isSign(';') && !tokens.isSign(')') && token.kind !== 'end') {
        tokens.report('UNEXPECTED', token, unexpected(token));
        tokens.skipTo(',', ';', ')');
      }
      if (tokens.take(',')) continue;
      const semicolon = tokens.take(';');
      if (!semicolon) break;
      tokens.report('FOREIGN_SIGN', semicolon, 'Write "," instead of ";" between arguments.');
    }
    tokens.close(')', open);
    return items;
  }
}

function isOperatorWord(text: string): boolean {
  return WORDS.includes(text);
}
