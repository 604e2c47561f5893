/** Records are compared meanwhile by what is there already. */
import { buildKeys, type JobServer } from '../../../../server/api.js';

export const server: JobServer = {
  id: 'duplicateKeys',
  run: (context, payload, run) =>
    buildKeys(context, {
      signal: run.signal,
      all: (payload as { readonly all?: boolean }).all === true,
      progress: (done) => run.progress(done, done),
    }),
};
