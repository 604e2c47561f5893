/** What rank, share, running and samePeriod need to know of a group of cells, made once for each group. */
import { DecimalSum } from '../expression/decimal.js';
import { compareScalars, type Value } from '../value.js';
import { descend, eachSpot, listSpots, nameOfSpots, placeIn, type Spots } from './references.js';
import type { CellInstance, Expansion, Instance, TemplateCell } from './types.js';
import { keyOf, type Values } from './values.js';

type Plain = boolean | number | string;

/** Sums up to each place, as far as they have been asked for. */
interface Prefix {
  readonly spots: readonly CellInstance[];
  readonly places: ReadonlyMap<string, number> | undefined;
  readonly sums: (number | null)[];
  readonly total: DecimalSum;
}

export class AlongMemory {
  readonly #sorted = new Map<string, readonly Plain[]>();
  readonly #totals = new Map<string, number | null>();
  readonly #prefixes = new Map<string, Prefix>();
  readonly #twins = new WeakMap<Instance, Map<TemplateCell, ReadonlyMap<Value, Instance>>>();

  constructor(readonly expansion: () => Expansion) {}

  #once<T>(memory: Map<string, T>, spots: Spots, values: Values, make: () => T): T {
    const name = nameOfSpots(spots, this.expansion());
    if (name === undefined || values.watched) return make();
    if (!memory.has(name)) memory.set(name, make());
    return memory.get(name)!;
  }

  /** 1 for the largest; equals share the smaller place (R22, R14). */
  rank(spots: Spots, value: Plain, values: Values): number {
    const sorted = this.#once(this.#sorted, spots, values, () => {
      const found: Plain[] = [];
      eachSpot(spots, (at) => {
        const each = values.read(at);
        if (each !== null && typeof each !== 'object') found.push(each);
      });
      return found.sort((a, b) => compareScalars(b, a));
    });
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (compareScalars(sorted[middle]!, value) > 0) low = middle + 1;
      else high = middle;
    }
    return low + 1;
  }

  /** The sum of the numbers; null of none. */
  total(spots: Spots, values: Values): number | null {
    return this.#once(this.#totals, spots, values, () => {
      const total = new DecimalSum();
      eachSpot(spots, (at) => {
        const each = values.read(at);
        if (typeof each === 'number') total.add(each);
      });
      return total.total();
    });
  }

  /** R23: the sum up to a spot; at a null the sum so far, null before the first value and outside of the group. */
  running(spots: Spots, end: CellInstance, values: Values): number | null {
    const prefix = this.#once(this.#prefixes, spots, values, () => {
      const all = listSpots(spots);
      const isEven = placeIn(spots, end) !== undefined;
      const places = isEven ? undefined : new Map(all.map((at, place) => [keyOf(at), place]));
      return { spots: all, places, sums: [], total: new DecimalSum() };
    });
    const place = prefix.places ? prefix.places.get(keyOf(end)) : placeIn(spots, end);
    if (place === undefined || place < 0 || place >= prefix.spots.length) return null;
    // Only as far as asked: what comes later may itself be made from this sum.
    while (prefix.sums.length <= place) {
      const value = values.read(prefix.spots[prefix.sums.length]!);
      if (typeof value === 'number') prefix.total.add(value);
      prefix.sums.push(prefix.total.total());
    }
    return prefix.sums[place]!;
  }

  /** The first instance of a cell below another with a value. */
  twin(above: Instance, cell: TemplateCell, value: Value): Instance | undefined {
    const cells = this.#twins.get(above) ?? new Map<TemplateCell, ReadonlyMap<Value, Instance>>();
    this.#twins.set(above, cells);
    let byValue = cells.get(cell);
    if (!byValue) {
      const made = new Map<Value, Instance>();
      const { list, from, to } = descend(above, cell);
      for (let i = from; i < to; i++) if (!made.has(list[i]!.value)) made.set(list[i]!.value, list[i]!);
      cells.set(cell, (byValue = made));
    }
    return byValue.get(value);
  }
}
