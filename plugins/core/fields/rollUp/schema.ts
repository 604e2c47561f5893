/**
 * A figure over related records, kept with this one: how many orders a customer has, their sum, the date of the last. It is
 * stored, so that it can be filtered, sorted and summed, and every write of a related record keeps it; a job compares
 * and repairs. What decides over it are stored fields of the related record: a test of today would grow wrong by itself.
 */
import { Type } from '@sinclair/typebox';
import type { FieldType, RollUp } from '../../../../metadata/contributions.js';
import type { Entity, Model } from '../../../../metadata/model/model.js';
import { rollUpSource, unsteadyPart } from '../../../../metadata/model/roll-up.js';
import { aggregateType } from '../../../../metadata/query/aggregate-type.js';
import { closed, Name, oneOf } from '../../../../metadata/schema/common.js';
import type { FieldDocument } from '../../../../metadata/schema/entity.js';
import { FilterSchema, type Filter } from '../../../../metadata/schema/query.js';
import type { Problem } from '../../../../metadata/value.js';
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

const problem = (path: string, code: string, message: string): Problem => ({ path: `/options${path}`, code, message });

function check(field: FieldDocument, model: Model): readonly Problem[] {
  const rollUp = rollUpOf(field);
  const owner = [...model.entities.values()].find((entity) => entity.document.fields.includes(field));
  const source = owner && rollUpSource(model, owner, rollUp);
  // A relation or field that is not there is told where it is named.
  if (!source) return [];
  const unsteady = rollUp.where && unsteadyPart(rollUp.where);
  return [
    ...checkField(field, rollUp, source.entity),
    ...(unsteady === undefined
      ? []
      : [
          problem(
            '/where',
            'ROLL_UP_UNSTEADY',
            `A roll-up cannot depend on ${unsteady}: it would grow wrong by itself.`,
          ),
        ]),
  ];
}

function checkField(field: FieldDocument, { aggregate, field: name, by }: RollUp, related: Entity): readonly Problem[] {
  const found: Problem[] = [];
  const order = by === undefined ? undefined : related.fields.get(by);
  if (by !== undefined && aggregate !== 'first' && aggregate !== 'last')
    found.push(problem('/by', 'ROLL_UP_ORDER', 'Only first and last have an order: take "by" out.'));
  else if (order && order.columns.length === 0)
    found.push(problem('/by', 'NOT_STORED', `"${by}" is not stored, so nothing can be ordered by it.`));
  if (aggregate === 'count') {
    if (name !== undefined) found.push(problem('/field', 'ROLL_UP_FIELD', 'Records are counted, not a field of theirs: take "field" out.'));
    return [...found, ...checkResult(field, 'number')];
  }
  const summed = name === undefined ? undefined : related.fields.get(name);
  if (!summed) return [...found, problem('/field', 'ROLL_UP_FIELD', `"${aggregate}" needs a field of ${related.name}.`)];
  const isPick = aggregate === 'first' || aggregate === 'last';
  const typed = isPick && summed.columns.length > 0 ? { type: summed.valueType } : aggregateType(isPick ? 'max' : aggregate, summed);
  if ('fault' in typed) return [...found, problem('/field', 'ROLL_UP_FIELD', typed.fault.message)];
  return [...found, ...checkResult(field, typed.type)];
} // prettier-ignore

function checkResult(field: FieldDocument, type: string): readonly Problem[] {
  if (computedValue.valueType(field) === type) return [];
  return [problem('/result', 'ROLL_UP_RESULT', `The roll-up gives ${type}: choose a result of that kind.`)];
}

export const definition: FieldType = {
  ...computedValue,
  id: 'rollUp',
  label: strings.label,
  icon: 'sigma',
  options,
  rollUp: rollUpOf,
  check,
};
