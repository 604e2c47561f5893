/**
 * `<tr-list-grid>`: the table of a list on vaadin-grid. Rows come a page of 100 at a time; a refresh keeps scroll, focus and
 * selection and lets changed rows glow. Keys: arrows move, Space selects, Ctrl+Enter opens, Alt+Enter opens beside the list, in the last column Enter opens
 * the row's menu; the rest is for the tools of editing, which are loaded when somebody goes into the table. Longer than most:
 * what vaadin-grid tells and asks comes together here.
 */
import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
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
import type { ColumnStep } from './column-acts.js';
import { columnHead, headBox, rowBox, rowButtons, rowName, valueCell } from './grid-cells.js';
import type { GridRow, GridRows } from './grid-pages.js';
import type { CellAt, GridTools } from './edit/grid-port.js';
import { GridAccess } from './grid-access.js';
import { groupCell, groupFigure } from './group-cells.js';
import { listGridStyles } from './list-grid-styles.js';
import { PAGE } from './list-source.js';
import type { SortKey } from './list-state.js';

/** Milliseconds that a changed row glows. */
const glowMs = 1200;
/** Widths of the columns of check boxes and of row buttons. */
const boxWidth = 52;
const menuWidth = 76;

type Provider = (params: GridDataProviderParams<GridRow>, callback: GridDataProviderCallback<GridRow>) => void;

@customElement('tr-list-grid')
export class TrListGrid extends TrElement {
  @property() label = '';
  @property() entityName = '';
  @property({ attribute: false }) columns: readonly Column[] = [];
  @property({ attribute: false }) fieldHost!: FieldHost;
  /** A new function is a new list: filter, sort or columns changed. */
  @property({ attribute: false }) rowsOf!: () => GridRows;
  @property({ attribute: false }) sort: readonly SortKey[] = [];
  @property({ attribute: false }) selected: ReadonlySet<string> = new Set();
  /** The record that is looked at beside the list: its row is marked. */
  @property() looked = '';
  @state() private loading = true;
  @query('vaadin-grid') grid!: Grid<GridRow>;
  readonly #access = new GridAccess(this);
  /** A head was let go after it was dragged: the click that follows is none. */
  #dropped = false;
  #tools: GridTools | undefined;
  #loadingTools: Promise<GridTools> | undefined;
  #pressed = false;
  #sizer = new ColumnSizer(this, boxWidth + menuWidth);
  #shown!: GridRows;
  #changed = new Set<string>();
  #hovered: Element | undefined;
  /** Widths that the frozen columns were placed for. */
  #placed = '';
  #provider: Provider | undefined;

  static override styles = listGridStyles;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('rowsOf')) this.#restart();
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
        item-has-children-path="group"
        theme="no-border"
        column-reordering-allowed
        .pageSize=${PAGE}
        .dataProvider=${this.#provider}
        .selectedItems=${[...this.selected].map((id) => ({ id }) as GridRow)}
        .cellPartNameGenerator=${this.#parts}
        @keydown=${{ handleEvent: (event: KeyboardEvent) => this.#key(event), capture: true }}
        @mousedown=${{ handleEvent: (event: MouseEvent) => this.#headPress(event), capture: true }}
        @click=${this.#click}
        @dblclick=${this.#doubleClick}
        @focusin=${() => void this.#loadTools()}
        @pointerdown=${{ handleEvent: (event: PointerEvent) => this.#press(event), capture: true }}
        @pointermove=${this.#drag}
        @contextmenu=${this.#contextMenu}
        @copy=${this.#clip}
        @cut=${this.#clip}
        @paste=${this.#clip}
        @column-resize=${this.#resized}
        @column-reorder=${this.#reordered}
        @mouseover=${(event: MouseEvent) => this.#mark(this.grid.getEventContext(event).item?.id)}
        @mouseleave=${() => this.#mark(undefined)}
        @cell-focus=${this.#cellFocused}
      >
        <vaadin-grid-column
          width="${boxWidth}px"
          flex-grow="0"
          frozen
          ${columnHeaderRenderer(() => this.#headBox(), [this.selected, this.loading, language])}
          ${columnBodyRenderer<GridRow>((row) => (row.group ? nothing : this.#rowBox(row)), [this.selected, language])}
        ></vaadin-grid-column>
        ${repeat(
          this.columns,
          (column) => column.path,
          (column) =>
            html`<vaadin-grid-column
              data-path=${column.path}
              width=${`${widths.get(column.path)!}px`}
              flex-grow=${column.naming ? 1 : 0}
              ?frozen=${column.frozen}
              resizable
              ${columnHeaderRenderer(() => this.#head(column), [this.sort, this.columns])}
              ${columnBodyRenderer<GridRow>((row) => this.#value(column, row), [this.columns, this.fieldHost])}
            ></vaadin-grid-column>`,
        )}
        <vaadin-grid-column
          width="${menuWidth}px"
          flex-grow="0"
          frozen-to-end
          ${columnHeaderRenderer(() => html`<span class="sr">${this.t('list.actions')}</span>`, [language])}
          ${columnBodyRenderer<GridRow>((row) => (row.group ? nothing : this.#menuButton(row)), [language])}
        ></vaadin-grid-column>
      </vaadin-grid>
      ${this.loading ? html`<tr-skeleton .columns=${Math.min(6, this.columns.length)}></tr-skeleton>` : nothing}
    `;
  }

  /** Fetches the pages that are loaded again; scroll, focus and selection stay. */
  async refresh(): Promise<void> {
    const shown = this.#shown;
    const changed = await shown.refresh();
    if (shown !== this.#shown) return;
    for (const id of changed) this.#changed.add(id);
    const { focused } = this.#access;
    this.grid?.clearCache();
    if (focused) void this.#access.keepFocus(focused);
    setTimeout(() => {
      this.#changed.clear();
      this.grid?.generateCellPartNames();
    }, glowMs);
  }

  get shown(): GridRows {
    return this.#shown;
  }

  /** Loaded rows in their order: what is selected, and previous and next of a record page. */
  get rows(): readonly WireRecord[] {
    return this.#shown.rows;
  }

  /** Puts the focus on a row, in the column where it was last: the one of the given id, else the first. */
  focusRow(id?: string): void {
    const at = Math.max(0, id === undefined ? 0 : this.#access.indexOf(id));
    // Rows are drawn a little after they were given.
    if (this.rows.length > 0) requestAnimationFrame(() => void this.#access.focusCell(at));
  }

  override disconnectedCallback(): void {
    this.#tools?.stop();
    removeEventListener('pointerup', this.#release);
    super.disconnectedCallback();
  }

  /** Editing, ranges and the clipboard come with the first step into the table. */
  #loadTools(): Promise<GridTools> {
    this.#loadingTools ??= import('./edit/grid-tools.js').then(({ createGridTools }) => {
      this.#tools = createGridTools(this.#access);
      this.grid.shadowRoot?.querySelector('#table')?.addEventListener('scroll', () => this.#tools?.moved());
      return this.#tools;
    });
    return this.#loadingTools;
  }

  #value(column: Column, row: GridRow) {
    const { group } = row;
    if (group && !column.naming) return groupFigure(this.fieldHost, column, group);
    if (group) return groupCell(this.host, group, isExpanded(this.grid, row));
    return valueCell(this, column, row, this.#tools?.note(row.id, column.path));
  }

  #restart(): void {
    this.#tools?.stop();
    const shown = this.rowsOf();
    this.#shown = shown;
    this.loading = true;
    // A new provider function makes the grid start again from the first row.
    this.#provider = (params, callback) => void this.#provide(shown, params, callback);
  }

  async #provide(shown: GridRows, ...[params, callback]: Parameters<Provider>): Promise<void> {
    const offset = params.page * params.pageSize;
    const isNew = this.loading;
    try {
      const { rows, size } = await shown.provide(offset, params.parentItem);
      if (shown !== this.#shown) return;
      this.loading = false;
      if (isNew || (params.parentItem && offset === 0))
        this.#sizer.look(this.columns, rows.filter(isRecord), this.fieldHost);
      callback([...rows], size);
      this.emit('tr-loaded', { total: shown.total ?? 0 });
    } catch (error) {
      if (shown !== this.#shown) return;
      this.loading = false;
      callback([], params.parentItem ? 0 : (shown.total ?? 0));
      this.emit('tr-failed', error);
    }
  }

  #parts = (column: HTMLElement, model: { readonly index: number; readonly item: GridRow }): string => {
    const path = column?.dataset['path'];
    const marks =
      path === undefined || model.item.group ? '' : (this.#tools?.marks(model.index, model.item.id, path) ?? '');
    const { id } = model.item;
    const tall = this.#tools?.hasNote(id) ? 'tall' : '';
    const state = this.#changed.has(id) ? 'changed' : id === this.looked ? 'looked' : '';
    return `${state} ${model.item.group ? 'grouphead' : ''} ${tall} ${marks}`;
  };

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
    return columnHead(this.host, column, key, () => this.#dropped || this.emit('tr-sort', column));
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
    if (target instanceof HTMLInputElement || target instanceof HTMLButtonElement) return this.#headKey(event);
    const context = this.grid.getEventContext(event);
    if (context.section !== 'body' || !context.item) return this.#headKey(event);
    if (event.isTrusted && event.ctrlKey && !event.shiftKey && /^(Home|End)$/.test(event.key))
      return this.#toEnd(event);
    const { item } = context;
    const take = () => {
      event.preventDefault();
      event.stopPropagation();
    };
    const isEnter = event.key === 'Enter';
    if (item.group) {
      const opens = event.key === 'ArrowRight' && !isExpanded(this.grid, item);
      const closes = event.key === 'ArrowLeft' && isExpanded(this.grid, item);
      const isUndo = event.key.toLowerCase() === 'z' && (event.ctrlKey || event.metaKey);
      if (isUndo) return this.#toolKey(event, item, take);
      if (!isEnter && event.key !== ' ' && !opens && !closes) return;
      take();
      this.#toggleGroup(item);
    } else if (event.key === ' ' && !event.shiftKey) {
      take();
      this.#toggle(item.id);
    } else if (isEnter && (event.ctrlKey || event.metaKey)) {
      take();
      this.#open(item);
    } else if (isEnter && event.altKey) {
      take();
      this.emit('tr-look', item.id);
    } else if (isEnter && context.column?.frozenToEnd) {
      take();
      this.#menuOf(item.id)?.querySelector<HTMLElement>('.menu')?.click();
    } else this.#toolKey(event, item, take);
  }

  /** To the first or last cell of all: the grid itself goes to that of the row, and with Ctrl to that of the column. */
  #toEnd(event: KeyboardEvent): void {
    event.preventDefault();
    event.stopPropagation();
    for (const ctrlKey of [false, true]) {
      const cell = this.grid.shadowRoot?.activeElement ?? event.composedPath()[0];
      cell?.dispatchEvent(
        new KeyboardEvent('keydown', { key: event.key, ctrlKey, bubbles: true, composed: true, cancelable: true }),
      );
    }
  }

  #toolKey(event: KeyboardEvent, item: WireRecord, take: () => void): void {
    const at = this.#access.placeOf(event);
    if (!at) return;
    if (this.#tools) {
      if (this.#tools.key(event, at)) take();
      else if (event.key === 'Enter') {
        take();
        this.#open(item);
      }
      return;
    }
    // Keys that came before the tools wait for them; those that only move do not.
    const moves = !event.shiftKey && /^(Arrow|Page|Home|End|Tab|Escape)/.test(event.key);
    if (moves || /^(Tab|Shift|Control|Alt|Meta)$/.test(event.key)) return;
    if (event.ctrlKey && !/^[dz]$/i.test(event.key)) return;
    take();
    void this.#loadTools().then((tools) => {
      if (!tools.key(event, at) && event.key === 'Enter') this.#open(item);
    });
  }

  #press(event: PointerEvent): void {
    const at = this.#access.placeOf(event);
    if (!at || event.pointerType === 'touch') return;
    // A link keeps its click; with Shift the block grows instead.
    if (this.#tools?.press(event, at)) event.preventDefault();
    else if (!this.#tools) void this.#loadTools().then((tools) => tools.press(event, at));
    this.#pressed = true;
    addEventListener('pointerup', this.#release, { once: true });
  }

  #release = (): void => {
    this.#pressed = false;
  };

  #drag(event: PointerEvent): void {
    if (!this.#pressed || event.buttons !== 1) return;
    const at = this.#access.placeOf(event);
    if (!at || !this.#tools) return;
    getSelection()?.removeAllRanges();
    this.#tools.drag(at);
  }

  #clip(event: ClipboardEvent): void {
    const target = event.composedPath()[0];
    if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) return;
    const at = this.#access.placeOf(event);
    if (!at) return;
    if (event.type !== 'paste') return this.#tools?.copy(event, at);
    const text = event.clipboardData?.getData('text/plain') ?? '';
    if (text === '') return;
    event.preventDefault();
    void this.#loadTools().then((tools) => tools.paste(text, at));
  }

  #contextMenu(event: MouseEvent): void {
    const path = this.#access.headOf(event);
    if (path !== undefined) {
      event.preventDefault();
      const cause = event.composedPath().find((each) => (each as Element).matches?.('button, th')) as HTMLElement;
      return this.#act({ how: 'menu', cause, path, width: this.#widthOf(path) });
    }
    const at = this.#access.placeOf(event);
    const row = at && this.#access.rowAt(at.index);
    if (!row || event.shiftKey) return;
    event.preventDefault();
    const cause = this.#access.cellAt(at.index, at.path);
    if (cause) this.emit('tr-row-menu', { row, cause, path: at.path });
  }

  /** The whole head of a group opens and closes it. */
  #click(event: MouseEvent): void {
    const { section, item } = this.grid.getEventContext(event);
    if (section === 'body' && item?.group) this.#toggleGroup(item);
  }

  #doubleClick(event: MouseEvent): void {
    const at: CellAt | undefined = this.#access.placeOf(event);
    if (at) void this.#loadTools().then((tools) => tools.edit(at));
  }

  /** The grid drags no head that has the focus, and a press would give it: so it comes with the click. */
  #headPress(event: MouseEvent): void {
    const head = event.composedPath().find((each) => (each as Element).matches?.('button.head')) as
      HTMLElement | undefined;
    if (!head) return;
    event.preventDefault();
    head.blur();
    head.addEventListener('click', () => head.focus(), { once: true });
  }

  #headKey(event: KeyboardEvent): void {
    const path = this.#access.headOf(event);
    if (path === undefined || !event.altKey || !/^Arrow(Left|Right)$/.test(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    this.#act({ how: 'key', event, path, width: this.#widthOf(path) });
  }

  #resized({
    detail: { resizedColumn },
  }: CustomEvent<{ resizedColumn: HTMLElement & { readonly width: string } }>): void {
    const path = resizedColumn.dataset['path'];
    if (path !== undefined) this.#act({ how: 'sized', path, width: parseInt(resizedColumn.width) });
  }

  #reordered({ detail: { columns } }: CustomEvent<{ columns: readonly HTMLElement[] }>): void {
    this.#dropped = true;
    setTimeout(() => (this.#dropped = false));
    this.#act({ how: 'ordered', paths: columns.flatMap((column) => column.dataset['path'] ?? []) });
  }

  #act(step: ColumnStep): void {
    void import('./column-acts.js').then(({ actOnColumn }) => actOnColumn(this, step));
  }

  #widthOf(path: string): number {
    return this.#sizer.widths(this.columns).get(path) ?? 0;
  }

  #toggleGroup(row: GridRow): void {
    if (isExpanded(this.grid, row)) this.grid.collapseItem(row);
    else this.grid.expandItem(row);
    this.grid.requestContentUpdate();
  }

  #open(row: WireRecord): void {
    void this.host.router.go(hrefs.record(this.entityName, row.id));
  }

  #menuOf(id: string): Element | undefined {
    return this.grid.querySelector(`[data-row="${CSS.escape(id)}"]`) ?? undefined;
  }

  #cellFocused(event: CustomEvent<{ context: { item?: WireRecord; column?: HTMLElement } }>): void {
    const { item, column } = event.detail.context;
    this.#mark(item?.id);
    this.#access.column = column;
  }

  /** Shows the menu button of the row under the pointer or the focus. */
  #mark(id: string | undefined): void {
    this.#hovered?.classList.remove('on');
    this.#hovered = id === undefined ? undefined : this.#menuOf(id);
    this.#hovered?.classList.add('on');
  }
}

const isRecord = (row: GridRow): boolean => row.group === undefined;
const isExpanded = (grid: Grid<GridRow>, row: GridRow): boolean =>
  grid.expandedItems?.some((each) => each.id === row.id) ?? false;

declare global {
  interface HTMLElementTagNameMap {
    'tr-list-grid': TrListGrid;
  }
}
