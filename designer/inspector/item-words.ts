/** How a part of a document is called where it stands in a list or a trail. Pure. */
import type { Label } from '../../metadata/value.js';
import { isObject } from '../json/schema-walk.js';

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

/** `label` writes a label in the person's language, `typeName` what a type is called. */
export function itemWords(
  item: unknown,
  label: (label: Label) => string,
  typeName: (type: string) => string | undefined,
): ItemWords {
  if (!isObject(item)) return { title: typeof item === 'string' ? item : JSON.stringify(item ?? null), more: '' };
  const key = naming.find((each) => isText(item[each]));
  if (key === undefined) return { title: '…', more: '' };
  const title = key === 'type' ? (typeName(String(item.type)) ?? String(item.type)) : label(item[key] as Label);
  const type =
    typeof item['type'] === 'string' && key !== 'type' ? (typeName(item['type']) ?? item['type']) : undefined;
  const name = key === 'label' ? ['name', 'field', 'code', 'value'].map((each) => item[each]).find(isText) : undefined;
  return { title, more: [name, type].filter((each) => typeof each === 'string').join(' · ') };
}

const isText = (value: unknown): boolean =>
  (typeof value === 'string' && value !== '') ||
  (isObject(value) && Object.values(value).some((each) => typeof each === 'string'));
