/** Records that leave the product: lists as files, lists and records on paper. */
import { Type } from '@sinclair/typebox';
import { Name, ULID_PATTERN } from '../../../metadata/schema/common.js';
import { defineRoute, type Route } from '../../http/route.js';
import { exportList } from './export-list.js';
import { printList, printRecord } from './print.js';
import { ExportSchema, PrintListSchema } from './request.js';

const entityParams = Type.Object({ entity: Name });

export const exportRoutes: readonly Route[] = [
  defineRoute({
    method: 'POST',
    path: '/records/:entity/export',
    right: 'session',
    summary: 'A list as a file: its filter, order and columns, the rows that the caller may export.',
    params: entityParams,
    body: ExportSchema,
    bodyIsRequest: true,
    filters: ['filter'],
    handler: (context, { params, body, client }) => exportList(context, params['entity']!, body, client.address),
  }),
  defineRoute({
    method: 'POST',
    path: '/records/:entity/print',
    right: 'session',
    summary: 'The rows of a list that the caller may print, a thousand at most.',
    params: entityParams,
    body: PrintListSchema,
    bodyIsRequest: true,
    filters: ['filter'],
    handler: (context, { params, body, client }) => printList(context, params['entity']!, body, client.address),
  }),
  defineRoute({
    method: 'POST',
    path: '/records/:entity/:id/print',
    right: 'session',
    summary: 'One record with the rows of its sub-tables, for paper.',
    params: Type.Object({ entity: Name, id: Type.String({ pattern: ULID_PATTERN }) }),
    handler: (context, { params, client }) => printRecord(context, params['entity']!, params['id']!, client.address),
  }),
];
