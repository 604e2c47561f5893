/** One of some entities, by its name: what sort of record something is about. Also the first part of a link to any record. */
import type { FieldType } from '../../../../metadata/contributions.js';
import { closed } from '../../../../metadata/schema/common.js';
import { columnOf, equalityTests, kindOf, option, read, wrong } from '../reading.js';
import { targetsOf, TargetsSchema } from '../relation-values.js';
import strings from './strings.json' with { type: 'json' };

/** Names of entities are no longer. */
const length = 41;

export const definition: FieldType = {
  id: 'recordKind',
  label: strings.label,
  icon: 'boxes',
  options: closed({ targets: TargetsSchema }),
  valueType: () => 'text',
  columns: (field) => [{ name: columnOf(field), type: 'text', role: 'value', length, exact: true }],
  operators: () => equalityTests,
  jsonSchema: (field) => ({ type: 'string', enum: option(field, 'targets', []) }),
  parse(input, field) {
    if (typeof input !== 'string')
      return wrong('WRONG_TYPE', `This must be the name of an entity, not ${kindOf(input)}.`);
    const targets = targetsOf(field);
    return targets.includes(input)
      ? read(input)
      : wrong('NOT_A_KIND', `This must be one of ${targets.map((name) => `"${name}"`).join(', ')}.`);
  },
  parseText: (text, field) => definition.parse(text.trim(), field),
  format: (value) => String(value),
};
