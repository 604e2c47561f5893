/**
 * References to cells of a sheet: `C2`, `A1.id`, `C2[A2:-1]`, `C2[A2:0,B2:-1;B1:0]`, `C2[!0]`, `C2[!0]{it.B2=B2}`.
 * Coordinates of the row axis stand before the semicolon, those of the column axis behind it, outermost first.
 */
import { say } from '../words.js';
import type { Coordinate, Node } from './ast.js';
import type { Token } from './lex.js';
import type { TokenStream } from './token-stream.js';

/** `A1` to `ZZZ9999999`: capital letters, then a row from 1. */
export function isCellAddress(text: string): boolean {
  return /^[A-Z]{1,3}[1-9][0-9]{0,6}$/.test(text);
}

type Cell = Extract<Node, { type: 'cell' }>;

/** Reads what follows the address. `expression` reads the condition in braces. */
export function parseCell(address: Token, tokens: TokenStream, expression: () => Node): Cell {
  let field = readField(tokens);
  const axes = tokens.isSign('[') ? readCoordinates(tokens) : { all: false, left: [], top: [] };
  const brace = tokens.take('{');
  const condition = brace && expression();
  if (brace) {
    if (!tokens.isSign('}') && tokens.peek().kind !== 'end') {
      tokens.report('UNEXPECTED', tokens.peek(), 'The condition in braces should end here.');
      tokens.skipTo('}');
    }
    tokens.close('}', brace);
  }
  field ??= readField(tokens);
  return {
    type: 'cell',
    address: address.text,
    ...(field === undefined ? {} : { field }),
    ...axes,
    ...(condition ? { condition } : {}),
    from: address.from,
    to: tokens.last?.to ?? address.to,
  };
}

function readField(tokens: TokenStream): string | undefined {
  if (!tokens.take('.')) return undefined;
  if (tokens.peek().kind === 'name') return tokens.next().text;
  tokens.report('MISSING_NAME', tokens.peek(), 'The name of a field must follow the dot, as in A1.id.');
  return undefined;
}

function readCoordinates(tokens: TokenStream): Pick<Cell, 'all' | 'left' | 'top'> {
  const open = tokens.next();
  let all = false;
  const left: Coordinate[] = [];
  const top: Coordinate[] = [];
  if (tokens.take('!')) {
    all = true;
    const zero = tokens.peek();
    if (zero.kind === 'number' && zero.value === 0) tokens.next();
    else tokens.report('BAD_COORDINATE', zero, '"!" is followed by 0: C2[!0] is all of C2.');
  } else if (!tokens.isSign(';')) readAxis(tokens, left);
  if (tokens.take(';')) readAxis(tokens, top);
  if (!tokens.isSign(']') && tokens.peek().kind !== 'end') {
    tokens.report('BAD_COORDINATE', tokens.peek(), 'Coordinates look like C2[A2:-1], C2[A2:0;B1:0] or C2[!0].');
    tokens.skipTo(']');
  }
  tokens.close(']', open);
  return { all, left, top };
}

function readAxis(tokens: TokenStream, into: Coordinate[]): void {
  do {
    const address = tokens.peek();
    if (address.kind !== 'name' || !isCellAddress(address.text)) {
      tokens.report('BAD_COORDINATE', address, 'A coordinate begins with a cell, as in C2[A2:-1].');
      return;
    }
    tokens.next();
    if (!tokens.take(':')) {
      tokens.report(
        'BAD_COORDINATE',
        tokens.peek(),
        say`A colon and a step must follow ${{ cell: address.text }}, as in A2:-1.`,
      );
      return;
    }
    const coordinate = readStep(address.text, tokens);
    if (!coordinate) return;
    into.push(coordinate);
  } while (tokens.take(','));
}

function readStep(address: string, tokens: TokenStream): Coordinate | undefined {
  const sign = tokens.take('-') ?? tokens.take('+');
  const number = tokens.peek();
  const step = number.value;
  if (number.kind !== 'number' || step === undefined || !Number.isSafeInteger(step)) {
    tokens.report(
      'BAD_COORDINATE',
      number,
      'A step is a whole number: -1 is the previous, 1 the first, 0 the current.',
    );
    return undefined;
  }
  tokens.next();
  if (step === 0) return { address, step: 0, mode: 'current' };
  if (!sign) return { address, step, mode: 'absolute' };
  return { address, step: sign.text === '-' ? -step : step, mode: 'relative' };
}
