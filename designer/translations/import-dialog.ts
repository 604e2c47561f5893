/** `<td-translation-import>`: what a translator's file would change, said before it is taken, and of the rest why not. */
import { css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import '../../runtime/ui/dialog.js';
import type { TrDialog } from '../../runtime/ui/dialog.js';
import { button } from '../../runtime/ui/parts.js';
import { TdElement } from '../td-element.js';
import { fileOf, handOverFile, tableOfFile } from './file-table.js';
import type { TranslationDesk } from './translation-desk.js';
import { readFile, type FilePlan, type NotTaken } from './translation-file.js';
import type { WordsWritten } from './translation-grid.js';

/** Lines told on the page; the file with the rest has all of them. */
const mostTold = 100;

@customElement('td-translation-import')
export class TdTranslationImport extends TdElement {
  @property({ attribute: false }) desk!: TranslationDesk;
  @state() private file = '';
  @state() private plan: FilePlan | undefined;
  @query('tr-dialog') private dialog!: TrDialog;

  static override styles = css`
    p {
      margin: 0 0 8px;
    }
    .told {
      max-height: 40vh;
      overflow: auto;
      border: 1px solid var(--tr-line);
      border-radius: var(--tr-radius-m);
    }
    table {
      width: 100%;
      border-collapse: collapse;
      font: var(--tr-text-meta);
    }
    th {
      text-align: start;
      font: var(--tr-text-label);
      position: sticky;
      top: 0;
      background: var(--tr-raised);
    }
    tr > * {
      padding: 4px 8px;
      border-bottom: 1px solid var(--tr-line);
      overflow-wrap: anywhere;
      vertical-align: top;
    }
    .taken {
      color: var(--tr-text);
      font-weight: 500;
    }
    .bad {
      color: var(--tr-bad);
    }
  `;

  async ask(file: File): Promise<void> {
    const table = await tableOfFile(file);
    this.file = file.name;
    this.plan = table && readFile(table, this.desk.rows, this.desk.source);
    await this.dialog.open();
  }

  override render() {
    const count = this.plan?.words.length ?? 0;
    return html`<tr-dialog width="720px" .heading=${this.w('translations.importOf', { name: this.file })}>
      ${this.plan ? this.#says(this.plan) : html`<p class="bad" role="status">${this.w('translations.noFile')}</p>`}
      ${[
        button({ label: this.t('common.cancel'), theme: 'tertiary', run: () => this.dialog.close() }),
        button({ label: this.w('translations.take', { count }), theme: 'primary', disabled: count === 0, run: () => this.#take() }),
      ].map((each) => html`<span slot="foot">${each}</span>`)}
    </tr-dialog>`;
  } // prettier-ignore

  #says({ words, notTaken, empty, same, unknownHeads }: FilePlan) {
    return html`<div role="status">
        <p class="taken">${this.w('translations.willTake', { count: words.length })}</p>
        <p>${this.w('translations.leaves', { same, empty })}</p>
        ${unknownHeads.length > 0 ? html`<p>${this.w('translations.heads', { names: unknownHeads.join(', ') })}</p>` : nothing}
        ${notTaken.length > 0 ? html`<p class="bad">${this.w('translations.notTaken', { count: notTaken.length })}</p>` : nothing}
      </div>
      ${notTaken.length > 0 ? this.#told(notTaken) : nothing}`;
  } // prettier-ignore

  #told(notTaken: readonly NotTaken[]) {
    return html`<div class="told" tabindex="0" role="group" aria-label=${this.w('translations.notTaken', { count: notTaken.length })}>
        <table>
          <thead><tr>${this.#heads().map((head) => html`<th>${head}</th>`)}</tr></thead>
          <tbody>
            ${notTaken.slice(0, mostTold).map((each) => html`<tr>${this.#cells(each).map((cell) => html`<td>${cell}</td>`)}</tr>`)}
          </tbody>
        </table>
      </div>
      <p></p>
      ${button({ label: this.w('translations.takeOut', { count: notTaken.length }), icon: 'download', theme: 'small', run: () => void this.#out(notTaken) })}`;
  } // prettier-ignore

  #heads(): readonly string[] {
    return (['line', 'address', 'language', 'words', 'why'] as const).map((each) => this.w(`translations.${each}`));
  }

  #cells({ line, address, language, words, why }: NotTaken): readonly string[] {
    const named = language === undefined ? '' : this.host.i18n.names[language];
    return [String(line), address, named, words, this.w(`translations.why.${why}`)];
  }

  async #out(notTaken: readonly NotTaken[]): Promise<void> {
    const table = [this.#heads(), ...notTaken.map((each) => this.#cells(each))];
    handOverFile(await fileOf(table, 'csv'), `${this.file.replace(/\.\w+$/, '')} - not taken.csv`);
  }

  #take(): void {
    const words = this.plan?.words ?? [];
    this.dialog.close();
    this.emit<WordsWritten>('td-words', { words, act: 'paste' });
  }
}
