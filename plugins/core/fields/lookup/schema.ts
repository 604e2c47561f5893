/** A reference to one record of another entity: the relation itself. */
import { Type } from '@sinclair/typebox';
import type { FieldType } from '../../../../metadata/contributions.js';
import { closed, LabelSchema, Name, oneOf } from '../../../../metadata/schema/common.js';
import type { FieldDocument } from '../../../../metadata/schema/entity.js';
import type { Model } from '../../../../metadata/model/model.js';
import { FilterSchema, type Filter } from '../../../../metadata/schema/query.js';
import { problem, say } from '../../../../metadata/words.js';
import { option } from '../reading.js';
import { reference } from '../relation-values.js';
import strings from './strings.json' with { type: 'json' };

type Deletion = 'restrict' | 'setNull' | 'cascade';

const options = closed({
  /** The entity it points to. */
  target: Name,
  /** What happens here when the target is deleted. A part (`owns`) goes with its whole. */
  onDelete: Type.Optional(oneOf(['restrict', 'setNull', 'cascade'])),
  /** The record is part of its target: it inherits access from it and is deleted with it. */
  owns: Type.Optional(Type.Boolean({ default: false })),
  /** Only these records may be chosen; values may be read from the record: `{"expr":"record.country"}`. */
  filter: Type.Optional(FilterSchema),
  /** The `children` field of the target that shows these records. */
  inverse: Type.Optional(closed({ field: Name, label: Type.Optional(LabelSchema) })),
});

const targetOf = (field: FieldDocument): string => option(field, 'target', '');
const owns = (field: FieldDocument): boolean => option(field, 'owns', false);

function check(field: FieldDocument, model: Model) {
  const target = model.entities.get(targetOf(field));
  if (!target) {
    const words = say`There is no entity "${{ entity: targetOf(field) }}". Choose one that exists, or add it first.`;
    return [problem('/options/target', 'UNKNOWN_ENTITY', words)];
  }
  const problems = [];
  const deletion = option<Deletion | undefined>(field, 'onDelete', undefined);
  if (owns(field) && deletion !== undefined && deletion !== 'cascade') {
    const words = 'A record that is part of another is deleted with it: use cascade, or take "owns" away.';
    problems.push(problem('/options/onDelete', 'OWNED_NOT_CASCADED', words));
  }
  const inverse = option<{ field: string } | undefined>(field, 'inverse', undefined);
  if (inverse && target.fields.get(inverse.field)?.children?.field !== field.name) {
    const words = say`"${{ entity: target.name }}" has no field "${{ field: inverse.field }}" that shows these records. Add it with type children.`;
    problems.push(problem('/options/inverse/field', 'UNKNOWN_INVERSE', words));
  }
  return problems;
}

export const definition: FieldType = {
  ...reference,
  id: 'lookup',
  label: strings.label,
  icon: 'link',
  options,
  target: targetOf,
  owns,
  onDelete: (field) => (owns(field) ? 'cascade' : option<Deletion>(field, 'onDelete', 'restrict')),
  optionFilter: (field) => option<Filter | undefined>(field, 'filter', undefined),
  check,
};
