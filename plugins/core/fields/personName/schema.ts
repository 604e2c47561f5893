/** A person's name in its parts. Shown as people of its script say it: family name first, without a blank, in Han. */
import type { FieldType } from '../../../../metadata/contributions.js';
import { closed } from '../../../../metadata/schema/common.js';
import type { FieldDocument } from '../../../../metadata/schema/entity.js';
import type { ValueObject } from '../../../../metadata/value.js';
import { compositeOf, partOf, partsOf } from '../composite.js';
import strings from './strings.json' with { type: 'json' };

const text = (name: string, label: NonNullable<FieldDocument['label']>, length: number): FieldDocument =>
  partOf(name, 'text', { label, options: { length } });

const parts = (): readonly FieldDocument[] => [
  text('title', strings.title, 40),
  text('given', strings.given, 80),
  text('family', strings.family, 80),
];

const script = /^[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\s]+$/u;

/** `Dr. Ann Miller`, `李小明`. */
export function nameLine(held: ValueObject): string {
  const [title, given, family] = ['title', 'given', 'family'].map((part) => String(held[part] ?? ''));
  if (given && family && script.test(given) && script.test(family)) {
    return title ? `${family}${given} ${title}` : `${family}${given}`;
  }
  return [title, given, family].filter((part) => part !== '').join(' ');
}

export const definition: FieldType = {
  id: 'personName',
  label: strings.label,
  icon: 'user-round',
  options: closed({}),
  ...compositeOf(parts),
  format: (value) => nameLine(partsOf(value)),
};
