/** What the parser reads from: tokens with look-ahead, and the list of problems found on the way. */
import type { Words } from '../value.js';
import { say, wordsOf } from '../words.js';
import type { ExpressionProblem, Span } from './ast.js';
import { lex, type Token } from './lex.js';

/** More problems than anybody reads at once help nobody. */
const MAX_PROBLEMS = 20;
const OPENING = '([{';
const CLOSING = ')]}';

export class TokenStream {
  readonly #tokens: readonly Token[];
  readonly #problems: ExpressionProblem[];
  #at = 0;
  #stopped = false;
  readonly #reported = new Set<number>();

  constructor(source: string) {
    const { tokens, problems } = lex(source);
    this.#tokens = tokens;
    this.#problems = problems;
  }

  /** Problems in the order of their places. */
  get problems(): readonly ExpressionProblem[] {
    return [...this.#problems].sort((a, b) => a.from - b.from).slice(0, MAX_PROBLEMS);
  }

  /** The token `ahead` of the next one; past the end it stays the end. */
  peek(ahead = 0): Token {
    return this.#tokens[Math.min(this.#at + ahead, this.#tokens.length - 1)] as Token;
  }

  /** The token read last. */
  get last(): Token | undefined {
    return this.#tokens[this.#at - 1];
  }

  next(): Token {
    const token = this.peek();
    if (token.kind !== 'end') this.#at++;
    return token;
  }

  isSign(text: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.kind === 'sign' && token.text === text;
  }

  isName(text: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.kind === 'name' && token.text === text;
  }

  /** Reads the sign if it is next. */
  take(text: string): Token | undefined {
    return this.isSign(text) ? this.next() : undefined;
  }

  /** Reads the closing bracket, or reports that the one opened at `open` has none. */
  close(text: string, open: Span): void {
    if (this.take(text)) return;
    const { from, to } = this.peek();
    this.report(
      'MISSING_BRACKET',
      { from, to },
      say`"${{ bracket: text }}" is missing for the bracket opened at ${{ place: open.from + 1 }}.`,
    );
  }

  /** Notes a problem. A second one of the parser at the same place would only say the same in other words. */
  report(code: string, { from, to }: Span, words: string | Words): void {
    if (this.#stopped || this.#reported.has(from)) return;
    this.#reported.add(from);
    this.#problems.push({ code, ...wordsOf(words), from, to });
  }

  /** Gives up: nothing more is read and nothing more reported. */
  stop(): void {
    this.#stopped = true;
    this.#at = this.#tokens.length - 1;
  }

  /** Skips to one of the signs on the level of now, or to the end. */
  skipTo(...signs: readonly string[]): void {
    for (let depth = 0; this.peek().kind !== 'end'; this.#at++) {
      const { kind, text } = this.peek();
      if (kind !== 'sign') continue;
      if (depth === 0 && signs.includes(text)) return;
      if (OPENING.includes(text)) depth++;
      if (CLOSING.includes(text) && depth > 0) depth--;
    }
  }
}

/** A token as a message names it. */
export function describeToken(token: Token): Words {
  if (token.kind === 'end') return say`the end`;
  const text = tokenText(token);
  return token.kind === 'text' ? say`the text "${{ text }}"` : say`"${{ name: text }}"`;
}

/** What is said of a token that has no place where it stands; the end has one everywhere. */
export function unexpected(token: Token): Words {
  const text = tokenText(token);
  return token.kind === 'text'
    ? say`The text "${{ text }}" was not expected here; an operator or a comma may be missing.`
    : say`"${{ sign: text }}" was not expected here; an operator or a comma may be missing.`;
}

const tokenText = ({ kind, text }: Token): string =>
  kind === 'parameter' ? `$${text}` : kind === 'text' ? text.slice(0, 20) : text;
