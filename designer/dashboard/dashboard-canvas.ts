/**
 * `<td-dashboard-canvas>`: the dashboard that is open with its real parts over real rows, handles laid over them. A click
 * selects, a drag moves, the corner sizes; arrows walk, Alt with arrows moves, Alt and Shift with arrows sizes, Delete takes
 * out, Insert goes to the palette. Longer than most: what is drawn and what is selected meet here.
 */
import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { orderOfPhone } from '../../metadata/dashboard/layer.js';
import type { DashboardDocument, WidgetDocument } from '../../metadata/schema/dashboard.js';
import type { Problem, Value } from '../../metadata/value.js';
import { dashboardCard } from '../../runtime/dashboard/dashboard-card.js';
import { emptyState, setParameters, type DashboardState } from '../../runtime/dashboard/dashboard-state.js';
import { pageSelections, pageTools, type PageModel } from '../../runtime/dashboard/page-model.js';
import '../../runtime/dashboard/query-chips.js';
import { HostRequest, type Host } from '../../runtime/host/host.js';
import type { WidgetView } from '../../runtime/host/widget-views.js';
import '../../runtime/ui/menu.js';
import type { MenuItem, TrMenu } from '../../runtime/ui/menu.js';
import { button, iconButton } from '../../runtime/ui/parts.js';
import '../../runtime/ui/states.js';
import '../chart/chart-designer.js';
import '../../runtime/ui/later-strings.js';
import type { TdChartDesigner } from '../chart/chart-designer.js';
import { isReleased } from '../form/preview/design-host.js';
import type { HelpContext } from '../json/editor-help.js';
import type { OpenDocument } from '../session/open-document.js';
import { TdElement } from '../td-element.js';
import { designStyles } from '../workbench/workbench-styles.js';
import { BoardActs } from './board-acts.js';
import { deskOf } from './board-desk.js';
import { BoardDrag, type BoardPage } from './board-drag.js';
import { clickWords, placeWords } from './board-words.js';
import { widgetOf } from './board.js';
import { boardKey } from './board-keys.js';
import { dashboardCanvasStyles } from './dashboard-canvas-styles.js';
import './filter-bar.js';
import { goneOf } from './gestures/gone.js';
import { onTab, type Place } from './gestures/places.js';
import { reachOf } from './gestures/reach.js';
import { usualEntities } from './usual-entities.js';
import { clickItems, partItems, type PartMenu } from './part-menu.js';
import { boardHost, headOf, rowsKey } from './preview/board-host.js';

/** Pixels at which the twelve columns have the room they have on a desk. */
const deskWidth = 1040;

@customElement('td-dashboard-canvas')
export class TdDashboardCanvas extends TdElement implements BoardPage {
  @property({ attribute: false }) open!: OpenDocument;
  @property({ attribute: false }) problems: readonly Problem[] = [];
  @property({ attribute: false }) help!: HelpContext;
  @state() private views: ReadonlyMap<string, WidgetView> | undefined;
  @state() private failed = false;
  @state() private tab: string | undefined;
  @state() private device: 'desktop' | 'phone' = 'desktop';
  /** Clicks and filters do what they will do for readers. */
  @state() private trying = false;
  @state() private shown: DashboardState = emptyState;
  @state() zoom = 1;
  @query('.page') page!: HTMLElement | null;
  @query('.scroll') scroller!: HTMLElement | null;
  @query('tr-menu') private menu!: TrMenu;
  @query('td-chart-designer') chart!: TdChartDesigner | null;
  readonly #drag = new BoardDrag(this);
  #acts!: BoardActs;
  #host: Host | undefined;
  #model: unknown;
  /** Versions of the rows of each part: a card asks again when its own has changed. */
  #rows = new Map<string, { readonly text: string; readonly version: number }>();
  #selected = '';
  #sizes = new ResizeObserver(() => this.#measure());

  static override styles = [designStyles, dashboardCanvasStyles];

  constructor() {
    super();
    // The parts of the page ask for the host of the page: the draft, not the release.
    this.addEventListener(HostRequest.type, (event) => {
      const path = event.composedPath();
      const inner = path.some((each) => each instanceof HTMLElement && each.hasAttribute('data-preview'));
      if (!inner || !this.#host) return;
      (event as HostRequest).host = this.#host;
      event.stopPropagation();
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) deskOf(this.open).target = this.#drag;
    void this.#load();
  }

  override disconnectedCallback(): void {
    this.#sizes.disconnect();
    if (deskOf(this.open).target === this.#drag) deskOf(this.open).target = undefined;
    super.disconnectedCallback();
  }

  async #load(): Promise<void> {
    this.failed = false;
    try {
      const loaders = await this.host.widgets();
      await this.host.app.ensureFunctions();
      const loaded = await Promise.all(Object.entries(loaders).map(async ([type, load]) => [type, (await load()).view] as const)); // prettier-ignore
      this.views = new Map(loaded);
    } catch {
      this.failed = true;
    }
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('open')) {
      const before = changed.get('open');
      if (before && deskOf(before).target === this.#drag) deskOf(before).target = undefined;
      deskOf(this.open).target = this.#drag;
      this.#acts = new BoardActs(this.session, this.open);
      this.#rows = new Map();
      this.#host = undefined;
      this.shown = emptyState;
      this.tab = undefined;
      this.trying = false;
    }
    if (!this.#host || this.#model !== this.session.model) {
      this.#model = this.session.model;
      this.#host = boardHost(this.session, () => this.#acts.board);
    }
    // What is selected elsewhere, in the inspector or by a finding, comes into sight.
    const selected = this.#acts.selected ?? '';
    if (selected !== this.#selected) {
      this.#selected = selected;
      const tab = this.#acts.board?.widgets.find(({ id }) => id === selected)?.tab;
      if (tab !== undefined) this.tab = tab;
    }
  }

  protected override updated(): void {
    if (this.scroller) this.#sizes.observe(this.scroller);
    this.#measure();
  }

  #measure(): void {
    if (!this.scroller) return;
    const zoom = Math.min(1, Math.max(0.6, Math.floor(((this.scroller.clientWidth - 40) / deskWidth) * 100) / 100));
    if (zoom !== this.zoom) this.zoom = zoom;
  }

  /* ---------------------------------------------------------------- drawing */

  override render() {
    const board = this.#drag.preview?.board ?? this.#acts.board;
    if (!board) return html`<tr-state kind="failed" .heading=${this.w('dashboard.unreadable')} .text=${this.w('dashboard.unreadableText')}></tr-state>`; // prettier-ignore
    if (this.failed) {
      return html`<tr-state
        kind="failed"
        .heading=${this.t('shell.screenFailed')}
        .actions=${[{ label: this.t('common.tryAgain'), primary: true, run: () => void this.#load() }]}
      ></tr-state>`;
    }
    if (!this.views) return html`<tr-skeleton .rows=${6} .columns=${3}></tr-skeleton>`;
    const { editing } = deskOf(this.open);
    const chart = editing === undefined ? undefined : widgetOf(board, editing);
    return html`${chart ? this.#chart(board, chart) : this.#board(board)}<tr-menu></tr-menu>`;
  }

  #chart(board: DashboardDocument, widget: WidgetDocument) {
    return html`<td-chart-designer
      .acts=${this.#acts}
      .board=${board}
      .widget=${widget.id}
      .card=${this.#card(board, widget, '')}
      @td-back=${() => this.#edit(undefined)}
      @td-click-menu=${(event: CustomEvent<HTMLElement>) => this.#more(event.detail, this.w('dashboard.do.click'), clickItems(this.#menuOf(board, widget, event.detail)))}
      @keydown=${(event: KeyboardEvent) => {
        if (event.key === 'Escape' && !event.defaultPrevented) this.#edit(undefined);
      }}
    ></td-chart-designer>`;
  } // prettier-ignore

  #board(board: DashboardDocument) {
    const tab = this.tabOf(board);
    return html`<div class="bar">
        ${this.trying ? this.#chips(board) : html`<td-filter-bar .acts=${this.#acts} .board=${board}></td-filter-bar>`}
        ${button({ label: this.w(this.trying ? 'dashboard.design' : 'dashboard.try'), icon: this.trying ? 'settings' : 'eye', theme: 'small', run: () => this.#try() })}
        <div class="seg" role="group" aria-label=${this.w('form.device')}>
          ${(['desktop', 'phone'] as const).map(
            (device) =>
              html`<button type="button" aria-pressed=${this.device === device} @click=${() => (this.device = device)}>
                ${this.w(`form.device.${device}`)}
              </button>`,
          )}
        </div>
      </div>
      ${this.#tabs(board, tab)}
      <div class="scroll" @pointerdown=${(event: Event) => event.target === event.currentTarget && this.#acts.select(undefined)}>
        ${board.widgets.length === 0 && !this.#drag.preview ? this.#empty() : this.device === 'phone' ? this.#phone(board, tab) : this.#grid(board, tab)}
      </div>`;
  } // prettier-ignore

  #empty() {
    const open = () => deskOf(this.open).openPalette?.();
    return html`<div class="page">
      <tr-state
        kind="empty"
        .heading=${this.w('dashboard.empty')}
        .text=${this.w('dashboard.emptyText')}
        .actions=${[{ label: this.w('dashboard.toPalette'), primary: true, run: open }]}
      ></tr-state>
      <div class="begin" role="group" aria-label=${this.w('dashboard.begin')}>
        <span>${this.w('dashboard.begin')}</span>
        ${usualEntities(this.session).map(({ name, label }) => button({ label, icon: 'plus', theme: 'small', run: () => this.#acts.begin(name) }))}
      </div></div>`;
  } // prettier-ignore

  get acts(): BoardActs {
    return this.#acts;
  }

  /** Without parts there is no grid that would be shown smaller. */
  get scale(): number {
    return this.#acts.board?.widgets.length === 0 && !this.#drag.preview ? 1 : this.zoom;
  }

  tabOf(board: DashboardDocument): string | undefined {
    return board.tabs?.some(({ id }) => id === this.tab) ? this.tab : board.tabs?.[0]?.id;
  }

  #tabs(board: DashboardDocument, current: string | undefined) {
    const { i18n } = this.host;
    return html`<div class="tabs">
      ${
        board.tabs
          ? html`<div class="seg" role="group" aria-label=${this.w('dashboard.tabs')}>
              ${board.tabs.map((tab) => html`<button type="button" aria-pressed=${String(tab.id === current)} @click=${() => this.#showTab(tab.id)}>${i18n.label(tab.label, tab.id)}</button>`)}
            </div>`
          : nothing
      }
      ${button({ label: this.w('dashboard.addTab'), icon: 'plus', theme: 'tertiary small', run: () => (this.tab = this.#acts.tab() ?? this.tab) })}
    </div>`;
  } // prettier-ignore

  /** The inspector names the tab and takes it away. */
  #showTab(id: string): void {
    this.tab = id;
    if (!this.trying) this.open.select(['tabs', { id }]);
  }

  #chips(board: DashboardDocument) {
    const model = this.#page(board);
    const declared = board.parameters ?? [];
    return html`<tr-query-chips
      data-preview
      .board=${{ kind: 'dashboard', name: board.name, declared }}
      .given=${this.shown.given}
      .stated=${model.tools.stated}
      ?changed=${Object.keys(this.shown.given).length > 0}
      @tr-parameters=${(event: CustomEvent<Readonly<Record<string, Value | undefined>>>) => (this.shown = setParameters(this.shown, event.detail))}
      @tr-reset=${() => (this.shown = emptyState)}
    ></tr-query-chips>`;
  } // prettier-ignore

  #page(board: DashboardDocument): PageModel {
    const host = this.#host!;
    const document = headOf(board, this.session);
    const tools = pageTools(host, document, this.shown);
    const go = (state: DashboardState) => {
      if (this.trying) this.shown = state;
    };
    return { host, document, state: this.shown, tools, selections: pageSelections(host, document, this.shown, tools), phone: false, go }; // prettier-ignore
  }

  /** The runtime's own card; one whose options cannot be read says so in its place. */
  #card(board: DashboardDocument, widget: WidgetDocument, style: string) {
    const gone = goneOf(board, widget, this.#acts.tools, (name) => isReleased(this.session.host, name));
    if (gone) return this.#instead(widget, style, this.w(`dashboard.gone.${gone.what}`, { name: gone.name }));
    const text = rowsKey(board, widget, this.session);
    const held = this.#rows.get(widget.id);
    const rows = held?.text === text ? held : { text, version: (held?.version ?? 0) + 1 };
    this.#rows.set(widget.id, rows);
    try {
      const model = { ...this.#page(board), phone: this.device === 'phone' && deskOf(this.open).editing === undefined };
      // The name leads to the draft; its version is what makes a card ask again.
      const document = { ...model.document, name: `${board.name}~${rows.version}` };
      const place = { views: this.views!, style, loaded: () => undefined, ...(this.trying ? {} : { still: true }) };
      return html`<div data-preview style="display:contents">${dashboardCard({ ...model, document }, widget, place)}</div>`;
    } catch {
      return this.#instead(widget, style, this.w('dashboard.partBroken', { name: this.#acts.label(widget) }));
    }
  } // prettier-ignore

  /** In the place of a part that cannot be shown. */
  #instead(widget: WidgetDocument, style: string, text: string) {
    return html`<div class="gone" style=${style}>
      <b class="clip">${this.#acts.label(widget)}</b><span>${text}</span>
    </div>`;
  }

  #grid(board: DashboardDocument, tab: string | undefined) {
    const here = [...onTab(board.widgets, tab)].sort((a, b) => a.y - b.y || a.x - b.x);
    const { drop } = this.#drag.preview ?? {};
    const rows = Math.max(5, ...here.map(({ y, h }) => y + h)) + (this.#drag.preview ? 4 : 1);
    return html`<div class="page" style="zoom:${this.zoom}">
      <div class="cards ${this.#drag.preview ? 'guided' : ''}" style="min-height:${rows * 60 - 12}px">
        ${repeat(here, ({ id }) => id, (widget) => this.#card(board, widget, cellStyle(widget)))}
      </div>
      <div class="over" role=${this.trying ? nothing : 'listbox'} aria-label=${this.w('dashboard.canvas')} @keydown=${this.#key}>
        ${this.trying ? nothing : repeat(here, ({ id }) => id, (widget, index) => this.#hold(board, widget, index))}
        ${drop ? html`<div class="drop" role="presentation" style=${cellStyle(drop)}></div>` : nothing}
      </div>
      ${this.trying ? nothing : this.#tools(board, here)}
    </div>`;
  } // prettier-ignore

  #hold(board: DashboardDocument, widget: WidgetDocument, index: number) {
    const acts = this.#acts;
    const isSelected = acts.selected === widget.id;
    const parameter = board.parameters?.find(({ name }) => name === acts.filter);
    const reach = parameter && reachOf(board, widget, parameter, acts.tools);
    const at = board.widgets.findIndex(({ id }) => id === widget.id);
    const isBad = this.problems.some(({ path, severity }) => severity !== 'warning' && path.startsWith(`/widgets/${at}`));
    const said = clickWords(acts, board, widget);
    const isFirst = acts.selected === undefined ? index === 0 : isSelected;
    return html`<div
      class="hold ${this.#drag.preview?.id === widget.id ? 'carried' : ''} ${reach ? (reach.state === 'follows' ? 'follows' : 'out') : ''}"
      role="option"
      tabindex=${isFirst ? 0 : -1}
      data-id=${widget.id}
      aria-selected=${String(isSelected)}
      aria-label=${[placeWords(acts, widget), said, isBad ? this.w('dashboard.hasProblem') : undefined].filter(Boolean).join('. ')}
      style=${cellStyle(widget)}
      @pointerdown=${(event: PointerEvent) => this.#take(event, widget)}
      @dblclick=${() => this.#open(widget)}
      @contextmenu=${(event: MouseEvent) => (event.preventDefault(), this.#openMenu(widget.id, event.currentTarget as HTMLElement))}
    >
      ${isBad ? html`<span class="bad"></span>` : nothing}
      ${said && isSelected ? html`<span class="says"><span class="clip">${said}</span></span>` : nothing}
    </div>`;
  } // prettier-ignore

  #tools(board: DashboardDocument, here: readonly WidgetDocument[]) {
    const widget = here.find(({ id }) => id === this.#acts.selected);
    if (!widget || this.#drag.preview) return nothing;
    const name = this.#acts.label(widget);
    return html`<div class="over">
      <div class="tools" style=${cellStyle(widget)}>
        <span role="toolbar" aria-label=${name}>
          ${widget.type === 'chart' ? iconButton({ label: this.w('dashboard.do.edit'), icon: 'chart-column', size: 'xs', key: 'F2', run: () => this.#edit(widget.id) }) : nothing}
          ${iconButton({ label: this.w('dashboard.do.click'), icon: 'link', size: 'xs', run: (event) => this.#more(event.currentTarget as HTMLElement, this.w('dashboard.do.click'), clickItems(this.#menuOf(board, widget, event.currentTarget as HTMLElement))) })}
          ${iconButton({ label: this.w('dashboard.menuOf', { name }), icon: 'ellipsis', size: 'xs', run: (event) => this.#openMenu(widget.id, event.currentTarget as HTMLElement) })}
          ${iconButton({ label: this.w('dashboard.do.remove'), icon: 'trash-2', size: 'xs', run: () => this.#remove(widget.id) })}
        </span>
        <div class="corner" data-corner @pointerdown=${(event: PointerEvent) => this.#drag.stretch(event, widget)}></div>
      </div>
    </div>`;
  } // prettier-ignore

  /** In the order of a phone, with what moves a part on. */
  #phone(board: DashboardDocument, tab: string | undefined) {
    const here = new Set(onTab(board.widgets, tab).map(({ id }) => id));
    const order = orderOfPhone(board);
    return html`<div class="page phone" role="list" aria-label=${this.w('dashboard.phoneOrder')}>
      ${repeat(order.filter((id) => here.has(id)), (id) => id, (id) => {
        const widget = widgetOf(board, id)!;
        const name = this.#acts.label(widget);
        const isTile = this.views!.get(widget.type)?.tile ?? false;
        return html`<div class="slot ${isTile ? 'tile' : ''}" role="listitem" data-id=${id}>
          <div class="order">
            <span class="clip">${name}</span>
            ${iconButton({ label: this.w('dashboard.phoneUp', { name }), icon: 'arrow-up', size: 'xs', disabled: order[0] === id, run: () => this.#acts.phone(id, -1) })}
            ${iconButton({ label: this.w('dashboard.phoneDown', { name }), icon: 'arrow-down', size: 'xs', disabled: order.at(-1) === id, run: () => this.#acts.phone(id, 1) })}
          </div>
          ${this.#card(board, widget, '')}
        </div>`;
      })}
    </div>`;
  } // prettier-ignore

  /* ---------------------------------------------------------------- selecting */

  #try(): void {
    this.trying = !this.trying;
    this.shown = emptyState;
    if (this.trying) this.open.select([]);
  }

  #open(widget: WidgetDocument): void {
    if (widget.type === 'chart') this.#edit(widget.id);
    else this.emit('td-inspect');
  }

  /** A chart fills the canvas, and its fields the palette; undefined goes back to the board. */
  #edit(id: string | undefined): void {
    const desk = deskOf(this.open);
    const before = desk.editing;
    desk.editing = id;
    if (id !== undefined) this.emit('td-palette');
    this.#acts.select(id ?? before);
    this.open.select(this.open.selection);
    if (id === undefined) this.focusSelected();
  }

  #remove(id: string): void {
    this.#acts.remove(id);
    this.focusSelected();
  }

  /** The selected part may be drawn anew: the focus waits for it. */
  focusSelected(): void {
    const look = (tries: number): void => {
      const held = this.renderRoot.querySelector<HTMLElement>('.hold[aria-selected="true"]') ?? this.renderRoot.querySelector<HTMLElement>('.hold');
      if (held && (this.#acts.selected === undefined || held.dataset['id'] === this.#acts.selected)) {
        held.focus({ preventScroll: true });
        held.scrollIntoView({ block: 'nearest' });
      } else if (tries > 0) requestAnimationFrame(() => look(tries - 1));
    };
    void this.updateComplete.then(() => requestAnimationFrame(() => look(10)));
  } // prettier-ignore

  readonly #key = (event: KeyboardEvent): void => {
    const id = (event.target as HTMLElement).closest<HTMLElement>('[data-id]')?.dataset['id'];
    const { board } = this.#acts;
    if (id === undefined || !board) return;
    const done = boardKey(event, {
      acts: this.#acts,
      here: onTab(board.widgets, this.tabOf(board)),
      id,
      edit: () => this.#open(widgetOf(board, id)!),
      inspect: () => this.emit('td-inspect'),
      palette: () => deskOf(this.open).openPalette?.(),
      menu: () => this.#openMenu(id, event.target as HTMLElement),
    });
    if (!done) return;
    event.preventDefault();
    event.stopPropagation();
    if (done === 'moved') this.focusSelected();
  };

  #openMenu(id: string, anchor: HTMLElement): void {
    const { board } = this.#acts;
    const widget = board && widgetOf(board, id);
    if (!widget) return;
    this.#acts.select(id);
    this.#more(anchor, this.#acts.label(widget), partItems(this.#menuOf(board, widget, anchor)));
  }

  #menuOf(board: DashboardDocument, widget: WidgetDocument, anchor: HTMLElement): PartMenu {
    return {
      acts: this.#acts,
      board,
      widget,
      edit: () => this.#edit(widget.id),
      inspect: () => this.emit('td-inspect'),
      more: (title, items) => queueMicrotask(() => this.#more(anchor, title, items)),
    };
  }

  #more(anchor: HTMLElement, title: string, items: readonly MenuItem[]): void {
    void this.menu.openAt(anchor, title, items, { align: 'end' });
  }

  /* ---------------------------------------------------------------- dragging */

  #take(event: PointerEvent, widget: WidgetDocument): void {
    this.#acts.select(widget.id);
    const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
    deskOf(this.open).hold(event, { kind: 'move', id: widget.id, grip: { x: event.clientX - box.left, y: event.clientY - box.top } }); // prettier-ignore
  }
}

const cellStyle = ({ x, y, w, h }: Place): string => `grid-column:${x + 1}/span ${Math.min(w, 12 - x)};grid-row:${y + 1}/span ${h}`; // prettier-ignore
