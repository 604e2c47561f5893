/**
 * Jobs that other processes work on, told to the pages of this one. A process with TRELLIS_ROLE=web runs none: it reads the
 * rows of jobs that people have ordered and that have not ended, once a second, and publishes what became another as the
 * worker publishes it to itself. Without such jobs it asks one short question of an index. The rows are the truth, so
 * nothing is lost with a message, whichever driver carries the jobs.
 */
import type { Knex } from 'knex';
import type { Clock, Log } from '../context.js';
import type { EventHub } from '../http/events.js';

export interface JobWatchOptions {
  readonly read: Knex;
  readonly clock: Clock;
  readonly events: EventHub;
  readonly log: Pick<Log, 'warn'>;
  /** Milliseconds between two looks; 1000 unless said. */
  readonly interval?: number;
}

export interface JobWatch {
  /** One look; the timer calls it. */
  look(): Promise<void>;
  start(): void;
  close(): Promise<void>;
}

type Row = Readonly<Record<string, unknown>>;

/** Looked at in one go; of more, the oldest first: those come again with the next look. */
const mostWatched = 1000;
const ended: readonly string[] = ['done', 'failed', 'cancelled'];
/** Milliseconds back in which an end is still news: a short job begins and ends between two looks; clocks differ a little. */
const backMs = 5000;

export function createJobWatch({ read, clock, events, log, interval = 1000 }: JobWatchOptions): JobWatch {
  /** What was told last of each that has not ended, by id. */
  let known = new Map<string, string>();
  /** Whose end was told, of those that ended lately. */
  let over = new Set<string>();
  /** Whose bell rings with the next look: the worker writes a notice after the end of a job. */
  let bells = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let underWay: Promise<void> = Promise.resolve();
  let isClosed = false;

  async function look(): Promise<void> {
    for (const userId of bells) events.publish({ type: 'notice', userId });
    bells = new Set();
    const since = new Date(clock.now().getTime() - backMs).toISOString();
    const rows = (await read('sys_job')
      .select('id', 'created_by', 'state', 'done', 'total', 'message', 'error')
      .whereNotNull('created_by')
      .andWhere(
        (each) =>
          void each
            .whereIn('state', ['queued', 'running'])
            .orWhereIn('id', [...known.keys()])
            .orWhere('ended_at', '>', since),
      )
      .orderBy('id')
      .limit(mostWatched)) as Row[];
    const next = new Map<string, string>();
    const past = new Set<string>();
    for (const row of rows) {
      const id = String(row['id']);
      const data = dataOf(row);
      const told = JSON.stringify(data);
      const isEnd = ended.includes(data.state);
      if (isEnd) past.add(id);
      else next.set(id, told);
      if (isEnd && over.has(id)) continue;
      // One that waits is told with its first step: whoever ordered it knows.
      if (known.get(id) === told || (data.state === 'queued' && !known.has(id))) continue;
      const userId = String(row['created_by']);
      events.publish({ type: 'job', userId, id, data, echo: true });
      if (isEnd) bells.add(userId);
    }
    known = next;
    over = past;
  }

  function plan(): void {
    if (isClosed) return;
    timer = setTimeout(() => {
      underWay = look()
        .catch((error: unknown) => log.warn({ error }, 'Jobs of other processes could not be looked at'))
        .finally(plan);
    }, interval);
    timer.unref();
  }

  return {
    look,
    start: plan,
    async close() {
      isClosed = true;
      clearTimeout(timer);
      await underWay;
    },
  };
}

/** As embedded.ts tells it. */
function dataOf(row: Row) {
  const state = String(row['state']);
  if (state === 'running') {
    const { done, total, message } = row;
    return { state, done: Number(done), total: total === null ? null : Number(total), message: message ?? null };
  }
  const error = typeof row['error'] === 'string' ? (JSON.parse(row['error']) as object) : null;
  return { state, error };
}
