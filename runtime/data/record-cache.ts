/**
 * Pages of lists that were seen, by request, for a short while: going back to a list shows it at once and refreshes
 * behind. Bounded; forgotten for an entity when one of its records changes here or elsewhere.
 */
import type { RecordPage } from './record.js';

interface Held {
  readonly entity: string;
  readonly page: RecordPage;
  readonly at: number;
}

export class RecordCache {
  #held = new Map<string, Held>();

  constructor(
    private readonly now: () => number,
    private readonly limit = 60,
    /** Milliseconds that a page may be shown again without asking. */
    private readonly age = 20_000,
  ) {}

  find(key: string): RecordPage | undefined {
    const held = this.#held.get(key);
    return held && this.now() - held.at <= this.age ? held.page : undefined;
  }

  keep(entity: string, key: string, page: RecordPage): void {
    this.#held.delete(key);
    this.#held.set(key, { entity, page, at: this.now() });
    if (this.#held.size > this.limit) this.#held.delete(this.#held.keys().next().value!);
  }

  forget(entity?: string): void {
    for (const [key, held] of this.#held) if (entity === undefined || held.entity === entity) this.#held.delete(key);
  }
}
