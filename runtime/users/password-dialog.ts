/**
 * `<tr-first-password>`: a password that was made, shown this once, with what is to be passed on. It stays until it is
 * closed by its button: nobody can look it up again.
 */
import { css, html } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import '@vaadin/button';
import '../ui/dialog.js';
import type { TrDialog } from '../ui/dialog.js';
import { TrElement } from '../ui/element.js';
import { icon } from '../ui/icon.js';
import '../ui/later-strings.js';

@customElement('tr-first-password')
export class TrFirstPassword extends TrElement {
  @state() private login = '';
  @state() private password = '';
  @state() private copied = false;
  @query('tr-dialog') private dialog!: TrDialog;

  static override styles = css`
    dl {
      display: grid;
      grid-template-columns: auto minmax(0, 1fr);
      gap: 8px 16px;
      align-items: center;
      margin: 16px 0 0;
      padding: 12px 16px;
      border-radius: var(--tr-radius-m);
      background: var(--tr-fill);
      color: var(--tr-text);
    }
    dd {
      margin: 0;
      overflow-wrap: anywhere;
    }
    code {
      font:
        500 15px/24px ui-monospace,
        monospace;
    }
    p {
      margin: 0;
    }
  `;

  override render() {
    return html`<tr-dialog
      .heading=${this.t('users.passwordTitle')}
      @tr-cancel=${(event: Event) => event.preventDefault()}
      @tr-closed=${() => {
        this.password = '';
        this.emit('tr-closed');
      }}
    >
      <p>${this.t('users.passwordText')}</p>
      <dl>
        <dt>${this.t('users.login')}</dt>
        <dd>${this.login}</dd>
        <dt>${this.t('users.password')}</dt>
        <dd><code id="password">${this.password}</code></dd>
      </dl>
      <vaadin-button slot="foot" id="copy" @click=${() => void this.#copy()}>
        <span slot="prefix" class="bi">${icon(this.copied ? 'check' : 'copy')}</span>${this.t(
          this.copied ? 'users.copied' : 'users.copy',
        )}
      </vaadin-button>
      <vaadin-button slot="foot" theme="primary" @click=${() => this.dialog.close()}>
        ${this.t('users.passwordDone')}
      </vaadin-button>
    </tr-dialog>`;
  }

  async show(login: string, password: string): Promise<void> {
    this.login = login;
    this.password = password;
    this.copied = false;
    await this.updateComplete;
    await this.dialog.open();
    this.renderRoot.querySelector<HTMLElement>('#copy')?.focus();
  }

  async #copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.password);
      this.copied = true;
      this.host.announce(this.t('users.copied'));
    } catch {
      // No clipboard over plain http: the text is marked, to be copied by hand.
      getSelection()?.selectAllChildren(this.renderRoot.querySelector('#password')!);
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tr-first-password': TrFirstPassword;
  }
}
