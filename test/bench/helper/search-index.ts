/** The search index of a company that was written past the product. */
import type { DatabaseSync } from '@photostructure/sqlite';
import { pause } from '../../helper/eventually.js';
import type { ServerProcess } from '../../helper/server-process.js';

type Sqlite = InstanceType<typeof DatabaseSync>;

/** Before the server starts: told that the index was made for other fields, it makes it anew. */
export function askForIndex(file: Sqlite): void {
  file.exec("update sys_setting set value = 'others' where name = 'search_fields'");
}

/** Waits for the job that builds the index; says why when it will never be done. */
export async function indexed(file: Sqlite, server: ServerProcess): Promise<void> {
  const job = file.prepare("select state, error from sys_job where type = 'searchReindex' order by id desc limit 1");
  for (;;) {
    const { state, error } = (job.get() ?? {}) as { state?: string; error?: string };
    if (state === 'done') return;
    if (state === 'failed' || state === 'cancelled') throw new Error(`The index is not built: job ${state}, ${error}`);
    if (!server.isRunning()) throw new Error(`The server ended before the index was built.\n${server.output()}`);
    await pause(250);
  }
}
