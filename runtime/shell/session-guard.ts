/**
 * Reactive controller: what happens when the session ends under an open page. The person is asked in place and the page
 * stays as it is behind the dialog; when another person signs in, nothing of the former one is kept.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { ApiFailure } from '../data/api-client.js';
import type { LiveMessage } from '../data/events.js';
import type { Host } from '../host/host.js';

export interface GuardedApp extends ReactiveControllerHost {
  readonly host: Host;
  /** The shell is shown: there is something to keep. */
  readonly isOpen: boolean;
  /** Another person signed in: all must be loaded anew. */
  startAnew(): Promise<void>;
}

/** Milliseconds in which events of a release are folded into one reading of the application. */
const foldMs = 400;

export class SessionGuard implements ReactiveController {
  /** What is asked for in place. */
  asking: 'signIn' | 'password' | undefined;
  #settle: { resolve(): void } | undefined;
  #reading: ReturnType<typeof setTimeout> | undefined;
  #stop: (() => void) | undefined;

  constructor(private readonly app: GuardedApp) {
    app.addController(this);
  }

  hostConnected(): void {
    this.app.host.api.recovery = (failure) => this.#ask(failure);
    this.#stop = this.app.host.events.listen((message) => this.#hear(message));
  }

  hostDisconnected(): void {
    clearTimeout(this.#reading);
    this.#stop?.();
  }

  /** The first password must be changed before the page goes on. */
  mustChange(): void {
    this.asking = 'password';
    this.app.requestUpdate();
  }

  /** Signed in again here, or in another tab. `userId` is undefined where the answer does not say who. */
  signedIn(userId: string | undefined): void {
    const { app, events } = this.app.host;
    if (app.isLoaded && userId !== undefined && userId !== app.document.user.id) {
      void this.app.startAnew();
      return;
    }
    this.asking = undefined;
    this.app.requestUpdate();
    // The stream ended with the old session; other tabs may be asking too.
    events.restart();
    events.share({ type: 'session', data: { state: 'renewed', user: userId } });
    this.#settle?.resolve();
    this.#settle = undefined;
  }

  #ask(failure: ApiFailure): Promise<void> {
    this.asking = failure.code === 'PASSWORD_CHANGE_REQUIRED' ? 'password' : 'signIn';
    this.app.requestUpdate();
    return new Promise((resolve) => (this.#settle = { resolve }));
  }

  #hear({ type, data }: LiveMessage): void {
    if (!this.app.isOpen) return;
    if (type === 'session' && data?.['state'] === 'renewed') {
      if (this.asking) this.signedIn(typeof data['user'] === 'string' ? data['user'] : undefined);
    } else if (type === 'session' && data?.['state'] === 'ended') void this.#read();
    else if (type === 'release' || type === 'resync') {
      if (type === 'resync') this.app.host.records.forget();
      clearTimeout(this.#reading);
      this.#reading = setTimeout(() => void this.#read(), foldMs);
    }
  }

  /** Reads the application anew. Without a session this asks for the password, and goes on when it was given. */
  async #read(): Promise<void> {
    const { app, events } = this.app.host;
    const { id } = app.document.user;
    try {
      await app.load();
      if (app.document.user.id !== id) void this.app.startAnew();
      else events.resume();
    } catch (error) {
      // No answer: the page stays as it is, the next request tells.
      if (!(error instanceof ApiFailure)) throw error;
    }
  }
}
