/** Templates in the editor: colours, and what may follow at the caret. Pure but for CodeMirror's types. */
import { StreamLanguage } from '@codemirror/language';
import type { Label } from '../../metadata/value.js';
import { dataNames, helpers, pageData, rowData } from '../../metadata/print/helpers.js';
import { resolve } from '../../metadata/print/scope.js';
import { namesFrom } from '../../metadata/print/step.js';
import { scopesAt, type Around } from './caret-scopes.js';

type Inside = 'text' | 'tag' | 'call' | 'comment';

export const templateLanguage = StreamLanguage.define<{ inside: Inside }>({
  name: 'template',
  startState: () => ({ inside: 'text' }),
  token(stream, state) {
    if (state.inside === 'comment') {
      if (stream.skipTo('--}}')) {
        stream.match('--}}');
        state.inside = 'text';
      } else stream.skipToEnd();
      return 'comment';
    }
    if (state.inside === 'call') {
      if (stream.eatSpace()) return null;
      if (stream.match('}}')) {
        state.inside = 'text';
        return 'number';
      }
      if (stream.match(/^"[^"]*"?|^'[^']*'?/)) return 'string';
      if (stream.match(/^-?\d+(?:\.\d+)?/)) return 'number';
      const word = stream.match(/^[#/]?[@\w.\-/]+/) as RegExpMatchArray | null;
      if (word) return /^[#/]/.test(word[0]) || Object.hasOwn(helpers, word[0]) || word[0] === 'else' ? 'number' : 'variableName';
      stream.next();
      return 'operator';
    }
    if (stream.match('{{!--')) {
      state.inside = 'comment';
      return 'comment';
    }
    if (stream.match('{{')) {
      state.inside = 'call';
      return 'number';
    }
    if (state.inside === 'tag' && stream.match('>')) {
      state.inside = 'text';
      return 'propertyName';
    }
    if (state.inside === 'text' && stream.match(/^<\/?[a-z][a-z0-9]*/i)) {
      state.inside = 'tag';
      return 'propertyName';
    }
    stream.next();
    stream.eatWhile(/[^{<>]/);
    return state.inside === 'tag' ? 'string' : null;
  },
}); // prettier-ignore

export interface TemplateChoice {
  readonly label: string;
  readonly type: 'field' | 'helper' | 'value' | 'block';
  readonly insert: string;
  readonly detail?: string;
}

const tags = ['h1', 'h2', 'h3', 'p', 'div', 'span', 'table', 'thead', 'tbody', 'tr', 'th', 'td', 'ul', 'ol', 'li', 'b', 'i', 'u', 'br', 'hr']; // prettier-ignore

/** What may follow the text before the caret; `from` is where the word begun there starts. */
export function templateChoices(
  before: string,
  around: Around & { readonly onPage: boolean; label(label: Label | undefined): string },
): { readonly from: number; readonly choices: readonly TemplateChoice[] } {
  const opened = before.lastIndexOf('{{');
  if (opened < 0 || before.indexOf('}}', opened) >= 0) return tagChoices(before);
  const call = before.slice(opened + 2);
  const word = /[#/]?[@\w./-]*$/.exec(call)![0];
  const isFirst = call.trim() === word;
  const cut = word.lastIndexOf('.') + 1 || word.lastIndexOf('/') + 1;
  const from = before.length - word.length + (word.startsWith('#') ? 1 : word.startsWith('@') ? 0 : cut);
  if (word.startsWith('/')) return { from, choices: closing(before.slice(0, opened)) };
  if (word.startsWith('#')) return { from, choices: called(true) };
  const scopes = scopesAt(before.slice(0, opened), around);
  const data = dataChoices(scopes.length > 1, around.onPage);
  if (word.startsWith('@')) return { from, choices: data };
  const out = /^(?:\.\.\/)*/.exec(word)![0].length / 3;
  const path = word.slice(out * 3).split('.').slice(0, -1); // prettier-ignore
  const fields = fieldChoices(around, scopes[out], path);
  if (path.length > 0 || out > 0) return { from, choices: fields };
  return { from, choices: [...fields, ...(isFirst ? called(false) : []), ...data] };
}

function tagChoices(before: string): { readonly from: number; readonly choices: readonly TemplateChoice[] } {
  const tag = /<([a-z0-9]*)$/i.exec(before);
  if (!tag) return { from: before.length, choices: [] };
  return { from: before.length - tag[1]!.length, choices: tags.map((label) => ({ label, type: 'block', insert: label })) };
} // prettier-ignore

const called = (block: boolean): readonly TemplateChoice[] =>
  Object.entries(helpers)
    .filter(([, shape]) => (shape.block ?? false) === block)
    .map(([label]) => ({ label, type: block ? 'block' : 'helper', insert: block ? label : `${label} ` }));

/** The block that is open, to be closed. */
function closing(before: string): readonly TemplateChoice[] {
  const open: string[] = [];
  for (const [, sign, name = ''] of before.matchAll(/\{\{([#/])\s*(\w+)/g)) {
    if (sign === '#') open.push(name);
    else if (open.at(-1) === name) open.pop();
  }
  return open.slice(-1).map((name) => ({ label: name, type: 'block', insert: `${name}}}` }));
}

const dataChoices = (inRows: boolean, onPage: boolean): readonly TemplateChoice[] =>
  Object.entries(dataNames)
    .filter(([name]) => (inRows || !rowData.has(name)) && (onPage || !pageData.has(name)))
    .flatMap(([name, of]) => (of.length === 0 ? [`@${name}`] : of.map((each) => `@${name}.${each}`)))
    .map((label) => ({ label, type: 'value', insert: label }));

function fieldChoices(
  { model, label }: Parameters<typeof templateChoices>[1],
  scope: ReturnType<typeof scopesAt>[number] | undefined,
  path: readonly string[],
): readonly TemplateChoice[] {
  if (!scope || scope.is === 'word') return [];
  if (scope.is === 'records' && path.length === 0) return [{ label: 'records', type: 'field', insert: 'records' }];
  const found = resolve(model, scope, path);
  if (found.is !== 'record' && found.is !== 'rows') return [];
  const { entity } = found.scope;
  return namesFrom(entity)
    .filter((name) => !entity.fields.get(name)?.sealed && name !== 'version')
    .map((name) => {
      const detail = label(entity.fields.get(name)?.label ?? model.entities.get(entity.relations.get(name)?.entity ?? '')?.plural); // prettier-ignore
      return { label: name, type: 'field', insert: name, detail };
    });
}
