/**
 * A field of another record, read through look-ups: the region's name on an order, `customer.region.name`. Nothing is stored
 * and nothing can be written; type, format and operators are those of what is read, and so are the rights: whoever may not
 * read the field or a look-up on the way does not have this field either. The model resolves
 * it (metadata/model/foreign.ts); what of it cannot be read is told by metadata/document/check-foreign.ts.
 */
import type { FieldType } from '../../../../metadata/contributions.js';
import { closed, Path } from '../../../../metadata/schema/common.js';
import { option, wrong } from '../reading.js';
import strings from './strings.json' with { type: 'json' };

const options = closed({
  /** Look-ups, and the field at their end: `customer.region.name`. */
  path: Path,
});

export const definition: FieldType = {
  id: 'foreign',
  label: strings.label,
  icon: 'link',
  options,
  valueType: () => 'any',
  columns: () => [],
  operators: () => [],
  jsonSchema: () => ({}),
  parse: () => wrong('FIELD_READONLY', 'This value stands in another record: change it there.'),
  format: (value) => String(value),
  foreign: (field) => option(field, 'path', ''),
};
