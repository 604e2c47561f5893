/** `<tr-read-choices>`: how a file is read: the sheet, the encoding, the line of the heads. Tells `tr-look` a LookChoice. */
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { TrElement } from '../ui/element.js';
import '../ui/later-strings.js';
import type { LookChoice, SeenTable } from './import-client.js';
import { importStyles } from './import-styles.js';

/** As server/start/guess-encoding.ts; what people call them. */
const encodings = { 'utf-8': 'UTF-8', gb18030: 'GBK / GB18030', big5: 'Big5', 'windows-1252': 'Windows-1252', shift_jis: 'Shift_JIS', 'utf-16le': 'UTF-16' }; // prettier-ignore

@customElement('tr-read-choices')
export class TrReadChoices extends TrElement {
  @property({ attribute: false }) look!: SeenTable;
  @property({ type: Boolean }) disabled = false;

  static override styles = [
    importStyles,
    css`
      .choices {
        display: flex;
        flex-wrap: wrap;
        gap: 12px;
        align-items: end;
      }
      .one {
        min-width: 160px;
        max-width: 100%;
      }
    `,
  ];

  override render() {
    const { look } = this;
    const heads = look.first.map(({ line, cells }) => ({ value: String(line), label: `${line}: ${cells.filter((cell) => cell.trim() !== '').slice(0, 4).join(' · ')}` })); // prettier-ignore
    return html`<div class="choices">
      ${look.sheets.length > 1 ? this.#select(this.t('import.sheet'), look.sheet ?? '', look.sheets.map((name) => ({ value: name, label: name })), (sheet) => ({ sheet })) : nothing}
      ${look.kind === 'csv' ? this.#select(this.t('import.encoding'), look.encoding ?? 'utf-8', Object.entries(encodings).map(([value, label]) => ({ value, label })), (encoding) => ({ encoding })) : nothing}
      ${this.#select(this.t('import.headLine'), String(look.headLine), heads, (line) => ({ headLine: Number(line) }))}
    </div>`;
  } // prettier-ignore

  #select(label: string, value: string, options: readonly { readonly value: string; readonly label: string }[], choice: (value: string) => LookChoice) {
    return html`<label class="one">${label}
      <select class="in" ?disabled=${this.disabled} @change=${(event: Event) => this.#tell(choice((event.currentTarget as HTMLSelectElement).value))}>
        ${options.map((each) => html`<option value=${each.value} .selected=${live(each.value === value)}>${each.label}</option>`)}
      </select>
    </label>`;
  } // prettier-ignore

  /** Another sheet has other heads; another encoding or head keeps the sheet. */
  #tell(choice: LookChoice): void {
    const { sheet, encoding } = this.look;
    const kept = { ...(sheet === undefined ? {} : { sheet }), ...(encoding === undefined ? {} : { encoding }) };
    this.emit<LookChoice>('tr-look', { ...kept, ...choice });
  }
}
