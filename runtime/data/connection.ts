/**
 * Whether the server can be reached. A request without any answer says no; while it is no the health address is asked
 * every few seconds, and whoever waits is told when it answers again.
 */
type Listener = (isDown: boolean) => void;

/** Milliseconds between two questions while the line is down. */
const askMs = 3000;

export class Connection {
  #isDown = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #listeners = new Set<Listener>();

  constructor(
    private readonly fetcher: typeof fetch,
    window?: Pick<Window, 'addEventListener'>,
    private readonly wait = askMs,
  ) {
    window?.addEventListener('offline', () => this.lost());
    window?.addEventListener('online', () => void this.ask());
  }

  get isDown(): boolean {
    return this.#isDown;
  }

  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** A request had no answer. */
  lost(): void {
    this.#set(true);
  }

  /** A request had an answer, whatever it said. */
  reached(): void {
    this.#set(false);
  }

  /** Asks now. */
  async ask(): Promise<void> {
    if (!this.#isDown) return;
    clearTimeout(this.#timer);
    try {
      const response = await this.fetcher('/api/health', { cache: 'no-store' });
      if (response.ok) return this.reached();
    } catch {
      // Still no answer.
    }
    this.#askLater();
  }

  #askLater(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.ask(), this.wait);
  }

  #set(isDown: boolean): void {
    if (isDown === this.#isDown) return;
    this.#isDown = isDown;
    clearTimeout(this.#timer);
    if (isDown) this.#askLater();
    for (const listener of [...this.#listeners]) listener(isDown);
  }
}
