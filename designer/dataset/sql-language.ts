/** SQL of datasets for the editor: colours by its own words, choices from what is there. Pure but for CodeMirror's types. */
import { StreamLanguage } from '@codemirror/language';
import { sqlColumns } from '../../metadata/dataset/sql-columns.js';
import { functions, languageWords } from '../../metadata/dataset/sql-words.js';
import type { Model } from '../../metadata/model/model.js';

export const sqlLanguage = StreamLanguage.define<{ comment: boolean }>({
  name: 'sql',
  startState: () => ({ comment: false }),
  token(stream, state) {
    if (state.comment) {
      if (stream.skipTo('*/')) {
        stream.match('*/');
        state.comment = false;
      } else stream.skipToEnd();
      return 'comment';
    }
    if (stream.eatSpace()) return null;
    if (stream.match('--')) {
      stream.skipToEnd();
      return 'comment';
    }
    if (stream.match('/*')) {
      state.comment = true;
      return 'comment';
    }
    if (stream.match(/^'(?:[^']|'')*'?/)) return 'string';
    if (stream.match(/^(?:"[^"]*"?|`[^`]*`?)/)) return 'variableName';
    if (stream.match(/^:[A-Za-z_]\w*/)) return 'number';
    if (stream.match(/^\d+(?:\.\d+)?/)) return 'number';
    const word = stream.match(/^[A-Za-z_]\w*/) as RegExpMatchArray | null;
    if (word) {
      const text = word[0].toLowerCase();
      return languageWords.has(text) || otherWords.has(text) ? 'propertyName' : 'variableName';
    }
    stream.next();
    return 'operator';
  },
}); // prettier-ignore

/** Words that are no function and no name. */
const otherWords: ReadonlySet<string> = new Set(['group', 'order', 'asc', 'desc']);
const offered = ['select', 'from', 'where', 'group by', 'order by', 'having', 'limit', 'join', 'left join', 'on', 'as', 'and', 'or', 'not', 'in', 'is null', 'is not null', 'between', 'like', 'distinct', 'case', 'when', 'then', 'else', 'end', 'union all', 'with', 'exists', 'desc']; // prettier-ignore

export interface SqlChoice {
  readonly label: string;
  readonly type: 'keyword' | 'function' | 'table' | 'column' | 'parameter';
  readonly insert: string;
  readonly detail?: string;
}

/** Words that one engine keeps: names like these are written in quotes. */
const kept: ReadonlySet<string> = new Set(['order', 'group', 'user', 'rank', 'rows', 'values', 'condition', 'call', 'check', 'index', 'key', 'keys', 'table']); // prettier-ignore

/** What may follow the text before the caret; `from` is where the word begun there starts. */
export function sqlChoices(
  before: string,
  whole: string,
  { model, parameters, label }: { readonly model: Model; readonly parameters: readonly string[]; label(name: string, field?: string): string },
): { readonly from: number; readonly choices: readonly SqlChoice[] } {
  const parameter = /:(\w*)$/.exec(before);
  if (parameter) return { from: before.length - parameter[1]!.length, choices: parameters.map((name) => ({ label: name, type: 'parameter', insert: name })) };
  const word = /(?:([A-Za-z_]\w*)"?\.)?([A-Za-z_]\w*)?$/.exec(before)!;
  const from = before.length - (word[2] ?? '').length;
  const read = tablesIn(whole, model);
  const columns = (entity: string, qualified: boolean): SqlChoice[] =>
    [...sqlColumns(model.entities.get(entity)!).values()].map(({ name, field }) => ({ label: name, type: 'column', insert: name, detail: qualified ? label(entity, field.name) : `${entity} · ${label(entity, field.name)}` }));
  if (word[1] !== undefined) {
    const entity = read.get(word[1].toLowerCase());
    return { from, choices: entity === undefined ? [] : columns(entity, true) };
  }
  const head = before.slice(0, from).trimEnd();
  const tables = [...model.entities.values()].filter((entity) => !entity.link).map(({ name }): SqlChoice => ({ label: name, type: 'table', insert: kept.has(name) ? `"${name}"` : name, detail: label(name) }));
  if (/\b(?:from|join)$/i.test(head)) return { from, choices: tables };
  const plain = offered.map((each): SqlChoice => ({ label: each, type: 'keyword', insert: each }));
  const called = [...functions].map((name): SqlChoice => ({ label: name, type: 'function', insert: `${name}(` }));
  return { from, choices: [...[...new Set(read.values())].flatMap((entity) => columns(entity, false)), ...plain, ...called, ...tables] };
} // prettier-ignore

/** Entities that the text reads, by their names and the names it gives them; the text may be half written. */
export function tablesIn(text: string, model: Model): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [, quoted, bare, alias] of text.matchAll(/\b(?:from|join)\s+(?:"(\w+)"|(\w+))(?:\s+(?:as\s+)?([A-Za-z_]\w*))?/gi)) {
    const name = (quoted ?? bare ?? '').toLowerCase();
    if (!model.entities.has(name)) continue;
    found.set(name, name);
    if (alias && !languageWords.has(alias.toLowerCase()) && !otherWords.has(alias.toLowerCase())) found.set(alias.toLowerCase(), name);
  }
  return found;
} // prettier-ignore
