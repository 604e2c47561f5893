/**
 * The clock of schedules. When each falls due next is a row, not a timer: after a pause of any length what fell due is run
 * once, and the next time lies ahead again. Processes that look at the same moment agree by the row; a unique key of the
 * run holds even where they would not.
 */
import { addDays, isDate, isZone, zonedDayStart } from '../../metadata/time.js';
import type { ScheduleBody } from '../../metadata/schema/schedule.js';
import type { Clock, Log } from '../context.js';
import type { Database, Transaction } from '../database/database.js';
import type { DueTimer, Enqueue } from '../jobs/port.js';
import { nextRun } from '../jobs/schedule.js';
import { scheduleOf, type RunCause, type Schedule } from './schedule-rows.js';

export type Cycle = Pick<ScheduleBody, 'cron' | 'zone' | 'starts' | 'ends'>;

/** The first time after an instant, within first and last day; undefined when there is none. Throws for a bad pattern. */
export function nextDue({ cron, zone, starts, ends }: Cycle, after: Date): Date | undefined {
  const first = starts === undefined ? undefined : new Date(zonedDayStart(starts, zone));
  // A millisecond earlier: the first instant of the day counts.
  const from = first && first.getTime() > after.getTime() ? new Date(first.getTime() - 1) : after;
  const next = nextRun(cron, zone, from);
  const end = ends === undefined ? undefined : new Date(zonedDayStart(addDays(ends, 1), zone));
  return next && (!end || next < end) ? next : undefined;
}

/** The next ones in turn, at most `count`. */
export function nextDues(cycle: Cycle, after: Date, count: number): readonly Date[] {
  const found: Date[] = [];
  for (let at = nextDue(cycle, after); at && found.length < count; at = nextDue(cycle, at)) found.push(at);
  return found;
}

/** Minutes that must lie between two runs: a report is no monitor. */
export const leastMinutes = 15;
const fields = /^[0-9A-Za-z*,/#?-]+( [0-9A-Za-z*,/#?-]+){4}$/;

/** What is wrong with when, as a code with the key it concerns; undefined when nothing is. */
export function cycleProblem(
  cycle: Cycle,
  now: Date,
): { readonly key: keyof Cycle; readonly code: string } | undefined {
  if (!isZone(cycle.zone)) return { key: 'zone', code: 'UNKNOWN_ZONE' };
  for (const key of ['starts', 'ends'] as const) {
    const day = cycle[key];
    if (day !== undefined && !isDate(day)) return { key, code: 'INVALID_DATE' };
  }
  if (cycle.starts !== undefined && cycle.ends !== undefined && cycle.ends < cycle.starts)
    return { key: 'ends', code: 'ENDS_BEFORE_START' };
  if (!fields.test(cycle.cron)) return { key: 'cron', code: 'INVALID_CRON' };
  let times: readonly Date[];
  try {
    times = nextDues({ cron: cycle.cron, zone: cycle.zone }, now, 100);
  } catch {
    return { key: 'cron', code: 'INVALID_CRON' };
  }
  if (times.length === 0) return { key: 'cron', code: 'NEVER_DUE' };
  const isTooOften = times.some(
    (at, index) => index > 0 && at.getTime() - times[index - 1]!.getTime() < leastMinutes * 60_000,
  );
  return isTooOften ? { key: 'cron', code: 'TOO_OFTEN' } : undefined;
}

/** Puts a run on record and into the queue. */
export async function enqueueRun(
  transaction: Transaction,
  schedule: Pick<Schedule, 'id' | 'ownerId'>,
  run: { readonly id: string; readonly cause: RunCause; readonly now: string; readonly dueKey: string },
  enqueue: (job: Enqueue, transaction: Transaction) => Promise<string>,
): Promise<void> {
  await transaction('sys_schedule_run').insert({
    id: run.id,
    schedule_id: schedule.id,
    owner_id: schedule.ownerId,
    cause: run.cause,
    due_key: run.dueKey,
    state: 'queued',
    created_at: run.now,
  });
  await enqueue({ type: 'scheduleRun', payload: { run: run.id }, key: `schedule-run:${run.id}` }, transaction);
}

export interface DueRunsOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Log;
  newId(): string;
}

/** Of one look; the next comes at once when there were so many. */
const atOnce = 100;

export function createDueRuns({ database, clock, log, newId }: DueRunsOptions): DueTimer {
  const waiting = () =>
    database.read('sys_schedule').where('paused', 0).whereNull('deleted_at').whereNotNull('next_at');

  const fire = async (schedule: Schedule, enqueue: (job: Enqueue, transaction: Transaction) => Promise<string>) => {
    const now = clock.now();
    let next: Date | undefined;
    try {
      next = nextDue(schedule.body, now);
    } catch (error) {
      log.error({ schedule: schedule.id, error }, 'A schedule is not valid');
    }
    await database.write(async (transaction) => {
      const row = (await transaction('sys_schedule').where({ id: schedule.id }).forUpdate().first()) as
        object | undefined;
      const held = row && scheduleOf(row as Readonly<Record<string, unknown>>);
      // Another process was here between the two readings, or its owner changed it.
      if (!held || held.nextAt !== schedule.nextAt || held.paused || held.deletedAt !== null) return;
      await transaction('sys_schedule')
        .where({ id: schedule.id })
        .update({ next_at: next?.toISOString() ?? null });
      const run = {
        id: newId(),
        cause: 'due',
        now: now.toISOString(),
        dueKey: `${schedule.id}:${schedule.nextAt}`,
      } as const;
      await enqueueRun(transaction, schedule, run, enqueue);
    });
  };

  return {
    async tick(enqueue) {
      const now = clock.now().toISOString();
      const due = (await waiting().where('next_at', '<=', now).orderBy('next_at').limit(atOnce)) as Record<
        string,
        unknown
      >[];
      for (const row of due) await fire(scheduleOf(row), enqueue);
      const first = (await waiting().min('next_at as at').first()) as { readonly at: string | null } | undefined;
      return first?.at ? new Date(first.at) : undefined;
    },
  };
}
