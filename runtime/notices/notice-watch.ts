/** Reactive controller: how many notices are unread, read anew when something came in. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { ApiFailure } from '../data/api-client.js';
import type { Host } from '../host/host.js';

/** Milliseconds in which events are folded into one question. */
const foldMs = 200;
/** The server counts no further. */
const most = 100;

export class NoticeWatch implements ReactiveController {
  unread = 0;
  /** What is there when the page opens is no news. */
  #isKnown = false;
  #soon: ReturnType<typeof setTimeout> | undefined;
  #stop: (() => void) | undefined;

  constructor(private readonly page: ReactiveControllerHost & { readonly host: Host }) {
    page.addController(this);
  }

  hostConnected(): void {
    this.#stop = this.page.host.events.listen(({ type }) => {
      if (type === 'notice' || type === 'resync') this.#ask(foldMs);
    });
    this.#ask(0);
  }

  hostDisconnected(): void {
    clearTimeout(this.#soon);
    this.#stop?.();
  }

  /** "3", "99+"; empty where there is none. */
  get words(): string {
    if (this.unread === 0) return '';
    return this.unread >= most ? `${most - 1}+` : this.page.host.i18n.formats.number(this.unread);
  }

  #ask(wait: number): void {
    clearTimeout(this.#soon);
    this.#soon = setTimeout(() => void this.#read(), wait);
  }

  async #read(): Promise<void> {
    const { host } = this.page;
    try {
      const { unread } = (await host.api.request<{ unread: number }>('GET', '/notices/count', { recover: false })).body;
      if (this.#isKnown && unread > this.unread) host.announce(host.i18n.t('notices.unread', { count: unread }));
      this.#isKnown = true;
      if (unread === this.unread) return;
      this.unread = unread;
      this.page.requestUpdate();
    } catch (error) {
      // The bell keeps what it knew; the next event asks again.
      if (!(error instanceof ApiFailure)) throw error;
    }
  }
}
