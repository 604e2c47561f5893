/**
 * `<tr-widget-card>`: one part of a dashboard. It fetches its own rows, shows the frame while they come, keeps the earlier
 * ones while new ones come, and fails or is refused by itself. What it draws is the view's.
 */
import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { ResultRow } from '../../metadata/contributions.js';
import { ownDataset } from '../../metadata/dashboard/own-query.js';
import type { WidgetDocument } from '../../metadata/schema/dashboard.js';
import type { Scalar, Value } from '../../metadata/value.js';
import { ApiFailure } from '../data/api-client.js';
import type { WidgetData, WidgetInput, WidgetSelection, WidgetView } from '../host/widget-views.js';
import { createFieldHost } from '../host/field-host.js';
import { downloadFile } from '../report/export-file.js';
import { TrElement } from '../ui/element.js';
import { icon } from '../ui/icon.js';
import '../ui/menu.js';
import type { MenuItem, TrMenu } from '../ui/menu.js';
import { iconButton } from '../ui/parts.js';
import { drillCrumbs } from './drill-crumbs.js';
import { widgetCardStyles } from './widget-card-styles.js';
import { dashboardPath, questionBody, WidgetLoader, type WidgetAnswer } from './widget-loader.js';
import { empty, failed, skeleton } from './widget-states.js';
import { widgetTable } from './widget-table.js';

/** What the page knows and a view may ask. */
export type WidgetPage = Pick<WidgetInput, 'parameters' | 'evaluate' | 'placeOf' | 'hrefSetting'>;

@customElement('tr-widget-card')
export class TrWidgetCard extends TrElement {
  @property() dashboard = '';
  @property({ attribute: false }) widget!: WidgetDocument;
  @property({ attribute: false }) view: WidgetView | undefined;
  @property({ attribute: false }) page!: WidgetPage;
  @property({ attribute: false }) given: Readonly<Record<string, Value>> = {};
  /** Values chosen on the way down. */
  @property({ attribute: false }) drill: readonly Scalar[] = [];
  /** Changes when the rows must be read again; nothing else does it. */
  @property() dataKey = '';
  @property({ attribute: false }) selections: readonly WidgetSelection[] = [];
  /** Those of the selections that its rows follow. */
  @property({ attribute: false }) follows: readonly WidgetSelection[] = [];
  @property({ attribute: false }) isChosen: (row: ResultRow) => boolean = () => false;
  /** The address of the list of the records behind it, for its menu. */
  @property() rows: string | undefined;
  @property() today = '';
  @property({ type: Boolean }) choosable = false;
  /** The selection was made here. */
  @property({ type: Boolean, reflect: true }) origin = false;
  @property({ type: Boolean, reflect: true }) phone = false;
  /** It fills the window; there is nothing larger to open. */
  @property({ type: Boolean, reflect: true }) full = false;
  /** It is being arranged: no menu. */
  @property({ type: Boolean, reflect: true }) still = false;
  /** The page has filters that this part follows; `tr-filters` asks to open them. */
  @property({ type: Boolean }) filtered = false;
  @state() private answer: WidgetAnswer | undefined;
  @state() private failure: ApiFailure | undefined;
  @state() private asTable = false;
  @query('tr-menu') private menu!: TrMenu;
  readonly #loader = new WidgetLoader();
  #stylesOf: WidgetView | undefined;

  static override styles = widgetCardStyles;

  override disconnectedCallback(): void {
    this.#loader.stop();
    super.disconnectedCallback();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('dataKey') || changed.has('dashboard')) void this.load();
    const sheet = this.view?.styles?.styleSheet;
    if (sheet && this.#stylesOf !== this.view) {
      this.#stylesOf = this.view;
      this.shadowRoot!.adoptedStyleSheets = [...this.shadowRoot!.adoptedStyleSheets, sheet];
    }
  }

  /** The rows that are shown; the page reads them for the link to the records behind a selection. */
  get data(): WidgetData | undefined {
    if (this.view?.rowless) return { columns: [], rows: [] };
    return this.answer?.datasets[this.widget.dataset ?? ownDataset(this.widget.id)];
  }

  /** Reads the rows; seen ones are shown again at once unless they must be fresh. */
  async load(fresh = false): Promise<void> {
    if (this.view?.rowless) {
      if (fresh) this.renderRoot.querySelector<HTMLElement & { load?(): void }>('[reads]')?.load?.();
      return;
    }
    const key = this.dataKey;
    if (fresh) this.#loader.forget();
    const seen = this.#loader.seen(key);
    if (seen) {
      this.#loader.stop();
      this.#show(seen);
      return;
    }
    this.setAttribute('aria-busy', 'true');
    try {
      const answer = await this.#loader.load(this.host, key, this.#question);
      if (answer) this.#show(answer);
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      this.failure = error;
      this.removeAttribute('aria-busy');
      this.host.announce(`${this.#title}: ${this.t('widget.failed')}`, true);
      this.emit('tr-widget-loaded');
    }
  }

  get #question() {
    return { dashboard: this.dashboard, widget: this.widget.id, parameters: this.given, drill: this.drill };
  }

  #show(answer: WidgetAnswer): void {
    for (const { columns, rows } of Object.values(answer.datasets)) this.#learn(columns, rows);
    this.answer = answer;
    this.failure = undefined;
    this.removeAttribute('aria-busy');
    void this.updateComplete.then(() => this.emit('tr-widget-loaded'));
  }

  /** Names of records in the rows: chips of the selection say them. */
  #learn(columns: WidgetData['columns'], rows: readonly ResultRow[]): void {
    for (const { name, target } of columns) {
      if (target === undefined) continue;
      for (const row of rows) {
        const [id, label] = [row[name], row[`${name}_label`]];
        if (typeof id === 'string' && typeof label === 'string') this.host.app.references.set(id, label);
      }
    }
  }

  get #title(): string {
    return this.host.i18n.label(this.widget.label, this.widget.id);
  }

  #input(data: WidgetData): WidgetInput {
    return {
      ...this.page,
      title: this.#title,
      options: this.widget.options ?? {},
      data,
      datasets: this.answer?.datasets ?? {},
      host: createFieldHost(this.host),
      charts: this.host.app.registries.chart,
      selections: this.selections,
      isChosen: this.isChosen,
      today: this.today,
      timeZone: this.host.app.document.settings.timeZone,
      phone: this.phone,
      ...(this.choosable ? { choose: (row: ResultRow) => this.emit<ResultRow>('tr-choose', row) } : {}),
    };
  }

  override render() {
    const { view, data } = this;
    const input = data ? this.#input(data) : undefined;
    const tile = view?.tile ?? false;
    const isEmpty = input !== undefined && !view?.rowless && (view?.isEmpty?.(input) ?? input.data.rows.length === 0);
    const head = input && !isEmpty && !this.failure && !this.asTable ? (view?.head?.(input) ?? nothing) : nothing;
    const { drill } = this.widget;
    return html`<section
      class="card ${tile ? 'tile' : ''}"
      aria-labelledby=${this.full ? nothing : 'title'}
      @keydown=${this.#key}
    >
      <header>
        <div class="top">
          <h2 id="title" class="clip" data-tip=${this.#title}>${this.#title}</h2>
          ${this.phone ? nothing : head}
        </div>
        ${this.#marker()}
        ${iconButton({
          label: this.t('widget.menu', { name: this.#title }),
          icon: 'ellipsis',
          size: 'xs',
          run: (event) => this.#openMenu(event),
        })}
      </header>
      ${drill ? drillCrumbs(this.host, drill, this.drill, (count) => this.#up(count)) : nothing}
      ${this.phone && head !== nothing ? html`<div class="under">${head}</div>` : nothing}
      <div class="body">${this.#body(input, isEmpty)}</div>
      <tr-menu></tr-menu>
    </section>`;
  }

  #marker() {
    if (this.follows.length === 0) return nothing;
    const names = this.follows.map((selection) => selection.text).join(', ');
    return html`<span class="marker meta" data-tip=${this.t('widget.follows', { names })}>
      ${icon('list-filter', 's')}<span class="sr">${this.t('widget.follows', { names })}</span
      ><span class="clip" aria-hidden="true">${this.follows.map((selection) => selection.short).join(', ')}</span>
    </span>`;
  }

  #body(input: WidgetInput | undefined, isEmpty: boolean) {
    const isTile = this.view?.tile ?? false;
    if (this.failure) return failed(this.host, this.failure, { isTile, retry: () => void this.load(true) });
    if (!this.view) return html`<p class="state t3">${this.t('widget.unknown', { type: this.widget.type })}</p>`;
    if (!input) return skeleton(isTile);
    if (isEmpty) {
      const names = this.follows.map((selection) => selection.text).join(', ');
      const clear = () => this.emit('tr-clear-selection', this.follows);
      const filter = this.filtered && !isTile ? (cause: HTMLElement) => this.emit('tr-filters', cause) : undefined;
      return empty(this.host, { names, clear, filter });
    }
    return this.asTable ? widgetTable(input) : this.view.display(input);
  }

  #up(count: number): void {
    this.emit<number>('tr-drill-up', count);
  }

  /** Backspace on a chart goes a level up. */
  #key(event: KeyboardEvent): void {
    const target = event.composedPath()[0] as HTMLElement;
    if (event.key !== 'Backspace' || this.drill.length === 0 || target.matches('input, textarea')) return;
    event.preventDefault();
    this.#up(this.drill.length - 1);
  }

  #openMenu(event: Event): void {
    const { view } = this;
    const { rows } = this;
    const mayExport = this.host.app.has('report.export');
    const items: MenuItem[] = [
      ...(view?.rowless || view?.tile
        ? []
        : [
            {
              id: 'table',
              label: this.t(this.asTable ? 'widget.asPicture' : 'widget.asTable'),
              icon: this.asTable ? 'chart-column' : 'table',
              run: () => void (this.asTable = !this.asTable),
            },
          ]),
      ...(rows === undefined
        ? []
        : [{ id: 'rows', label: this.t('widget.rows'), icon: 'list', run: () => void this.host.router.go(rows) }]),
      { id: 'again', label: this.t('dashboard.refresh'), icon: 'refresh-cw', run: () => void this.load(true) },
      ...(view?.rowless
        ? []
        : [
            {
              id: 'csv',
              label: this.t('widget.csv'),
              icon: 'download',
              ...(mayExport ? {} : { reason: this.t('report.exportForbidden') }),
              run: () => void this.#export('csv'),
            },
          ]),
      ...(this.widget.type === 'chart' && mayExport
        ? [{ id: 'png', label: this.t('widget.png'), icon: 'download', run: () => void this.#export('png') }]
        : []),
      ...(this.full
        ? []
        : [{ id: 'full', label: this.t('widget.full'), icon: 'maximize-2', run: () => void this.emit('tr-full') }]),
    ];
    const cause = event.currentTarget as HTMLElement;
    void this.menu.openAt(cause, this.t('widget.menu', { name: this.#title }), items, { align: 'end' });
  }

  async #export(format: 'csv' | 'png'): Promise<void> {
    try {
      const path = dashboardPath(this.dashboard, 'export');
      const body = { format, ...questionBody(this.#question) };
      await downloadFile(this.host, { path, body, fallback: `${this.#title}.${format}` });
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      this.host.toasts.show({ text: `${this.t('report.exportFailed')}: ${error.message}`, tone: 'bad' });
    }
  }
}
