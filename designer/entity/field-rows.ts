/** The fields of an entity as rows of a table, its relations both ways, and what is done with a field. Pure. */
import type { Registries } from '../../metadata/contributions.js';
import type { ItemPath } from '../../metadata/document/items.js';
import type { Operation } from '../../metadata/document/operations.js';
import { canConvert, type TypedField } from '../../metadata/model/convert-value.js';
import type { Model } from '../../metadata/model/model.js';
import type { EntityDocument, FieldDocument, FormDocument, ViewDocument } from '../../metadata/schema/entity.js';
import { shownFields } from '../form/gestures/form-tree.js';
import { isObject } from '../json/schema-walk.js';
import { setOperation } from '../session/set-value.js';

export interface FieldRow {
  readonly field: FieldDocument;
  readonly path: ItemPath;
  /** The entity that a look-up or sub-table leads to. */
  readonly target: string | undefined;
  /** How many forms and lists show it. */
  readonly forms: number;
  readonly lists: number;
  /** What it was when the release was published, when that was another type. */
  readonly typeWas: string | undefined;
  readonly isNew: boolean;
}

export interface RowsInput {
  /** The entity as it is written, right or not. */
  readonly entity: unknown;
  readonly released: EntityDocument | undefined;
  readonly forms: readonly FormDocument[];
  readonly views: readonly ViewDocument[];
}

export function fieldRows({ entity, released, forms, views }: RowsInput): readonly FieldRow[] {
  const onForms = forms.map(shownFields);
  const onLists = views.map(({ columns }) => new Set(columns.map(({ path }) => path.split('.')[0])));
  return fieldsIn(entity).map((field) => {
    const before = released?.fields.find(({ id }) => id === field.id);
    const target = field.options?.['target'] ?? field.options?.['entity'];
    return {
      field,
      path: pathOf(field.id),
      target: typeof target === 'string' ? target : undefined,
      forms: onForms.filter((names) => names.has(field.name)).length,
      lists: onLists.filter((names) => names.has(field.name)).length,
      typeWas: before && before.type !== field.type ? before.type : undefined,
      isNew: before === undefined,
    };
  });
}

export function fieldsIn(entity: unknown): readonly FieldDocument[] {
  const fields = isObject(entity) ? entity['fields'] : undefined;
  return Array.isArray(fields) ? (fields.filter((each) => isObject(each) && typeof each['id'] === 'string') as FieldDocument[]) : []; // prettier-ignore
}

export const pathOf = (id: string): ItemPath => ['fields', { id }];

/** Puts a field behind another, or first; undefined where it stands there already. */
export function moveOperation(entity: unknown, id: string, after: string | null): Operation | undefined {
  const ids = fieldsIn(entity).map((field) => field.id);
  const at = ids.indexOf(id);
  if (at < 0 || after === id || (ids[at - 1] ?? null) === after) return undefined;
  return { op: 'move', path: pathOf(id), after: after === null ? null : { id: after } };
}

/** One place on by a key; undefined at the end. */
export function shiftPlace(entity: unknown, id: string, by: -1 | 1): string | null | undefined {
  const ids = fieldsIn(entity).map((field) => field.id);
  const at = ids.indexOf(id);
  if (at < 0 || at + by < 0 || at + by >= ids.length) return undefined;
  return by < 0 ? (ids[at - 2] ?? null) : ids[at + 1]!;
}

/** Out of use, with its values kept; and back. */
export function archiveOperation(entity: unknown, id: string): Operation | undefined {
  const field = fieldsIn(entity).find((each) => each.id === id);
  return field && setOperation(entity, [...pathOf(id), 'archived'], field.archived ? undefined : true);
}

export interface RelationRow {
  readonly entity: string;
  readonly field: string;
}

/** Look-ups of this entity, as they are written. */
export function relationsOut(entity: unknown): readonly (RelationRow & { readonly id: string })[] {
  return fieldsIn(entity).flatMap(({ id, name, options, archived }) => {
    const target = options?.['target'];
    return typeof target === 'string' && !archived ? [{ id, entity: target, field: name }] : [];
  });
}

/** Look-ups of others that point here. */
export function relationsIn(model: Model, entity: string): readonly RelationRow[] {
  return [...model.entities.values()]
    .filter((other) => other.link === undefined)
    .flatMap((other) =>
      [...other.fields.values()]
        .filter((field) => field.target === entity && !field.system && !field.foreign)
        .map((field) => ({ entity: other.name, field: field.name })),
    );
}

/**
 * What publishing makes of a field whose type was changed: values stay as they are stored, are carried over into its new
 * column, need one for that, or it is refused.
 */
export type RetypeEffect = 'kept' | 'carried' | 'needsColumn' | 'refused';

export function retypeEffect(before: FieldDocument, now: FieldDocument, { field }: Registries): RetypeEffect {
  const [from, to] = [before, now].map((document) => ({ type: field.find(document.type), document }));
  const [was, is] = [from, to].map((side) => side?.type?.columns(side.document)[0]);
  // Nothing was stored, or nothing will be: a column comes or is put away, none becomes another.
  if (!was || !is) return 'kept';
  const isSame = was.type === is.type && (was.type !== 'decimal' || was.scale === is.scale);
  const isShorter = is.length !== undefined && (was.length ?? Infinity) > is.length;
  if (isSame && !isShorter && was.name === is.name) return 'kept';
  if (!from?.type || !to?.type || !canConvert(from as TypedField, to as TypedField)) return 'refused';
  return was.name === is.name ? 'needsColumn' : 'carried';
}

/** Gives a field the next free column, so that its values can be carried over. */
export function columnOperation(entity: unknown, id: string): Operation | undefined {
  const fields = fieldsIn(entity);
  const field = fields.find((each) => each.id === id);
  if (!field) return undefined;
  const stem = (field.column ?? field.name).replace(/_\d+$/, '');
  const taken = new Set(fields.flatMap(({ name, column }) => [name, column]));
  let number = 2;
  while (taken.has(`${stem}_${number}`)) number += 1;
  return setOperation(entity, [...pathOf(id), 'column'], `${stem}_${number}`);
}
