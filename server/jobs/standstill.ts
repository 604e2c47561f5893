/**
 * Whether a worker of the queue stands still: messages wait, it has a place for them and nothing to do, and has fetched
 * none since the look before. Once may be the moment between two steps; the second time it is made anew.
 */
export interface Standstill {
  /** `isIdle`: messages wait and nothing runs. `presented`: messages fetched so far. True: make it anew. */
  look(now: { readonly isIdle: boolean; readonly presented: number }): boolean;
}

export function createStandstill(): Standstill {
  let before = -1;
  let times = 0;
  return {
    look({ isIdle, presented }) {
      const stands = isIdle && presented === before;
      before = presented;
      times = stands ? times + 1 : 0;
      if (times < 2) return false;
      times = 0;
      return true;
    },
  };
}
