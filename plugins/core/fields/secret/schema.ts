/**
 * A password or key of another system: written, never read back. It is stored encrypted; answers only say that it is set.
 * Filters, sorts, expressions, figures and files cannot read it.
 */
import type { FieldType } from '../../../../metadata/contributions.js';
import { closed } from '../../../../metadata/schema/common.js';
import { columnOf } from '../reading.js';
import { readLine } from '../text-values.js';
import strings from './strings.json' with { type: 'json' };

const length = 4000;

export const definition: FieldType = {
  id: 'secret',
  label: strings.label,
  icon: 'key-round',
  options: closed({}),
  sealed: true,
  valueType: () => 'text',
  columns: (field) => [{ name: columnOf(field), type: 'longText', role: 'value' }],
  operators: () => [],
  jsonSchema: (_field, direction) =>
    direction === 'write'
      ? { type: 'string', minLength: 1, maxLength: length }
      : { type: 'object', properties: { set: { const: true } }, required: ['set'], additionalProperties: false },
  parse: (input) => readLine(input, length),
  format: () => '•••',
};
