/** What a list asks for: its columns, fields, filter and order, from the address and the person's choice of columns. */
import type { Entity } from '../../metadata/model/model.js';
import type { ViewDocument } from '../../metadata/schema/entity.js';
import type { ListSetting } from '../../metadata/schema/saved-view.js';
import type { Filter } from '../../metadata/schema/query.js';
import type { FieldHost } from '../host/field-views.js';
import type { Host } from '../host/host.js';
import { viewNamed } from './list-views.js';
import { listColumns, searchPaths, type Column } from './columns.js';
import type { ListRequest } from './list-source.js';
import { activeFilter, activeSort, findFilter, requestFilter, type ListState } from './list-state.js';

/** The view of the address, else the one this person begins with. */
export const viewOf = (host: Host, entityName: string, state: ListState): ViewDocument | undefined =>
  viewNamed(host, entityName, state.view);

/** All conditions together: the view's or the address's, and the words searched for. */
export const wholeFilter = (host: Host, entity: Entity, state: ListState): Filter | undefined =>
  requestFilter([
    activeFilter(state, viewOf(host, entity.name, state)),
    findFilter(state.find, searchPaths(host, entity)),
  ]);

export interface ListPlan {
  readonly columns: readonly Column[];
  readonly request: ListRequest;
}

/** `setting` are the person's columns; undefined shows the view's. */
export function planList(
  host: Host,
  fieldHost: FieldHost,
  entity: Entity,
  state: ListState,
  setting: ListSetting | undefined,
): ListPlan {
  const view = viewOf(host, entity.name, state);
  const columns = listColumns(host, fieldHost, entity, view, setting);
  const names = entity.nameFields.filter((name) => host.app.path(entity.name, name));
  const fields = [...new Set([...names, ...columns.map((column) => column.path)])];
  const filter = wholeFilter(host, entity, state);
  return { columns, request: { entity: entity.name, fields, filter, sort: activeSort(state, view) } };
}
