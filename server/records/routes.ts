/** Records over HTTP: lists, single records, history, queries. Everything is decided by what these call. */
import { Type } from '@sinclair/typebox';
import { ULID_PATTERN, Name } from '../../metadata/schema/common.js';
import { QuerySchema } from '../../metadata/schema/query.js';
import type { CreateChecker } from '../../metadata/document/validate.js';
import { createAjvChecker } from '../releases/ajv-checker.js';
import { defineRoute, Reply, type Route } from '../http/route.js';
import { createRecordText } from './create.js';
import { allowedActions } from './allowed.js';
import { BulkRequestSchema } from './batch/bulk-request.js';
import { batchRoutes } from './batch/routes.js';
import { changeMany } from './change-many.js';
import { exportRoutes } from './export/routes.js';
import { deleteRecord } from './delete.js';
import { getRecordText } from './get.js';
import { readHistory } from './history.js';
import { listRecordsText } from './list.js';
import { LookUpBody, readLookUp } from './look-up.js';
import { MoveSchema, moveRecord, type MoveRequest } from './move.js';
import {
  createFilterCheck,
  parseDuplicates,
  parseFields,
  parseListRequest,
  parseNumber,
  parseVersion,
} from './parse-request.js';
import { runQuery } from './query.js';
import { restoreRecord } from './restore.js';
import { updateRecordText } from './update.js';
import { wordsInUse } from './words.js';

const Text = Type.Optional(Type.String({ maxLength: 20_000 }));
const entityParams = Type.Object({ entity: Name });
const recordParams = Type.Object({ entity: Name, id: Type.String({ pattern: ULID_PATTERN }) });
const listQuery = Type.Object(
  { filter: Text, fields: Text, sort: Text, limit: Text, offset: Text, after: Text, count: Text },
  { additionalProperties: false },
);
const oneQuery = Type.Object({ fields: Text }, { additionalProperties: false });
const writeQuery = Type.Object({ duplicates: Text }, { additionalProperties: false });
const historyQuery = Type.Object({ limit: Text, before: Text }, { additionalProperties: false });
/** Checked by the schema of the entity and the rights of the caller, which no fixed schema knows. */
const Fields = Type.Unknown();

/** The tag is the version, which If-Match sends back; it is no promise about the names of look-ups, so nothing is kept. */
const tagged = (record: { readonly version: number }) => ({ ETag: `"${record.version}"`, 'Cache-Control': 'no-store' });

/** `createChecker` checks the filter in list addresses; bodies are checked by the adapter. */
export function recordRoutes(createChecker: CreateChecker = createAjvChecker()): readonly Route[] {
  const checkFilter = createFilterCheck(createChecker);
  return [
    defineRoute({
      method: 'GET',
      path: '/records/:entity',
      right: 'session',
      summary: 'A page of records that the caller may see.',
      params: entityParams,
      query: listQuery,
      async handler(context, { params, query }) {
        return new Reply(200, {
          text: await listRecordsText(context, params['entity']!, parseListRequest(query, checkFilter)),
        });
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/records/:entity/words/:field',
      right: 'session',
      summary:
        'Words in use in a field of free words (tags), of records that the caller may see, the most frequent first.',
      params: Type.Object({ entity: Name, field: Name }),
      async handler(context, { params }) {
        return { words: await wordsInUse(context, params['entity']!, params['field']!) };
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/records/:entity',
      right: 'session',
      summary:
        'Creates a record, with the rows of its children fields. One like others is 409 DUPLICATES unless "duplicates" names those that were seen, or is "allow".',
      params: entityParams,
      query: writeQuery,
      body: Fields,
      async handler(context, { params, query, body, idempotencyKey }) {
        const entity = params['entity']!;
        const request = `POST /records/${entity} ${JSON.stringify(body)}`;
        const once = idempotencyKey === undefined ? {} : { once: { key: idempotencyKey, request } };
        const record = await createRecordText(context, entity, body, { ...once, duplicates: parseDuplicates(query) });
        const headers = { ...tagged(record), Location: `/api/records/${entity}/${record.id}` };
        return new Reply(201, { text: record.text }, headers);
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/records/:entity/look-up',
      right: 'session',
      whileViewing: true,
      summary: 'The value that a field of a new record begins with, where it is looked up by values of the record.',
      params: entityParams,
      body: LookUpBody,
      bodyIsRequest: true,
      async handler(context, { params, body }) {
        return readLookUp(context, params['entity']!, body);
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/records/:entity/bulk',
      right: 'session',
      summary: 'Changes or deletes records named by ids or a filter; each is reported. Over 500 it is a job: 202.',
      params: entityParams,
      body: BulkRequestSchema,
      filters: ['filter'],
      findings: ['failed.problems'],
      async handler(context, { params, body }) {
        const outcome = await changeMany(context, params['entity']!, body);
        return 'job' in outcome ? new Reply(202, { json: outcome }) : outcome;
      },
    }),
    ...batchRoutes,
    ...exportRoutes,
    defineRoute({
      method: 'GET',
      path: '/records/:entity/:id/allowed',
      right: 'session',
      summary: 'What the caller may do with a record: change, delete, share it.',
      params: recordParams,
      handler: (context, { params }) => allowedActions(context, params['entity']!, params['id']!),
    }),
    defineRoute({
      method: 'GET',
      path: '/records/:entity/:id',
      right: 'session',
      summary: 'One record.',
      params: recordParams,
      query: oneQuery,
      async handler(context, { params, query }) {
        const fields = query['fields'] === undefined ? undefined : parseFields(query['fields']);
        const record = await getRecordText(context, params['entity']!, params['id']!, fields);
        return new Reply(200, { text: record.text }, tagged(record));
      },
    }),
    defineRoute({
      method: 'PATCH',
      path: '/records/:entity/:id',
      right: 'session',
      summary:
        'Changes the fields given; If-Match names the version they were made on. "duplicates" as when a record is created.',
      params: recordParams,
      query: writeQuery,
      body: Fields,
      async handler(context, { params, query, body, ifMatch }) {
        const version = parseVersion(ifMatch);
        const duplicates = parseDuplicates(query);
        const record = await updateRecordText(context, params['entity']!, params['id']!, version, body, duplicates);
        return new Reply(200, { text: record.text }, tagged(record));
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/records/:entity/:id/move',
      right: 'session',
      summary:
        'Puts a record before or after another one in the order of its position field; If-Match names its version.',
      params: recordParams,
      body: MoveSchema,
      async handler(context, { params, body, ifMatch }) {
        const version = parseVersion(ifMatch);
        const record = await moveRecord(context, params['entity']!, params['id']!, version, body as MoveRequest);
        return new Reply(200, { text: record.text }, tagged(record));
      },
    }),
    defineRoute({
      method: 'DELETE',
      path: '/records/:entity/:id',
      right: 'session',
      summary: 'Deletes a record of the version in If-Match, with what is part of it. It can be restored.',
      params: recordParams,
      async handler(context, { params, ifMatch }) {
        await deleteRecord(context, params['entity']!, params['id']!, parseVersion(ifMatch));
        return undefined;
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/records/:entity/:id/restore',
      right: 'session',
      summary: 'Brings a deleted record back, with what was deleted with it.',
      params: recordParams,
      async handler(context, { params }) {
        const record = await restoreRecord(context, params['entity']!, params['id']!);
        return new Reply(200, { json: record }, tagged(record));
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/records/:entity/:id/history',
      right: 'session',
      summary: 'Who changed what, newest first; fields the caller may not read are left out.',
      params: recordParams,
      query: historyQuery,
      async handler(context, { params, query }) {
        const { limit, before } = query;
        return readHistory(context, params['entity']!, params['id']!, {
          ...(limit === undefined ? {} : { limit: parseNumber('limit', limit, 1, 200) }),
          ...(before === undefined ? {} : { before: parseNumber('before', before, 1, 999_999_999) }),
        });
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/query',
      right: 'session',
      whileViewing: true,
      summary: 'Runs a query document under the rights of the caller.',
      body: QuerySchema,
      filters: ['where', 'having'],
      bodyIsRequest: true,
      async handler(context, { body, signal }) {
        return runQuery({ ...context, signal }, body);
      },
    }),
  ];
}
