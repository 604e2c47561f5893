/** A value broken down: the rows behind it by the values of a column, below those that were chosen before. */
import type { CellDocument } from '../../metadata/schema/sheet.js';
import { columnsOf, type Column } from '../../metadata/sheet/columns.js';
import type { ExplanationParts } from '../../metadata/sheet/explanation.js';
import { textOf } from '../../metadata/sheet/format.js';
import {
  aggregateRows,
  compareKeys,
  countOf,
  groupKey,
  keepRows,
  listRows,
  setOf,
} from '../../metadata/sheet/row-sets.js';
import type { ColumnTable, DataTable, RowSet } from '../../metadata/sheet/types.js';
import type { Value } from '../../metadata/value.js';
import { say } from '../../metadata/words.js';
import { badRequest } from '../errors.js';

/** Groups shown; `total` says how many there are. */
const SHOWN = 200;

/** The way down from a value: the column to break it down by, below values chosen of others. */
export interface BreakDown {
  readonly by?: string;
  readonly within?: readonly { readonly column: string; readonly value: Value }[];
}

type Table = DataTable | ColumnTable;

export function columnOf(table: Table | undefined, name: string): Column {
  const found = table && columnsOf(table).find(name);
  if (!found) throw badRequest('UNKNOWN_COLUMN', say`There is no column ${{ column: name }} behind this value.`);
  return found;
}

/** What tells two values of a column apart: of a look-up the record, of a choice the code, not how they read. */
export function keyName(table: Table | undefined, name: string): string {
  columnOf(table, name);
  return [`${name}_id`, `${name}_code`].find((each) => columnsOf(table!).find(each)) ?? name;
}

export function rowsWithin(
  rows: RowSet,
  table: Table | undefined,
  { column, value }: NonNullable<BreakDown['within']>[number],
): RowSet {
  const keys = columnOf(table, keyName(table, column));
  const key = groupKey(value);
  return keepRows(rows, (row) => groupKey(keys.at(row)) === key);
}

/** The value is an aggregate of a column; else it is broken down by its rows. */
export const hasFigure = (bind: CellDocument['bind']): boolean =>
  bind?.field !== undefined && !['group', 'list', 'value'].includes(bind.as);

/** 400 UNKNOWN_COLUMN for one that is not there, or not to be read. */
export function partsBy(
  by: string,
  rows: RowSet,
  table: Table | undefined,
  { bind, format }: CellDocument,
  language: string,
): ExplanationParts {
  const [names, keys] = [columnOf(table, by), columnOf(table, keyName(table, by))];
  const groups = new Map<string, { value: Value; shown: Value; rows: number[] }>();
  for (const row of listRows(rows)) {
    const [value, shown] = [keys.at(row), names.at(row)];
    const group = groups.get(groupKey(value)) ?? { value, shown, rows: [] };
    group.rows.push(row);
    groups.set(groupKey(value), group);
  }
  const isFigure = hasFigure(bind);
  const column = isFigure ? columnOf(table, bind!.field!) : undefined;
  const figure = (some: RowSet): Value => (column ? aggregateRows(bind!.as, column, some) : countOf(some));
  const found = [...groups.values()].map(({ value, shown, rows: own }) => ({
    value,
    shown,
    figure: figure(setOf(own)),
    rows: own.length,
  }));
  return partsOf(by, found, isFigure ? format : undefined, language);
}

/** The largest first, equals by how they read. */
export function partsOf(
  by: string,
  groups: readonly { readonly value: Value; readonly shown: Value; readonly figure: Value; readonly rows: number }[],
  format: string | undefined,
  language: string,
): ExplanationParts {
  const ordered = [...groups].sort(
    (a, b) =>
      compareKeys(a.figure, b.figure, true) ||
      compareKeys(a.shown, b.shown, false) ||
      compareKeys(a.value, b.value, false),
  );
  const items = ordered.slice(0, SHOWN).map(({ value, shown, figure, rows }) => ({
    value,
    text: textOf(shown, undefined, language),
    figure,
    figureText: textOf(figure, format, language),
    rows,
  }));
  return { by, total: groups.length, items };
}
