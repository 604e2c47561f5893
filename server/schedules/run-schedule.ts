/**
 * One run of a schedule:  its owner's rights, now -> a delivery for each recipient, each a job of its own
 *
 * An owner who may no longer sign in, or no longer run the report, pauses the schedule: nothing is sent under their name.
 */
import type { Context } from '../context.js';
import type { Transaction } from '../database/database.js';
import { ApiError } from '../errors.js';
import { findSendable } from '../reports/sendable.js';
import { closeLost, endRun, tellOwner } from './end-run.js';
import { linkOnly } from './make-files.js';
import { findRun, findSchedule, type Schedule, type ScheduleRun } from './schedule-rows.js';

export async function runSchedule(system: Context, { run: id }: { readonly run: string }): Promise<unknown> {
  const { read } = system.database;
  const run = await findRun(read, id);
  const schedule = run && (await findSchedule(read, run.scheduleId));
  if (!run || !schedule || !['queued', 'running'].includes(run.state)) return { state: run?.state ?? 'gone' };
  const problem = schedule.deletedAt === null ? await ownerProblem(system, schedule) : 'DELETED';
  const now = system.clock.now().toISOString();
  await system.database.write((transaction) =>
    problem === undefined
      ? deliver(system, transaction, { schedule, run, now })
      : fail(system, transaction, { schedule, run, now, problem }),
  );
  return problem === undefined ? { state: 'running' } : { state: 'failed', error: problem };
}

/** Why nothing may be sent in the owner's name, as a code; undefined when it may. */
async function ownerProblem(system: Context, { ownerId, body }: Schedule): Promise<string | undefined> {
  let owner: Context;
  try {
    owner = await system.asPerson!(ownerId, system.requestId);
  } catch (error) {
    if (error instanceof ApiError && error.code === 'PERMISSION_CHANGED') return 'OWNER_GONE';
    throw error;
  }
  if (!owner.access.has('report.run')) return 'RUN_RIGHT_MISSING';
  const hasFiles = body.formats.some((format) => format !== linkOnly);
  if (hasFiles && !owner.access.has('report.export')) return 'EXPORT_RIGHT_MISSING';
  return findSendable(owner, body.kind, body.target) ? undefined : 'NOT_TO_BE_SEEN';
}

interface Step {
  readonly schedule: Schedule;
  readonly run: ScheduleRun;
  readonly now: string;
}

async function fail(
  system: Context,
  transaction: Transaction,
  { schedule, run, now, problem }: Step & { readonly problem: string },
): Promise<void> {
  await transaction('sys_schedule_run')
    .where({ id: run.id })
    .update({ state: 'failed', error: problem, ended_at: now });
  if (problem === 'DELETED') return;
  await transaction('sys_schedule')
    .where({ id: schedule.id })
    .update({
      paused: 1,
      pause_reason: problem,
      next_at: null,
      version: transaction.raw('version + 1'),
      updated_at: now,
    });
  await tellOwner(system, transaction, {
    owner: schedule.ownerId,
    schedule: schedule.id,
    reasons: ['PAUSED', problem],
    now,
  });
}

/** Run again after a crash it finds its deliveries made: the key of each is the run with its recipient. */
async function deliver(system: Context, transaction: Transaction, { schedule, run, now }: Step): Promise<void> {
  await closeLost(system, transaction, schedule.id, now);
  const recipients =
    run.cause === 'test'
      ? [{ user: schedule.ownerId, address: undefined }]
      : schedule.body.recipients.filter(({ user }) => user === undefined || !schedule.left.includes(user));
  await transaction('sys_schedule_run').where({ id: run.id }).update({ state: 'running' });
  const held = (await transaction('sys_delivery').where({ run_id: run.id }).select('recipient')) as readonly {
    readonly recipient: string;
  }[];
  const made = new Set(held.map(({ recipient }) => recipient));
  for (const { user, address } of recipients) {
    const recipient = user ?? address!;
    if (made.has(recipient)) continue;
    made.add(recipient);
    const id = system.newId();
    const job = await system.jobs.enqueue(
      { type: 'scheduleSend', payload: { delivery: id }, key: `delivery:${id}` },
      transaction,
    );
    await transaction('sys_delivery').insert({
      id,
      run_id: run.id,
      schedule_id: schedule.id,
      recipient,
      user_id: user ?? null,
      address: address ?? null,
      state: 'queued',
      message_id: `${id.toLowerCase()}@${system.mail?.domain ?? 'trellis.invalid'}`,
      job_id: job,
      created_at: now,
    });
  }
  await endRun(system, transaction, run.id, now);
}
