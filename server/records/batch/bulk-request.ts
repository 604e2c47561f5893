/** What `POST /api/records/:entity/bulk` takes: one change of many records, named by ids or by a filter, or single edits. */
import { Type, type Static } from '@sinclair/typebox';
import { closed, Ulid } from '../../../metadata/schema/common.js';
import { FilterSchema, type Filter } from '../../../metadata/schema/query.js';

/** Records that may be named one by one; more are named by a filter. */
export const mostIds = 5000;
/** Edits of single records in one request: a pasted block. */
export const mostEdits = 1000;

const ids = Type.Optional(Type.Array(Ulid, { minItems: 1, maxItems: mostIds, uniqueItems: true }));
const filter = Type.Optional(FilterSchema);
const Values = Type.Record(Type.String(), Type.Unknown());

export const BulkRequestSchema = Type.Union([
  closed({ action: Type.Literal('update'), ids, filter, values: Values }),
  closed({ action: Type.Literal('delete'), ids, filter }),
  closed({
    action: Type.Literal('edit'),
    rows: Type.Array(closed({ id: Ulid, version: Type.Optional(Type.Integer({ minimum: 1 })), values: Values }), {
      minItems: 1,
      maxItems: mostEdits,
    }),
    /** Only tells what would fail; nothing is written. */
    check: Type.Optional(Type.Boolean()),
  }),
]);
export type BulkRequest = Static<typeof BulkRequestSchema>;

/** The records of an `update` or `delete`. */
export interface Targets {
  readonly ids?: readonly string[] | undefined;
  readonly filter?: Filter | undefined;
}
