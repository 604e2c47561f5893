/** Requests of a merge and the shapes of their answers. */
import type { WireRecord } from '../data/record.js';
import type { Host } from '../host/host.js';

export interface MergePreview {
  /** Records that would point to the one that stays, by entity and field. */
  readonly moves: readonly { readonly entity: string; readonly field: string; readonly count: number }[];
  readonly comments: number;
}

export interface MergeRequest {
  /** The record that stays, as it was seen. */
  readonly into: WireRecord;
  readonly from: readonly WireRecord[];
  readonly values: Readonly<Record<string, unknown>>;
}

const pathOf = (entity: string, id: string): string =>
  `/records/${encodeURIComponent(entity)}/${encodeURIComponent(id)}`;

/** Each with all that the person may read. Throws ApiFailure. */
export const fetchRecords = (host: Host, entity: string, ids: readonly string[]): Promise<readonly WireRecord[]> =>
  Promise.all(ids.map((id) => host.api.get<WireRecord>(pathOf(entity, id))));

export const previewMerge = (
  host: Host,
  entity: string,
  into: string,
  from: readonly string[],
): Promise<MergePreview> => host.api.post<MergePreview>(`${pathOf(entity, into)}/merge/preview`, { from });

/** Gives the record that stays. The same key sent again merges once. Throws ApiFailure. */
export async function merge(
  host: Host,
  entity: string,
  { into, from, values }: MergeRequest,
  key: string,
): Promise<WireRecord> {
  const body = { from: from.map(({ id, version }) => ({ id, version })), values };
  const options = { body, version: into.version, idempotencyKey: key };
  const answer = await host.api.request<WireRecord>('POST', `${pathOf(entity, into.id)}/merge`, options);
  host.records.forget();
  return answer.body;
}

export interface DuplicateGroup {
  readonly count: number;
  /** Paths of the fields in which they agree. */
  readonly fields: readonly string[];
  /** The first ten. */
  readonly records: readonly {
    readonly id: string;
    readonly label: string | null;
    readonly values: Readonly<Record<string, unknown>>;
  }[];
}

/** What rules take for the same among one stretch of records; `next` goes on behind it. Throws ApiFailure. */
export const fetchGroups = (host: Host, entity: string, after: string | undefined) =>
  host.api.get<{ readonly groups: readonly DuplicateGroup[]; readonly next?: string }>(
    `/records/${encodeURIComponent(entity)}/duplicates`,
    { after },
  );

/** Says for everybody that any two of these are not the same, or takes it back. Throws ApiFailure. */
export async function tellApart(host: Host, entity: string, ids: readonly string[], apart: boolean): Promise<void> {
  const path = `/records/${encodeURIComponent(entity)}/duplicates/apart`;
  await host.api.request<void>('PUT', path, { body: { ids, apart } });
}
