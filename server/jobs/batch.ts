/** Collects items and hands them over together: at once when many wait, else after a short pause. */

export interface Batch<T> {
  add(item: T): void;
  /** Hands over what waits, and waits until everything handed over has been taken. */
  flush(): Promise<void>;
}

export interface BatchOptions<T> {
  readonly size: number;
  readonly pauseMs: number;
  /** Gets at most `size` items, one call at a time, in order. It must not reject. */
  take(items: readonly T[]): Promise<void>;
}

export function createBatch<T>({ size, pauseMs, take }: BatchOptions<T>): Batch<T> {
  let waiting: T[] = [];
  let timer: NodeJS.Timeout | undefined;
  let working: Promise<void> | undefined;

  const work = async (): Promise<void> => {
    while (waiting.length > 0) {
      const items = waiting.slice(0, size);
      waiting = waiting.slice(size);
      await take(items);
    }
  };
  const begin = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    working ??= work().finally(() => {
      working = undefined;
    });
    return working;
  };
  return {
    add(item) {
      waiting.push(item);
      if (working) return;
      if (waiting.length >= size) void begin();
      else timer ??= setTimeout(() => void begin(), pauseMs);
    },
    async flush() {
      while (waiting.length > 0 || working) await begin();
    },
  };
}
