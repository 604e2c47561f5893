/** Requests about logins and sessions, and the shapes of their answers. */
import type { UserPage, UserState } from '../../metadata/access/user-row.js';
import type { Host } from '../host/host.js';

export interface UserFilter {
  readonly find: string;
  readonly state: UserState | '';
  readonly role: string;
}

/** A made password stands here, once. */
export interface UserAnswer {
  readonly id: string;
  readonly password?: string;
}

const pageSize = 50;

/** `atLeast` rows, so that a reading anew shows as many as before. */
export function fetchUsers(
  { api }: Host,
  { find, state, role }: UserFilter,
  offset = 0,
  atLeast = 0,
  signal?: AbortSignal,
): Promise<UserPage> {
  const limit = Math.min(200, Math.max(pageSize, atLeast));
  const query = { limit, offset, find: find || undefined, state: state || undefined, role: role || undefined };
  return api.get<UserPage>('/users', query, signal);
}

export const makeUser = ({ api }: Host, body: unknown) => api.post<UserAnswer>('/users', body);

export const changeUser = async ({ api }: Host, id: string, body: unknown): Promise<UserAnswer> =>
  (await api.request<UserAnswer>('PATCH', `/users/${encodeURIComponent(id)}`, { body })).body;

export interface OwnSession {
  readonly id: string;
  readonly since: string;
  readonly seen: string;
  readonly address: string;
  readonly agent: string;
  readonly current: boolean;
}

export const fetchSessions = ({ api }: Host) => api.get<{ readonly sessions: readonly OwnSession[] }>('/session/all');

/** All others, or the one named. */
export const endSessions = ({ api }: Host, id?: string) =>
  api.request('DELETE', '/session/others', id === undefined ? {} : { query: { id } });
