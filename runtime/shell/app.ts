/**
 * `<tr-app>`: gives the host down, decides between sign-in, password change and the shell, and asks for the password in
 * place when a session ends while a form is open: the page stays as it is behind the dialog.
 */
import { css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { ApiFailure } from '../data/api-client.js';
import { HostRequest } from '../host/host.js';
import { TrElement } from '../ui/element.js';
import { chooseLanguage } from '../ui/i18n.js';
import './sign-in-page.js';
import '../ui/states.js';
import '../ui/toast.js';
import '../ui/tooltip.js';

type Phase = 'loading' | 'signIn' | 'password' | 'ready' | 'failed';

@customElement('tr-app')
export class TrApp extends TrElement {
  @state() private phase: Phase = 'loading';
  @state() private failure: ApiFailure | undefined;
  /** Asked in place: the session ended under an open page. */
  @state() private asking: 'signIn' | 'password' | undefined;
  @state() private polite = '';
  @state() private urgent = '';
  #settle: { resolve(): void; reject(error: unknown): void } | undefined;
  /** Release events that come while the page works are folded into one reload. */
  #reload: ReturnType<typeof setTimeout> | undefined;

  static override styles = css`
    :host {
      display: block;
      height: 100%;
    }
    .boot {
      height: 100%;
      background: var(--tr-surface);
    }
    .again {
      position: fixed;
      inset: 0;
      z-index: 50;
      background: var(--tr-backdrop);
      display: grid;
      place-items: center;
      padding: 16px;
    }
    .again > div {
      background: var(--tr-raised);
      border-radius: var(--tr-radius-l);
      box-shadow: var(--tr-shadow-3);
      padding: 24px;
      width: min(400px, 100%);
      max-height: 100%;
      overflow: auto;
    }
  `;

  constructor() {
    super();
    this.addEventListener(HostRequest.type, (event) => {
      (event as HostRequest).host = this.host;
      event.stopPropagation();
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.host.api.recovery = (failure) => this.#recover(failure);
    this.host.events.listen((message) => {
      if (message.type !== 'release' && message.type !== 'resync') return;
      clearTimeout(this.#reload);
      this.#reload = setTimeout(() => void this.host.app.load().catch(() => undefined), 400);
    });
    void this.#load();
  }

  announce(text: string, assertive = false): void {
    // Emptied first: the same sentence twice is said twice.
    if (assertive) this.urgent = '';
    else this.polite = '';
    setTimeout(() => {
      if (assertive) this.urgent = text;
      else this.polite = text;
    }, 50);
  }

  override render() {
    return html`
      ${this.#page()}
      ${
        this.asking
          ? html`<div class="again" role="dialog" aria-modal="true" aria-label=${this.t('signIn.again')}>
              <div>
                ${
                  this.asking === 'password'
                    ? html`<tr-password-form @tr-signed-in=${this.#recovered}></tr-password-form>`
                    : html`<tr-sign-in-form
                        again
                        @tr-signed-in=${this.#recovered}
                        @tr-must-change=${() => (this.asking = 'password')}
                      ></tr-sign-in-form>`
                }
              </div>
            </div>`
          : nothing
      }
      <tr-toasts></tr-toasts>
      <tr-tooltip></tr-tooltip>
      <div class="sr" role="status" aria-live="polite">${this.polite}</div>
      <div class="sr" role="alert" aria-live="assertive">${this.urgent}</div>
    `;
  }

  #page() {
    if (this.phase === 'signIn' || this.phase === 'password') {
      return html`<tr-sign-in-page
        .step=${this.phase}
        @tr-signed-in=${() => void this.#load()}
        @tr-must-change=${() => (this.phase = 'password')}
      ></tr-sign-in-page>`;
    }
    if (this.phase === 'ready')
      return html`<tr-shell ?inert=${this.asking !== undefined} @tr-sign-out=${this.#signOut}></tr-shell>`;
    if (this.phase === 'failed') {
      const request = this.failure?.requestId;
      return html`<main class="boot">
        <tr-state
          kind="failed"
          .heading=${this.t('app.failed')}
          .text=${`${this.failure?.message ?? ''} ${request ? this.t('common.request', { id: request }) : ''}`}
          .actions=${[{ label: this.t('common.tryAgain'), primary: true, run: () => void this.#load() }]}
        ></tr-state>
      </main>`;
    }
    return html`<div class="boot" aria-busy="true"></div>`;
  }

  async #load(): Promise<void> {
    const { app, api, i18n, appearance, events } = this.host;
    try {
      const recovery = api.recovery;
      api.recovery = undefined;
      try {
        await app.load();
      } finally {
        api.recovery = recovery;
      }
      const language = chooseLanguage(appearance.language, [app.document.user.language, ...navigator.languages]);
      if (language !== i18n.language) await i18n.use(language);
      document.documentElement.lang = language;
      await import('../workplace.js');
      events.start();
      this.phase = 'ready';
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      if (error.status === 401) this.#showSignIn('signIn');
      else if (error.code === 'PASSWORD_CHANGE_REQUIRED') this.#showSignIn('password');
      else {
        this.failure = error;
        this.phase = 'failed';
      }
    }
  }

  #showSignIn(phase: 'signIn' | 'password'): void {
    this.phase = phase;
  }

  async #recover(failure: ApiFailure): Promise<void> {
    this.asking = failure.code === 'PASSWORD_CHANGE_REQUIRED' ? 'password' : 'signIn';
    return new Promise((resolve, reject) => (this.#settle = { resolve, reject }));
  }

  #recovered(): void {
    this.asking = undefined;
    // The stream ended with the old session.
    this.host.events.stop();
    this.host.events.start();
    this.#settle?.resolve();
    this.#settle = undefined;
  }

  async #signOut(): Promise<void> {
    const { api, app, records, events } = this.host;
    await api.request('DELETE', '/session', { recover: false }).catch(() => undefined);
    events.stop();
    records.forget();
    app.clear();
    this.#showSignIn('signIn');
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tr-app': TrApp;
  }
}
