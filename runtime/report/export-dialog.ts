/**
 * `<tr-export-dialog>`: a report or a dashboard as a file: format, a title of one's own, what stands above it. While the file
 * is made it shows how far it is and can be cancelled; what goes wrong is said here, and the choices stay.
 */
import type { ReaderChanges } from '../../metadata/schema/reader-changes.js';
import { html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import '@vaadin/button';
import type { Host } from '../host/host.js';
import { ApiFailure } from '../data/api-client.js';
import '../ui/dialog.js';
import type { TrDialog } from '../ui/dialog.js';
import { isComposing, TrElement } from '../ui/element.js';
import { icon } from '../ui/icon.js';
import { exportDialogStyles } from './export-dialog-styles.js';
import { downloadLongFile, type FileProgress } from './export-file.js';
import '../ui/later-strings.js';

/** What is exported. */
export interface ExportSubject {
  readonly kind: 'report' | 'dashboard';
  readonly name: string;
  readonly label: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** The reader's own order and narrowing of a report. */
  readonly changes?: ReaderChanges;
}

const formats = { report: ['pdf', 'xlsx', 'html', 'csv'], dashboard: ['pdf', 'zip'] } as const;
type Format = (typeof formats)[ExportSubject['kind']][number];

/** How text is written; the first of each is the server's default. */
const dialects = {
  separator: {
    comma: 'export.separator.comma',
    semicolon: 'export.separator.semicolon',
    tab: 'export.separator.tab',
  },
  encoding: {
    'utf-8-bom': 'export.encoding.utf-8-bom',
    'utf-8': 'export.encoding.utf-8',
    'utf-16': 'export.encoding.utf-16',
  },
} as const;
type Dialect = keyof typeof dialects;
/** As last chosen. */
const text: Record<Dialect, string> = { separator: 'comma', encoding: 'utf-8-bom' };

/** The format last chosen, by kind, as long as the page stands. */
const last: Record<ExportSubject['kind'], Format> = { report: 'pdf', dashboard: 'pdf' };

/** Opens the dialog over the page; done when it is closed. */
export async function openExport(host: Host, root: ParentNode & Node, subject: ExportSubject): Promise<void> {
  const dialog = document.createElement('tr-export-dialog');
  dialog.host = host;
  dialog.subject = subject;
  root.append(dialog);
  try {
    await dialog.run();
  } finally {
    dialog.remove();
  }
}

@customElement('tr-export-dialog')
export class TrExportDialog extends TrElement {
  @property({ attribute: false }) subject!: ExportSubject;
  @state() private format: Format = 'pdf';
  @state() private withFindings = false;
  @state() private isLive = false;
  @state() private progress: FileProgress | undefined;
  @state() private isRunning = false;
  @state() private failure: string | undefined;
  @query('tr-dialog') private dialog!: TrDialog;
  #running = new AbortController();
  #closed: () => void = () => undefined;

  static override styles = exportDialogStyles;

  async run(): Promise<void> {
    this.format = last[this.subject.kind];
    await this.updateComplete;
    const closed = new Promise<void>((resolve) => (this.#closed = resolve));
    await this.dialog.open();
    this.renderRoot.querySelector<HTMLInputElement>('input[type=radio]:checked')?.focus();
    await closed;
    this.#running.abort();
  }

  override render() {
    const { subject } = this;
    return html`<tr-dialog
      .heading=${this.t('export.title', { name: subject.label })}
      width="460px"
      @tr-closed=${() => this.#closed()}
    >
      <form @submit=${this.#submit} @keydown=${this.#key}>
        <fieldset ?disabled=${this.isRunning}>
          <legend class="name">${this.t('export.format')}</legend>
          ${formats[subject.kind].map((format) => this.#choice(format))}
        </fieldset>
        <label class="name" for="title">${this.t('export.ownTitle')}</label>
        <input
          id="title"
          type="text"
          maxlength="200"
          autocomplete="off"
          placeholder=${subject.label}
          ?disabled=${this.isRunning}
        />
        ${subject.kind === 'report' ? this.#more() : nothing}
      </form>
      ${this.isRunning ? this.#state() : nothing}
      ${this.failure ? html`<p class="bad" role="alert">${icon('circle-x')}<span>${this.failure}</span></p>` : nothing}
      <vaadin-button slot="foot" @click=${() => this.#leave()}>${this.t('common.cancel')}</vaadin-button>
      <vaadin-button slot="foot" theme="primary" ?disabled=${this.isRunning} @click=${() => void this.#go()}
        >${this.t('export.make')}</vaadin-button
      >
    </tr-dialog>`;
  }

  #choice(format: Format) {
    return html`<label class="choice">
      <input
        type="radio"
        name="format"
        value=${format}
        .checked=${this.format === format}
        @change=${() => {
          this.format = format;
          this.failure = undefined;
        }}
      />
      <span><b>${this.t(`export.format.${format}`)}</b><small>${this.t(`export.hint.${format}`)}</small></span>
    </label>`;
  }

  #more() {
    const box = (label: string, checked: boolean, change: (checked: boolean) => void) =>
      html`<label class="check">
        <input
          type="checkbox"
          .checked=${checked}
          ?disabled=${this.isRunning}
          @change=${(event: Event) => change((event.target as HTMLInputElement).checked)}
        />
        <span>${label}</span>
      </label>`;
    return html`${box(this.t('export.findings'), this.withFindings, (checked) => (this.withFindings = checked))}
    ${this.format === 'xlsx' ? box(this.t('export.live'), this.isLive, (checked) => (this.isLive = checked)) : nothing}
    ${
      this.format === 'csv'
        ? html`<div class="pair">${this.#select('separator')} ${this.#select('encoding')}</div>`
        : nothing
    }`;
  }

  #select(name: Dialect) {
    const change = (event: Event) => (text[name] = (event.target as HTMLSelectElement).value);
    return html`<label>
      <span class="name">${this.t(`export.${name}`)}</span>
      <select name=${name} ?disabled=${this.isRunning} @change=${change}>
        ${Object.entries(dialects[name]).map(
          ([value, words]) => html`<option value=${value} ?selected=${text[name] === value}>${this.t(words)}</option>`,
        )}
      </select>
    </label>`;
  }

  #state() {
    const { progress } = this;
    return html`<div class="state" role="status">
      <progress
        aria-label=${this.t('export.making')}
        max=${progress?.total ?? nothing}
        value=${progress?.total ? progress.done : nothing}
      ></progress>
      <span>${this.t('export.making')}</span>
    </div>`;
  }

  #submit(event: Event): void {
    event.preventDefault();
    void this.#go();
  }

  #key(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || isComposing(event)) return;
    event.preventDefault();
    void this.#go();
  }

  /** While a file is made, the first press ends that. */
  #leave(): void {
    if (!this.isRunning) return this.dialog.close();
    this.#running.abort();
  }

  async #go(): Promise<void> {
    if (this.isRunning) return;
    const { kind, name, label, parameters, changes } = this.subject;
    const { format } = this;
    const title = this.renderRoot.querySelector<HTMLInputElement>('#title')!.value.trim();
    last[kind] = format;
    this.failure = undefined;
    this.progress = undefined;
    this.isRunning = true;
    this.#running = new AbortController();
    const body = {
      format,
      parameters,
      ...changes,
      ...(title === '' ? {} : { title }),
      ...(kind === 'report' && this.withFindings ? { summary: true } : {}),
      ...(kind === 'report' && format === 'xlsx' && this.isLive ? { liveFormulas: true } : {}),
      ...(kind === 'report' && format === 'csv' ? { csv: { ...text } } : {}),
    };
    const path = `/${kind}s/${encodeURIComponent(name)}/export`;
    try {
      const { signal } = this.#running;
      const request = { path, body, fallback: `${title || label}.${format}` };
      const progress = (state: FileProgress) => void (this.progress = state);
      if (await downloadLongFile(this.host, request, { signal, progress })) this.dialog.close();
      else this.host.announce(this.t('export.cancelled'));
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      this.failure = `${this.t('report.exportFailed')}. ${error.message}`;
    } finally {
      this.isRunning = false;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tr-export-dialog': TrExportDialog;
  }
}
