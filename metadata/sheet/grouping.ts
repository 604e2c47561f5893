/**
 * Rows to groups: distinct values, runs of equal values, calendar or numeric buckets, named conditions, or one a row.
 * Distinct values are found by their codes, in two passes over the rows.
 */
import type { Value } from '../value.js';
import { startOfGrain } from '../time.js';
import { multiply, divide } from '../expression/decimal.js';
import type { Column } from './columns.js';
import { Grouping } from './grouped-rows.js';
import { compareKeys, countOf, noRows } from './row-sets.js';
import type { Scope } from './scope.js';
import type { CellInstance, RowSet, TemplateCell } from './types.js';

export interface Group {
  readonly value: Value;
  /** Absent for items of a formula: they constrain no dataset. */
  readonly rows?: RowSet;
  readonly others?: boolean;
}

type Bind = NonNullable<TemplateCell['document']['bind']>;

export function groupRows(at: CellInstance, rows: RowSet, scope: Scope): readonly Group[] {
  const bind = at.cell.document.bind!;
  const { ids, from, to } = rows;
  if (bind.as !== 'group' && bind.as !== 'list') return [{ value: scope.aggregate(bind.as, at.cell, rows), rows }];
  const column = bind.field === undefined ? undefined : scope.column(bind.dataset, bind.field, at.cell);
  if (bind.as === 'list') {
    const groups: Group[] = [];
    for (let i = from; i < to; i++) groups.push({ value: column?.at(ids[i]!) ?? null, rows: { ids, from: i, to: i + 1 } });
    return groups;
  } // prettier-ignore
  if (bind.mode === 'custom') return customGroups(at, rows, scope);
  if (!column) return countOf(rows) === 0 ? [] : [{ value: null, rows }];
  if (bind.mode === 'adjacent') return adjacentGroups(rows, column);
  const { codes, values } = bind.mode === 'bucket' ? bucketCodes(column, bind) : column.codes();
  const isSorted = !scope.isOrdered(bind.dataset) || bind.mode === 'bucket';
  return distinctGroups(rows, codes, values, isSorted ? ranksOf(values) : undefined); // R38
}

/** The place of each value in their order, equal ones as they came; made once, for each parent groups its rows anew. */
const ranked = new WeakMap<readonly Value[], Int32Array>();

function ranksOf(values: readonly Value[]): Int32Array {
  const known = ranked.get(values);
  if (known) return known;
  const codes = Array.from(values.keys()).sort((a, b) => compareKeys(values[a]!, values[b]!, false));
  const ranks = new Int32Array(values.length);
  let [rank, before] = [-1, -1];
  for (const code of codes) {
    if (before < 0 || compareKeys(values[before]!, values[code]!, false) !== 0) rank++;
    ranks[code] = rank;
    before = code;
  }
  ranked.set(values, ranks);
  return ranks;
}

/** Of so many the rows of each group are worked out when they are asked for. */
const MANY_ROWS = 4;

/** Where the group of a code stands while rows are spread; -1 between two groupings. */
let scratch = new Int32Array(0);

/** In order of first appearance, or of their ranks. */
function distinctGroups(rows: RowSet, codes: Int32Array, values: readonly Value[], ranks?: Int32Array): Group[] {
  const { ids, from, to } = rows;
  if (scratch.length < values.length) scratch = new Int32Array(values.length * 2).fill(-1);
  const found: number[] = [];
  const next: number[] = [];
  for (let i = from; i < to; i++) {
    const code = codes[ids[i]!]!;
    let group = scratch[code]!;
    if (group < 0) {
      group = found.push(code) - 1;
      scratch[code] = group;
      next.push(0);
    }
    next[group]!++;
  }
  const groups: Group[] = [];
  if (to - from >= MANY_ROWS && values.length <= to - from) {
    const starts = new Int32Array(found.length + 1);
    for (let group = 0; group < found.length; group++) starts[group + 1] = starts[group]! + next[group]!;
    const grouping = new Grouping(rows, codes, scratch.slice(0, values.length), starts);
    for (const group of placesBy(found, ranks)) groups.push({ value: values[found[group]!]!, rows: grouping.rowsOf(group) }); // prettier-ignore
    for (const code of found) scratch[code] = -1;
    return groups;
  }
  const spread = new Int32Array(to - from);
  let start = 0;
  for (const group of placesBy(found, ranks)) {
    const size = next[group]!;
    groups.push({ value: values[found[group]!]!, rows: { ids: spread, from: start, to: start + size } });
    next[group] = start;
    start += size;
  }
  for (let i = from; i < to; i++) spread[next[scratch[codes[ids[i]!]!]!]!++] = ids[i]!;
  for (const code of found) scratch[code] = -1;
  return groups;
}

/** Places of codes as they stand, or by rank; those of one rank as they stand. */
function placesBy(found: readonly number[], ranks: Int32Array | undefined): Iterable<number> {
  if (!ranks) return found.keys();
  const count = found.length;
  // Numbers sorted by themselves are several times as fast as by a function.
  return Float64Array.from(found, (code, place) => ranks[code]! * count + place).sort().map((key) => key % count); // prettier-ignore
}

/** R18: a change is judged on the rows the cell sees, in data order. */
function adjacentGroups({ ids, from, to }: RowSet, column: Column): readonly Group[] {
  const { codes, values } = column.codes();
  const groups: Group[] = [];
  for (let i = from, start = from; i < to; i++) {
    const code = codes[ids[i]!]!;
    if (i + 1 < to && codes[ids[i + 1]!] === code) continue;
    groups.push({ value: values[code]!, rows: { ids, from: start, to: i + 1 } });
    start = i + 1;
  }
  return groups;
}

/** R17: first condition that holds; empty groups left out; rows that meet none form one null group at the end. */
function customGroups(at: CellInstance, rows: RowSet, scope: Scope): readonly Group[] {
  const conditions = at.cell.document.bind!.conditions ?? [];
  const codes = new Int32Array(scope.tableLength(at.cell));
  for (let i = rows.from; i < rows.to; i++) {
    const row = rows.ids[i]!;
    const index = conditions.findIndex((condition) => scope.rowTest(at, condition.if, row));
    codes[row] = index < 0 ? conditions.length : index;
  }
  const names: Value[] = [...conditions.map(({ name }) => name), null];
  const groups = distinctGroups(rows, codes, names.map((_, code) => code)); // prettier-ignore
  groups.sort((a, b) => Number(a.value) - Number(b.value));
  return groups.map(({ value, rows: own = noRows }) => ({ value: names[Number(value)]!, rows: own }));
}

/** The codes of a column turned into those of its buckets; made once per column, kind and size. */
const bucketed = new WeakMap<Column, Map<string, { codes: Int32Array; values: readonly Value[] }>>();

function bucketCodes(column: Column, bind: Bind): { readonly codes: Int32Array; readonly values: readonly Value[] } {
  const kinds = bucketed.get(column) ?? new Map<string, { codes: Int32Array; values: readonly Value[] }>();
  bucketed.set(column, kinds);
  const kind = `${bind.grain ?? ''} ${bind.step ?? ''}`;
  const known = kinds.get(kind);
  if (known) return known;
  const plain = column.codes();
  const codeOf = new Map<Value, number>();
  const turned = Int32Array.from(plain.values, (value) => {
    const lower = bucket(value, bind);
    const code = codeOf.get(lower) ?? codeOf.size;
    codeOf.set(lower, code);
    return code;
  });
  const made = { codes: plain.codes.map((code) => turned[code]!), values: [...codeOf.keys()] };
  kinds.set(kind, made);
  return made;
}

const isDated = /^\d{4}-\d{2}-\d{2}(T|$)/;

/** R16: the first day of the grain as ISO date, or the lower bound of the step. */
function bucket(value: Value, bind: Bind): Value {
  if (value === null) return null;
  if (bind.grain !== undefined && typeof value === 'string' && isDated.test(value))
    return startOfGrain(value, bind.grain, 'UTC');
  if (bind.step !== undefined && typeof value === 'number') {
    return multiply(Math.floor(divide(value, bind.step) ?? 0), bind.step);
  }
  return value;
}
