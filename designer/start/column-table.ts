/**
 * `<td-column-table>`: the columns of a file, one per line: whether it is taken, what its field is called, what it is taken
 * as with how many cells fit, samples, and which column names and which identifies a record.
 */
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { tableStyles } from '../../runtime/ui/table-styles.js';
import { TdElement } from '../td-element.js';
import { mayBeBoard, mayBeKey, mayBeTitle, typeOf, typesOf, type AppDraft, type ChosenColumn, type ColumnType } from './app-columns.js'; // prettier-ignore
import type { SeenColumn, SeenTable } from '../../runtime/import/import-client.js';
import { startStyles } from './start-styles.js';

@customElement('td-column-table')
export class TdColumnTable extends TdElement {
  @property({ attribute: false }) table!: SeenTable;
  @property({ attribute: false }) draft!: AppDraft;

  static override styles = [
    startStyles,
    tableStyles,
    css`
      .scroll {
        overflow-x: auto;
        border: 1px solid var(--tr-line);
        border-radius: var(--tr-radius-l);
        background: var(--tr-surface);
      }
      td {
        padding: 6px 8px;
        vertical-align: top;
        height: auto;
      }
      th {
        padding: 0 8px;
      }
      td.mark {
        text-align: center;
        padding-top: 12px;
        width: 72px;
      }
      th.mark {
        text-align: center;
      }
      .off td:not(:first-child) {
        opacity: 0.55;
      }
      .samples {
        display: grid;
        gap: 2px;
        padding-top: 7px;
        max-width: 320px;
      }
      .samples span {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .more {
        font: var(--tr-text-meta);
        color: var(--tr-text-2);
        padding-top: 4px;
      }
      .bad {
        color: var(--tr-bad);
      }
      select.in {
        min-width: 180px;
      }
      input.in:not([type='checkbox'], [type='radio']) {
        min-width: 140px;
      }
      .none {
        padding: 8px 12px;
        border-top: 1px solid var(--tr-line);
      }
    `,
  ];

  override render() {
    const { table, draft } = this;
    const boards = table.columns.some((column, i) => mayBeBoard(column, draft.columns[i]!));
    return html`<div class="scroll">
      <table>
        <thead><tr>
          <th>${this.w('start.take')}</th><th>${this.w('start.fieldName')}</th><th>${this.w('start.takenAs')}</th><th>${this.t('import.samples')}</th>
          <th class="mark" data-tip=${this.w('start.titleText')}>${this.w('start.title')}</th>
          <th class="mark" data-tip=${this.w('start.keyText')}>${this.w('start.key')}</th>
          ${boards ? html`<th class="mark" data-tip=${this.w('start.boardText')}>${this.w('start.board')}</th>` : nothing}
        </tr></thead>
        <tbody>${table.columns.map((column, index) => this.#row(column, draft.columns[index]!, index, boards))}</tbody>
      </table>
      ${draft.title < 0 ? html`<p class="hint none">${this.w('start.noTitle')}</p>` : nothing}
    </div>`;
  } // prettier-ignore

  #row(column: SeenColumn, chosen: ChosenColumn, index: number, boards: boolean) {
    const { draft } = this;
    const name = chosen.label.trim() || column.head;
    return html`<tr class=${chosen.taken ? '' : 'off'}>
      <td class="mark"><input type="checkbox" aria-label=${this.w('start.takeOf', { name })} .checked=${live(chosen.taken)} @change=${(event: Event) => this.#change(index, { taken: (event.currentTarget as HTMLInputElement).checked })} /></td>
      <td><input class="in" maxlength="80" aria-label=${this.w('start.fieldNameOf', { name: column.head })} ?disabled=${!chosen.taken} .value=${live(chosen.label)} @input=${(event: Event) => this.#change(index, { label: (event.currentTarget as HTMLInputElement).value })} /></td>
      <td>${this.#types(column, chosen, index, name)}</td>
      <td><div class="samples">${column.samples.slice(0, 3).map((text) => html`<span>${text}</span>`)}${column.filled === 0 ? html`<span class="hint">${this.t('import.isEmpty')}</span>` : nothing}</div>
        ${column.filled > 0 && column.empty > 0 ? html`<p class="more">${this.t('import.emptyCells', { count: column.empty })}</p>` : nothing}</td>
      <td class="mark">${mayBeTitle(column, chosen) ? html`<input type="radio" name="title" aria-label=${this.w('start.titleOf', { name })} .checked=${live(draft.title === index)} @change=${() => this.#tell({ ...draft, title: index })} />` : nothing}</td>
      <td class="mark">${mayBeKey(column, chosen) ? html`<input type="checkbox" aria-label=${this.w('start.keyOf', { name })} .checked=${live(draft.key === index)} @change=${(event: Event) => this.#tell({ ...draft, key: (event.currentTarget as HTMLInputElement).checked ? index : -1 })} />` : nothing}</td>
      ${boards ? html`<td class="mark">${mayBeBoard(column, chosen) ? html`<input type="checkbox" aria-label=${this.w('start.boardOf', { name })} .checked=${live(draft.board === index)} @change=${(event: Event) => this.#tell({ ...draft, board: (event.currentTarget as HTMLInputElement).checked ? index : -1 })} />` : nothing}</td>` : nothing}
    </tr>`;
  } // prettier-ignore

  #types(column: SeenColumn, chosen: ChosenColumn, index: number, name: string) {
    const types = typesOf(column);
    const own = typeOf(column, chosen);
    const left = own.of - own.count;
    return html`<select class="in" aria-label=${this.w('start.takenAsOf', { name })} ?disabled=${!chosen.taken} @change=${(event: Event) => this.#change(index, { as: (event.currentTarget as HTMLSelectElement).value })}>
        ${types.map((each) => html`<option value=${each.id} .selected=${live(each.id === own.id)}>${this.#typeText(each, column)}</option>`)}
      </select>
      ${own.type === 'autonumber' ? html`<p class="more">${this.w('start.numbersAnew')}</p>` : nothing}
      ${own.type === 'choice' ? html`<p class="more">${this.w('start.choices', { count: column.distinct })}</p>` : nothing}
      ${chosen.taken && left > 0 ? html`<p class="more bad">${own.type === 'lookup' ? this.w('start.notFound', { count: left }) : this.w('start.misfits', { count: left })}${own.misfits.slice(0, 2).map(({ line, text }) => html`<br />${this.w('start.misfit', { line: String(line), text })}`)}</p>` : nothing}`;
  } // prettier-ignore

  /** "Money (48 of 50)", "Date, day first (50 of 50)", "Look-up to Customer (12 of 12 found)". */
  #typeText({ type, format, count, of }: ColumnType, column: SeenColumn): string {
    const { i18n } = this.host;
    const label = i18n.label(this.session.typeLabels[type] ?? this.session.registries.field.get(type).label, type);
    if (type === 'lookup') return this.w('start.lookupTo', { entity: i18n.label(column.lookup!.label), count, of });
    const isDay = type === 'date' || type === 'datetime';
    const both = isDay && typesOf(column).filter((each) => each.type === type).length > 1;
    const name = both ? this.t(format === 'en' ? 'import.monthFirst' : 'import.dayFirst', { type: label }) : label;
    return this.w('start.typeFits', { type: name, count, of });
  }

  #change(index: number, change: Partial<ChosenColumn>): void {
    const columns = this.draft.columns.map((each, i) => (i === index ? { ...each, ...change } : each));
    const next = { ...this.draft, columns };
    const stays = (at: number, may: (column: SeenColumn, chosen: ChosenColumn) => boolean): number => (at >= 0 && may(this.table.columns[at]!, columns[at]!) ? at : -1); // prettier-ignore
    this.#tell({ ...next, title: stays(next.title, mayBeTitle), key: stays(next.key, mayBeKey), board: stays(next.board, mayBeBoard) }); // prettier-ignore
  }

  #tell(draft: AppDraft): void {
    this.emit<AppDraft>('td-draft', draft);
  }
}
