/** Actions of a record over HTTP: what one would make, and running it. */
import { Type } from '@sinclair/typebox';
import { Name, ULID_PATTERN } from '../../../metadata/schema/common.js';
import { defineRoute, Reply, type Route } from '../../http/route.js';
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
    summary: 'Runs an action on this record: makes its records and sets fields, all or nothing.',
    params,
    body: ActionRequestSchema,
    async handler(context, { params: { entity, id, name }, body, idempotencyKey }) {
      const request = `POST /records/${entity}/${id}/actions/${name} ${JSON.stringify(body)}`;
      const once = idempotencyKey === undefined ? undefined : { key: idempotencyKey, request };
      const done = await runAction(context, { entity: entity!, id: id!, action: name! }, body, once);
      return new Reply(200, { text: done.text });
    },
  }),
];
