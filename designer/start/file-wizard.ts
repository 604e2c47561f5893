/**
 * `<td-file-wizard>`: an application from a workbook or a file with separated values. First the file, then its columns as
 * they were read, with what they are taken as and how much of them fits; all can be changed before anything is made.
 */
import { css, html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { ApiFailure } from '../../runtime/data/api-client.js';
import { icon } from '../../runtime/ui/icon.js';
import { button } from '../../runtime/ui/parts.js';
import { TdElement } from '../td-element.js';
import { firstDraft, misfitCount, wishOf, type AppDraft } from './app-columns.js';
import './app-details.js';
import type { TdAppDetails } from './app-details.js';
import './column-table.js';
import { makeApp } from './make-app.js';
import '../../runtime/import/drop-file.js';
import { ImportClient, type LookChoice, type Looked } from '../../runtime/import/import-client.js';
import '../../runtime/import/read-choices.js';
import { startStyles } from './start-styles.js';

@customElement('td-file-wizard')
export class TdFileWizard extends TdElement {
  @state() private looked: Looked | undefined;
  @state() private draft: AppDraft | undefined;
  @state() private phase: 'asking' | 'reading' | 'columns' | 'making' = 'asking';
  @state() private failure = '';
  @query('td-app-details') private details!: TdAppDetails;

  static override styles = [
    startStyles,
    css`
      :host {
        display: grid;
        gap: 16px;
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
    if (!this.looked || !this.draft) {
      return html`<tr-drop-file ?reading=${this.phase === 'reading'} .failure=${this.failure} @tr-file=${(event: CustomEvent<File>) => void this.#bring(event.detail)}></tr-drop-file>`;
    }
    const { file, look } = this.looked;
    const misfits = misfitCount(look, this.draft);
    return html`<div class="panel">
        <div class="top">
          <h2>${file.name}</h2>
          <span class="hint" role="status">${this.phase === 'reading' ? this.t('import.reading') : this.t('import.rowsAndColumns', { rows: look.rows, columns: look.columns.length })}</span>
        </div>
        <tr-read-choices .look=${look} ?disabled=${this.phase !== 'columns'} @tr-look=${(event: CustomEvent<LookChoice>) => void this.#lookAgain(event.detail)}></tr-read-choices>
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
        ${button({ label: this.t('import.otherFile'), theme: 'tertiary', disabled: this.phase !== 'columns', run: () => void this.#again() })}
        <span class="hint">${this.w('start.makeRowsText')}</span>
      </div>`;
  } // prettier-ignore

  /* ---------------------------------------------------------------- the file */

  async #bring(file: File): Promise<void> {
    if (this.phase === 'reading') return;
    await this.#read(() => this.#client.bring(file.name, file));
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

  get #client(): ImportClient {
    return new ImportClient(this.host.api);
  }

  async #again(): Promise<void> {
    if (this.looked) await this.#client.forget(this.looked.file.id).catch(() => undefined);
    this.looked = undefined;
    this.draft = undefined;
    this.phase = 'asking';
  }

  /* ---------------------------------------------------------------- how it is read */

  async #lookAgain(choice: LookChoice): Promise<void> {
    await this.#read(() => this.#client.look(this.looked!.file.id, choice));
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
