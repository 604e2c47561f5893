/**
 * `<tr-filter-builder>`: a whole filter in a dialog: groups three deep, conditions, related records, segments; the sentence it
 * makes and how many records it finds now stand below.
 */
import { html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import '@vaadin/button';
import type { Filter } from '../../../metadata/schema/query.js';
import { ApiFailure } from '../../data/api-client.js';
import type { FieldHost } from '../../host/field-views.js';
import '../../ui/dialog.js';
import type { TrDialog } from '../../ui/dialog.js';
import { TrElement } from '../../ui/element.js';
import { filterSentence } from '../filter-sentence.js';
import { countRecords } from '../list-source.js';
import { filterBuilderStyles } from './filter-builder-styles.js';
import { groupPart, type Building } from './filter-parts.js';
import { addAt, changeAt, emptyGroup, filterOf, treeOf, type GroupNode } from './filter-tree.js';
import '../../ui/later-strings.js';

/** Milliseconds after the last change before the records are counted. */
const countMs = 400;

@customElement('tr-filter-builder')
export class TrFilterBuilder extends TrElement {
  @property() entityName = '';
  @property({ attribute: false }) fieldHost!: FieldHost;
  @state() private root: GroupNode = emptyGroup();
  @state() private count: number | undefined;
  @state() private problem: string | undefined;
  @query('tr-dialog') private dialog!: TrDialog;
  #counting: ReturnType<typeof setTimeout> | undefined;
  #turn = 0;
  #done: Filter | undefined;
  #closed: () => void = () => undefined;

  static override styles = filterBuilderStyles;

  /** The filter that was built; undefined when the dialog was left. */
  async run(filter: Filter | undefined): Promise<Filter | undefined> {
    this.root = treeOf(filter);
    this.#countSoon();
    await this.updateComplete;
    const closed = new Promise<void>((resolve) => (this.#closed = resolve));
    await this.dialog.open();
    await closed;
    clearTimeout(this.#counting);
    return this.#done;
  }

  override render() {
    const filter = filterOf(this.root);
    return html`<tr-dialog .heading=${this.t('filter.title')} width="760px" @tr-closed=${() => this.#closed()}>
      <div class="root">${groupPart(this.#building(), this.root, [], 1)}</div>
      <div class="words" role="status">
        ${
          filter
            ? html`<span class="strong">${filterSentence(this.#place, filter)}</span>
                ${this.count === undefined ? nothing : html`<span class="t3">${this.t('filter.members', { count: this.count })}</span>`}`
            : html`<span class="t3">${this.t('filter.incomplete')}</span>`
        }
        ${this.problem ? html`<span class="bad">${this.problem}</span>` : nothing}
      </div>
      <vaadin-button slot="foot" @click=${() => this.dialog.close()}>${this.t('common.cancel')}</vaadin-button>
      <vaadin-button slot="foot" theme="primary" ?disabled=${!filter} @click=${() => this.#apply(filter)}
        >${this.t('filter.apply')}</vaadin-button
      >
    </tr-dialog>`;
  }

  get #place() {
    return { host: this.host, fieldHost: this.fieldHost, entity: this.entityName };
  }

  #building(): Building {
    return {
      ...this.#place,
      change: (place, change) => this.#set(changeAt(this.root, place, change)),
      add: (place, node) => {
        this.#set(addAt(this.root, place, node));
        void this.#focusLast(place);
      },
      remove: (place) => {
        this.#set(changeAt(this.root, place, () => undefined));
        void this.#focusAdder(place.slice(0, -1));
      },
    };
  }

  #set(root: GroupNode): void {
    this.root = root;
    this.#countSoon();
  }

  /** The keyboard goes on in what was added. */
  async #focusLast(place: readonly number[]): Promise<void> {
    await this.updateComplete;
    const group = this.renderRoot.querySelector(`[data-place="${place.join('.')}"]`);
    const rows = group?.querySelectorAll<HTMLElement>(':scope > .parts > *');
    rows
      ?.item(rows.length - 1)
      ?.querySelector<HTMLElement>('select, button')
      ?.focus();
  }

  async #focusAdder(place: readonly number[]): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(`[data-place="${place.join('.')}"] > .adders button`)?.focus();
  }

  #countSoon(): void {
    clearTimeout(this.#counting);
    const turn = ++this.#turn;
    this.count = undefined;
    this.problem = undefined;
    this.#counting = setTimeout(() => void this.#countNow(turn), countMs);
  }

  async #countNow(turn: number): Promise<void> {
    const filter = filterOf(this.root);
    if (!filter) return;
    try {
      const count = await countRecords(this.host, this.entityName, filter);
      if (turn === this.#turn) this.count = count;
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      if (turn === this.#turn) this.problem = error.message;
    }
  }

  #apply(filter: Filter | undefined): void {
    if (!filter) return;
    this.#done = filter;
    this.dialog.close();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tr-filter-builder': TrFilterBuilder;
  }
}
