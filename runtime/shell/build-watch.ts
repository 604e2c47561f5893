/**
 * Reactive controller: notices that a part of the program did not come, and says whether it is because another build is
 * served by now. The page is never loaded again by itself: what is not saved is asked about first, as on any way out.
 */
import { html, nothing } from 'lit';
import { isMissedPart, isOtherBuild, partMissed } from '../data/missed-part.js';
import type { TrElement } from '../ui/element.js';
import type { StringKey } from '../ui/i18n.js';

export class BuildWatch {
  /** Undefined: nothing was missed. */
  #missed: 'part' | 'build' | undefined;
  #asking = false;

  /** `askFirst`: false where what could be asked about cannot be answered, behind a dialog; the browser keeps what was typed. */
  constructor(
    private readonly shell: TrElement,
    private readonly askFirst = true,
  ) {
    shell.addController(this);
  }

  hostConnected(): void {
    addEventListener(partMissed, this.#ask);
    addEventListener('unhandledrejection', this.#rejected);
  }

  hostDisconnected(): void {
    removeEventListener(partMissed, this.#ask);
    removeEventListener('unhandledrejection', this.#rejected);
  }

  /** Another build is served by now. */
  get isOld(): boolean {
    return this.#missed === 'build';
  }

  /** The line above the page. */
  bar() {
    if (!this.#missed) return nothing;
    const t = (key: StringKey) => this.shell.host.i18n.t(key);
    return html`<div class="offline" role="alert">
      <span>${t(this.isOld ? 'build.other' : 'build.missed')} ${t('build.ask')}</span>
      <button type="button" class="linkish" @click=${this.load}>${t('build.load')}</button>
    </div>`;
  }

  /** Asks about what is not saved, then loads the page again. */
  load = async (): Promise<void> => {
    if (!this.askFirst || (await this.shell.host.router.leave())) location.reload();
  };

  #rejected = (event: PromiseRejectionEvent): void => {
    if (!isMissedPart(event.reason)) return;
    event.preventDefault();
    void this.#ask();
  };

  /** Without a line the part did not come for that reason, which is said already. */
  #ask = async (): Promise<void> => {
    if (this.#asking || this.isOld) return;
    this.#asking = true;
    const entry = document.querySelector('script[type=module]')?.getAttribute('src') ?? '';
    const isOther = await isOtherBuild((input, init) => fetch(input, init), entry);
    this.#asking = false;
    if (isOther === undefined) return;
    this.#missed = isOther ? 'build' : 'part';
    this.shell.requestUpdate();
  };
}
