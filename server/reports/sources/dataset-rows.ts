/** What every source of a dataset gives. */
import type { ResultColumn, ResultRow } from '../../../metadata/contributions.js';
import type { Query, Select } from '../../../metadata/schema/query.js';
import type { Source } from '../../../metadata/schema/dataset.js';
import type { Merge, NotPushed, PushDown } from '../../../metadata/sheet/push-down.js';
import type { Value } from '../../../metadata/value.js';
import { say } from '../../../metadata/words.js';
import { ApiError } from '../../errors.js';
import { rowsOfColumns, type QueryColumns } from '../../records/query-columns.js';

/** Rows that one dataset may bring into a sheet or chart. */
export const DATASET_ROWS = 200_000;

/** Rows that SQL is asked for while it is written: enough to tell few from many. */
export const FIRST_OF_SQL = 1000;

export interface DatasetRows {
  readonly columns: readonly ResultColumn[];
  /** Where `packed` is, made from it when first asked for. */
  readonly rows: readonly ResultRow[];
  /** The same by columns (server/records/query-columns.ts). */
  readonly packed?: Pick<QueryColumns, 'length' | 'fields'>;
  /** Groups keep the order of the rows: inline rows, or a query that states a sort. */
  readonly ordered: boolean;
  /** Columns that their reader may not read: neither among `columns` nor in the rows. */
  readonly withheld?: readonly string[];
  /** Nothing of it may be read: its rows, their order or their groups come from what may not. */
  readonly closed?: boolean;
  /** The rows are groups, of which a sheet merges its aggregates (metadata/sheet/push-down.ts). */
  readonly merges?: ReadonlyMap<string, Merge>;
  /** Where the rows are groups: the query of the rows behind them, and the columns that tell the groups apart. */
  readonly behind?: { readonly query: Query; readonly by: readonly Select[] };
  /** Why the rows of a query are read one by one. */
  readonly kept?: NotPushed;
  /** How many there are, where only the first were asked for; undefined then: more than these. */
  readonly first?: { readonly total: number | undefined };
  /** All groups, where a reader's filter has left some of them. */
  readonly unfiltered?: readonly ResultRow[];
}

/** How many there are, without making them. */
export const rowCount = (read: DatasetRows): number => read.packed?.length ?? read.rows.length;

/** Those at some places, without making the others. */
export const rowsAt = (read: DatasetRows, places: readonly number[]): readonly ResultRow[] =>
  read.packed ? rowsOfColumns(read.packed, places) : places.map((place) => read.rows[place]!);

/** A dataset by columns; copies must take it from here, for a spread would make its rows. */
export function packedRows(
  rest: Omit<DatasetRows, 'rows' | 'packed'>,
  packed: NonNullable<DatasetRows['packed']>,
): DatasetRows {
  let rows: readonly ResultRow[] | undefined;
  return Object.defineProperty({ ...rest, packed } as DatasetRows, 'rows', {
    get: () => (rows ??= rowsOfColumns(packed)),
    enumerable: true,
  });
}

/** What a source is asked for; its reader is the person of the context. */
export interface SourceRequest<S = Source> {
  /** Of the dataset, for messages. */
  readonly name: string;
  readonly source: S;
  /** Values of all parameters of the document. */
  readonly parameters: Readonly<Record<string, Value>>;
  /** Refused where some of it may not be read; else that part is withheld. */
  readonly whole: boolean;
  /** The grouped query to read instead, or why the rows are needed (metadata/sheet/push-down.ts). */
  group?(query: Query): PushDown | NotPushed;
  /** Its rows are read one by one, not by columns. */
  readonly byRows?: true;
  /** MoreRows where there are more; not all sources look before they have read them. */
  readonly most?: number;
  /** No more than the first so many are wanted, and how many there are; a source that reads all may leave this alone. */
  readonly first?: number;
}

/** Nothing of it may be read. */
export const closedRows = (withheld: readonly string[]): DatasetRows => ({
  columns: [],
  rows: [],
  ordered: true,
  withheld,
  closed: true,
});

/** There are more rows than were asked for: whoever asked does it in another way. */
export class MoreRows extends Error {}

export function tooLarge(name: string): ApiError {
  const words = say`Dataset ${{ dataset: name }} has more than ${{ most: DATASET_ROWS }} rows. Group it, or narrow its filter.`;
  return new ApiError(422, 'DATASET_TOO_LARGE', words, { path: `/datasets/${name}` });
}
