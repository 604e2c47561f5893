/**
 * `<tr-app>`: gives the host down, decides between sign-in, password change and the shell, and shows the sign-in in place
 * when the session guard asks for it. The two live regions of the page are here.
 */
import { html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { ApiFailure } from '../data/api-client.js';
import { endPreview } from '../data/preview.js';
import { HostRequest } from '../host/host.js';
import { TrElement } from '../ui/element.js';
import { deepActiveElement } from '../ui/focus.js';
import { chooseLanguage } from '../ui/i18n.js';
import { appStyles } from './app-styles.js';
import { BuildWatch } from './build-watch.js';
import { SessionGuard, type GuardedApp } from './session-guard.js';
import '../ui/states.js';
import '../ui/tooltip.js';

type Phase = 'loading' | 'signIn' | 'password' | 'ready' | 'failed';
/** What must be done between one page and the next. */
type Work = () => Promise<unknown>;
/** Carries the id of the person who signed in. */
type SignedIn = CustomEvent<string | undefined>;

/** Most pages are opened with a session: the forms come when they are needed. */
const loadSignIn = () => import('./sign-in-page.js');

/** Milliseconds after which toasts are loaded in any case: long after the first page. */
const toastsAfter = 10_000;

@customElement('tr-app')
export class TrApp extends TrElement implements GuardedApp {
  @state() private phase: Phase = 'loading';
  @state() private failure: ApiFailure | undefined;
  @state() private polite = '';
  @state() private urgent = '';
  #guard = new SessionGuard(this);
  /** Where the shell cannot be reached: the part that did not come may be the form to sign in. */
  #build = new BuildWatch(this, false);
  /** Had the focus when the session ended. */
  #before: Element | null = null;

  static override styles = appStyles;

  constructor() {
    super();
    this.addEventListener(HostRequest.type, (event) => {
      (event as HostRequest).host = this.host;
      event.stopPropagation();
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#load();
  }

  get isOpen(): boolean {
    return this.phase === 'ready';
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

  protected override willUpdate(): void {
    if (this.#guard.asking && this.#before === null) this.#before = deepActiveElement();
  }

  protected override updated(): void {
    if (this.#guard.asking || this.#before === null) return;
    (this.#before as HTMLElement).focus?.();
    this.#before = null;
  }

  override render() {
    return html`
      ${this.phase === 'signIn' || this.phase === 'password' ? this.#build.bar() : nothing} ${this.#page()}
      ${this.#guard.asking ? this.#again(this.#guard.asking) : nothing}
      <tr-toasts></tr-toasts>
      <tr-tooltip></tr-tooltip>
      <div class="sr" role="status" aria-live="polite">${this.polite}</div>
      <div class="sr" role="alert" aria-live="assertive">${this.urgent}</div>
    `;
  }

  #page() {
    if (this.phase === 'signIn' || this.phase === 'password') {
      void loadSignIn();
      return html`<tr-sign-in-page
        .step=${this.phase}
        @tr-signed-in=${() => void this.#load()}
        @tr-must-change=${() => (this.phase = 'password')}
      ></tr-sign-in-page>`;
    }
    if (this.phase === 'ready')
      return html`<tr-shell
        ?inert=${this.#guard.asking !== undefined}
        @tr-sign-out=${this.#signOut}
        @tr-other-view=${({ detail }: CustomEvent<Work | null>) => void this.startAnew(detail ?? undefined)}
      ></tr-shell>`;
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

  #again(asking: 'signIn' | 'password') {
    void loadSignIn();
    const done = (event: SignedIn) => this.#guard.signedIn(event.detail);
    return html`<div class="again" role="dialog" aria-modal="true" aria-label=${this.t('signIn.again')}>
      <div>
        ${this.#build.bar()}
        ${
          asking === 'password'
            ? html`<tr-password-form @tr-signed-in=${done}></tr-password-form>`
            : html`<tr-sign-in-form
                again
                @tr-signed-in=${done}
                @tr-must-change=${() => this.#guard.mustChange()}
              ></tr-sign-in-form>`
        }
      </div>
    </div>`;
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
      void this.host.drafts.expire(this.host.now());
      this.phase = 'ready';
      setTimeout(() => void this.host.toasts.load(), toastsAfter);
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      if (error.status === 401) this.phase = 'signIn';
      else if (error.code === 'PASSWORD_CHANGE_REQUIRED') this.phase = 'password';
      else {
        // A preview that may not be seen ends here: what is tried again is the site.
        if (error.status === 403) endPreview();
        this.failure = error;
        this.phase = 'failed';
      }
    }
  }

  /**
   * The pages go first, so that no open form stands in the way and nothing of the former person is left; then `work` is
   * done. Where that fails the site opens as it was, which its pages show.
   */
  async startAnew(work?: Work): Promise<void> {
    this.phase = 'loading';
    await this.updateComplete;
    await work?.().catch((error: unknown) => {
      if (!(error instanceof ApiFailure)) throw error;
    });
    // What runs on may still read the application of the former person until the browser has let go of it all.
    this.host.events.stop();
    sessionStorage.clear();
    location.replace('/');
  }

  async #signOut(): Promise<void> {
    const { api, app, drafts } = this.host;
    await api.request('DELETE', '/session', { recover: false }).catch(() => undefined);
    await drafts.dropAll(app.document.user.id);
    this.#forget();
    this.phase = 'signIn';
  }

  #forget(): void {
    const { app, records, events } = this.host;
    events.stop();
    records.forget();
    app.clear();
    sessionStorage.clear();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tr-app': TrApp;
  }
}
