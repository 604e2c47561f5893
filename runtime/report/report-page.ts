/**
 * `<tr-report-page>`: query pane, what was read, the sheet, explain, export, print. Parameters that ran stand in the
 * address; what is typed counts when it is run. It runs by itself when nothing required is missing. The file is long because
 * the life of a run (pane, address, answer, failure, export) is one story; the sheet and explain are elements of their own.
 */
import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import '@vaadin/button';
import { resolveParameters } from '../../metadata/query/parameters.js';
import type { Parameter } from '../../metadata/schema/parameter.js';
import type { Grid, GridCell } from '../../metadata/sheet/types.js';
import type { Value } from '../../metadata/value.js';
import { findReport, type ReportHead } from '../dashboard/dashboard-document.js';
import { pageEvaluation } from '../dashboard/evaluation.js';
import { DashboardMemory } from '../dashboard/dashboard-memory.js';
import { parameterLabel } from '../dashboard/parameter-field.js';
import {
  hrefWith,
  isEmptyValue,
  parameterQuery,
  readParameters,
  withParameters,
  type GivenParameters,
} from '../dashboard/parameters.js';
import '../dashboard/query-fields.js';
import type { TrQueryFields } from '../dashboard/query-fields.js';
import { learnNames } from '../dashboard/value-text.js';
import { ApiFailure } from '../data/api-client.js';
import type { Shortcut, ShortcutGroup } from '../data/shortcuts.js';
import { hrefs, type Route } from '../data/router.js';
import { createFieldHost } from '../host/field-host.js';
import type { PageTitle } from '../host/screens.js';
import { TrElement } from '../ui/element.js';
import { icon } from '../ui/icon.js';
import { button, iconButton } from '../ui/parts.js';
import '../ui/states.js';
import { cellLinks, valuesSet } from './cell-links.js';
import { isWithoutRows } from './grid-layout.js';
import './explain-panel.js';
import type { TrExplainPanel } from './explain-panel.js';
import { downloadXlsx } from './export-file.js';
import { reportPageStyles } from './report-page-styles.js';
import './sheet.js';
import type { SheetCellEvent, TrSheet } from './sheet.js';
import '../ui/later-strings.js';

type GridAnswer = Grid & { readonly parameters: Readonly<Record<string, Value>>; readonly rowsRead: number };

interface Ran {
  readonly grid: GridAnswer;
  readonly given: GivenParameters;
  readonly seconds: number;
}

const phone = matchMedia('(max-width: 639px)');

/** Heard by the sheet. */
const sheetKeys: readonly Shortcut[] = [
  { keys: ['↑', '↓', '←', '→'], label: 'keys.move' },
  { keys: ['Ctrl+Home', 'Ctrl+End'], label: 'keys.ends' },
  { keys: 'Enter', label: 'keys.explain' },
  { keys: 'Ctrl+Enter', label: 'keys.follow' },
];

@customElement('tr-report-page')
export class TrReportPage extends TrElement {
  @property() name = '';
  @property({ attribute: false }) route!: Route;
  /** As in the address. */
  @state() private given: GivenParameters = {};
  /** As in the query pane. */
  @state() private draft: GivenParameters = {};
  @state() private ran: Ran | undefined;
  @state() private failure: ApiFailure | undefined;
  @state() private isRunning = false;
  @state() private isExporting = false;
  @state() private isExplaining = false;
  @state() private missing: readonly string[] = [];
  @state() private isReady = false;
  @query('tr-query-fields') private pane!: TrQueryFields | null;
  @query('tr-sheet') private sheet!: TrSheet | null;
  @query('tr-explain-panel') private explain!: TrExplainPanel;
  #running = new AbortController();
  #memory: DashboardMemory | undefined;
  #remembers = '';
  #stops: (() => void)[] = [];

  static override styles = reportPageStyles;

  override connectedCallback(): void {
    super.connectedCallback();
    const again = () => this.requestUpdate();
    const keys: ShortcutGroup = { label: 'keys.report', shortcuts: () => (this.sheet ? sheetKeys : []) };
    phone.addEventListener('change', again);
    this.#stops = [() => phone.removeEventListener('change', again), this.host.shortcuts.add(keys)];
    void this.#prepare();
  }

  override disconnectedCallback(): void {
    this.#running.abort();
    for (const stop of this.#stops) stop();
    super.disconnectedCallback();
  }

  /** Defaults are expressions. */
  async #prepare(): Promise<void> {
    await this.host.widgets();
    this.isReady = true;
    this.#open();
  }

  get #report(): ReportHead | undefined {
    return findReport(this.host.app.document, this.name);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if ((changed.has('route') || changed.has('name')) && this.isReady) this.#open();
  }

  /** The address changed: its parameters are those that count. */
  #open(): void {
    const report = this.#report;
    if (!report) return;
    if (this.ran && this.ran.given !== this.given) this.ran = undefined;
    if (this.#remembers !== this.name) return void this.#remember(report);
    this.given = readParameters(report.parameters ?? [], this.route.query);
    this.draft = this.given;
    this.emit<PageTitle>('tr-title', { title: this.host.i18n.label(report.label, report.name), trail: [] });
    void this.#run(report);
  }

  /** The first time a report is opened, what its reader chose last is there, unless the address says otherwise. */
  async #remember(report: ReportHead): Promise<void> {
    const name = (this.#remembers = this.name);
    this.#memory = new DashboardMemory(this.host);
    const kept = await this.#memory.read(['report', name]);
    if (name !== this.name) return;
    const query = parameterQuery(kept.parameters);
    if (Object.keys(this.route.query).length === 0 && Object.keys(query).length > 0) {
      this.host.router.replace(hrefWith(hrefs.report(name), query));
      this.route = { ...this.route, query };
    } else this.#open();
    this.emit<PageTitle>('tr-title', { title: this.host.i18n.label(report.label, report.name), trail: [] });
  }

  /** As chosen, defaults filled in. */
  #stated(report: ReportHead, given: GivenParameters): Readonly<Record<string, Value>> {
    const { registries, model } = this.host.app;
    const declared = report.parameters ?? [];
    const context = pageEvaluation(this.host);
    return resolveParameters(declared, given, context, registries.function, model.dictionaries).stated;
  }

  async #run(report: ReportHead): Promise<void> {
    this.#running.abort();
    this.#running = new AbortController();
    const { signal } = this.#running;
    const { given } = this;
    const values = this.#stated(report, given);
    this.missing = (report.parameters ?? [])
      .filter((parameter) => parameter.required && isEmptyValue(values[parameter.name]))
      .map((parameter) => parameter.name);
    if (this.missing.length > 0) return;
    this.isRunning = true;
    const start = performance.now();
    try {
      const path = `/reports/${encodeURIComponent(this.name)}/run`;
      const grid = await this.host.api.post<GridAnswer>(path, { parameters: given }, { signal });
      if (signal.aborted) return;
      this.failure = undefined;
      this.ran = { grid, given, seconds: (performance.now() - start) / 1000 };
      this.host.announce(this.#readWords(this.ran));
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof ApiFailure)) throw error;
      this.failure = error;
      this.host.announce(this.t('report.failed'), true);
    }
    this.isRunning = false;
  }

  override render() {
    const report = this.#report;
    if (!report) {
      return html`<tr-state
        kind="missing"
        .heading=${this.t('notFound.title')}
        .text=${this.t('notFound.text')}
        .actions=${[{ label: this.t('notFound.home'), primary: true, run: () => void this.host.router.go('/') }]}
      ></tr-state>`;
    }
    if (!this.isReady) return nothing;
    const stated = this.#stated(report, this.draft);
    void learnNames(report.parameters ?? [], stated, this.host).then((found) => {
      if (found) this.requestUpdate();
    });
    const hasPane = (report.parameters ?? []).some((parameter) => !parameter.hidden);
    return html`
      ${phone.matches ? this.#phoneHead(report, hasPane) : this.#head(report)}
      ${hasPane ? this.#pane(report, stated) : nothing} ${this.#strip()}
      <div class="sheet" aria-busy=${this.isRunning ? 'true' : nothing}>${this.#content(report)}</div>
      <tr-explain-panel
        @tr-explained=${() => this.sheet?.focus()}
        @tr-closed=${() => (this.isExplaining = false)}
      ></tr-explain-panel>
    `;
  }

  #head(report: ReportHead) {
    return html`<div class="head row">
      <h1 class="clip">${this.host.i18n.label(report.label, report.name)}</h1>
      <span class="sp"></span>
      ${button({ label: this.t('record.print'), icon: 'printer', theme: 'tertiary', disabled: !this.ran, run: () => window.print() })}
      ${this.#exportButton()}
    </div>`;
  }

  #exportButton() {
    const allowed = this.host.app.has('report.export');
    return button({
      label: this.t('report.export'),
      icon: 'download',
      disabled: !allowed || !this.ran || this.isExporting,
      ...(allowed ? {} : { tip: this.t('report.exportForbidden') }),
      run: () => void this.#export(),
    });
  }

  #phoneHead(report: ReportHead, hasPane: boolean) {
    return html`<div class="phonehead">
      <h1 class="clip sp">${this.host.i18n.label(report.label, report.name)}</h1>
      ${
        hasPane
          ? iconButton({
              label: this.t('report.parameters'),
              icon: 'list-filter',
              run: (event) => void this.pane?.openAt(event.currentTarget as HTMLElement),
            })
          : nothing
      }
      ${iconButton({
        label: this.t('report.export'),
        icon: 'download',
        disabled: !this.host.app.has('report.export') || !this.ran || this.isExporting,
        run: () => void this.#export(),
      })}
    </div>`;
  }

  #pane(report: ReportHead, stated: Readonly<Record<string, Value>>) {
    return html`<tr-query-fields
      .board=${{ kind: 'report', name: report.name, declared: report.parameters ?? [] }}
      .given=${this.draft}
      .stated=${stated}
      .missing=${this.missing}
      ?phone=${phone.matches}
      ?changed=${Object.keys(this.draft).length > 0}
      @tr-change=${(event: CustomEvent<{ parameter: Parameter; value: Value }>) =>
        this.#change(event.detail.parameter, event.detail.value)}
      @tr-reset=${() => void this.#go(report, {})}
      @tr-run=${() => this.#submit(report)}
    ></tr-query-fields>`;
  }

  #change(parameter: Parameter, value: Value): void {
    const isDefault = isEmptyValue(value) && (parameter.default === undefined || parameter.required === true);
    this.draft = withParameters(this.draft, { [parameter.name]: isDefault ? undefined : value });
  }

  #submit(report: ReportHead): void {
    void this.#go(report, this.draft);
  }

  /** Through the address; the same parameters again read fresh rows. */
  async #go(report: ReportHead, given: GivenParameters): Promise<void> {
    const hidden = new Set(report.parameters?.flatMap((parameter) => (parameter.hidden ? [parameter.name] : [])));
    const kept = Object.entries(given).filter(([name]) => !hidden.has(name));
    void this.#memory?.keepParameters(['report', this.name], Object.fromEntries(kept));
    const href = hrefWith(hrefs.report(this.name), parameterQuery(given));
    if (href === this.host.router.route.href) {
      this.given = given;
      this.draft = given;
      await this.#run(report);
    } else await this.host.router.go(href);
  }

  #readWords({ grid, seconds }: Ran): string {
    const { formats } = this.host.i18n;
    const digits = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
    return this.t('report.read', { count: grid.rowsRead, seconds: formats.number(Math.max(0.1, seconds), digits) });
  }

  #strip() {
    const isChanged =
      this.ran && JSON.stringify(parameterQuery(this.draft)) !== JSON.stringify(parameterQuery(this.given));
    return html`<div class="strip">
      ${isChanged ? html`<span class="changed">${icon('info', 's')}${this.t('report.changed')}</span>` : nothing}
      ${
        this.failure && this.ran
          ? html`<span class="stale"
              >${icon('triangle-alert', 's')}${this.t('report.failed')}: ${this.failure.message}</span
            >`
          : nothing
      }
      <span class="sp"></span>
      <span class="meta">${this.isRunning ? this.t('common.loading') : this.ran ? this.#readWords(this.ran) : ''}</span>
    </div>`;
  }

  #content(report: ReportHead) {
    const { ran, failure } = this;
    if (failure && !ran) {
      const request = failure.requestId ? ` ${this.t('common.request', { id: failure.requestId })}` : '';
      const isForbidden = failure.status === 403;
      return html`<tr-state
        kind=${isForbidden ? 'forbidden' : 'failed'}
        .heading=${this.t(isForbidden ? 'report.forbidden' : 'report.failed')}
        .text=${failure.message + request}
        .actions=${[{ label: this.t('common.tryAgain'), primary: !isForbidden, run: () => void this.#run(report) }]}
      ></tr-state>`;
    }
    if (this.missing.length > 0 && !ran) {
      const fieldHost = createFieldHost(this.host);
      const names = (report.parameters ?? [])
        .filter((parameter) => this.missing.includes(parameter.name))
        .map((parameter) => parameterLabel(parameter, fieldHost));
      return html`<tr-state
        kind="filtered"
        .heading=${this.t('report.waiting')}
        .text=${this.t('report.needs', { names: names.join(', ') })}
        .actions=${[this.#toParameters]}
      ></tr-state>`;
    }
    if (!ran) return html`<tr-skeleton .rows=${10} .columns=${6}></tr-skeleton>`;
    if (isWithoutRows(ran.grid)) {
      return html`<tr-state
        kind="filtered"
        .heading=${this.t('report.empty')}
        .text=${this.t('report.emptyText')}
        .actions=${[
          Object.keys(this.given).length > 0
            ? { label: this.t('dashboard.reset'), primary: true, run: () => void this.#go(report, {}) }
            : this.pane
              ? this.#toParameters
              : { label: this.t('dashboard.refresh'), primary: true, run: () => void this.#run(report) },
        ]}
      ></tr-state>`;
    }
    return html`<tr-sheet
      .grid=${ran.grid}
      .name=${this.host.i18n.label(report.label, report.name)}
      ?held=${this.isExplaining}
      ?numbered=${!phone.matches}
      .frozenColumns=${phone.matches ? 1 : Number.POSITIVE_INFINITY}
      .linkOf=${this.#linkOf}
      @tr-explain=${(event: CustomEvent<SheetCellEvent>) => void this.#explain(report, ran, event.detail)}
    ></tr-sheet>`;
  }

  get #toParameters() {
    return { label: this.t('report.choose'), primary: true, run: () => this.pane?.focusFirst() };
  }

  #linkOf = (cell: GridCell): string | undefined => {
    const set = valuesSet(cell);
    if (Object.keys(set).length > 0)
      return hrefWith(hrefs.report(this.name), parameterQuery(withParameters(this.given, set)));
    return this.#links(cell)[0]?.href;
  };

  #links(cell: GridCell) {
    const { app, i18n } = this.host;
    return cellLinks(cell, (open, name, of) => {
      if (open === 'record') return this.t('explain.openRecord', { name: of.text });
      if (open !== 'list') {
        const head = (open === 'report' ? app.document.reports : app.document.dashboards).find(
          (each) => each.name === name,
        );
        return this.t('explain.openRecord', { name: i18n.label(head?.label, name) });
      }
      const things = i18n.label(app.entity(name)?.plural, name).toLocaleLowerCase(i18n.language);
      return this.t('explain.openList', { things });
    });
  }

  async #explain(report: ReportHead, ran: Ran, { cell, element }: SheetCellEvent): Promise<void> {
    this.isExplaining = true;
    await this.explain.openAt(element, {
      report: this.name,
      cell,
      given: ran.given,
      parameters: ran.grid.parameters,
      declared: report.parameters ?? [],
      links: this.#links(cell),
    });
  }

  async #export(): Promise<void> {
    if (!this.ran) return;
    this.isExporting = true;
    try {
      await downloadXlsx(this.host, { report: this.name, parameters: this.ran.given });
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      this.host.toasts.show({ text: `${this.t('report.exportFailed')}: ${error.message}`, tone: 'bad' });
    } finally {
      this.isExporting = false;
    }
  }
}
