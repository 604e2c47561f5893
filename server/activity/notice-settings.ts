/** What a person wants to be told of, and when they want quiet; kept as JSON, what is not stated is on. */
import { Type, type Static } from '@sinclair/typebox';
import type { Knex } from 'knex';
import { closed } from '../../metadata/schema/common.js';
import { localDateTime } from '../../metadata/time.js';
import type { Context } from '../context.js';

/** Reasons to be told of something; a notice has one of them. */
export const noticeKinds = ['mention', 'comment', 'assigned', 'shared', 'changed', 'job', 'schedule'] as const;
export type NoticeKind = (typeof noticeKinds)[number];

const Flag = Type.Optional(Type.Boolean());
const Hour = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' });

export const NoticeSettingsSchema = closed({
  kinds: Type.Optional(
    closed({ mention: Flag, comment: Flag, assigned: Flag, shared: Flag, changed: Flag, job: Flag, schedule: Flag }),
  ),
  /** Nothing is pushed between these times of the site's zone; `to` may lie before `from`: over midnight. */
  quiet: Type.Optional(closed({ from: Hour, to: Hour })),
  /** Whoever comments on a record or is mentioned there follows it; true unless false. */
  autoFollow: Flag,
});
export type NoticeSettings = Static<typeof NoticeSettingsSchema>;

export const wants = (settings: NoticeSettings | undefined, kind: NoticeKind): boolean =>
  settings?.kinds?.[kind] !== false;

/** Whether `time` (`HH:MM`) lies in the quiet hours; `from` is in them, `to` is not. Equal ends mean never. */
export function isQuiet(settings: NoticeSettings | undefined, time: string): boolean {
  const quiet = settings?.quiet;
  if (!quiet || quiet.from === quiet.to) return false;
  if (quiet.from < quiet.to) return time >= quiet.from && time < quiet.to;
  return time >= quiet.from || time < quiet.to;
}

/** The wall clock of the site, `HH:MM`. */
export const siteTime = (context: Context): string =>
  localDateTime(context.clock.now().toISOString(), context.release.model.settings.timeZone).slice(11, 16);

/** By user id; who never chose is absent. Text that is none of ours reads as no choice. */
export async function readNoticeSettings(
  runner: Knex,
  userIds: Iterable<string>,
): Promise<ReadonlyMap<string, NoticeSettings>> {
  const ids = [...new Set(userIds)];
  const found = new Map<string, NoticeSettings>();
  if (ids.length === 0) return found;
  const rows = await runner('sys_notice_setting')
    .whereIn('user_id', ids)
    .select<{ user_id: string; body: string }[]>('user_id', 'body');
  for (const row of rows) found.set(row.user_id, parse(row.body));
  return found;
}

export async function keepNoticeSettings(context: Context, settings: NoticeSettings): Promise<void> {
  const row = { user_id: context.principal.id, body: JSON.stringify(settings) };
  await context.database.write((transaction) =>
    transaction('sys_notice_setting').insert(row).onConflict('user_id').merge(['body']),
  );
}

function parse(text: string): NoticeSettings {
  try {
    return JSON.parse(text) as NoticeSettings;
  } catch {
    return {};
  }
}
