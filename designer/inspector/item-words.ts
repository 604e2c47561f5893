/** How a part of a document is called where it stands in a list or a trail. Pure. */
import type { Label } from '../../metadata/value.js';
import type { HelpContext } from '../json/editor-help.js';
import type { Keys } from '../json/json-tree.js';
import { namesFor } from '../json/names.js';
import { isObject } from '../json/schema-walk.js';
import type { DesignSession } from '../session/design-session.js';

const naming = [
  'label',
  'name',
  'field',
  'path',
  'by',
  'entity',
  'code',
  'value',
  'text',
  'key',
  'type',
  'id',
] as const;

export interface ItemWords {
  readonly title: string;
  /** What it is besides: its type, the name others refer to it by. */
  readonly more: string;
}

/** Words of the person's language. */
export interface ItemSpeech {
  label(label: Label): string;
  /** What a type is called. */
  typeName(type: string): string | undefined;
  /** The label of what the value of a key names: an entity, a field. */
  known(key: string, name: string): string | undefined;
}

const named: ReadonlySet<string> = new Set(['entity', 'field', 'path', 'by']);

export function itemWords(item: unknown, { label, typeName, known }: ItemSpeech): ItemWords {
  if (!isObject(item)) return { title: typeof item === 'string' ? item : JSON.stringify(item ?? null), more: '' };
  const key = naming.find((each) => isText(item[each]));
  // An id says nothing to a person: what it holds does.
  const held = key === 'id' ? heldWords(item, { label, typeName, known }) : '';
  if (held !== '') return { title: held, more: '' };
  if (key === undefined) return { title: '…', more: '' };
  const own = item[key];
  const knownAs = named.has(key) ? known(key, String(own)) : undefined;
  const title = key === 'type' ? (typeName(String(own)) ?? String(own)) : (knownAs ?? label(own as Label));
  const type =
    typeof item['type'] === 'string' && key !== 'type' ? (typeName(item['type']) ?? item['type']) : undefined;
  const name = key === 'label' ? ['name', 'field', 'code', 'value'].map((each) => item[each]).find(isText) : knownAs === undefined ? undefined : own; // prettier-ignore
  return { title, more: [name, type].filter((each) => typeof each === 'string').join(' · ') };
}

/** The first parts of the first list that it has, `Name + City`; empty where it has none. */
function heldWords(item: Readonly<Record<string, unknown>>, speech: ItemSpeech): string {
  const list = Object.values(item).find((each): each is readonly unknown[] => Array.isArray(each) && each.some(isObject));
  return (list ?? []).slice(0, 3).map((each) => itemWords(each, speech).title).join(' + ');
} // prettier-ignore

const isText = (value: unknown): boolean =>
  (typeof value === 'string' && value !== '') ||
  (isObject(value) && Object.values(value).some((each) => typeof each === 'string'));

/** How items at `keys` of a document are spoken of. */
export function itemSpeech(
  { host, words }: DesignSession,
  help: HelpContext,
  document: unknown,
  keys: Keys,
): ItemSpeech {
  return {
    label: (label) => host.i18n.label(label),
    typeName: (type) => help.nameOf('type', type) ?? words.find(`choice.type.${type}`),
    known(key, name) {
      const found = namesFor(document, [...keys, key], name, help.names)?.find((each) => each.name === name);
      return found?.label === undefined ? undefined : host.i18n.label(found.label, name);
    },
  };
}
