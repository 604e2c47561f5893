/** Which rows a related list asks for, and in which order: on the page, on paper, and in the list that shows all of them. */
import type { Field } from '../../metadata/model/model.js';
import type { FormNode } from '../../metadata/schema/entity.js';
import type { Filter } from '../../metadata/schema/query.js';
import type { Host } from '../host/host.js';
import type { SortKey } from '../list/list-state.js';

export type RelatedNode = Extract<FormNode, { type: 'related' }>;

/** The field at the end of a path of an entity; undefined where the person may not sort by it. */
export const sortableBy =
  ({ app }: Pick<Host, 'app'>, entity: string) =>
  (path: string): Field | undefined => {
    const field = app.path(entity, path)?.field;
    return field && app.fieldClass(field) !== 'mask' ? field : undefined;
  };

export interface RelatedRows {
  readonly filter: Filter;
  /** Empty where nothing may be sorted by. */
  readonly sort: readonly SortKey[];
}

/** `fieldAt`: see `sortableBy`. */
export function relatedRows(
  node: RelatedNode,
  recordId: string,
  fieldAt: (path: string) => Field | undefined,
): RelatedRows {
  const own = { field: node.field, op: 'eq', value: recordId } as Filter;
  return { filter: node.filter ? ({ and: [own, node.filter] } as Filter) : own, sort: sortOf(node, fieldAt) };
}

function sortOf(node: RelatedNode, fieldAt: (path: string) => Field | undefined): readonly SortKey[] {
  if (node.sort) return node.sort.filter(({ by }) => fieldAt(by) !== undefined);
  const dates = node.columns.filter(({ path }) => {
    const field = fieldAt(path);
    return field?.sortable === true && field.document.required === true && isDay(field);
  });
  return [...dates.slice(0, 1), { path: 'created_at' }]
    .filter(({ path }) => fieldAt(path) !== undefined)
    .map(({ path }) => ({ by: path, descending: true }));
}

const isDay = ({ valueType }: Field): boolean => valueType === 'date' || valueType === 'datetime';
