/**
 * Answers of statements that hold until somebody writes. A statement holds the rights of who asked, so the same text with
 * the same values has the same answer for everybody. Where it costs a statement to learn whether somebody wrote (MySQL) only
 * answers that cost much more are kept, and for some minutes at most: what another program writes is not noticed there.
 */
import type { Database } from '../database/database.js';
import type { Fragment } from './sql/fragment.js';

export interface KeptLimits<T> {
  /** What may be kept in all, in the unit of `weight`; the oldest answers go first. */
  readonly most: number;
  /** Default 1 each. An answer heavier than `heaviest` is not kept, only shared while it is on its way. */
  readonly weight?: (answer: T) => number;
  readonly heaviest?: number;
  /** Not kept where the data version must be read by a statement. */
  readonly isCheap?: boolean;
  /** Milliseconds that an answer is kept where that is so. Default five minutes. */
  readonly longest?: number;
  /** Milliseconds, as of `performance.now`. */
  readonly now?: () => number;
}

interface Entry<T> {
  readonly answer: Promise<T>;
  /** Ends the statement; only used when nobody waits for it any more. */
  readonly stop: AbortController;
  waiting: number;
  weight: number;
  /** Until when it is given; of `now`. */
  readonly until: number;
}

interface Kept<T> {
  readonly version: number;
  readonly answers: Map<string, Entry<T>>;
  weight: number;
}

interface Asked {
  readonly database: Database;
  readonly statement: Fragment;
  /** Who asks goes away: their own wait ends; what is read is ended with the last one who waits. */
  readonly signal?: AbortSignal | undefined;
}

export class KeptAnswers<T> {
  readonly #byDatabase = new WeakMap<Database, Kept<T>>();
  readonly #limits: Required<KeptLimits<T>>;

  constructor({ most, weight = () => 1, heaviest = most, isCheap = false, longest = 300_000, now = () => performance.now() }: KeptLimits<T>) {
    this.#limits = { most, weight, heaviest, isCheap, longest, now };
  } // prettier-ignore

  /** The kept answer, one that is on its way, or what `ask` brings. A failure is told to all who wait, and not kept. */
  async answer(asked: Asked, ask: (signal?: AbortSignal) => Promise<T>): Promise<T> {
    const { database, signal } = asked;
    if (database.dataVersion) return this.#answerAt(database.dataVersion(), Infinity, asked, ask);
    if (!database.readVersion || this.#limits.isCheap) return ask(signal);
    // Read before the statement is sent: what is committed in between belongs to a later version.
    const version = await database.readVersion();
    signal?.throwIfAborted();
    return this.#answerAt(version, this.#limits.longest, asked, ask);
  }

  #answerAt(
    version: number | undefined,
    longest: number,
    { database, statement, signal }: Asked,
    ask: (signal?: AbortSignal) => Promise<T>,
  ): Promise<T> {
    if (version === undefined) return ask(signal);
    const kept = this.#of(database, version);
    const key = JSON.stringify([statement.sql, statement.bindings]);
    const now = this.#limits.now();
    const held = kept.answers.get(key);
    // One that is just being ended is no answer for who comes now.
    const entry =
      held && !held.stop.signal.aborted && held.until > now ? held : this.#begin(kept, key, now + longest, ask);
    return waitFor(entry, signal);
  }

  #begin(kept: Kept<T>, key: string, until: number, ask: (signal: AbortSignal) => Promise<T>): Entry<T> {
    const stop = new AbortController();
    const entry: Entry<T> = { answer: ask(stop.signal), stop, waiting: 0, weight: 0, until };
    kept.weight -= kept.answers.get(key)?.weight ?? 0;
    kept.answers.delete(key);
    kept.answers.set(key, entry);
    entry.answer.then(
      (answer) => this.#weigh(kept, key, entry, answer),
      () => kept.answers.get(key) === entry && kept.answers.delete(key),
    );
    return entry;
  }

  #weigh(kept: Kept<T>, key: string, entry: Entry<T>, answer: T): void {
    if (kept.answers.get(key) !== entry) return;
    const { most, weight, heaviest } = this.#limits;
    entry.weight = weight(answer);
    if (entry.weight > heaviest) return void kept.answers.delete(key);
    kept.weight += entry.weight;
    for (const [oldest, { weight: freed }] of kept.answers) {
      if (kept.weight <= most) return;
      if (oldest === key || freed === 0) continue;
      kept.answers.delete(oldest);
      kept.weight -= freed;
    }
  }

  /** Of the present state of the data: what was kept of an earlier one is forgotten. */
  #of(database: Database, version: number): Kept<T> {
    const held = this.#byDatabase.get(database);
    if (held?.version === version) return held;
    const fresh: Kept<T> = { version, answers: new Map(), weight: 0 };
    this.#byDatabase.set(database, fresh);
    return fresh;
  }
}

/** An answer that is there is given whoever asks; without a signal one waits to the end. */
function waitFor<T>(entry: Entry<T>, signal: AbortSignal | undefined): Promise<T> {
  entry.waiting += 1;
  if (!signal) return entry.answer;
  return new Promise<T>((resolve, reject) => {
    const leave = (): void => {
      entry.waiting -= 1;
      if (entry.waiting === 0) entry.stop.abort(signal.reason);
      reject(signal.reason as Error);
    };
    if (signal.aborted) return leave();
    signal.addEventListener('abort', leave, { once: true });
    entry.answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
  });
}
