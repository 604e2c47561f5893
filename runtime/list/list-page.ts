/**
 * `<tr-list-page>`: head with count, views as tabs, filter chips, table (cards on a phone), foot. Its state is the address:
 * a link to it shows the same list. Longer than most files because it is where the parts of a list are wired together.
 */
import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import '@vaadin/button';
import type { Entity } from '../../metadata/model/model.js';
import type { Filter } from '../../metadata/schema/query.js';
import { ApiFailure } from '../data/api-client.js';
import type { WireRecord } from '../data/record.js';
import type { Route } from '../data/router.js';
import { inSentence, pluralOf } from '../host/entity-words.js';
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
import { chosenColumns, keepColumns } from './chosen-columns.js';
import { searchPaths, type Column } from './columns.js';
import { deleteRecords } from './delete-records.js';
import './filter-bar.js';
import type { PageSource } from './grid-pages.js';
import './list-cards.js';
import { ListCounts } from './list-counts.js';
import { bulkBar, listFoot } from './list-foot.js';
import './list-grid.js';
import { floatingCreate, listHead, phoneHead, type ListHead } from './list-head.js';
import { rowItems, viewItems } from './list-menus.js';
import { listPageStyles } from './list-page-styles.js';
import { planList, viewOf, type ListPlan } from './list-request.js';
import { fetchPage } from './list-source.js';
import { activeFilter, activeSort, filterParts, listHref, nextSort, readListState } from './list-state.js';
import type { ListState } from './list-state.js';
import { emptyState, failedState, filteredState, forbiddenState, missingState } from './list-states.js';
import { ListWatch } from './list-watch.js';
import { QuickLook } from './quick-look.js';
import { rememberOrder, takePlace } from './record-order.js';

@customElement('tr-list-page')
export class TrListPage extends TrElement {
  @property() entityName = '';
  @property({ attribute: false }) route!: Route;
  @state() private list: ListState = readListState({});
  @state() private total: number | undefined;
  @state() private selected: ReadonlySet<string> = new Set();
  @state() private failure: ApiFailure | undefined;
  @state() private loadedAt: Date | undefined;
  @state() private source!: PageSource;
  @query('tr-list-grid') private grid!: HTMLElementTagNameMap['tr-list-grid'] | null;
  @query('tr-list-cards') private cards!: HTMLElementTagNameMap['tr-list-cards'] | null;
  @query('tr-filter-bar') private bar!: HTMLElementTagNameMap['tr-filter-bar'] | null;
  @query('tr-menu') private menu!: TrMenu;
  #fieldHost!: FieldHost;
  #plan!: ListPlan;
  #key = '';
  #counts = new ListCounts(this);
  #phone = new MediaQuery(this, phoneQuery);
  #look = new QuickLook(this, { rows: () => this.grid?.rows ?? [], focusRow: (id) => this.grid?.focusRow(id) });

  static override styles = listPageStyles;

  constructor() {
    super();
    new ListWatch(this, { refresh: () => void this.#refresh(), find: () => this.bar?.focusFind() });
  }

  protected override hostChanged(): void {
    this.#key = '';
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('route') || changed.has('entityName')) {
      this.list = readListState(this.route.query);
      if (changed.has('entityName')) {
        this.selected = new Set();
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
    const view = viewOf(host, entityName, list);
    const chosen = chosenColumns(host, entityName, view?.name);
    const key = JSON.stringify([entityName, view?.name, list, chosen, host.i18n.language, host.app.document.release]);
    if (key === this.#key) return;
    if (this.#key !== '') this.selected = new Set();
    if (this.#look.id !== undefined && this.#key !== '' && !this.#key.startsWith(`["${entityName}"`)) this.#look.drop();
    this.#key = key;
    this.#fieldHost = createFieldHost(host);
    this.#plan = planList(host, this.#fieldHost, entity, list, chosen);
    const { request, columns } = this.#plan;
    this.source = (offset, fresh) => fetchPage(host, request, offset, fresh);
    this.failure = undefined;
    this.total = undefined;
    void this.#counts.count(request, columns);
    this.emit<PageTitle>('tr-title', { title: pluralOf(host, entity), trail: [] });
  }

  override render() {
    const { host } = this;
    const entity = host.app.entity(this.entityName);
    const access = host.app.access(this.entityName);
    if (!entity || !access) return missingState(host);
    if (!access.read) return forbiddenState(host, entity);
    const head = this.#head(entity);
    const rest = this.selected.size > 0 ? this.#bulk(access.delete) : nothing;
    const content = html`<div class="content">${this.#content(entity)}</div>`;
    if (this.#phone.matches)
      return html`${phoneHead(head, (event) => this.#openViews(event))} ${this.#filterBar(entity)} ${content} ${rest}
        ${floatingCreate(host, entity)}<tr-menu></tr-menu>`;
    return html`<div class="head">${listHead(head)} ${this.#filterBar(entity)}</div>
      <div class="beside">${content} ${this.#look.render(entity.name, this.total ?? 0)}</div>
      ${this.#foot(entity)} ${rest}<tr-menu></tr-menu>`;
  }

  #head(entity: Entity): ListHead {
    const { host, total } = this;
    const { views: counts, everything } = this.#counts;
    const isEmpty = total === 0 && this.#parts().length === 0 && this.list.find === '';
    return { host, entity, view: viewOf(host, entity.name, this.list), total, everything, counts, isEmpty };
  }

  #filterBar(entity: Entity) {
    const { list } = this;
    const view = viewOf(this.host, entity.name, list);
    return html`<tr-filter-bar
      .entityName=${entity.name}
      .parts=${this.#parts()}
      .find=${list.find}
      .sort=${activeSort(list, view)}
      .columns=${this.#plan.columns}
      .fieldHost=${this.#fieldHost}
      .quick=${view?.quickFilters ?? []}
      ?changed=${list.filter !== undefined || list.sort !== undefined}
      ?compact=${this.#phone.matches}
      ?searchable=${searchPaths(this.host, entity).length > 0}
      @tr-filter=${(event: CustomEvent<Filter | undefined>) => this.#go({ ...this.list, filter: event.detail })}
      @tr-find=${(event: CustomEvent<string>) => this.#go({ ...this.list, find: event.detail })}
      @tr-sort-by=${(event: CustomEvent<ListState['sort']>) => this.#go({ ...this.list, sort: event.detail })}
      @tr-reset=${() => this.#go({ ...this.list, filter: undefined, sort: undefined, find: '' })}
      @tr-columns=${(event: CustomEvent<readonly string[] | undefined>) => this.#choose(view?.name, event.detail)}
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
          : emptyState(host, entity);
    return html`${this.#rows(entity)} ${none}`;
  }

  #rows(entity: Entity) {
    const { columns } = this.#plan;
    if (this.#phone.matches) {
      return html`<tr-list-cards
        ?hidden=${this.total === 0}
        .entityName=${entity.name}
        .columns=${columns}
        .fieldHost=${this.#fieldHost}
        .source=${this.source}
        @tr-loaded=${this.#loaded}
        @tr-failed=${this.#failed}
      ></tr-list-cards>`;
    }
    return html`<tr-list-grid
      ?hidden=${this.total === 0}
      .label=${pluralOf(this.host, entity)}
      .entityName=${entity.name}
      .columns=${columns}
      .fieldHost=${this.#fieldHost}
      .source=${this.source}
      .sort=${activeSort(this.list, viewOf(this.host, entity.name, this.list))}
      .selected=${this.selected}
      .looked=${this.#look.id ?? ''}
      @tr-loaded=${this.#loaded}
      @tr-failed=${this.#failed}
      @tr-select=${(event: CustomEvent<readonly string[]>) => (this.selected = new Set(event.detail))}
      @tr-sort=${(event: CustomEvent<Column>) => this.#sortBy(event.detail)}
      @tr-row-menu=${this.#openRowMenu}
      @tr-look=${(event: CustomEvent<string>) => void this.#look.open(event.detail)}
    ></tr-list-grid>`;
  }

  #foot(entity: Entity) {
    const { host, total, loadedAt } = this;
    return listFoot({
      host,
      fieldHost: this.#fieldHost,
      columns: this.#plan.columns,
      sums: this.#counts.sums,
      things: inSentence(host, pluralOf(host, entity)),
      selected: this.selected.size,
      total,
      loadedAt,
      stale: this.failure !== undefined && total !== undefined,
      again: () => this.#again(),
    });
  }

  #bulk(mayDelete: boolean) {
    const rows = () => this.grid?.rows.filter((row) => this.selected.has(row.id)) ?? [];
    return bulkBar(this.host, this.selected.size, {
      remove: mayDelete ? () => void this.#delete(rows()) : undefined,
      clear: () => {
        this.selected = new Set();
        this.grid?.focusRow();
      },
    });
  }

  #parts(): readonly Filter[] {
    return filterParts(activeFilter(this.list, viewOf(this.host, this.entityName, this.list)));
  }

  #go(state: ListState): void {
    this.list = state;
    this.host.router.replace(listHref(this.entityName, state));
  }

  #clear(): void {
    const filter = viewOf(this.host, this.entityName, this.list)?.filter ? ({ and: [] } as Filter) : undefined;
    this.#go({ ...this.list, filter, find: '' });
    this.bar?.focusFind();
  }

  #sortBy(column: Column): void {
    const current = activeSort(this.list, viewOf(this.host, this.entityName, this.list));
    const figures = ['number', 'date', 'datetime'].includes(column.field.valueType);
    this.#go({ ...this.list, sort: nextSort(current, column.path, figures) });
  }

  #choose(view: string | undefined, paths: readonly string[] | undefined): void {
    keepColumns(this.host, this.entityName, view, paths);
    this.requestUpdate();
  }

  #loaded(event: CustomEvent<{ total: number }>): void {
    const { total } = event.detail;
    const isFirst = this.total === undefined;
    this.total = total;
    this.failure = undefined;
    this.loadedAt = this.host.now();
    const { href } = this.host.router.route;
    if (this.grid) {
      const ids = this.grid.rows.map((row) => row.id);
      rememberOrder(this.entityName, { href, ids, total });
      const last = isFirst ? takePlace(this.entityName) : undefined;
      // Back from a record: the keyboard goes on where it was.
      if (last !== undefined && ids.includes(last) && isFocusAtRest()) this.grid.focusRow(last);
    }
    const view = viewOf(this.host, this.entityName, this.list);
    if (view && this.list.filter === undefined && this.list.find === '') this.#counts.know(view.name, total);
  }

  #failed(event: CustomEvent<unknown>): void {
    if (!(event.detail instanceof ApiFailure)) throw event.detail;
    this.failure = event.detail;
    this.host.announce(this.t('list.failed'), true);
  }

  async #refresh(): Promise<void> {
    this.host.records.forget(this.entityName);
    try {
      await (this.grid ?? this.cards)?.refresh();
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

  #openRowMenu(event: CustomEvent<{ row: WireRecord; cause: HTMLElement }>): void {
    const { row, cause } = event.detail;
    const items = rowItems(this.host, this.entityName, row, () => void this.#delete([row]));
    void this.menu.openAt(cause, this.t('list.actions'), items, { align: 'end' });
  }

  #openViews(event: Event): void {
    const current = viewOf(this.host, this.entityName, this.list)?.name;
    const items = viewItems(this.host, this.entityName, current);
    void this.menu.openAt(event.currentTarget as HTMLElement, this.t('list.views'), items);
  }

  async #delete(rows: readonly WireRecord[]): Promise<void> {
    await deleteRecords(this.host, this.entityName, rows, () => void this.#refresh());
    this.selected = new Set();
    await this.#refresh();
    await this.updateComplete;
    if (isFocusLost()) this.grid?.focusRow();
  }
}
