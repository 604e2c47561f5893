/** `<td-purge-dialog>`: asks before values go for good: of what, how many, its name typed. Tells `td-purged`. */
import { css, html } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { ApiFailure } from '../../runtime/data/api-client.js';
import '../../runtime/ui/dialog.js';
import type { TrDialog } from '../../runtime/ui/dialog.js';
import { button } from '../../runtime/ui/parts.js';
import { purgeName, type PutAway } from '../../metadata/document/put-away.js';
import { TdElement } from '../td-element.js';

type Asked = Pick<PutAway, 'id' | 'values'> & { readonly name: string };

@customElement('td-purge-dialog')
export class TdPurgeDialog extends TdElement {
  @state() private asked: Asked = { id: '', name: '', values: 0 };
  @state() private typed = '';
  @state() private busy = false;
  @query('tr-dialog') private dialog!: TrDialog;

  static override styles = css`
    label {
      display: grid;
      gap: 6px;
      margin-top: 12px;
      color: var(--tr-text);
    }
    input {
      width: 100%;
      box-sizing: border-box;
      min-height: 32px;
      padding: 0 10px;
      border: 1px solid var(--tr-line-control);
      border-radius: var(--tr-radius-m);
      background: var(--tr-surface);
      color: inherit;
      font: inherit;
    }
  `;

  async ask(asked: Asked): Promise<void> {
    this.asked = asked;
    this.typed = '';
    await this.dialog.open();
  }

  override render() {
    const { id, name, values } = this.asked;
    const wanted = purgeName(id);
    return html`<tr-dialog .heading=${this.w('release.purgeTitle', { name, count: values })}>
      <p>${this.w('release.purgeText')}</p>
      <label
        >${this.w('release.purgeType', { name: wanted })}
        <input
          autocomplete="off"
          autocapitalize="off"
          spellcheck="false"
          .value=${this.typed}
          @input=${(event: Event) => (this.typed = (event.target as HTMLInputElement).value.trim())}
      /></label>
      <span slot="foot">${button({ label: this.t('common.cancel'), theme: 'tertiary', run: () => this.dialog.close() })}</span>
      <span slot="foot"
        >${button({ label: this.w('release.purge'), theme: 'primary danger', disabled: this.busy || this.typed !== wanted, run: () => void this.#purge() })}</span
      >
    </tr-dialog>`;
  } // prettier-ignore

  async #purge(): Promise<void> {
    this.busy = true;
    const { id, name, values } = this.asked;
    try {
      await this.session.client.purge({ id, values, name: this.typed });
      this.host.toasts.show({ text: this.w('release.purged', { name, count: values }) });
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      this.host.toasts.show({ text: error.message, tone: 'bad' });
    }
    this.busy = false;
    this.dialog.close();
    this.emit('td-purged');
  }
}
