/** What view modes ask the server for, always within the conditions of their list. */
import type { ViewNeeds } from '../../../metadata/contributions.js';
import type { Filter } from '../../../metadata/schema/query.js';
import type { RecordPage } from '../../data/record.js';
import type { Host } from '../../host/host.js';
import type { ModeGroups, ModePage } from '../../host/view-modes.js';
import type { ListRequest } from '../list-source.js';
import { requestFilter, sortText } from '../list-state.js';

interface RequestPlace {
  readonly host: Host;
  readonly request: ListRequest;
}

/** Groups that are shown at once where the mode does not say. */
const mostGroups = 200;

/** Throws ApiFailure. */
export async function fetchRows(
  { host, request }: RequestPlace,
  fields: readonly string[],
  { within, offset = 0, limit }: ModePage,
): Promise<RecordPage> {
  const filter = requestFilter([request.filter, within]);
  return host.api.get<RecordPage>(`/records/${encodeURIComponent(request.entity)}`, {
    fields: fields.join(','),
    filter: filter === undefined ? undefined : JSON.stringify(filter),
    sort: request.sort.length === 0 ? undefined : sortText(request.sort),
    limit,
    offset,
  });
}

interface Answer {
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

/** Counts and sums by the values of a path; how many values there are in all is asked only where some are left out. */
export async function fetchGroups(
  { host, request }: RequestPlace,
  { by, sums, most = mostGroups }: NonNullable<ViewNeeds['groups']>,
  within: Filter | undefined,
): Promise<ModeGroups> {
  const where = requestFilter([request.filter, within]);
  const query = { entity: request.entity, ...(where ? { where } : {}) };
  const shown = sums.map((path) => host.app.path(request.entity, path) !== undefined);
  const { rows } = await host.api.post<Answer>('/query', {
    ...query,
    select: [
      { path: by, as: 'g' },
      { aggregate: 'count', as: 'n' },
      ...sums.flatMap((path, index) => (shown[index] ? [{ path, aggregate: 'sum', as: `s${index}` }] : [])),
    ],
    sort: [{ by: 'g' }],
    limit: most + 1,
  });
  const groups = rows.slice(0, most).map((row) => ({
    value: row['g'] === null || row['g'] === undefined ? null : String(row['g']),
    label: typeof row['g_label'] === 'string' ? row['g_label'] : undefined,
    count: Number(row['n'] ?? 0),
    sums: sums.map((_, index) => row[`s${index}`]),
  }));
  if (rows.length <= most) return { groups, left: 0 };
  const select = [{ path: by, aggregate: 'countDistinct', as: 'n' }];
  const [all] = (await host.api.post<Answer>('/query', { ...query, select })).rows;
  // No value is a group too, but none that is counted.
  const valued = groups.filter(({ value }) => value !== null).length;
  return { groups, left: Number(all?.['n'] ?? 0) - valued };
}
