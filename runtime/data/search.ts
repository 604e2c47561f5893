/** What `GET /api/search` and `/api/recent` answer, and the calls. */
import type { Label } from '../../metadata/value.js';
import type { Host } from '../host/host.js';

export interface SearchHit {
  readonly entity: string;
  readonly id: string;
  readonly label: string | null;
  readonly excerpt: readonly {
    readonly field: string;
    readonly label: Label;
    readonly text: string;
    readonly marks: readonly (readonly [number, number])[];
  }[];
}
export interface SearchGroup {
  readonly entity: string;
  readonly rows: readonly SearchHit[];
  readonly more: boolean;
}
export interface RecentRecord {
  readonly entity: string;
  readonly id: string;
  readonly label: string | null;
}

/** Longer texts are refused by the server. */
export const longestSearch = 200;

/** Throws ApiFailure. */
export async function searchRecords(
  { api }: Pick<Host, 'api'>,
  text: string,
  options: { readonly entity?: string; readonly limit?: number; readonly signal?: AbortSignal } = {},
): Promise<readonly SearchGroup[]> {
  const { entity, limit, signal } = options;
  return (await api.get<{ groups: readonly SearchGroup[] }>('/search', { q: text, entity, limit }, signal)).groups;
}

export async function fetchRecent({ api }: Pick<Host, 'api'>): Promise<readonly RecentRecord[]> {
  return (await api.get<{ rows: readonly RecentRecord[] }>('/recent')).rows;
}
