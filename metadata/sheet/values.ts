/**
 * Values of cells, lazily and once. Reading a cell that is not known computes it; a chain of thousands (a running
 * balance) is unwound by a stack of our own: past a depth the reader gives up with `Pending` and is tried again when
 * what it needs is there. A cell met again while it is being computed is on a cycle: `#CYCLE`, and so is what reads it.
 */
import type { Value } from '../value.js';
import { say } from '../words.js';
import { CellError, type CellInstance, type Instance, type Template, type TemplateCell } from './types.js';
import {
  downKey,
  eachSpot,
  instanceOn,
  listSpots,
  resolveReference,
  rightKey,
  rootOf,
  type CellReference,
} from './references.js';

const MAX_DEPTH = 60;
/** More than there can be instances on an axis, and twice that many bits still fit a number. */
const MOST_INSTANCES = 2 ** 26;

/** Says which cell has to be known first. */
class Pending extends Error {
  constructor(readonly needed: CellInstance) {
    super('pending');
  }
}

export interface Values {
  /** The value of a cell at a crossing; throws CellError where the cell shows an error. */
  read(at: CellInstance): Value;
  /** What a reference means here: nothing is null, one is its value, several are a list. */
  reference(reference: CellReference, from: CellInstance): Value;
  /** The cells that are read while something runs, in order, each once. */
  watch(run: () => void): readonly CellInstance[];
  /** Whether reads are watched: then nothing may be answered without reading. */
  readonly watched: boolean;
}

/** How to compute what is asked for. */
export interface Source {
  /** A value that needs no other cell and is at hand: it is not kept. Undefined where it must be computed. */
  quick(at: CellInstance): Value | undefined;
  compute(at: CellInstance): Value;
  condition(reference: CellReference, candidate: CellInstance, from: CellInstance): boolean;
  fieldOf(at: CellInstance, field: string): Value;
}

/** Values of one cell by the ids of its instances. */
class Store {
  readonly #byRight: Map<number, Value | CellError>[] = [];

  get({ down, right }: CellInstance): Value | CellError | undefined {
    return this.#byRight[right.id]?.get(down.id);
  }

  set({ down, right }: CellInstance, value: Value | CellError): void {
    (this.#byRight[right.id] ??= new Map()).set(down.id, value);
  }
}

export function createValues(template: Template, source: Source): Values {
  const known = template.cells.map(() => new Store());
  const busy = template.cells.map(() => new Set<number>());
  let depth = 0;
  let seen: Map<string, CellInstance> | undefined;
  let watchedDepth = 0;

  const cycle = (at: CellInstance) =>
    new CellError('#CYCLE', say`${{ cell: at.cell.address }} depends on itself. Take one of the references out.`);

  const settle = (at: CellInstance, key: number): Value | CellError => {
    const running = busy[at.cell.ordinal]!;
    if (running.has(key)) return cycle(at);
    running.add(key);
    depth++;
    try {
      return source.compute(at);
    } catch (error) {
      if (error instanceof CellError) return error;
      throw error;
    } finally {
      depth--;
      running.delete(key);
    }
  };

  /** Computes with a stack in the heap: what is pending is computed first, then the reader again. */
  const unwind = (first: CellInstance): void => {
    const stack = [first];
    const waiting = new Map<string, CellInstance>();
    while (stack.length > 0) {
      const at = stack.at(-1)!;
      const key = keyIn(at);
      const store = known[at.cell.ordinal]!;
      if (store.get(at) !== undefined) {
        stack.pop();
        waiting.delete(keyOf(at));
        continue;
      }
      try {
        store.set(at, settle(at, key));
      } catch (error) {
        if (!(error instanceof Pending)) throw error;
        waiting.set(keyOf(at), at);
        if (waiting.has(keyOf(error.needed)))
          for (const each of waiting.values()) known[each.cell.ordinal]!.set(each, cycle(each));
        else stack.push(error.needed);
      }
    }
  };

  /** Most cells need no others, or few: only where they need a long chain is it unwound. */
  const settleFirst = (at: CellInstance, store: Store): Value | CellError => {
    try {
      const found = settle(at, keyIn(at));
      store.set(at, found);
      return found;
    } catch (error) {
      if (!(error instanceof Pending)) throw error;
      unwind(at);
      return store.get(at)!;
    }
  };
  const settleNext = (at: CellInstance, store: Store): Value | CellError => {
    const key = keyIn(at);
    const found = settle(at, key);
    // Met again while it is being computed: what is on its way will say so itself.
    if (!busy[at.cell.ordinal]!.has(key)) store.set(at, found);
    return found;
  };

  const values: Values = {
    read(at) {
      if (seen && depth === watchedDepth) seen.set(keyOf(at), at);
      const quick = source.quick(at);
      if (quick !== undefined) return quick;
      const store = known[at.cell.ordinal]!;
      let found = store.get(at);
      if (found === undefined) {
        if (depth > MAX_DEPTH) throw new Pending(at);
        found = depth === 0 ? settleFirst(at, store) : settleNext(at, store);
      }
      if (found instanceof CellError) throw found;
      return found;
    },
    reference(reference, from) {
      const spots = resolveReference(reference, from, template);
      const { condition, field } = reference;
      const read = (at: CellInstance): Value => (field === undefined ? values.read(at) : source.fieldOf(at, field));
      if (condition) {
        const kept = listSpots(spots).filter((candidate) => source.condition(reference, candidate, from));
        return kept.length === 0 ? null : kept.length === 1 ? read(kept[0]!) : kept.map(read);
      }
      const found: Value[] = [];
      eachSpot(spots, (at) => void found.push(read(at)));
      return found.length === 0 ? null : found.length === 1 ? found[0]! : found;
    },
    watch(run) {
      const found = new Map<string, CellInstance>();
      [seen, watchedDepth] = [found, depth];
      try {
        run();
      } finally {
        seen = undefined;
      }
      return [...found.values()];
    },
    get watched() {
      return seen !== undefined && depth === watchedDepth;
    },
  };
  return values;
}

/** Numbers that two crossings of one cell share only if they are the same. */
const keyIn = ({ down, right }: CellInstance): number => right.id * MOST_INSTANCES + down.id;

export const keyOf = (at: CellInstance): string => `${at.cell.address}|${at.down.id}|${at.right.id}`;

/** The identity of a template cell under two paths: its nearest expanding instances; undefined off its chains. */
export function identityAt(cell: TemplateCell, down: Instance, right: Instance): CellInstance | undefined {
  const byDown = downKey(cell);
  const byRight = rightKey(cell);
  const onDown = byDown ? instanceOn(down, byDown) : rootOf(down);
  const onRight = byRight ? instanceOn(right, byRight) : rootOf(right);
  return onDown && onRight ? { cell, down: onDown, right: onRight } : undefined;
}
