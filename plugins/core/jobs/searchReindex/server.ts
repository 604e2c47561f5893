/** People are found meanwhile by what is indexed already. */
import { reindexAll, type JobServer } from '../../../../server/api.js';

export const server: JobServer = {
  id: 'searchReindex',
  run: (context, _payload, run) =>
    reindexAll(context, { signal: run.signal, progress: (done, total) => run.progress(done, total) }),
};
