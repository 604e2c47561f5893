/**
 * Previews of steps, by what they ask for: a step that was not touched is not asked for again. Two run at a time, as the
 * server gives a person two turns; what nobody wants any more is ended.
 */
import type { ResultColumn } from '../../metadata/contributions.js';
import type { Value } from '../../metadata/value.js';
import { ApiFailure, type ApiClient } from '../../runtime/data/api-client.js';

/** As POST /api/datasets/preview answers. */
export interface PreviewAnswer {
  readonly columns: readonly ResultColumn[];
  readonly rows: readonly (readonly Value[])[];
  readonly count: number;
  readonly more: boolean;
  readonly withheld: readonly string[];
  readonly closed: boolean;
  readonly statement?: string;
}

export type StepPreview =
  | { readonly state: 'waiting' | 'running' | 'stopped' }
  | { readonly state: 'done'; readonly answer: PreviewAnswer; readonly seconds: number }
  | { readonly state: 'failed'; readonly failure: ApiFailure };

type Ask = Readonly<Record<string, unknown>>;

/** Milliseconds without a change before anything is asked. */
const pause = 350;
const mostAtOnce = 2;
/** Answers that are kept. */
const mostKept = 60;

export class StepPreviews {
  readonly #known = new Map<string, StepPreview>();
  readonly #running = new Map<string, AbortController>();
  #queue: readonly { readonly key: string; readonly ask: Ask }[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #wanted = '';

  constructor(
    private readonly api: Pick<ApiClient, 'post'>,
    private readonly changed: () => void,
  ) {}

  find(ask: Ask): StepPreview | undefined {
    return this.#known.get(JSON.stringify(ask));
  }

  /** All that is wanted now, most wanted first. */
  want(asks: readonly Ask[]): void {
    const wanted = asks.map((ask) => ({ key: JSON.stringify(ask), ask }));
    const all = wanted.map(({ key }) => key).join('\n');
    if (all === this.#wanted) return;
    this.#wanted = all;
    const keys = new Set(wanted.map(({ key }) => key));
    for (const [key, controller] of this.#running) if (!keys.has(key)) this.#end(key, controller);
    this.#queue = wanted.filter(({ key }) => !this.#known.has(key));
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#next(), pause);
  }

  run(ask: Ask): void {
    const key = JSON.stringify(ask);
    for (const [other, controller] of this.#running) this.#end(other, controller);
    this.#known.delete(key);
    this.#queue = [{ key, ask }];
    this.#next();
  }

  /** Ends what runs; who stopped it may run it again. */
  stop(): void {
    this.#queue = [];
    clearTimeout(this.#timer);
    for (const [key, controller] of this.#running) {
      this.#end(key, controller);
      this.#known.set(key, { state: 'stopped' });
    }
    this.changed();
  }

  #end(key: string, controller: AbortController): void {
    controller.abort();
    this.#running.delete(key);
    this.#known.delete(key);
  }

  #next(): void {
    while (this.#running.size < mostAtOnce) {
      const [first, ...rest] = this.#queue;
      if (!first) return;
      this.#queue = rest;
      void this.#ask(first.key, first.ask);
    }
  }

  async #ask(key: string, ask: Ask): Promise<void> {
    const controller = new AbortController();
    this.#running.set(key, controller);
    this.#keep(key, { state: 'running' });
    const start = performance.now();
    try {
      const answer = await this.api.post<PreviewAnswer>('/datasets/preview', ask, { signal: controller.signal });
      if (!controller.signal.aborted) this.#keep(key, { state: 'done', answer, seconds: (performance.now() - start) / 1000 }); // prettier-ignore
    } catch (error) {
      if (!controller.signal.aborted && !(error instanceof ApiFailure)) throw error;
      if (!controller.signal.aborted) this.#keep(key, { state: 'failed', failure: error as ApiFailure });
    } finally {
      if (this.#running.get(key) === controller) this.#running.delete(key);
      this.#next();
    }
  }

  #keep(key: string, preview: StepPreview): void {
    this.#known.delete(key);
    this.#known.set(key, preview);
    for (const old of [...this.#known.keys()].slice(0, Math.max(0, this.#known.size - mostKept))) this.#known.delete(old);
    this.changed();
  } // prettier-ignore
}
