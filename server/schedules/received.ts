/**
 * What others send a person by the clock. Whoever no longer wants it leaves: the schedule stays its owner's and goes on for
 * the others, and only the one who left can come back. Neither parameters nor other recipients are told.
 */
import type { Context } from '../context.js';
import type { Transaction } from '../database/database.js';
import { labelText } from '../../metadata/value.js';
import { recordEvent } from '../access/audit.js';
import { notFound } from '../errors.js';
import { readLabels } from '../records/read/labels.js';
import { tellOwner } from './end-run.js';
import { findSchedule, scheduleOf, storedBody, type Schedule } from './schedule-rows.js';

/** Told in one answer. */
const mostTold = 200;

const receives = ({ body }: Schedule, userId: string): boolean => body.recipients.some(({ user }) => user === userId);

/** Those of others that name this person and that they have not left. */
export async function listReceived(context: Context) {
  const { id } = context.principal;
  const rows = (await context.database
    .read('sys_schedule')
    .whereNull('deleted_at')
    .whereNot('owner_id', id)
    .where('body', 'like', `%"${id}"%`)
    .orderBy(['title', 'id'])
    .limit(mostTold)) as Readonly<Record<string, unknown>>[];
  const mine = rows.map(scheduleOf).filter((each) => receives(each, id) && !each.left.includes(id));
  const names = await readLabels(context, 'user', mine.map(({ ownerId }) => ownerId)); // prettier-ignore
  const { model } = context.release;
  return mine.map(({ id: schedule, ownerId, nextAt, paused, body }) => {
    const { title, kind, target, cron, zone } = body;
    const document = kind === 'report' ? model.find('report', target) : model.find('dashboard', target);
    const label = labelText(document?.label, context.principal.language, target);
    return { id: schedule, title, kind, target, label, cron, zone, nextAt, paused, owner: { id: ownerId, label: names.get(ownerId) ?? null } }; // prettier-ignore
  });
}

/** 404 for a schedule that does not name this person, as for one that never was. Doing it again changes nothing. */
export async function receive(context: Context, id: string, wanted: boolean): Promise<void> {
  const { id: userId } = context.principal;
  await context.database.write(async (transaction) => {
    // Held, so that two who leave at once both have left.
    await transaction('sys_schedule').where({ id }).forUpdate().first('id');
    const schedule = await findSchedule(transaction, id);
    const isTold = schedule && schedule.deletedAt === null && schedule.ownerId !== userId && receives(schedule, userId);
    if (!isTold) throw notFound();
    if (schedule.left.includes(userId) === !wanted) return;
    const left = wanted ? schedule.left.filter((each) => each !== userId) : [...schedule.left, userId];
    await store(context, transaction, { ...schedule, left });
    const data = { schedule: id, [schedule.body.kind]: schedule.body.target };
    await recordEvent(context, transaction, { type: wanted ? 'schedule.joined' : 'schedule.left', userId, data });
    const now = context.clock.now().toISOString();
    if (!wanted)
      await tellOwner(context, transaction, { owner: schedule.ownerId, schedule: id, reasons: ['LEFT'], now });
  });
}

const store = (context: Context, transaction: Transaction, schedule: Schedule) =>
  transaction('sys_schedule')
    .where({ id: schedule.id })
    .update({
      body: storedBody(schedule.body, schedule.left),
      version: schedule.version + 1,
      updated_at: context.clock.now().toISOString(),
    });
