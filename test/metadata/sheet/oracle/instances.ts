/** Copies of expanding cells, made when somebody asks for them. */
import { compareText, labelText, type Value } from '../../../../metadata/value.js';
import { startOfGrain } from '../../../../metadata/time.js';
import type { Formulas } from './formulas.js';
import { Fault, path, Refused, type Cell, type Copy, type Side } from './model.js';

export interface Data {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Value[])[];
  readonly ordered: boolean;
}

export class Instances {
  readonly roots: Readonly<Record<Side, Copy>> = { down: emptyRoot(), right: emptyRoot() };
  readonly #known = new Map<Cell, readonly Copy[]>();
  readonly #busy = new Set<Cell>();
  formulas!: Formulas;

  constructor(readonly data: ReadonlyMap<string, Data>) {}

  /** All copies of an expanding cell, blank ones too, in the order of the output. */
  of(cell: Cell): readonly Copy[] {
    const known = this.#known.get(cell);
    if (known) return known;
    if (this.#busy.has(cell)) throw new Refused('an expansion needs itself');
    this.#busy.add(cell);
    const own = (cell.side === 'down' ? cell.left : cell.top)[0];
    const parents = own ? this.of(own) : [this.roots[cell.side as Side]];
    const all = parents.flatMap((parent) =>
      this.crosses(cell, parent).flatMap((cross) => this.#siblings(cell, parent, cross)),
    );
    this.#known.set(cell, all);
    this.#busy.delete(cell);
    return all;
  }

  /** Copies on the other axis under each of which a ragged list has siblings of its own. */
  crosses(cell: Cell, parent: Copy): readonly (Copy | undefined)[] {
    const other = (cell.side === 'down' ? cell.top : cell.left)[0];
    if (!other) return [undefined];
    return this.of(other).filter((cross) => !isBlank(cross) && agree(parent, cross));
  }

  under(parent: Copy, cell: Cell): readonly Copy[] {
    return this.of(cell).filter((copy) => copy.above === parent);
  }

  value(dataset: string, field: string, row: number): Value {
    const table = this.data.get(dataset)!;
    const column = table.columns.indexOf(field);
    if (column < 0) throw new Refused(`no field ${field}`);
    return table.rows[row]![column] ?? null;
  }

  /** Rows of a dataset seen at a crossing: the nearest constraint on each axis, both must hold. */
  seen(dataset: string, down: Copy, right: Copy): readonly number[] {
    const table = this.data.get(dataset);
    if (!table) throw new Refused(`no dataset ${dataset}`);
    const nearest = [down, right].flatMap((axis) => {
      const found = path(axis).find((each) => each.cell?.document.bind?.dataset === dataset && (each.rows || each.fault)); // prettier-ignore
      if (found?.fault) throw found.fault;
      return found?.rows ? [found.rows] : [];
    });
    return [...table.rows.keys()].filter((row) => nearest.every((rows) => rows.includes(row)));
  }

  /** Then join and where. */
  rowsOf(cell: Cell, down: Copy, right: Copy): readonly number[] {
    const { bind, join = [], where, detached } = cell.document;
    const dataset = bind!.dataset;
    const seen = detached ? this.seen(dataset, this.roots.down, this.roots.right) : this.seen(dataset, down, right);
    const keys = join.map(({ key, to }) => ({ key, wanted: one(this.formulas.run(to, { cell, down, right })) }));
    const joined = seen.filter((row) => keys.every(({ key, wanted }) => same(this.value(dataset, key, row), wanted)));
    if (where === undefined) return joined;
    return joined.filter((row) => this.formulas.run(where, { cell, down, right, dataset, row }) === true);
  }

  #siblings(cell: Cell, parent: Copy, cross: Copy | undefined): readonly Copy[] {
    const other = cross ?? this.roots[cell.side === 'down' ? 'right' : 'down'];
    const [down, right] = cell.side === 'down' ? [parent, other] : [other, parent];
    const { fill = 1, hideWhenEmpty, bind } = cell.document;
    const copies: Copy[] = [];
    const add = (more: Partial<Copy>) =>
      copies.push({ cell, above: parent, cross, value: null, rows: undefined, index: copies.length + 1, blank: false, ...more }); // prettier-ignore
    if (isBlank(parent)) add({ blank: true });
    else {
      try {
        for (const { value, rows } of this.#groups(cell, down, right)) add({ value, rows });
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        copies.length = 0;
        add({ fault: error });
      }
      if (copies.length === 0 && !hideWhenEmpty) add({ rows: bind ? [] : undefined });
    }
    while (copies.length % fill !== 0) add({ blank: true });
    return copies;
  }

  #groups(cell: Cell, down: Copy, right: Copy): readonly Group[] {
    const { bind, order = [], limit = Infinity, others } = cell.document;
    let groups: Group[];
    if (bind) groups = this.#grouped(cell, this.rowsOf(cell, down, right), down, right);
    else {
      const value = this.formulas.content(cell, down, right);
      groups = (Array.isArray(value) ? (value as Value[]) : [value]).map((item) => ({ value: item, rows: undefined }));
    }
    const keys = new Map(
      groups.map((group) => [group, order.map(({ by }) => this.#orderKey(cell, by, group, down, right))]),
    );
    groups = stable(groups, (a, b) => {
      for (const [i, { descending }] of order.entries()) {
        const difference = nullsLast(keys.get(a)![i]!, keys.get(b)![i]!, descending === true);
        if (difference !== 0) return difference;
      }
      return 0;
    });
    if (groups.length <= limit) return groups;
    const rest = groups.slice(limit).flatMap((group) => group.rows ?? []);
    const shown = groups.slice(0, limit);
    if (others === undefined) return shown;
    return [...shown, { value: labelText(others, 'en'), rows: bind ? rest.sort((a, b) => a - b) : undefined }];
  }

  #orderKey(cell: Cell, by: string | undefined, group: Group, down: Copy, right: Copy): Value {
    if (by === undefined) return group.value;
    const dataset = cell.document.bind?.dataset;
    const over = dataset === undefined || !group.rows ? {} : { dataset, over: group.rows };
    return one(this.formulas.run(by, { cell, down, right, own: group.value, ...over }));
  }

  #grouped(cell: Cell, rows: readonly number[], down: Copy, right: Copy): Group[] {
    const { dataset, field, as, mode, conditions = [], grain, step } = cell.document.bind!;
    const read = (row: number) => (field === undefined ? null : this.value(dataset, field, row));
    if (as === 'list') return rows.map((row) => ({ value: read(row), rows: [row] }));
    if (as !== 'group') return [{ value: this.formulas.aggregate(as, dataset, field, rows), rows }];
    if (mode === 'custom') {
      const name = (row: number) =>
        conditions.find((each) => this.formulas.run(each.if, { cell, down, right, dataset, row }) === true);
      const named = conditions.map((each) => ({ value: each.name as Value, rows: rows.filter((row) => name(row) === each) })); // prettier-ignore
      const rest = { value: null, rows: rows.filter((row) => !name(row)) };
      return [...named, rest].filter((group) => group.rows.length > 0);
    }
    if (mode === 'adjacent') {
      const groups: { value: Value; rows: number[] }[] = [];
      rows.forEach((row, i) => {
        if (i === 0 || !same(read(rows[i - 1]!), read(row))) groups.push({ value: read(row), rows: [] });
        groups.at(-1)!.rows.push(row);
      });
      return groups;
    }
    const key = (row: number): Value => {
      const value = read(row);
      if (mode !== 'bucket') return value;
      if (grain !== undefined && typeof value === 'string') return startOfGrain(value, grain, 'UTC');
      if (step !== undefined && typeof value === 'number') return Math.floor(value / step) * step;
      return value;
    };
    const values: Value[] = [];
    for (const row of rows) if (!values.some((value) => same(value, key(row)))) values.push(key(row));
    const groups = values.map((value) => ({ value, rows: rows.filter((row) => same(key(row), value)) }));
    if (this.data.get(dataset)!.ordered && mode !== 'bucket') return groups;
    return stable(groups, (a, b) => nullsLast(a.value, b.value, false));
  }
}

interface Group {
  readonly value: Value;
  readonly rows: readonly number[] | undefined;
}

const emptyRoot = (): Copy => ({
  cell: undefined, above: undefined, cross: undefined, value: null, rows: undefined, index: 0, blank: false,
}); // prettier-ignore

export const isBlank = (copy: Copy): boolean => path(copy).some((each) => each.blank);

/** A ragged copy stands under one copy of the other axis, and so does all below it. */
export function agree(down: Copy, right: Copy): boolean {
  return (
    path(down).every((each) => !each.cross || path(right).every((other) => other.cell !== each.cross!.cell || other === each.cross)) && // prettier-ignore
    path(right).every((each) => !each.cross || path(down).every((other) => other.cell !== each.cross!.cell || other === each.cross)) // prettier-ignore
  );
}

export const same = (a: Value, b: Value): boolean => a === b;

export function one(value: Value): Value {
  if (Array.isArray(value)) throw new Fault('#VALUE');
  return value;
}

/** false, true, numbers, texts by code point. */
export function compareValues(a: Value, b: Value): number {
  const kinds = ['boolean', 'number', 'string'];
  const kind = kinds.indexOf(typeof a) - kinds.indexOf(typeof b);
  if (kind !== 0) return kind;
  return typeof a === 'string' ? compareText(a, b as string) : Number(a) - Number(b);
}

function nullsLast(a: Value, b: Value, descending: boolean): number {
  // A list has no place among single values: it stands with what has none.
  const [noA, noB] = [a, b].map((each) => each === null || typeof each === 'object') as [boolean, boolean];
  if (noA || noB) return Number(noA) - Number(noB);
  return descending ? compareValues(b, a) : compareValues(a, b);
}

/** Insertion sort: equals stay as they came. */
function stable<T>(items: readonly T[], compare: (a: T, b: T) => number): T[] {
  const sorted: T[] = [];
  for (const item of items) {
    let at = sorted.length;
    while (at > 0 && compare(sorted[at - 1]!, item) > 0) at--;
    sorted.splice(at, 0, item);
  }
  return sorted;
}
