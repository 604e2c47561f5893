/**
 * The records of another entity that are part of this one, edited with it and saved in one transaction: order lines.
 * Nothing is stored here; the relation is the `owns` look-up on the other side. The write pipeline takes the rows of a
 * body apart before values are read, so `parse` refuses whatever reaches it.
 */
import type { FieldType } from '../../../../metadata/contributions.js';
import type { Model } from '../../../../metadata/model/model.js';
import { closed, Name } from '../../../../metadata/schema/common.js';
import type { FieldDocument } from '../../../../metadata/schema/entity.js';
import { problem, say } from '../../../../metadata/words.js';
import { option, wrong } from '../reading.js';
import strings from './strings.json' with { type: 'json' };

const options = closed({
  /** The entity whose records these are. */
  entity: Name,
  /** Its look-up that points here. */
  field: Name,
});

const childrenOf = (field: FieldDocument) => ({
  entity: option(field, 'entity', ''),
  field: option(field, 'field', ''),
});

function check(field: FieldDocument, model: Model) {
  const { entity, field: name } = childrenOf(field);
  const child = model.entities.get(entity);
  if (!child) {
    const words = say`There is no entity "${{ entity }}". Choose one that exists, or add it first.`;
    return [problem('/options/entity', 'UNKNOWN_ENTITY', words)];
  }
  if (child.fields.get(name)?.target === undefined) {
    const words = say`"${{ entity }}" has no look-up "${{ name }}" that could point here. Add it first.`;
    return [problem('/options/field', 'UNKNOWN_FIELD', words)];
  }
  return [];
}

export const definition: FieldType = {
  id: 'children',
  label: strings.label,
  icon: 'table-2',
  options,
  valueType: () => 'list',
  columns: () => [],
  operators: () => [],
  // At most 1,000 rows in one body: larger sets are imported, not edited on a page.
  jsonSchema: () => ({ type: 'array', items: { type: 'object' }, maxItems: 1000 }),
  parse: () => wrong('NOT_A_VALUE', 'Rows are saved one by one with their record; a single value cannot be put here.'),
  format: (value) => (Array.isArray(value) ? value.join(', ') : String(value)),
  children: childrenOf,
  check,
};
