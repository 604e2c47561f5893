/** `<tr-link-dialog>`: makes a link to a report or dashboard with the parameters set now, and tells it once. */
import { html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import '@vaadin/button';
import type { GivenParameters } from '../../metadata/query/parameter-query.js';
import { ApiFailure } from '../data/api-client.js';
import { errorText } from '../host/error-text.js';
import '../ui/dialog.js';
import type { TrDialog } from '../ui/dialog.js';
import { TrElement } from '../ui/element.js';
import { icon } from '../ui/icon.js';
import { sendFormStyles } from './form-styles.js';
import { fetchLinks, makeLink, type SendableKind } from './schedule-client.js';
import '../ui/later-strings.js';

export interface LinkStart {
  readonly kind: SendableKind;
  readonly target: string;
  readonly title: string;
  readonly parameters: GivenParameters;
}

/** Hours to choose from: one hour to ninety days. */
const lives = [1, 8, 24, 72, 168, 720, 2160] as const;

@customElement('tr-link-dialog')
export class TrLinkDialog extends TrElement {
  @state() private start: LinkStart | undefined;
  @state() private title_ = '';
  @state() private hours = 168;
  @state() private mayExport = false;
  @state() private embed = false;
  /** The site lets pages of others frame links. */
  @state() private embeds = false;
  @state() private address = '';
  @state() private failure = '';
  @state() private isBusy = false;
  @query('tr-dialog') private dialog!: TrDialog;
  #closed: () => void = () => undefined;

  static override styles = sendFormStyles;

  /** Whether one was made. */
  async run(start: LinkStart): Promise<boolean> {
    this.start = start;
    this.title_ = start.title;
    await this.updateComplete;
    const closed = new Promise<void>((resolve) => (this.#closed = resolve));
    await this.dialog.open();
    this.renderRoot.querySelector<HTMLElement>('#lives')?.focus();
    this.embeds = await fetchLinks(this.host, false).then(
      ({ embed }) => embed,
      () => false,
    );
    await closed;
    return this.address !== '';
  }

  override render() {
    if (!this.start) return nothing;
    return html`<tr-dialog .heading=${this.t('link.new')} width="520px" @tr-closed=${() => this.#closed()}>
      ${this.address === '' ? this.#form(this.start) : this.#made()}
    </tr-dialog>`;
  }

  #form(start: LinkStart) {
    const maySend = start.kind === 'report' && this.host.app.has('report.export');
    return html`<p class="note">${icon('info')}<span>${this.t('link.lead')}</span></p>
      <div class="form short">
        <div class="field wide">
          <label for="title">${this.t('link.title')}</label>
          <input
            id="title"
            type="text"
            maxlength="200"
            autocomplete="off"
            .value=${this.title_}
            @input=${(event: Event) => (this.title_ = (event.target as HTMLInputElement).value)}
          />
        </div>
        <div class="field">
          <label for="lives">${this.t('link.lives')}</label>
          <select
            id="lives"
            @change=${(event: Event) => (this.hours = Number((event.target as HTMLSelectElement).value))}
          >
            ${lives.map((hours) => html`<option value=${hours} ?selected=${hours === this.hours}>${hours < 48 ? this.t('link.hours', { count: hours }) : this.t('link.days', { count: hours / 24 })}</option>`)}
          </select>
        </div>
        <div class="wide">
          ${maySend ? this.#check(this.t('link.export'), this.mayExport, (on) => (this.mayExport = on)) : nothing}
          ${this.embeds ? this.#check(this.t('link.embed'), this.embed, (on) => (this.embed = on)) : nothing}
        </div>
      </div>
      ${this.failure ? html`<p class="bad" role="alert">${icon('circle-x')}<span>${this.failure}</span></p>` : nothing}
      <vaadin-button slot="foot" @click=${() => this.dialog.close()}>${this.t('common.cancel')}</vaadin-button>
      <vaadin-button slot="foot" theme="primary" ?disabled=${this.isBusy} @click=${() => void this.#make(start)}
        >${this.t('link.make')}</vaadin-button
      >`;
  }

  #check(label: string, checked: boolean, change: (on: boolean) => void) {
    return html`<label class="check"
      ><input
        type="checkbox"
        .checked=${checked}
        @change=${(event: Event) => change((event.target as HTMLInputElement).checked)}
      />${label}</label
    >`;
  }

  #made() {
    return html`<p class="note" role="status">${icon('circle-check')}<span>${this.t('link.made')}</span></p>
      <div class="form short">
        <div class="field wide">
          <label for="address">${this.t('link.address')}</label>
          <div class="address">
            <input
              id="address"
              type="text"
              readonly
              .value=${this.address}
              @focus=${(event: Event) => (event.target as HTMLInputElement).select()}
            />
            <vaadin-button theme="primary" id="copy" @click=${() => void this.#copy()}
              >${this.t('link.copy')}</vaadin-button
            >
          </div>
        </div>
      </div>
      <vaadin-button slot="foot" @click=${() => this.dialog.close()}>${this.t('common.close')}</vaadin-button>`;
  }

  async #make({ kind, target, parameters }: LinkStart): Promise<void> {
    if (this.isBusy) return;
    this.isBusy = true;
    const title = this.title_.trim();
    try {
      const { path } = await makeLink(this.host, {
        kind,
        target,
        parameters,
        hours: this.hours,
        ...(title === '' ? {} : { title }),
        ...(this.mayExport ? { export: true } : {}),
        ...(this.embed ? { embed: true } : {}),
      });
      this.address = new URL(path, location.href).href;
      await this.updateComplete;
      this.renderRoot.querySelector<HTMLElement>('#copy')?.focus();
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      this.failure = errorText(this.host.i18n, error);
    } finally {
      this.isBusy = false;
    }
  }

  async #copy(): Promise<void> {
    await navigator.clipboard?.writeText(this.address);
    this.host.toasts.show({ text: this.t('link.copied') });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tr-link-dialog': TrLinkDialog;
  }
}
