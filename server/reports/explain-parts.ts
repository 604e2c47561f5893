/** A value broken down: the rows behind it by the values of a column, below those that were chosen before. */
import type { CellDocument } from '../../metadata/schema/sheet.js';
import { columnsOf } from '../../metadata/sheet/columns.js';
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
import type { DataTable, RowSet } from '../../metadata/sheet/types.js';
import type { Value } from '../../metadata/value.js';
import { say } from '../../metadata/words.js';
import { badRequest } from '../errors.js';

/** Groups shown; `total` says how many there are. */
const SHOWN = 200;

/** What the value is made of, by the groups of a column; the largest first. */
export interface Parts {
  readonly by: string;
  readonly total: number;
  readonly items: readonly {
    readonly value: Value;
    readonly text: string;
    /** The same aggregate over the rows of this group, and how it reads. */
    readonly figure: Value;
    readonly figureText: string;
    readonly rows: number;
  }[];
}

/** The way down from a value: the column to break it down by, below values chosen of others. */
export interface BreakDown {
  readonly by?: string;
  readonly within?: readonly { readonly column: string; readonly value: Value }[];
}

function columnOf(table: DataTable | undefined, name: string): number {
  const index = table?.columns.indexOf(name) ?? -1;
  if (index < 0) throw badRequest('UNKNOWN_COLUMN', say`There is no column ${{ column: name }} behind this value.`);
  return index;
}

/** What tells two values of a column apart: of a look-up the record, of a choice the code, not how they read. */
function keyColumn(table: DataTable | undefined, name: string): number {
  const own = columnOf(table, name);
  const beside = [`${name}_id`, `${name}_code`].map((each) => table!.columns.indexOf(each)).find((index) => index >= 0);
  return beside ?? own;
}

export function rowsWithin(
  rows: RowSet,
  table: DataTable | undefined,
  { column, value }: NonNullable<BreakDown['within']>[number],
): RowSet {
  const at = keyColumn(table, column);
  const key = groupKey(value);
  return keepRows(rows, (row) => groupKey(table!.rows[row]![at] ?? null) === key);
}

/** 400 UNKNOWN_COLUMN for one that is not there, or not to be read. */
export function partsBy(
  by: string,
  rows: RowSet,
  table: DataTable | undefined,
  { bind, format }: CellDocument,
  language: string,
): Parts {
  const [shownAt, at] = [columnOf(table, by), keyColumn(table, by)];
  const groups = new Map<string, { value: Value; shown: Value; rows: number[] }>();
  for (const row of listRows(rows)) {
    const value = table!.rows[row]![at] ?? null;
    const shown = table!.rows[row]![shownAt] ?? null;
    const group = groups.get(groupKey(value)) ?? { value, shown, rows: [] };
    group.rows.push(row);
    groups.set(groupKey(value), group);
  }
  const isFigure = bind?.field !== undefined && !['group', 'list', 'value'].includes(bind.as);
  if (isFigure) columnOf(table, bind.field!);
  const column = isFigure ? columnsOf(table!).find(bind.field!) : undefined;
  const figure = (some: RowSet): Value => (column ? aggregateRows(bind!.as, column, some) : countOf(some));
  const items = [...groups.values()].map((group) => {
    const made = figure(setOf(group.rows));
    return {
      value: group.value,
      text: textOf(group.shown, undefined, language),
      figure: made,
      figureText: textOf(made, isFigure ? format : undefined, language),
      rows: group.rows.length,
    };
  });
  items.sort((a, b) => compareKeys(a.figure, b.figure, true));
  return { by, total: items.length, items: items.slice(0, SHOWN) };
}
