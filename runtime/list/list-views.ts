/** Views of a list: the documents of the release and what people saved, in one shape. A saved view's name is its id. */
import type { Entity } from '../../metadata/model/model.js';
import type { ViewDocument } from '../../metadata/schema/entity.js';
import type { SavedView } from '../data/list-store.js';
import type { Host } from '../host/host.js';

type Place = Pick<Host, 'app'>;

/** The mode that the list draws itself, as a table or as cards. */
export const usualMode = 'table';

export function viewsOf({ app }: Place, entityName: string): readonly ViewDocument[] {
  const documents = app.views(entityName);
  const entity = app.entity(entityName);
  const saved = entity ? app.lists.views(entityName).map((view) => documentOf(view, entity, documents[0])) : [];
  return [...documents, ...saved];
}

/** The view of the address, else the one this person begins with, else the first. */
export function viewNamed(host: Place, entityName: string, name: string | undefined): ViewDocument | undefined {
  const views = viewsOf(host, entityName);
  const find = (wanted: string | undefined) => views.find((view) => view.name === wanted);
  return find(name) ?? find(host.app.lists.start(entityName)) ?? views[0];
}

/** What stands in the address for a view: nothing for the one that opens anyway. */
export function viewInAddress(host: Place, entityName: string, name: string): string | undefined {
  return viewNamed(host, entityName, undefined)?.name === name ? undefined : name;
}

function documentOf(saved: SavedView, entity: Entity, first: ViewDocument | undefined): ViewDocument {
  const { columns, ...look } = saved.look;
  return {
    kind: 'view',
    id: saved.id,
    name: saved.id,
    schema: 1,
    label: saved.name,
    entity: saved.entity,
    mode: 'table',
    columns: columns ?? first?.columns ?? usualPaths(entity).map((path) => ({ path })),
    ...(first?.quickFilters ? { quickFilters: first.quickFilters } : {}),
    ...look,
  };
}

/** Without a view: the naming fields and the first own fields that fit a table. */
export function usualPaths(entity: Entity): readonly string[] {
  const own = [...entity.fields.values()].filter(
    (field) => !field.system && !field.children && !field.position && field.type.id !== 'longText',
  );
  return [...new Set([...entity.nameFields, ...own.map((field) => field.name)])].slice(0, 7);
}
