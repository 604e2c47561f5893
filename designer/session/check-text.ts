/** What the browser can say about a text by itself: is it JSON, is it a document of this kind, is it still this document. */
import { repeatedKeys } from '../../metadata/document/repeated-keys.js';
import type { DocumentValidator } from '../../metadata/document/validate.js';
import type { Document } from '../../metadata/schema/kinds.js';
import type { Problem, Words } from '../../metadata/value.js';
import { parseTree, type JsonNode } from '../json/json-tree.js';
import { identityOf } from './smallest-document.js';
import type { DocumentKey } from './document-client.js';

/** A finding of a text; `at` is its place where no pointer can say it. */
export interface Finding extends Problem {
  readonly at?: { readonly from: number; readonly to: number };
}

export interface CheckedText {
  /** The document, when the text is one. */
  readonly document?: Document;
  readonly findings: readonly Finding[];
}

/** The words for what only the designer finds, and how those of the checks are said. */
export interface CheckWords {
  tell(words: Words): string;
  notJson(found: string): string;
  keyTwice(key: string): string;
  identity(key: 'kind' | 'name' | 'id', value: string): string;
}

export interface CheckOptions {
  readonly key: DocumentKey;
  /** Id of the document, which never changes. */
  readonly id: string | undefined;
  readonly validator: DocumentValidator;
  readonly words: CheckWords;
}

export function checkText(text: string, options: CheckOptions): CheckedText {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { findings: [notJson(text, options.words)] };
  }
  const { words } = options;
  const findings = [...keysTwice(text, words), ...changedIdentity(value, options)];
  const read = options.validator.read(value);
  if ('problems' in read) {
    const told = read.problems.map(({ said, message, ...more }) => ({
      ...more,
      message: words.tell({ message, said }),
    }));
    return { findings: [...findings, ...told] };
  }
  return findings.length > 0 ? { findings } : { document: read.document, findings };
}

function notJson(text: string, words: CheckWords): Finding {
  const tree = parseTree(text);
  let place: JsonNode | undefined;
  tree.iterate({
    enter(node) {
      if (place === undefined && node.type.isError) place = node.node;
      return place === undefined;
    },
  });
  const from = Math.min(place?.from ?? text.length, text.length);
  const to = Math.max(place?.to ?? from, Math.min(from + 1, text.length));
  const found = text.slice(from, to).trim();
  return { path: '', code: 'NOT_JSON', message: words.notJson(found), at: { from, to } };
}

/** JSON.parse would keep the last one silently. */
const keysTwice = (text: string, words: CheckWords): readonly Finding[] =>
  repeatedKeys(text).map(({ key, path, from, to }) => ({ path, code: 'KEY_TWICE', message: words.keyTwice(key), at: { from, to } })); // prettier-ignore

/** Another kind, name or id would be another document: the server refuses it, so it is said at once. */
function changedIdentity(value: unknown, { key, id, words }: CheckOptions): Finding[] {
  const identity = identityOf(value);
  const problem = (place: 'kind' | 'name' | 'id', wanted: string): Finding => ({
    path: `/${place}`,
    code: 'IDENTITY_CHANGED',
    message: words.identity(place, wanted),
  });
  const held = (value as { readonly id?: unknown } | null)?.id;
  return [
    ...(identity && identity.kind !== key.kind ? [problem('kind', key.kind)] : []),
    ...(identity && identity.name !== key.name ? [problem('name', key.name)] : []),
    ...(id !== undefined && typeof held === 'string' && held !== id ? [problem('id', id)] : []),
  ];
}
