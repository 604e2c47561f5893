/**
 * Which rows of a dataset stand at a crossing: those of the nearest instance on each axis that constrains it, in common.
 * Where both do, the rows of the one are spread over the instances of the other once, so that a cross-tab reads each row
 * once for each of its row instances, and never compares sets.
 */
import type { Codes, Columns } from './columns.js';
import { crossSums, type CrossSums } from './cross-sums.js';
import { noAccess } from './no-access.js';
import { leavesOf, type Leaves } from './leaves.js';
import { intersect, keepRows } from './row-sets.js';
import type { Expansion, Instance, RowSet } from './types.js';

/** Rows of one instance by the leaf of the other axis. */
interface Spread {
  readonly ids: Int32Array;
  readonly starts: Int32Array;
}

/**
 * The sum over the rows at a crossing, and how many numbers there are; undefined where rows must be looked at. Throws
 * CellError as `at` does.
 */
export type FieldSums = (
  down: Instance,
  right: Instance,
) => { readonly sum: number; readonly count: number } | undefined;

export class SeenRows {
  readonly #leaves = new Map<string, Leaves | undefined>();
  readonly #spread = new Map<Instance, Map<Leaves, Spread>>();

  constructor(readonly expansion: () => Expansion) {}

  /** Throws CellError where they may not or cannot be known. */
  at(dataset: string, columns: Columns, down: Instance, right: Instance): RowSet {
    const left = constraint(down, dataset);
    const top = constraint(right, dataset);
    if (!left && !top && columns.table.closed) throw noAccess(dataset);
    if (!left || !top) return (left ?? top)?.rows ?? columns.every;
    return this.#crossing(dataset, columns, left, top);
  }

  /** Sums of a field at any crossing, made for all crossings of two cells at once. */
  sumsOf(dataset: string, columns: Columns, field: string): FieldSums {
    const made = new Map<number, CrossSums | false>();
    return (down, right) => {
      const left = constraint(down, dataset);
      const top = constraint(right, dataset);
      if (!left && !top) return undefined;
      const key = (left ? left.cell!.ordinal + 1 : 0) * 2 ** 20 + (top ? top.cell!.ordinal + 1 : 0);
      let sums = made.get(key);
      if (sums === undefined) {
        sums = this.#sumsOf(dataset, columns, field, left, top) ?? false;
        // What is still being expanded is asked for again.
        if (sums || this.#isExpanded(left, top)) made.set(key, sums);
      }
      if (!sums) return undefined;
      const at = (left?.place ?? 0) * sums.width + (top?.place ?? 0);
      return { sum: sums.sums[at]! / 10 ** sums.scale || 0, count: sums.counts[at]! };
    };
  }

  #isExpanded(...instances: readonly (Instance | undefined)[]): boolean {
    return instances.every((instance) => !instance || this.expansion().all(instance.cell!) !== undefined);
  }

  #sumsOf(
    dataset: string,
    columns: Columns,
    field: string,
    left: Instance | undefined,
    top: Instance | undefined,
  ): CrossSums | undefined {
    const column = columns.find(field);
    const leaves = [left, top].map((each) => each && this.#leavesOf(dataset, columns, each));
    if (!column || (left && !leaves[0]) || (top && !leaves[1])) return undefined;
    return crossSums(columns, column, leaves[0], leaves[1]);
  }

  #crossing(dataset: string, columns: Columns, left: Instance, top: Instance): RowSet {
    const [mine, others] = [left.rows!, top.rows!];
    if (mine.to - mine.from <= 1 || others.to - others.from <= 1) return intersect(mine, others);
    const leaves = this.#leavesOf(dataset, columns, top);
    if (!leaves) return intersect(mine, others);
    const known = this.#spread.get(left) ?? new Map<Leaves, Spread>();
    this.#spread.set(left, known);
    const spread = known.get(leaves) ?? spreadOver(mine, leaves);
    known.set(leaves, spread);
    return { ids: spread.ids, from: spread.starts[top.place]!, to: spread.starts[top.place + 1]! };
  }

  /** Undefined while the cell is being expanded, and where a row belongs to several of its instances. */
  #leavesOf(dataset: string, columns: Columns, instance: Instance): Leaves | undefined {
    const all = this.expansion().all(instance.cell!);
    if (!all) return undefined;
    const name = `${dataset} ${instance.cell!.address}`;
    if (!this.#leaves.has(name)) this.#leaves.set(name, leavesOf(all, columns.length));
    return this.#leaves.get(name);
  }
}

/** The nearest instance upwards that constrains the dataset. Throws what it failed with. */
function constraint(instance: Instance, dataset: string): Instance | undefined {
  for (let at: Instance | undefined = instance; at?.cell; at = at.parent) {
    if (at.cell.document.bind?.dataset !== dataset) continue;
    if (at.failed) throw at.failed;
    if (at.rows) return at;
  }
  return undefined;
}

function spreadOver(rows: RowSet, { of, count }: Leaves): Spread {
  const starts = new Int32Array(count + 1);
  const { ids, from, to } = rows;
  for (let i = from; i < to; i++) {
    const leaf = of[ids[i]!]!;
    if (leaf >= 0) starts[leaf + 1]!++;
  }
  for (let leaf = 0; leaf < count; leaf++) starts[leaf + 1]! += starts[leaf]!;
  const next = starts.slice(0, count);
  const spread = new Int32Array(starts[count]!);
  for (let i = from; i < to; i++) {
    const leaf = of[ids[i]!]!;
    if (leaf >= 0) spread[next[leaf]!++] = ids[i]!;
  }
  return { ids: spread, starts };
}

/** Whether rows meet a condition that is the same wherever it is asked: each row, or each value of its field, is tried once. */
export class RowTests {
  readonly #known = new Map<string, Uint8Array>();

  keep(rows: RowSet, name: string, length: number, test: (row: number) => boolean, codes?: Codes): RowSet {
    const answers = this.#known.get(name) ?? new Uint8Array(codes ? codes.values.length : length);
    this.#known.set(name, answers);
    const codeOf = codes?.codes;
    return keepRows(rows, (row) => {
      const key = codeOf ? codeOf[row]! : row;
      if (answers[key] === 0) answers[key] = test(row) ? 1 : 2;
      return answers[key] === 1;
    });
  }
}
