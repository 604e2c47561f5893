/** `<td-sort-step>` and `<td-limit-step>`: the order of the rows, and how many of them are kept. */
import { html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { Sort } from '../../metadata/schema/query.js';
import { iconButton } from '../../runtime/ui/parts.js';
import { TdElement } from '../td-element.js';
import type { DatasetDesk } from './dataset-desk.js';
import { datasetStyles } from './dataset-styles.js';
import { setLimit, setSort } from './gestures.js';
import { columnWords, pathWords } from './step-words.js';
import { columnsOfQuery } from './steps.js';

@customElement('td-sort-step')
export class TdSortStep extends TdElement {
  @property({ attribute: false }) desk!: DatasetDesk;
  static override styles = datasetStyles;

  override render() {
    const { query } = this.desk;
    if (!query) return nothing;
    const sort = query.sort ?? [];
    const rest = columnsOfQuery(query).filter((name) => !sort.some(({ by }) => by === name));
    return html`<ul class="lines">
        ${sort.map((each, index) => this.#line(sort, each, index))}
      </ul>
      ${
        rest.length === 0 || sort.length >= 8
          ? nothing
          : html`<div class="line">
              <select class="in" aria-label=${this.w('dataset.addSort')} @change=${(event: Event) => {
                const input = event.currentTarget as HTMLSelectElement;
                if (input.value !== '') this.#set([...sort, { by: input.value }]);
                input.value = '';
              }}>
                <option value="">${this.w('dataset.addSort')}</option>
                ${rest.map((name) => html`<option value=${name}>${columnWords(name, this.desk)}</option>`)}
              </select>
            </div>`
      }`;
  } // prettier-ignore

  #line(sort: readonly Sort[], { by, descending }: Sort, index: number) {
    const names = columnsOfQuery(this.desk.query!);
    const choices = names.includes(by) ? names : [by, ...names];
    const name = columnWords(by, this.desk);
    return html`<li class="line">
      <select class="in" aria-label=${this.w('dataset.sortBy')} @change=${(event: Event) => this.#set(sort.with(index, { ...sort[index]!, by: (event.currentTarget as HTMLSelectElement).value }))}>
        ${choices.map((each) => html`<option value=${each} .selected=${live(each === by)}>${names.includes(each) ? columnWords(each, this.desk) : pathWords(each, this.desk)}</option>`)}
      </select>
      <div class="seg" role="group" aria-label=${this.w('dataset.directionOf', { name })}>
        ${[false, true].map(
          (down) =>
            html`<button type="button" aria-pressed=${(descending === true) === down} @click=${() => this.#set(sort.with(index, down ? { by, descending: true } : { by }))}>${this.w(down ? 'dataset.largestFirst' : 'dataset.smallestFirst')}</button>`,
        )}
      </div>
      ${index === 0 ? nothing : iconButton({ label: this.w('dataset.moveUp', { name }), icon: 'arrow-up', size: 'xs', run: () => this.#set(sort.toSpliced(index, 1).toSpliced(index - 1, 0, sort[index]!)) })}
      ${iconButton({ label: this.w('list.removeOf', { name }), icon: 'x', size: 'xs', run: () => this.#set(sort.toSpliced(index, 1)) })}
    </li>`;
  } // prettier-ignore

  #set(sort: readonly Sort[]): void {
    this.desk.change(setSort(this.desk.part!, sort), this.w('dataset.step.sort'));
  }
}

@customElement('td-limit-step')
export class TdLimitStep extends TdElement {
  @property({ attribute: false }) desk!: DatasetDesk;
  static override styles = datasetStyles;

  override render() {
    const { limit, offset } = this.desk.query ?? {};
    return html`<div class="line">
      <label class="line"
        >${this.w('dataset.limit')}<input class="in" style="width:100px" type="number" min="1" max="200000" step="1" .value=${live(limit === undefined ? '' : String(limit))} @change=${(event: Event) => this.#set(valueOf(event, 1), offset)}
      /></label>
      <label class="line"
        >${this.w('dataset.offset')}<input class="in" style="width:100px" type="number" min="0" step="1" .value=${live(offset === undefined ? '' : String(offset))} @change=${(event: Event) => this.#set(limit, valueOf(event, 0))}
      /></label>
    </div>
    ${(this.desk.query?.sort ?? []).length === 0 ? html`<p class="hint">${this.w('dataset.limitUnsorted')}</p>` : nothing}`;
  } // prettier-ignore

  #set(limit: number | undefined, offset: number | undefined): void {
    this.desk.change(setLimit(this.desk.part!, limit, offset), this.w('dataset.step.limit'));
  }
}

function valueOf(event: Event, least: number): number | undefined {
  const value = (event.currentTarget as HTMLInputElement).valueAsNumber;
  return Number.isFinite(value) ? Math.max(least, Math.floor(value)) : undefined;
}
