/** The trash of an entity over HTTP: what lies in it, bringing many back, taking out for good. */
import { Type } from '@sinclair/typebox';
import { closed, Name, Ulid } from '../../metadata/schema/common.js';
import { defineRoute, type Route } from '../http/route.js';
import { parseNumber } from './parse-request.js';
import { countPurge, purgeRecords } from './purge.js';
import { listTrash, restoreMany } from './trash.js';

const params = closed({ entity: Name });
const Ids = Type.Array(Ulid, { minItems: 1, maxItems: 200, uniqueItems: true });
const Text = Type.Optional(Type.String({ maxLength: 20 }));

export const trashRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/records/:entity/trash',
    right: 'session',
    summary: 'Deleted records that the caller may bring back, the last deleted first.',
    params,
    query: closed({ limit: Text, offset: Text }),
    async handler(context, { params, query: { limit, offset } }) {
      return listTrash(context, params['entity']!, {
        limit: limit === undefined ? 50 : parseNumber('limit', limit, 1, 200),
        offset: offset === undefined ? 0 : parseNumber('offset', offset, 0, 1_000_000),
      });
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/records/:entity/trash/restore',
    right: 'session',
    summary: 'Brings up to 200 deleted records back, each with what was deleted with it; each is reported.',
    params,
    body: closed({ ids: Ids }),
    handler: async (context, { params, body }) => ({ rows: await restoreMany(context, params['entity']!, body.ids) }),
  }),
  defineRoute({
    method: 'POST',
    path: '/records/:entity/trash/purge',
    right: 'operate',
    summary: 'Takes deleted records out for good. Without a count it only says how many.',
    params,
    body: closed({ ids: Ids, count: Type.Optional(Type.Integer({ minimum: 1 })) }),
    async handler(context, { params, body: { ids, count } }) {
      const entity = params['entity']!;
      return count === undefined ? countPurge(context, entity, ids) : purgeRecords(context, entity, { ids, count });
    },
  }),
];
