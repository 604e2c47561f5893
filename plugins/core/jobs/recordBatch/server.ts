/** Runs with the rights of whoever ordered it. A run that was interrupted goes on where it stood. */
import { runBatch, undoBatch, type Context, type JobServer } from '../../../../server/api.js';
import type { RecordBatchPayload } from './schema.js';

export const server: JobServer = {
  id: 'recordBatch',
  run(context: Context, { batch, undo }: RecordBatchPayload, run) {
    const options = { signal: run.signal, progress: (done: number, total: number) => run.progress(done, total) };
    return undo ? undoBatch(context, batch, options) : runBatch(context, batch, options);
  },
};
