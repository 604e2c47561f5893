/**
 * `<tr-shared-page>`: what a link shows to whoever has it: the sheet of a report, or the parts of a dashboard. There is
 * nothing to set, to follow or to sign in to; it stands in for `<tr-app>` and gives the host down as that does.
 */
import { css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import '@vaadin/button';
import { resolveParameters } from '../../metadata/query/parameters.js';
import type { DashboardDocument, WidgetDocument } from '../../metadata/schema/dashboard.js';
import { pageEvaluation } from '../dashboard/evaluation.js';
import '../dashboard/widget-card.js';
import type { TrWidgetCard } from '../dashboard/widget-card.js';
import { ApiFailure } from '../data/api-client.js';
import { HostRequest } from '../host/host.js';
import type { WidgetView } from '../host/widget-views.js';
import { fileName } from '../report/export-file.js';
import type { ChartDrills } from '../report/report-address.js';
import { ReportRun } from '../report/report-run.js';
import { BuildWatch } from '../shell/build-watch.js';
import { TrElement } from '../ui/element.js';
import { logo } from '../ui/icon.js';
import { chooseLanguage } from '../ui/i18n.js';
import { button } from '../ui/parts.js';
import '../ui/states.js';
import '../ui/tooltip.js';
import { sharedReport, type SharedApi, type SharedHead } from './shared-api.js';
import { sharedSheet } from './shared-sheet.js';
import '../ui/later-strings.js';

const phone = matchMedia('(max-width: 639px)');

@customElement('tr-shared-page')
export class TrSharedPage extends TrElement {
  @state() private head: SharedHead | undefined;
  @state() private views: ReadonlyMap<string, WidgetView> = new Map();
  @state() private failure: ApiFailure | undefined;
  @state() private said = '';
  /** How far charts of the sheet went down. */
  @state() private drill: ChartDrills | undefined;
  readonly #run = new ReportRun(this);
  readonly #build = new BuildWatch(this);
  #clock: ReturnType<typeof setInterval> | undefined;
  readonly #again = () => this.requestUpdate();

  static override styles = css`
    :host { display: flex; flex-direction: column; height: 100dvh; background: var(--tr-surface); color: var(--tr-text); font: var(--tr-text-body); }
    header { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 16px; padding: 12px 24px; border-bottom: 1px solid var(--tr-line); flex: none; }
    .logo { width: var(--tr-logo-width, 22px); height: 22px; flex: none; color: var(--tr-accent-text); background: var(--tr-logo, var(--tr-logo-small)) left / contain no-repeat; }
    .logo svg { display: var(--tr-logo-mark, block); width: 100%; height: 100%; }
    h1 { font: var(--tr-text-title); margin: 0; min-width: 0; overflow-wrap: anywhere; }
    main { flex: 1; min-height: 0; display: flex; flex-direction: column; overflow: auto; }
    main.board { display: block; background: var(--tr-canvas); padding: 16px 24px; }
    tr-sheet { flex: 1; min-height: 92px; }
    .offline { display: flex; align-items: center; flex-wrap: wrap; gap: 8px; min-height: 36px; padding: 4px 24px; background: var(--tr-warn-soft); color: var(--tr-warn); font-weight: 500; flex: none; }
    .waiting { margin: 0; padding: 12px 24px; color: var(--tr-text-3); font: var(--tr-text-meta); }
    main:has(.charts) tr-sheet { flex: 1 0 max(320px, 60%); border-top: 1px solid var(--tr-line-strong); }
    .charts { flex: none; display: grid; gap: 12px; padding: 12px 24px; background: var(--tr-canvas); }
    .charts.several { grid-template-columns: repeat(auto-fit, minmax(min(100%, 380px), 1fr)); }
    .loose { height: 258px; min-width: 0; }
    tr-state { margin: auto; max-width: 100%; box-sizing: border-box; }
    footer { flex: none; padding: 6px 24px; border-top: 1px solid var(--tr-line); color: var(--tr-text-3); font: var(--tr-text-meta); }
    h2 { font: var(--tr-text-section); margin: 0 0 10px; }
    .grid + h2 { margin-top: 24px; }
    .grid { display: grid; grid-template-columns: repeat(12, minmax(0, 1fr)); grid-auto-rows: 48px; gap: 12px; }
    .grid.phone { grid-template-columns: repeat(2, minmax(0, 1fr)); grid-auto-rows: auto; gap: 10px; }
    .phone tr-widget-card { min-height: 256px; }
    .phone tr-widget-card.tile { min-height: 0; }
    @media (max-width: 639px) {
      header { padding: 10px 16px; }
      footer { padding: 6px 16px; }
      main.board { padding: 12px 16px; }
    }
    @media print {
      :host { height: auto; }
      main { overflow: visible; display: block; }
      .loose { break-inside: avoid; }
      vaadin-button { display: none; }
    }
  `; // prettier-ignore

  constructor() {
    super();
    this.addEventListener(HostRequest.type, (event) => {
      (event as HostRequest).host = this.host;
      event.stopPropagation();
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    phone.addEventListener('change', this.#again);
    void this.#load();
  }

  override disconnectedCallback(): void {
    phone.removeEventListener('change', this.#again);
    clearInterval(this.#clock);
    super.disconnectedCallback();
  }

  announce(text: string): void {
    this.said = text;
  }

  get #api(): SharedApi {
    return this.host.api as SharedApi;
  }

  override render() {
    return html`${this.#build.bar()}${this.failure ? this.#failed(this.failure) : this.head ? this.#page(this.head) : html`<main aria-busy="true"><tr-skeleton .rows=${8} .columns=${5}></tr-skeleton></main>`}
      <tr-toasts></tr-toasts>
      <tr-tooltip></tr-tooltip>
      <div class="sr" role="status" aria-live="polite">${this.said}</div>`;
  }

  #failed(failure: ApiFailure) {
    const isGone = failure.status === 410 || failure.status === 404;
    return html`<main>
      <tr-state
        kind=${isGone ? 'missing' : 'failed'}
        .heading=${this.t(isGone ? 'shared.gone' : 'shared.failed')}
        .text=${isGone ? this.t('shared.goneText') : failure.message}
        .actions=${isGone ? [] : [{ label: this.t('common.tryAgain'), primary: true, run: () => void this.#load() }]}
      ></tr-state>
    </main>`;
  }

  #page(head: SharedHead) {
    const { formats } = this.host.i18n;
    return html`<header>
        ${logo}
        <h1>${head.title}</h1>
        <span class="meta">${this.t('shared.as', { time: formats.dateTime(head.at) })}</span>
        <span class="sp"></span>
        ${head.export ? button({ label: this.t('shared.export'), icon: 'download', run: () => void this.#export(head) }) : nothing}
      </header>
      ${head.dashboard ? this.#board(head.dashboard) : this.#sheet(head)}
      <footer>${this.t('shared.until', { time: formats.dateTime(head.expiresAt) })}</footer>`;
  }

  #sheet(head: SharedHead) {
    return html`<main aria-busy=${this.#run.isRunning ? 'true' : nothing}>
      ${sharedSheet(this.host, this.#run, {
        title: head.title,
        phone: phone.matches,
        drill: this.drill,
        setDrill: (drill) => (this.drill = drill),
        again: () => void this.#runSheet(),
        refused: () => this.#gone(),
      })}
    </main>`;
  }

  /** Told as a link that is over, whatever it was: no more is known of it than its name. */
  #gone() {
    return html`<tr-state
      kind="missing"
      .heading=${this.t('shared.gone')}
      .text=${this.t('shared.goneText')}
      .actions=${[]}
    ></tr-state>`;
  }

  async #runSheet(): Promise<void> {
    await this.#run.start(this.host, { report: sharedReport, given: {}, changes: {} });
  }

  #board(dashboard: DashboardDocument) {
    const first = dashboard.tabs?.[0]?.id;
    const parts = [...dashboard.widgets].sort(
      (a, b) => Number((a.tab ?? first) !== first) - Number((b.tab ?? first) !== first) || a.y - b.y || a.x - b.x,
    );
    const tabs = [first, ...(dashboard.tabs ?? []).slice(1).map(({ id }) => id)];
    return html`<main class="board">
      ${tabs.map((tab) => {
        const own = parts.filter((part) => (part.tab ?? first) === tab);
        const label = dashboard.tabs?.find(({ id }) => id === tab)?.label;
        return html`${tabs.length > 1 ? html`<h2>${this.host.i18n.label(label, tab ?? '')}</h2>` : nothing}
          <div class="grid ${phone.matches ? 'phone' : ''}">${own.map((part) => this.#card(dashboard, part))}</div>`;
      })}
    </main>`;
  }

  #card(dashboard: DashboardDocument, widget: WidgetDocument) {
    const view = this.views.get(widget.type);
    const { x, y, w, h } = widget;
    const context = pageEvaluation(this.host);
    const { registries } = this.host.app;
    const { values } = resolveParameters([], {}, context, registries.function, this.host.app.model.dictionaries);
    const style = phone.matches
      ? `grid-column:span ${view?.tile ? 1 : 2}`
      : `grid-column:${x + 1}/span ${Math.min(w, 12 - x)};grid-row:${y + 1}/span ${h}`;
    return html`<tr-widget-card
      class=${view?.tile ? 'tile' : ''}
      style=${style}
      .dashboard=${dashboard.name}
      .widget=${widget}
      .view=${view}
      .page=${{ parameters: values, hrefSetting: () => '', evaluate: () => null, placeOf: () => undefined }}
      .dataKey=${widget.id}
      .today=${context.today()}
      ?phone=${phone.matches}
      still
    ></tr-widget-card>`;
  }

  async #load(): Promise<void> {
    const { app, i18n } = this.host;
    this.failure = undefined;
    try {
      await app.load();
      const head = this.#api.head!;
      const language = chooseLanguage(undefined, [head.language]);
      if (language !== i18n.language) await i18n.use(language);
      document.documentElement.lang = language;
      document.title = head.title;
      if (head.dashboard) await this.#loadViews(head.dashboard);
      this.head = head;
      if (!head.dashboard) await this.#runSheet();
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      this.failure = error;
    }
  }

  async #loadViews({ widgets, refresh }: DashboardDocument): Promise<void> {
    const loaders = await this.host.widgets();
    const wanted = new Set(widgets.map(({ type }) => type));
    const types = Object.keys(loaders).filter((type) => wanted.has(type));
    this.views = new Map(await Promise.all(types.map(async (type) => [type, (await loaders[type]!()).view] as const)));
    clearInterval(this.#clock);
    if (refresh === undefined) return;
    const cards = () => [...this.renderRoot.querySelectorAll<TrWidgetCard>('tr-widget-card')];
    this.#clock = setInterval(() => void Promise.all(cards().map((card) => card.load(true))), refresh * 1000);
  }

  async #export(head: SharedHead): Promise<void> {
    const response = await fetch(`/api${this.#api.path}/file`, {
      method: 'POST',
      credentials: 'omit',
      cache: 'no-store',
    });
    if (!response.ok) {
      this.host.toasts.show({ text: this.t('report.exportFailed'), tone: 'bad' });
      return;
    }
    const address = URL.createObjectURL(await response.blob());
    const link = document.createElement('a');
    link.href = address;
    link.download = fileName(response.headers.get('Content-Disposition')) ?? `${head.title}.xlsx`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tr-shared-page': TrSharedPage;
  }
}
