/** A postal address: street, post code, city, region, country, each a field of its own to filter, sort and group by. */
import { Type } from '@sinclair/typebox';
import type { FieldType } from '../../../../metadata/contributions.js';
import { closed, Name } from '../../../../metadata/schema/common.js';
import type { FieldDocument } from '../../../../metadata/schema/entity.js';
import { compositeOf, partOf, partsOf } from '../composite.js';
import { checkDictionary } from '../dictionary-check.js';
import { option } from '../reading.js';
import { addressLine } from './lines.js';
import strings from './strings.json' with { type: 'json' };

const options = closed({
  /** Countries by their two letters; without it the country is typed. Both are kept in the same column. */
  dictionary: Type.Optional(Name),
});

const dictionaryOf = (field: FieldDocument): string | undefined =>
  option<string | undefined>(field, 'dictionary', undefined);

const text = (name: string, label: NonNullable<FieldDocument['label']>, length: number): FieldDocument =>
  partOf(name, 'text', { label, options: { length } });

function countryOf(field: FieldDocument): FieldDocument {
  const dictionary = dictionaryOf(field);
  return dictionary === undefined
    ? text('country', strings.country, 60)
    : partOf('country', 'choice', { label: strings.country, options: { dictionary } });
}

const parts = (field: FieldDocument): readonly FieldDocument[] => [
  text('street', strings.street, 240),
  text('postal_code', strings.postalCode, 20),
  text('city', strings.city, 100),
  text('state', strings.state, 100),
  countryOf(field),
];

export const definition: FieldType = {
  id: 'address',
  label: strings.label,
  icon: 'map-pin',
  options,
  ...compositeOf(parts),
  format(value, field, context) {
    const held = partsOf(value);
    const code = String(held['country'] ?? '');
    const dictionary = dictionaryOf(field);
    const country = dictionary === undefined ? code : (context.choice(dictionary, code) ?? code);
    return addressLine(held, country, code);
  },
  check(field, model) {
    const name = dictionaryOf(field);
    return name === undefined ? [] : checkDictionary(model, name);
  },
};
