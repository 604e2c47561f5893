/** Jobs as people and routes see them. */
import type { Knex } from 'knex';
import type { JobRow, JobState } from './port.js';

type Raw = Readonly<Record<string, unknown>>;

export async function findJob(read: Knex, id: string): Promise<JobRow | undefined> {
  const row = (await read('sys_job').where('id', id).first()) as Raw | undefined;
  return row && readJob(row);
}

export async function listJobs(
  read: Knex,
  filter: { readonly createdBy?: string; readonly limit: number },
): Promise<readonly JobRow[]> {
  const query = read('sys_job').orderBy('id', 'desc').limit(filter.limit);
  const rows = (await (filter.createdBy === undefined ? query : query.where('created_by', filter.createdBy))) as Raw[];
  return rows.map(readJob);
}

function readJob(row: Raw): JobRow {
  const parse = (value: unknown): unknown => (textOrNull(value) === null ? undefined : JSON.parse(String(value)));
  const result = parse(row['result']);
  return {
    id: String(row['id']),
    type: String(row['type']),
    state: String(row['state']) as JobState,
    payload: parse(row['payload']),
    ...(result === undefined ? {} : { result }),
    error: (parse(row['error']) as JobRow['error'] | undefined) ?? null,
    done: Number(row['done']),
    total: row['total'] === null ? null : Number(row['total']),
    message: textOrNull(row['message']),
    attempts: Number(row['attempts']),
    createdBy: textOrNull(row['created_by']),
    createdAt: String(row['created_at']),
    startedAt: textOrNull(row['started_at']),
    endedAt: textOrNull(row['ended_at']),
  };
}

const textOrNull = (value: unknown): string | null => (value === null || value === undefined ? null : String(value));
