/** Rows to groups: distinct values, runs of equal values, calendar or numeric buckets, named conditions, or one a row. */
import type { Value } from '../value.js';
import { startOfGrain } from '../time.js';
import { multiply, divide } from '../expression/decimal.js';
import { compareKeys, groupKey } from './row-sets.js';
import type { Scope } from './scope.js';
import type { RowSet, TemplateCell } from './types.js';

export interface Group {
  readonly value: Value;
  /** Absent for items of a formula: they constrain no dataset. */
  readonly rows?: RowSet;
  readonly others?: boolean;
}

export function groupRows(cell: TemplateCell, rows: RowSet, scope: Scope): readonly Group[] {
  const bind = cell.document.bind!;
  const read = (row: number): Value =>
    bind.field === undefined ? null : scope.value(bind.dataset, bind.field, row, cell);
  if (bind.as === 'list') return rows.map((row) => ({ value: read(row), rows: [row] }));
  if (bind.as !== 'group') return [{ value: scope.aggregate(bind.as, cell, rows), rows }];
  if (bind.mode === 'adjacent') return adjacentGroups(rows, read);
  if (bind.mode === 'custom') return customGroups(cell, rows, scope);
  const key = bind.mode === 'bucket' ? (row: number) => bucket(read(row), bind) : read;
  const groups = distinctGroups(rows, key);
  if (scope.isOrdered(bind.dataset) && bind.mode !== 'bucket') return groups;
  return [...groups].sort((a, b) => compareKeys(a.value, b.value, false)); // R38
}

function distinctGroups(rows: RowSet, read: (row: number) => Value): readonly Group[] {
  const groups = new Map<string, { value: Value; rows: number[] }>();
  for (const row of rows) {
    const value = read(row);
    const key = groupKey(value);
    const group = groups.get(key);
    if (group) group.rows.push(row);
    else groups.set(key, { value, rows: [row] });
  }
  return [...groups.values()];
}

/** R18: a change is judged on the rows the cell sees, in data order. */
function adjacentGroups(rows: RowSet, read: (row: number) => Value): readonly Group[] {
  const groups: { value: Value; rows: number[] }[] = [];
  for (const row of rows) {
    const value = read(row);
    const last = groups.at(-1);
    if (last && groupKey(last.value) === groupKey(value)) last.rows.push(row);
    else groups.push({ value, rows: [row] });
  }
  return groups;
}

/** R17: first condition that holds; empty groups left out; rows that meet none form one null group at the end. */
function customGroups(cell: TemplateCell, rows: RowSet, scope: Scope): readonly Group[] {
  const bind = cell.document.bind!;
  const groups = (bind.conditions ?? []).map((condition) => ({ value: condition.name as Value, rows: [] as number[] }));
  const rest: number[] = [];
  for (const row of rows) {
    const index = (bind.conditions ?? []).findIndex((condition) => scope.rowTest(cell, condition.if, row));
    (groups[index]?.rows ?? rest).push(row);
  }
  if (rest.length > 0) groups.push({ value: null, rows: rest });
  return groups.filter((group) => group.rows.length > 0);
}

/** R16: the first day of the grain as ISO date, or the lower bound of the step. */
function bucket(value: Value, bind: NonNullable<TemplateCell['document']['bind']>): Value {
  if (value === null) return null;
  if (bind.grain !== undefined && typeof value === 'string') return startOfGrain(value, bind.grain, 'UTC');
  if (bind.step !== undefined && typeof value === 'number') {
    return multiply(Math.floor(divide(value, bind.step) ?? 0), bind.step);
  }
  return value;
}
