/** Runs with the rights of whoever ordered it; a run that was interrupted begins again. */
import { runPrintJob, type Context, type JobServer } from '../../../../server/api.js';
import type { PrintRecordsPayload } from './schema.js';

export const server: JobServer = {
  id: 'printRecords',
  run: (context: Context, payload: PrintRecordsPayload, run) => runPrintJob(context, payload, run),
};
