/** `<tr-drop-file>`: a place to drop a workbook or a file with separated values, with a button as its twin. Tells `tr-file`. */
import { css, html } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import '@vaadin/button';
import { TrElement } from '../ui/element.js';
import { icon } from '../ui/icon.js';
import '../ui/later-strings.js';
import { button } from '../ui/parts.js';
import { importStyles } from './import-styles.js';

@customElement('tr-drop-file')
export class TrDropFile extends TrElement {
  /** A file is being read: another is not taken meanwhile. */
  @property({ type: Boolean }) reading = false;
  @property() failure = '';
  @state() private isOver = false;
  @query('input[type=file]') private input!: HTMLInputElement;

  static override styles = [
    importStyles,
    css`
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
      .finding:not(:empty) {
        margin-top: 8px;
      }
    `,
  ];

  override render() {
    const { reading } = this;
    return html`<div
        class="drop ${this.isOver ? 'over' : ''}"
        @dragover=${(event: DragEvent) => (event.preventDefault(), (this.isOver = true))}
        @dragleave=${() => (this.isOver = false)}
        @drop=${(event: DragEvent) => this.#dropped(event)}
      >
        ${icon('upload')}
        <h2>${this.t(reading ? 'import.reading' : 'import.dropFile')}</h2>
        <p class="hint">${this.t('import.dropText')}</p>
        <input type="file" tabindex="-1" aria-label=${this.t('import.chooseFile')} accept=".xlsx,.xlsm,.csv,.tsv,.txt" @change=${() => this.#chosen()} />
        ${button({ label: this.t('import.chooseFile'), theme: 'primary', disabled: reading, run: () => this.input.click() })}
      </div>
      <p class="finding" role="alert">${this.failure}</p>`;
  } // prettier-ignore

  #dropped(event: DragEvent): void {
    event.preventDefault();
    this.isOver = false;
    this.#tell(event.dataTransfer?.files[0]);
  }

  #chosen(): void {
    this.#tell(this.input.files?.[0]);
    // The same file once more is a choice, too.
    this.input.value = '';
  }

  #tell(file: File | undefined): void {
    if (file && !this.reading) this.emit<File>('tr-file', file);
  }
}
