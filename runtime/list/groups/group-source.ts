/** Requests of a grouped list: one query gives the groups of a level with counts and sums; records come with their group. */
import type { Field } from '../../../metadata/model/model.js';
import type { Filter, Grain } from '../../../metadata/schema/query.js';
import { endOfPeriod, periodLabel } from '../../../metadata/chart/periods.js';
import type { FieldHost } from '../../host/field-views.js';
import type { Host } from '../../host/host.js';
import type { Column } from '../columns.js';
import type { GroupHead } from '../grid-pages.js';
import type { ListRequest } from '../list-source.js';
import { requestFilter, type GroupKey } from '../list-state.js';

export interface GroupedList {
  readonly host: Host;
  readonly fieldHost: FieldHost;
  readonly request: ListRequest;
  readonly columns: readonly Column[];
  readonly keys: readonly GroupKey[];
}

export interface Group extends GroupHead {
  /** Unlike that of any other group of the list. */
  readonly id: string;
  /** Its records: the filter of the list and the values of the groups around it. */
  readonly filter: Filter;
}

/** Groups of one level that are shown; where there are more, the list says so. */
export const mostGroupsShown = 1000;

interface Answer {
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

/** `cut`: there are more than are given. Throws ApiFailure. */
export async function fetchGroups(
  list: GroupedList,
  parent: Group | undefined,
): Promise<{ readonly groups: readonly Group[]; readonly cut: boolean }> {
  const { host, request, columns } = list;
  const level = parent ? parent.level + 1 : 0;
  const key = list.keys[level]!;
  const { field } = host.app.path(request.entity, key.path)!;
  const figures = columns.filter((column) => column.aggregate);
  const where = parent?.filter ?? request.filter;
  const answer = await host.api.post<Answer>('/query', {
    entity: request.entity,
    select: [
      { path: key.path, ...(key.grain ? { grain: key.grain } : {}), as: 'g' },
      { aggregate: 'count', as: 'n' },
      ...figures.map((column, index) => ({ path: column.path, aggregate: column.aggregate, as: `f${index}` })),
    ],
    ...(where ? { where } : {}),
    sort: [{ by: 'g' }],
    limit: mostGroupsShown + 1,
  });
  const groups = answer.rows.slice(0, mostGroupsShown).map((row) => {
    const value = row['g'] ?? null;
    const own = groupFilter(key, value);
    return {
      id: `${parent?.id ?? 'group'} ${JSON.stringify(value)}`,
      level,
      label: groupLabel(list, field, key.grain, value, row['g_label']),
      count: Number(row['n'] ?? 0),
      figures: new Map(figures.map((column, index) => [column.path, row[`f${index}`]] as const)),
      filter: requestFilter([where, own])!,
    };
  });
  return { groups, cut: answer.rows.length > mostGroupsShown };
}

/** The records of one value; of a period all of its days. */
export function groupFilter({ path, grain }: GroupKey, value: unknown): Filter {
  if (value === null) return { field: path, op: 'isNull' };
  if (grain && typeof value === 'string') {
    return { field: path, op: 'between', value: [value.slice(0, 10), endOfPeriod(value, grain)] };
  }
  return { field: path, op: 'eq', value: value as string };
}

function groupLabel(
  { host, fieldHost }: GroupedList,
  field: Field,
  grain: Grain | undefined,
  value: unknown,
  named: unknown,
): string {
  if (value === null) return host.i18n.t('list.groupEmpty', { name: host.i18n.label(field.label, field.name) });
  if (grain) return periodLabel(String(value), grain, host.i18n.formats.locale, 'full');
  if (typeof named === 'string') return named;
  return host.fields.get(field.type.id).text(value, field, fieldHost);
}
