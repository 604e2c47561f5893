/**
 * A chart of a report that goes down in place: its rows are those of the finest level, and each level shows them added up.
 * Nothing is asked again, so a chart in a cell goes down over just the rows of its cell. Pure.
 */
import type { ResultColumn, ResultRow } from '../contributions.js';
import { sum } from '../expression/decimal.js';
import type { Grain } from '../schema/query.js';
import { startOfGrain } from '../time.js';
import type { Scalar, Value } from '../value.js';

export interface ChartLevel {
  readonly column: string;
  /** Periods of a date column that holds finer ones. */
  readonly grain?: Grain | undefined;
}

export interface LevelRows {
  readonly columns: readonly ResultColumn[];
  readonly rows: readonly ResultRow[];
}

/**
 * Rows of the level below the values chosen so far, one for each value of its column and of `kept` (the series). Undefined
 * where figures may not be added up, or a level's column is not there: such a chart is drawn from its rows as they are.
 */
export function levelRows(
  { columns, rows }: LevelRows,
  levels: readonly ChartLevel[],
  { chosen, kept }: { readonly chosen: readonly Scalar[]; readonly kept: readonly string[] },
): LevelRows | undefined {
  const level = levels[chosen.length];
  const find = (name: string) => columns.find((column) => column.name === name);
  if (!level || levels.slice(0, chosen.length + 1).some(({ column }) => !find(column))) return undefined;
  const keys = new Set([level.column, ...kept.filter((name) => find(name))]);
  const figures = columns.filter(({ name, type }) => type === 'number' && !keys.has(name));
  if (figures.some(({ additive }) => additive === false)) return undefined;
  // The same in all rows of a group: a click hands it on.
  const same = [...keys, ...levels.slice(0, chosen.length).map(({ column }) => column)].flatMap(withCompanions);
  const groups = new Map<string, ResultRow[]>();
  for (const row of rows) {
    if (!chosen.every((value, index) => atLevel(row, levels[index]!) === value)) continue;
    const key = JSON.stringify([...keys].map((name) => (name === level.column ? atLevel(row, level) : row[name])));
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return {
    columns: columns
      .filter(({ name }) => keys.has(name) || figures.some((each) => each.name === name))
      .map((column) => (column.name === level.column && level.grain ? { ...column, grain: level.grain } : column)),
    rows: [...groups.values()].map((group) => ({
      ...Object.fromEntries(same.filter((name) => name in group[0]!).map((name) => [name, group[0]![name]!])),
      [level.column]: atLevel(group[0]!, level),
      ...Object.fromEntries(figures.map(({ name }) => [name, total(group, name)])),
    })),
  };
}

const withCompanions = (name: string): readonly string[] => [name, `${name}_label`];

/** What a row is at a level: the first day of its period, or its value. */
export function atLevel(row: ResultRow, { column, grain }: ChartLevel): Scalar {
  const value = (row[column] ?? null) as Scalar;
  if (grain === undefined || typeof value !== 'string') return value;
  return startOfGrain(value, grain, 'UTC');
}

function total(rows: readonly ResultRow[], name: string): Value {
  return sum(rows.flatMap((row) => (typeof row[name] === 'number' ? [row[name]] : [])));
}
