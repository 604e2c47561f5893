/**
 * Figures of another dataset beside a chart's own rows: a gauge whose ring is all customers and whose figure is those who
 * bought. With `by` each row has the figures of the row that has the same value there: targets beside sales, by month.
 * Without it one row stands beside every row; of more, the first counts.
 */
import type { ResultColumn, ResultRow } from '../contributions.js';

export interface Beside {
  readonly dataset: string;
  /** Name beside the chart's own columns -> column of the other dataset. */
  readonly columns: Readonly<Record<string, string>>;
  /** A column of both datasets. What only the other dataset has comes behind, with its figures alone. */
  readonly by?: string;
}
export interface BesideData {
  readonly columns: readonly ResultColumn[];
  readonly rows: readonly ResultRow[];
}

/** The chart's data with those columns; names that the chart has itself stay its own, unknown ones are left out. */
export function putBeside(
  own: BesideData,
  other: BesideData | undefined,
  { columns, by }: Pick<Beside, 'columns' | 'by'>,
): BesideData {
  const taken = new Set(own.columns.map((column) => column.name));
  const added = Object.entries(columns).flatMap(([name, from]): readonly Added[] => {
    const column = other?.columns.find((each) => each.name === from);
    return !column || taken.has(name) ? [] : [{ column: { ...column, name }, from }];
  });
  if (added.length === 0) return own;
  const figuresOf = (row: ResultRow | undefined): ResultRow =>
    Object.fromEntries(added.map(({ column, from }) => [column.name, row?.[from] ?? null]));
  const rows = by === undefined ? ofOne(own.rows, figuresOf(other!.rows[0])) : ofSame(own, other!.rows, by, figuresOf);
  return { columns: [...own.columns, ...added.map(({ column }) => column)], rows };
}

interface Added {
  readonly column: ResultColumn;
  readonly from: string;
}

const ofOne = (rows: readonly ResultRow[], figures: ResultRow): readonly ResultRow[] =>
  rows.map((row) => ({ ...figures, ...row }));

function ofSame(
  own: BesideData,
  others: readonly ResultRow[],
  by: string,
  figuresOf: (row: ResultRow | undefined) => ResultRow,
): readonly ResultRow[] {
  const byValue = new Map(others.map((row) => [row[by] ?? null, row] as const));
  const known = new Set(own.rows.map((row) => row[by] ?? null));
  const names = own.columns.map((column) => column.name);
  const behind = others
    .filter((row) => !known.has(row[by] ?? null))
    .map((row) => ({
      ...Object.fromEntries(names.map((name) => [name, null])),
      ...figuresOf(row),
      [by]: row[by] ?? null,
      ...(`${by}_label` in row ? { [`${by}_label`]: row[`${by}_label`] ?? null } : {}),
    }));
  return [...own.rows.map((row) => ({ ...figuresOf(byValue.get(row[by] ?? null)), ...row })), ...behind];
}
