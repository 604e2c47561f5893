/**
 * `<tr-print-dialog>`: records by a template. The templates at the left with what they ask, the first pages at the right as
 * they will be; the file comes with one press. Many records are a job that tells its progress and can be stopped.
 */
import { html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import '@vaadin/button';
import { languages } from '../../metadata/value.js';
import { ApiFailure } from '../data/api-client.js';
import { errorText } from '../host/error-text.js';
import type { BulkProgress } from '../list/bulk-client.js';
import '../ui/dialog.js';
import type { TrDialog } from '../ui/dialog.js';
import { TrElement } from '../ui/element.js';
import { icon } from '../ui/icon.js';
import { keptHref, loadKept, loadPages, loadTemplates, printFile, type KeptPrint, type Pages, type PrintWish, type Template } from './print-client.js'; // prettier-ignore
import { printDialogStyles } from './print-dialog-styles.js';
import '../ui/later-strings.js';

/** How languages call themselves. */
const names: Readonly<Record<string, string>> = {
  en: 'English',
  'zh-CN': '简体中文',
  'zh-TW': '繁體中文',
  es: 'Español',
};

@customElement('tr-print-dialog')
export class TrPrintDialog extends TrElement {
  @property() entityName = '';
  /** One record; or `ids`. */
  @property() recordId = '';
  @property() recordName = '';
  @property({ attribute: false }) ids: readonly string[] = [];
  @state() private templates: readonly Template[] | undefined;
  @state() private kept: readonly KeptPrint[] = [];
  @state() private chosen: Template | undefined;
  @state() private language = '';
  @state() private start = 1;
  @state() private archive = false;
  @state() private pages: Pages | undefined;
  @state() private previewFailure = '';
  @state() private failure = '';
  @state() private running = false;
  @state() private progress: BulkProgress | undefined;
  @query('tr-dialog') private dialog!: TrDialog;
  /** Previews that were asked for: only the last one counts. */
  #asked = 0;

  static override styles = printDialogStyles;

  async open(): Promise<void> {
    Object.assign(this, { templates: undefined, chosen: undefined, pages: undefined, kept: [], failure: '', previewFailure: '' }); // prettier-ignore
    this.language = this.host.i18n.language;
    await this.updateComplete;
    await this.dialog.open();
    try {
      const [templates, kept] = await Promise.all([
        loadTemplates(this.host, this.entityName),
        this.#isOne ? loadKept(this.host, this.entityName, this.#all[0]!) : [],
      ]);
      this.templates = templates;
      this.kept = kept;
      const first = templates.find((template) => !template.lacks);
      if (first) this.#choose(first);
    } catch (error) {
      this.#fail(error, (text) => (this.failure = text));
    }
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('#go:not([disabled])')?.focus();
  }

  get #all(): readonly string[] {
    return this.ids.length > 0 ? this.ids : [this.recordId];
  }
  get #isOne(): boolean {
    return this.#all.length === 1;
  }

  override render() {
    const title = this.#isOne && this.recordName ? this.t('print.title', { name: this.recordName }) : this.t('print.titleMany', { count: this.#all.length }); // prettier-ignore
    return html`<tr-dialog
      .heading=${title}
      width="920px"
      @tr-cancel=${(event: Event) => this.running && event.preventDefault()}
    >
      ${this.templates ? this.#body(this.templates) : this.failure ? nothing : html`<p aria-busy="true">${this.t('common.loading')}</p>`}
      ${this.failure ? html`<p class="bad" role="alert">${icon('circle-x', 's')}${this.failure}</p>` : nothing}
      ${this.#running()} ${this.#foot()}
    </tr-dialog>`;
  }

  #body(templates: readonly Template[]) {
    if (templates.length === 0) return html`<p class="none">${this.t('print.noTemplates')}</p>`;
    return html`<div class="parts">
      <div class="wish">${this.#templates(templates)} ${this.#options()} ${this.#kept()}</div>
      <div
        class="pages"
        tabindex="0"
        role="group"
        aria-label=${this.t('print.preview')}
        aria-busy=${String(!this.pages && !this.previewFailure)}
      >
        ${this.#pages()}
      </div>
    </div>`;
  }

  #templates(templates: readonly Template[]) {
    return html`<fieldset>
      <legend>${this.t('print.template')}</legend>
      ${templates.map(
        (template) =>
          html`<label class="choice ${template.lacks ? 'off' : ''}">
            <input
              type="radio"
              name="template"
              .checked=${template.name === this.chosen?.name}
              ?disabled=${template.lacks !== undefined || this.running}
              @change=${() => this.#choose(template)}
            />
            <span
              >${template.label}
              <small>${template.lacks ? this.t(`print.lacks.${template.lacks}`) : template.description}</small></span
            >
          </label>`,
      )}
    </fieldset>`;
  }

  #options() {
    const { chosen } = this;
    if (!chosen) return nothing;
    return html`<label class="line"
        >${this.t('print.language')}
        <select
          ?disabled=${this.running}
          @change=${(event: Event) => this.#set({ language: (event.target as HTMLSelectElement).value })}
        >
          ${languages.map((each) => html`<option value=${each} ?selected=${each === this.language}>${names[each]}</option>`)}
        </select>
      </label>
      ${
        chosen.labels
          ? html`<label class="line"
              >${this.t('print.start')}
              <input
                type="number"
                min="1"
                max=${chosen.labels.columns * chosen.labels.rows}
                .value=${String(this.start)}
                ?disabled=${this.running}
                @change=${(event: Event) => this.#startAt(event.target as HTMLInputElement)}
              />
            </label>`
          : nothing
      }
      ${
        chosen.archive === undefined
          ? nothing
          : html`<label class="choice"
              ><input
                type="checkbox"
                .checked=${this.archive}
                ?disabled=${this.running}
                @change=${(event: Event) => (this.archive = (event.target as HTMLInputElement).checked)}
              />
              <span>${this.t('print.keep')}</span></label
            >`
      }`;
  }

  #kept() {
    if (this.kept.length === 0) return nothing;
    const { formats } = this.host.i18n;
    return html`<section aria-labelledby="kept">
      <h3 id="kept">${this.t('print.kept')}</h3>
      <ul>
        ${this.kept.map(
          (file) =>
            html`<li>
              <a href=${keptHref(file.id)} download=${file.fileName}>${icon('file-text', 's')}${file.fileName}</a>
              <small>${file.by.label ?? ''} · ${formats.ago(file.at, this.host.now())}</small>
            </li>`,
        )}
      </ul>
    </section>`;
  }

  #pages() {
    if (this.previewFailure)
      return html`<p class="bad" role="alert">${icon('triangle-alert', 's')}${this.previewFailure}</p>`;
    if (!this.chosen) return html`<p class="none">${this.t('print.noneUsable')}</p>`;
    if (!this.pages) return html`<p class="none">${this.t('print.previewing')}</p>`;
    const { pictures, pages } = this.pages;
    return html`${pictures.map(
      (picture, i) =>
        html`<img
          src=${`data:image/svg+xml;charset=utf-8,${encodeURIComponent(picture)}`}
          alt=${this.t('print.pageOf', { at: i + 1, total: pages })}
        />`,
    )}
    ${pages > pictures.length ? html`<p class="none">${this.t('print.morePages', { count: pages - pictures.length })}</p>` : nothing}`;
  }

  #running() {
    if (!this.running) return nothing;
    const { done = 0, total = this.#all.length } = this.progress ?? {};
    return html`<div class="running">
      <p role="status">${this.progress ? this.t('print.progress', { done, total }) : this.t('print.working')}</p>
      ${this.progress ? html`<progress max=${total} value=${done} aria-label=${this.t('print.working')}></progress>` : nothing}
    </div>`;
  }

  #foot() {
    const stop = this.progress;
    return html`<vaadin-button
        slot="foot"
        ?disabled=${this.running && !stop}
        @click=${() => (stop ? void stop.cancel() : this.dialog.close())}
        >${this.t(stop ? 'print.stop' : 'common.close')}</vaadin-button
      >
      <vaadin-button
        slot="foot"
        id="go"
        theme="primary"
        ?disabled=${!this.chosen || this.running || this.previewFailure !== ''}
        @click=${() => void this.#go()}
        >${this.t('print.download')}</vaadin-button
      >`;
  }

  #choose(template: Template): void {
    this.chosen = template;
    this.start = template.labels?.start ?? 1;
    this.archive = template.archive === true;
    void this.#preview();
  }

  #set(change: { readonly language?: string; readonly start?: number }): void {
    Object.assign(this, change);
    void this.#preview();
  }

  #startAt(input: HTMLInputElement): void {
    const most = this.chosen!.labels!.columns * this.chosen!.labels!.rows;
    const start = Math.min(most, Math.max(1, Math.trunc(Number(input.value)) || 1));
    input.value = String(start);
    this.#set({ start });
  }

  get #wish(): PrintWish {
    const { language, start, archive, chosen } = this;
    return {
      ids: this.#all,
      language,
      ...(chosen?.labels ? { start } : {}),
      ...(archive && chosen?.archive !== undefined ? { archive } : {}),
    };
  }

  async #preview(): Promise<void> {
    const asked = ++this.#asked;
    this.pages = undefined;
    this.previewFailure = '';
    try {
      const pages = await loadPages(this.host, this.chosen!, this.#wish);
      if (asked === this.#asked) this.pages = pages;
    } catch (error) {
      this.#fail(error, (text) => asked === this.#asked && (this.previewFailure = text));
    }
  }

  async #go(): Promise<void> {
    const { host } = this;
    this.running = true;
    this.failure = '';
    try {
      const wish = this.#wish;
      const isDone = await printFile(host, this.chosen!, wish, (progress) => (this.progress = progress));
      host.toasts.show({
        text: host.i18n.t(!isDone ? 'print.stopped' : wish.archive ? 'print.doneKept' : 'print.done'),
      });
      if (isDone) this.dialog.close();
    } catch (error) {
      this.#fail(error, (text) => (this.failure = text));
    } finally {
      this.running = false;
      this.progress = undefined;
    }
  }

  #fail(error: unknown, tell: (text: string) => void): void {
    if (!(error instanceof ApiFailure)) throw error;
    tell(errorText(this.host.i18n, error));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tr-print-dialog': TrPrintDialog;
  }
}
