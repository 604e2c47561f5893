/**
 * Answers of statements that hold until somebody writes. A statement holds the rights of who asked, so the same text with
 * the same values has the same answer for everybody. On an engine that cannot tell whether somebody wrote nothing is kept.
 */
import type { Database } from '../database/database.js';
import type { Fragment } from './sql/fragment.js';

export interface KeptLimits<T> {
  /** What may be kept in all, in the unit of `weight`; the oldest answers go first. */
  readonly most: number;
  /** Default 1 each. An answer heavier than `heaviest` is not kept, only shared while it is on its way. */
  readonly weight?: (answer: T) => number;
  readonly heaviest?: number;
}

interface Kept<T> {
  readonly version: number;
  readonly answers: Map<string, { readonly answer: Promise<T>; weight: number }>;
  weight: number;
}

export class KeptAnswers<T> {
  readonly #byDatabase = new WeakMap<Database, Kept<T>>();
  readonly #limits: Required<KeptLimits<T>>;

  constructor({ most, weight = () => 1, heaviest = most }: KeptLimits<T>) {
    this.#limits = { most, weight, heaviest };
  }

  /** The kept answer, one that is on its way, or what `ask` brings. A failure is told to all who wait, and not kept. */
  answer({ database, statement }: { database: Database; statement: Fragment }, ask: () => Promise<T>): Promise<T> {
    const kept = this.#of(database);
    if (!kept) return ask();
    const key = JSON.stringify([statement.sql, statement.bindings]);
    const held = kept.answers.get(key);
    if (held) return held.answer;
    const entry = { answer: ask(), weight: 0 };
    kept.answers.set(key, entry);
    entry.answer.then(
      (answer) => this.#weigh(kept, key, entry, answer),
      () => kept.answers.delete(key),
    );
    return entry.answer;
  }

  #weigh(kept: Kept<T>, key: string, entry: { weight: number }, answer: T): void {
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
  #of(database: Database): Kept<T> | undefined {
    const version = database.dataVersion?.();
    if (version === undefined) return undefined;
    const held = this.#byDatabase.get(database);
    if (held?.version === version) return held;
    const fresh: Kept<T> = { version, answers: new Map(), weight: 0 };
    this.#byDatabase.set(database, fresh);
    return fresh;
  }
}
