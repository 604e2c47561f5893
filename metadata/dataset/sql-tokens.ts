/**
 * The text of a SQL dataset to tokens. Both engines must read a statement alike, so there is one lexical grammar for it:
 * texts in single quotes, names bare or in double or back quotes, `:name` for parameters. What the engines read
 * differently (backslashes, `#`, `[x]`, `@x`, `?`, `0x…`) is refused. Comments are dropped: no database ever sees one.
 */
import { say } from '../words.js';
import type { Words } from '../value.js';

export interface SqlToken {
  /** `word`: a bare name or a word of the language; `name`: quoted. */
  readonly kind: 'word' | 'name' | 'text' | 'number' | 'parameter' | 'symbol';
  /** The word in lower case, the name without its quotes, the text's value, the parameter's name. */
  readonly text: string;
  /** Where it stands, in UTF-16 units. */
  readonly from: number;
  readonly to: number;
}

/** A statement that is refused before any database sees it, with the place in its text. */
export class SqlRefused extends Error {
  readonly words: Words;
  readonly from: number;
  readonly to: number;
  constructor(words: Words, from: number, to: number) {
    super(words.message);
    this.name = 'SqlRefused';
    this.words = words;
    this.from = from;
    this.to = to;
  }
}

const parts: readonly (readonly [SqlToken['kind'] | 'blank', RegExp])[] = [
  ['blank', /(?:\s+|--[^\n]*|\/\*[^]*?\*\/)/y],
  ['text', /'(?:[^'\\\0]|'')*'/y],
  ['name', /"[A-Za-z_][A-Za-z0-9_]*"|`[A-Za-z_][A-Za-z0-9_]*`/y],
  ['parameter', /:[A-Za-z_][A-Za-z0-9_]*/y],
  ['number', /(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?(?![A-Za-z0-9_.])/y],
  ['word', /[A-Za-z_][A-Za-z0-9_]*/y],
  ['symbol', /<=|>=|<>|!=|\|\||[(),.;*+\-/%=<>]/y],
];

export function readTokens(sql: string): readonly SqlToken[] {
  const tokens: SqlToken[] = [];
  for (let at = 0; at < sql.length;) {
    const found = readOne(sql, at);
    if (!found) {
      const sign = String.fromCodePoint(sql.codePointAt(at)!);
      throw new SqlRefused(say`"${{ sign }}" may not stand in the SQL of a dataset here. Texts go in single quotes, values into parameters.`, at, at + sign.length); // prettier-ignore
    }
    if (found.kind !== 'blank') tokens.push({ ...found, kind: found.kind });
    at = found.to;
  }
  return tokens;
}

function readOne(sql: string, from: number) {
  for (const [kind, pattern] of parts) {
    pattern.lastIndex = from;
    const held = pattern.exec(sql)?.[0];
    if (held === undefined) continue;
    return { kind, text: valueOf(kind, held), from, to: from + held.length };
  }
  return undefined;
}

function valueOf(kind: string, held: string): string {
  if (kind === 'text') return held.slice(1, -1).replaceAll("''", "'");
  if (kind === 'name') return held.slice(1, -1).toLowerCase();
  if (kind === 'parameter') return held.slice(1);
  return kind === 'word' ? held.toLowerCase() : held;
}
