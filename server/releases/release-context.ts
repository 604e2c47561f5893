/** The system's context over a release that is not live yet, or is live before this process knows: its records, nothing else. */
import { systemAccess } from '../../metadata/access/compile.js';
import type { Principal } from '../../metadata/access/types.js';
import type { Registries } from '../../metadata/contributions.js';
import { createContext } from '../access/create-context.js';
import type { Context, Release, Services } from '../context.js';

export type ReleaseTools = Pick<Services, 'database' | 'clock' | 'log' | 'fold' | 'newId'> & {
  readonly registries: Registries;
};

const outOfReach = (what: string) => (): never => {
  throw new Error(`Filling the rows of a release uses no ${what}.`);
};

const noJobs = outOfReach('jobs');

export function releaseContext(tools: ReleaseTools, release: Release): Context {
  const principal: Principal = {
    kind: 'system',
    id: 'system',
    login: 'system',
    name: 'System',
    department: null,
    roles: [],
    language: release.model.settings.language,
  };
  const services: Services = {
    ...tools,
    events: { publish: outOfReach('events'), subscribe: outOfReach('events') },
    work: { run: outOfReach('work process'), close: outOfReach('work process') },
    siteKey: outOfReach('key'),
    jobs: { enqueue: noJobs, get: noJobs, list: noJobs, cancel: noJobs, retry: noJobs, start: noJobs, close: noJobs },
  };
  return createContext(services, {
    access: systemAccess(principal, release.model),
    release,
    requestId: `release ${release.number}`,
  });
}
