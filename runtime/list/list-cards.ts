/** `<tr-list-cards>`: a list on a phone: name and first figure, place and person, tags; more rows as one scrolls. */
import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { isEmpty, readPath, type WireRecord } from '../data/record.js';
import { hrefs } from '../data/router.js';
import type { FieldHost } from '../host/field-views.js';
import { TrElement } from '../ui/element.js';
import { isTagColumn, type Column } from './columns.js';
import type { PageSource } from './grid-pages.js';
import { listCardsStyles } from './list-cards-styles.js';

@customElement('tr-list-cards')
export class TrListCards extends TrElement {
  @property() entityName = '';
  @property({ attribute: false }) columns: readonly Column[] = [];
  @property({ attribute: false }) fieldHost!: FieldHost;
  @property({ attribute: false }) source!: PageSource;
  @state() private rows: readonly WireRecord[] = [];
  @state() private loading = true;
  @query('.end') private end!: HTMLElement | null;
  #total = 0;
  #observer: IntersectionObserver | undefined;

  static override styles = listCardsStyles;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('source')) {
      this.rows = [];
      void this.#load(0, false);
    }
  }

  protected override updated(): void {
    this.#observer?.disconnect();
    if (!this.end) return;
    this.#observer = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting) && !this.loading) void this.#load(this.rows.length, false);
    });
    this.#observer.observe(this.end);
  }

  override disconnectedCallback(): void {
    this.#observer?.disconnect();
    super.disconnectedCallback();
  }

  async refresh(): Promise<void> {
    await this.#load(0, true);
  }

  override render() {
    if (this.loading && this.rows.length === 0) return html`<tr-skeleton .columns=${2}></tr-skeleton>`;
    return html`<ul>
        ${this.rows.map((row) => html`<li>${this.#card(row)}</li>`)}
      </ul>
      ${this.rows.length < this.#total ? html`<div class="end meta" style="padding:16px">${this.t('common.loading')}</div>` : nothing}`;
  }

  #card(row: WireRecord) {
    const filled = this.columns.filter((column) => !isEmpty(readPath(row, column.path)));
    const text = (column: Column) => column.view.text(readPath(row, column.path), column.field, this.fieldHost);
    const naming = this.columns[0];
    const rest = filled.filter((column) => column !== naming);
    const figure = rest.find((column) => column.field.valueType === 'number');
    const date = rest.find((column) => column.field.valueType === 'date' || column.field.valueType === 'datetime');
    const isTag = (column: Column) => isTagColumn(column, this.fieldHost);
    const tags = rest.filter(isTag);
    const words = rest.filter(
      (column) =>
        !isTag(column) &&
        column !== figure &&
        column !== date &&
        column.field.valueType !== 'number' &&
        column.field.valueType !== 'date',
    );
    return html`<a class="cardrow" href=${hrefs.record(this.entityName, row.id)}>
      <span class="n clip">${naming && filled.includes(naming) ? text(naming) : this.t('record.unnamed')}</span>
      <span class="f num"
        >${figure ? figure.view.display(readPath(row, figure.path), figure.field, this.fieldHost) : nothing}</span
      >
      <span class="s clip">${words.slice(0, 2).map(text).join(' · ')}</span>
      <span class="d">${date ? this.fieldHost.formats.shortDate(String(readPath(row, date.path))) : nothing}</span>
      ${
        tags.length > 0
          ? html`<span class="tags"
              >${tags.slice(0, 3).map((column) => column.view.display(readPath(row, column.path), column.field, this.fieldHost))}</span
            >`
          : nothing
      }
    </a>`;
  }

  async #load(offset: number, fresh: boolean): Promise<void> {
    const { source } = this;
    this.loading = true;
    try {
      const page = await source(offset, fresh);
      if (source !== this.source) return;
      if (page.total !== undefined) this.#total = page.total;
      this.rows = offset === 0 ? page.rows : [...this.rows, ...page.rows];
      this.emit('tr-loaded', { total: this.#total });
    } catch (error) {
      if (source === this.source) this.emit('tr-failed', error);
    } finally {
      if (source === this.source) this.loading = false;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tr-list-cards': TrListCards;
  }
}
