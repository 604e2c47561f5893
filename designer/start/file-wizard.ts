/**
 * `<td-file-wizard>`: an application from a workbook or a file with separated values. First the file, then its columns as
 * they were read, with what they are taken as and how much of them fits; all can be changed before anything is made.
 */
import { css, html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { ApiFailure } from '../../runtime/data/api-client.js';
import { icon } from '../../runtime/ui/icon.js';
import { button } from '../../runtime/ui/parts.js';
import { TdElement } from '../td-element.js';
import { firstDraft, misfitCount, wishOf, type AppDraft } from './app-columns.js';
import './app-details.js';
import type { TdAppDetails } from './app-details.js';
import './column-table.js';
import { makeApp } from './make-app.js';
import { StartClient, type LookChoice, type Looked } from './start-client.js';
import { startStyles } from './start-styles.js';

/** As server/start/guess-encoding.ts; what people call them. */
const encodings = { 'utf-8': 'UTF-8', gb18030: 'GBK / GB18030', big5: 'Big5', 'windows-1252': 'Windows-1252', shift_jis: 'Shift_JIS', 'utf-16le': 'UTF-16' }; // prettier-ignore

@customElement('td-file-wizard')
export class TdFileWizard extends TdElement {
  @state() private looked: Looked | undefined;
  @state() private draft: AppDraft | undefined;
  @state() private phase: 'asking' | 'reading' | 'columns' | 'making' = 'asking';
  @state() private failure = '';
  @state() private isOver = false;
  @query('td-app-details') private details!: TdAppDetails;
  @query('input[type=file]') private input!: HTMLInputElement | null;

  static override styles = [
    startStyles,
    css`
      :host {
        display: grid;
        gap: 16px;
      }
      .drop {
        border: 1.5px dashed var(--tr-line-strong);
        border-radius: var(--tr-radius-l);
        min-height: 220px;
        display: grid;
        place-content: center;
        justify-items: center;
        gap: 10px;
        text-align: center;
        padding: 24px;
        background: var(--tr-surface);
      }
      .drop.over {
        border-color: var(--tr-accent);
        background: var(--tr-accent-soft);
      }
      .drop input {
        position: absolute;
        opacity: 0;
        pointer-events: none;
      }
      .choices {
        display: flex;
        flex-wrap: wrap;
        gap: 12px;
        align-items: end;
      }
      .choices .one {
        min-width: 160px;
      }
      .notes {
        display: grid;
        gap: 4px;
      }
      .top {
        display: flex;
        gap: 12px;
        align-items: baseline;
        flex-wrap: wrap;
      }
    `,
  ];

  override render() {
    if (!this.looked || !this.draft) return this.#ask();
    const { file, look } = this.looked;
    const misfits = misfitCount(look, this.draft);
    return html`<div class="panel">
        <div class="top">
          <h2>${file.name}</h2>
          <span class="hint" role="status">${this.phase === 'reading' ? this.w('start.reading') : this.w('start.rowsAndColumns', { rows: look.rows, columns: look.columns.length })}</span>
        </div>
        ${this.#choices()}
        ${this.failure === '' ? nothing : html`<p class="finding" role="alert">${this.failure}</p>`}
        ${look.notes.length > 0 ? html`<div class="notes">${look.notes.map((note) => html`<p class="note">${icon('triangle-alert')}<span>${note.message}</span></p>`)}</div>` : nothing}
      </div>
      <div class="panel"><td-app-details .proposal=${proposalOf(look.sheet, file.name)}></td-app-details></div>
      <td-column-table
        .table=${look}
        .draft=${this.draft}
        @td-draft=${(event: CustomEvent<AppDraft>) => (this.draft = event.detail)}
      ></td-column-table>
      ${misfits > 0 ? html`<p class="note">${icon('triangle-alert')}<span>${this.w('start.someMisfit', { count: misfits })}</span></p>` : nothing}
      <div class="acts">
        ${button({ label: this.w('start.make'), theme: 'primary', disabled: this.phase !== 'columns', run: () => void this.#make() })}
        ${button({ label: this.w('start.otherFile'), theme: 'tertiary', disabled: this.phase !== 'columns', run: () => void this.#again() })}
        <span class="hint">${this.w('start.makeRowsText')}</span>
      </div>`;
  } // prettier-ignore

  /* ---------------------------------------------------------------- the file */

  #ask() {
    const reading = this.phase === 'reading';
    return html`<div
        class="drop ${this.isOver ? 'over' : ''}"
        @dragover=${(event: DragEvent) => (event.preventDefault(), (this.isOver = true))}
        @dragleave=${() => (this.isOver = false)}
        @drop=${(event: DragEvent) => this.#dropped(event)}
      >
        ${icon('upload')}
        <h2>${reading ? this.w('start.reading') : this.w('start.dropFile')}</h2>
        <p class="hint">${this.w('start.dropText')}</p>
        <input type="file" tabindex="-1" aria-label=${this.w('start.chooseFile')} accept=".xlsx,.xlsm,.csv,.tsv,.txt" @change=${() => this.#chosen()} />
        ${button({ label: this.w('start.chooseFile'), theme: 'primary', disabled: reading, run: () => this.input?.click() })}
      </div>
      <p class="finding" role="alert">${this.failure}</p>`;
  } // prettier-ignore

  #dropped(event: DragEvent): void {
    event.preventDefault();
    this.isOver = false;
    const [file] = event.dataTransfer?.files ?? [];
    if (file) void this.#bring(file);
  }

  #chosen(): void {
    const [file] = this.input?.files ?? [];
    if (file) void this.#bring(file);
  }

  async #bring(file: File): Promise<void> {
    if (this.phase === 'reading') return;
    await this.#read(() => this.#client.bring(file.name, file));
    if (this.input) this.input.value = '';
  }

  async #read(read: () => Promise<Looked>): Promise<void> {
    this.failure = '';
    this.phase = 'reading';
    try {
      this.looked = await read();
      this.draft = firstDraft(this.looked.look);
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      this.failure = error.message;
    }
    this.phase = this.looked ? 'columns' : 'asking';
  }

  get #client(): StartClient {
    return new StartClient(this.host.api);
  }

  async #again(): Promise<void> {
    if (this.looked) await this.#client.forget(this.looked.file.id).catch(() => undefined);
    this.looked = undefined;
    this.draft = undefined;
    this.phase = 'asking';
  }

  /* ---------------------------------------------------------------- how it is read */

  #choices() {
    const { look } = this.looked!;
    const heads = look.first.map(({ line, cells }) => ({ value: String(line), label: `${line}: ${cells.filter((cell) => cell.trim() !== '').slice(0, 4).join(' · ')}` })); // prettier-ignore
    return html`<div class="choices">
      ${look.sheets.length > 1 ? this.#select(this.w('start.sheet'), look.sheet ?? '', look.sheets.map((name) => ({ value: name, label: name })), (sheet) => ({ sheet })) : nothing}
      ${look.kind === 'csv' ? this.#select(this.w('start.encoding'), look.encoding ?? 'utf-8', Object.entries(encodings).map(([value, label]) => ({ value, label })), (encoding) => ({ encoding })) : nothing}
      ${this.#select(this.w('start.headLine'), String(look.headLine), heads, (line) => ({ headLine: Number(line) }))}
    </div>`;
  } // prettier-ignore

  #select(label: string, value: string, options: readonly { readonly value: string; readonly label: string }[], choice: (value: string) => LookChoice) {
    return html`<label class="one">${label}
      <select class="in" ?disabled=${this.phase !== 'columns'} @change=${(event: Event) => void this.#lookAgain(choice((event.currentTarget as HTMLSelectElement).value))}>
        ${options.map((each) => html`<option value=${each.value} .selected=${live(each.value === value)}>${each.label}</option>`)}
      </select>
    </label>`;
  } // prettier-ignore

  /** Another sheet has other heads; another encoding or head keeps the sheet. */
  async #lookAgain(choice: LookChoice): Promise<void> {
    const { file, look } = this.looked!;
    const kept: LookChoice = {
      ...(look.sheet === undefined ? {} : { sheet: look.sheet }),
      ...(look.encoding === undefined ? {} : { encoding: look.encoding }),
    };
    await this.#read(() => this.#client.look(file.id, { ...kept, ...choice }));
  }

  /* ---------------------------------------------------------------- making it */

  async #make(): Promise<void> {
    const details = this.details.check();
    if (!details || !this.looked || !this.draft || this.phase !== 'columns') return;
    this.phase = 'making';
    const { file, look } = this.looked;
    try {
      const plan = await makeApp(this.session, { ...details, ...wishOf(look, this.draft) });
      if (!plan) return;
      if (plan.columns.length > 0) await this.#client.plan(file.id, { entity: details.name, label: details.plural, columns: plan.columns }); // prettier-ignore
      void this.host.router.go(`/design/start/made/${details.name}`);
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      this.failure = error.message;
    } finally {
      this.phase = 'columns';
    }
  }
}

/** The name of the sheet, or of the file, unless it is what programs call every sheet. */
function proposalOf(sheet: string | undefined, file: string): string {
  const isUsual = sheet === undefined || /^(?:sheet|tabelle|hoja|工作表|feuil)\s*\d*$/i.test(sheet);
  const name = isUsual ? file.replace(/\.[^.]+$/, '') : sheet;
  return name.replaceAll(/[_-]+/g, ' ').trim().slice(0, 60);
}
