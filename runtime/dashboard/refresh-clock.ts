/** Reads a dashboard again every so many seconds while its page is visible; a page that comes back late reads at once. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';

export class RefreshClock implements ReactiveController {
  #seconds = 0;
  #last = 0;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(
    host: ReactiveControllerHost,
    private readonly now: () => number,
    private readonly refresh: () => void,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    document.addEventListener('visibilitychange', this.#look);
    this.#start();
  }

  hostDisconnected(): void {
    document.removeEventListener('visibilitychange', this.#look);
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  /** Undefined: never. */
  every(seconds: number | undefined): void {
    if ((seconds ?? 0) === this.#seconds) return;
    this.#seconds = seconds ?? 0;
    this.#start();
  }

  #start(): void {
    clearInterval(this.#timer);
    this.#last = this.now();
    if (this.#seconds > 0) this.#timer = setInterval(this.#look, Math.min(this.#seconds, 5) * 1000);
  }

  readonly #look = (): void => {
    if (this.#seconds === 0 || document.visibilityState !== 'visible') return;
    if (this.now() - this.#last < this.#seconds * 1000) return;
    this.#last = this.now();
    this.refresh();
  };
}
