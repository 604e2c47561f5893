/** Templates for the editor: colours, and what may be written at the caret. Pure but for CodeMirror's types. */
import { StreamLanguage } from '@codemirror/language';
import type { Entity, Field, Model } from '../../metadata/model/model.js';
import { dataNames, helpers, pageData, rowData } from '../../metadata/print/helpers.js';
import { namesFrom, stepAlong } from '../../metadata/print/step.js';
import { entityAt, type TemplateScope } from './template-scope.js';

export const templateLanguage = StreamLanguage.define<{ in: 'text' | 'tag' | 'call' }>({
  name: 'print-template',
  startState: () => ({ in: 'text' }),
  token(stream, state) {
    if (state.in !== 'call' && stream.match('{{')) {
      state.in = 'call';
      return 'keyword';
    }
    if (state.in === 'call') {
      if (stream.match('}}')) {
        state.in = 'text';
        return 'keyword';
      }
      if (stream.match(/^"[^"]*"?/)) return 'string';
      if (stream.match(/^\d+(?:\.\d+)?/)) return 'number';
      const word = stream.match(/^[#/]?[@\w.-]+/) as RegExpMatchArray | null;
      if (word) return Object.hasOwn(helpers, word[0].replace(/^[#/]/, '')) ? 'propertyName' : 'variableName';
      stream.next();
      return null;
    }
    if (stream.match(/^<\/?[a-zA-Z][\w]*/)) {
      state.in = 'tag';
      return 'typeName';
    }
    if (state.in === 'tag') {
      if (stream.match('>')) {
        state.in = 'text';
        return 'typeName';
      }
      if (stream.match(/^"[^"{]*"?/)) return 'string';
      stream.next();
      return null;
    }
    if (stream.match(/^&\w+;/)) return 'number';
    stream.next();
    stream.eatWhile(/[^<{&]/);
    return null;
  },
}); // prettier-ignore

export interface TemplateChoice {
  readonly label: string;
  readonly type: 'helper' | 'field' | 'rows' | 'data';
  readonly detail?: string;
}

export interface CompletionInput {
  readonly model: Model;
  readonly scope: TemplateScope;
  /** Header or foot of a page. */
  readonly onPage: boolean;
  label(field: Field): string;
}

/** What may follow the text before the caret, where that stands in a call; `from` is where the word begun there starts. */
export function templateChoices(
  before: string,
  input: CompletionInput,
): { readonly from: number; readonly choices: readonly TemplateChoice[] } | undefined {
  const begun = /\{\{[#/]?((?:[^{}])*)$/.exec(before);
  if (!begun) return undefined;
  const inside = begun[1]!;
  // A text in quotes is nobody's name.
  if ((inside.match(/"/g)?.length ?? 0) % 2 === 1) return undefined;
  const word = /[@\w.]*$/.exec(inside)![0];
  const isFirst = inside.trimStart() === word;
  const last = word.lastIndexOf('.');
  const from = before.length - (word.startsWith('@') ? word.length : word.length - last - 1);
  if (word.startsWith('@')) return { from, choices: dataChoices(input) };
  const leading = last < 0 ? [] : word.slice(0, last).split('.');
  const entity = input.scope.entity && entityAt(input.model, input.scope.entity, leading);
  const fields = entity ? fieldChoices(entity, input) : recordsChoice(input.scope, leading);
  const calls = isFirst && last < 0 ? Object.keys(helpers).map((label): TemplateChoice => ({ label, type: 'helper' })) : [];
  return { from, choices: [...fields, ...calls, ...(last < 0 ? dataChoices(input) : [])] };
} // prettier-ignore

const recordsChoice = (scope: TemplateScope, leading: readonly string[]): readonly TemplateChoice[] =>
  scope.blocks.length === 0 && leading.length === 0 ? [{ label: 'records', type: 'rows' }] : [];

function fieldChoices(entity: Entity, { model, label }: CompletionInput): readonly TemplateChoice[] {
  return namesFrom(entity).flatMap((name) => {
    const field = stepAlong(model, entity, [name])?.field;
    if (!field || field.sealed) return [];
    const type = field.children || field.links ? 'rows' : 'field';
    return [{ label: name, type, detail: label(field) } as const];
  });
}

function dataChoices({ scope, onPage }: CompletionInput): readonly TemplateChoice[] {
  return Object.entries(dataNames).flatMap(([name, parts]) => {
    if ((rowData.has(name) && !scope.inRows) || (pageData.has(name) && !onPage)) return [];
    const labels = parts.length === 0 ? [`@${name}`] : parts.map((part) => `@${name}.${part}`);
    return labels.map((label): TemplateChoice => ({ label, type: 'data' }));
  });
}
