/**
 * Toasts: short messages with at most one action (Undo), one at a time. Whoever has something to say calls `show`; the
 * element that shows them is loaded with the first one.
 */
export interface Toast {
  readonly text: string;
  readonly tone?: 'plain' | 'bad';
  readonly action?: { readonly label: string; run(): void };
  /** Milliseconds; 6,000 by default, 10,000 with an action. */
  readonly duration?: number;
}

export class Toasts {
  #listener: ((toast: Toast | undefined) => void) | undefined;
  /** Waits for the element. */
  #held: Toast | undefined;

  show(toast: Toast): void {
    if (this.#listener) return this.#listener(toast);
    this.#held = toast;
    void this.load();
  }
  /** The element, before it is needed: what a lost network has to say must not wait for the network. */
  load(): Promise<unknown> {
    return import('./toast-box.js');
  }
  clear(): void {
    this.#held = undefined;
    this.#listener?.(undefined);
  }
  /** The element that shows them; there is one. */
  connect(listener: (toast: Toast | undefined) => void): void {
    this.#listener = listener;
    listener(this.#held);
    this.#held = undefined;
  }
}
