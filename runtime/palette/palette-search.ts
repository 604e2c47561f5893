/** Reactive controller: asks the server a moment after the last letter; answers to what was typed before are dropped. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { ApiFailure } from '../data/api-client.js';
import { searchRecords, type SearchGroup } from '../data/search.js';
import type { Host } from '../host/host.js';

const waitMs = 40;

export class PaletteSearch implements ReactiveController {
  groups: readonly SearchGroup[] = [];
  failure: ApiFailure | undefined;
  /** The answer to the present text is still to come. */
  isPending = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #abort: AbortController | undefined;

  constructor(
    private readonly element: ReactiveControllerHost & { readonly host: Host },
    private readonly arrived: () => void,
  ) {
    element.addController(this);
  }

  hostDisconnected(): void {
    this.stop();
  }

  /** Nothing is asked any more and nothing is held. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#abort?.abort();
    this.isPending = false;
    this.groups = [];
    this.failure = undefined;
  }

  /** What was found before stays until the answer is there. */
  ask(text: string): void {
    clearTimeout(this.#timer);
    this.#abort?.abort();
    this.isPending = true;
    this.#timer = setTimeout(() => void this.#ask(text), waitMs);
  }

  async #ask(text: string): Promise<void> {
    const abort = (this.#abort = new AbortController());
    try {
      this.groups = await searchRecords(this.element.host, text, { signal: abort.signal });
      this.failure = undefined;
    } catch (error) {
      if (abort.signal.aborted) return;
      if (!(error instanceof ApiFailure)) throw error;
      this.groups = [];
      this.failure = error;
    }
    if (abort.signal.aborted) return;
    this.isPending = false;
    this.element.requestUpdate();
    this.arrived();
  }
}
