/** Completion and hover as the editor wants them, over the pure functions beside. */
import { pickedCompletion, startCompletion, type Completion, type CompletionSource } from '@codemirror/autocomplete';
import { syntaxTree } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { hoverTooltip, type EditorView } from '@codemirror/view';
import { completionsAt, typeWords, type Choice, type CompletionInput } from './completion.js';
import { keysOf, readString, readValue, rootValue } from './json-tree.js';
import { namesFor } from './names.js';
import { schemaRoot, schemasAt } from './schema-walk.js';

/** What helping needs besides text and position. */
export type HelpContext = Omit<CompletionInput, 'text' | 'tree' | 'position'> & {
  /** "Required", "One of". */
  words: { readonly required: string; readonly oneOf: string };
};

export function completionSource(context: () => HelpContext | undefined): CompletionSource {
  return (asked) => {
    const help = context();
    if (!help || (!asked.explicit && !asked.matchBefore(/["\w.$]$/))) return null;
    const { state, pos } = asked;
    const found = completionsAt({ ...help, text: state.sliceDoc(), tree: syntaxTree(state), position: pos });
    if (!found || found.choices.length === 0) return null;
    // Matched up to the caret; what follows of the same token is replaced too, however much is typed until then.
    const rest = { tail: Math.max(0, found.to - pos), commaAt: found.commaAt };
    return {
      from: found.from,
      options: found.choices.map((choice, index) => toCompletion(choice, index, rest)),
      validFor: /^"?[\w.-]*$/,
    };
  };
}

interface Rest {
  readonly tail: number;
  readonly commaAt: number | undefined;
}

function toCompletion(choice: Choice, index: number, { tail, commaAt }: Rest): Completion {
  const quoted = choice.insert.startsWith('"');
  return {
    // Matched against what is typed, which may begin with a quote.
    label: quoted ? `"${choice.label}` : choice.label,
    displayLabel: choice.label,
    type: choice.type,
    boost: -Math.min(index, 90) / 2,
    ...(choice.detail ? { detail: choice.detail } : {}),
    ...(choice.info ? { info: choice.info } : {}),
    apply: (view, completion, from, to) => apply(view, completion, { choice, from, to: to + tail, commaAt }),
  };
}

interface Edit {
  readonly choice: Choice;
  readonly from: number;
  readonly to: number;
  readonly commaAt: number | undefined;
}

function apply(view: EditorView, completion: Completion, { choice, from, to, commaAt }: Edit): void {
  const comma = commaAt === undefined ? [] : [{ from: commaAt, insert: ',' }];
  const anchor = from + comma.length + (choice.caret ?? choice.insert.length);
  view.dispatch({
    changes: [...comma, { from, to, insert: choice.insert }],
    selection: { anchor },
    annotations: pickedCompletion.of(completion),
    userEvent: 'input.complete',
    scrollIntoView: true,
  });
  if (choice.again) setTimeout(() => startCompletion(view));
}

/** What the key or name under the pointer means. */
export function hoverHelp(context: () => HelpContext | undefined): Extension {
  return hoverTooltip((view, position, side) => {
    const help = context();
    if (!help) return null;
    const text = view.state.sliceDoc();
    const tree = syntaxTree(view.state);
    const node = tree.resolveInner(position, side);
    if (node.name !== 'PropertyName' && node.name !== 'String') return null;
    const keys = keysOf(node, text);
    const value = readValue(rootValue(tree), text);
    const lines =
      node.name === 'PropertyName'
        ? aboutKey(help, value, keys)
        : aboutName(help, value, keys, readString(text.slice(node.from, node.to)) ?? '');
    if (lines.length === 0) return null;
    return { pos: node.from, end: node.to, above: true, create: () => ({ dom: hoverBox(lines) }) };
  });
}

type Line = { readonly text: string; readonly look: 'head' | 'text' | 'meta' };

function aboutKey(help: HelpContext, value: unknown, keys: readonly (string | number)[]): readonly Line[] {
  const key = String(keys.at(-1));
  const parent = keys.slice(0, -1).findLast((each) => typeof each === 'string');
  const nodes = schemasAt(schemaRoot(help.schema), value, keys);
  if (nodes.length === 0) return [];
  const holders = schemasAt(schemaRoot(help.schema), value, keys.slice(0, -1));
  const required = holders.some(({ schema }) => ((schema['required'] ?? []) as string[]).includes(key));
  const about =
    help.describe(key, parent as string | undefined) ?? (nodes[0]!.schema['description'] as string | undefined);
  const words = [...new Set(nodes.map(({ schema }) => typeWords(schema)).filter((each) => each !== ''))].join(' / ');
  const choices = nodes.flatMap(({ schema }) => (schema['enum'] ?? []) as unknown[]);
  return [
    { text: words === '' ? key : `${key}: ${words}`, look: 'head' },
    ...(about ? [{ text: about, look: 'text' } as const] : []),
    ...(choices.length > 3 ? [{ text: `${help.words.oneOf} ${choices.slice(0, 40).join(', ')}`, look: 'meta' } as const] : []),
    ...(required ? [{ text: help.words.required, look: 'meta' } as const] : []),
  ]; // prettier-ignore
}

function aboutName(
  help: HelpContext,
  value: unknown,
  keys: readonly (string | number)[],
  name: string,
): readonly Line[] {
  const known = namesFor(value, keys, name, help.names)?.find((each) => each.name === name);
  const key = keys.findLast((each) => typeof each === 'string') as string | undefined;
  const label = known ? help.label(known.label) : key === undefined ? undefined : help.nameOf(key, name);
  if (!label && !known?.detail) return [];
  return [
    { text: label ?? name, look: 'text' },
    ...(known?.detail ? [{ text: known.detail, look: 'meta' } as const] : []),
  ];
}

function hoverBox(lines: readonly Line[]): HTMLElement {
  const box = document.createElement('div');
  box.style.cssText = 'padding:8px 12px;max-width:360px';
  for (const { text, look } of lines) {
    const line = box.appendChild(document.createElement('div'));
    line.textContent = text;
    if (look === 'head') line.style.cssText = 'font:500 12px/18px var(--tr-font-mono)';
    if (look === 'meta') line.style.cssText = 'font:var(--tr-text-meta);color:var(--tr-text-3);margin-top:2px';
  }
  return box;
}
