/**
 * One stream of what happened to a record: its history, what people said, files of prints that are kept with it, and records
 * of other entities that stand in its timeline (calls, visits), newest first, paged by one cursor.
 */
import type { Entity } from '../../metadata/model/model.js';
import type { TimelineSource } from '../../metadata/schema/entity.js';
import type { Context } from '../context.js';
import { badRequest } from '../errors.js';
import { entityToRead } from '../records/entity.js';
import { getRecord } from '../records/get.js';
import { readKept, type KeptPrint } from '../print/kept-prints.js';
import { readHistory, type HistoryEntry } from '../records/history.js';
import { readComments, type Comment } from './comment-rows.js';
import {
  readableSources,
  readSource,
  type DatedRecord,
  type SourcePlace,
  type TimelineRecord,
} from './timeline-records.js';

export type TimelineItem =
  | { readonly type: 'change'; readonly at: string; readonly change: HistoryEntry }
  | { readonly type: 'comment'; readonly at: string; readonly comment: Comment }
  | { readonly type: 'record'; readonly at: string; readonly record: TimelineRecord }
  | { readonly type: 'print'; readonly at: string; readonly print: KeptPrint };

export const timelineShows = ['all', 'comments', 'changes', 'records'] as const;

export interface TimelineRequest {
  readonly show: (typeof timelineShows)[number];
  readonly limit: number;
  /** Where the last page ended: see `writeCursor`. */
  readonly before?: string;
}

export interface Timeline {
  readonly items: readonly TimelineItem[];
  readonly next?: string;
}

/** What of each stream was seen last; records by the id of their source. */
interface Seen {
  readonly version: number;
  readonly comment: string;
  readonly records: ReadonlyMap<string, SourcePlace>;
  readonly print: string;
}

export async function readTimeline(
  context: Context,
  place: { readonly entity: string; readonly id: string },
  request: TimelineRequest,
): Promise<Timeline> {
  const entity = entityToRead(context, place.entity);
  const { features } = entity.document;
  await getRecord(context, place.entity, place.id, ['id']);
  const seen = readCursor(request.before);
  const limit = request.limit + 1;
  const wants = (stream: TimelineRequest['show']) => request.show === 'all' || request.show === stream;
  const history = wants('changes') && features?.history !== false
    ? await readHistory(context, place.entity, place.id, { limit, ...(seen.version === 0 ? {} : { before: seen.version }) })
    : { entries: [] };
  const comments = wants('comments') && features?.comments !== false
    ? await readComments(context, place, { limit, ...(seen.comment === '-' ? {} : { before: seen.comment }) })
    : [];
  const records = wants('records') ? await readSources(context, entity, { id: place.id, limit, seen }) : [];
  const prints = request.show === 'all' ? await readKept(context, place, { limit, ...(seen.print === '-' ? {} : { before: seen.print }) }) : [];
  const all = merge({ changes: history.entries, comments, prints }, ...records.map(([, found]) => found));
  const items = all.slice(0, request.limit);
  if (all.length <= request.limit) return { items };
  return { items, next: writeCursor(seenAfter(items, seen, records)) };
} // prettier-ignore

type Found = readonly [source: TimelineSource, found: readonly DatedRecord[]];

function readSources(
  context: Context,
  entity: Entity,
  { id, limit, seen }: { readonly id: string; readonly limit: number; readonly seen: Seen },
): Promise<readonly Found[]> {
  const sources = readableSources(context, entity);
  return Promise.all(
    sources.map(async (source): Promise<Found> => {
      const after = seen.records.get(source.id);
      return [source, await readSource(context, source, { id, limit, after })];
    }),
  );
}

/** Each list is in its own order already; on the same instant a comment is the latest, a change the first. */
export function merge(
  own: {
    readonly changes: readonly HistoryEntry[];
    readonly comments: readonly Comment[];
    readonly prints?: readonly KeptPrint[];
  },
  ...sources: readonly (readonly DatedRecord[])[]
): readonly TimelineItem[] {
  const streams: TimelineItem[][] = [
    own.comments.map((comment) => ({ type: 'comment', at: comment.at, comment })),
    (own.prints ?? []).map((print) => ({ type: 'print', at: print.at, print })),
    ...sources.map((found) => found.map(({ at, record }) => ({ type: 'record' as const, at, record }))),
    own.changes.map((change) => ({ type: 'change', at: change.at, change })),
  ];
  const places = streams.map(() => 0);
  const merged: TimelineItem[] = [];
  for (;;) {
    let latest = -1;
    streams.forEach((stream, index) => {
      const head = stream[places[index]!];
      if (head && (latest < 0 || head.at > streams[latest]![places[latest]!]!.at)) latest = index;
    });
    if (latest < 0) return merged;
    merged.push(streams[latest]![places[latest]!++]!);
  }
}

const ulid = '[0-7][0-9A-HJKMNP-TV-Z]{25}';
const cursor = new RegExp(
  `^(\\d{1,9})\\.(${ulid}|-)((?:\\.[a-zA-Z0-9_]{1,40}~-?\\d{1,14}~${ulid}){0,4})(?:\\.\\*(${ulid}))?$`,
);

/** `<version>.<comment>`, 0 and `-` where none was seen, `.<source>~<milliseconds>~<record>` for each source, `.*<print>`. */
function writeCursor({ version, comment, records, print }: Seen): string {
  const places = [...records].map(([source, { at, id }]) => `.${source}~${Date.parse(at)}~${id}`);
  return `${version}.${comment}${places.join('')}${print === '-' ? '' : `.*${print}`}`;
}

function readCursor(text: string | undefined): Seen {
  if (text === undefined) return { version: 0, comment: '-', records: new Map(), print: '-' };
  const found = cursor.exec(text);
  if (!found) throw badRequest('INVALID_PARAMETER', 'This is no cursor of ours.', { path: 'before' });
  const places = found[3]!.split('.').slice(1).map((part): [string, SourcePlace] => {
    const [source, time, id] = part.split('~') as [string, string, string];
    return [source, { at: new Date(Number(time)).toISOString(), id }];
  }); // prettier-ignore
  return { version: Number(found[1]), comment: found[2]!, records: new Map(places), print: found[4] ?? '-' };
}

function seenAfter(items: readonly TimelineItem[], before: Seen, found: readonly Found[]): Seen {
  let { version, comment, print } = before;
  const records = new Map(before.records);
  const sourceOf = new Map(found.flatMap(([source, list]) => list.map(({ record }) => [record, source.id] as const)));
  for (const item of items) {
    if (item.type === 'change') version = item.change.version;
    else if (item.type === 'comment') comment = item.comment.id;
    else if (item.type === 'print') print = item.print.id;
    else records.set(sourceOf.get(item.record)!, { at: item.at, id: item.record.id });
  }
  return { version, comment, records, print };
}
