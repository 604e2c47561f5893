/** Rows of `sys_schedule`, `sys_schedule_run` and `sys_delivery`, typed. */
import type { Knex } from 'knex';
import type { ScheduleBody } from '../../metadata/schema/schedule.js';
import type { Transaction } from '../database/database.js';

export interface Schedule {
  readonly id: string;
  readonly ownerId: string;
  readonly body: ScheduleBody;
  /** Recipients who no longer want it (received.ts). */
  readonly left: readonly string[];
  /** ISO; null: it is over, or stands still. */
  readonly nextAt: string | null;
  readonly paused: boolean;
  /** Why the site itself paused it: a code. */
  readonly pauseReason: string | null;
  readonly version: number;
  readonly createdAt: string;
  readonly deletedAt: string | null;
}

/** `due`: by the clock; `test`: to the owner alone, at once. */
export type RunCause = 'due' | 'test';
export type RunState = 'queued' | 'running' | 'done' | 'failed';

export interface ScheduleRun {
  readonly id: string;
  readonly scheduleId: string;
  readonly ownerId: string;
  readonly cause: RunCause;
  readonly state: RunState;
  /** A code. */
  readonly error: string | null;
  readonly createdAt: string;
  readonly endedAt: string | null;
}

/**
 * `sending`: handed to the mail server, whose answer is not known yet; `empty`: no rows, no mail; `skipped`: its recipient
 * may not have it, or has no address; `failed`: given up.
 */
export type DeliveryState = 'queued' | 'sending' | 'sent' | 'empty' | 'skipped' | 'failed';
export const openStates: readonly DeliveryState[] = ['queued', 'sending'];

export interface Delivery {
  readonly id: string;
  readonly runId: string;
  readonly scheduleId: string;
  readonly userId: string | null;
  readonly address: string | null;
  readonly state: DeliveryState;
  readonly rows: number | null;
  readonly files: readonly string[];
  /** A code. */
  readonly error: string | null;
  readonly messageId: string;
  readonly attempts: number;
  readonly createdAt: string;
  readonly endedAt: string | null;
}

type Row = Readonly<Record<string, unknown>>;
const text = (value: unknown): string => String(value);
const textOrNull = (value: unknown): string | null => (value === null || value === undefined ? null : String(value));

/** Who has left stands beside what the owner said: it is theirs alone. */
export const storedBody = (body: ScheduleBody, left: readonly string[]): string =>
  JSON.stringify(left.length === 0 ? body : { ...body, left });

export const scheduleOf = (row: Row): Schedule => ({
  id: text(row['id']),
  ownerId: text(row['owner_id']),
  ...bodyOf(text(row['body'])),
  nextAt: textOrNull(row['next_at']),
  paused: Number(row['paused']) !== 0,
  pauseReason: textOrNull(row['pause_reason']),
  version: Number(row['version']),
  createdAt: text(row['created_at']),
  deletedAt: textOrNull(row['deleted_at']),
});

function bodyOf(stored: string): Pick<Schedule, 'body' | 'left'> {
  const { left = [], ...body } = JSON.parse(stored) as ScheduleBody & { readonly left?: readonly string[] };
  return { body, left };
}

export const runOf = (row: Row): ScheduleRun => ({
  id: text(row['id']),
  scheduleId: text(row['schedule_id']),
  ownerId: text(row['owner_id']),
  cause: row['cause'] as RunCause,
  state: row['state'] as RunState,
  error: textOrNull(row['error']),
  createdAt: text(row['created_at']),
  endedAt: textOrNull(row['ended_at']),
});

export const deliveryOf = (row: Row): Delivery => ({
  id: text(row['id']),
  runId: text(row['run_id']),
  scheduleId: text(row['schedule_id']),
  userId: textOrNull(row['user_id']),
  address: textOrNull(row['address']),
  state: row['state'] as DeliveryState,
  rows: row['rows'] === null || row['rows'] === undefined ? null : Number(row['rows']),
  files: row['files'] === null || row['files'] === undefined ? [] : (JSON.parse(text(row['files'])) as string[]),
  error: textOrNull(row['error']),
  messageId: text(row['message_id']),
  attempts: Number(row['attempts']),
  createdAt: text(row['created_at']),
  endedAt: textOrNull(row['ended_at']),
});

type Runner = Knex | Transaction;

/** Deleted ones too: their runs are still told. */
export async function findSchedule(runner: Runner, id: string): Promise<Schedule | undefined> {
  const row = (await runner('sys_schedule').where({ id }).first()) as Row | undefined;
  return row && scheduleOf(row);
}

export async function findRun(runner: Runner, id: string): Promise<ScheduleRun | undefined> {
  const row = (await runner('sys_schedule_run').where({ id }).first()) as Row | undefined;
  return row && runOf(row);
}

export async function findDelivery(runner: Runner, id: string): Promise<Delivery | undefined> {
  const row = (await runner('sys_delivery').where({ id }).first()) as Row | undefined;
  return row && deliveryOf(row);
}

export async function deliveriesOf(runner: Runner, runIds: readonly string[]): Promise<readonly Delivery[]> {
  const rows = (await runner('sys_delivery')
    .whereIn('run_id', [...runIds])
    .orderBy('id')) as Row[];
  return rows.map(deliveryOf);
}
