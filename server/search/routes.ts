/** `/api/search`: one box for everything one may see; `/api/recent`: what one opened last. */
import { Type } from '@sinclair/typebox';
import { closed, Name, Ulid } from '../../metadata/schema/common.js';
import { say } from '../../metadata/words.js';
import { badRequest } from '../errors.js';
import { defineRoute, Reply, type Route } from '../http/route.js';
import { keepRecent, readRecent } from './recent.js';
import { searchRecords } from './search.js';

/** Of each entity, where no entity is named. */
const mostOfEach = 5;

export const searchRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/search',
    right: 'session',
    summary:
      'Records that hold all words, the last one as a beginning, by entity in the order of the menu: at most 5 of each, or those of one entity, at most 200.',
    query: closed({
      q: Type.String({ minLength: 1, maxLength: 200 }),
      entity: Type.Optional(Name),
      limit: Type.Optional(Type.String({ pattern: '^([1-9]|[1-9]\\d|1\\d\\d|200)$' })),
    }),
    async handler(context, { query: { q, entity, limit } }) {
      const most = Number(limit ?? (entity === undefined ? mostOfEach : 50));
      if (entity === undefined && most > mostOfEach) {
        const words = say`Of each entity at most ${{ most: mostOfEach }} are found at once. Name an entity to get more of it.`;
        throw badRequest('LIMIT_TOO_HIGH', words, { path: 'limit' });
      }
      return searchRecords(context, { text: q!, limit: most, ...(entity === undefined ? {} : { entity }) });
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/recent',
    right: 'session',
    summary: 'The records that the caller opened last, at most 20, as far as they may still be seen.',
    handler: async (context) => ({ rows: await readRecent(context) }),
  }),
  defineRoute({
    method: 'POST',
    path: '/recent',
    right: 'session',
    summary: 'Says that the caller opened a record.',
    body: closed({ entity: Name, id: Ulid }),
    async handler(context, { body }) {
      await keepRecent(context, body);
      return new Reply(204, { empty: true });
    },
  }),
];
