/**
 * The notices of one person, newest first, with the rights they have now: what leads to a record that they may no longer
 * see is not told at all, and titles, texts and fields are read when they are shown.
 */
import { labelText } from '../../metadata/value.js';
import type { Context } from '../context.js';
import { badRequest } from '../errors.js';
import { readLabels } from '../records/read/labels.js';
import type { Person } from './comment-rows.js';
import type { NoticeKind } from './notice-settings.js';

export interface Notice {
  readonly id: string;
  readonly kind: NoticeKind;
  readonly at: string;
  readonly by: Person | null;
  readonly read: boolean;
  /** How many changes this one notice stands for. */
  readonly times: number;
  readonly entity?: string;
  readonly record?: Person;
  readonly comment?: { readonly id: string; readonly text: string };
  /** Labels of changed fields that the reader may see. */
  readonly fields?: readonly string[];
  readonly job?: { readonly id: string; readonly label: string; readonly state: string };
  /** A schedule of one's own that did not send all, or was paused: why, as codes. */
  readonly schedule?: { readonly id: string; readonly title: string; readonly reasons: readonly string[] };
}

interface Row {
  readonly id: string;
  readonly kind: NoticeKind;
  readonly entity: string | null;
  readonly record_id: string | null;
  readonly comment_id: string | null;
  readonly job_id: string | null;
  readonly actor_id: string | null;
  readonly fields: string | null;
  readonly times: number;
  readonly updated_at: string;
  readonly read_at: string | null;
}

export interface NoticeRequest {
  readonly limit: number;
  readonly unread: boolean;
  /** `<time>_<id>` of the last one seen. */
  readonly before?: string;
}

const cursor = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)_([0-7][0-9A-HJKMNP-TV-Z]{25})$/;
const longestExcerpt = 160;

export async function readNotices(
  context: Context,
  request: NoticeRequest,
): Promise<{ readonly rows: readonly Notice[]; readonly unread: number; readonly next?: string }> {
  const place = request.before === undefined ? undefined : cursor.exec(request.before);
  if (place === null) throw badRequest('INVALID_PARAMETER', 'This is no cursor of ours.', { path: 'before' });
  const rows = await context.database
    .read('sys_notice')
    .where('user_id', context.principal.id)
    .modify((query) => {
      if (request.unread) void query.whereNull('read_at');
      const [, at = '', id = ''] = place ?? [];
      if (place) void query.andWhere((q) => q.where('updated_at', '<', at).orWhere((r) => r.where('updated_at', at).andWhere('id', '<', id)));
    })
    .orderBy([{ column: 'updated_at', order: 'desc' }, { column: 'id', order: 'desc' }])
    .limit(request.limit + 1)
    .select<Row[]>('id', 'kind', 'entity', 'record_id', 'comment_id', 'job_id', 'actor_id', 'fields', 'times', 'updated_at', 'read_at'); // prettier-ignore
  const page = rows.slice(0, request.limit);
  const last = page.at(-1);
  return {
    rows: await tellNotices(context, page),
    unread: await countUnread(context),
    ...(rows.length > page.length && last ? { next: `${last.updated_at}_${last.id}` } : {}),
  };
}

/** A bell says "99+": more are not counted. */
const mostCounted = 100;

/** Unread notices whose records may be seen. */
export async function countUnread(context: Context): Promise<number> {
  const rows = await context.database
    .read('sys_notice')
    .where({ user_id: context.principal.id, read_at: null })
    .orderBy('updated_at', 'desc')
    .limit(mostCounted)
    .select<Pick<Row, 'entity' | 'record_id'>[]>('entity', 'record_id');
  const titles = await titlesOf(context, rows);
  return rows.filter((row) => row.entity === null || titles.get(row.entity)?.has(row.record_id ?? '')).length;
}

/** Those named, or all. */
export async function markRead(context: Context, ids: readonly string[] | undefined): Promise<number> {
  await context.database.write((transaction) =>
    transaction('sys_notice')
      .where({ user_id: context.principal.id, read_at: null })
      .modify((query) => void (ids && query.whereIn('id', [...ids])))
      .update({ read_at: context.clock.now().toISOString() }),
  );
  // Other pages of the same person follow.
  context.events.publish({ type: 'notice', userId: context.principal.id });
  return countUnread(context);
}

type Titles = ReadonlyMap<string, ReadonlyMap<string, string | null>>;

/** Names of the records by entity; what may not be seen is absent. */
async function titlesOf(context: Context, rows: readonly Pick<Row, 'entity' | 'record_id'>[]): Promise<Titles> {
  const titles = new Map<string, ReadonlyMap<string, string | null>>();
  for (const entity of new Set(rows.flatMap((row) => row.entity ?? []))) {
    const known = context.release.model.entities.has(entity);
    const ids = rows.filter((row) => row.entity === entity).flatMap((row) => row.record_id ?? []);
    titles.set(entity, known ? await readLabels(context, entity, ids) : new Map());
  }
  return titles;
}

async function tellNotices(context: Context, rows: readonly Row[]): Promise<readonly Notice[]> {
  const titles = await titlesOf(context, rows);
  const people = await readLabels(context, 'user', rows.flatMap((row) => row.actor_id ?? [])); // prettier-ignore
  const texts = await textsOf(context, rows);
  const told: Notice[] = [];
  for (const row of rows) {
    const record = row.entity === null ? undefined : recordOf(titles, row);
    const comment = row.comment_id === null ? undefined : texts.get(row.comment_id);
    if ((row.entity !== null && !record) || (row.comment_id !== null && comment === undefined)) continue;
    const isSchedule = row.kind === 'schedule';
    const job = row.job_id === null || isSchedule ? undefined : await jobOf(context, row.job_id);
    if (row.kind === 'job' && !job) continue;
    const schedule = isSchedule ? await scheduleNotice(context, row) : undefined;
    if (isSchedule && !schedule) continue;
    told.push({
      id: row.id,
      kind: row.kind,
      at: row.updated_at,
      by: row.actor_id === null ? null : { id: row.actor_id, label: people.get(row.actor_id) ?? null },
      read: row.read_at !== null,
      times: Number(row.times),
      ...(row.entity !== null && record ? { entity: row.entity, record } : {}),
      ...(comment === undefined ? {} : { comment: { id: row.comment_id!, text: comment } }),
      ...(row.fields === null || isSchedule ? {} : { fields: fieldsOf(context, row) }),
      ...(job ? { job } : {}),
      ...(schedule ? { schedule } : {}),
    });
  }
  return told;
}

function recordOf(titles: Titles, row: Row): Person | undefined {
  const held = titles.get(row.entity!);
  return held?.has(row.record_id!) ? { id: row.record_id!, label: held.get(row.record_id!) ?? null } : undefined;
}

async function textsOf(context: Context, rows: readonly Row[]): Promise<ReadonlyMap<string, string>> {
  const ids = rows.flatMap((row) => row.comment_id ?? []);
  const found = await context.database
    .read('sys_comment')
    .whereIn('id', ids)
    .whereNull('deleted_at')
    .select<{ id: string; text: string }[]>('id', 'text');
  return new Map(found.map((row) => [row.id, [...row.text].slice(0, longestExcerpt).join('')]));
}

function fieldsOf(context: Context, row: Row): readonly string[] {
  const { language } = context.principal;
  const entity = context.release.model.entities.get(row.entity ?? '');
  return (JSON.parse(row.fields ?? '[]') as string[]).flatMap((name) => {
    const field = entity?.fields.get(name);
    const isSeen = field && context.access.fieldClass(field.entity, name) !== 'hidden';
    return isSeen ? [labelText(field.label, language, name)] : [];
  });
}

/** One that was deleted meanwhile is told no more. */
async function scheduleNotice(context: Context, row: Row): Promise<Notice['schedule'] | undefined> {
  const held = (await context.database
    .read('sys_schedule')
    .where({ id: row.job_id, owner_id: context.principal.id })
    .whereNull('deleted_at')
    .first('id', 'title')) as { readonly id: string; readonly title: string } | undefined;
  return held && { ...held, reasons: JSON.parse(row.fields ?? '[]') as string[] };
}

async function jobOf(context: Context, id: string): Promise<Notice['job'] | undefined> {
  const job = await context.jobs.get(id);
  if (!job || job.createdBy !== context.principal.id) return undefined;
  const type = context.registries.job.find(job.type);
  return { id, label: labelText(type?.label, context.principal.language, job.type), state: job.state };
}
