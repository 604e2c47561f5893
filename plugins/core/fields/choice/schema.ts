/** One value of a dictionary. The stored value is the code, which never changes; labels are free. */
import { Type, type Static } from '@sinclair/typebox';
import type { FieldType, Parsed, TextContext } from '../../../../metadata/contributions.js';
import { closed, Name } from '../../../../metadata/schema/common.js';
import type { FieldDocument } from '../../../../metadata/schema/entity.js';
import { say } from '../../../../metadata/words.js';
import { checkDictionary } from '../dictionary-check.js';
import { columnOf, equalityTests, kindOf, option, read, wrong } from '../reading.js';
import { readLine } from '../text-values.js';
import strings from './strings.json' with { type: 'json' };

/** As long as a dictionary's codes may be. */
const length = 60;
const options = closed({
  dictionary: Name,
  /** A choice of the same record: only values below its value (their `parent`) may be chosen. */
  dependsOn: Type.Optional(Name),
});
const dictionaryOf = (field: FieldDocument): string =>
  option<Static<typeof options>['dictionary']>(field, 'dictionary', '');

/** One code. Whether the dictionary has it is checked by the write pipeline, which has the release. */
export function readCode(input: unknown): Parsed {
  if (typeof input !== 'string') return wrong('WRONG_TYPE', say`This must be a code, not ${{ kind: kindOf(input) }}.`);
  return readLine(input, length);
}

/** A code, or a label in any language where the caller can look labels up. */
export function readChoiceText(text: string, field: FieldDocument, context: TextContext): Parsed {
  const parsed = readCode(text);
  if ('code' in parsed || parsed.value === null) return parsed;
  const typed = String(parsed.value);
  const dictionary = dictionaryOf(field);
  if (context.choice(dictionary, typed) !== undefined) return parsed;
  const code = context.codeOf?.(dictionary, typed);
  if (code !== undefined) return read(code);
  return wrong('NOT_A_CHOICE', say`"${{ typed }}" is not one of the values of ${{ dictionary }}.`);
}

export const definition: FieldType = {
  id: 'choice',
  label: strings.label,
  icon: 'list',
  options,
  valueType: () => 'text',
  columns: (field) => [{ name: columnOf(field), type: 'text', role: 'value', length }],
  operators: () => equalityTests,
  jsonSchema: () => ({ type: 'string', minLength: 1, maxLength: length }),
  parse: readCode,
  parseText: readChoiceText,
  format: (value, field, context) => context.choice(dictionaryOf(field), String(value)) ?? String(value),
  dictionary: dictionaryOf,
  dependsOn: (field) => option<string | undefined>(field, 'dependsOn', undefined),
  check: (field, model) => checkDictionary(model, dictionaryOf(field)),
};
