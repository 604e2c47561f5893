/**
 * Whether an expression of a raw specification only computes with the row: a closed grammar of tokens. Identifiers are
 * `datum.<name>`, `datum['<name>']` and listed functions; there is no way to reach an object's own machinery.
 */
import type { Words } from '../../value.js';
import { say } from '../../words.js';
import { allowedFunctions } from './words-of-vega.js';

const token =
  /\s*(?:(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|('(?:[^'\\\n]|\\['\\])*'|"(?:[^"\\\n]|\\["\\])*")|([A-Za-z_]\w*)|(===|!==|==|!=|<=|>=|&&|\|\||[-+*/%<>!?:(),.[\]]))/y;
const literals: ReadonlySet<string> = new Set(['true', 'false', 'null', 'PI', 'E']);
const forbiddenNames = /^(__.*__|constructor|prototype|toString|valueOf|hasOwnProperty)$/;
const LIMIT = 1000;

interface Token {
  readonly kind: 'number' | 'text' | 'name' | 'sign';
  readonly text: string;
}

/** What is wrong, in words; undefined when nothing is. */
export function checkVegaExpression(text: string): Words | undefined {
  if (text.length > LIMIT) return say`The expression has more than ${{ most: LIMIT }} characters. Make it shorter.`;
  const tokens = tokensOf(text);
  if ('message' in tokens) return tokens;
  if (tokens.length === 0) return say`The expression is empty: write one, or take it out.`;
  for (let at = 0; at < tokens.length; at++) {
    const { kind, text: word } = tokens[at]!;
    const next = tokens[at + 1]?.text;
    if (kind === 'name') {
      if (literals.has(word)) continue;
      if (word === 'datum') {
        const length = memberLength(tokens, at + 1);
        if (typeof length !== 'number') return length;
        at += length;
      } else if (!allowedFunctions.has(word) || next !== '(') {
        const functions = [...allowedFunctions].join(', ');
        return say`"${{ word }}" is not possible in an expression: write datum.<column>, or one of ${{ functions }}.`;
      }
    } else if (word === '/' && !isOperand(tokens[at - 1])) {
      return say`Regular expressions and comments are not possible: take them out.`;
    } else if (word === '.' || word === '[' || word === ']') {
      return say`"${{ word }}" is only possible directly after datum.`;
    } else if (word === '(' && at > 0 && !mayOpen(tokens[at - 1]!)) {
      return say`Only a function can be called: take the bracket out.`;
    }
  }
  return undefined;
}

function tokensOf(text: string): readonly Token[] | Words {
  const tokens: Token[] = [];
  token.lastIndex = 0;
  let end = 0;
  while (text.slice(end).trim() !== '') {
    token.lastIndex = end;
    const found = token.exec(text);
    if (!found)
      return say`"${{ text: text.slice(end).trim().slice(0, 12) }}" is not possible in an expression: take it out.`;
    end = token.lastIndex;
    const [, number, string, name, sign] = found;
    if (number !== undefined) tokens.push({ kind: 'number', text: number });
    else if (string !== undefined) tokens.push({ kind: 'text', text: string.slice(1, -1) });
    else if (name !== undefined) tokens.push({ kind: 'name', text: name });
    else tokens.push({ kind: 'sign', text: sign! });
  }
  return tokens;
}

/** Tokens of `.name` or `['name']`; of more than one step only the words are given that refuse it. */
function memberLength(tokens: readonly Token[], at: number): number | Words {
  const [open, name, close] = tokens.slice(at, at + 3);
  const isDot = open?.text === '.' && open.kind === 'sign' && name?.kind === 'name';
  const isBracket = open?.text === '[' && open.kind === 'sign' && name?.kind === 'text' && close?.text === ']';
  if (!isDot && !isBracket) return say`After datum a column must follow: datum.<column>.`;
  if (forbiddenNames.test(name.text)) return say`"${{ name: name.text }}" is not a column: name one of the rows.`;
  const length = isDot ? 2 : 3;
  const after = tokens[at + length];
  if (after?.kind === 'sign' && ['.', '[', '('].includes(after.text))
    return say`A column has no parts: write datum.<column> only.`;
  return length;
}

/** What a division may follow; elsewhere a stroke begins a regular expression or a comment. */
const isOperand = (before: Token | undefined): boolean =>
  before !== undefined && (before.kind !== 'sign' || before.text === ')' || before.text === ']');

/** A bracket may open after an operator or a function's name. */
const mayOpen = ({ kind, text }: Token): boolean =>
  kind === 'name' ? allowedFunctions.has(text) : kind === 'sign' && text !== ')' && text !== ']';
