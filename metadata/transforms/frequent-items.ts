/**
 * Items that are found together: all pairs and triples with at least a number of baskets, by the Apriori rule that a set
 * can be frequent only if all its parts are. Source: R. Agrawal and R. Srikant, Fast algorithms for mining association
 * rules, VLDB 1994.
 */
import { say } from '../words.js';
import { TransformError } from './error.js';

export interface FrequentSet {
  /** Items in ascending order. */
  readonly items: readonly number[];
  /** Baskets that have all of them. */
  readonly count: number;
}

/** Pairs and triples that may be counted in one run: a few seconds at most. */
const MOST_COUNTS = 20_000_000;

/** `baskets` hold items from 0 to `items` − 1, each once. Sets of one item, of two and, up to `size`, of three. */
export function frequentSets(
  baskets: readonly (readonly number[])[],
  { items, least, size }: { readonly items: number; readonly least: number; readonly size: 2 | 3 },
): readonly FrequentSet[] {
  const single = new Array<number>(items).fill(0);
  for (const basket of baskets) for (const item of basket) single[item]!++;
  const kept = baskets
    .map((basket) => basket.filter((item) => single[item]! >= least).sort((a, b) => a - b))
    .filter((basket) => basket.length > 1);
  const work = kept.reduce((sum, { length: n }) => sum + (size === 2 ? n * n : n * n * n) / 2, 0);
  if (work > MOST_COUNTS) {
    throw new TransformError(
      'ASSOCIATION_TOO_LARGE',
      say`More than ${{ most: MOST_COUNTS }} combinations would have to be counted. Raise the minimum support, or narrow the rows.`,
    );
  }
  const pairs = new Map<number, number>();
  for (const basket of kept) {
    for (let i = 0; i < basket.length; i++)
      for (let j = i + 1; j < basket.length; j++) tally(pairs, basket[i]! * items + basket[j]!);
  }
  const isPair = (a: number, b: number) => (pairs.get(a * items + b) ?? 0) >= least;
  const triples = new Map<string, number>();
  if (size === 3) {
    for (const basket of kept) {
      for (let i = 0; i < basket.length; i++)
        for (let j = i + 1; j < basket.length; j++) {
          if (!isPair(basket[i]!, basket[j]!)) continue;
          for (let k = j + 1; k < basket.length; k++) {
            if (isPair(basket[i]!, basket[k]!) && isPair(basket[j]!, basket[k]!))
              tally(triples, `${basket[i]},${basket[j]},${basket[k]}`);
          }
        }
    }
  }
  return [
    ...single.flatMap((count, item) => (count >= least ? [{ items: [item], count }] : [])),
    ...[...pairs].flatMap(([key, count]) =>
      count >= least ? [{ items: [Math.floor(key / items), key % items], count }] : [],
    ),
    ...[...triples].flatMap(([key, count]) => (count >= least ? [{ items: key.split(',').map(Number), count }] : [])),
  ];
}

function tally<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
