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
export const DatasetSchema = closed({
  /** A letter or a name; capital letters and digits would read as a cell address and are refused. */
  name: Type.String({ pattern: '^[A-Za-z][A-Za-z0-9_]{0,40}$' }),
  source: Type.Union([QuerySourceSchema, RowsSourceSchema]),
});
export type Dataset = Static<typeof DatasetSchema>;
