/** One stream of what happened to a record: its history and what people said, newest first, paged by one cursor. */
import type { Context } from '../context.js';
import { badRequest } from '../errors.js';
import { entityToRead } from '../records/entity.js';
import { getRecord } from '../records/get.js';
import { readHistory, type HistoryEntry } from '../records/history.js';
import { readComments, type Comment } from './comment-rows.js';

export type TimelineItem =
  | { readonly type: 'change'; readonly at: string; readonly change: HistoryEntry }
  | { readonly type: 'comment'; readonly at: string; readonly comment: Comment };

export const timelineShows = ['all', 'comments', 'changes'] as const;

export interface TimelineRequest {
  readonly show: (typeof timelineShows)[number];
  readonly limit: number;
  /** `<version>.<comment>` of the last ones seen; 0 and `-` where none were. */
  readonly before?: string;
}

export interface Timeline {
  readonly items: readonly TimelineItem[];
  readonly next?: string;
}

const cursor = /^(\d{1,9})\.([0-7][0-9A-HJKMNP-TV-Z]{25}|-)$/;

export async function readTimeline(
  context: Context,
  place: { readonly entity: string; readonly id: string },
  request: TimelineRequest,
): Promise<Timeline> {
  const { document } = entityToRead(context, place.entity);
  await getRecord(context, place.entity, place.id, ['id']);
  const [version, comment] = readCursor(request.before);
  const limit = request.limit + 1;
  const hasChanges = request.show !== 'comments' && document.features?.history !== false;
  const hasComments = request.show !== 'changes' && document.features?.comments !== false;
  const history = hasChanges
    ? await readHistory(context, place.entity, place.id, { limit, ...(version === 0 ? {} : { before: version }) })
    : { entries: [] };
  const comments = hasComments
    ? await readComments(context, place, { limit, ...(comment === '-' ? {} : { before: comment }) })
    : [];
  const all = merge(history.entries, comments);
  const items = all.slice(0, request.limit);
  if (all.length <= request.limit) return { items };
  return { items, next: cursorAfter(items, version, comment) };
}

function readCursor(text: string | undefined): readonly [number, string] {
  if (text === undefined) return [0, '-'];
  const found = cursor.exec(text);
  if (!found) throw badRequest('INVALID_PARAMETER', 'This is no cursor of ours.', { path: 'before' });
  return [Number(found[1]), found[2]!];
}

/** Both are in their own order already; on the same instant the comment is the later one. */
export function merge(changes: readonly HistoryEntry[], comments: readonly Comment[]): readonly TimelineItem[] {
  const merged: TimelineItem[] = [];
  let at = 0;
  for (const comment of comments) {
    while (at < changes.length && changes[at]!.at > comment.at) {
      const change = changes[at++]!;
      merged.push({ type: 'change', at: change.at, change });
    }
    merged.push({ type: 'comment', at: comment.at, comment });
  }
  for (const change of changes.slice(at)) merged.push({ type: 'change', at: change.at, change });
  return merged;
}

function cursorAfter(items: readonly TimelineItem[], version: number, comment: string): string {
  let [lastVersion, lastComment] = [version, comment];
  for (const item of items) {
    if (item.type === 'change') lastVersion = item.change.version;
    else lastComment = item.comment.id;
  }
  return `${lastVersion}.${lastComment}`;
}
