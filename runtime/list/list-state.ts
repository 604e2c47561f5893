/**
 * What a list shows, as it stands in the address: `view`, `filter` (a Filter as JSON; absent: the view's own), `find`,
 * `sort` (`-a,b`; absent: the view's), `group` (`stage,ordered_on:month`; `-`: none although the view has some). Pure: address to state and back, state to requests.
 */
import type { ViewDocument } from '../../metadata/schema/entity.js';
import { grains, type Filter, type Grain } from '../../metadata/schema/query.js';
import { withQuery } from '../data/router.js';

export interface ListState {
  readonly view: string | undefined;
  /** Undefined: as the view says. `{"and":[]}`: none, although the view has one. */
  readonly filter: Filter | undefined;
  readonly find: string;
  readonly sort: readonly SortKey[] | undefined;
  readonly group: readonly GroupKey[] | undefined;
}
export interface SortKey {
  readonly by: string;
  readonly descending?: boolean;
}

export type GroupKey = NonNullable<ViewDocument['group']>[number];

/** Levels of groups. */
export const mostGroups = 3;

export function readListState(query: Readonly<Record<string, string>>): ListState {
  return {
    view: query['view'] || undefined,
    filter: readFilter(query['filter']),
    find: query['find'] ?? '',
    sort: query['sort'] ? readSort(query['sort']) : undefined,
    group: query['group'] ? readGroup(query['group']) : undefined,
  };
}

export function listHref(entity: string, state: ListState): string {
  return withQuery(`/list/${encodeURIComponent(entity)}`, {
    view: state.view,
    filter: state.filter === undefined ? undefined : JSON.stringify(state.filter),
    find: state.find,
    sort: state.sort === undefined ? undefined : sortText(state.sort),
    group: state.group === undefined ? undefined : groupText(state.group),
  });
}

function readGroup(text: string): readonly GroupKey[] {
  if (text === '-') return [];
  const keys = text.split(',').filter(Boolean).slice(0, mostGroups);
  return keys.map((each) => {
    const [path = '', grain] = each.split(':');
    return { path, ...(isGrain(grain) ? { grain } : {}) };
  });
}

const isGrain = (text: string | undefined): text is Grain => grains.some((grain) => grain === text);

export const groupText = (group: readonly GroupKey[]): string =>
  group.length === 0 ? '-' : group.map(({ path, grain }) => (grain ? `${path}:${grain}` : path)).join(',');

export const activeGroup = (state: ListState, view: ViewDocument | undefined): readonly GroupKey[] =>
  state.group ?? view?.group ?? [];

function readFilter(text: string | undefined): Filter | undefined {
  if (!text) return undefined;
  try {
    const filter = JSON.parse(text) as unknown;
    return typeof filter === 'object' && filter !== null && !Array.isArray(filter) ? (filter as Filter) : undefined;
  } catch {
    return undefined;
  }
}

export function readSort(text: string): readonly SortKey[] {
  return text
    .split(',')
    .filter(Boolean)
    .map((each) => (each.startsWith('-') ? { by: each.slice(1), descending: true } : { by: each }));
}

export const sortText = (sort: readonly SortKey[]): string =>
  sort.map((key) => (key.descending ? `-${key.by}` : key.by)).join(',');

/** The filter in force without the search words: the address's, else the view's. */
export const activeFilter = (state: ListState, view: ViewDocument | undefined): Filter | undefined =>
  state.filter ?? view?.filter;

export const activeSort = (state: ListState, view: ViewDocument | undefined): readonly SortKey[] =>
  state.sort ?? (view?.sort as readonly SortKey[] | undefined) ?? [];

/** The parts of a filter that stand side by side as chips: the members of an outer `and`, or the one condition. */
export function filterParts(filter: Filter | undefined): readonly Filter[] {
  if (filter === undefined) return [];
  if ('and' in filter) return filter.and as readonly Filter[];
  return [filter];
}

/** Parts to one filter; none gives `{"and":[]}`, which says "no filter" even where the view has one. */
export const joinParts = (parts: readonly Filter[]): Filter =>
  parts.length === 1 ? parts[0]! : ({ and: [...parts] } as Filter);

/** Search words: the text in any of the fields that can be searched. */
export function findFilter(find: string, fields: readonly string[]): Filter | undefined {
  const value = find.trim();
  if (value === '' || fields.length === 0) return undefined;
  const leaves = fields.map((field) => ({ field, op: 'contains', value }) as Filter);
  return leaves.length === 1 ? leaves[0] : ({ or: leaves } as Filter);
}

/** All conditions together, for the server; undefined when there are none. */
export function requestFilter(filters: readonly (Filter | undefined)[]): Filter | undefined {
  const parts = filters.flatMap((filter) => filterParts(filter));
  return parts.length === 0 ? undefined : joinParts(parts);
}

/** A click on a head: first the given way, then the other, then as the view says. */
export function nextSort(
  current: readonly SortKey[],
  by: string,
  firstDescending: boolean,
): readonly SortKey[] | undefined {
  const held = current[0]?.by === by ? current[0] : undefined;
  if (!held) return [{ by, ...(firstDescending ? { descending: true } : {}) }];
  if ((held.descending ?? false) === firstDescending) return [{ by, ...(firstDescending ? {} : { descending: true }) }];
  return undefined;
}
