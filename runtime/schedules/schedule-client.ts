/** Requests of schedules and links, and the shapes of their answers. */
import type { Recipient, ScheduleBody, SendableKind, SharedLinkBody } from '../../metadata/schema/schedule.js';
import type { Label } from '../../metadata/value.js';
import type { Host } from '../host/host.js';

export interface ScheduleRow {
  readonly id: string;
  readonly version: number;
  readonly nextAt: string | null;
  readonly paused: boolean;
  readonly pauseReason: string | null;
  readonly mine: boolean;
  readonly title: string;
  readonly kind: SendableKind;
  readonly target: string;
  readonly label: string;
  readonly cron: string;
  readonly zone: string;
  readonly owner: { readonly id: string; readonly label: string | null };
  readonly recipientCount: number;
  /** Of one's own. */
  readonly body?: ScheduleBody;
  readonly names?: Readonly<Record<string, string | null>>;
  /** Recipients who no longer want it. */
  readonly left?: readonly string[];
  readonly last: {
    readonly at: string;
    readonly state: string;
    readonly error: string | null;
    readonly good: number;
    readonly bad: number;
  } | null;
}

/** What somebody else sends. */
export type ReceivedRow = Pick<
  ScheduleRow,
  'id' | 'title' | 'kind' | 'target' | 'label' | 'cron' | 'zone' | 'nextAt' | 'paused' | 'owner'
>;

export interface ScheduleOffer {
  readonly mail: boolean;
  /** Ways of sending; `on`: it can send here. */
  readonly channels: readonly {
    readonly id: string;
    readonly label: Label;
    readonly outside: boolean;
    readonly on: boolean;
  }[];
  readonly zone: string;
  readonly formats: Readonly<Record<SendableKind, readonly string[]>>;
}

export interface RunRow {
  readonly id: string;
  readonly cause: 'due' | 'test';
  readonly state: 'queued' | 'running' | 'done' | 'failed';
  readonly error: string | null;
  readonly at: string;
  readonly deliveries: readonly {
    readonly id: string;
    readonly to: string | null;
    readonly outside: boolean;
    /** `done`: sent, or nothing to send, which is not told. */
    readonly state: 'queued' | 'sending' | 'sent' | 'done' | 'empty' | 'skipped' | 'failed';
    readonly rows: number | null;
    readonly error: string | null;
  }[];
}

export interface LinkRow {
  readonly id: string;
  readonly kind: SendableKind;
  readonly target: string;
  readonly label: string;
  readonly title?: string | null;
  readonly mine: boolean;
  readonly owner: { readonly id: string; readonly label: string | null };
  readonly state: 'open' | 'expired' | 'revoked';
  readonly expiresAt: string;
  readonly opened: number;
  readonly lastOpenedAt: string | null;
  readonly export: boolean;
  readonly embed: boolean;
}

type Api = Pick<Host, 'api'>;
const at = (id: string, what = '') => `/schedules/${encodeURIComponent(id)}${what}`;

export const fetchSchedules = ({ api }: Api, all: boolean) =>
  api.get<{ readonly schedules: readonly ScheduleRow[] }>('/schedules', all ? { show: 'all' } : {});
export const fetchReceived = ({ api }: Api) =>
  api.get<{ readonly received: readonly ReceivedRow[] }>('/schedules/received');
export const leaveSchedule = ({ api }: Api, id: string) => api.request('DELETE', at(id, '/recipient'));
export const comeBack = ({ api }: Api, id: string) => api.post(at(id, '/recipient'), undefined);
export const fetchSchedule = ({ api }: Api, id: string) => api.get<ScheduleRow>(at(id));
export const fetchOffer = ({ api }: Api) => api.get<ScheduleOffer>('/schedules/offer');
export const fetchRuns = ({ api }: Api, id: string) => api.get<{ readonly runs: readonly RunRow[] }>(at(id, '/runs'));
export const fetchNext = (
  { api }: Api,
  cycle: Pick<ScheduleBody, 'cron' | 'zone' | 'starts' | 'ends'>,
  signal: AbortSignal,
) => api.post<{ readonly next: readonly string[] }>('/schedules/cycle', cycle, { signal });

export const saveSchedule = async ({ api }: Api, body: ScheduleBody, held?: ScheduleRow): Promise<ScheduleRow> =>
  held
    ? (await api.request<ScheduleRow>('PUT', at(held.id), { body, version: held.version })).body
    : api.post<ScheduleRow>('/schedules', body);
export const pauseSchedule = ({ api }: Api, id: string, paused: boolean) =>
  api.post<ScheduleRow>(at(id, '/pause'), { paused });
export const deleteSchedule = ({ api }: Api, id: string) => api.request('DELETE', at(id));
export const restoreSchedule = ({ api }: Api, id: string) => api.post<ScheduleRow>(at(id, '/restore'), undefined);
export const testSchedule = ({ api }: Api, id: string) => api.post(at(id, '/test'), undefined);

export const fetchLinks = ({ api }: Api, all: boolean) =>
  api.get<{ readonly links: readonly LinkRow[]; readonly embed: boolean }>('/links', all ? { show: 'all' } : {});
export const makeLink = ({ api }: Api, body: SharedLinkBody) =>
  api.post<{ readonly id: string; readonly path: string; readonly expiresAt: string }>('/links', body);
export const revokeLink = ({ api }: Api, id: string) => api.request('DELETE', `/links/${encodeURIComponent(id)}`);

export type { Recipient, ScheduleBody, SendableKind };
