/** What was scheduled stands in the row of the run. */
import { runSchedule, type JobServer } from '../../../../server/api.js';

export const server: JobServer = {
  id: 'scheduleRun',
  run: (context, payload) => runSchedule(context, payload as { readonly run: string }),
};
