/**
 * Text to tokens. Never fails: what is no token becomes a problem, and spellings of other languages (`==`, `&&`,
 * full-width brackets) become the token that was meant together with a problem that says how to write it here.
 */
import type { Words } from '../value.js';
import { say, wordsOf } from '../words.js';
import type { ExpressionProblem, Span } from './ast.js';

export interface Token extends Span {
  readonly kind: 'number' | 'text' | 'name' | 'parameter' | 'sign' | 'end';
  /** The sign or name; of a text the text it means; of a parameter the name without `$`. */
  readonly text: string;
  /** Of a number. */
  readonly value?: number;
}

const SPACE = /[\s\u00a0\ufeff]+/y;
const NUMBER = /(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?/y;
const NAME = /[\p{L}_][\p{L}\p{N}\p{M}_]*/uy;
const SIGN = /<>|<=|>=|[-+*/%^&=<>()[\]{},.:;!$]/y;
/** Other ways to write a sign -> ours. The longest must come first. */
const FOREIGN: readonly (readonly [string, string])[] = [
  ['===', '='], ['!==', '<>'], ['==', '='], ['!=', '<>'], ['&&', 'and'], ['||', 'or'], ['**', '^'],
  ['≠', '<>'], ['≤', '<='], ['≥', '>='], ['×', '*'], ['÷', '/'], ['−', '-'], ['，', ','], ['、', ','], ['（', '('],
  ['）', ')'], ['：', ':'], ['；', ';'], ['＋', '+'], ['－', '-'], ['＊', '*'], ['／', '/'], ['＝', '='], ['＜', '<'],
  ['＞', '>'], ['％', '%'], ['＆', '&'], ['＾', '^'], ['［', '['], ['］', ']'], ['｛', '{'], ['｝', '}'], ['！', '!'],
  ['＄', '$'], ['。', '.'],
]; // prettier-ignore
const FOREIGN_START = /[=!&|*\u0080-\uffff]/;
/** Opening mark of a text -> its closing mark; only the first is ours. */
const QUOTES: Readonly<Record<string, string>> = {
  '"': '"',
  "'": "'",
  '“': '”',
  '”': '”',
  '‘': '’',
  '「': '」',
  '＂': '＂',
};
const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '"': '"',
  "'": "'",
  '\\': '\\',
  '/': '/',
};

/** Tokens in order, the last of kind `end`. */
export function lex(source: string): { readonly tokens: readonly Token[]; readonly problems: ExpressionProblem[] } {
  const tokens: Token[] = [];
  const problems: ExpressionProblem[] = [];
  let at = 0;
  const report = (code: string, from: number, to: number, words: string | Words): void => {
    problems.push({ code, ...wordsOf(words), from, to });
  };
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(source)?.[0];
  };
  while (at < source.length) {
    const space = match(SPACE);
    if (space !== undefined) {
      at += space.length;
      continue;
    }
    const from = at;
    const token = readToken();
    if (token) tokens.push({ ...token, from, to: at });
  }
  tokens.push({ kind: 'end', text: '', from: source.length, to: source.length });
  return { tokens, problems };

  function readToken(): Pick<Token, 'kind' | 'text' | 'value'> | undefined {
    const from = at;
    const first = source[at] as string;
    if (QUOTES[first] !== undefined) return readText(first, QUOTES[first]);
    const name = match(NAME);
    if (name !== undefined) {
      at += name.length;
      return { kind: 'name', text: name };
    }
    const number = isAfterValue() && first === '.' ? undefined : match(NUMBER);
    if (number !== undefined) return readNumber(number);
    const foreign = FOREIGN_START.test(first)
      ? FOREIGN.find(([spelling]) => source.startsWith(spelling, at))
      : undefined;
    if (foreign) {
      at += foreign[0].length;
      report('FOREIGN_SIGN', from, at, say`Write "${{ sign: foreign[1] }}" instead of "${{ foreign: foreign[0] }}".`);
      return { kind: /^[a-z]/.test(foreign[1]) ? 'name' : 'sign', text: foreign[1] };
    }
    const sign = match(SIGN);
    if (sign === '$') return readParameter();
    if (sign !== undefined) {
      at += sign.length;
      return { kind: 'sign', text: sign };
    }
    const character = String.fromCodePoint(source.codePointAt(at) as number);
    at += character.length;
    report(
      'BAD_CHARACTER',
      from,
      at,
      say`The character "${{ character }}" means nothing in an expression: take it out.`,
    );
    return undefined;
  }

  /** A dot right after a name or bracket is a step of a path, not the start of a number. */
  function isAfterValue(): boolean {
    const last = tokens.at(-1);
    return last !== undefined && last.to === at && (last.kind === 'name' || ')]}'.includes(last.text));
  }

  function readNumber(text: string): Pick<Token, 'kind' | 'text' | 'value'> {
    const from = at;
    at += text.length;
    const value = Number(text);
    const digits = text.replace(/e.*$/i, '').replace('.', '').replace(/^0+|0+$/g, '').length; // prettier-ignore
    const tail = match(NAME);
    if (tail !== undefined) {
      at += tail.length;
      report(
        'BAD_NUMBER',
        from,
        at,
        say`"${{ text: text + tail }}" is neither a number nor a name. A name cannot begin with a digit.`,
      );
    } else if (!Number.isFinite(value)) {
      report('BAD_NUMBER', from, at, say`The number ${{ number: text }} is too large.`);
      return { kind: 'number', text, value: 0 };
    } else if (digits > 15) {
      const words = say`The number ${{ number: text }} has ${{ digits }} digits; at most 15 can be kept exactly.`;
      report('BAD_NUMBER', from, at, words);
    }
    return { kind: 'number', text, value };
  }

  function readParameter(): Pick<Token, 'kind' | 'text'> {
    const from = at++;
    const name = match(NAME);
    if (name === undefined) {
      report('BAD_PARAMETER', from, at, 'The name of a parameter must follow "$", as in $from.');
      return { kind: 'parameter', text: '' };
    }
    at += name.length;
    return { kind: 'parameter', text: name };
  }

  function readText(open: string, close: string): Pick<Token, 'kind' | 'text'> {
    const from = at++;
    let text = '';
    for (;;) {
      const character = source[at];
      if (character === undefined) {
        report('UNCLOSED_TEXT', from, at, say`The text that begins here has no closing ${{ mark: close }}.`);
        break;
      }
      at++;
      if (character === '\\') text += readEscape();
      else if (character !== close) text += character;
      else if (source[at] === close) {
        text += close;
        at++;
      } else break;
    }
    if (open !== '"') report('FOREIGN_SIGN', from, from + 1, 'Text stands between straight double quotes: "text".');
    return { kind: 'text', text: text.normalize('NFC') };
  }

  /** After the backslash: a letter of ESCAPES or `u` and four hexadecimal digits. */
  function readEscape(): string {
    const letter = source[at] ?? '';
    const plain = Object.hasOwn(ESCAPES, letter) ? ESCAPES[letter] : undefined;
    if (plain !== undefined) {
      at++;
      return plain;
    }
    const code = /^u[0-9a-fA-F]{4}/.exec(source.slice(at, at + 5));
    if (code) {
      at += 5;
      return String.fromCharCode(parseInt(code[0].slice(1), 16));
    }
    report(
      'BAD_ESCAPE',
      at - 1,
      Math.min(at + 1, source.length),
      say`A backslash is written "\\\\"; "\\${{ letter }}" is not known.`,
    );
    return '\\';
  }
}
