/** Random numbers from a seed: the same seed makes the same choices (when the processes run is another matter). */
export interface Random {
  /** A whole number from 0 to below `most`. */
  below(most: number): number;
  /** Another row of numbers, the same for the same name. */
  fork(name: number): Random;
}

export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  // mulberry32
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    below: (most) => Math.floor(next() * most),
    fork: (name) => createRandom(Math.imul(seed ^ (name + 1), 2_654_435_761)),
  };
}
