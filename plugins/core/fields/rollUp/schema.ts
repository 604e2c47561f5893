/**
 * A figure over related records, kept with this one: how many orders a customer has, their sum, the date of the last. It is
 * stored, so that it can be filtered, sorted and summed, and every write of a related record keeps it; a job compares
 * and repairs. What decides over it are stored fields of the related record: a test of today would grow wrong by itself.
 */
import { Type } from '@sinclair/typebox';
import type { FieldType, RollUp } from '../../../../metadata/contributions.js';
import { closed, Name, oneOf } from '../../../../metadata/schema/common.js';
import type { FieldDocument } from '../../../../metadata/schema/entity.js';
import { FilterSchema, type Filter } from '../../../../metadata/schema/query.js';
import { computedValue, resultOptions } from '../computed-values.js';
import { option } from '../reading.js';
import strings from './strings.json' with { type: 'json' };

const aggregates = ['count', 'sum', 'min', 'max', 'avg', 'first', 'last'] as const;

const options = closed({
  /** A list of this entity: rows of a sub-table, records whose look-up points here, linked records. */
  relation: Name,
  aggregate: oneOf(aggregates),
  /** The field of the related record; not for `count`. */
  field: Type.Optional(Name),
  /** What orders the records for `first` and `last`: a field of theirs, their creation unless stated. */
  by: Type.Optional(Name),
  /** Only these records count. */
  where: Type.Optional(FilterSchema),
  ...resultOptions,
});

const rollUpOf = (field: FieldDocument): RollUp => {
  const text = (key: string) => option<string | undefined>(field, key, undefined);
  const [name, by] = [text('field'), text('by')];
  const where = option<Filter | undefined>(field, 'where', undefined);
  return {
    relation: option(field, 'relation', ''),
    aggregate: option<RollUp['aggregate']>(field, 'aggregate', 'count'),
    ...(name === undefined ? {} : { field: name }),
    ...(by === undefined ? {} : { by }),
    ...(where ? { where } : {}),
  };
};

export const definition: FieldType = {
  ...computedValue,
  id: 'rollUp',
  label: strings.label,
  icon: 'sigma',
  options,
  rollUp: rollUpOf,
};
