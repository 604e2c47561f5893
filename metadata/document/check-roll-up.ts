/** What a roll-up may be made of: stored fields of the related record that only a write of it changes, and a result that fits. */
import type { Registries, RollUp } from '../contributions.js';
import type { Entity, Model } from '../model/model.js';
import { readsAnother, rollUpSource, unsteadyPart } from '../model/roll-up.js';
import { typeWord } from '../expression/types.js';
import { aggregateType } from '../query/aggregate-type.js';
import type { FieldDocument } from '../schema/entity.js';
import type { Problem, ValueType, Words } from '../value.js';
import { problem as located, say } from '../words.js';

const problem = (path: string, code: string, words: string | Words): Problem => located(`/options${path}`, code, words);

/** Findings about a field of `entity` whose type rolls up; paths are relative to the field. */
export function checkRollUp(
  field: FieldDocument,
  entity: string,
  model: Model,
  types: Registries['field'],
): readonly Problem[] {
  const type = types.find(field.type);
  const rollUp = type?.rollUp?.(field);
  const owner = model.entities.get(entity);
  const source = owner && rollUp && rollUpSource(model, owner, rollUp);
  // A relation or field that is not there is told where it is named.
  if (!source) return [];
  const result = type!.valueType(field);
  const read = source.fields.find((each) => each.foreign);
  const unsteady = read ? readsAnother(read.name) : rollUp.where && unsteadyPart(rollUp.where);
  return [
    ...checkField(result, rollUp!, source.entity),
    ...(unsteady === undefined
      ? []
      : [
          problem(
            '/where',
            'ROLL_UP_UNSTEADY',
            say`A roll-up cannot depend on ${{ unsteady }}: it would grow wrong by itself. Take that out.`,
          ),
        ]),
  ];
}

function checkField(result: ValueType, { aggregate, field: name, by }: RollUp, related: Entity): readonly Problem[] {
  const found: Problem[] = [];
  const order = by === undefined ? undefined : related.fields.get(by);
  if (by !== undefined && aggregate !== 'first' && aggregate !== 'last')
    found.push(problem('/by', 'ROLL_UP_ORDER', 'Only first and last have an order: take "by" out.'));
  else if (order && order.columns.length === 0)
    found.push(
      problem(
        '/by',
        'NOT_STORED',
        say`"${{ field: by! }}" is not stored, so nothing can be ordered by it: name a stored field.`,
      ),
    );
  if (aggregate === 'count') {
    if (name !== undefined)
      found.push(problem('/field', 'ROLL_UP_FIELD', 'Records are counted, not a field of theirs: take "field" out.'));
    return [...found, ...checkResult(result, 'number')];
  }
  const summed = name === undefined ? undefined : related.fields.get(name);
  if (!summed)
    return [
      ...found,
      problem(
        '/field',
        'ROLL_UP_FIELD',
        say`"${{ aggregate }}" needs a field of "${{ entity: related.name }}": name it as "field".`,
      ),
    ];
  const isPick = aggregate === 'first' || aggregate === 'last';
  const typed =
    isPick && summed.columns.length > 0
      ? { type: summed.valueType }
      : aggregateType(isPick ? 'max' : aggregate, summed);
  if ('fault' in typed) return [...found, problem('/field', 'ROLL_UP_FIELD', typed.fault)];
  return [...found, ...checkResult(result, typed.type)];
}

function checkResult(result: ValueType, type: ValueType): readonly Problem[] {
  if (result === type) return [];
  return [
    problem(
      '/result',
      'ROLL_UP_RESULT',
      say`The roll-up gives ${{ type: typeWord(type) }}: choose a result of that kind.`,
    ),
  ];
}
