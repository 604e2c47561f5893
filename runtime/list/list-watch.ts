/**
 * Reactive controller: what a list page hears. Others' changes refresh the rows, `/` goes to the search, and twice a minute
 * the age of the rows is written anew.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Host } from '../host/host.js';

/** Milliseconds in which changes of others are folded into one refresh. */
const foldMs = 500;
const ageMs = 30_000;

export interface ListWatchPage extends ReactiveControllerHost {
  readonly host: Host;
  readonly entityName: string;
}

export class ListWatch implements ReactiveController {
  #stops: (() => void)[] = [];
  #soon: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly page: ListWatchPage,
    private readonly actions: { refresh(): void; find(): void },
  ) {
    page.addController(this);
  }

  hostConnected(): void {
    const aging = setInterval(() => this.page.requestUpdate(), ageMs);
    document.addEventListener('keydown', this.#key);
    this.#stops = [
      () => clearInterval(aging),
      () => document.removeEventListener('keydown', this.#key),
      this.page.host.events.listen((message) => {
        const isMine = message.entity === undefined || message.entity === this.page.entityName;
        if (message.type === 'resync' || (message.type === 'record' && isMine)) this.#refreshSoon();
      }),
    ];
  }

  hostDisconnected(): void {
    clearTimeout(this.#soon);
    for (const stop of this.#stops) stop();
  }

  #refreshSoon(): void {
    clearTimeout(this.#soon);
    this.#soon = setTimeout(() => this.actions.refresh(), foldMs);
  }

  #key = (event: KeyboardEvent): void => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.composedPath()[0];
    if (target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]')) return;
    event.preventDefault();
    this.actions.find();
  };
}
