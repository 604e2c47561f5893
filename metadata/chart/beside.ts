/**
 * Figures of another dataset beside a chart's own rows: a gauge whose ring is all customers and whose figure is those who
 * bought. Only a dataset of one row can stand beside every row; of more, the first counts.
 */
import type { ResultColumn, ResultRow } from '../contributions.js';

export interface Beside {
  readonly dataset: string;
  /** Name beside the chart's own columns -> column of the other dataset. */
  readonly columns: Readonly<Record<string, string>>;
}
export interface BesideData {
  readonly columns: readonly ResultColumn[];
  readonly rows: readonly ResultRow[];
}

/** The chart's data with those columns; names that the chart has itself stay its own, unknown ones are left out. */
export function putBeside(
  own: BesideData,
  other: BesideData | undefined,
  { columns }: Pick<Beside, 'columns'>,
): BesideData {
  const [row] = other?.rows ?? [];
  const taken = new Set(own.columns.map((column) => column.name));
  const added = Object.entries(columns).flatMap(
    ([name, from]): readonly (readonly [ResultColumn, ResultRow[string]])[] => {
      const column = other?.columns.find((each) => each.name === from);
      return !column || taken.has(name) ? [] : [[{ ...column, name }, row?.[from] ?? null]];
    },
  );
  if (added.length === 0) return own;
  const values = Object.fromEntries(added.map(([column, value]) => [column.name, value]));
  return {
    columns: [...own.columns, ...added.map(([column]) => column)],
    rows: own.rows.map((each) => ({ ...values, ...each })),
  };
}
