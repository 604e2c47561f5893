/**
 * Rows of `sys_job`. A running row belongs to the worker named in `lease_by` until `lease_until`; every later change by
 * that worker says so in its condition, so a worker that lost its lease changes nothing any more. `unique_key` is null
 * once a job has ended, so its key is free again. `priority` is kept negated and `not_before` always set: then the index
 * (state, priority, not_before) is the order of the queue.
 */
import type { Knex } from 'knex';
import type { Database, Transaction } from '../database/database.js';
import type { Enqueue } from './port.js';

type Raw = Readonly<Record<string, unknown>>;

/** A job taken by this worker, to be run. */
export interface ClaimedJob {
  readonly id: string;
  readonly type: string;
  readonly payload: string;
  /** Counted with this one. */
  readonly attempt: number;
  readonly maxAttempts: number;
  readonly principalId: string | null;
  readonly createdBy: string | null;
}

/** How an attempt ended: the columns to write. */
export interface Outcome {
  readonly id: string;
  readonly state: 'done' | 'failed' | 'cancelled' | 'queued';
  readonly result?: unknown;
  readonly error?: { readonly code: string; readonly message: string };
  /** With `queued`: not before this instant. */
  readonly notBefore?: string;
  /** With `queued`: the attempt was not the job's fault and does not count. */
  readonly uncounted?: boolean;
}

export interface NewJob {
  readonly id: string;
  readonly maxAttempts: number;
  readonly now: string;
}

/** Inserts a job, or gives the id of the unfinished one with the same key. */
export async function insertJob(
  database: Database,
  transaction: Transaction,
  job: Enqueue,
  made: NewJob,
): Promise<string> {
  const row = {
    id: made.id,
    type: job.type,
    state: 'queued',
    payload: JSON.stringify(job.payload ?? null),
    max_attempts: made.maxAttempts,
    unique_key: job.key ?? null,
    priority: -(job.priority ?? 0),
    not_before: job.notBefore ?? made.now,
    principal_id: job.principalId ?? null,
    created_by: job.principalId ?? null,
    created_at: made.now,
  };
  for (let round = 0; round < 5; round++) {
    try {
      await transaction('sys_job').insert(row);
      return made.id;
    } catch (error) {
      if (job.key === undefined || !database.dialect.uniqueViolation(error)) throw error;
      const other = (await transaction('sys_job').select('id').where('unique_key', job.key).first()) as
        { id: string } | undefined;
      // Ended between the two statements: its key is free, try again.
      if (other) return other.id;
    }
  }
  throw new Error(`The key of a ${job.type} job was taken and freed again and again.`);
}

export interface ClaimOptions {
  readonly worker: string;
  readonly types: readonly string[];
  readonly limit: number;
  /** Jobs of one person that may run at the same time, over all workers: who orders a hundred files holds nobody up. */
  readonly perPerson: number;
  readonly now: string;
  readonly leaseUntil: string;
}

/** What a look found: jobs that are this worker's now, and whether due ones were passed over for their person's share. */
export interface Claimed {
  readonly jobs: readonly ClaimedJob[];
  readonly passedOver: boolean;
}

/** Takes up to `limit` due jobs, the most urgent and oldest first; no two workers ever get the same one. */
export async function claimJobs(database: Database, options: ClaimOptions): Promise<Claimed> {
  const { worker, types, limit, now, leaseUntil } = options;
  if (types.length === 0 || limit <= 0) return { jobs: [], passedOver: false };
  return database.write(async (transaction) => {
    const { rows, passedOver } = await dueInShares(database, transaction, options);
    if (rows.length === 0) return { jobs: [], passedOver };
    await transaction('sys_job')
      .whereIn('id', rows.map(idOf))
      .update({
        state: 'running',
        lease_by: worker,
        lease_until: leaseUntil,
        attempts: transaction.raw('attempts + 1'),
        started_at: transaction.raw('coalesce(started_at, ?)', [now]),
      });
    return { jobs: rows.map(claimedOf), passedOver };
  });
}

/** Due rows in their order, of one person no more than their share; asked again without those who have theirs. */
async function dueInShares(
  database: Database,
  transaction: Transaction,
  { types, limit, perPerson, now }: ClaimOptions,
): Promise<{ readonly rows: readonly Raw[]; readonly passedOver: boolean }> {
  const running = await runningOf(transaction);
  const rows: Raw[] = [];
  let passedOver = false;
  for (;;) {
    const full = [...running].flatMap(([person, count]) => (count >= perPerson ? [person] : []));
    const due = transaction('sys_job')
      .where('state', 'queued')
      .where('not_before', '<=', now)
      .whereIn('type', [...types])
      .whereNotIn('id', rows.map(idOf))
      .andWhere((each) => void each.whereNull('principal_id').orWhereNotIn('principal_id', full))
      .orderBy(['priority', 'not_before', 'id'])
      .limit(limit - rows.length);
    // SQLite's write transaction is alone by itself; MySQL's workers step over each other's rows.
    const found = (await (database.engine === 'sqlite' ? due : due.forUpdate().skipLocked())) as Raw[];
    const taken = found.filter((row) => isWithinShare(running, perPerson, textOrNull(row['principal_id'])));
    rows.push(...taken);
    passedOver ||= full.length > 0 || taken.length < found.length;
    if (taken.length === found.length || rows.length >= limit) return { rows, passedOver };
  }
}

/** How many jobs of each person run by now. */
async function runningOf(transaction: Transaction): Promise<Map<string, number>> {
  const rows = (await transaction('sys_job')
    .where('state', 'running')
    .whereNotNull('principal_id')
    .groupBy('principal_id')
    .select('principal_id')
    .count({ n: '*' })) as Raw[];
  return new Map(rows.map((row) => [String(row['principal_id']), Number(row['n'])]));
}

/** Counts it, too. What the site itself ordered is nobody's. */
function isWithinShare(running: Map<string, number>, perPerson: number, person: string | null): boolean {
  if (person === null) return true;
  const count = running.get(person) ?? 0;
  if (count >= perPerson) return false;
  running.set(person, count + 1);
  return true;
}

const claimedOf = (row: Raw): ClaimedJob => ({
  id: idOf(row),
  type: String(row['type']),
  payload: String(row['payload']),
  attempt: Number(row['attempts']) + 1,
  maxAttempts: Number(row['max_attempts']),
  principalId: textOrNull(row['principal_id']),
  createdBy: textOrNull(row['created_by']),
});

/** Writes how attempts ended, equal ones in one statement; those that the worker lost meanwhile stay as they are. */
export async function completeJobs(
  transaction: Transaction,
  worker: string,
  outcomes: readonly Outcome[],
  now: string,
): Promise<void> {
  const groups = new Map<string, { readonly change: object; readonly ids: string[] }>();
  for (const outcome of outcomes) {
    const change = changeOf(outcome, now);
    const key = JSON.stringify([change, outcome.uncounted]);
    const group = groups.get(key) ?? { change, ids: [] };
    group.ids.push(outcome.id);
    groups.set(key, group);
  }
  for (const { change, ids } of groups.values()) {
    const uncounted = outcomes.find((outcome) => outcome.id === ids[0])?.uncounted === true;
    await transaction('sys_job')
      .whereIn('id', ids)
      .where({ state: 'running', lease_by: worker })
      .update({ ...change, ...(uncounted ? { attempts: transaction.raw('attempts - 1') } : {}) });
  }
}

function changeOf(outcome: Outcome, now: string): object {
  const free = { state: outcome.state, lease_by: null, lease_until: null };
  const error = outcome.error === undefined ? null : JSON.stringify(outcome.error);
  if (outcome.state === 'queued') {
    const wait = outcome.notBefore === undefined ? {} : { not_before: outcome.notBefore };
    return { ...free, ...wait, ...(error === null ? {} : { error }) };
  }
  const result = outcome.result === undefined ? null : JSON.stringify(outcome.result);
  return { ...free, unique_key: null, ended_at: now, result, error };
}

/** Prolongs leases; what another worker has taken meanwhile stays its. */
export async function renewLeases(
  transaction: Transaction,
  worker: string,
  ids: readonly string[],
  until: string,
): Promise<void> {
  await transaction('sys_job')
    .whereIn('id', [...ids])
    .where({ state: 'running', lease_by: worker })
    .update({ lease_until: until });
}

/** What the worker holds by the database's word, and which of it somebody wants ended. */
export async function readHeld(read: Knex, worker: string): Promise<ReadonlyMap<string, boolean>> {
  const rows = (await read('sys_job')
    .select('id', 'cancel_requested')
    .where({ state: 'running', lease_by: worker })) as Raw[];
  return new Map(rows.map((row) => [idOf(row), Number(row['cancel_requested']) !== 0]));
}

/**
 * Gives back what dead workers held: queued again, cancelled when that was asked for, failed when all attempts are used
 * up (a job that kills its process must not do so for ever). `worker`: also what any other worker holds, whatever its
 * lease, for a site where there is only this one.
 */
export async function returnLostJobs(
  transaction: Transaction,
  now: string,
  options: { readonly soleWorker?: string } = {},
): Promise<number> {
  const lost = () => {
    const running = transaction('sys_job').where('state', 'running');
    return options.soleWorker === undefined
      ? running.where('lease_until', '<', now)
      : running.whereNot('lease_by', options.soleWorker);
  };
  const ended = { lease_by: null, lease_until: null, unique_key: null, ended_at: now };
  const error = { code: 'JOB_LOST', message: 'The process that ran this ended several times.' };
  const cancelled = await lost()
    .where('cancel_requested', 1)
    .update({ ...ended, state: 'cancelled' });
  const failed = await lost()
    .where('attempts', '>=', transaction.ref('max_attempts'))
    .update({ ...ended, state: 'failed', error: JSON.stringify(error) });
  const queued = await lost().update({ state: 'queued', lease_by: null, lease_until: null });
  return cancelled + failed + queued;
}

export interface Progress {
  readonly id: string;
  readonly done: number;
  readonly total: number | null;
  readonly message: string | null;
}

export async function writeProgress(
  transaction: Transaction,
  worker: string,
  each: readonly Progress[],
): Promise<void> {
  for (const { id, done, total, message } of each) {
    await transaction('sys_job').where({ id, lease_by: worker }).update({ done, total, message });
  }
}

/** Ends a waiting job at once and asks a running one to end; undefined when there is nothing to end. */
export async function requestCancel(
  transaction: Transaction,
  id: string,
  now: string,
): Promise<'cancelled' | 'requested' | undefined> {
  const waiting = await transaction('sys_job')
    .where({ id, state: 'queued' })
    .update({ state: 'cancelled', unique_key: null, ended_at: now });
  if (waiting > 0) return 'cancelled';
  const running = await transaction('sys_job').where({ id, state: 'running' }).update({ cancel_requested: 1 });
  return running > 0 ? 'requested' : undefined;
}

/** Queues an ended job anew, with all its attempts. Its key is not taken again: another one may hold it. */
export async function requeueJob(transaction: Transaction, id: string, now: string): Promise<boolean> {
  const changed = await transaction('sys_job')
    .where('id', id)
    .whereIn('state', ['failed', 'cancelled'])
    .update({
      state: 'queued', attempts: 0, cancel_requested: 0, not_before: now, started_at: null, ended_at: null,
      done: 0, total: null, message: null, error: null, result: null,
    }); // prettier-ignore
  return changed > 0;
}

/** When the next waiting job falls due, of those due later than `after` where it is given; undefined when none waits. */
export async function nextDue(database: Database, after?: string): Promise<string | undefined> {
  const waiting = database.read('sys_job').where('state', 'queued');
  const later = after === undefined ? waiting : waiting.where('not_before', '>', after);
  const row = (await later.min('not_before as due').first()) as { due: string | null } | undefined;
  return row?.due ?? undefined;
}

/** The most urgent waiting jobs of these types that were due by an instant: their ids, `limit` at most. */
export async function dueBy(
  read: Knex,
  options: { readonly types: readonly string[]; readonly at: string; readonly limit: number },
): Promise<readonly string[]> {
  const rows = (await read('sys_job')
    .select('id')
    .where('state', 'queued')
    .where('not_before', '<=', options.at)
    .whereIn('type', [...options.types])
    .orderBy(['priority', 'not_before', 'id'])
    .limit(options.limit)) as Raw[];
  return rows.map(idOf);
}

const idOf = (row: Raw): string => String(row['id']);
const textOrNull = (value: unknown): string | null => (value === null || value === undefined ? null : String(value));
