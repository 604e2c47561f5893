/** `<tr-toasts>`: the toast at the bottom left, in a landmark of its own. Said to screen readers by the live region. */
import { css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { TrElement } from './element.js';
import { icon } from './icon.js';
import type { Toast } from './toast.js';
import './later-strings.js';

@customElement('tr-toasts')
export class TrToasts extends TrElement {
  @state() private toast: Toast | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  static override styles = css`
    :host {
      position: fixed;
      left: 16px;
      bottom: 16px;
      z-index: 60;
    }
    @media (max-width: 639px) {
      :host {
        left: 16px;
        right: 16px;
        bottom: 80px;
      }
    }
    .toast {
      display: flex;
      align-items: center;
      gap: 12px;
      min-height: 44px;
      padding: 6px 8px 6px 14px;
      background: var(--tr-inverse);
      color: var(--tr-on-inverse);
      border-radius: var(--tr-radius-l);
      box-shadow: var(--tr-shadow-3);
      max-width: 480px;
      font-weight: 500;
      animation: show var(--tr-slow) var(--tr-ease);
    }
    @keyframes show {
      from {
        opacity: 0;
        transform: translateY(4px);
      }
    }
    button {
      border: 0;
      background: none;
      color: inherit;
      font-weight: 600;
      padding: 6px 8px;
      border-radius: var(--tr-radius-m);
      cursor: pointer;
      min-height: 32px;
      min-width: 32px;
      display: inline-flex;
      align-items: center;
      justify-content: center;
    }
    button:hover {
      background: rgb(128 128 128 / 0.3);
    }
    button:focus-visible {
      outline-color: currentColor;
      outline-offset: -2px;
    }
    .act {
      text-decoration: underline;
      text-underline-offset: 3px;
    }
  `;

  override connectedCallback(): void {
    super.connectedCallback();
    this.host.toasts.connect((toast) => this.#show(toast));
  }

  override render() {
    const { toast } = this;
    if (!toast) return nothing;
    return html`<section
      class="toast"
      aria-label=${this.t('toast.label')}
      @pointerenter=${() => clearTimeout(this.#timer)}
      @focusin=${() => clearTimeout(this.#timer)}
    >
      ${toast.tone === 'bad' ? icon('triangle-alert') : nothing}
      <span class="sp">${toast.text}</span>
      ${
        toast.action
          ? html`<button type="button" class="act" @click=${() => this.#act(toast)}>${toast.action.label}</button>`
          : nothing
      }
      <button type="button" aria-label=${this.t('common.close')} @click=${() => this.#show(undefined)}>
        ${icon('x', 's')}
      </button>
    </section>`;
  }

  #act(toast: Toast): void {
    this.#show(undefined);
    toast.action?.run();
  }

  #show(toast: Toast | undefined): void {
    clearTimeout(this.#timer);
    this.toast = toast;
    if (!toast) return;
    this.host.announce(toast.text, toast.tone === 'bad');
    this.#timer = setTimeout(() => (this.toast = undefined), toast.duration ?? (toast.action ? 10_000 : 6_000));
  }
}
