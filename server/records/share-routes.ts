/** Shares of a record over HTTP. */
import { Type } from '@sinclair/typebox';
import { closed, Name, Ulid, ULID_PATTERN } from '../../metadata/schema/common.js';
import { defineRoute, type Route } from '../http/route.js';
import { listShares, putShare, removeShare, ShareSchema } from './shares.js';

const params = Type.Object({ entity: Name, id: Type.String({ pattern: ULID_PATTERN }) });
const path = '/records/:entity/:id/shares';

export const shareRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path,
    right: 'session',
    summary: 'With whom a record is shared by hand; for those who may share it.',
    params,
    handler: (context, { params: { entity, id } }) => listShares(context, entity!, id!),
  }),
  defineRoute({
    method: 'PUT',
    path,
    right: 'session',
    summary: 'Shares a record with a person, role or department, or changes such a share.',
    params,
    body: ShareSchema,
    handler: (context, { params: { entity, id }, body }) => putShare(context, entity!, id!, body),
  }),
  defineRoute({
    method: 'DELETE',
    path,
    right: 'session',
    summary: 'Takes a share back.',
    params,
    query: closed({ share: Ulid }),
    handler: (context, { params: { entity, id }, query }) => removeShare(context, entity!, id!, query['share'] ?? ''),
  }),
];
