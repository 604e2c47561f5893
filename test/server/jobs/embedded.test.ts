/** The embedded dispatcher against the contract of the job port, whose cases and assertions are in contract/jobs.ts. */
import { createRegistry } from '../../../metadata/registry.js';
import type { JobType } from '../../../metadata/contributions.js';
import type { Context } from '../../../server/context.js';
import { createIds } from '../../../server/ids.js';
import { createEmbeddedJobs } from '../../../server/jobs/embedded.js';
import { createAjvChecker } from '../../../server/releases/ajv-checker.js';
import { jobConformance } from '../../contract/jobs.js';
import { eachDatabase, quietLog } from '../../helper/databases.js';

eachDatabase('jobs/embedded', (fixture) => {
  jobConformance('embedded', {
    open: async () => fixture.database,
    makeDriver({ database, clock, types, servers, events, concurrency }) {
      const registry = createRegistry<JobType>('job');
      for (const type of types) registry.add(type);
      const port = createEmbeddedJobs({
        database,
        clock,
        log: quietLog(),
        events: { publish: events, subscribe: () => () => undefined },
        types: registry,
        servers,
        createChecker: createAjvChecker(),
        newId: createIds(clock),
        context: async () => ({}) as Context,
        concurrency,
        timing: { busy: 20, idle: 40, watch: 20, progress: 20, close: 500 },
      });
      return { port, kill: () => port.abandon() };
    },
  });
});
