/** Columns of a list: those of the view that the person may see, in the order they chose. */
import type { Entity, Field } from '../../metadata/model/model.js';
import type { ListSetting } from '../../metadata/schema/saved-view.js';
import type { ViewDocument } from '../../metadata/schema/entity.js';
import type { FieldHost, FieldView } from '../host/field-views.js';
import type { Host } from '../host/host.js';
import { usualPaths } from './list-views.js';

export type ColumnAggregate = NonNullable<ViewDocument['columns'][number]['aggregate']>;

export interface Column {
  readonly path: string;
  readonly field: Field;
  readonly view: FieldView;
  readonly label: string;
  readonly width: number;
  /** The person or the view document says the width. */
  readonly isWidthStated: boolean;
  /** Stays when the list is scrolled sideways. */
  readonly frozen: boolean;
  /** The view lets it be edited in the list; whether this person may is another question. */
  readonly inlineEdit: boolean;
  readonly align: 'start' | 'end' | 'center';
  readonly aggregate: ColumnAggregate | undefined;
  readonly sortable: boolean;
  /** Names the record and opens it. */
  readonly naming: boolean;
}

/** `setting` is what the person has chosen; undefined shows the view's columns. */
export function listColumns(
  host: Host,
  fieldHost: FieldHost,
  entity: Entity,
  view: ViewDocument | undefined,
  setting?: ListSetting,
): readonly Column[] {
  const stated: ViewDocument['columns'] = view?.columns ?? usualPaths(entity).map((path) => ({ path }));
  const byPath = new Map(stated.map((column) => [column.path, column] as const));
  const frozen = setting?.freeze ?? view?.freeze ?? 1;
  const columns: Column[] = [];
  for (const chosen of setting?.columns ?? stated) {
    const { path } = chosen;
    const found = host.app.path(entity.name, path);
    if (!found) continue;
    const document = { ...byPath.get(path), ...chosen };
    const fieldView = host.fields.get(found.field.type.id);
    const unit = fieldView.unit?.(found.field, fieldHost);
    const name = document.label
      ? host.i18n.label(document.label)
      : found.hops.length > 0 && found.field.name === host.app.entity(found.field.entity)?.nameFields[0]
        ? host.i18n.label(found.hops.at(-1)!.label)
        : host.i18n.label(found.field.label, found.field.name);
    columns.push({
      path,
      field: found.field,
      view: fieldView,
      label: unit ? `${name}, ${unit}` : name,
      isWidthStated: document.width !== undefined,
      frozen: columns.length < frozen,
      inlineEdit: document.inlineEdit !== false,
      width: document.width ?? fieldView.width ?? 160,
      align: fieldView.alignOf?.(found.field) ?? fieldView.align ?? 'start',
      aggregate: document.aggregate,
      sortable: found.field.sortable && host.app.fieldClass(found.field) !== 'mask',
      naming: columns.length === 0,
    });
  }
  return columns;
}

/** Fields of the entity that may be searched by the words typed into the list. */
export function searchPaths(host: Host, entity: Entity): readonly string[] {
  const readable = (name: string) => host.app.path(entity.name, name) !== undefined;
  const names = entity.nameFields.filter(
    (name) => readable(name) && entity.fields.get(name)!.operators.includes('contains'),
  );
  if (names.length > 0) return names;
  return [...entity.fields.values()]
    .filter((field) => field.operators.includes('contains') && readable(field.name))
    .slice(0, 3)
    .map((field) => field.name);
}

/** Drawn as tags: choices whose values have colours. Those without are words. */
export const isTagColumn = ({ view, field }: Column, fieldHost: FieldHost | undefined): boolean =>
  view.tag === true &&
  (field.dictionary === undefined || fieldHost?.choices(field.dictionary).some((choice) => choice.colour) === true);
