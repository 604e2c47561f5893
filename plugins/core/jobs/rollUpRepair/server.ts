/** Reports what was different; a difference is also a line in the log, since no write should leave one. */
import { repairRollUps, type JobServer } from '../../../../server/api.js';

export const server: JobServer = {
  id: 'rollUpRepair',
  async run(context, _payload, run) {
    const report = await repairRollUps(context, { signal: run.signal });
    for (const each of report.repaired) context.log.warn(each, 'A roll-up differed from its records and was repaired');
    return report;
  },
};
