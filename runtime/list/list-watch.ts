/**
 * Reactive controller: what a list page hears. Others' changes refresh the rows, `/` goes to the search where there is one,
 * and twice a minute the age of the rows is written anew.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Shortcut } from '../data/shortcuts.js';
import type { Host } from '../host/host.js';

/** Milliseconds in which changes of others are folded into one refresh. */
const foldMs = 500;
const ageMs = 30_000;

/** Heard by the table. */
export const tableKeys: readonly Shortcut[] = [
  { keys: ['↑', '↓', '←', '→'], label: 'keys.move' },
  { keys: ['Home', 'End'], label: 'keys.rowEnds' },
  { keys: ['Ctrl+Home', 'Ctrl+End'], label: 'keys.listEnds' },
  { keys: 'Enter', label: 'keys.edit' },
  { keys: 'Escape', label: 'keys.restore' },
  { keys: 'Space', label: 'keys.select' },
  { keys: 'Ctrl+Enter', label: 'keys.open' },
  { keys: 'Alt+Enter', label: 'keys.look' },
  { keys: 'Ctrl+Z', label: 'keys.undo' },
];

export interface ListWatchPage extends ReactiveControllerHost {
  readonly host: Host;
  readonly entityName: string;
}

export class ListWatch implements ReactiveController {
  #stops: (() => void)[] = [];
  #soon: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly page: ListWatchPage,
    private readonly actions: {
      refresh(): void;
      /** Undefined where nothing can be searched. */
      find(): (() => void) | undefined;
      /** Of what shows the rows. */
      keys(): readonly Shortcut[];
    },
  ) {
    page.addController(this);
  }

  hostConnected(): void {
    const aging = setInterval(() => this.page.requestUpdate(), ageMs);
    this.#stops = [
      () => clearInterval(aging),
      this.page.host.shortcuts.add({
        label: 'keys.list',
        shortcuts: () => {
          const run = this.actions.find();
          return [...(run ? [{ keys: '/', label: 'keys.find' as const, run }] : []), ...this.actions.keys()];
        },
      }),
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
}
