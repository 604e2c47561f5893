/** Duplicates over HTTP: those that are there, and what a record that is being typed resembles. */
import { Type } from '@sinclair/typebox';
import { Name, closed, Ulid } from '../../metadata/schema/common.js';
import { defineRoute, Reply, type Route } from '../http/route.js';
import { mostApart, tellApart } from './apart.js';
import { checkForDuplicates } from './check.js';
import { listDuplicateGroups } from './groups.js';

const RequestSchema = closed({
  /** Values by field, as a body of a record has them; only fields that a rule compares are read. */
  values: Type.Record(Type.String(), Type.Unknown()),
  /** The record that is being changed: its other values count, and it is no duplicate of itself. */
  id: Type.Optional(Ulid),
});

export const duplicateRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/records/:entity/duplicates',
    right: 'session',
    summary: 'Groups of records that the caller may see and that rules take for one and the same, a stretch at a time.',
    params: Type.Object({ entity: Name }),
    query: closed({ after: Type.Optional(Ulid) }),
    handler: (context, { params, query }) => listDuplicateGroups(context, params['entity']!, query.after),
  }),
  defineRoute({
    method: 'PUT',
    path: '/records/:entity/duplicates/apart',
    right: 'session',
    summary: 'Says of records that they are not the same, for everybody until one of them changes; or takes it back.',
    params: Type.Object({ entity: Name }),
    body: closed({
      ids: Type.Array(Ulid, { minItems: 2, maxItems: mostApart, uniqueItems: true }),
      apart: Type.Boolean(),
    }),
    async handler(context, { params, body }) {
      await tellApart(context, params['entity']!, body);
      return new Reply(204, { empty: true });
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/records/:entity/duplicates',
    right: 'session',
    whileViewing: true,
    summary: 'Records that the caller may see and that may be the same as one that is being typed: the best five.',
    params: Type.Object({ entity: Name }),
    body: RequestSchema,
    handler: (context, { params, body }) => checkForDuplicates(context, params['entity']!, body),
  }),
];
