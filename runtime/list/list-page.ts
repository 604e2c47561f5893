/**
 * `<tr-list-page>`: head with count, views as tabs, filter chips, table (cards on a phone), foot. Its state is the address:
 * a link to it shows the same list. Longer than most files because it is where the parts of a list are wired together.
 */
import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import '@vaadin/button';
import type { Entity } from '../../metadata/model/model.js';
import type { ViewDocument } from '../../metadata/schema/entity.js';
import type { ListSetting } from '../../metadata/schema/saved-view.js';
import type { Filter } from '../../metadata/schema/query.js';
import { ApiFailure } from '../data/api-client.js';
import { isEmpty, readPath, type WireRecord } from '../data/record.js';
import { hrefs, type Route } from '../data/router.js';
import { countedNoun, pluralOf } from '../host/entity-words.js';
import { createFieldHost } from '../host/field-host.js';
import type { FieldHost } from '../host/field-views.js';
import type { PageTitle } from '../host/screens.js';
import { TrElement } from '../ui/element.js';
import { isFocusAtRest, isFocusLost } from '../ui/focus.js';
import { MediaQuery, phoneQuery } from '../ui/media-query.js';
import '../ui/menu.js';
import type { TrMenu } from '../ui/menu.js';
import '../ui/panel.js';
import '../ui/states.js';
import { cellFilters } from './cell-filter.js';
import { columnSetting, keepColumns } from './chosen-columns.js';
import { searchPaths, type Column } from './columns.js';
import './filter-bar.js';
import { GridPages, type GridRows, type PageSource } from './grid-pages.js';
import { ListActs, type Chosen } from './list-acts.js';
import { ListCounts } from './list-counts.js';
import { bulkBar, listFoot } from './list-foot.js';
import { floatingCreate, listHead, phoneHead, type ListHead } from './list-head.js';
import { rowItems } from './row-items.js';
import { listPageStyles } from './list-page-styles.js';
import { planList, viewOf, type ListPlan } from './list-request.js';
import { cardRows, modeRows, tableRows, type ListRows, type RowMenuRequest } from './list-rows.js';
import { fetchPage } from './list-source.js';
import {
  activeFilter,
  activeGroup,
  activeSort,
  filterParts,
  joinParts,
  listHref,
  nextSort,
  readListState,
} from './list-state.js';
import type { GroupKey, ListState } from './list-state.js';
import { emptyState, failedState, filteredState, forbiddenState, missingState } from './list-states.js';
import { usualMode } from './list-views.js';
import { ListWatch, tableKeys } from './list-watch.js';
import { mayMerge } from '../merge/may-merge.js';
import { QuickLook } from './quick-look.js';
import { rememberOrder, takePlace } from './record-order.js';
import type { ViewActs } from './view-acts.js';

const pathOf = (href: string): string => href.split('?')[0]!;

@customElement('tr-list-page')
export class TrListPage extends TrElement {
  @property() entityName = '';
  @property({ attribute: false }) route!: Route;
  @state() private list: ListState = readListState({});
  @state() private total: number | undefined;
  @state() private selected: ReadonlySet<string> = new Set();
  /** All rows of the filter are selected, loaded or not. */
  @state() private isWhole = false;
  @state() private failure: ApiFailure | undefined;
  @state() private loadedAt: Date | undefined;
  @state() private source!: PageSource;
  @state() private rowsOf: (() => GridRows) | undefined;
  @query('tr-list-grid') private grid!: HTMLElementTagNameMap['tr-list-grid'] | null;
  @query('tr-list-cards') private cards!: HTMLElementTagNameMap['tr-list-cards'] | null;
  @query('tr-list-mode') private mode!: HTMLElementTagNameMap['tr-list-mode'] | null;
  @query('tr-filter-bar') private bar!: HTMLElementTagNameMap['tr-filter-bar'] | null;
  @query('tr-menu') private menu!: TrMenu;
  fieldHost!: FieldHost;
  #plan!: ListPlan;
  #key = '';
  #counts = new ListCounts(this);
  #phone = new MediaQuery(this, phoneQuery);
  #look = new QuickLook(this, { rows: () => this.shown?.rows ?? [], focusRow: (id) => this.shown?.focusRow(id) });
  #acts = new ListActs(this);
  #views: ViewActs | undefined;

  static override styles = listPageStyles;

  constructor() {
    super();
    new ListWatch(this, {
      refresh: () => void this.refresh(),
      find: () => (this.bar?.searchable ? () => this.bar!.focusFind() : undefined),
      keys: () => this.mode?.keys ?? (this.grid ? tableKeys : []),
    });
  }

  protected override hostChanged(): void {
    this.#key = '';
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('route') || changed.has('entityName')) {
      this.list = readListState(this.route.query);
      if (changed.has('entityName')) {
        this.clearSelection();
        this.#look.drop();
        this.#counts.forget();
      }
    }
    this.#prepare();
  }

  /** Columns, request and source follow from the address and the application; made again only when one changed. */
  #prepare(): void {
    const { host, entityName, list } = this;
    const entity = host.app.entity(entityName);
    if (!entity || !host.app.access(entityName)?.read) {
      const title = entity ? pluralOf(host, entity) : this.t('notFound.title');
      if (this.#key !== entityName) this.emit<PageTitle>('tr-title', { title, trail: [] });
      this.#key = entityName;
      return;
    }
    const { view } = this;
    const setting = columnSetting(host, entityName, view?.name);
    const asked = JSON.stringify([entityName, view, list, host.i18n.language, host.app.document.release]);
    const key = JSON.stringify([asked, setting?.columns?.map((column) => [column.path, column.aggregate])]);
    if (key === this.#key) {
      // Widths and frozen columns need no other rows.
      this.#plan = { ...this.#plan, columns: planList(host, this.fieldHost, entity, list, setting).columns };
      return;
    }
    if (this.#key !== '') this.clearSelection();
    this.#key = key;
    this.fieldHost = createFieldHost(host);
    this.#plan = planList(host, this.fieldHost, entity, list, setting);
    const { request, columns } = this.#plan;
    this.source = (offset, fresh, after) => fetchPage(host, request, { offset, fresh, after });
    this.#group(activeGroup(list, view), key);
    this.failure = undefined;
    this.total = undefined;
    void this.#counts.count(request, columns);
    this.emit<PageTitle>('tr-title', { title: pluralOf(host, entity), trail: [] });
  }

  /** Groups are a part that is loaded when a list has some. */
  #group(keys: readonly GroupKey[], key: string): void {
    const { host, source, fieldHost } = this;
    const { request, columns } = this.#plan;
    const known = keys.filter(({ path }) => host.app.path(request.entity, path) !== undefined);
    this.rowsOf = known.length === 0 || this.#phone.matches ? () => new GridPages(source) : undefined;
    if (this.rowsOf) return;
    void import('./groups/group-pages.js').then(({ groupedRows }) => {
      if (key === this.#key) this.rowsOf = groupedRows({ host, fieldHost, request, columns, keys: known });
    });
  }

  /** What shows rows that can be gone through. */
  private get shown() {
    return this.mode ?? this.grid;
  }

  get view(): ViewDocument | undefined {
    return viewOf(this.host, this.entityName, this.list);
  }

  override render() {
    const { host } = this;
    const entity = host.app.entity(this.entityName);
    const access = host.app.access(this.entityName);
    if (!entity || !access) return missingState(host);
    if (!access.read) return forbiddenState(host, entity);
    const head = this.#head(entity);
    const rest = this.selected.size > 0 ? this.#bulk(entity) : nothing;
    const content = html`<div class="content">${this.#content(entity)}</div>`;
    if (this.#phone.matches)
      return html`${phoneHead(head, (event) => void this.#openViews(event))} ${this.#filterBar(entity)} ${content}
        ${rest} ${floatingCreate(host, entity)}<tr-menu></tr-menu>`;
    return html`<div class="head">${listHead(head)} ${this.#filterBar(entity)}</div>
      <div class="beside">${content} ${this.#look.render(entity.name, this.total ?? 0)}</div>
      ${this.#foot(entity)} ${rest}<tr-menu></tr-menu>`;
  }

  #head(entity: Entity): ListHead {
    const { host, total, view } = this;
    const { views: counts, everything } = this.#counts;
    const isEmpty = total === 0 && this.#parts().length === 0 && this.list.find === '';
    return {
      ...{ host, entity, view, total, everything, counts, isEmpty },
      saveView: () => void this.#loadViews().then((views) => views.save()),
      viewMenu: (event) => void this.#openViewMenu(event),
      hold: (isHeld) => this.#counts.hold(isHeld),
    };
  }

  #filterBar(entity: Entity) {
    const { list, view } = this;
    return html`<tr-filter-bar
      .entityName=${entity.name}
      .parts=${this.#parts()}
      .find=${list.find}
      .sort=${activeSort(list, view)}
      .group=${activeGroup(list, view)}
      .columns=${this.#plan.columns}
      .fieldHost=${this.fieldHost}
      .quick=${view?.quickFilters ?? []}
      ?changed=${list.filter !== undefined || list.sort !== undefined || list.group !== undefined}
      ?savable=${this.host.app.lists.find(this.view?.name)?.mayChange === true}
      ?compact=${this.#phone.matches}
      ?drawn=${view !== undefined && view.mode !== usualMode}
      ?searchable=${searchPaths(this.host, entity).length > 0}
      @tr-filter=${(event: CustomEvent<Filter | undefined>) => this.go({ ...this.list, filter: event.detail })}
      @tr-find=${(event: CustomEvent<string>) => this.go({ ...this.list, find: event.detail })}
      @tr-sort-by=${(event: CustomEvent<ListState['sort']>) => this.go({ ...this.list, sort: event.detail })}
      @tr-group-by=${(event: CustomEvent<readonly GroupKey[]>) => this.go({ ...this.list, group: event.detail })}
      @tr-reset=${() => this.go({ ...this.list, filter: undefined, sort: undefined, group: undefined, find: '' })}
      @tr-save-view=${() => void this.#loadViews().then((views) => views.saveChanges())}
      @tr-column-setting=${(event: CustomEvent<ListSetting | undefined>) => this.#choose(event.detail)}
    ></tr-filter-bar>`;
  }

  #content(entity: Entity) {
    const { host, failure, list } = this;
    const clear = () => this.#clear();
    if (failure && this.total === undefined) {
      if (failure.status === 403) return forbiddenState(host, entity, failure.message, clear);
      return failedState(host, failure, () => this.#again());
    }
    const count = this.#parts().length + (list.find === '' ? 0 : 1);
    const none =
      this.total !== 0
        ? nothing
        : count > 0
          ? filteredState(host, entity, { count, everything: this.#counts.everything, clear })
          : emptyState(host, entity, () => this.#again());
    return html`${this.#rows(entity)} ${none}`;
  }

  #rows(entity: Entity) {
    const { host, fieldHost, source, rowsOf, selected } = this;
    const rows: ListRows = {
      ...{ host, entity, fieldHost, source, rowsOf, selected },
      columns: this.#plan.columns,
      sort: activeSort(this.list, this.view),
      hidden: this.total === 0,
      loaded: (event) => this.#loaded(event.detail.total),
      failed: (event) => this.#failed(event.detail),
      select: (ids) => {
        this.selected = new Set(ids);
        this.isWhole = false;
      },
      sortBy: (column) => this.#sortBy(column),
      rowMenu: (request) => void this.#openRowMenu(request),
      setColumns: (setting) => this.#choose(setting),
      looked: this.#look.id ?? '',
      look: (id) => this.#lookAt(id),
    };
    const { view } = this;
    if (view && view.mode !== usualMode) return modeRows(rows, view, this.#plan.request);
    return this.#phone.matches ? cardRows(rows) : tableRows(rows);
  }

  /** A phone has no room beside the list. */
  #lookAt(id: string): void {
    if (this.#phone.matches) void this.host.router.go(hrefs.record(this.entityName, id));
    else void this.#look.open(id);
  }

  #foot(entity: Entity) {
    const { host, total, loadedAt } = this;
    return listFoot({
      host,
      fieldHost: this.fieldHost,
      columns: this.#plan.columns,
      sums: this.#counts.sums,
      things: countedNoun(host, entity, total),
      selected: this.#chosenCount,
      total,
      loadedAt,
      stale: this.failure !== undefined && total !== undefined,
      again: () => this.#again(),
    });
  }

  #bulk(entity: Entity) {
    const { host, total = 0 } = this;
    const access = host.app.access(entity.name)!;
    const mayChange = access.bulk && access.update;
    const isOwned = entity.owner === 'user' && host.app.path(entity.name, 'owner') !== undefined;
    const canAll = access.bulk && !this.isWhole && this.selected.size < total;
    return bulkBar(host, this.#chosenCount, {
      all: canAll ? { total, run: () => (this.isWhole = true) } : undefined,
      owner: mayChange && isOwned ? () => void this.#acts.changeFields('owner') : undefined,
      change: mayChange ? () => void this.#acts.changeFields() : undefined,
      merge: mayMerge(host, entity.name, this.isWhole ? 0 : this.selected.size)
        ? () => void this.#acts.merge()
        : undefined,
      print: access.templates && access.print ? () => void this.#acts.print(this.#plan.request.sort) : undefined,
      remove: access.delete ? () => void this.#remove() : undefined,
      clear: () => {
        this.clearSelection();
        this.grid?.focusRow();
      },
    });
  }

  get #chosenCount(): number {
    return this.isWhole ? (this.total ?? 0) : this.selected.size;
  }

  /** The rows that are selected, by their ids or by the filter of the list. */
  chosen(): Chosen {
    const { selected } = this;
    const filter = this.#plan.request.filter ?? ({ and: [] } as Filter);
    const rows = this.grid?.rows.filter((row) => selected.has(row.id)) ?? [];
    return { targets: this.isWhole ? { filter } : { ids: [...selected] }, count: this.#chosenCount, rows };
  }

  clearSelection(): void {
    this.selected = new Set();
    this.isWhole = false;
  }

  #parts(): readonly Filter[] {
    return filterParts(activeFilter(this.list, this.view));
  }

  /** Columns and filter as they stand, to be saved as a view. */
  get plan(): ListPlan {
    return this.#plan;
  }

  get state(): ListState {
    return this.list;
  }

  go(state: ListState): void {
    this.list = state;
    this.host.router.replace(listHref(this.entityName, state));
  }

  #clear(): void {
    const filter = this.view?.filter ? ({ and: [] } as Filter) : undefined;
    this.go({ ...this.list, filter, find: '' });
    this.bar?.focusFind();
  }

  #sortBy(column: Column): void {
    const current = activeSort(this.list, this.view);
    const figures = ['number', 'date', 'datetime'].includes(column.field.valueType);
    this.go({ ...this.list, sort: nextSort(current, column.path, figures) });
  }

  #choose(setting: ListSetting | undefined): void {
    void keepColumns(this.host, this.entityName, this.view?.name, setting);
  }

  #loaded(total: number): void {
    const isFirst = this.total === undefined;
    this.total = total;
    this.failure = undefined;
    this.loadedAt = this.host.now();
    const { href } = this.host.router.route;
    const { shown } = this;
    if (shown) {
      const ids = shown.rows.map((row) => row.id);
      // Rows that come when one has gone on already are not of the page that is open.
      if (pathOf(href) === pathOf(this.route.href)) rememberOrder(this.entityName, { href, ids, total });
      const last = isFirst ? takePlace(this.entityName) : undefined;
      // Back from a record: the keyboard goes on where it was.
      if (last !== undefined && ids.includes(last) && isFocusAtRest()) shown.focusRow(last);
    }
    const { view } = this;
    if (view && this.list.filter === undefined && this.list.find === '') this.#counts.know(view.name, total);
  }

  #failed(error: unknown): void {
    if (!(error instanceof ApiFailure)) throw error;
    this.failure = error;
    this.host.announce(this.t('list.failed'), true);
  }

  async refresh(): Promise<void> {
    this.host.records.forget(this.entityName);
    try {
      await (this.shown ?? this.cards)?.refresh();
      this.loadedAt = this.host.now();
      this.#counts.forget();
      void this.#counts.count(this.#plan.request, this.#plan.columns);
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      this.failure = error;
    }
  }

  #again(): void {
    this.#key = '';
    this.requestUpdate();
  }

  async #openRowMenu({ row, cause, path }: RowMenuRequest): Promise<void> {
    const { host, entityName: entity, renderRoot: root } = this;
    const place = { host, root, entity, id: row.id, refresh: () => this.refresh() };
    const items = rowItems(host, entity, row, {
      remove: () => void this.#remove([row]),
      filterBy: path === undefined ? undefined : this.#filterBy(row, path),
      more:
        host.app.entity(entity)?.document.actions &&
        (await (await import('../action/row-actions.js')).rowActions(place)),
    });
    void this.menu.openAt(cause, this.t('list.actions'), items, { align: path === undefined ? 'end' : 'start' });
  }

  /** The value of a cell as a condition that is added to those in force. */
  #filterBy(row: WireRecord, path: string) {
    const { host } = this;
    const column = this.#plan.columns.find((each) => each.path === path);
    if (!column || host.app.fieldClass(column.field) === 'mask') return undefined;
    const value = readPath(row, path);
    const filters = cellFilters(path, column.field, value);
    if (!filters) return undefined;
    const shown = isEmpty(value) ? this.t('history.empty') : column.view.text(value, column.field, this.fieldHost);
    const add = (part: Filter) => this.go({ ...this.list, filter: joinParts([...this.#parts(), part]) });
    const words = `${column.label} ${shown}`;
    return { words, only: () => add(filters.only), without: () => add(filters.without) };
  }

  async #openViews(event: Event): Promise<void> {
    const cause = event.currentTarget as HTMLElement;
    const views = await this.#loadViews();
    void this.menu.openAt(cause, this.t('list.views'), [...views.choices(), ...views.items()]);
  }

  async #openViewMenu(event: Event): Promise<void> {
    const cause = event.currentTarget as HTMLElement;
    const views = await this.#loadViews();
    void this.menu.openAt(cause, this.t('view.menu'), views.items());
  }

  /** What may be done with views comes with its menu. */
  async #loadViews(): Promise<ViewActs> {
    const { ViewActs } = await import('./view-acts.js');
    return (this.#views ??= new ViewActs(this));
  }

  async #remove(rows?: readonly WireRecord[]): Promise<void> {
    await this.#acts.remove(rows);
    await this.updateComplete;
    if (isFocusLost()) this.grid?.focusRow();
  }
}
