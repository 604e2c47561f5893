/** Requests of a list: pages of rows, counts of views, sums of columns. */
import type { Filter } from '../../metadata/schema/query.js';
import type { RecordPage } from '../data/record.js';
import type { Host } from '../host/host.js';
import type { Column } from './columns.js';
import { sortText, type SortKey } from './list-state.js';

export const PAGE = 100;

export interface ListRequest {
  readonly entity: string;
  readonly fields: readonly string[];
  readonly filter: Filter | undefined;
  readonly sort: readonly SortKey[];
}

export interface PageRequest {
  readonly offset: number;
  /** Asks the server even if the page was seen. */
  readonly fresh?: boolean;
  /** Where the page before it ended; takes the place of the offset. */
  readonly after?: string | undefined;
}

/** A page of rows; the first also asks for the count. Seen pages come from the cache for a short while. */
export async function fetchPage(
  host: Host,
  request: ListRequest,
  { offset, fresh = false, after }: PageRequest,
): Promise<RecordPage> {
  const query = {
    fields: request.fields.join(','),
    filter: request.filter === undefined ? undefined : JSON.stringify(request.filter),
    sort: request.sort.length === 0 ? undefined : sortText(request.sort),
    limit: PAGE,
    ...(after === undefined ? { offset } : { after }),
    count: offset === 0 ? true : undefined,
  };
  const key = JSON.stringify([request.entity, query]);
  const held = fresh ? undefined : host.records.find(key);
  if (held) return held;
  const page = await host.api.get<RecordPage>(`/records/${encodeURIComponent(request.entity)}`, query);
  host.records.keep(request.entity, key, page);
  return page;
}

type QueryAnswer = {
  readonly columns: readonly { readonly name: string }[];
  readonly rows: readonly (Readonly<Record<string, unknown>> | readonly unknown[])[];
};

/** The first row of a grouped query, by column name. */
async function oneRow(host: Host, query: unknown): Promise<Readonly<Record<string, unknown>>> {
  const answer = await host.api.post<QueryAnswer>('/query', query);
  const row = answer.rows[0] ?? {};
  if (!Array.isArray(row)) return row as Readonly<Record<string, unknown>>;
  return Object.fromEntries(answer.columns.map((column, index) => [column.name, row[index]]));
}

export async function countRecords(host: Host, entity: string, where: Filter | undefined): Promise<number> {
  const row = await oneRow(host, {
    entity,
    select: [{ aggregate: 'count', as: 'n' }],
    ...(where === undefined ? {} : { where }),
  });
  return Number(row['n'] ?? 0);
}

/** Sums and the like for the foot, by column path. */
export async function fetchAggregates(
  host: Host,
  entity: string,
  columns: readonly Column[],
  where: Filter | undefined,
): Promise<ReadonlyMap<string, unknown>> {
  const wanted = columns.filter((column) => column.aggregate);
  if (wanted.length === 0) return new Map();
  const row = await oneRow(host, {
    entity,
    select: wanted.map((column, index) => ({ path: column.path, aggregate: column.aggregate, as: `a${index}` })),
    ...(where === undefined ? {} : { where }),
  });
  return new Map(wanted.map((column, index) => [column.path, row[`a${index}`]] as const));
}
