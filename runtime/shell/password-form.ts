/** `<tr-password-form>`: change the password; the first one must be changed before anything else can be done. */
import { html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import '@vaadin/button';
import { ApiFailure } from '../data/api-client.js';
import { isComposing, TrElement } from '../ui/element.js';
import { icon } from '../ui/icon.js';
import { formStyles } from './form-styles.js';

@customElement('tr-password-form')
export class TrPasswordForm extends TrElement {
  @state() private error: string | undefined;
  /** The field that the error is about. */
  @state() private wrong: 'current' | 'next' | undefined;
  @state() private visible = false;
  @state() private busy = false;
  @query('.box') private box!: HTMLElement | null;
  @query('#current') private current!: HTMLInputElement;
  @query('#next') private next!: HTMLInputElement;

  static override styles = formStyles;

  protected override firstUpdated(): void {
    this.current.focus();
  }

  override render() {
    const type = this.visible ? 'text' : 'password';
    return html`<form @submit=${this.#submit} @keydown=${this.#key} novalidate>
      <h1>${this.t('password.title')}</h1>
      <p class="lead">${this.t('password.lead')}</p>
      ${
        this.error
          ? html`<div class="box bad" role="alert" tabindex="-1">${icon('circle-x')}<span>${this.error}</span></div>`
          : nothing
      }
      <div class="field">
        <label for="current">${this.t('password.current')}</label>
        <input
          id="current"
          type=${type}
          autocomplete="current-password"
          required
          aria-invalid=${this.wrong === 'current' ? 'true' : nothing}
        />
      </div>
      <div class="field secret helped">
        <label for="next">${this.t('password.next')}</label>
        <input
          id="next"
          type=${type}
          autocomplete="new-password"
          minlength="12"
          required
          aria-describedby="rule"
          aria-invalid=${this.wrong === 'next' ? 'true' : nothing}
        />
        <button
          type="button"
          class="ib"
          aria-label=${this.t(this.visible ? 'signIn.hide' : 'signIn.show')}
          @click=${() => (this.visible = !this.visible)}
        >
          ${icon(this.visible ? 'eye-off' : 'eye')}
        </button>
        <div class="help" id="rule">${this.t('password.rule')}</div>
      </div>
      <vaadin-button class="submit" theme="primary" ?disabled=${this.busy} @click=${this.#submit}
        >${this.t('password.submit')}</vaadin-button
      >
    </form>`;
  }

  #key(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement)) return;
    event.preventDefault();
    if (!isComposing(event)) void this.#submit(event);
  }

  async #submit(event: Event): Promise<void> {
    event.preventDefault();
    if (this.busy) return;
    this.busy = true;
    try {
      const answer = await this.host.api.request<{ user?: { id: string } } | undefined>('PUT', '/session/password', {
        body: { current: this.current.value, next: this.next.value },
        recover: false,
      });
      this.emit('tr-signed-in', answer.body?.user?.id);
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      this.error = error.status === 0 ? this.t('error.NETWORK') : error.message;
      this.wrong = error.status !== 422 ? undefined : error.path === '/current' ? 'current' : 'next';
      await this.updateComplete;
      (this.wrong ? this[this.wrong] : this.box)?.focus();
    } finally {
      this.busy = false;
    }
  }
}
