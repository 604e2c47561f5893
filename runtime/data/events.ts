/**
 * Live events, one stream per browser: the tab that holds the lock `trellis-events` opens the EventSource and passes what
 * it hears to the others through a BroadcastChannel; when that tab goes, the next one gets the lock. Without Web Locks
 * (plain http on another host than loopback) every tab has its own stream.
 */
export interface LiveMessage {
  /**
   * `record`, `comment`, `presence`, `notice`, `job`, `release`; `share`: a record was shared with this person; `session`
   * with `data.state` `ended` (by the server) or `renewed` (by another tab);
   * `resync` says that events were lost and all should be read anew.
   */
  readonly type: string;
  readonly entity?: string;
  readonly id?: string;
  readonly data?: Readonly<Record<string, unknown>>;
}
type Listener = (message: LiveMessage) => void;

const types = ['record', 'comment', 'presence', 'notice', 'job', 'release', 'session', 'share', 'resync'];

/** Milliseconds before a refused stream is asked for again. */
const retryMs = 20_000;

export class EventStream {
  #listeners = new Set<Listener>();
  #source: EventSource | undefined;
  #channel: BroadcastChannel | undefined;
  #release: (() => void) | undefined;
  #running = false;
  /** A stream was open before: what happened since the line was lost must be read. */
  #heard = false;
  #retry: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly url = '/api/events') {}

  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Starts after signing in; calling it twice does nothing. */
  start(): void {
    if (this.#running) return;
    this.#running = true;
    if (typeof BroadcastChannel === 'undefined' || !globalThis.navigator?.locks) {
      this.#open();
      return;
    }
    this.#channel = new BroadcastChannel('trellis-events');
    this.#channel.onmessage = (event) => this.#tell(event.data as LiveMessage);
    void navigator.locks.request(
      'trellis-events',
      () =>
        new Promise<void>((resolve) => {
          if (!this.#running) return resolve();
          this.#release = resolve;
          this.#open();
        }),
    );
  }

  /** Tells the other tabs. */
  share(message: LiveMessage): void {
    this.#channel?.postMessage(message);
  }

  /** Opens the stream anew for a new session; what was missed meanwhile is told as `resync`. */
  restart(): void {
    const heard = this.#heard;
    this.stop();
    this.#heard = heard;
    this.start();
  }

  /** The server closed the stream although the session goes on: opens it again now. */
  resume(): void {
    if (!this.#running || !this.#source || this.#source.readyState !== EventSource.CLOSED) return;
    clearTimeout(this.#retry);
    this.#open();
  }

  stop(): void {
    this.#running = false;
    this.#heard = false;
    clearTimeout(this.#retry);
    this.#source?.close();
    this.#source = undefined;
    this.#channel?.close();
    this.#channel = undefined;
    this.#release?.();
    this.#release = undefined;
  }

  #open(): void {
    const source = new EventSource(this.url);
    this.#source = source;
    const pass = (message: LiveMessage) => {
      this.share(message);
      this.#tell(message);
    };
    const hear = (event: MessageEvent<string>) => {
      const message = readMessage(event.type, event.data);
      if (message) pass(message);
    };
    source.onopen = () => {
      if (this.#heard) pass({ type: 'resync' });
      this.#heard = true;
    };
    // The browser tries again by itself after a lost line, but not after a refusal (no session, too many streams).
    source.onerror = () => {
      if (source.readyState !== EventSource.CLOSED || this.#source !== source) return;
      clearTimeout(this.#retry);
      this.#retry = setTimeout(() => this.#running && this.#open(), retryMs);
    };
    source.onmessage = hear;
    for (const type of types) source.addEventListener(type, hear as (event: Event) => void);
  }

  #tell(message: LiveMessage): void {
    for (const listener of [...this.#listeners]) listener(message);
  }
}

/** `event: record` with data, or a plain message whose data has the type. */
export function readMessage(eventType: string, data: string): LiveMessage | undefined {
  try {
    const body = JSON.parse(data) as Record<string, unknown>;
    const type = typeof body['type'] === 'string' ? body['type'] : eventType;
    return { ...body, type } as LiveMessage;
  } catch {
    return undefined;
  }
}
