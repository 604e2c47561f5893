/**
 * Who has lately made work processes work long. Where there are no more processors than work processes, such a person gets all
 * but one of them: two heavy reports at once would leave none to those who save meanwhile. Short tasks, as the parts of a
 * dashboard, do not count.
 */
export interface RecentWorkOptions {
  readonly processors: number;
  /** Milliseconds, as of `performance.now`. */
  readonly now?: () => number;
}

/** Milliseconds of a task that do not count, and of what counts until somebody has worked long. */
const SHORT = 150;
const LONG = 300;
/** So much is remembered at most; of each second that goes by a quarter is forgotten. */
const MOST = 3000;
const FORGOTTEN = 0.25;

interface Worked {
  readonly ms: number;
  readonly at: number;
}

export class RecentWork {
  readonly #processors: number;
  readonly #now: () => number;
  readonly #worked = new Map<string, Worked>();

  constructor({ processors, now = () => performance.now() }: RecentWorkOptions) {
    this.#processors = processors;
    this.#now = now;
  }

  /** A task of this user has taken so many milliseconds. */
  add(user: string, ms: number): void {
    const counted = this.#msOf(user) + Math.max(0, ms - SHORT);
    // Whoever has worked short tasks only is not remembered.
    if (counted > 0) this.#worked.set(user, { ms: Math.min(counted, MOST), at: this.#now() });
  }

  /** Tasks of this user that may run at once, of `size` processes and `perUser` usually. */
  most(user: string, size: number, perUser: number): number {
    if (this.#processors > size || this.#msOf(user) <= LONG) return perUser;
    return Math.max(1, Math.min(perUser, this.#processors - 1));
  }

  #msOf(user: string): number {
    const worked = this.#worked.get(user);
    if (!worked) return 0;
    const left = worked.ms - (this.#now() - worked.at) * FORGOTTEN;
    if (left > 0) return left;
    this.#worked.delete(user);
    return 0;
  }
}
