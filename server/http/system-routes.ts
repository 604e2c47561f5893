/** Health, readiness, the API's own description. */
import type { Database } from '../database/database.js';
import { ApiError } from '../errors.js';
import { buildOpenApi, recordSchemas } from './openapi.js';
import { defineRoute, Reply, type Route } from './route.js';

export interface SystemRouteDependencies {
  readonly database: Database;
  /** All routes, asked when the description is built: these are among them. */
  routes(): readonly Route[];
}

/** Readiness asks the database at most this often, in milliseconds, however often it is asked itself. */
const readyForMs = 1000;

export function systemRoutes(dependencies: SystemRouteDependencies): readonly Route[] {
  const isReady = createReadiness(dependencies.database);
  return [
    defineRoute({
      method: 'GET',
      path: '/health',
      right: 'public',
      summary: 'The process answers; asks nothing of anything else.',
      async handler() {
        return { status: 'ok' };
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/ready',
      right: 'public',
      summary: 'The database answers too.',
      async handler() {
        if (await isReady()) return { status: 'ready' };
        throw new ApiError(503, 'NOT_READY', 'The database does not answer at the moment.', { retryAfter: 5 });
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/openapi.json',
      right: 'session',
      summary: 'This description, with the records the caller may see.',
      async handler(context) {
        const { release, access } = context;
        const etag = `"${release.number}-${access.tag}"`;
        const document = buildOpenApi(dependencies.routes(), recordSchemas(release, access));
        return new Reply(200, { json: document }, { ETag: etag });
      },
    }),
  ];
}

/** One question at a time, its answer kept for a second: a flood of callers costs one statement a second. */
function createReadiness(database: Database): () => Promise<boolean> {
  let asked = -Infinity;
  let answer: Promise<boolean> = Promise.resolve(false);
  return () => {
    if (performance.now() - asked >= readyForMs) {
      asked = performance.now();
      answer = Promise.resolve(database.read.raw('select 1')).then(
        () => true,
        () => false,
      );
    }
    return answer;
  };
}
