/** Requests of comments and the timeline, and the shapes of their answers. */
import type { Reference } from '../data/record.js';
import type { Host } from '../host/host.js';
import type { Mention } from './comment-text.js';
import { recordPath } from './save-record.js';

export interface Person {
  readonly id: string;
  readonly label: string | null;
}

export interface Comment {
  readonly id: string;
  readonly at: string;
  readonly by: Person | null;
  readonly text: string;
  readonly mentions: readonly Mention[];
  readonly edited?: string;
  readonly deleted?: true;
  readonly mine?: true;
  readonly replies?: readonly Comment[];
}

export interface Change {
  readonly field: string;
  readonly label: string;
  readonly from?: unknown;
  readonly to?: unknown;
  /** Of linked records. */
  readonly added?: readonly Reference[];
  readonly removed?: readonly Reference[];
}
export interface Entry {
  readonly version: number;
  readonly at: string;
  readonly by: Person | null;
  readonly action: string;
  readonly changes: readonly Change[];
  readonly rows?: readonly { readonly field: string; readonly label: string; readonly action: string }[];
  /** Of the actions `share` and `unshare`. */
  readonly share?: {
    readonly kind: 'user' | 'role' | 'department' | 'below';
    readonly to: { readonly label: string | null };
    readonly level: 'read' | 'update';
  };
  /** Of the actions `merge` and `merged`: the other records. */
  readonly merge?: readonly Reference[];
}

export type Item =
  | { readonly type: 'change'; readonly at: string; readonly change: Entry }
  | { readonly type: 'comment'; readonly at: string; readonly comment: Comment }
  | { readonly type: 'record'; readonly at: string; readonly record: StreamRecord }
  | { readonly type: 'print'; readonly at: string; readonly print: StreamPrint };

/** A file of a print that is kept with the record. */
export interface StreamPrint {
  readonly id: string;
  readonly label: string;
  readonly fileName: string;
  readonly by: Person | null;
}

/** A record of another entity that stands in the timeline: a call, a visit. */
export interface StreamRecord {
  readonly entity: string;
  readonly id: string;
  readonly label: string | null;
  readonly by?: Person;
  readonly values: Readonly<Record<string, unknown>>;
}

export interface TimelinePage {
  readonly items: readonly Item[];
  readonly next?: string;
}

export interface Mentionable {
  readonly id: string;
  readonly name: string;
  readonly may: boolean;
  readonly reason?: 'noAccess' | 'noAccount';
}

export interface Place {
  readonly entityName: string;
  readonly recordId: string;
}

const pathOf = ({ entityName, recordId }: Place, rest: string) => `${recordPath(entityName, recordId)}/${rest}`;

export const fetchTimeline = (host: Host, place: Place, query: Readonly<Record<string, string | number | undefined>>) =>
  host.api.get<TimelinePage>(pathOf(place, 'timeline'), query);

export const findMentionable = async (host: Host, place: Place, find: string): Promise<readonly Mentionable[]> =>
  (await host.api.get<{ rows: readonly Mentionable[] }>(pathOf(place, 'mentionable'), { find })).rows;

export interface Said {
  readonly text: string;
  readonly mentions: readonly string[];
  /** The comment that is answered. */
  readonly parent?: string | undefined;
}

/** `key` makes a repeated sending one comment. */
export const sendComment = (host: Host, place: Place, said: Said, key: string) =>
  host.api.post<Comment>(
    pathOf(place, 'comments'),
    {
      text: said.text,
      ...(said.mentions.length > 0 ? { mentions: said.mentions } : {}),
      ...(said.parent ? { parent: said.parent } : {}),
    },
    { idempotencyKey: key },
  );

export const changeComment = async (host: Host, place: Place, id: string, said: Said): Promise<Comment> => {
  const body = { text: said.text, ...(said.mentions.length > 0 ? { mentions: said.mentions } : {}) };
  return (await host.api.request<Comment>('PATCH', pathOf(place, `comments/${id}`), { body })).body;
};

export const deleteComment = (host: Host, place: Place, id: string) =>
  host.api.request('DELETE', pathOf(place, `comments/${id}`));

export const earlierTexts = async (host: Host, place: Place, id: string) =>
  (await host.api.get<{ rows: readonly { at: string; text: string }[] }>(pathOf(place, `comments/${id}/texts`))).rows;
