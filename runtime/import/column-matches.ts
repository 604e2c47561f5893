/**
 * `<tr-column-matches>`: the columns of a file, one per line: samples, the field that each fills, and how its texts are
 * read where that can differ. Tells `tr-draft`.
 */
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { ColumnMatch, FillableField } from '../../metadata/import/guess/match-fields.js';
import { TrElement } from '../ui/element.js';
import '../ui/later-strings.js';
import { tableStyles } from '../ui/table-styles.js';
import { choiceWords, fieldWords } from './field-words.js';
import type { SeenColumn, SeenTable } from './import-client.js';
import { chooseField, chooseHow, filledTwice, type ImportDraft } from './import-draft.js';
import { importStyles } from './import-styles.js';

const numbers: ReadonlySet<string> = new Set(['integer', 'decimal', 'money', 'percent']);
const days: ReadonlySet<string> = new Set(['date', 'datetime']);

@customElement('tr-column-matches')
export class TrColumnMatches extends TrElement {
  @property({ attribute: false }) table!: SeenTable;
  @property({ attribute: false }) fields!: readonly FillableField[];
  @property({ attribute: false }) draft!: ImportDraft;

  static override styles = [
    importStyles,
    tableStyles,
    css`
      .scroll {
        overflow-x: auto;
        border: 1px solid var(--tr-line);
        border-radius: var(--tr-radius-l);
        background: var(--tr-surface);
      }
      td {
        padding: 6px 12px;
        vertical-align: top;
        height: auto;
      }
      td.head {
        padding-top: 13px;
        font-weight: 500;
        max-width: 220px;
        overflow-wrap: anywhere;
      }
      .samples {
        padding-top: 7px;
        max-width: 280px;
        color: var(--tr-text-2);
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .off .head {
        color: var(--tr-text-2);
        font-weight: 400;
      }
      select.in {
        min-width: 180px;
      }
      .bad {
        font: var(--tr-text-meta);
        color: var(--tr-bad);
        padding-top: 4px;
      }
      @media (max-width: 639px) {
        thead {
          display: none;
        }
        tr {
          display: grid;
          grid-template-columns: minmax(0, 1fr);
          padding: 8px 0;
          border-bottom: 1px solid var(--tr-line);
        }
        tr:last-child {
          border: 0;
        }
        td,
        td.head {
          border: 0;
          padding: 3px 12px;
          max-width: none;
        }
        td:empty {
          display: none;
        }
        .samples {
          padding-top: 0;
          max-width: none;
        }
      }
    `,
  ];

  override render() {
    const twice = new Set(filledTwice(this.draft));
    return html`<div class="scroll">
      <table>
        <thead><tr><th>${this.t('import.column')}</th><th>${this.t('import.samples')}</th><th>${this.t('import.field')}</th><th>${this.t('import.how')}</th></tr></thead>
        <tbody>${this.table.columns.map((column, at) => this.#row(column, this.draft.columns[at], at, twice))}</tbody>
      </table>
    </div>`;
  } // prettier-ignore

  #row(column: SeenColumn, match: ColumnMatch | undefined, at: number, twice: ReadonlySet<string>) {
    const field = match && this.fields.find(({ path }) => path === match.path);
    const isTwice = match !== undefined && twice.has(match.path);
    return html`<tr class=${field ? '' : 'off'}>
      <td class="head">${column.head}</td>
      <td><div class="samples">${column.filled === 0 ? this.t('import.isEmpty') : column.samples.slice(0, 3).join(' · ')}</div></td>
      <td>${this.#field(column, field, at, isTwice)}${isTwice ? html`<p class="bad">${this.t('import.twice', { name: fieldWords(this.host, field!.field) })}</p>` : nothing}</td>
      <td>${field ? this.#how(column, field, match!, at) : nothing}</td>
    </tr>`;
  } // prettier-ignore

  #field(column: SeenColumn, chosen: FillableField | undefined, at: number, isTwice: boolean) {
    const choose = (path: string) => chooseField(this.draft, at, column, this.fields.find((each) => each.path === path), this.fields); // prettier-ignore
    return html`<select class="in" aria-label=${this.t('import.fieldOf', { name: column.head })} aria-invalid=${isTwice ? 'true' : nothing} @change=${(event: Event) => this.#tell(choose((event.currentTarget as HTMLSelectElement).value))}>
      <option value="" .selected=${live(!chosen)}>${this.t('import.leave')}</option>
      ${this.fields.map((each) => html`<option value=${each.path} .selected=${live(each === chosen)}>${choiceWords(this.host, each)}</option>`)}
    </select>`;
  } // prettier-ignore

  /** By which of its fields a record is found; which order days, and which sign decimals have. */
  #how(column: SeenColumn, { field, keys }: FillableField, match: ColumnMatch, at: number) {
    const name = column.head;
    if (keys.length > 0) {
      const target = this.host.app.entity(field.target ?? field.links?.target ?? '');
      const options = keys.map((key) => ({ value: key, label: this.host.i18n.label(target?.fields.get(key)?.label, key) })); // prettier-ignore
      return this.#select(this.t('import.byOf', { name }), match.key ?? keys[0]!, options.map(({ value, label }) => ({ value, label: this.t('import.by', { name: label }) })), (key) => chooseHow(this.draft, at, { key })); // prettier-ignore
    }
    const type = field.type.id;
    if (!numbers.has(type) && !days.has(type)) return nothing;
    const options = numbers.has(type)
      ? [{ value: 'en', label: '1,234.56' }, { value: 'es', label: '1.234,56' }]
      : [{ value: 'en', label: this.t('import.monthFirst', { type: '12/31/2026' }) }, { value: 'en-GB', label: this.t('import.dayFirst', { type: '31/12/2026' }) }]; // prettier-ignore
    return this.#select(this.t('import.writtenOf', { name }), match.format ?? 'en', options, (format) => chooseHow(this.draft, at, { format })); // prettier-ignore
  }

  #select(label: string, value: string, options: readonly { readonly value: string; readonly label: string }[], next: (value: string) => ImportDraft) {
    return html`<select class="in" aria-label=${label} @change=${(event: Event) => this.#tell(next((event.currentTarget as HTMLSelectElement).value))}>
      ${options.map((each) => html`<option value=${each.value} .selected=${live(each.value === value)}>${each.label}</option>`)}
    </select>`;
  } // prettier-ignore

  #tell(draft: ImportDraft): void {
    this.emit<ImportDraft>('tr-draft', draft);
  }
}
