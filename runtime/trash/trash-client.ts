/** Requests of the trash and the shapes of their answers. */
import type { Host } from '../host/host.js';

export interface TrashRow {
  readonly id: string;
  readonly label: string | null;
  readonly deletedAt: string;
  readonly deletedBy: { readonly id: string; readonly label: string | null } | null;
  /** It went by being merged: into this record, or one that the person may not see. */
  readonly mergedInto?: { readonly id: string; readonly label: string | null; readonly deleted: boolean } | null;
}

export interface TrashPage {
  readonly rows: readonly TrashRow[];
  readonly total: number;
}

export interface Restored {
  readonly id: string;
  readonly restored: boolean;
  readonly error?: { readonly code: string; readonly message: string };
}

const pageSize = 50;
const pathOf = (entity: string, rest = '') => `/records/${encodeURIComponent(entity)}/trash${rest}`;

/** `atLeast` rows, so that a reading anew shows as many as before. */
export const fetchTrash = (host: Host, entity: string, offset: number, atLeast = 0) =>
  host.api.get<TrashPage>(pathOf(entity), { offset, limit: Math.min(200, Math.max(pageSize, atLeast)) });

export const restore = (host: Host, entity: string, ids: readonly string[]) =>
  host.api.post<{ rows: readonly Restored[] }>(pathOf(entity, '/restore'), { ids });

/** How many records would go for good. */
export const purgeCount = (host: Host, entity: string, ids: readonly string[]) =>
  host.api.post<{ count: number }>(pathOf(entity, '/purge'), { ids });

export const purge = (host: Host, entity: string, ids: readonly string[], count: number) =>
  host.api.post<{ count: number }>(pathOf(entity, '/purge'), { ids, count });
