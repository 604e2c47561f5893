/** Requests of notices and the shapes of their answers. */
import type { Host } from '../host/host.js';

export interface Notice {
  readonly id: string;
  readonly kind: NoticeKind;
  readonly at: string;
  readonly by: { readonly id: string; readonly label: string | null } | null;
  readonly read: boolean;
  readonly times: number;
  readonly entity?: string;
  readonly record?: { readonly id: string; readonly label: string | null };
  readonly comment?: { readonly id: string; readonly text: string };
  readonly fields?: readonly string[];
  readonly schedule?: { readonly id: string; readonly title: string; readonly reasons: readonly string[] };
  readonly job?: { readonly id: string; readonly label: string; readonly state: string };
}

export const noticeKinds = ['mention', 'assigned', 'shared', 'comment', 'changed', 'job', 'schedule'] as const;
export type NoticeKind = (typeof noticeKinds)[number];

export interface NoticePage {
  readonly rows: readonly Notice[];
  readonly unread: number;
  readonly next?: string;
}

export interface NoticeSettings {
  readonly kinds?: Readonly<Partial<Record<NoticeKind, boolean>>>;
  readonly quiet?: { readonly from: string; readonly to: string };
  readonly autoFollow?: boolean;
}

export const fetchNotices = (host: Host, query: { readonly show?: string; readonly before?: string | undefined }) =>
  host.api.get<NoticePage>('/notices', { ...query, limit: 30 });

export const markRead = (host: Host, ids?: readonly string[]) =>
  host.api.post<{ unread: number }>('/notices/read', ids ? { ids } : {});

export const fetchSettings = (host: Host) => host.api.get<NoticeSettings>('/notices/settings');

export const keepSettings = (host: Host, body: NoticeSettings) =>
  host.api.request<NoticeSettings>('PUT', '/notices/settings', { body });
