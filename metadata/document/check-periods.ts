/** What only the model can tell about the periods of a field (FieldSchema.periods): that their rows can hold them. */
import type { Entity, Field, Model } from '../model/model.js';
import type { FieldDocument } from '../schema/entity.js';
import type { Problem, Words } from '../value.js';
import { problem, say } from '../words.js';
import { below } from './pointer.js';

/** Findings about `field.periods`; names that lead nowhere are told with all other names. `at` is its place. */
export function checkPeriods(
  owner: string,
  { name, periods }: FieldDocument,
  at: string,
  model: Model,
): readonly Problem[] {
  const entity = model.entities.get(owner);
  const rows = periods && model.entities.get(periods.entity);
  const field = entity?.fields.get(name);
  if (!periods || !entity || !rows || !field) return [];
  const problems: Problem[] = [];
  const ask = (
    key: keyof typeof periods,
    of: Entity,
    fits: (field: Field) => boolean,
    words: (name: string) => Words,
  ): void => {
    const found = periods[key] === undefined ? undefined : of.fields.get(periods[key]);
    if (!found || fits(found)) return;
    problems.push(problem(below(at, key), 'BAD_PERIODS', words(found.name)));
  };
  const isDate = (each: Field): boolean => each.valueType === 'date' && !each.computed;
  ask(
    'of',
    rows,
    (each) => each.target === owner && each.owns === true,
    (found) => say`"${{ found }}" must be a look-up to "${{ owner }}" that owns the row.`,
  );
  const isAlike = (each: Field): boolean =>
    each.type.id === field.type.id && each.dictionary === field.dictionary && each.target === field.target;
  ask(
    'value',
    rows,
    isAlike,
    (found) => say`"${{ found }}" must be of the type of "${{ field: name }}", with the same values.`,
  );
  const aDate = (found: string) => say`"${{ found }}" must be a date.`;
  ask('from', rows, isDate, aDate);
  ask(
    'to',
    rows,
    (each) => isDate(each) && each.document.required !== true,
    (found) => say`"${{ found }}" must be a date that may be empty.`,
  );
  ask('since', entity, isDate, aDate);
  if (field.columns.length === 0 || field.sealed || field.parts)
    problems.push(
      problem(
        at,
        'BAD_PERIODS',
        say`"${{ name }}" has no value of its own whose periods could be kept: take "periods" out.`,
      ),
    );
  return problems;
}
