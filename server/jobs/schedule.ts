/**
 * Jobs by the clock. The next run of each `job` document is a row, not a timer: after a pause of any length what fell
 * due is run once and the next run lies ahead again. Two processes that look at the same moment agree by the row.
 */
import { Cron } from 'croner';
import type { JobDocument } from '../../metadata/schema/app.js';
import type { Database, Transaction } from '../database/database.js';
import type { Clock, Log } from '../context.js';
import type { Enqueue } from './port.js';

/** First run after an instant, as wall clock of a zone; undefined when there is none. Throws for a bad pattern. */
export function nextRun(cron: string, zone: string, after: Date): Date | undefined {
  return new Cron(cron, { timezone: zone, paused: true }).nextRun(after) ?? undefined;
}

export interface ScheduleOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Log;
  /** Active job documents of the live release. */
  documents(): readonly JobDocument[];
  /** The site's zone. */
  zone(): string;
  enqueue(job: Enqueue, transaction: Transaction): Promise<string>;
}

export interface Schedule {
  /** Queues what is due and gives the next instant at which something will be. */
  tick(): Promise<Date | undefined>;
}

interface Planned {
  readonly cron: string;
  readonly zone: string;
  /** ISO; null: never. */
  readonly next: string | null;
}

const settingOf = (name: string): string => `job.next.${name}`;

export function createSchedule(options: ScheduleOptions): Schedule {
  const { database, clock, log } = options;
  const told = new Set<string>();

  const plan = (document: JobDocument, zone: string): Planned | undefined => {
    try {
      const next = nextRun(document.cron, zone, clock.now());
      return { cron: document.cron, zone, next: next?.toISOString() ?? null };
    } catch (error) {
      const key = `${document.name} ${document.cron} ${zone}`;
      if (!told.has(key))
        log.error({ job: document.name, cron: document.cron, zone, error }, 'A schedule is not valid');
      told.add(key);
      return undefined;
    }
  };

  const visit = async (document: JobDocument, stored: string | undefined): Promise<string | null> => {
    const zone = document.zone ?? options.zone();
    const held = stored === undefined ? undefined : (JSON.parse(stored) as Planned);
    const valid = held?.cron === document.cron && held.zone === zone ? held : undefined;
    const isDue = typeof valid?.next === 'string' && valid.next <= clock.now().toISOString();
    if (valid && !isDue) return valid.next;
    const planned = plan(document, zone);
    if (!planned) return null;
    await database.write((transaction) => move(transaction, document, { stored, planned, run: isDue }));
    return planned.next;
  };

  const move = async (
    transaction: Transaction,
    document: JobDocument,
    change: { readonly stored: string | undefined; readonly planned: Planned; readonly run: boolean },
  ): Promise<void> => {
    const name = settingOf(document.name);
    const row = (await transaction('sys_setting').where({ name }).forUpdate().first()) as
      { value?: string } | undefined;
    // Another process was here between the two readings.
    if (row?.value !== change.stored) return;
    const value = JSON.stringify(change.planned);
    await transaction('sys_setting').insert({ name, value }).onConflict('name').merge(['value']);
    if (!change.run) return;
    const key = document.overlap === 'queue' ? {} : { key: `schedule:${document.name}` };
    await options.enqueue({ type: document.handler, payload: document.arguments ?? {}, ...key }, transaction);
  };

  return {
    async tick() {
      const documents = options.documents().filter((document) => document.active !== false);
      if (documents.length === 0) return undefined;
      const rows = (await database
        .read('sys_setting')
        .select('name', 'value')
        .whereIn('name', documents.map((document) => settingOf(document.name)))) as { name: string; value: string }[]; // prettier-ignore
      const stored = new Map(rows.map((row) => [row.name, row.value]));
      const next: string[] = [];
      for (const document of documents) {
        const at = await visit(document, stored.get(settingOf(document.name)));
        if (at !== null) next.push(at);
      }
      const first = next.sort()[0];
      return first === undefined ? undefined : new Date(first);
    },
  };
}
