/**
 * `<tr-purge-dialog>`: asks before records go for good: how many, with what goes with them, and the number typed by hand,
 * since there is no way back. Tells `tr-purged`.
 */
import { css, html } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import '@vaadin/button';
import { ApiFailure } from '../data/api-client.js';
import '../ui/dialog.js';
import type { TrDialog } from '../ui/dialog.js';
import { TrElement } from '../ui/element.js';
import { purge, purgeCount } from './trash-client.js';

@customElement('tr-purge-dialog')
export class TrPurgeDialog extends TrElement {
  @property() entityName = '';
  @state() private count = 0;
  @state() private typed = '';
  @state() private busy = false;
  @query('tr-dialog') private dialog!: TrDialog;
  #ids: readonly string[] = [];

  static override styles = css`
    p {
      margin: 0;
    }
    .confirm {
      display: grid;
      gap: 6px;
      margin-top: 12px;
      color: var(--tr-text);
    }
    .confirm input {
      width: 120px;
      min-height: 32px;
      padding: 0 10px;
      border: 1px solid var(--tr-line-control);
      border-radius: var(--tr-radius-m);
      background: var(--tr-surface);
      color: inherit;
      font: inherit;
    }
  `;

  override render() {
    const wanted = String(this.count);
    return html`<tr-dialog .heading=${this.t('trash.purgeTitle', { count: this.count })}>
      <p>${this.t('trash.purgeText')}</p>
      <label class="confirm">
        ${this.t('trash.purgeType', { count: wanted })}
        <input
          inputmode="numeric"
          autocomplete="off"
          .value=${this.typed}
          @input=${(event: Event) => (this.typed = (event.target as HTMLInputElement).value.trim())}
        />
      </label>
      <vaadin-button slot="foot" @click=${() => this.dialog.close()}>${this.t('common.cancel')}</vaadin-button>
      <vaadin-button
        slot="foot"
        theme="primary danger"
        ?disabled=${this.typed !== wanted || this.busy}
        @click=${() => void this.#purge()}
      >
        ${this.t('trash.purge')}
      </vaadin-button>
    </tr-dialog>`;
  }

  async ask(ids: readonly string[]): Promise<void> {
    await this.#work(async () => {
      this.#ids = ids;
      this.count = (await purgeCount(this.host, this.entityName, ids)).count;
      this.typed = '';
      await this.dialog.open();
    });
  }

  async #purge(): Promise<void> {
    await this.#work(async () => {
      await purge(this.host, this.entityName, this.#ids, this.count);
      this.dialog.close();
      this.host.toasts.show({ text: this.t('trash.purged', { count: this.count }) });
      this.emit('tr-purged');
    });
  }

  async #work(work: () => Promise<void>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    try {
      await work();
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      this.host.toasts.show({ text: error.message, tone: 'bad' });
    } finally {
      this.busy = false;
    }
  }
}
