/** Deletes in small batches, so that nobody waits for the writer; a cancelled run stops between two of them. */
import { dropPrintResults, removeOldFiles, type Context, type JobServer } from '../../../../server/api.js';
import type { CleanupPayload } from './schema.js';

/** Rows of one transaction. */
const batch = 500;

interface Target {
  readonly table: string;
  readonly key: string;
  /** Column of an instant; rows older than `before` go. */
  readonly column: string;
  readonly before: string;
}

export const server: JobServer = {
  id: 'cleanup',
  async run(context: Context, payload: CleanupPayload, run) {
    const daysAgo = (days: number) => new Date(context.clock.now().getTime() - days * 86_400_000).toISOString();
    const targets: readonly Target[] = [
      { table: 'sys_session', key: 'id_hash', column: 'expires_at', before: daysAgo(0) },
      { table: 'sys_session', key: 'id_hash', column: 'seen_at', before: daysAgo(1) },
      { table: 'sys_idempotency', key: 'key', column: 'created_at', before: daysAgo(1) },
      { table: 'sys_job', key: 'id', column: 'ended_at', before: daysAgo(payload.jobs ?? 30) },
      { table: 'sys_notice', key: 'id', column: 'updated_at', before: daysAgo(payload.notices ?? 180) },
      { table: 'sys_event', key: 'id', column: 'at', before: daysAgo(payload.events ?? 365) },
      { table: 'sys_batch_row', key: 'batch_id', column: 'at', before: daysAgo(payload.batches ?? 30) },
      { table: 'sys_batch', key: 'id', column: 'ended_at', before: daysAgo(payload.batches ?? 30) },
      { table: 'sys_delivery', key: 'id', column: 'created_at', before: daysAgo(payload.schedules ?? 90) },
      { table: 'sys_schedule_run', key: 'id', column: 'created_at', before: daysAgo(payload.schedules ?? 90) },
      { table: 'sys_schedule', key: 'id', column: 'deleted_at', before: daysAgo(payload.schedules ?? 90) },
      { table: 'sys_shared_link', key: 'id', column: 'expires_at', before: daysAgo(payload.schedules ?? 90) },
      { table: 'sys_saved_view', key: 'id', column: 'deleted_at', before: daysAgo(30) },
      { table: 'sys_segment', key: 'id', column: 'deleted_at', before: daysAgo(30) },
    ];
    const deleted: Record<string, number> = {};
    for (const target of targets) {
      deleted[target.table] = (deleted[target.table] ?? 0) + (await clean(context, target, run.signal));
    }
    // What a job printed waits a week for whoever ordered it; what is kept with a record stays.
    deleted['sys_print'] = await dropPrintResults(context, daysAgo(7), run.signal);
    return { ...deleted, files: await removeOldFiles(context) };
  },
};

async function clean(context: Context, target: Target, signal: AbortSignal): Promise<number> {
  const { table, key, column, before } = target;
  for (let total = 0; ;) {
    signal.throwIfAborted();
    const rows = (await context.database
      .read(table)
      .select(key)
      .where(column, '<', before)
      .orderBy(column)
      .limit(batch)) as Record<string, string>[];
    if (rows.length === 0) return total;
    const keys = rows.map((row) => row[key]!);
    // The age is asked again: what was touched meanwhile stays. A key of idempotency may belong to several people.
    const gone = await context.database.write((transaction) =>
      transaction(table).whereIn(key, keys).where(column, '<', before).delete(),
    );
    total += gone;
    if (gone === 0) return total;
  }
}
