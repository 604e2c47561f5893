/** Reactive controller: Ctrl+S saves, with Shift goes on to a new one, Ctrl+Enter saves and closes. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { After } from './record-saver.js';

export class SaveKeys implements ReactiveController {
  constructor(
    page: ReactiveControllerHost,
    private readonly save: (after: After) => void,
  ) {
    page.addController(this);
  }

  hostConnected(): void {
    document.addEventListener('keydown', this.#key);
  }

  hostDisconnected(): void {
    document.removeEventListener('keydown', this.#key);
  }

  #key = (event: KeyboardEvent): void => {
    if (!(event.ctrlKey || event.metaKey) || event.isComposing) return;
    const key = event.key.toLowerCase();
    if (key !== 's' && key !== 'enter') return;
    event.preventDefault();
    const after = key === 'enter' ? 'close' : event.shiftKey ? 'new' : 'stay';
    // The field that has the focus gives its value first.
    void Promise.resolve().then(() => this.save(after));
  };
}
