/**
 * `<tr-dashboard-page>`: head, query pane, what is selected, and the parts in their grid. All that can be set stands in
 * the address, so that Back, reload and a sent link show the same; the parts load and fail by themselves. The file is long
 * because it is the one place where document, address and parts meet; state, actions and words are pure files beside it.
 */
import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, queryAll, state } from 'lit/decorators.js';
import '@vaadin/button';
import type { ResultRow } from '../../metadata/contributions.js';
import { resolveParameters } from '../../metadata/query/parameters.js';
import type { WidgetDocument } from '../../metadata/schema/report.js';
import type { Value } from '../../metadata/value.js';
import { hrefs, type Route } from '../data/router.js';
import { createFieldHost } from '../host/field-host.js';
import type { PageTitle } from '../host/screens.js';
import type { WidgetSelection, WidgetView, WidgetViews } from '../host/widget-views.js';
import { countRecords } from '../list/list-source.js';
import { TrElement } from '../ui/element.js';
import '../ui/menu.js';
import type { TrMenu } from '../ui/menu.js';
import { iconButton } from '../ui/parts.js';
import '../ui/states.js';
import { destinationOf, type ActionTools, type Destination } from './actions.js';
import { findDashboard, parameterOf, parametersOf, type DashboardHead } from './dashboard-document.js';
import { dashboardPageStyles } from './dashboard-page-styles.js';
import {
  choose,
  clearParameters,
  dashboardQuery,
  emptyState,
  isChosenRow,
  keepSteps,
  openAction,
  readDashboardState,
  setActions,
  setParameters,
  type DashboardState,
  type Step,
} from './dashboard-state.js';
import { pageEvaluation } from './evaluation.js';
import { hrefWith, parameterQuery, readParameters } from './parameters.js';
import './query-chips.js';
import type { TrQueryChips } from './query-chips.js';
import './selection-band.js';
import type { BandStep } from './selection-band.js';
import { learnNames, parameterText } from './value-text.js';
import './widget-card.js';
import type { TrWidgetCard } from './widget-card.js';

const phone = matchMedia('(max-width: 639px)');

@customElement('tr-dashboard-page')
export class TrDashboardPage extends TrElement {
  @property() name = '';
  @property({ attribute: false }) route!: Route;
  @state() private shown: DashboardState = emptyState;
  @state() private views: ReadonlyMap<string, WidgetView> | undefined;
  @state() private loadedAt: Date | undefined;
  @state() private behind: { readonly text: string; readonly href: string } | undefined;
  @query('tr-menu') private menu!: TrMenu;
  @query('tr-query-chips') private chips!: TrQueryChips;
  @queryAll('tr-widget-card') private cards!: NodeListOf<TrWidgetCard>;
  #stops: (() => void)[] = [];
  #counted = '';

  static override styles = dashboardPageStyles;

  override connectedCallback(): void {
    super.connectedCallback();
    const again = () => this.requestUpdate();
    phone.addEventListener('change', again);
    this.#stops = [() => phone.removeEventListener('change', again)];
    void this.#loadViews();
  }

  override disconnectedCallback(): void {
    for (const stop of this.#stops) stop();
    super.disconnectedCallback();
  }

  async #loadViews(): Promise<void> {
    const loaders: WidgetViews = await this.host.widgets();
    const types = [...new Set(Object.keys(loaders))];
    const loaded = await Promise.all(types.map(async (type) => [type, (await loaders[type]!()).view] as const));
    this.views = new Map(loaded);
  }

  get #document(): DashboardHead | undefined {
    return findDashboard(this.host.app.document, this.name);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const document = this.#document;
    if (!document || (!changed.has('route') && !changed.has('name'))) return;
    if (changed.has('name')) {
      this.loadedAt = undefined;
      this.#counted = '';
    }
    const remembered = this.#remembered(document);
    if (Object.keys(this.route.query).length === 0 && Object.keys(remembered).length > 0) {
      this.host.router.replace(hrefWith(hrefs.dashboard(this.name), remembered));
      this.shown = readDashboardState(document, remembered);
    } else this.shown = readDashboardState(document, this.route.query);
    this.behind = undefined;
    this.emit<PageTitle>('tr-title', { title: this.host.i18n.label(document.label, document.name), trail: [] });
  }

  #tools(document: DashboardHead): ActionTools {
    const { registries } = this.host.app;
    const context = pageEvaluation(this.host);
    const declared = document.parameters ?? [];
    const { values } = resolveParameters(declared, this.shown.given, context, registries.function);
    return { functions: registries.function, context, parameters: values };
  }

  override render() {
    const document = this.#document;
    if (!document) {
      return html`<tr-state
        kind="missing"
        .heading=${this.t('notFound.title')}
        .text=${this.t('notFound.text')}
        .actions=${[{ label: this.t('notFound.home'), primary: true, run: () => void this.host.router.go('/') }]}
      ></tr-state>`;
    }
    if (!this.views) return nothing;
    const tools = this.#tools(document);
    void learnNames(document.parameters ?? [], tools.parameters, this.host).then((found) => {
      if (found) this.requestUpdate();
    });
    const selections = this.#selections(document, tools);
    return html`
      ${phone.matches ? this.#phoneHead(document, tools) : this.#head(document, tools)}
      ${this.#band(document, selections)}
      <div class="scroll">
        <div class="grid ${phone.matches ? 'phone' : ''}">
          ${this.#ordered(document).map((widget) => this.#card(document, widget, tools, selections))}
        </div>
      </div>
      <tr-menu></tr-menu>
    `;
  }

  #head(document: DashboardHead, tools: ActionTools) {
    return html`<div class="head">
      <div class="row top">
        <h1 class="clip">${this.host.i18n.label(document.label, document.name)}</h1>
        <span class="sp"></span>
        <span class="meta" role="status">${this.#age()}</span>
        ${iconButton({ label: this.t('dashboard.refresh'), icon: 'refresh-cw', run: () => void this.#refresh() })}
        ${iconButton({ label: this.t('dashboard.fullScreen'), icon: 'maximize-2', run: () => void this.#fullScreen() })}
      </div>
      ${this.#chips(document, tools)}
    </div>`;
  }

  #phoneHead(document: DashboardHead, tools: ActionTools) {
    return html`<div class="phonehead">
        <h1 class="clip sp">${this.host.i18n.label(document.label, document.name)}</h1>
        ${iconButton({
          label: this.t('dashboard.filters'),
          icon: 'list-filter',
          run: (event) => void this.chips.openAll(event.currentTarget as HTMLElement),
        })}
        ${iconButton({ label: this.t('shell.more'), icon: 'ellipsis', run: (event) => this.#more(event) })}
      </div>
      ${this.#chips(document, tools)}`;
  }

  #chips(document: DashboardHead, tools: ActionTools) {
    const offered = (document.parameters ?? []).filter((parameter) => !parameter.hidden);
    return html`<tr-query-chips
      ?bare=${phone.matches}
      .declared=${document.parameters ?? []}
      .values=${tools.parameters}
      ?changed=${offered.some((parameter) => this.shown.given[parameter.name] !== undefined)}
      @tr-parameters=${(event: CustomEvent<Readonly<Record<string, Value | undefined>>>) =>
        void this.#go(setParameters(this.shown, event.detail))}
      @tr-reset=${() => void this.#go(emptyState)}
    ></tr-query-chips>`;
  }

  #age(): string {
    return this.loadedAt
      ? this.t('dashboard.dataOf', { time: this.host.i18n.formats.time(this.loadedAt.toISOString()) })
      : '';
  }

  /** What clicks have set, with words. */
  #selections(document: DashboardHead, tools: ActionTools): readonly WidgetSelection[] {
    const fieldHost = createFieldHost(this.host);
    return this.shown.steps
      .flatMap((step) => step.parameters)
      .flatMap((name): WidgetSelection[] => {
        const parameter = parameterOf(document, name);
        const value = tools.parameters[name] ?? null;
        if (!parameter) return [];
        const words = (style: 'full' | 'name') => parameterText(parameter, value, this.host, fieldHost, style) ?? '…';
        return [
          {
            parameter: name,
            value,
            label: fieldHost.text(parameter.label, name),
            text: words('full'),
            short: words('name'),
            grain: parameter.grain,
          },
        ];
      });
  }

  #band(document: DashboardHead, selections: readonly WidgetSelection[]) {
    const { steps } = this.shown;
    if (steps.length === 0) return nothing;
    const ofStep = (step: Step) => selections.filter(({ parameter }) => step.parameters.includes(parameter));
    const trail = steps.map((step): BandStep => ({
      text: ofStep(step)
        .map(({ text }) => text)
        .join(', '),
    }));
    const first = ofStep(steps[0]!)[0];
    const origin = document.widgets.find((widget) => widget.id === steps.at(-1)!.widget);
    const others = document.widgets.filter((widget) => widget !== origin);
    const all = others.every((widget) => this.#follows(document, widget, selections).length > 0);
    const part = this.host.i18n.label(origin?.label, origin?.id ?? '');
    const root = first?.grain ? `dashboard.all.${first.grain}` : 'dashboard.everything';
    return html`<tr-selection-band
      .root=${this.host.i18n.has(root) ? this.t(root) : this.t('dashboard.everything')}
      .trail=${trail}
      .selections=${selections}
      .where=${this.t(all ? 'dashboard.selectedIn' : 'dashboard.selectedSome', { part })}
      .behind=${this.behind}
      ?phone=${phone.matches}
      @tr-keep=${(event: CustomEvent<number>) => void this.#go(keepSteps(this.shown, event.detail))}
      @tr-clear=${(event: CustomEvent<string>) => void this.#go(clearParameters(this.shown, [event.detail]))}
    ></tr-selection-band>`;
  }

  /** Phone order is reading order. */
  #ordered(document: DashboardHead): readonly WidgetDocument[] {
    return [...document.widgets].sort((a, b) => a.y - b.y || a.x - b.x);
  }

  #asked(widget: WidgetDocument): readonly string[] {
    const type = this.host.app.registries.widget.find(widget.type);
    return type?.requests(widget.options ?? {}, widget.dataset) ?? [];
  }

  /** Selections that a part's own rows follow. */
  #follows(
    document: DashboardHead,
    widget: WidgetDocument,
    selections: readonly WidgetSelection[],
  ): readonly WidgetSelection[] {
    const read = parametersOf(document, widget.dataset === undefined ? [] : [widget.dataset]);
    return selections.filter(({ parameter }) => read.has(parameter));
  }

  #card(document: DashboardHead, widget: WidgetDocument, tools: ActionTools, selections: readonly WidgetSelection[]) {
    const read = parametersOf(document, this.#asked(widget));
    const relevant = Object.entries(tools.parameters).filter(([name]) => read.has(name));
    const origin = this.shown.steps.some((step) => step.widget === widget.id);
    const view = this.views!.get(widget.type);
    const { x, y, w, h } = widget;
    const place = phone.matches
      ? `grid-column:span ${view?.tile ? 1 : 2}`
      : `grid-column:${x + 1}/span ${Math.min(w, 12 - x)};grid-row:${y + 1}/span ${h}`;
    return html`<tr-widget-card
      class=${view?.tile ? 'tile' : ''}
      style=${place}
      .dashboard=${this.name}
      .widget=${widget}
      .view=${view}
      .parameters=${this.shown.given}
      .dataKey=${JSON.stringify([this.name, widget.id, relevant, this.host.i18n.language])}
      .selections=${selections}
      .follows=${this.#follows(document, widget, selections)}
      .isChosen=${(row: ResultRow) => isChosenRow(widget, row, tools)}
      .today=${tools.context.today()}
      ?choosable=${(widget.on?.click?.length ?? 0) > 0}
      ?origin=${origin}
      ?phone=${phone.matches}
      @tr-choose=${(event: CustomEvent<ResultRow>) => void this.#choose(document, widget, event.detail)}
      @tr-clear-selection=${(event: CustomEvent<readonly WidgetSelection[]>) =>
        void this.#go(
          clearParameters(
            this.shown,
            event.detail.map(({ parameter }) => parameter),
          ),
        )}
      @tr-widget-loaded=${() => this.#loaded(document)}
    ></tr-widget-card>`;
  }

  /** A click sets; without anything to set it opens. */
  async #choose(document: DashboardHead, widget: WidgetDocument, row: ResultRow): Promise<void> {
    const tools = this.#tools(document);
    if (setActions(widget).length > 0) {
      await this.#go(choose(this.shown, widget, row, tools));
      return;
    }
    const action = openAction(widget);
    const columns = this.#cardOf(widget.id)?.data?.columns ?? [];
    const to = action && destinationOf(action, row, columns, tools);
    if (to) await this.host.router.go(to.href);
  }

  #cardOf(id: string): TrWidgetCard | undefined {
    return [...this.cards].find((card) => card.widget.id === id);
  }

  #loaded(document: DashboardHead): void {
    this.loadedAt = this.host.now();
    void this.#lookBehind(document);
  }

  protected override updated(): void {
    const document = this.#document;
    if (document && this.views) void this.#lookBehind(document);
  }

  /** The link to the records behind the selection, with their number. */
  async #lookBehind(document: DashboardHead): Promise<void> {
    const tools = this.#tools(document);
    const found = this.#destination(document, tools);
    const key = JSON.stringify([found?.href ?? '', this.host.i18n.language]);
    if (key === this.#counted) return;
    this.#counted = key;
    this.behind = undefined;
    if (!found?.entity) return;
    const entity = this.host.app.entity(found.entity);
    if (!entity || !this.host.app.access(entity.name)?.read) return;
    const count = await countRecords(this.host, entity.name, found.filter).catch(() => undefined);
    if (count === undefined || key !== this.#counted) return;
    const noun = this.host.i18n.label(count === 1 ? entity.label : entity.plural, entity.name);
    const things = noun.toLocaleLowerCase(this.host.i18n.language);
    this.behind = { href: found.href, text: this.t('dashboard.see', { count, things }) };
  }

  /** Of the newest selection whose part says where its rows are. */
  #destination(document: DashboardHead, tools: ActionTools): Destination | undefined {
    for (const step of [...this.shown.steps].reverse()) {
      const widget = document.widgets.find((each) => each.id === step.widget);
      const action = widget && openAction(widget);
      const data = this.#cardOf(step.widget)?.data;
      const row = widget && data?.rows.find((each) => isChosenRow(widget, each, tools));
      if (action && row) return destinationOf(action, row, data!.columns, tools);
    }
    return undefined;
  }

  async #refresh(): Promise<void> {
    this.#counted = '';
    await Promise.all([...this.cards].map((card) => card.load(true)));
  }

  async #fullScreen(): Promise<void> {
    if (document.fullscreenElement) await document.exitFullscreen();
    else await this.requestFullscreen?.();
  }

  #more(event: Event): void {
    const items = [
      { id: 'again', label: this.t('dashboard.refresh'), icon: 'refresh-cw', run: () => void this.#refresh() },
      ...(Object.keys(this.shown.given).length > 0
        ? [{ id: 'reset', label: this.t('dashboard.reset'), icon: 'undo-2', run: () => void this.#go(emptyState) }]
        : []),
    ];
    void this.menu.openAt(event.currentTarget as HTMLElement, this.t('shell.more'), items, { align: 'end' });
  }

  async #go(state: DashboardState): Promise<void> {
    this.#remember(state);
    const href = hrefWith(hrefs.dashboard(this.name), dashboardQuery(state));
    const isSame = href === this.host.router.route.href;
    if (!isSame) await this.host.router.go(href);
  }

  get #memory(): string {
    return `dashboard.${this.host.app.document.user.id}.${this.name}`;
  }

  /** What a person chose in the query pane is there again next time; what they clicked is not. */
  #remember(state: DashboardState): void {
    const clicked = state.steps.flatMap((step) => step.parameters);
    const kept = Object.fromEntries(Object.entries(state.given).filter(([name]) => !clicked.includes(name)));
    this.host.appearance.set(this.#memory, JSON.stringify(parameterQuery(kept)));
  }

  #remembered(document: DashboardHead): Readonly<Record<string, string>> {
    try {
      const held = JSON.parse(this.host.appearance.get(this.#memory) ?? '{}') as Readonly<Record<string, string>>;
      const offered = (document.parameters ?? []).filter((parameter) => !parameter.hidden);
      return parameterQuery(readParameters(offered, held));
    } catch {
      return {};
    }
  }
}
