/**
 * `<tr-list-grid>`: the table of a list on vaadin-grid. Rows come a page of 100 at a time; a refresh keeps scroll, focus and
 * selection and lets changed rows glow. Keys: arrows move, Enter opens (in the last column the row's menu), Alt+Enter
 * opens beside the list, Space selects.
 */
import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import '@vaadin/grid';
import type { Grid, GridDataProviderCallback, GridDataProviderParams } from '@vaadin/grid';
import { columnBodyRenderer, columnHeaderRenderer } from '@vaadin/grid/lit.js';
import type { WireRecord } from '../data/record.js';
import { hrefs } from '../data/router.js';
import type { FieldHost } from '../host/field-views.js';
import { isComposing, TrElement } from '../ui/element.js';
import '../ui/states.js';
import { ColumnSizer } from './column-sizer.js';
import type { Column } from './columns.js';
import { columnHead, headBox, rowBox, rowButtons, rowName, valueCell } from './grid-cells.js';
import { GridPages, type PageSource } from './grid-pages.js';
import { listGridStyles } from './list-grid-styles.js';
import { PAGE } from './list-source.js';
import type { SortKey } from './list-state.js';

/** Milliseconds that a changed row glows. */
const glowMs = 1200;
/** Widths of the columns of check boxes and of row buttons. */
const boxWidth = 52;
const menuWidth = 76;

type Provider = (params: GridDataProviderParams<WireRecord>, callback: GridDataProviderCallback<WireRecord>) => void;

@customElement('tr-list-grid')
export class TrListGrid extends TrElement {
  @property() label = '';
  @property() entityName = '';
  @property({ attribute: false }) columns: readonly Column[] = [];
  @property({ attribute: false }) fieldHost!: FieldHost;
  /** A new function is a new list: filter, sort or columns changed. */
  @property({ attribute: false }) source!: PageSource;
  @property({ attribute: false }) sort: readonly SortKey[] = [];
  @property({ attribute: false }) selected: ReadonlySet<string> = new Set();
  /** The record that is looked at beside the list: its row is marked. */
  @property() looked = '';
  @state() private loading = true;
  @query('vaadin-grid') private grid!: Grid<WireRecord>;
  #sizer = new ColumnSizer(this, boxWidth + menuWidth);
  #pages!: GridPages;
  #changed = new Set<string>();
  #hovered: Element | undefined;
  /** Widths that the frozen columns were placed for. */
  #placed = '';
  #provider: Provider | undefined;

  static override styles = listGridStyles;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('source')) this.#restart();
  }

  /** The grid places its frozen columns when it is scrolled, but not when the widths of the others change. */
  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('looked')) this.grid?.generateCellPartNames();
    const widths = [...this.#sizer.widths(this.columns).values()].join();
    if (widths === this.#placed) return;
    this.#placed = widths;
    requestAnimationFrame(() => this.grid?.shadowRoot?.querySelector('#table')?.dispatchEvent(new Event('scroll')));
  }

  override render() {
    const { language } = this.host.i18n;
    const widths = this.#sizer.widths(this.columns);
    return html`
      <vaadin-grid
        accessible-name=${this.label}
        item-id-path="id"
        theme="no-border"
        column-reordering-allowed
        .pageSize=${PAGE}
        .dataProvider=${this.#provider}
        .selectedItems=${[...this.selected].map((id) => ({ id }) as WireRecord)}
        .cellPartNameGenerator=${this.#parts}
        @keydown=${{ handleEvent: (event: KeyboardEvent) => this.#key(event), capture: true }}
        @dblclick=${this.#doubleClick}
        @mouseover=${(event: MouseEvent) => this.#mark(this.grid.getEventContext(event).item?.id)}
        @mouseleave=${() => this.#mark(undefined)}
        @cell-focus=${(event: CustomEvent<{ context: { item?: WireRecord } }>) => this.#mark(event.detail.context.item?.id)}
      >
        <vaadin-grid-column
          width="${boxWidth}px"
          flex-grow="0"
          frozen
          ${columnHeaderRenderer(() => this.#headBox(), [this.selected, this.loading, language])}
          ${columnBodyRenderer<WireRecord>((row) => this.#rowBox(row), [this.selected, language])}
        ></vaadin-grid-column>
        ${this.columns.map(
          (column) =>
            html`<vaadin-grid-column
              width=${`${widths.get(column.path)!}px`}
              flex-grow=${column.naming ? 1 : 0}
              ?frozen=${column.naming}
              resizable
              ${columnHeaderRenderer(() => this.#head(column), [this.sort, this.columns])}
              ${columnBodyRenderer<WireRecord>((row) => valueCell(this, column, row), [this.columns, this.fieldHost])}
            ></vaadin-grid-column>`,
        )}
        <vaadin-grid-column
          width="${menuWidth}px"
          flex-grow="0"
          frozen-to-end
          ${columnHeaderRenderer(() => html`<span class="sr">${this.t('list.actions')}</span>`, [language])}
          ${columnBodyRenderer<WireRecord>((row) => this.#menuButton(row), [language])}
        ></vaadin-grid-column>
      </vaadin-grid>
      ${this.loading ? html`<tr-skeleton .columns=${Math.min(6, this.columns.length)}></tr-skeleton>` : nothing}
    `;
  }

  /** Fetches the pages that are loaded again; scroll, focus and selection stay. */
  async refresh(): Promise<void> {
    const pages = this.#pages;
    const changed = await pages.refresh();
    if (pages !== this.#pages) return;
    for (const id of changed) this.#changed.add(id);
    this.grid?.clearCache();
    setTimeout(() => {
      this.#changed.clear();
      this.grid?.generateCellPartNames();
    }, glowMs);
  }

  /** Loaded rows in their order: what is selected, and previous and next of a record page. */
  get rows(): readonly WireRecord[] {
    return this.#pages.rows;
  }

  /** Puts the focus on a row: the one of the given id, else the first. */
  focusRow(id?: string): void {
    const at = Math.max(0, id === undefined ? 0 : this.rows.findIndex((row) => row.id === id));
    const grid = this.grid as Grid<WireRecord> | null;
    if (!grid || this.rows.length === 0) return;
    // Rows are drawn a little after they were given.
    requestAnimationFrame(() => {
      if (focusCell(grid, at)) return;
      grid.scrollToIndex(at);
      requestAnimationFrame(() => focusCell(grid, at));
    });
  }

  #restart(): void {
    const pages = new GridPages(this.source);
    this.#pages = pages;
    this.loading = true;
    // A new provider function makes the grid start again from the first row.
    this.#provider = (params, callback) => void this.#provide(pages, params, callback);
  }

  async #provide(pages: GridPages, ...[params, callback]: Parameters<Provider>): Promise<void> {
    const offset = params.page * params.pageSize;
    const isNew = this.loading;
    try {
      const rows = await pages.page(offset);
      if (pages !== this.#pages) return;
      this.loading = false;
      if (isNew) this.#sizer.look(this.columns, rows, this.fieldHost);
      callback([...rows], pages.total ?? offset + rows.length);
      this.emit('tr-loaded', { total: pages.total ?? 0 });
    } catch (error) {
      if (pages !== this.#pages) return;
      this.loading = false;
      callback([], pages.total ?? 0);
      this.emit('tr-failed', error);
    }
  }

  #parts = (_column: unknown, model: { readonly item: WireRecord }): string =>
    this.#changed.has(model.item.id) ? 'changed' : model.item.id === this.looked ? 'looked' : '';

  #headBox() {
    const ids = this.rows.map((row) => row.id);
    const all = ids.length > 0 && ids.every((id) => this.selected.has(id));
    const state = all ? 'all' : ids.some((id) => this.selected.has(id)) ? 'some' : 'none';
    return headBox(this.host, state, () => this.emit('tr-select', all ? [] : ids));
  }

  #rowBox(row: WireRecord) {
    return rowBox(this.host, this.#nameOf(row), this.selected.has(row.id), () => this.#toggle(row.id));
  }

  #head(column: Column) {
    const key = this.sort[0]?.by === column.path ? this.sort[0] : undefined;
    return columnHead(this.host, column, key, () => this.emit('tr-sort', column));
  }

  #menuButton(row: WireRecord) {
    return rowButtons(this.host, row, this.#nameOf(row), {
      look: () => this.emit('tr-look', row.id),
      openMenu: (cause) => this.emit('tr-row-menu', { row, cause }),
    });
  }

  #nameOf(row: WireRecord): string {
    return rowName(this.columns, this.fieldHost, row);
  }

  #toggle(id: string): void {
    const next = new Set(this.selected);
    if (!next.delete(id)) next.add(id);
    this.emit('tr-select', [...next]);
  }

  #key(event: KeyboardEvent): void {
    if (isComposing(event)) return;
    const target = event.composedPath()[0];
    if (target instanceof HTMLInputElement || target instanceof HTMLButtonElement) return;
    if (event.key !== 'Enter' && event.key !== ' ') return;
    const context = this.grid.getEventContext(event);
    if (context.section !== 'body' || !context.item) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === ' ') this.#toggle(context.item.id);
    else if (context.column?.frozenToEnd) this.#menuOf(context.item.id)?.querySelector<HTMLElement>('.menu')?.click();
    else if (event.altKey) this.emit('tr-look', context.item.id);
    else if (event.ctrlKey || event.metaKey) window.open(hrefs.record(this.entityName, context.item.id), '_blank');
    else this.#open(context.item);
  }

  #doubleClick(event: MouseEvent): void {
    const context = this.grid.getEventContext(event);
    if (context.section === 'body' && context.item) this.#open(context.item);
  }

  #open(row: WireRecord): void {
    void this.host.router.go(hrefs.record(this.entityName, row.id));
  }

  #menuOf(id: string): Element | undefined {
    return this.grid.querySelector(`[data-row="${CSS.escape(id)}"]`) ?? undefined;
  }

  /** Shows the menu button of the row under the pointer or the focus. */
  #mark(id: string | undefined): void {
    this.#hovered?.classList.remove('on');
    this.#hovered = id === undefined ? undefined : this.#menuOf(id);
    this.#hovered?.classList.add('on');
  }
}

/** The grid has no public way to focus a row: its body is one tab stop whose cells take the focus. */
function focusCell(grid: HTMLElement, index: number): boolean {
  const row = grid.shadowRoot?.querySelector(`#items tr[aria-rowindex="${index + 2}"]:not([hidden])`);
  const cell = row?.querySelectorAll<HTMLElement>('td')[1];
  cell?.focus();
  return cell !== undefined;
}

declare global {
  interface HTMLElementTagNameMap {
    'tr-list-grid': TrListGrid;
  }
}
