/**
 * `<tr-dashboard-page>`: head, query pane, what is selected, and the parts in their grid. All that can be set stands in
 * the address, so that Back, reload and a sent link show the same; the parts load and fail by themselves. Here document,
 * address, what a person keeps and the parts meet; each of them is a file beside it.
 */
import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, queryAll, state } from 'lit/decorators.js';
import '@vaadin/button';
import { applyLayer, type ArrangedWidget } from '../../metadata/dashboard/layer.js';
import { hrefs, type Route } from '../data/router.js';
import type { Shortcut } from '../data/shortcuts.js';
import type { PageTitle } from '../host/screens.js';
import type { WidgetView, WidgetViews } from '../host/widget-views.js';
import { TrElement } from '../ui/element.js';
import '../ui/menu.js';
import type { TrMenu } from '../ui/menu.js';
import '../ui/states.js';
import { ArrangeMode } from './arrange-mode.js';
import { dashboardCard } from './dashboard-card.js';
import { findDashboard, type DashboardHead } from './dashboard-document.js';
import { dashboardHead, phoneHead, type HeadActions } from './dashboard-head.js';
import { DashboardMemory, type Personal } from './dashboard-memory.js';
import { dashboardPageStyles } from './dashboard-page-styles.js';
import { dashboardQuery, emptyState, readDashboardState, type DashboardState } from './dashboard-state.js';
import './full-size.js';
import { pageSelections, pageTools, shownWidgets, type PageModel } from './page-model.js';
import { hrefWith, parameterQuery } from './parameters.js';
import type { TrQueryChips } from './query-chips.js';
import { RefreshClock } from './refresh-clock.js';
import { RowsBehind } from './rows-behind.js';
import { selectionTrail } from './selection-trail.js';
import { learnNames } from './value-text.js';
import type { TrWidgetCard } from './widget-card.js';
import '../ui/later-strings.js';

const phone = matchMedia('(max-width: 639px)');

@customElement('tr-dashboard-page')
export class TrDashboardPage extends TrElement {
  @property() name = '';
  @property({ attribute: false }) route!: Route;
  @state() private shown: DashboardState = emptyState;
  @state() private views: ReadonlyMap<string, WidgetView> | undefined;
  /** Undefined until it has come: places and remembered parameters depend on it. */
  @state() private personal: Personal | undefined;
  @state() private loadedAt: Date | undefined;
  @query('tr-menu') private menu!: TrMenu;
  @query('tr-query-chips') private chips!: TrQueryChips | null;
  @queryAll('.grid tr-widget-card') private cards!: NodeListOf<TrWidgetCard>;
  readonly #behind = new RowsBehind(() => this.requestUpdate());
  readonly #clock = new RefreshClock(this, () => this.host.now().getTime(), () => void this.#refresh()); // prettier-ignore
  readonly #arrange = new ArrangeMode(this, (layer) => this.#keepLayer(layer));
  #memory: DashboardMemory | undefined;
  #model: PageModel | undefined;
  #stops: (() => void)[] = [];

  static override styles = dashboardPageStyles;

  override connectedCallback(): void {
    super.connectedCallback();
    const again = () => this.requestUpdate();
    phone.addEventListener('change', again);
    this.addEventListener('fullscreenchange', again);
    this.#stops = [
      this.host.shortcuts.add({ label: 'keys.dashboard', shortcuts: () => this.#keys() }),
      () => phone.removeEventListener('change', again),
      () => this.removeEventListener('fullscreenchange', again),
    ];
    void this.#loadViews();
  }

  /** Heard by the tabs and the cards that have the focus; only those that do something here. */
  #keys(): readonly Shortcut[] {
    const { document, state } = this.#model ?? {};
    const drills = Object.values(state?.drill ?? {}).some((values) => values.length > 0);
    return [
      ...(document?.tabs ? [{ keys: ['←', '→'], label: 'keys.tab' as const }] : []),
      ...(drills ? [{ keys: 'Backspace', label: 'keys.up' as const }] : []),
    ];
  }

  override disconnectedCallback(): void {
    for (const stop of this.#stops) stop();
    super.disconnectedCallback();
  }

  async #loadViews(): Promise<void> {
    const loaders: WidgetViews = await this.host.widgets();
    const wanted = new Set(this.#published?.widgets.map((widget) => widget.type));
    const types = Object.keys(loaders).filter((type) => wanted.has(type));
    const loaded = await Promise.all(types.map(async (type) => [type, (await loaders[type]!()).view] as const));
    this.views = new Map(loaded);
  }

  async #loadPersonal(name: string): Promise<void> {
    this.#memory = new DashboardMemory(this.host);
    const personal = await this.#memory.read(['dashboard', name]);
    if (name !== this.name) return;
    this.personal = personal;
    const remembered = parameterQuery(personal.parameters);
    if (Object.keys(this.route.query).length === 0 && Object.keys(remembered).length > 0) {
      this.host.router.replace(hrefWith(hrefs.dashboard(name), remembered));
      this.shown = readDashboardState(this.#published!, remembered);
    }
  }

  get #published(): DashboardHead | undefined {
    return findDashboard(this.host.app.document, this.name);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const document = this.#published;
    if (!document || (!changed.has('route') && !changed.has('name'))) return;
    if (changed.has('name')) {
      this.loadedAt = undefined;
      this.personal = undefined;
      this.#behind.forget();
      this.#arrange.leave();
      if (this.views) void this.#loadViews();
      void this.#loadPersonal(this.name);
    }
    this.shown = readDashboardState(document, this.route.query);
    this.#clock.every(document.refresh);
    this.emit<PageTitle>('tr-title', { title: this.host.i18n.label(document.label, document.name), trail: [] });
  }

  #read(published: DashboardHead): PageModel {
    const document = applyLayer(published, this.personal!.layer);
    const tools = pageTools(this.host, document, this.shown);
    const selections = pageSelections(this.host, document, this.shown, tools);
    const go = (state: DashboardState) => void this.#go(state);
    return { host: this.host, document, state: this.shown, tools, selections, phone: phone.matches, go };
  }

  override render() {
    const published = this.#published;
    if (!published) {
      return html`<tr-state
        kind="missing"
        .heading=${this.t('notFound.title')}
        .text=${this.t('notFound.text')}
        .actions=${[{ label: this.t('notFound.home'), primary: true, run: () => void this.host.router.go('/') }]}
      ></tr-state>`;
    }
    if (!this.views || !this.personal) return nothing;
    const model = this.#read(published);
    this.#model = model;
    const { stated } = model.tools;
    void learnNames(published.parameters ?? [], stated, this.host).then((found) => {
      if (found) this.requestUpdate();
    });
    return html`
      ${model.phone ? phoneHead(model, this.#actions(model)) : dashboardHead(model, this.#actions(model))}
      ${this.#arrange.isOn ? nothing : selectionTrail(model, this.#behind.link)}
      <div
        class="scroll"
        id="parts"
        role=${published.tabs ? 'tabpanel' : nothing}
        @tr-filters=${(event: CustomEvent<HTMLElement>) => void this.chips?.openAll(event.detail)}
      >
        ${this.#parts(model)}
      </div>
      ${this.#full(model)}
      <tr-menu></tr-menu>
    `;
  }

  #actions(model: PageModel): HeadActions {
    return {
      age: this.loadedAt,
      isFullScreen: this.#isFullScreen,
      refresh: () => void this.#refresh(),
      fullScreen: () => void this.#fullScreen(),
      arrange: () => void this.#arrange.enter(),
      file: this.#mayExport ? () => void this.#export(model) : undefined,
      filters: (cause) => void this.chips?.openAll(cause),
      more: (cause) => this.#more(model, cause),
      send: (cause) => void this.#send(model, cause),
    };
  }

  #parts(model: PageModel) {
    const views = this.views!;
    const loaded = () => this.#loaded();
    if (this.#arrange.isOn) {
      return this.#arrange.draw({ model, published: this.#published!, views, layer: this.personal!.layer });
    }
    const widgets = shownWidgets(model);
    if (widgets.length === 0) {
      const isHidden = (model.document.widgets as readonly ArrangedWidget[]).some(({ hidden }) => hidden);
      const action = isHidden
        ? { label: this.t('dashboard.arrange'), run: () => void this.#arrange.enter() }
        : { label: this.t('notFound.home'), run: () => void this.host.router.go('/') };
      return html`<tr-state
        kind="empty"
        .heading=${this.t('dashboard.noParts')}
        .text=${this.t('dashboard.noPartsText')}
        .actions=${[{ ...action, primary: true }]}
      ></tr-state>`;
    }
    return html`<div class="grid ${model.phone ? 'phone' : ''}">
      ${widgets.map((widget) => {
        const { x, y, w, h } = widget;
        const isTile = views.get(widget.type)?.tile ?? false;
        const style = model.phone
          ? `grid-column:span ${isTile ? 1 : 2}`
          : `grid-column:${x + 1}/span ${Math.min(w, 12 - x)};grid-row:${y + 1}/span ${h}`;
        return dashboardCard(model, widget, { views, style, loaded });
      })}
    </div>`;
  }

  /** One part alone, over the page. */
  #full(model: PageModel) {
    const widget = model.document.widgets.find((each) => each.id === model.state.full);
    if (!widget) return nothing;
    return html`<tr-full-size
      .label=${this.host.i18n.label(widget.label, widget.id)}
      @tr-closed=${() => model.go({ ...model.state, full: undefined })}
      >${dashboardCard(model, widget, { views: this.views!, full: true, loaded: () => undefined })}</tr-full-size
    >`;
  }

  #loaded(): void {
    this.loadedAt = this.host.now();
    this.#lookBehind();
  }

  protected override updated(): void {
    this.#lookBehind();
  }

  #lookBehind(): void {
    if (!this.#model || !this.personal) return;
    void this.#behind.look(this.#model, (id) => [...this.cards].find((card) => card.widget.id === id)?.data);
  }

  async #refresh(): Promise<void> {
    this.#behind.forget();
    await Promise.all([...this.cards].map((card) => card.load(true)));
  }

  get #isFullScreen(): boolean {
    return (this.getRootNode() as ShadowRoot).fullscreenElement === this;
  }

  async #fullScreen(): Promise<void> {
    if (this.#isFullScreen) await document.exitFullscreen();
    else await this.requestFullscreen?.();
  }

  async #send(model: PageModel, cause: HTMLElement): Promise<void> {
    const { name, label } = model.document;
    const { sendItems } = await import('../schedules/send-items.js');
    const sendable = {
      kind: 'dashboard',
      name,
      label: this.host.i18n.label(label, name),
      given: this.shown.given,
    } as const;
    const items = await sendItems(this.host, this.renderRoot, sendable);
    void this.menu.openAt(cause, this.t('send.more'), items, { align: 'end' });
  }

  get #mayExport(): boolean {
    return this.host.app.has('report.export');
  }

  async #export({ document, state }: PageModel): Promise<void> {
    const { openExport } = await import('../report/export-dialog.js');
    const { name, label } = document;
    await openExport(this.host, this.renderRoot as ShadowRoot, {
      kind: 'dashboard',
      name,
      label: this.host.i18n.label(label, name),
      parameters: state.given,
    });
  }

  #more(model: PageModel, cause: HTMLElement): void {
    const items = [
      { id: 'send', label: this.t('send.more'), icon: 'mail', run: () => void this.#send(model, cause) },
      { id: 'again', label: this.t('dashboard.refresh'), icon: 'refresh-cw', run: () => void this.#refresh() },
      {
        id: 'arrange',
        label: this.t('dashboard.arrange'),
        icon: 'layout-dashboard',
        run: () => void this.#arrange.enter(),
      },
      ...(this.#mayExport
        ? [{ id: 'export', label: this.t('report.export'), icon: 'download', run: () => void this.#export(model) }]
        : []),
      ...(Object.keys(this.shown.given).length > 0
        ? [
            {
              id: 'reset',
              label: this.t('dashboard.reset'),
              icon: 'undo-2',
              run: () => model.go({ ...emptyState, tab: model.state.tab }),
            },
          ]
        : []),
    ];
    void this.menu.openAt(cause, this.t('shell.more'), items, { align: 'end' });
  }

  async #keepLayer(layer: Personal['layer']): Promise<void> {
    await this.#memory!.keepLayer(['dashboard', this.name], layer);
    this.personal = { ...this.personal!, layer };
  }

  async #go(state: DashboardState): Promise<void> {
    const clicked = state.steps.flatMap((step) => step.parameters);
    const offered = new Set(this.#published?.parameters?.flatMap(({ name, hidden }) => (hidden ? [] : [name])));
    const kept = Object.entries(state.given).filter(([name]) => offered.has(name) && !clicked.includes(name));
    void this.#memory?.keepParameters(['dashboard', this.name], Object.fromEntries(kept));
    const href = hrefWith(hrefs.dashboard(this.name), dashboardQuery(state));
    if (href !== this.host.router.route.href) await this.host.router.go(href);
  }
}
