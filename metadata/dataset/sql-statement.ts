/**
 * What a SQL dataset says, read from its tokens without a database: which tables it reads, what it calls its columns,
 * which names it mentions where.
 *
 *   text -> tokens -> one SELECT -> every bracket with its clause -> tables, outputs, mentions
 *
 * A name where a table is read must be an entity, a common table expression of the statement itself, or a bracket;
 * whatever is not understood is refused. So no text reaches a table that was not handed to it (sql-words.ts lists the
 * functions). Tables of a named connection are that database's own: there any name will do. One reader over one state,
 * which is why the file is longer than most.
 */
import { say } from '../words.js';
import { readTokens, SqlRefused, type SqlToken } from './sql-tokens.js';
import { clauseWords, closedTable, functions, languageWords, refusedWords, wordsBeforeBracket } from './sql-words.js';

/** A table that the statement reads; `alias` is what its columns are qualified by. */
export interface SqlTable {
  readonly name: string;
  readonly alias: string;
  /** Index of its token. */
  readonly token: number;
}

/** A column of the result: tokens `from` to `to` (exclusive) of the outermost select list. */
export interface SqlOutput {
  /** Undefined: `*`, `x.*`. */
  readonly name: string | undefined;
  readonly from: number;
  readonly to: number;
  /** It is this column and nothing else. */
  readonly column?: { readonly table?: string; readonly name: string };
}

/** A name that may be a column. */
export interface SqlMention {
  readonly token: number;
  readonly name: string;
  /** `t` of `t.name`. */
  readonly table?: string;
}

export interface SqlStatement {
  readonly tokens: readonly SqlToken[];
  readonly tables: readonly SqlTable[];
  readonly outputs: readonly SqlOutput[];
  readonly mentions: readonly SqlMention[];
  /** Tokens that can be nothing but names: written in quotes, they may be words that one engine keeps. */
  readonly names: ReadonlySet<number>;
  /** Names of parameters, each once. */
  readonly parameters: readonly string[];
  /** Common table expressions of its own. */
  readonly own: ReadonlySet<string>;
  readonly recursive: boolean;
  /** Of the outermost statement. */
  readonly ordered: boolean;
  readonly limited: boolean;
  /** Rows stand for several: DISTINCT, GROUP BY, UNION, aggregates; anywhere in it. */
  readonly grouped: boolean;
  /** DISTINCT rows or set operations: which rows there are hangs on all columns. */
  readonly distinct: boolean;
  /** `order by 2`, `group by 1`. */
  readonly byPlace: boolean;
  /** Some `*` takes all columns of what it reads. */
  readonly star: boolean;
}

export interface SqlLanguage {
  /** A database of a named connection: tables are its own, `schema.table` too. */
  readonly foreign?: boolean;
}

/** Throws SqlRefused. */
export function readSql(sql: string, language: SqlLanguage = {}): SqlStatement {
  const tokens = readTokens(sql);
  while (tokens.at(-1)?.text === ';' && tokens.at(-1)?.kind === 'symbol') (tokens as SqlToken[]).pop();
  return new Reader(tokens, language).read();
}

interface Frame {
  clause: 'start' | 'with' | 'list' | 'from' | 'rest';
  /** The next name is a table. */
  expects: boolean;
  /** A bracket among tables: `from (a join b)`. */
  readonly among: boolean;
  hasSelect: boolean;
}

const aggregates = new Set(['count', 'sum', 'avg', 'min', 'max', 'total', 'group_concat', 'string_agg']);

class Reader {
  readonly #tokens: readonly SqlToken[];
  readonly #foreign: boolean;
  readonly #frames: Frame[] = [{ clause: 'start', expects: false, among: false, hasSelect: false }];
  readonly #tables: SqlTable[] = [];
  readonly #mentions: SqlMention[] = [];
  readonly #own = new Set<string>();
  readonly #parameters = new Set<string>();
  /** Tokens that name a thing of the statement: aliases, heads of common table expressions. */
  readonly #named = new Set<number>();
  readonly #qualified = new Set<number>();
  #listFrom = -1;
  #listTo = -1;
  #recursive = false;
  #ordered = false;
  #limited = false;
  #grouped = false;
  #distinct = false;
  #byPlace = false;
  #star = false;

  constructor(tokens: readonly SqlToken[], { foreign = false }: SqlLanguage) {
    this.#tokens = tokens;
    this.#foreign = foreign;
  }

  read(): SqlStatement {
    const tokens = this.#tokens;
    const [first] = tokens;
    if (!first || first.kind !== 'word' || (first.text !== 'select' && first.text !== 'with'))
      throw new SqlRefused(say`The SQL of a dataset is one SELECT, or WITH … SELECT.`, 0, first?.to ?? 0);
    this.#findOwn();
    tokens.forEach((token, index) => this.#take(token, index));
    if (this.#frames.at(-1)!.expects) this.#refuse(tokens.length - 1, say`The name of a table is missing.`);
    if (this.#frames.length > 1) this.#refuse(tokens.length - 1, say`A bracket is not closed.`);
    if (!this.#frames[0]!.hasSelect) this.#refuse(0, say`The SQL of a dataset is one SELECT, or WITH … SELECT.`);
    if (this.#listTo < 0) this.#listTo = tokens.length;
    const outputs = this.#outputs();
    return {
      tokens,
      tables: this.#tables,
      outputs,
      mentions: this.#mentions,
      names: new Set([...this.#named, ...this.#tables.map(({ token }) => token), ...this.#qualified]),
      parameters: [...this.#parameters],
      own: this.#own,
      recursive: this.#recursive,
      ordered: this.#ordered,
      limited: this.#limited,
      grouped: this.#grouped,
      distinct: this.#distinct,
      byPlace: this.#byPlace,
      star: this.#star,
    };
  }

  #take(token: SqlToken, index: number): void {
    if (token.kind === 'number' && this.#isWord(index - 1, 'by')) this.#byPlace = true;
    if (token.kind === 'parameter') return void this.#parameters.add(token.text);
    if (token.kind === 'symbol') return this.#symbol(token.text, index);
    if (token.kind === 'word' && !this.#named.has(index) && !this.#isAfterDot(index)) {
      this.#refuseWord(token.text, index);
      if (this.#keyword(token.text, index)) return;
    }
    if (token.kind === 'word' || token.kind === 'name') this.#identifier(token, index);
  }

  #symbol(sign: string, index: number): void {
    const frame = this.#frames.at(-1)!;
    if (sign === ';') this.#refuse(index, say`Only one statement is allowed in the SQL of a dataset.`);
    if (sign === '(') {
      const among = frame.clause === 'from' && frame.expects;
      frame.expects = false;
      this.#frames.push({ clause: among ? 'from' : 'start', expects: among, among, hasSelect: false });
    } else if (sign === ')') {
      if (this.#frames.length === 1) this.#refuse(index, say`A bracket is closed that was not opened.`);
      this.#frames.pop();
    } else if (sign === ',' && frame.clause === 'from') frame.expects = true;
    else if (sign === '.') {
      const before = this.#tokens[index - 1];
      const after = this.#tokens[index + 1];
      const isName = (each?: SqlToken) => each?.kind === 'word' || each?.kind === 'name';
      if (!isName(before) || !(isName(after) || after?.text === '*')) this.#refuse(index, say`A point stands between the name of a table and of its column.`); // prettier-ignore
      if (this.#isAfterDot(index - 1) && !this.#foreign) this.#refuse(index, say`Databases and schemas may not be named.`); // prettier-ignore
    } else if (sign === '*' && this.#isStar(index)) this.#star = true;
  }

  /** Of a select list, not of `count(*)` or a product. */
  #isStar(index: number): boolean {
    const before = this.#tokens[index - 1];
    if (before?.kind === 'symbol') return before.text === '.' || before.text === ',';
    return before?.kind === 'word' && ['select', 'distinct', 'all'].includes(before.text);
  }

  #refuseWord(word: string, index: number): void {
    const isCall = this.#tokens[index + 1]?.text === '(';
    if (refusedWords.has(word) || (word === 'replace' && !isCall)) {
      if (isCall && functions.has(word)) return;
      this.#refuse(
        index,
        say`"${{ word }}" may not stand in the SQL of a dataset. If it is a name, put it in double quotes.`,
      );
    }
  }

  /** True where the word was one of the language. */
  #keyword(word: string, index: number): boolean {
    const frame = this.#frames.at(-1)!;
    switch (word) {
      case 'with':
        frame.clause = 'with';
        return true;
      case 'recursive':
        if (frame.clause !== 'with') return false;
        this.#recursive = true;
        return true;
      case 'select':
        frame.hasSelect = true;
        frame.clause = 'list';
        frame.expects = false;
        if (this.#frames.length === 1 && this.#listFrom < 0) this.#listFrom = index + 1;
        return true;
      case 'from': {
        if (this.#isWord(index - 1, 'distinct') && (this.#isWord(index - 2, 'is') || this.#isWord(index - 2, 'not')))
          return true;
        if (!frame.hasSelect || frame.expects) this.#refuse(index, say`FROM may stand only in a SELECT.`);
        this.#endList(index);
        frame.clause = 'from';
        frame.expects = true;
        return true;
      }
      case 'join':
      case 'straight_join':
        if (frame.clause !== 'from') this.#refuse(index, say`JOIN may stand only among tables.`);
        frame.expects = true;
        return true;
      case 'order':
      case 'limit':
      case 'where':
      case 'group':
      case 'having':
      case 'window':
      case 'offset':
      case 'union':
      case 'intersect':
      case 'except':
        return this.#clause(word, index, frame);
      case 'distinct':
        this.#grouped = true;
        if (this.#isWord(index - 1, 'select')) this.#distinct = true;
        return true;
      default:
        return frame.expects ? false : languageWords.has(word) && this.#tokens[index + 1]?.text !== '.' && !this.#isCall(index);
    }
  } // prettier-ignore

  #clause(word: string, index: number, frame: Frame): boolean {
    if (frame.expects) return false;
    const isOuter = this.#frames.length === 1;
    if (isOuter) this.#endList(index);
    if (isOuter && word === 'order') this.#ordered = true;
    if (isOuter && word === 'limit') this.#limited = true;
    if (['group', 'union', 'intersect', 'except'].includes(word)) this.#grouped = true;
    if (['union', 'intersect', 'except'].includes(word)) this.#distinct = true;
    frame.clause = 'rest';
    return true;
  }

  #endList(index: number): void {
    if (this.#frames.length === 1 && this.#listFrom >= 0 && this.#listTo < 0) this.#listTo = index;
  }

  #identifier(token: SqlToken, index: number): void {
    const frame = this.#frames.at(-1)!;
    const next = this.#tokens[index + 1];
    if (this.#named.has(index)) return;
    if (frame.expects) return this.#table(token, index, frame);
    if (this.#isAfterDot(index)) {
      if (next?.text === '(' && next.kind === 'symbol') this.#refuseFunction(index);
      return;
    }
    if (next?.text === '(' && next.kind === 'symbol') {
      if (token.kind === 'word' && wordsBeforeBracket.has(token.text) && !this.#isCall(index)) return;
      if (token.kind === 'name' || !functions.has(token.text)) this.#refuseFunction(index);
      if (aggregates.has(token.text)) this.#grouped = true;
      return;
    }
    const before = this.#tokens[index - 1];
    if (before?.kind === 'word' && before.text === 'as') return;
    if (next?.text === '.' && next.kind === 'symbol') {
      const column = this.#tokens[index + 2];
      this.#qualified.add(index);
      if (!column || column.text === '*') return;
      this.#qualified.add(index + 2);
      this.#mentions.push({ token: index + 2, name: column.text, table: token.text });
      return;
    }
    this.#mentions.push({ token: index, name: token.text });
  }

  /** Words that are both: `left join` and `left(x, 2)`, `mod` and `mod(a, b)`. */
  #isCall(index: number): boolean {
    const token = this.#tokens[index]!;
    return this.#tokens[index + 1]?.text === '(' && functions.has(token.text) && !['interval'].includes(token.text);
  }

  #table(token: SqlToken, index: number, frame: Frame): void {
    const next = this.#tokens[index + 1];
    frame.expects = false;
    if (next?.text === '(' && next.kind === 'symbol') this.#refuseFunction(index);
    const isQualified = next?.text === '.' && next.kind === 'symbol';
    if (isQualified && !this.#foreign) this.#refuse(index, say`Databases and schemas may not be named.`);
    const isOpen = this.#foreign ? !/^(?:sqlite_|pragma_|information_schema$|mysql$|performance_schema$|sys$)/i.test(token.text) : !closedTable.test(token.text); // prettier-ignore
    if (!isOpen || (token.kind === 'word' && languageWords.has(token.text)))
      this.#refuse(
        index,
        say`"${{ name: token.text }}" is no table that a dataset may read. A name that is also a word of SQL goes in double quotes.`,
      );
    const last = isQualified ? index + 2 : index;
    const name = this.#tokens[last]!.text;
    if (isQualified) this.#named.add(last);
    this.#tables.push({ name, token: last, alias: this.#aliasAfter(last) ?? name });
  }

  #aliasAfter(index: number): string | undefined {
    const at = this.#tokens[index + 1]?.text === 'as' ? index + 2 : index + 1;
    const token = this.#tokens[at];
    if (!token || (token.kind !== 'word' && token.kind !== 'name')) return undefined;
    if (token.kind === 'word' && (clauseWords.has(token.text) || refusedWords.has(token.text))) return undefined;
    this.#named.add(at);
    return token.text;
  }

  /** `name as (` and `name (a, b) as (` after WITH or a comma: the statement's own tables, found before all else. */
  #findOwn(): void {
    const tokens = this.#tokens;
    tokens.forEach((token, index) => {
      if (token.kind !== 'word' && token.kind !== 'name') return;
      const before = tokens[index - 1];
      const isHead = before && (before.text === ',' || (before.kind === 'word' && (before.text === 'with' || before.text === 'recursive'))); // prettier-ignore
      if (!isHead || (token.kind === 'word' && token.text === 'recursive')) return;
      let at = index + 1;
      const columns: number[] = [];
      if (tokens[at]?.text === '(') {
        for (at += 1; tokens[at] && tokens[at]!.text !== ')'; at++) columns.push(at);
        at += 1;
      }
      if (tokens[at]?.kind !== 'word' || tokens[at]?.text !== 'as') return;
      const hint = tokens[at + 1]?.text;
      const open = hint === 'materialized' ? at + 2 : hint === 'not' ? at + 3 : at + 1;
      const inner = tokens[open + 1];
      if (tokens[open]?.text !== '(' || inner?.kind !== 'word' || !['select', 'with', 'values'].includes(inner.text))
        return;
      if (closedTable.test(token.text)) this.#refuse(index, say`"${{ name: token.text }}" is no name for a table of the statement: choose another one.`); // prettier-ignore
      this.#own.add(token.text);
      for (const each of [index, ...columns]) this.#named.add(each);
    });
  }

  #isWord(index: number, text: string): boolean {
    const token = this.#tokens[index];
    return token?.kind === 'word' && token.text === text && !this.#isAfterDot(index);
  }

  #isAfterDot(index: number): boolean {
    const before = this.#tokens[index - 1];
    return before?.kind === 'symbol' && before.text === '.';
  }

  #outputs(): readonly SqlOutput[] {
    const outputs: SqlOutput[] = [];
    let from = this.#listFrom;
    const first = this.#tokens[from];
    if (first?.kind === 'word' && (first.text === 'distinct' || first.text === 'all')) from += 1;
    let depth = 0;
    for (let at = from; at <= this.#listTo; at++) {
      const token = this.#tokens[at];
      const sign = token?.kind === 'symbol' ? token.text : '';
      if (sign === '(') depth += 1;
      if (sign === ')') depth -= 1;
      if (at < this.#listTo && (sign !== ',' || depth > 0)) continue;
      if (at > from) outputs.push(this.#output(from, at));
      from = at + 1;
    }
    return outputs;
  }

  #output(from: number, to: number): SqlOutput {
    const tokens = this.#tokens.slice(from, to);
    const last = tokens.at(-1)!;
    const before = tokens.at(-2);
    if (last.kind === 'symbol' && last.text === '*') return { name: undefined, from, to };
    const isName = (token: SqlToken | undefined): token is SqlToken =>
      token !== undefined && (token.kind === 'name' || (token.kind === 'word' && !languageWords.has(token.text)));
    const hasAs = before?.kind === 'word' && before.text === 'as';
    const isAlias =
      isName(last) &&
      (hasAs ||
        (before !== undefined &&
          (before.kind !== 'symbol' || before.text === ')') &&
          (before.kind !== 'word' || !languageWords.has(before.text) || before.text === 'end')));
    const bare = hasAs ? tokens.slice(0, -2) : isAlias && tokens.length > 1 ? tokens.slice(0, -1) : tokens;
    const column = columnOf(bare, isName);
    if (isAlias || hasAs) this.#qualified.add(to - 1);
    const name = isAlias || hasAs ? last.text : column?.name;
    if (name === undefined) this.#refuse(from, say`Give every column of the SQL a name with AS.`);
    if (!/^[a-z][a-z0-9_]{0,40}$/.test(name!)) this.#refuse(to - 1, say`"${{ name: name! }}" is no name for a column: small letters, digits and "_", at most 41.`); // prettier-ignore
    return { name, from, to, ...(column ? { column } : {}) };
  }

  #refuseFunction(index: number): never {
    const name = this.#tokens[index]!.text;
    this.#refuse(index, say`The function "${{ name }}" may not be used in the SQL of a dataset.`);
  }

  #refuse(index: number, words: SqlRefused['words']): never {
    const token = this.#tokens[index];
    throw new SqlRefused(words, token?.from ?? 0, token?.to ?? 0);
  }
}

function columnOf(
  tokens: readonly SqlToken[],
  isName: (token: SqlToken | undefined) => token is SqlToken,
): SqlOutput['column'] | undefined {
  const [first, dot, second] = tokens;
  if (tokens.length === 1 && isName(first)) return { name: first.text };
  if (tokens.length === 3 && isName(first) && dot?.text === '.' && isName(second)) return { table: first.text, name: second.text }; // prettier-ignore
  return undefined;
}
