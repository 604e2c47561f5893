/** Runs with the rights of whoever ordered it; a cancelled run leaves no file. */
import { makeReportFile, type Context, type JobServer } from '../../../../server/api.js';
import type { ReportFilePayload } from './schema.js';

export const server: JobServer = {
  id: 'reportFile',
  run: (context: Context, payload: ReportFilePayload, run) => makeReportFile(context, payload, run),
};
