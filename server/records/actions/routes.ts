/** Actions of a record over HTTP: what one would make, and running it. */
import { Type } from '@sinclair/typebox';
import { Name, ULID_PATTERN } from '../../../metadata/schema/common.js';
import { defineRoute, Reply, type Route } from '../../http/route.js';
import { parseDuplicates } from '../parse-request.js';
import { previewAction } from './preview-action.js';
import { ActionRequestSchema, runAction } from './run-action.js';

const params = Type.Object({ entity: Name, id: Type.String({ pattern: ULID_PATTERN }), name: Name });
const path = '/records/:entity/:id/actions/:name';

export const actionRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path,
    right: 'session',
    summary: 'What an action of the entity would make of this record: values by step, with names of look-ups.',
    params,
    handler: (context, { params: { entity, id, name } }) => previewAction(context, entity!, id!, name!),
  }),
  defineRoute({
    method: 'POST',
    path,
    right: 'session',
    summary:
      'Runs an action on this record: makes its records and sets fields, all or nothing. "duplicates" as when a record is created.',
    params,
    query: Type.Object(
      { duplicates: Type.Optional(Type.String({ maxLength: 2000 })) },
      { additionalProperties: false },
    ),
    body: ActionRequestSchema,
    async handler(context, { params: { entity, id, name }, query, body, idempotencyKey }) {
      const request = `POST /records/${entity}/${id}/actions/${name} ${JSON.stringify(body)}`;
      const once = idempotencyKey === undefined ? undefined : { key: idempotencyKey, request };
      const options = { duplicates: parseDuplicates(query), ...(once ? { once } : {}) };
      const done = await runAction(context, { entity: entity!, id: id!, action: name! }, body, options);
      return new Reply(200, { text: done.text });
    },
  }),
];
