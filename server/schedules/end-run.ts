/** A run is over with its last delivery; its owner is told when somebody did not get theirs, and why. */
import { writeNotices } from '../activity/write-notices.js';
import type { Context } from '../context.js';
import type { Transaction } from '../database/database.js';
import { openStates } from './schedule-rows.js';

export async function endRun(context: Context, transaction: Transaction, runId: string, now: string): Promise<void> {
  // The row of the run is what deliveries that end at once wait for: the last one sees all others.
  const run = (await transaction('sys_schedule_run').where({ id: runId }).forUpdate().first()) as
    Readonly<Record<string, unknown>> | undefined;
  if (!run || run['state'] !== 'running') return;
  const deliveries = (await transaction('sys_delivery').where({ run_id: runId }).select('state', 'error')) as readonly {
    readonly state: string;
    readonly error: string | null;
  }[];
  if (deliveries.some(({ state }) => (openStates as readonly string[]).includes(state))) return;
  await transaction('sys_schedule_run').where({ id: runId }).update({ state: 'done', ended_at: now });
  const reasons = [...new Set(deliveries.flatMap(({ state, error }) => (state === 'sent' || state === 'empty' ? [] : [error ?? state])))]; // prettier-ignore
  if (reasons.length === 0) return;
  await tellOwner(context, transaction, {
    owner: String(run['owner_id']),
    schedule: String(run['schedule_id']),
    reasons,
    now,
  });
}

/** `reasons` are codes; the bell says them in words. */
export async function tellOwner(
  context: Context,
  transaction: Transaction,
  told: {
    readonly owner: string;
    readonly schedule: string;
    readonly reasons: readonly string[];
    readonly now: string;
  },
): Promise<void> {
  const { owner, schedule, reasons, now } = told;
  await writeNotices(
    context,
    transaction,
    [{ userId: owner, kind: 'schedule', jobId: schedule, fields: reasons }],
    now,
  );
}

/** Deliveries of earlier runs whose job ended without them: its process died with the last attempt, or it was cancelled. */
export async function closeLost(
  context: Context,
  transaction: Transaction,
  scheduleId: string,
  now: string,
): Promise<void> {
  const lost = (await transaction('sys_delivery as d')
    .join('sys_job as j', 'j.id', 'd.job_id')
    .where('d.schedule_id', scheduleId)
    .whereIn('d.state', [...openStates])
    .whereIn('j.state', ['failed', 'cancelled'])
    .select('d.id as id', 'd.run_id as run')) as readonly { readonly id: string; readonly run: string }[];
  for (const { id, run } of lost) {
    await transaction('sys_delivery').where({ id }).update({ state: 'failed', error: 'NOT_DELIVERED', ended_at: now });
    await endRun(context, transaction, run, now);
  }
}
