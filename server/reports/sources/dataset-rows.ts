/** What every source of a dataset gives. */
import type { ResultColumn, ResultRow } from '../../../metadata/contributions.js';
import type { Merge } from '../../../metadata/sheet/push-down.js';
import { say } from '../../../metadata/words.js';
import { ApiError } from '../../errors.js';

/** Rows that one dataset may bring into a sheet or chart. */
export const DATASET_ROWS = 200_000;

export interface DatasetRows {
  readonly columns: readonly ResultColumn[];
  readonly rows: readonly ResultRow[];
  /** Groups keep the order of the rows: inline rows, or a query that states a sort. */
  readonly ordered: boolean;
  /** Columns that their reader may not read: neither among `columns` nor in the rows. */
  readonly withheld?: readonly string[];
  /** Nothing of it may be read: its rows, their order or their groups come from what may not. */
  readonly closed?: boolean;
  /** The rows are groups, of which a sheet merges its aggregates (metadata/sheet/push-down.ts). */
  readonly merges?: ReadonlyMap<string, Merge>;
}

export function tooLarge(name: string): ApiError {
  const words = say`Dataset ${{ dataset: name }} has more than ${{ most: DATASET_ROWS }} rows. Group it, or narrow its filter.`;
  return new ApiError(422, 'DATASET_TOO_LARGE', words, { path: `/datasets/${name}` });
}
