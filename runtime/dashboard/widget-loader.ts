/**
 * The rows of one part: read, remembered by what they depend on, and asked for again when the server was busy (it says
 * after how long). A newer question ends an older one.
 */
import type { Scalar, Value } from '../../metadata/value.js';
import { ApiFailure } from '../data/api-client.js';
import type { Host } from '../host/host.js';
import type { WidgetData } from '../host/widget-views.js';

export interface WidgetAnswer {
  readonly datasets: Readonly<Record<string, WidgetData>>;
}

export interface WidgetQuestion {
  readonly dashboard: string;
  readonly widget: string;
  /** As set; defaults are the server's. */
  readonly parameters: Readonly<Record<string, Value>>;
  readonly drill: readonly Scalar[];
}

/** What `POST /api/dashboards/:name/data` and `/export` take. */
export const questionBody = ({ widget, parameters, drill }: WidgetQuestion) => ({
  widget,
  parameters,
  ...(drill.length === 0 ? {} : { drill }),
});

export const dashboardPath = (name: string, what: 'data' | 'export'): string =>
  `/dashboards/${encodeURIComponent(name)}/${what}`;

/** A page asks for many parts at once: those that find the queue full come back. */
const PATIENCE = 8;

export class WidgetLoader {
  #loading = new AbortController();
  readonly #seen = new Map<string, WidgetAnswer>();

  stop(): void {
    this.#loading.abort();
  }

  forget(): void {
    this.#seen.clear();
  }

  seen(key: string): WidgetAnswer | undefined {
    return this.#seen.get(key);
  }

  /** Undefined when a newer question took its place. Throws ApiFailure. */
  async load(host: Pick<Host, 'api'>, key: string, question: WidgetQuestion): Promise<WidgetAnswer | undefined> {
    this.#loading.abort();
    this.#loading = new AbortController();
    const { signal } = this.#loading;
    for (let attempt = 1; ; attempt++) {
      try {
        const path = dashboardPath(question.dashboard, 'data');
        const answer = await host.api.post<WidgetAnswer>(path, questionBody(question), { signal });
        if (signal.aborted) return undefined;
        this.#seen.set(key, answer);
        return answer;
      } catch (error) {
        if (signal.aborted) return undefined;
        const isBusy = error instanceof ApiFailure && error.status === 429 && attempt < PATIENCE;
        if (!isBusy) throw error;
        await pause(Math.min(error.retryAfter ?? 1, 5) * 1000, signal);
      }
    }
  }
}

const pause = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
  });
