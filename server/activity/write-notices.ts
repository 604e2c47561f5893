/**
 * Writes notices: settings decide whether, repeated changes of one record are one notice while it is unread. Whether the
 * person may see the record is asked when the notice is shown, since that may change in between.
 */
import type { Context } from '../context.js';
import type { Transaction } from '../database/database.js';
import {
  isQuiet,
  readNoticeSettings,
  siteTime,
  wants,
  type NoticeKind,
  type NoticeSettings,
} from './notice-settings.js';

export interface NewNotice {
  readonly userId: string;
  readonly kind: NoticeKind;
  readonly entity?: string;
  readonly recordId?: string;
  readonly commentId?: string;
  /** A job; of the kind `schedule` a schedule. */
  readonly jobId?: string;
  /** Names of fields that were changed; of the kind `schedule` codes of what happened. */
  readonly fields?: readonly string[];
}

interface Held {
  readonly id: string;
  readonly user_id: string;
  readonly record_id: string;
  readonly fields: string | null;
  readonly times: number;
}

/** Nobody is told of what they did themselves. Live events follow the commit. */
export async function writeNotices(
  context: Context,
  transaction: Transaction,
  notices: readonly NewNotice[],
  now: string,
): Promise<void> {
  const actor = context.principal.kind === 'user' ? context.principal.id : null;
  const others = notices.filter(
    (notice) => notice.userId !== actor || notice.kind === 'job' || notice.kind === 'schedule',
  );
  if (others.length === 0) return;
  const settings = await readNoticeSettings(transaction, others.map((notice) => notice.userId)); // prettier-ignore
  const wanted = others.filter((notice) => wants(settings.get(notice.userId), notice.kind));
  if (wanted.length === 0) return;
  const held = await heldChanges(transaction, wanted);
  const fresh: NewNotice[] = [];
  for (const notice of wanted) {
    const same = notice.kind === 'changed' ? held.get(`${notice.userId} ${notice.recordId}`) : undefined;
    if (same) await addTo(transaction, same, notice, { actor, now });
    else fresh.push(notice);
  }
  if (fresh.length > 0)
    await transaction('sys_notice').insert(fresh.map((notice) => rowOf(context, notice, actor, now)));
  tell(context, wanted, settings);
}

const rowOf = (context: Context, notice: NewNotice, actor: string | null, now: string) => ({
  id: context.newId(),
  user_id: notice.userId,
  kind: notice.kind,
  entity: notice.entity ?? null,
  record_id: notice.recordId ?? null,
  comment_id: notice.commentId ?? null,
  job_id: notice.jobId ?? null,
  actor_id: notice.kind === 'job' || notice.kind === 'schedule' ? null : actor,
  fields: notice.fields ? JSON.stringify(notice.fields) : null,
  times: 1,
  created_at: now,
  updated_at: now,
});

/** Unread notices of changes, by person and record. */
async function heldChanges(
  transaction: Transaction,
  notices: readonly NewNotice[],
): Promise<ReadonlyMap<string, Held>> {
  const changed = notices.filter((notice) => notice.kind === 'changed');
  if (changed.length === 0) return new Map();
  const rows = await transaction('sys_notice')
    .where({ kind: 'changed', read_at: null })
    .whereIn('user_id', [...new Set(changed.map((notice) => notice.userId))])
    .whereIn('record_id', [...new Set(changed.map((notice) => notice.recordId!))])
    .select<Held[]>('id', 'user_id', 'record_id', 'fields', 'times');
  return new Map(rows.map((row) => [`${row.user_id} ${row.record_id}`, row]));
}

async function addTo(
  transaction: Transaction,
  held: Held,
  notice: NewNotice,
  { actor, now }: { readonly actor: string | null; readonly now: string },
): Promise<void> {
  const fields = [...new Set([...(JSON.parse(held.fields ?? '[]') as string[]), ...(notice.fields ?? [])])];
  await transaction('sys_notice')
    .where({ id: held.id })
    .update({ fields: JSON.stringify(fields), times: Number(held.times) + 1, actor_id: actor, updated_at: now });
}

/** In quiet hours the notice waits in the list without being pushed. */
function tell(context: Context, notices: readonly NewNotice[], settings: ReadonlyMap<string, NoticeSettings>): void {
  const time = siteTime(context);
  context.afterCommit(() => {
    for (const { userId, entity, recordId } of notices) {
      if (isQuiet(settings.get(userId), time)) continue;
      // With the record in it the stream asks whether this person may see it.
      const place = entity !== undefined && recordId !== undefined ? { entity, id: recordId } : {};
      context.events.publish({ type: 'notice', userId, ...place });
    }
  });
}
