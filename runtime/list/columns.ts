/** Columns of a list: those of the view that the person may see, in the order they chose. */
import type { Entity, Field } from '../../metadata/model/model.js';
import type { ViewDocument } from '../../metadata/schema/entity.js';
import type { FieldHost, FieldView } from '../host/field-views.js';
import type { Host } from '../host/host.js';

export interface Column {
  readonly path: string;
  readonly field: Field;
  readonly view: FieldView;
  readonly label: string;
  readonly width: number;
  /** The view document says the width. */
  readonly isWidthStated: boolean;
  readonly align: 'start' | 'end' | 'center';
  readonly aggregate: 'sum' | 'avg' | 'min' | 'max' | undefined;
  readonly sortable: boolean;
  /** Names the record and opens it. */
  readonly naming: boolean;
}

/** `chosen` are paths in the person's order; undefined shows the view's columns. */
export function listColumns(
  host: Host,
  fieldHost: FieldHost,
  entity: Entity,
  view: ViewDocument | undefined,
  chosen: readonly string[] | undefined,
): readonly Column[] {
  const stated = view?.columns ?? defaultPaths(entity).map((path) => ({ path }) as ViewDocument['columns'][number]);
  const byPath = new Map(stated.map((column) => [column.path, column] as const));
  const paths = chosen ?? stated.map((column) => column.path);
  const columns: Column[] = [];
  for (const path of paths) {
    const found = host.app.path(entity.name, path);
    if (!found) continue;
    const document = byPath.get(path);
    const fieldView = host.fields.get(found.field.type.id);
    const unit = fieldView.unit?.(found.field, fieldHost);
    const name = document?.label
      ? host.i18n.label(document.label)
      : found.hops.length > 0 && found.field.name === host.app.entity(found.field.entity)?.nameFields[0]
        ? host.i18n.label(found.hops.at(-1)!.label)
        : host.i18n.label(found.field.label, found.field.name);
    columns.push({
      path,
      field: found.field,
      view: fieldView,
      label: unit ? `${name}, ${unit}` : name,
      isWidthStated: document?.width !== undefined,
      width: document?.width ?? fieldView.width ?? 160,
      align: fieldView.alignOf?.(found.field) ?? fieldView.align ?? 'start',
      aggregate: document?.aggregate,
      sortable: found.field.sortable && host.app.fieldClass(found.field) !== 'mask',
      naming: columns.length === 0,
    });
  }
  return columns;
}

/** Without a view: the naming fields and the first own fields that fit a table. */
function defaultPaths(entity: Entity): readonly string[] {
  const own = [...entity.fields.values()].filter(
    (field) => !field.system && !field.children && !field.partOf && field.type.id !== 'longText',
  );
  return [...new Set([...entity.nameFields, ...own.map((field) => field.name)])].slice(0, 7);
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
