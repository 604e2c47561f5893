/** Reactive controller: Ctrl+S saves, with Shift goes on to a new one where one may be made, Ctrl+Enter saves and closes. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Host } from '../host/host.js';
import type { After } from './record-saver.js';

export class SaveKeys implements ReactiveController {
  #stop: (() => void) | undefined;

  constructor(
    private readonly page: ReactiveControllerHost & {
      readonly host: Host;
      readonly entityName: string;
      readonly maySave: boolean;
    },
    private readonly save: (after: After) => void,
  ) {
    page.addController(this);
  }

  hostConnected(): void {
    // The field that has the focus gives its value first.
    const save = (after: After) => () => void Promise.resolve().then(() => this.save(after));
    this.#stop = this.page.host.shortcuts.add({
      label: 'keys.record',
      shortcuts: () => {
        if (!this.page.maySave) return [];
        const mayCreate = this.page.host.app.access(this.page.entityName)?.create;
        return [
          { keys: 'Ctrl+S', label: 'keys.save', run: save('stay') },
          { keys: 'Ctrl+Enter', label: 'keys.saveClose', run: save('close') },
          ...(mayCreate ? [{ keys: 'Ctrl+Shift+S', label: 'keys.saveNew' as const, run: save('new') }] : []),
        ];
      },
    });
  }

  hostDisconnected(): void {
    this.#stop?.();
  }
}
