/**
 * `<tr-sheet-filter>`: which rows a sheet is made of, by one of its columns: words that are searched for, the values that the
 * sheet shows, or (for numbers and days) two ends. Says `tr-filter` with the filter, undefined for none.
 */
import { css, html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import type { ReaderFilter } from '../../metadata/schema/reader-changes.js';
import type { GridCell } from '../../metadata/sheet/types.js';
import type { Scalar } from '../../metadata/value.js';
import { TrElement } from '../ui/element.js';
import '../ui/panel.js';
import type { TrPanel } from '../ui/panel.js';
import { button } from '../ui/parts.js';
import '../ui/later-strings.js';

export interface FilterRequest {
  /** The cell whose values are meant, and what it is called. */
  readonly cell: string;
  readonly name: string;
  readonly values: readonly FilterValue[];
  readonly filter: ReaderFilter | undefined;
}

export interface FilterValue {
  readonly value: Scalar;
  readonly text: string;
}

/** Values that are listed; more are found by words. */
const LISTED = 200;

/** Values that a sheet shows in the cells of one address, in its order, each once; those of the filter among them. */
export function valuesOf(cells: readonly GridCell[], source: string, filter?: ReaderFilter): readonly FilterValue[] {
  const values = new Map<Scalar, string>();
  for (const cell of cells) {
    if (cell.source !== source || cell.at === undefined || cell.kind !== undefined) continue;
    const value = cell.value as Scalar;
    if (!values.has(value)) values.set(value, cell.text);
  }
  const kept = filter?.op === 'in' && Array.isArray(filter.value) ? (filter.value as readonly Scalar[]) : [];
  for (const value of kept) if (!values.has(value)) values.set(value, String(value ?? ''));
  return [...values].map(([value, text]) => ({ value, text }));
}

const isDay = (value: Scalar) => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}/.test(value);

@customElement('tr-sheet-filter')
export class TrSheetFilter extends TrElement {
  @state() private request: FilterRequest | undefined;
  @state() private words = '';
  @state() private chosen: ReadonlySet<Scalar> = new Set();
  @state() private from = '';
  @state() private to = '';
  @query('tr-panel') private panel!: TrPanel;

  static override styles = css`
    form { display: flex; flex-direction: column; gap: 12px; padding: 16px; }
    h2 { font: var(--tr-text-section); }
    label { display: flex; align-items: center; gap: 8px; min-height: 28px; }
    .field { flex-direction: column; align-items: stretch; gap: 4px; font: var(--tr-text-label); color: var(--tr-text-2); flex: 1; min-width: 0; }
    input:not([type='checkbox']) { height: 32px; padding: 0 8px; border: 1px solid var(--tr-line-control); border-radius: var(--tr-radius-m); background: var(--tr-surface); color: var(--tr-text); font: var(--tr-text-body); width: 100%; box-sizing: border-box; }
    input[type='checkbox'] { width: 16px; height: 16px; accent-color: var(--tr-accent); margin: 0; flex: none; }
    .list { max-height: 240px; overflow: auto; border-top: 1px solid var(--tr-line); border-bottom: 1px solid var(--tr-line); padding: 4px 0; }
    .ends { display: flex; gap: 8px; }
    @media (max-width: 639px) { label { min-height: 44px; } input:not([type='checkbox']) { height: 44px; font-size: 16px; } }
  `; // prettier-ignore

  openAt(cause: HTMLElement, request: FilterRequest): void {
    this.request = request;
    const { filter } = request;
    const list = (Array.isArray(filter?.value) ? filter.value : filter ? [filter.value] : []) as readonly Scalar[];
    this.words = filter?.op === 'contains' ? String(list[0] ?? '') : '';
    this.chosen = new Set(filter?.op === 'in' ? list : []);
    const ends = filter?.op === 'between' ? list : [];
    this.from = String(ends[0] ?? '');
    this.to = String(ends[1] ?? '');
    this.panel.openAt(cause);
    void this.updateComplete.then(() => this.renderRoot.querySelector('input')?.focus());
  }

  override render() {
    const { request } = this;
    return html`<tr-panel .label=${request ? this.t('report.filterBy', { name: request.name }) : ''}>
      ${request ? this.#form(request) : nothing}
    </tr-panel>`;
  }

  #form(request: FilterRequest) {
    const values = request.values.filter(({ value }) => value !== null);
    const isNumber = values.length > 0 && values.every(({ value }) => typeof value === 'number');
    const isDate = values.length > 0 && values.every(({ value }) => isDay(value));
    return html`<form
      @submit=${(event: Event) => {
        event.preventDefault();
        this.#apply(request, isNumber, isDate);
      }}
    >
      <h2>${this.t('report.filterBy', { name: request.name })}</h2>
      ${isNumber || isDate ? this.#ends(isNumber ? 'number' : 'date') : this.#choices(request)}
      <div class="row">
        ${button({
          label: this.t('widget.clear'),
          theme: 'tertiary',
          disabled: request.filter === undefined,
          run: () => this.#done(undefined),
        })}
        <span class="sp"></span>
        ${button({ label: this.t('report.apply'), theme: 'primary', run: () => this.#apply(request, isNumber, isDate) })}
      </div>
    </form>`;
  }

  #ends(type: 'number' | 'date') {
    const field = (label: string, value: string, set: (text: string) => void) =>
      html`<label class="field"
        >${label}<input
          type=${type}
          step="any"
          .value=${value}
          @input=${(event: Event) => set((event.currentTarget as HTMLInputElement).value)}
      /></label>`;
    return html`<div class="ends">
      ${field(this.t('report.atLeast'), this.from, (text) => (this.from = text))}
      ${field(this.t('report.atMost'), this.to, (text) => (this.to = text))}
    </div>`;
  }

  #choices(request: FilterRequest) {
    const wanted = this.words.toLocaleLowerCase();
    const shown = request.values.filter(({ text }) => text.toLocaleLowerCase().includes(wanted)).slice(0, LISTED);
    return html`<label class="field"
        >${this.t('report.filterWords')}<input
          type="search"
          .value=${this.words}
          @input=${(event: Event) => (this.words = (event.currentTarget as HTMLInputElement).value)}
      /></label>
      <div class="list" role="group" aria-label=${request.name} tabindex="0">
        ${shown.map(
          ({ value, text }) =>
            html`<label
              ><input
                type="checkbox"
                .checked=${this.chosen.has(value)}
                @change=${(event: Event) => this.#toggle(value, (event.currentTarget as HTMLInputElement).checked)}
              /><span class="clip">${text || this.t('explain.empty')}</span></label
            >`,
        )}
      </div>`;
  }

  #toggle(value: Scalar, isOn: boolean): void {
    const chosen = new Set(this.chosen);
    if (isOn) chosen.add(value);
    else chosen.delete(value);
    this.chosen = chosen;
  }

  #apply({ cell }: FilterRequest, isNumber: boolean, isDate: boolean): void {
    if (isNumber || isDate) {
      const end = (text: string): Scalar => (text === '' ? null : isNumber ? Number(text) : text);
      const ends = [end(this.from), end(this.to)];
      return this.#done(ends.every((each) => each === null) ? undefined : { cell, op: 'between', value: ends });
    }
    if (this.chosen.size > 0) return this.#done({ cell, op: 'in', value: [...this.chosen] });
    const words = this.words.trim();
    this.#done(words === '' ? undefined : { cell, op: 'contains', value: words });
  }

  #done(filter: ReaderFilter | undefined): void {
    const { cell } = this.request!;
    this.panel.close();
    this.emit<{ cell: string; filter: ReaderFilter | undefined }>('tr-filter', { cell, filter });
  }
}
