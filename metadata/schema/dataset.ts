/** Named rows of reports and dashboards: where they come from (docs/sheets.md). */
import { Type, type Static } from '@sinclair/typebox';
import { closed, Name } from './common.js';
import { QuerySchema } from './query.js';

export const RowsSourceSchema = closed({
  type: Type.Literal('rows'),
  columns: Type.Array(Name, { minItems: 1, maxItems: 100 }),
  rows: Type.Array(Type.Array(Type.Union([Type.Null(), Type.Boolean(), Type.Number(), Type.String()])), {
    maxItems: 5000,
  }),
});
export const QuerySourceSchema = closed({ type: Type.Literal('query'), query: QuerySchema });
/** One step from rows to rows (docs/transforms.md); its options follow the schema of its type (compose.ts). */
export const TransformSchema = closed({
  type: Type.String({ maxLength: 60 }),
  options: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
});
export type TransformDocument = Static<typeof TransformSchema>;
export const DatasetSchema = closed({
  /** A letter or a name; capital letters and digits would read as a cell address and are refused. */
  name: Type.String({ pattern: '^[A-Za-z][A-Za-z0-9_]{0,40}$' }),
  source: Type.Union([QuerySourceSchema, RowsSourceSchema]),
  /** In this order, after the rows are read. */
  transforms: Type.Optional(Type.Array(TransformSchema, { minItems: 1, maxItems: 6 })),
});
export type Dataset = Static<typeof DatasetSchema>;
