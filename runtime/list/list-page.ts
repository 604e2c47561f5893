/**
 * `<tr-list-page>`: head with count, views as tabs, filter chips, table (cards on a phone), foot. Its state is the address:
 * a link to it shows the same list. The file is long because it is the one place where the parts of a list meet.
 */
import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import '@vaadin/button';
import type { Entity } from '../../metadata/model/model.js';
import type { ViewDocument } from '../../metadata/schema/entity.js';
import type { Filter } from '../../metadata/schema/query.js';
import { ApiFailure } from '../data/api-client.js';
import type { WireRecord } from '../data/record.js';
import { hrefs, type Route } from '../data/router.js';
import { createFieldHost } from '../host/field-host.js';
import type { FieldHost } from '../host/field-views.js';
import type { PageTitle } from '../host/screens.js';
import { TrElement } from '../ui/element.js';
import { icon } from '../ui/icon.js';
import '../ui/menu.js';
import type { MenuItem, TrMenu } from '../ui/menu.js';
import '../ui/panel.js';
import { button } from '../ui/parts.js';
import '../ui/states.js';
import { listColumns, searchPaths, type Column } from './columns.js';
import { deleteRecords } from './delete-records.js';
import './filter-bar.js';
import './list-cards.js';
import './list-grid.js';
import type { PageSource, TrListGrid } from './list-grid.js';
import { listPageStyles } from './list-page-styles.js';
import { countRecords, fetchAggregates, fetchPage } from './list-source.js';
import {
  activeFilter,
  activeSort,
  findFilter,
  listHref,
  nextSort,
  readListState,
  requestFilter,
  type ListState,
} from './list-state.js';
import { rememberOrder } from './record-order.js';

const phone = matchMedia('(max-width: 639px)');

@customElement('tr-list-page')
export class TrListPage extends TrElement {
  @property() entityName = '';
  @property({ attribute: false }) route!: Route;
  @state() private list: ListState = readListState({});
  @state() private total: number | undefined;
  @state() private everything: number | undefined;
  @state() private counts: ReadonlyMap<string, number> = new Map();
  @state() private sums: ReadonlyMap<string, unknown> = new Map();
  @state() private selected: ReadonlySet<string> = new Set();
  @state() private failure: ApiFailure | undefined;
  @state() private loadedAt: Date | undefined;
  @state() private source!: PageSource;
  @query('tr-list-grid') private grid!: TrListGrid | null;
  @query('tr-menu') private menu!: TrMenu;
  #fieldHost!: FieldHost;
  #columns: readonly Column[] = [];
  #key = '';
  #stops: (() => void)[] = [];
  #refreshing: ReturnType<typeof setTimeout> | undefined;
  #aging: ReturnType<typeof setInterval> | undefined;

  static override styles = listPageStyles;

  override connectedCallback(): void {
    super.connectedCallback();
    const again = () => this.requestUpdate();
    phone.addEventListener('change', again);
    document.addEventListener('keydown', this.#shortcut);
    this.#aging = setInterval(again, 30_000);
    this.#stops = [
      () => phone.removeEventListener('change', again),
      this.host.events.listen((message) => {
        const mine = message.entity === undefined || message.entity === this.entityName;
        if (message.type === 'resync' || (message.type === 'record' && mine)) this.#soon();
      }),
    ];
  }

  override disconnectedCallback(): void {
    document.removeEventListener('keydown', this.#shortcut);
    clearInterval(this.#aging);
    clearTimeout(this.#refreshing);
    for (const stop of this.#stops) stop();
    super.disconnectedCallback();
  }

  protected override hostChanged(): void {
    this.#key = '';
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('route') || changed.has('entityName')) {
      this.list = readListState(this.route.query);
      if (changed.has('entityName')) {
        this.selected = new Set();
        this.counts = new Map();
        this.everything = undefined;
      }
    }
    this.#prepare();
  }

  /** Columns, request and source follow from the address and the application; made again only when one changed. */
  #prepare(): void {
    const entity = this.#entity;
    if (!entity) return;
    const view = this.#view;
    const key = JSON.stringify([
      this.entityName,
      view?.name,
      this.list,
      this.#chosen(),
      this.host.i18n.language,
      this.host.app.document.release,
    ]);
    if (key === this.#key) return;
    const first = this.#key === '';
    this.#key = key;
    this.#fieldHost = createFieldHost(this.host);
    this.#columns = listColumns(this.host, this.#fieldHost, entity, view, this.#chosen());
    const fields = [
      ...new Set([
        ...entity.nameFields.filter((name) => this.host.app.path(entity.name, name)),
        ...this.#columns.map((column) => column.path),
      ]),
    ];
    const request = { entity: entity.name, fields, filter: this.#filter(), sort: activeSort(this.list, view) };
    this.source = (offset, fresh) => fetchPage(this.host, request, offset, fresh);
    this.failure = undefined;
    this.total = undefined;
    if (!first) this.selected = new Set();
    void this.#count();
    const label = this.host.i18n.label(entity.plural, entity.name);
    this.emit<PageTitle>('tr-title', { title: label, trail: [] });
  }

  override render() {
    const entity = this.#entity;
    const access = this.host.app.access(this.entityName);
    if (!entity || !access) {
      return html`<tr-state
        kind="missing"
        .heading=${this.t('notFound.title')}
        .text=${this.t('notFound.text')}
        .actions=${[{ label: this.t('notFound.home'), primary: true, run: () => void this.host.router.go('/') }]}
      ></tr-state>`;
    }
    const plural = this.host.i18n.label(entity.plural, entity.name);
    const things = this.#lower(plural);
    if (!access.read) {
      return html`<tr-state
        kind="forbidden"
        .heading=${this.t('list.forbidden', { things })}
        .text=${this.t('list.forbiddenText')}
      ></tr-state>`;
    }
    return html`
      ${phone.matches ? this.#phoneHead(plural) : this.#head(entity, plural)}
      <div class="content">${this.#content(entity, plural, things)}</div>
      ${phone.matches ? nothing : this.#foot(plural)} ${this.selected.size > 0 ? this.#bulk() : nothing}
      ${
        phone.matches && access.create
          ? html`<a class="float" href=${hrefs.create(entity.name)} aria-label=${this.#newLabel(entity)}
              >${icon('plus', 'l')}</a
            >`
          : nothing
      }
      <tr-menu></tr-menu>
    `;
  }

  #head(entity: Entity, plural: string) {
    const views = this.host.app.views(entity.name);
    const current = this.#view;
    return html`<div class="head">
      <div class="row top">
        <h1>${plural}</h1>
        <span class="t3 count">${this.#countWords()}</span>
        <span class="sp"></span>
        ${
          this.host.app.access(entity.name)?.create
            ? button({
                label: this.#newLabel(entity),
                icon: 'plus',
                theme: this.total === 0 && this.#parts().length === 0 ? '' : 'primary',
                run: () => void this.host.router.go(hrefs.create(entity.name)),
              })
            : nothing
        }
      </div>
      ${
        views.length > 1
          ? html`<nav class="tabs" aria-label=${this.t('list.views')}>
              ${views.map(
                (view) =>
                  html`<a
                    class="tab"
                    href=${hrefs.list(entity.name, { view: view === views[0] ? undefined : view.name })}
                    aria-current=${view === current ? 'page' : nothing}
                    >${this.host.i18n.label(view.label, view.name)}${
                      this.counts.has(view.name)
                        ? html`<span class="ct">${this.host.i18n.formats.number(this.counts.get(view.name)!)}</span>`
                        : nothing
                    }</a
                  >`,
              )}
            </nav>`
          : html`<div class="line"></div>`
      }
      ${this.#filterBar()}
    </div>`;
  }

  #phoneHead(plural: string) {
    const view = this.#view;
    const title =
      this.host.app.views(this.entityName).length > 1 && view ? this.host.i18n.label(view.label, view.name) : plural;
    return html`<div class="phonehead">
        <h1>
          <button type="button" class="title" aria-haspopup="menu" @click=${this.#views}>
            ${title}${icon('chevron-down')}
          </button>
        </h1>
        <span class="meta">${this.total === undefined ? '' : this.host.i18n.formats.number(this.total)}</span>
      </div>
      ${this.#filterBar()}`;
  }

  #filterBar() {
    return html`<tr-filter-bar
      .entityName=${this.entityName}
      .parts=${this.#parts()}
      .find=${this.list.find}
      .sort=${activeSort(this.list, this.#view)}
      .columns=${this.#columns}
      .fieldHost=${this.#fieldHost}
      .quick=${this.#view?.quickFilters ?? []}
      ?changed=${this.list.filter !== undefined || this.list.sort !== undefined}
      ?compact=${phone.matches}
      ?searchable=${searchPaths(this.host, this.#entity!).length > 0}
      @tr-filter=${(event: CustomEvent<Filter | undefined>) => this.#go({ ...this.list, filter: event.detail })}
      @tr-find=${(event: CustomEvent<string>) => this.#go({ ...this.list, find: event.detail })}
      @tr-sort-by=${(event: CustomEvent<ListState['sort']>) => this.#go({ ...this.list, sort: event.detail })}
      @tr-reset=${() => this.#go({ ...this.list, filter: undefined, sort: undefined, find: '' })}
      @tr-columns=${(event: CustomEvent<readonly string[] | undefined>) => this.#choose(event.detail)}
    ></tr-filter-bar>`;
  }

  #content(entity: Entity, plural: string, things: string) {
    if (this.failure && this.total === undefined) {
      const request = this.failure.requestId ? ` ${this.t('common.request', { id: this.failure.requestId })}` : '';
      if (this.failure.status === 403) {
        return html`<tr-state
          kind="forbidden"
          .heading=${this.t('list.forbidden', { things })}
          .text=${this.failure.message}
          .actions=${[{ label: this.t('list.clearFilters'), run: () => this.#clear() }]}
        ></tr-state>`;
      }
      return html`<tr-state
        kind="failed"
        .heading=${this.t('list.failed')}
        .text=${this.#sentence(this.failure) + request}
        .actions=${[{ label: this.t('common.tryAgain'), primary: true, run: () => this.#again() }]}
      ></tr-state>`;
    }
    const none = this.total === 0;
    const filtered = this.#parts().length > 0 || this.list.find !== '';
    const empty = none
      ? filtered
        ? html`<tr-state
            kind="filtered"
            .heading=${this.t('list.filtered', { things, count: this.#parts().length + (this.list.find ? 1 : 0) })}
            .text=${this.everything === undefined ? '' : this.t('list.filteredText', { count: this.everything })}
            .actions=${[{ label: this.t('list.clearFilters'), run: () => this.#clear() }]}
          ></tr-state>`
        : html`<tr-state
            kind="empty"
            ghost
            icon=${entity.document.icon ?? 'inbox'}
            .heading=${this.t('list.empty', { things })}
            .text=${this.t(this.host.app.access(entity.name)?.create ? 'list.emptyText' : 'list.emptyReadOnly')}
            .actions=${
              this.host.app.access(entity.name)?.create
                ? [
                    {
                      label: this.#newLabel(entity),
                      icon: 'plus',
                      primary: true,
                      run: () => void this.host.router.go(hrefs.create(entity.name)),
                    },
                  ]
                : []
            }
          ></tr-state>`
      : nothing;
    if (phone.matches) {
      return html`<tr-list-cards
          ?hidden=${none}
          .entityName=${entity.name}
          .columns=${this.#columns}
          .fieldHost=${this.#fieldHost}
          .source=${this.source}
          @tr-loaded=${this.#loaded}
          @tr-failed=${this.#failed}
        ></tr-list-cards
        >${empty}`;
    }
    return html`<tr-list-grid
        ?hidden=${none}
        .label=${plural}
        .entityName=${entity.name}
        .columns=${this.#columns}
        .fieldHost=${this.#fieldHost}
        .source=${this.source}
        .sort=${activeSort(this.list, this.#view)}
        .selected=${this.selected}
        @tr-loaded=${this.#loaded}
        @tr-failed=${this.#failed}
        @tr-select=${(event: CustomEvent<readonly string[]>) => (this.selected = new Set(event.detail))}
        @tr-sort=${(event: CustomEvent<Column>) => this.#sortBy(event.detail)}
        @tr-row-menu=${this.#rowMenu}
      ></tr-list-grid
      >${empty}`;
  }

  #foot(plural: string) {
    const { formats } = this.host.i18n;
    const words = [
      ...(this.selected.size > 0 ? [this.t('list.selected', { count: this.selected.size })] : []),
      ...(this.total === undefined ? [] : [this.t('list.total', { count: this.total, things: this.#lower(plural) })]),
      ...(this.loadedAt
        ? [this.t('list.updated', { when: formats.ago(this.loadedAt.toISOString(), this.host.now()) })]
        : []),
    ];
    return html`<footer class="foot">
      <span role="status">${words.join(' · ')}</span>
      ${
        this.failure && this.total !== undefined
          ? html`<span class="stale"
              >${icon('triangle-alert', 's')}${this.t('list.stale')}
              <button type="button" class="linkish" @click=${() => this.#again()}>
                ${this.t('common.tryAgain')}
              </button></span
            >`
          : nothing
      }
      <span class="sp"></span>
      ${this.#columns
        .filter((column) => column.aggregate && !isNil(this.sums.get(column.path)))
        .map(
          (column) =>
            html`<span
              >${this.t(`aggregate.${column.aggregate!}`, { name: this.host.i18n.label(column.field.label, column.path) })}
              <b>${column.view.text(this.sums.get(column.path), column.field, this.#fieldHost)}</b></span
            >`,
        )}
    </footer>`;
  }

  #bulk() {
    const access = this.host.app.access(this.entityName);
    return html`<div class="bulk" role="toolbar" aria-label=${this.t('list.bulk')}>
      <span class="n">${this.t('list.selected', { count: this.selected.size })}</span>
      ${
        access?.delete
          ? html`<button
              type="button"
              @click=${() => void this.#delete(this.grid?.rows.filter((row) => this.selected.has(row.id)) ?? [])}
            >
              ${icon('trash-2', 's')}${this.t('common.delete')}
            </button>`
          : nothing
      }
      <button
        type="button"
        aria-label=${this.t('list.selectNone')}
        data-tip=${this.t('list.selectNone')}
        @click=${() => (this.selected = new Set())}
      >
        ${icon('x', 's')}
      </button>
    </div>`;
  }

  get #entity(): Entity | undefined {
    return this.host.app.entity(this.entityName);
  }
  get #view(): ViewDocument | undefined {
    const views = this.host.app.views(this.entityName);
    return views.find((view) => view.name === this.list.view) ?? views[0];
  }

  #parts(): readonly Filter[] {
    const filter = activeFilter(this.list, this.#view);
    return filter === undefined ? [] : 'and' in filter ? (filter.and as readonly Filter[]) : [filter];
  }

  #filter(): Filter | undefined {
    return requestFilter([
      activeFilter(this.list, this.#view),
      findFilter(this.list.find, searchPaths(this.host, this.#entity!)),
    ]);
  }

  /** Nouns inside a sentence are small in English and Spanish. */
  #lower(noun: string): string {
    return noun.toLocaleLowerCase(this.host.i18n.language);
  }

  #newLabel(entity: Entity): string {
    const name = this.host.i18n.label(entity.label, entity.name);
    return this.t('list.new', {
      thing: this.host.i18n.language === 'en' || this.host.i18n.language === 'es' ? name.toLocaleLowerCase() : name,
    });
  }

  #countWords(): string {
    const { formats } = this.host.i18n;
    if (this.total === undefined) return '';
    if (this.everything === undefined || this.everything === this.total) return formats.number(this.total);
    return this.t('list.of', { count: this.total, all: this.everything });
  }

  #go(state: ListState): void {
    this.list = state;
    this.host.router.replace(listHref(this.entityName, state));
  }

  #clear(): void {
    this.#go({ ...this.list, filter: this.#view?.filter ? { and: [] } : undefined, find: '' });
  }

  #sortBy(column: Column): void {
    const current = activeSort(this.list, this.#view);
    const figures =
      column.field.valueType === 'number' || column.field.valueType === 'date' || column.field.valueType === 'datetime';
    this.#go({ ...this.list, sort: nextSort(current, column.path, figures) });
  }

  #chosenKey(): string {
    return `columns.${this.host.app.document.user.id}.${this.entityName}.${this.#view?.name ?? ''}`;
  }
  #chosen(): readonly string[] | undefined {
    try {
      const held = JSON.parse(this.host.appearance.get(this.#chosenKey()) ?? 'null') as unknown;
      return Array.isArray(held) && held.length > 0 ? held.map(String) : undefined;
    } catch {
      return undefined;
    }
  }
  #choose(paths: readonly string[] | undefined): void {
    this.host.appearance.set(this.#chosenKey(), JSON.stringify(paths ?? null));
    this.requestUpdate();
  }

  #loaded(event: CustomEvent<{ total: number }>): void {
    this.total = event.detail.total;
    this.failure = undefined;
    this.loadedAt = this.host.now();
    if (this.grid) rememberOrder(this.entityName, this.host.router.route.href, this.grid.order, this.total);
    const view = this.#view;
    if (view && this.list.filter === undefined && this.list.find === '')
      this.counts = new Map(this.counts).set(view.name, this.total);
  }

  #failed(event: CustomEvent<unknown>): void {
    if (!(event.detail instanceof ApiFailure)) throw event.detail;
    this.failure = event.detail;
    this.host.announce(this.t('list.failed'), true);
  }

  /** Counts and sums come after the rows, one at a time: they are worth less than the first rows on the screen. */
  async #count(): Promise<void> {
    const key = this.#key;
    const filter = this.#filter();
    const still = () => this.isConnected && key === this.#key;
    try {
      await new Promise((resolve) => setTimeout(resolve, 60));
      if (!still()) return;
      const sums = await fetchAggregates(this.host, this.entityName, this.#columns, filter);
      if (!still()) return;
      this.sums = sums;
      if (filter !== undefined && this.everything === undefined) {
        const everything = await countRecords(this.host, this.entityName, undefined);
        if (!still()) return;
        this.everything = everything;
      }
      for (const view of this.host.app.views(this.entityName)) {
        if (!still() || this.counts.has(view.name)) continue;
        const count = await countRecords(this.host, this.entityName, view.filter);
        if (still()) this.counts = new Map(this.counts).set(view.name, count);
      }
    } catch (error) {
      // The rows tell what is wrong; a count that failed is simply not shown.
      if (!(error instanceof ApiFailure)) throw error;
    }
  }

  #soon(): void {
    clearTimeout(this.#refreshing);
    this.#refreshing = setTimeout(() => void this.#refresh(), 500);
  }

  async #refresh(): Promise<void> {
    this.host.records.forget(this.entityName);
    try {
      await (this.grid?.refresh() ??
        this.renderRoot.querySelector<HTMLElement & { refresh(): Promise<void> }>('tr-list-cards')?.refresh());
      this.loadedAt = this.host.now();
      this.counts = new Map();
      this.everything = undefined;
      void this.#count();
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      this.failure = error;
    }
  }

  #again(): void {
    this.#key = '';
    this.requestUpdate();
  }

  #sentence(failure: ApiFailure): string {
    return failure.status === 0 ? this.t('error.NETWORK') : failure.message;
  }

  #rowMenu(event: CustomEvent<{ row: WireRecord; cause: HTMLElement }>): void {
    const { row, cause } = event.detail;
    const href = hrefs.record(this.entityName, row.id);
    const items: MenuItem[] = [
      { id: 'open', label: this.t('list.open'), icon: 'eye', key: 'Enter', run: () => void this.host.router.go(href) },
      { id: 'tab', label: this.t('list.openTab'), icon: 'external-link', run: () => void window.open(href, '_blank') },
      { id: 'link', label: this.t('list.copyLink'), icon: 'link', run: () => void this.#copy(href) },
    ];
    if (this.host.app.access(this.entityName)?.delete) {
      items.push({
        id: 'delete',
        label: this.t('common.delete'),
        icon: 'trash-2',
        danger: true,
        line: true,
        run: () => void this.#delete([row]),
      });
    }
    void this.menu.openAt(cause, this.t('list.rowMenu', { name: '' }), items, { align: 'end' });
  }

  #views(event: Event): void {
    const views = this.host.app.views(this.entityName);
    void this.menu.openAt(
      event.currentTarget as HTMLElement,
      this.t('list.views'),
      views.map((view) => ({
        id: view.name,
        label: this.host.i18n.label(view.label, view.name),
        checked: view === this.#view,
        run: () =>
          void this.host.router.go(hrefs.list(this.entityName, { view: view === views[0] ? undefined : view.name })),
      })),
    );
  }

  async #copy(href: string): Promise<void> {
    await navigator.clipboard?.writeText(new URL(href, location.href).href);
    this.host.toasts.show({ text: this.t('list.copied') });
  }

  async #delete(rows: readonly WireRecord[]): Promise<void> {
    await deleteRecords(this.host, this.entityName, rows, () => void this.#refresh());
    this.selected = new Set();
    await this.#refresh();
  }

  #shortcut = (event: KeyboardEvent): void => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.composedPath()[0];
    if (target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]')) return;
    event.preventDefault();
    this.renderRoot.querySelector<HTMLElement & { focusFind(): void }>('tr-filter-bar')?.focusFind();
  };
}

const isNil = (value: unknown): boolean => value === null || value === undefined;
