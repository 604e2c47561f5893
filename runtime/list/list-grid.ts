/**
 * `<tr-list-grid>`: the table of a list on vaadin-grid. Rows come a page of 100 at a time; a refresh keeps scroll, focus and
 * selection and lets changed rows glow. Keys: arrows move, Enter opens, Space selects.
 */
import { css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import '@vaadin/grid';
import type { Grid, GridDataProviderCallback, GridDataProviderParams } from '@vaadin/grid';
import { columnBodyRenderer, columnHeaderRenderer } from '@vaadin/grid/lit.js';
import { isEmpty, NO_VALUE, readPath, type RecordPage, type WireRecord } from '../data/record.js';
import { hrefs } from '../data/router.js';
import type { FieldHost } from '../host/field-views.js';
import { isComposing, TrElement } from '../ui/element.js';
import { icon } from '../ui/icon.js';
import '../ui/states.js';
import type { Column } from './columns.js';
import { PAGE } from './list-source.js';
import type { SortKey } from './list-state.js';

/** Gives a page of rows from an offset; `fresh` asks the server even if the page was seen. */
export type PageSource = (offset: number, fresh: boolean) => Promise<RecordPage>;

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
  @property({ type: Boolean }) hasActions = true;
  @state() private loading = true;
  /** Room for the table, in pixels. */
  @state() private room = 0;
  @query('vaadin-grid') private grid!: Grid<WireRecord>;
  #pages = new Map<number, readonly WireRecord[]>();
  #total: number | undefined;
  #changed = new Set<string>();
  #hovered: Element | undefined;
  #provider:
    ((params: GridDataProviderParams<WireRecord>, callback: GridDataProviderCallback<WireRecord>) => void) | undefined;

  static override styles = css`
    :host {
      display: flex;
      flex-direction: column;
      flex: 1;
      min-height: 0;
      position: relative;
    }
    vaadin-grid {
      flex: 1;
      height: auto;
      min-height: 0;
      font: var(--tr-text-body);
      --vaadin-grid-cell-padding: 0 12px;
    }
    vaadin-grid::part(header-cell) {
      height: 34px;
      min-height: 34px;
      border-bottom-color: var(--tr-line-strong);
      background: var(--tr-surface);
    }
    vaadin-grid::part(body-cell) {
      height: var(--tr-row);
      min-height: var(--tr-row);
    }
    vaadin-grid::part(changed) {
      background: var(--tr-mark);
      transition: background var(--tr-slow);
    }
    vaadin-grid::part(loading-row-cell) {
      background: linear-gradient(var(--tr-fill), var(--tr-fill)) 12px center / min(120px, 60%) 8px no-repeat;
    }
    tr-skeleton {
      position: absolute;
      inset: 35px 0 0;
      background: var(--tr-surface);
      z-index: 2;
      overflow: hidden;
    }
    .name {
      color: var(--tr-text);
      font-weight: 500;
    }
    .cell {
      display: block;
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
      line-height: 22px;
    }
    .cell.t2 a {
      color: inherit;
    }
    .cell.t2 a:hover {
      color: var(--tr-accent-text);
    }
    .cell.end {
      text-align: right;
    }
    .cell.check {
      display: flex;
      align-items: center;
      padding-left: 12px;
      overflow: visible;
    }
    .head {
      display: inline-flex;
      align-items: center;
      gap: 4px;
      border: 0;
      background: none;
      padding: 2px 4px;
      margin: 0 -4px;
      font: var(--tr-text-label);
      color: var(--tr-text-2);
      border-radius: var(--tr-radius-s);
      cursor: pointer;
      max-width: calc(100% + 8px);
      white-space: nowrap;
    }
    .head:hover {
      color: var(--tr-text);
    }
    .head.on {
      color: var(--tr-text);
    }
    .head svg {
      display: none;
    }
    .head.on svg {
      display: block;
    }
    .headend {
      display: flex;
      justify-content: flex-end;
    }
    span.head {
      cursor: default;
    }
    .acts {
      opacity: 0;
      display: flex;
      justify-content: flex-end;
      transition: opacity var(--tr-fast);
    }
    .acts.on,
    .acts:focus-within {
      opacity: 1;
    }
    @media (pointer: coarse) {
      .acts {
        opacity: 1;
      }
    }
  `;

  #observer = new ResizeObserver((entries) => (this.room = Math.round(entries[0]?.contentRect.width ?? 0)));

  override connectedCallback(): void {
    super.connectedCallback();
    this.#observer.observe(this);
  }

  override disconnectedCallback(): void {
    this.#observer.disconnect();
    super.disconnectedCallback();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('source')) this.#restart();
  }

  override render() {
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
        @mouseover=${this.#hover}
        @mouseleave=${() => this.#mark(undefined)}
        @cell-focus=${this.#focused}
      >
        <vaadin-grid-column
          width="52px"
          flex-grow="0"
          frozen
          ${columnHeaderRenderer(() => this.#headBox(), [this.selected, this.loading, this.host.i18n.language])}
          ${columnBodyRenderer<WireRecord>((row) => this.#box(row), [this.selected, this.host.i18n.language])}
        ></vaadin-grid-column>
        ${this.columns.map(
          (column) =>
            html`<vaadin-grid-column
              width=${`${this.#width(column)}px`}
              flex-grow=${column.naming ? 4 : column.align === 'end' ? 0 : 1}
              ?frozen=${column.naming}
              resizable
              ${columnHeaderRenderer(() => this.#head(column), [this.sort, this.columns])}
              ${columnBodyRenderer<WireRecord>((row) => this.#cell(row, column), [this.columns, this.fieldHost])}
            ></vaadin-grid-column>`,
        )}
        ${
          this.hasActions
            ? html`<vaadin-grid-column
                width="48px"
                flex-grow="0"
                frozen-to-end
                ${columnHeaderRenderer(() => html`<span class="sr">${this.t('list.actions')}</span>`, [this.host.i18n.language])}
                ${columnBodyRenderer<WireRecord>((row) => this.#actions(row), [this.host.i18n.language])}
              ></vaadin-grid-column>`
            : nothing
        }
      </vaadin-grid>
      ${this.loading ? html`<tr-skeleton .columns=${Math.min(6, this.columns.length)}></tr-skeleton>` : nothing}
    `;
  }

  /** Fetches the pages that are loaded again; scroll, focus and selection stay. */
  async refresh(): Promise<void> {
    const offsets = [...this.#pages.keys()];
    const before = new Map([...this.#pages.values()].flat().map((row) => [row.id, row.version] as const));
    const source = this.source;
    const pages = await Promise.all(offsets.map((offset) => source(offset, true)));
    if (source !== this.source) return;
    pages.forEach((page, index) => this.#keep(offsets[index]!, page));
    for (const row of pages.flatMap((page) => page.rows)) {
      if (before.has(row.id) && before.get(row.id) !== row.version) this.#changed.add(row.id);
    }
    this.grid?.clearCache();
    setTimeout(() => {
      this.#changed.clear();
      this.grid?.generateCellPartNames();
    }, 1200);
  }

  /** The ids in their order, as far as loaded: previous and next of a record page. */
  get order(): readonly string[] {
    return [...this.#pages.entries()].sort((a, b) => a[0] - b[0]).flatMap(([, rows]) => rows.map((row) => row.id));
  }

  get rows(): readonly WireRecord[] {
    return [...this.#pages.values()].flat();
  }

  /** Stated widths; words give way by at most a fifth when that saves scrolling sideways, figures never. */
  #width(column: Column): number {
    const full = (each: Column) => (each.naming ? Math.max(each.width, 200) : each.width);
    const total = this.columns.reduce((sum, each) => sum + full(each), 52 + (this.hasActions ? 48 : 0));
    const words = this.columns.filter((each) => each.align === 'start').reduce((sum, each) => sum + full(each), 0);
    const missing = this.room === 0 ? 0 : total - this.room;
    if (missing <= 0 || missing > words * 0.2 || column.align !== 'start') return full(column);
    return Math.floor(full(column) * (1 - missing / words));
  }

  #restart(): void {
    this.#pages.clear();
    this.#total = undefined;
    this.loading = true;
    const source = this.source;
    // A new provider function makes the grid start again from the first row.
    this.#provider = (params, callback) => void this.#provide(source, params, callback);
  }

  async #provide(
    source: PageSource,
    params: GridDataProviderParams<WireRecord>,
    callback: GridDataProviderCallback<WireRecord>,
  ): Promise<void> {
    const offset = params.page * params.pageSize;
    const held = this.#pages.get(offset);
    if (held) return callback([...held], this.#total ?? held.length);
    try {
      const page = await source(offset, false);
      if (source !== this.source) return;
      this.#keep(offset, page);
      this.loading = false;
      callback([...page.rows], this.#total ?? offset + page.rows.length);
      this.emit('tr-loaded', { total: this.#total ?? 0 });
    } catch (error) {
      if (source !== this.source) return;
      this.loading = false;
      callback([], this.#total ?? 0);
      this.emit('tr-failed', error);
    }
  }

  #keep(offset: number, page: RecordPage): void {
    this.#pages.set(offset, page.rows);
    if (page.total !== undefined) this.#total = page.total;
  }

  #parts = (_column: unknown, model: { readonly item: WireRecord }): string =>
    this.#changed.has(model.item.id) ? 'changed' : '';

  #headBox() {
    const ids = this.rows.map((row) => row.id);
    const some = ids.some((id) => this.selected.has(id));
    const all = ids.length > 0 && ids.every((id) => this.selected.has(id));
    return html`<span class="cell check"
      ><input
        class="cb"
        type="checkbox"
        aria-label=${this.t('list.selectAll')}
        .checked=${all}
        .indeterminate=${some && !all}
        @change=${() => this.emit('tr-select', all ? [] : ids)}
    /></span>`;
  }

  #box(row: WireRecord) {
    return html`<span class="cell check"
      ><input
        class="cb"
        type="checkbox"
        aria-label=${this.t('list.selectRow', { name: this.#nameOf(row) })}
        .checked=${this.selected.has(row.id)}
        @change=${() => this.#toggle(row.id)}
    /></span>`;
  }

  #head(column: Column) {
    const key = this.sort[0]?.by === column.path ? this.sort[0] : undefined;
    const arrow = key ? icon(key.descending ? 'arrow-down' : 'arrow-up', 's') : nothing;
    const end = column.align === 'end';
    const words = key
      ? this.t(key.descending ? 'list.sortedDown' : 'list.sortedUp', { name: column.label })
      : this.t('list.sortBy', { name: column.label });
    const content = column.sortable
      ? html`<button
          type="button"
          class="head ${key ? 'on' : ''}"
          aria-label=${words}
          @click=${() => this.emit('tr-sort', column)}
        >
          ${end ? arrow : nothing}<span class="clip">${column.label}</span>${end ? nothing : arrow}
        </button>`
      : html`<span class="head"><span class="clip">${column.label}</span></span>`;
    return end ? html`<div class="headend">${content}</div>` : content;
  }

  #cell(row: WireRecord, column: Column) {
    const value = readPath(row, column.path);
    const figure = column.field.valueType === 'number';
    const shown = isEmpty(value)
      ? column.naming
        ? html`<span class="t3">${this.t('record.unnamed')}</span>`
        : html`<span class="t3">${NO_VALUE}</span>`
      : column.view.display(value, column.field, this.fieldHost);
    if (column.naming) {
      return html`<a class="cell name" data-tip-cut href=${hrefs.record(this.entityName, row.id)} tabindex="-1"
        >${isEmpty(value) ? shown : column.view.text(value, column.field, this.fieldHost)}</a
      >`;
    }
    return html`<span class="cell ${column.align} ${figure ? '' : 't2'}" data-tip-cut>${shown}</span>`;
  }

  #actions(row: WireRecord) {
    return html`<span class="acts" data-row=${row.id}>
      <button
        type="button"
        class="ib xs"
        aria-haspopup="menu"
        aria-label=${this.t('list.rowMenu', { name: this.#nameOf(row) })}
        @click=${(event: Event) => this.emit('tr-row-menu', { row, cause: event.currentTarget })}
      >
        ${icon('ellipsis')}
      </button>
    </span>`;
  }

  #nameOf(row: WireRecord): string {
    const column = this.columns[0];
    const value = column ? readPath(row, column.path) : undefined;
    return column && !isEmpty(value) ? column.view.text(value, column.field, this.fieldHost) : row.id;
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

  #hover(event: MouseEvent): void {
    this.#mark(this.grid.getEventContext(event).item?.id);
  }

  #focused(event: CustomEvent<{ context: { item?: WireRecord } }>): void {
    this.#mark(event.detail.context.item?.id);
  }

  #mark(id: string | undefined): void {
    this.#hovered?.classList.remove('on');
    this.#hovered =
      id === undefined ? undefined : (this.grid.querySelector(`[data-row="${CSS.escape(id)}"]`) ?? undefined);
    this.#hovered?.classList.add('on');
  }
}
