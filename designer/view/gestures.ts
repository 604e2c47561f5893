/**
 * Edits of a view as pure functions from a view to a view; undefined where there is nothing to do. `viewOperation` makes the
 * operation of the difference: whole keys, since columns have no ids of their own.
 */
import { stepOf } from '../../metadata/document/items.js';
import type { Operation } from '../../metadata/document/operations.js';
import type { ViewDocument } from '../../metadata/schema/entity.js';
import type { Grain } from '../../metadata/schema/query.js';
import type { ListSetting } from '../../metadata/schema/saved-view.js';

/** Of a schema: 60 columns, 4 sort keys, 3 groups, 6 frozen. */
const mostColumns = 60;
const mostSorts = 4;
const mostGroups = 3;
const mostFrozen = 6;

export type ViewColumn = ViewDocument['columns'][number];
type SortKey = NonNullable<ViewDocument['sort']>[number];

const keys = ['mode', 'options', 'columns', 'filter', 'sort', 'group', 'freeze', 'quickFilters'] as const;

export function viewOperation(before: ViewDocument, after: ViewDocument): Operation {
  const operations = keys.flatMap((key): Operation[] => {
    const value = after[key];
    if (JSON.stringify(before[key]) === JSON.stringify(value)) return [];
    return [value === undefined ? { op: 'unset', path: [key] } : { op: 'set', path: [key], value }];
  });
  return operations.length === 1 ? operations[0]! : { op: 'group', operations };
}

/** The view with a key as given; undefined, and what says no more than that, is taken away. */
function withKey<K extends (typeof keys)[number]>(view: ViewDocument, key: K, value: ViewDocument[K] | undefined): ViewDocument {
  const { [key]: _, ...rest } = view;
  const isSaid = value !== undefined && !(Array.isArray(value) && value.length === 0);
  return (isSaid ? { ...rest, [key]: value } : rest) as ViewDocument;
} // prettier-ignore

const place = (view: ViewDocument, path: string) => view.columns.findIndex((column) => column.path === path);

/** The path of a column in the document. */
export function columnPath(view: ViewDocument, path: string) {
  const index = place(view, path);
  return index < 0 ? undefined : (['columns', stepOf(view.columns, index)] as const);
}

/** Puts a column before the one that stands at `at`; at the end without it. One that is there already moves. */
export function putColumn(view: ViewDocument, path: string, at = view.columns.length): ViewDocument | undefined {
  const held = place(view, path);
  if (held < 0) {
    if (view.columns.length >= mostColumns) return undefined;
    return { ...view, columns: view.columns.toSpliced(at, 0, { path }) };
  }
  const to = at > held ? at - 1 : at;
  if (to === held) return undefined;
  const rest = view.columns.toSpliced(held, 1);
  return { ...view, columns: rest.toSpliced(to, 0, view.columns[held]!) };
}

/** One or more places to the end; negative: to the start. */
export function shiftColumn(view: ViewDocument, path: string, by: number): ViewDocument | undefined {
  const from = place(view, path);
  const to = from + by;
  if (from < 0 || to < 0 || to >= view.columns.length) return undefined;
  return putColumn(view, path, by > 0 ? to + 1 : to);
}

/** A list has at least one column. */
export function removeColumn(view: ViewDocument, path: string): ViewDocument | undefined {
  const at = place(view, path);
  if (at < 0 || view.columns.length === 1) return undefined;
  const columns = view.columns.toSpliced(at, 1);
  const { freeze } = view;
  // What stayed stays: a column among the frozen ones takes its place with it.
  return freeze !== undefined && at < freeze ? { ...view, columns, freeze: freeze - 1 } : { ...view, columns };
}

/** Changes what is said of a column; undefined takes a key away. */
export function setColumn(view: ViewDocument, path: string, part: { readonly [K in keyof ViewColumn]?: ViewColumn[K] | undefined }): ViewDocument | undefined {
  const at = place(view, path);
  if (at < 0) return undefined;
  const all = { ...view.columns[at]!, ...part };
  const column = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as ViewColumn;
  if (JSON.stringify(column) === JSON.stringify(view.columns[at])) return undefined;
  return { ...view, columns: view.columns.with(at, column) };
} // prettier-ignore

/** What the table itself reports of columns moved and sized: order and widths, the rest of each column as it was. */
export function fromSetting(view: ViewDocument, { columns = [] }: ListSetting): ViewDocument | undefined {
  const reported = columns.flatMap(({ path, width }): ViewColumn[] => {
    const held = view.columns.find((column) => column.path === path);
    if (!held) return [];
    const { width: _, ...rest } = held;
    return [width === undefined ? rest : { ...rest, width }];
  });
  // The table does not show columns whose field is gone: they stay where they stood.
  const all = [...reported];
  for (const [index, column] of view.columns.entries())
    if (!columns.some(({ path }) => path === column.path)) all.splice(Math.min(index, all.length), 0, column);
  return JSON.stringify(all) === JSON.stringify(view.columns) ? undefined : { ...view, columns: all };
}

/** The first so many columns stay when the list is scrolled sideways; one is the usual, and need not be said. */
export function freezeColumns(view: ViewDocument, count: number): ViewDocument {
  const freeze = Math.max(0, Math.min(mostFrozen, count));
  return withKey(view, 'freeze', freeze === 1 ? undefined : freeze);
}

/** Orders by a path, first of all keys; the same again the other way; `undefined` takes it out. */
export function sortBy(view: ViewDocument, by: string, descending: boolean | undefined, adds = false): ViewDocument {
  const held = view.sort ?? [];
  const key: SortKey = { by, ...(descending ? { descending: true } : {}) };
  const rest = held.filter((each) => each.by !== by);
  if (descending === undefined) return withKey(view, 'sort', rest);
  if (!adds) return withKey(view, 'sort', [key]);
  const at = held.findIndex((each) => each.by === by);
  const next = at < 0 ? [...held, key] : held.with(at, key);
  return withKey(view, 'sort', next.slice(0, mostSorts));
}

/** Groups by a path below the groups that are there, or no longer. */
export function toggleGroup(view: ViewDocument, path: string, grain?: Grain): ViewDocument | undefined {
  const held = view.group ?? [];
  if (held.some((each) => each.path === path)) return withKey(view, 'group', held.filter((each) => each.path !== path)); // prettier-ignore
  if (held.length >= mostGroups) return undefined;
  return withKey(view, 'group', [...held, { path, ...(grain ? { grain } : {}) }]);
}

export function setGrain(view: ViewDocument, path: string, grain: Grain | undefined): ViewDocument {
  const group = (view.group ?? []).map((each) => (each.path === path ? { path, ...(grain ? { grain } : {}) } : each));
  return withKey(view, 'group', group);
}

/** Another way to show the records, with options that its fields fit. */
export function setMode(view: ViewDocument, mode: string, options: Readonly<Record<string, unknown>>): ViewDocument {
  return withKey({ ...view, mode }, 'options', Object.keys(options).length === 0 ? undefined : { ...options });
}

/** An option of the mode; undefined, and an empty list, take it away. */
export function setOption(view: ViewDocument, key: string, value: unknown): ViewDocument {
  const { [key]: _, ...rest } = view.options ?? {};
  const isSaid = value !== undefined && !(Array.isArray(value) && value.length === 0);
  return setMode(view, view.mode, isSaid ? { ...rest, [key]: value } : rest);
}

export const toggleQuick = (view: ViewDocument, path: string): ViewDocument => {
  const held = view.quickFilters ?? [];
  const next = held.includes(path) ? held.filter((each) => each !== path) : [...held, path].slice(0, 20);
  return withKey(view, 'quickFilters', next);
};
