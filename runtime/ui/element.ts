/**
 * TrElement: the base of our elements. It adopts the shared sheet, finds the host by asking upwards, renders again when
 * language or application change, and offers `t`. Plugins' views need not inherit from it.
 */
import { LitElement, type CSSResultGroup, type CSSResultOrNative } from 'lit';
import { HostRequest, type Host } from '../host/host.js';
import type { StringKey, StringValues } from './i18n.js';
import { sharedStyles } from './shared-styles.js';

export class TrElement extends LitElement {
  #host: Host | undefined;
  #stop: (() => void) | undefined;

  /** Given by a parent, or found when connected. */
  get host(): Host {
    if (!this.#host) throw new Error(`<${this.localName}> is not inside tr-app.`);
    return this.#host;
  }
  set host(host: Host) {
    this.#host = host;
  }

  get hasHost(): boolean {
    return this.#host !== undefined;
  }

  protected static override finalizeStyles(styles?: CSSResultGroup): CSSResultOrNative[] {
    return [...sharedStyles, ...super.finalizeStyles(styles)];
  }

  override connectedCallback(): void {
    if (!this.#host) {
      const request = new HostRequest();
      this.dispatchEvent(request);
      this.#host = request.host;
    }
    this.#stop = this.#host?.subscribe(() => {
      this.hostChanged();
      this.requestUpdate();
    });
    super.connectedCallback();
  }

  override disconnectedCallback(): void {
    this.#stop?.();
    this.#stop = undefined;
    super.disconnectedCallback();
  }

  /** Called before the next render when language or application changed. */
  protected hostChanged(): void {}

  /** The text of a key in the current language. */
  protected t(key: StringKey, values?: StringValues): string {
    return this.host.i18n.t(key, values);
  }

  /** Dispatches a composed, bubbling event with a detail. */
  protected emit<T>(type: string, detail?: T): boolean {
    return this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true, cancelable: true }));
  }
}

/** True while an input method is composing: Enter then belongs to it. */
export const isComposing = (event: KeyboardEvent): boolean => event.isComposing || event.keyCode === 229;
