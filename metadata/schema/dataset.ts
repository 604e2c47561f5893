/** Named rows of reports and dashboards: where they come from (docs/datasets.md). */
import { Type, type Static } from '@sinclair/typebox';
import { closed, document, Expression, Name } from './common.js';
import { ParameterSchema } from './parameter.js';
import { QuerySchema } from './query.js';

export const RowsSourceSchema = closed({
  type: Type.Literal('rows'),
  columns: Type.Array(Name, { minItems: 1, maxItems: 100 }),
  rows: Type.Array(Type.Array(Type.Union([Type.Null(), Type.Boolean(), Type.Number(), Type.String()])), {
    maxItems: 5000,
  }),
});
export type RowsSource = Static<typeof RowsSourceSchema>;
export const QuerySourceSchema = closed({ type: Type.Literal('query'), query: QuerySchema });
export type QuerySource = Static<typeof QuerySourceSchema>;
/** One SELECT over entities as tables, or over the tables of a connection; parameters stand in it as `:name`. */
export const SqlSourceSchema = closed({
  type: Type.Literal('sql'),
  /** A document of kind connection: another database. */
  connection: Type.Optional(Name),
  sql: Type.String({ minLength: 1, maxLength: 20_000 }),
  /** Only rows whose column `key` is the id of a record of `entity` that the reader may see. */
  rows: Type.Optional(Type.Array(closed({ entity: Name, key: Name }), { minItems: 1, maxItems: 6 })),
  /** Result columns by the field whose values they are, `order_line.amount`: type, label and field class come from it. */
  fields: Type.Optional(
    Type.Record(Name, Type.String({ pattern: '^[a-z][a-z0-9_]{0,40}(\\.[a-z][a-z0-9_]{0,40}){1,2}$' })),
  ),
});
export type SqlSource = Static<typeof SqlSourceSchema>;

/** Values for the parameters of what is read: expressions over those of the document, `$from`. */
const GivenSchema = Type.Record(Name, Expression);
/** A dataset of another report. */
export const ReportSourceSchema = closed({
  type: Type.Literal('report'),
  report: Name,
  dataset: Type.String({ maxLength: 41 }),
  parameters: Type.Optional(GivenSchema),
});
export type ReportSource = Static<typeof ReportSourceSchema>;
/** A dataset that several documents share. */
export const SharedSourceSchema = closed({
  type: Type.Literal('dataset'),
  name: Name,
  parameters: Type.Optional(GivenSchema),
});

export type SharedSource = Static<typeof SharedSourceSchema>;

/** The shipped ones; plugins add others, each told by its own schema (metadata/dataset/source-type.ts, compose.ts). */
export type Source = RowsSource | QuerySource | SqlSource | ReportSource | SharedSource;
const SourceSchema = Type.Unsafe<Source>(
  Type.Object({ type: Type.String({ maxLength: 60 }) }, { additionalProperties: true }),
);

/** One step from rows to rows (docs/transforms.md); its options follow the schema of its type (compose.ts). */
export const TransformSchema = closed({
  type: Type.String({ maxLength: 60 }),
  options: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
});
export type TransformDocument = Static<typeof TransformSchema>;

/** In this order, after the rows are read. */
const transformKeys = { transforms: Type.Optional(Type.Array(TransformSchema, { minItems: 1, maxItems: 6 })) };

export const DatasetSchema = closed({
  /** A letter or a name; capital letters and digits would read as a cell address and are refused. */
  name: Type.String({ pattern: '^[A-Za-z][A-Za-z0-9_]{0,40}$' }),
  source: SourceSchema,
  ...transformKeys,
});
export type Dataset = Static<typeof DatasetSchema>;

/** A dataset of its own, which reports and dashboards use by its name: one definition of a figure for all of them. */
export const SharedDatasetSchema = document('dataset', 1, {
  parameters: Type.Optional(Type.Array(ParameterSchema, { maxItems: 40 })),
  source: SourceSchema,
  ...transformKeys,
});
export type SharedDatasetDocument = Static<typeof SharedDatasetSchema>;
