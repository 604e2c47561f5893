/** What a reader asks of a sheet besides its parameters: another order, fewer rows (docs/sheets.md, "What a reader changes"). */
import { Type, type Static } from '@sinclair/typebox';
import { closed, oneOf } from './common.js';
import { Address } from './sheet.js';

export const readerOperators = [
  'eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'between', 'in', 'contains',
] as const; // prettier-ignore

const Operand = Type.Union([Type.Null(), Type.Boolean(), Type.Number(), Type.String({ maxLength: 400 })]);

export const ReaderSortSchema = closed({ cell: Address, descending: Type.Optional(Type.Boolean()) });
export type ReaderSort = Static<typeof ReaderSortSchema>;

export const ReaderFilterSchema = closed({
  cell: Address,
  op: oneOf(readerOperators),
  /** As the cell shows it: of a look-up the name, of a choice the label. A list for `in`, two ends for `between`. */
  value: Type.Union([Operand, Type.Array(Operand, { maxItems: 500 })]),
});
export type ReaderFilter = Static<typeof ReaderFilterSchema>;

/** The keys that the bodies of run, explain and export take. */
export const readerChanges = {
  sort: Type.Optional(Type.Array(ReaderSortSchema, { maxItems: 6 })),
  filter: Type.Optional(Type.Array(ReaderFilterSchema, { maxItems: 20 })),
};
export interface ReaderChanges {
  readonly sort?: readonly ReaderSort[];
  readonly filter?: readonly ReaderFilter[];
}
