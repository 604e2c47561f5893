/**
 * `<tr-sign-in-form>`: login and password as ordinary inputs of an ordinary form, so that paste and password managers work.
 * Errors stand above in one box that takes the focus. `again` begins with the login of the person whose session ended.
 * Tells `tr-signed-in` or `tr-must-change` with the person's id.
 */
import { html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import '@vaadin/button';
import { ApiFailure } from '../data/api-client.js';
import { applyPreferences } from '../data/preferences.js';
import { isComposing, TrElement } from '../ui/element.js';
import { icon } from '../ui/icon.js';
import { formStyles } from './form-styles.js';

/** What the answer to a sign-in tells. */
interface Session {
  readonly user?: { readonly id: string };
  readonly mustChange?: boolean;
  readonly preferences?: unknown;
}

@customElement('tr-sign-in-form')
export class TrSignInForm extends TrElement {
  @property({ type: Boolean }) again = false;
  @state() private failure: ApiFailure | undefined;
  @state() private visible = false;
  @state() private busy = false;
  @query('.box') private box!: HTMLElement | null;
  @query('#login') private login!: HTMLInputElement;
  @query('#password') private password!: HTMLInputElement;

  static override styles = formStyles;

  protected override firstUpdated(): void {
    (this.again ? this.password : this.login).focus();
  }

  override render() {
    const user = this.again && this.host.app.isLoaded ? this.host.app.document.user.login : '';
    return html`<form @submit=${this.#submit} @keydown=${this.#key} novalidate>
      <h1>${this.t(this.again ? 'signIn.again' : 'signIn.title')}</h1>
      <p class="lead">${this.t(this.again ? 'signIn.againLead' : 'signIn.lead')}</p>
      ${
        this.failure
          ? html`<div class="box bad" role="alert" tabindex="-1">
              ${icon('circle-x')}<span>${this.#sentence(this.failure)}</span>
            </div>`
          : nothing
      }
      <div class="field">
        <label for="login">${this.t('signIn.login')}</label>
        <input
          id="login"
          name="username"
          autocomplete="username"
          autocapitalize="none"
          spellcheck="false"
          required
          .value=${user}
        />
      </div>
      <div class="field secret">
        <label for="password">${this.t('signIn.password')}</label>
        <input
          id="password"
          name="password"
          type=${this.visible ? 'text' : 'password'}
          autocomplete="current-password"
          required
          aria-invalid=${this.failure?.status === 401 ? 'true' : nothing}
        />
        <button
          type="button"
          class="ib"
          aria-label=${this.t(this.visible ? 'signIn.hide' : 'signIn.show')}
          data-tip=${this.t(this.visible ? 'signIn.hide' : 'signIn.show')}
          @click=${() => (this.visible = !this.visible)}
        >
          ${icon(this.visible ? 'eye-off' : 'eye')}
        </button>
      </div>
      <vaadin-button class="submit" theme="primary" ?disabled=${this.busy} @click=${this.#submit}
        >${this.t('signIn.submit')}</vaadin-button
      >
      <input type="submit" hidden />
    </form>`;
  }

  #key(event: KeyboardEvent): void {
    if (event.key === 'Enter' && isComposing(event)) event.preventDefault();
    else if (event.key === 'Enter' && event.target instanceof HTMLInputElement) void this.#submit(event);
  }

  async #submit(event: Event): Promise<void> {
    event.preventDefault();
    if (this.busy) return;
    this.busy = true;
    try {
      const answer = await this.host.api.request<Session | undefined>('POST', '/session', {
        body: { login: this.login.value.trim(), password: this.password.value },
        recover: false,
      });
      this.failure = undefined;
      if (!this.again) applyPreferences(this.host.appearance, answer.body?.preferences);
      this.emit(answer.body?.mustChange ? 'tr-must-change' : 'tr-signed-in', answer.body?.user?.id);
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      this.failure = error;
      await this.updateComplete;
      (error.status === 401 ? this.password : this.box)?.focus();
    } finally {
      this.busy = false;
    }
  }

  #sentence(failure: ApiFailure): string {
    if (failure.status === 401) return this.t('signIn.wrong');
    if (failure.status === 429)
      return this.t('signIn.wait', { minutes: Math.max(1, Math.ceil((failure.retryAfter ?? 60) / 60)) });
    if (failure.status === 0) return this.t('error.NETWORK');
    return failure.message;
  }
}
