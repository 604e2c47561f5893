/** A statement that was read, written anew for one run: names in back quotes, values as `?`, what is withheld as null. */
import type { Scalar, Value } from '../value.js';
import type { SqlOutput, SqlStatement } from './sql-statement.js';
import type { SqlToken } from './sql-tokens.js';

export interface WrittenSql {
  /** Without the word WITH: the statement's own tables, to stand after those it is given. */
  readonly own: string;
  /** The SELECT itself. */
  readonly select: string;
  /** Values of `own`, then of `select`. */
  readonly bindings: readonly Scalar[];
}

/** `withheld`: outputs that become `null`. A list becomes as many values, an empty one null. */
export function writeSql(
  statement: SqlStatement,
  parameters: Readonly<Record<string, Value>>,
  withheld: ReadonlySet<SqlOutput> = new Set(),
): WrittenSql {
  const bindings: Scalar[] = [];
  const { tokens } = statement;
  const left = new Map([...withheld].map((output) => [output.from, output]));
  const begin = startOfSelect(tokens);
  const write = (from: number, to: number): string => {
    const words: string[] = [];
    for (let at = from; at < to; at++) {
      const output = left.get(at);
      if (output) {
        words.push(`null as \`${output.name}\``);
        at = output.to - 1;
      } else if (statement.names.has(at)) words.push(`\`${tokens[at]!.text}\``);
      else words.push(writeToken(tokens[at]!, tokens[at + 1], parameters, bindings));
    }
    return words.join(' ').replaceAll('\u0000 ', '');
  };
  const [first, second] = tokens;
  const skipped = first?.text !== 'with' ? 0 : second?.kind === 'word' && second.text === 'recursive' ? 2 : 1;
  const own = write(skipped, begin);
  return { own, select: write(begin, tokens.length), bindings };
}

/** Index of the SELECT that is not inside a bracket. */
function startOfSelect(tokens: readonly SqlToken[]): number {
  let depth = 0;
  return tokens.findIndex(({ kind, text }) => {
    if (kind === 'symbol' && text === '(') depth += 1;
    if (kind === 'symbol' && text === ')') depth -= 1;
    return depth === 0 && kind === 'word' && text === 'select';
  });
}

function writeToken(
  { kind, text }: SqlToken,
  next: SqlToken | undefined,
  parameters: Readonly<Record<string, Value>>,
  bindings: Scalar[],
): string {
  switch (kind) {
    case 'name':
      return `\`${text}\``;
    case 'text':
      // A question mark would be taken for a value by the driver, in a text too.
      if (!text.includes('?')) return `'${text.replaceAll("'", "''")}'`;
      bindings.push(text);
      return '?';
    case 'parameter': {
      const value = Object.hasOwn(parameters, text) ? parameters[text]! : null;
      const values = (Array.isArray(value) ? value : [value]) as readonly Scalar[];
      bindings.push(...(values.length > 0 ? values : [null]));
      return values.length > 0 ? values.map(() => '?').join(', ') : '?';
    }
    default:
      // MySQL takes `count (` for a column of that name.
      return next?.text === '(' && kind === 'word' ? `${text}\u0000` : text;
  }
}
