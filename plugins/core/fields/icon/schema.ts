/** The name of an icon, as documents name theirs: `shopping-cart`. One that is not known is drawn as a box. */
import type { FieldType, Parsed } from '../../../../metadata/contributions.js';
import { closed, IconName } from '../../../../metadata/schema/common.js';
import { say } from '../../../../metadata/words.js';
import { columnOf, equalityTests, kindOf, read, wrong } from '../reading.js';
import strings from './strings.json' with { type: 'json' };

const shape = new RegExp(IconName.pattern!);

function parse(input: unknown): Parsed {
  if (typeof input !== 'string')
    return wrong('WRONG_TYPE', say`This must be the name of an icon, not ${{ kind: kindOf(input) }}.`);
  if (shape.test(input)) return read(input);
  return wrong('NOT_AN_ICON', 'This is no name of an icon. They look like shopping-cart.');
}

export const definition: FieldType = {
  id: 'icon',
  label: strings.label,
  icon: 'star',
  options: closed({}),
  valueType: () => 'text',
  columns: (field) => [{ name: columnOf(field), type: 'text', role: 'value', length: 41, exact: true }],
  operators: () => equalityTests,
  jsonSchema: () => ({ type: 'string', pattern: IconName.pattern! }),
  parse,
  parseText: (text) => parse(text.trim()),
  format: (value) => String(value),
};
