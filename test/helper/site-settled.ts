import type { Database } from '../../server/database/database.js';
import { eventually } from './eventually.js';

/** Waits until what follows writes by itself is through: the search index, and jobs that are to run now. */
export async function siteSettled({ read }: Pick<Database, 'read'>): Promise<void> {
  const isSettled = async () => {
    const marked = await read('sys_outbox').where({ to_index: 1 }).first('id');
    const waiting = marked ?? (await read('sys_job').whereIn('state', ['queued', 'running']).first('id'));
    return waiting ? undefined : true;
  };
  await eventually(isSettled, 'the search index and the jobs to follow', 20_000);
}
