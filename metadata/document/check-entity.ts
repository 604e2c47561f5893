/** What only the field types and the physical columns can tell about an entity. */
import type { Model } from '../model/model.js';
import { columnsOfDocument } from '../model/parts.js';
import { systemFields, writableSystemFields } from '../model/system-fields.js';
import type { Registries } from '../contributions.js';
import { checkQuery } from '../query/check.js';
import { lookUpQuery } from '../rules/defaults.js';
import type { EntityDocument, FieldDocument, LookUp } from '../schema/entity.js';
import { dependenciesOf } from '../expression/dependencies.js';
import { parseExpression } from '../expression/parse.js';
import type { Problem } from '../value.js';
import { problem, say, wordsOf } from '../words.js';
import { checkActions } from './check-action.js';
import { checkForeign } from './check-foreign.js';
import { checkPeriods } from './check-periods.js';
import { checkPipelines } from './check-pipelines.js';
import { checkRollUp } from './check-roll-up.js';
import { checkTimeline } from './check-timeline.js';
import { hinted, meant } from './nearest.js';
import { below } from './pointer.js';

/** Longer text is kept outside the row on MySQL, where only its beginning could be unique. */
const longestUnique = 120;

export function checkEntity(entity: EntityDocument, model: Model, registries: Registries): readonly Problem[] {
  return [
    ...entity.fields.flatMap((field, i) =>
      field.archived
        ? []
        : [
            ...checkField(field, below('/fields', i), model, registries),
            ...checkPeriods(entity.name, field, below('/fields', i, 'periods'), model),
            ...[checkForeign, checkRollUp].flatMap((check) =>
              check(field, entity.name, model, registries.field).map((found) => ({
                ...found,
                path: below('/fields', i) + found.path,
              })),
            ),
          ],
    ),
    ...checkPipelines(entity, model),
    ...checkTimeline(entity, model),
    ...checkColumns(entity, registries),
    ...checkUniqueKeys(entity, registries),
    ...checkFormulaCircles(entity, registries),
    ...checkActions(entity, model, registries),
  ];
}

function checkField(field: FieldDocument, at: string, model: Model, { field: types }: Registries): readonly Problem[] {
  const type = types.find(field.type);
  if (!type) return [unknownType(field.type, below(at, 'type'), types)];
  const own = (type.check?.(field, model) ?? []).map((found) => ({ ...found, path: at + found.path }));
  return [
    ...own,
    ...checkDefault(field, at, model, { field: types }),
    ...checkStored(field, at, { field: types }),
    ...checkGroup(field, at, model, types),
  ];
}

function unknownType(id: string, at: string, types: Registries['field']): Problem {
  const known = types.list().map((type) => type.id);
  return problem(at, 'UNKNOWN_FIELD_TYPE', hinted(say`There is no field type "${{ id }}".`, meant(id, known)));
}

function checkDefault(
  field: FieldDocument,
  at: string,
  model: Model,
  { field: types }: Pick<Registries, 'field'>,
): readonly Problem[] {
  const { default: initial } = field;
  if (initial === undefined || initial === null) return [];
  const type = types.get(field.type);
  if (type.parts || type.sealed) {
    const words = type.parts
      ? say`"${{ field: field.name }}" can have no default, since it is made of parts. Take the default out.`
      : say`"${{ field: field.name }}" can have no default, since everybody could read it. Take the default out.`;
    return [problem(below(at, 'default'), 'BAD_DEFAULT', words)];
  }
  if (typeof initial === 'object')
    return 'from' in initial ? checkLookUps(field, initial.from, below(at, 'default', 'from'), model, types) : [];
  const parsed = type.parse(initial, field);
  if ('code' in parsed) {
    const words = say`The default does not fit: ${{ finding: wordsOf(parsed) }}`;
    return [problem(below(at, 'default'), 'BAD_DEFAULT', words)];
  }
  const dictionary = type.dictionary?.(field);
  const values = dictionary === undefined ? undefined : model.dictionaries.get(dictionary)?.values;
  if (dictionary === undefined || !values || values.has(String(parsed.value))) return [];
  const words = say`The dictionary "${{ dictionary }}" has no code "${{ code: String(initial) }}". Choose one of its codes.`;
  return [problem(below(at, 'default'), 'BAD_DEFAULT', words)];
}

/** That a look-up can be asked, and gives what the field holds. Names that lead nowhere are told at their places. */
function checkLookUps(field: FieldDocument, from: readonly LookUp[], at: string, model: Model, types: Registries['field']): readonly Problem[] {
  return from.flatMap((lookUp, i) => {
    const taken = model.entities.get(lookUp.entity)?.fields.get(lookUp.value);
    if (!taken) return [];
    const { query } = lookUpQuery(lookUp, () => null);
    const checked = checkQuery(query, model);
    const wanted = types.get(field.type).valueType(field);
    return [
      ...(taken.valueType === wanted
        ? []
        : [problem(below(at, i, 'value'), 'BAD_DEFAULT', say`"${{ value: lookUp.value }}" gives no value that "${{ field: field.name }}" holds.`)]),
      ...('problems' in checked ? checked.problems : [])
        .filter(({ code }) => code !== 'FIELD_FORBIDDEN')
        .map((found) => problem(below(at, i), 'BAD_DEFAULT', wordsOf(found))),
    ];
  });
} // prettier-ignore

/** Records are grouped for their order by one stored value. */
function checkGroup(field: FieldDocument, at: string, model: Model, types: Registries['field']): readonly Problem[] {
  const name = types.find(field.type)?.position?.(field).within;
  if (name === undefined) return [];
  const owner = [...model.entities.values()].find((entity) => entity.document.fields.includes(field));
  const group = owner?.fields.get(name);
  // One that is not there is told by its place.
  if (!group || (group.columns.length > 0 && group.valueType !== 'list' && group.valueType !== 'json')) return [];
  const words = say`"${{ field: group.name }}" is no single stored value, so it makes no groups: choose a look-up or a choice.`;
  return [problem(below(at, 'options', 'within'), 'NOT_STORED', words)];
}

/** Unique and index need a column, unique a short one. */
function checkStored(
  field: FieldDocument,
  at: string,
  { field: types }: Pick<Registries, 'field'>,
): readonly Problem[] {
  const [value] = types.get(field.type).columns(field);
  return (['unique', 'index'] as const).flatMap((key) => {
    if (!field[key]) return [];
    if (!value) {
      const words = say`"${{ field: field.name }}" has no column of its own: take "${{ key }}" out.`;
      return [problem(below(at, key), 'NOT_STORED', words)];
    }
    return key === 'unique' && !isShort(value) ? [tooLong(below(at, key), field.name)] : [];
  });
}

function checkUniqueKeys(entity: EntityDocument, { field: types }: Registries): readonly Problem[] {
  return (entity.keys ?? []).flatMap((key, i) =>
    key.fields.flatMap((name, j): readonly Problem[] => {
      const field = entity.fields.find((each) => each.name === name && !each.archived);
      const type = field && types.find(field.type);
      if (!field || !type) return [];
      const at = below('/keys', i, 'fields', j);
      const [value] = type.columns(field);
      if (!value)
        return [problem(at, 'NOT_STORED', say`"${{ name }}" has no column of its own: take it out of the key.`)];
      return key.unique && !isShort(value) ? [tooLong(at, name)] : [];
    }),
  );
}

const isShort = (column: { readonly type: string; readonly length?: number }) =>
  column.type !== 'longText' &&
  column.type !== 'json' &&
  (column.type !== 'text' || (column.length !== undefined && column.length <= longestUnique));

const tooLong = (path: string, name: string) =>
  problem(
    path,
    'TOO_LONG_TO_BE_UNIQUE',
    say`"${{ name }}" may be longer than ${{ most: longestUnique }} characters, so it cannot be unique: shorten it first.`,
  );

/** Physical columns of one table, companions and archived fields included: two fields cannot share one. */
function checkColumns(entity: EntityDocument, { field: types }: Registries): readonly Problem[] {
  const own = new Set(entity.fields.map((field) => field.name));
  const added = systemFields(entity).filter(({ name }) => writableSystemFields.has(name) && !own.has(name));
  const taken = new Map(
    added.flatMap((field) => columnsOfDocument(types, field).map((column) => [column.name, field.name] as const)),
  );
  return entity.fields.flatMap((field, i) => {
    const columns = columnsOfDocument(types, field);
    const clash = columns.find((column) => taken.has(column.name));
    for (const column of columns) taken.set(column.name, field.name);
    // Two fields of one name are told as such.
    const twin = entity.fields.slice(0, i).some((other) => other.name === field.name);
    if (!clash || twin) return [];
    const words = say`The column "${{ column: clash.name }}" of "${{ field: field.name }}" is taken by another field: state another "column".`;
    return [problem(below('/fields', i, 'name'), 'COLUMN_TAKEN', words)];
  });
}

/** A formula that needs itself, through other formulas of the same record. */
function checkFormulaCircles(
  entity: EntityDocument,
  { field: types, function: functions }: Registries,
): readonly Problem[] {
  const reads = new Map<string, readonly string[]>();
  for (const field of entity.fields) {
    const formula = field.archived ? undefined : types.find(field.type)?.formula?.(field);
    if (formula) reads.set(field.name, dependenciesOf(parseExpression(formula.expression).node, functions).fields);
  }
  const reaches = (from: string, goal: string, seen: Set<string>): boolean =>
    (reads.get(from) ?? []).some((next) => {
      if (next === goal) return true;
      if (seen.has(next)) return false;
      seen.add(next);
      return reaches(next, goal, seen);
    });
  return entity.fields.flatMap((field, i) => {
    if (!reads.has(field.name) || !reaches(field.name, field.name, new Set())) return [];
    const words = say`The formula "${{ field: field.name }}" needs its own result: take out what leads back to it.`;
    return [problem(below('/fields', i, 'options'), 'FORMULA_CIRCLE', words)];
  });
}
