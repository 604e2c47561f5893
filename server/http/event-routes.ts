/** GET /api/events: what changes, told to those who may see it. */
import type { Readable } from 'node:stream';
import type { Access } from '../../metadata/access/types.js';
import type { Identities } from '../access/identity.js';
import { ApiError } from '../errors.js';
import { createEventStream } from './event-stream.js';
import { defineRoute, Reply, type Route } from './route.js';

export interface EventRouteDependencies {
  readonly identities: Identities;
  /** Whether this access may read one record; server/records answers it through the one gate. */
  mayRead(access: Access, entity: string, id: string): Promise<boolean>;
  readonly recheckMs?: number;
}

/** One stream serves all tabs of a browser; a person has a few browsers, not dozens. */
const mostStreamsPerUser = 20;

export interface EventRoutes {
  readonly routes: readonly Route[];
  /** Ends all streams: a server that stops must not wait for them. */
  close(): void;
}

export function createEventRoutes(dependencies: EventRouteDependencies): EventRoutes {
  const open = new Map<Readable, string>();
  const events = defineRoute({
    method: 'GET',
    path: '/events',
    right: 'session',
    summary: 'Server-sent events: ids and types of what changed, as far as the caller may see it.',
    async handler(context, { client }) {
      // The person of the session, also while they look at the site as somebody else.
      const userId = (await dependencies.identities.recheck(client)).session?.userId ?? context.principal.id;
      if ([...open.values()].filter((owner) => owner === userId).length >= mostStreamsPerUser) {
        throw new ApiError(429, 'TOO_MANY_STREAMS', 'Too many open pages receive live events.', { retryAfter: 30 });
      }
      const stream = createEventStream({
        hub: context.events,
        log: context.log,
        userId,
        access: context.access,
        recheck: async () => (await dependencies.identities.recheck(client)).access,
        mayRead: (access, entity, id) => dependencies.mayRead(access, entity, id),
        onEnd: () => open.delete(stream),
        ...(dependencies.recheckMs === undefined ? {} : { recheckMs: dependencies.recheckMs }),
      });
      open.set(stream, userId);
      return new Reply(
        200,
        { stream, type: 'text/event-stream; charset=utf-8' },
        // no-transform keeps proxies from holding events back to compress them; the last one speaks to nginx.
        { 'Cache-Control': 'no-cache, no-transform', 'X-Accel-Buffering': 'no' },
      );
    },
  });
  return {
    routes: [events],
    close() {
      for (const stream of open.keys()) stream.destroy();
    },
  };
}
