/** Merging records over HTTP: what would move, and doing it. */
import { Type } from '@sinclair/typebox';
import { closed, Name, Ulid, ULID_PATTERN } from '../../../metadata/schema/common.js';
import { defineRoute, Reply, type Route } from '../../http/route.js';
import { parseVersion } from '../parse-request.js';
import { mergeRecords, mostMerged } from './merge-records.js';
import { previewMerge } from './preview.js';

const params = Type.Object({ entity: Name, id: Type.String({ pattern: ULID_PATTERN }) });
const limits = { minItems: 1, maxItems: mostMerged };

export const mergeRoutes: readonly Route[] = [
  defineRoute({
    method: 'POST',
    path: '/records/:entity/:id/merge',
    right: 'session',
    summary:
      'Merges other records into this one, whose version If-Match names: values are taken, what points to them points here, they go to the trash. All or nothing.',
    params,
    body: closed({
      from: Type.Array(closed({ id: Ulid, version: Type.Integer({ minimum: 1 }) }), limits),
      /** What this record takes, as the body of a change. */
      values: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
    }),
    async handler(context, { params: { entity, id }, body, ifMatch, idempotencyKey: key }) {
      const version = parseVersion(ifMatch);
      const request = `POST /records/${entity}/${id}/merge ${version} ${JSON.stringify(body)}`;
      const once = key === undefined ? undefined : { key, request };
      const record = await mergeRecords(context, entity!, id!, { ...body, version }, once);
      return new Reply(200, { text: record.text }, { ETag: `"${record.version}"`, 'Cache-Control': 'no-store' });
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/records/:entity/:id/merge/preview',
    right: 'session',
    summary:
      'How many records, of those the caller may see, would point to this one after a merge. Nothing is written.',
    params,
    body: closed({ from: Type.Array(Ulid, limits) }),
    handler: (context, { params: { entity, id }, body }) => previewMerge(context, entity!, id!, body.from),
  }),
];
