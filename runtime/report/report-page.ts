/**
 * `<tr-report-page>`: query pane, strip, charts, the sheet, explain. All that a reader chooses stands in the address
 * (parameters, order, filters, the explained cell, the way here); what is typed counts when it is run. It runs by itself when
 * nothing required is missing. The parts are files of their own; what is here is how they meet, which
 * is one story and makes the file long.
 */
import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { ReaderFilter, ReaderChanges } from '../../metadata/schema/reader-changes.js';
import type { Parameter } from '../../metadata/schema/parameter.js';
import type { GridCell } from '../../metadata/sheet/types.js';
import type { Value } from '../../metadata/value.js';
import { findReport, type ReportHead } from '../dashboard/dashboard-document.js';
import { DashboardMemory } from '../dashboard/dashboard-memory.js';
import {
  hrefWith,
  parameterQuery,
  readParameters,
  withParameters,
  type GivenParameters,
} from '../dashboard/parameters.js';
import '../dashboard/query-fields.js';
import type { TrQueryFields } from '../dashboard/query-fields.js';
import { learnNames } from '../dashboard/value-text.js';
import type { ShortcutGroup } from '../data/shortcuts.js';
import { hrefs, type Route } from '../data/router.js';
import type { PageTitle } from '../host/screens.js';
import { TrElement } from '../ui/element.js';
import '../ui/menu.js';
import type { TrMenu } from '../ui/menu.js';
import '../ui/states.js';
import './explain-panel.js';
import type { TrExplainPanel } from './explain-panel.js';
import { isWithoutRows } from './grid-layout.js';
import { AllRows } from './all-rows.js';
import { levelOf, outlineOf } from './outline.js';
import { OwnLook } from './own-look.js';
import { nextSort, placeQuery, readPlace, withFilter, type ReportPlace } from './report-address.js';
import { reportChips } from './report-chips.js';
import { ReportInputs } from './report-inputs.js';
import { explainRequest, linkOf, pageTitle, type PageFacts } from './report-links.js';
import { drafted, missingParameters, remembered, statedParameters } from './report-parameters.js';
import { phoneHead, reportHead, type HeadInput } from './report-head.js';
import { reportPageStyles } from './report-page-styles.js';
import { cellPart, looseCharts, type PartsInput } from './report-parts.js';
import { ReportRun, type Ran } from './report-run.js';
import { cancelledState, emptyState, failedState, missingState, type StateSteps } from './report-states.js';
import { reportStrip, type StripChip } from './report-strip.js';
import './row-card.js';
import { rowCard, type TrRowCard } from './row-card.js';
import './sheet.js';
import type { SheetCellEvent, SheetHeadEvent, SheetRowsEvent, SheetWidthEvent, TrSheet } from './sheet.js';
import './sheet-filter.js';
import { valuesOf, type TrSheetFilter } from './sheet-filter.js';
import { printsBy, sheetKeys } from './sheet-keys.js';
import { headMenu, scaleMenu } from './sheet-menus.js';
import '../ui/later-strings.js';

const phone = matchMedia('(max-width: 639px)');

@customElement('tr-report-page')
export class TrReportPage extends TrElement {
  @property() name = '';
  @property({ attribute: false }) route!: Route;
  /** As in the address. */
  @state() private given: GivenParameters = {};
  @state() private place: ReportPlace = { changes: {}, trail: [] };
  /** As in the query pane. */
  @state() private draft: GivenParameters = {};
  @state() private isExplaining = false;
  @state() private missing: readonly string[] = [];
  @state() private isReady = false;
  @query('tr-query-fields') private pane!: TrQueryFields | null;
  @query('tr-sheet') private sheet!: TrSheet | null;
  @query('tr-explain-panel') private explain!: TrExplainPanel;
  @query('tr-sheet-filter') private filterPanel!: TrSheetFilter;
  @query('tr-row-card') private card!: TrRowCard;
  @query('tr-menu') private menu!: TrMenu;
  readonly #run = new ReportRun(this);
  readonly #look = new OwnLook(this);
  readonly #rows = new AllRows(this, this.#run);
  readonly #inputs = new ReportInputs(this, {
    rerun: () => this.#again(),
    say: () => this.#report && this.#say(this.#report),
  });
  #memory: DashboardMemory | undefined;
  #remembers = '';
  #stops: (() => void)[] = [];

  static override styles = reportPageStyles;

  override connectedCallback(): void {
    super.connectedCallback();
    const again = () => this.requestUpdate();
    const keys: ShortcutGroup = { label: 'keys.report', shortcuts: () => (this.sheet ? sheetKeys : []) };
    phone.addEventListener('change', again);
    const printed = (event: KeyboardEvent) => this.sheet && printsBy(event) && void this.#print();
    window.addEventListener('keydown', printed);
    this.#stops = [
      () => phone.removeEventListener('change', again),
      () => window.removeEventListener('keydown', printed),
      this.host.shortcuts.add(keys),
    ];
    void this.#prepare();
  }

  override disconnectedCallback(): void {
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

  /** The address changed: what stands in it counts. */
  #open(): void {
    const report = this.#report;
    if (!report) return;
    if (this.#remembers !== this.name) return void this.#remember(report);
    const given = readParameters(report.parameters ?? [], this.route.query);
    const place = readPlace(this.route.query);
    const { ran } = this.#run;
    const isSame = ran?.report === this.name && same(parameterQuery(ran.given), parameterQuery(given));
    // Another order or filter: what is there stays in sight until the new one is.
    if (!isSame) this.#run.forget();
    const isRead = isSame && same(ran.changes, place.changes);
    const isOnlyCell = isRead && !same(place.cell, this.place.cell);
    const isOnlyDrill = isRead && !same(place.drill, this.place.drill);
    this.given = given;
    this.place = place;
    this.draft = given;
    this.#say(report);
    if (isOnlyCell) void this.#explainAddressed();
    // Charts in cells are drawn by the sheet.
    else if (isOnlyDrill) this.sheet?.requestUpdate();
    else void this.#start(report);
  }

  #say(report: ReportHead): void {
    this.emit<PageTitle>('tr-title', { ...pageTitle(this.host, report, this.place), note: this.#inputs.note });
  }

  /** The first time a report is opened, what its reader chose last is there, unless the address says otherwise. */
  async #remember(report: ReportHead): Promise<void> {
    const name = (this.#remembers = this.name);
    this.#run.forget();
    this.#inputs.forget();
    this.#look.open(this.host.app.document.user.id, name);
    this.#memory = new DashboardMemory(this.host);
    const kept = await this.#memory.read(['report', name]);
    if (name !== this.name) return;
    const query = parameterQuery(kept.parameters);
    if (Object.keys(this.route.query).length === 0 && Object.keys(query).length > 0) {
      // The shell hears of it: what it draws later has the same address.
      this.host.router.force(hrefWith(hrefs.report(name), query), true);
    } else this.#open();
    this.#say(report);
  }

  async #start(report: ReportHead): Promise<void> {
    const { given, place } = this;
    this.missing = missingParameters(report, statedParameters(this.host, report, given));
    if (this.missing.length > 0) return;
    // What is folded is known of rows that are here only.
    const whole = this.#look.folded.size > 0;
    const ran = await this.#run.start(this.host, { report: this.name, given, changes: place.changes, whole });
    if (!ran) {
      if (this.#run.failure && !this.#run.isRunning) this.host.announce(this.t('report.failed'), true);
      return;
    }
    this.host.announce(this.#readWords(ran));
    await this.#inputs.take(ran);
    await this.#explainAddressed();
  }

  /** The same once more: rows were written. */
  async #again(): Promise<void> {
    if (this.#report) await this.#start(this.#report);
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
    // On paper the sheet's own title says what it is.
    this.toggleAttribute('titled', this.#run.ran?.grid.rows.some(({ role }) => role === 'title') ?? false);
    const stated = statedParameters(this.host, report, this.draft);
    void learnNames(report.parameters ?? [], stated, this.host).then((found) => {
      if (found) this.requestUpdate();
    });
    const head = this.#headInput(report);
    return html`
      ${phone.matches ? phoneHead(head) : reportHead(head)} ${head.hasPane ? this.#pane(report, stated) : nothing}
      ${this.#strip(report)}
      <div class="sheet" aria-busy=${this.#run.isRunning ? 'true' : nothing}>${this.#content(report)}</div>
      ${this.#run.ran ? this.#inputs.bar() : nothing}
      <tr-explain-panel @tr-explained=${() => this.sheet?.focus()} @tr-closed=${this.#explained}></tr-explain-panel>
      <tr-sheet-filter
        @tr-filter=${(event: CustomEvent<{ cell: string; filter: ReaderFilter | undefined }>) =>
          this.#change({ filter: withFilter(this.place.changes.filter ?? [], event.detail.cell, event.detail.filter) })}
      ></tr-sheet-filter>
      <tr-row-card
        @tr-explain-cell=${(event: CustomEvent<GridCell>) => void this.#explain(report, { cell: event.detail, element: this.sheet!, row: event.detail.row })}
      ></tr-row-card>
      <tr-menu></tr-menu>
    `;
  }

  #headInput(report: ReportHead): HeadInput {
    return {
      host: this.host,
      title: this.host.i18n.label(report.label, report.name),
      summary: report.summary === undefined ? '' : this.host.i18n.label(report.summary),
      hasRun: this.#run.ran !== undefined,
      hasPane: (report.parameters ?? []).some((parameter) => !parameter.hidden),
      print: () => void this.#print(),
      openPane: (cause) => this.pane?.openAt(cause),
      runExport: () => void this.#export(),
      openSend: (cause) => void this.#send(report, cause),
    };
  }

  /** By mail, by link: what the menu does is loaded when it is first opened. */
  async #send({ name, label }: ReportHead, cause: HTMLElement): Promise<void> {
    const { sendItems } = await import('../schedules/send-items.js');
    const sendable = { kind: 'report', name, label: this.host.i18n.label(label, name), given: this.given } as const;
    const items = await sendItems(this.host, this.renderRoot, sendable);
    void this.menu.openAt(cause, this.t('send.more'), items, { align: 'end' });
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
        (this.draft = drafted(this.draft, event.detail.parameter, event.detail.value))}
      @tr-reset=${() => void this.#go({})}
      @tr-run=${() => this.#runDraft(report)}
    ></tr-query-fields>`;
  }

  /** What is missing is said and gone to; nothing is run and nothing that is there is lost. */
  #runDraft(report: ReportHead): void {
    this.missing = missingParameters(report, statedParameters(this.host, report, this.draft));
    if (this.missing.length === 0) return void this.#go(this.draft);
    void this.updateComplete.then(() => this.pane?.focusFirst());
  }

  /** Through the address; the same parameters again read fresh rows. */
  async #go(given: GivenParameters, changes = this.place.changes): Promise<void> {
    const report = this.#report!;
    if (!(await this.#inputs.mayLeave())) return;
    void this.#memory?.keepParameters(['report', this.name], remembered(report, given));
    const { trail, drill } = this.place;
    const href = this.#href({ changes, trail, ...(drill ? { drill } : {}) }, given);
    if (href !== this.host.router.route.href) return void (await this.host.router.go(href));
    this.given = given;
    this.draft = given;
    await this.#start(report);
  }

  #change(changes: Partial<ReaderChanges>): void {
    void this.#go(this.given, { ...this.place.changes, ...changes });
  }

  #href(place: ReportPlace, given = this.given): string {
    return hrefWith(hrefs.report(this.name), { ...parameterQuery(given), ...placeQuery(place) });
  }

  #readWords({ grid, seconds }: Ran): string {
    const { formats } = this.host.i18n;
    const digits = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
    return this.t('report.read', { count: grid.rowsRead, seconds: formats.number(Math.max(0.1, seconds), digits) });
  }

  #strip(report: ReportHead) {
    const { ran, failure, isRunning } = this.#run;
    const hasSheet = ran !== undefined && !isWithoutRows(ran.grid);
    const outline = hasSheet ? outlineOf(ran.grid) : undefined;
    return reportStrip({
      host: this.host,
      phone: phone.matches,
      chips: this.#chips(report),
      levels: outline ? outline.depth + 1 : 0,
      level: outline ? levelOf(outline, this.#look.folded) : undefined,
      find: this.#look.find,
      isMissed: this.#look.isMissed,
      isChanged: ran !== undefined && !same(parameterQuery(this.draft), parameterQuery(this.given)),
      stale: failure && ran ? `${this.t('report.failed')}: ${failure.message}` : undefined,
      running: isRunning ? this.#run.elapsed : undefined,
      read: ran ? this.#readWords(ran) : '',
      hasSheet,
      scale: this.#look.scale,
      setLevel: (level) => void this.#rows.withAll((grid) => this.#look.setLevel(outlineOf(grid), level)),
      openFind: () => this.#openFind(),
      setFind: (text, back) => this.#find(text, back),
      closeFind: () => this.#closeFind(),
      cancel: () => this.#run.cancel(),
      openScale: (cause) => {
        const sizes = scaleMenu(this.host, this.#look.scale, (scale) => this.#look.setScale(scale));
        void this.menu.openAt(cause, this.t('report.sizes'), sizes, { align: 'end' });
      },
    });
  }

  #chips(report: ReportHead): readonly StripChip[] {
    return reportChips({
      host: this.host,
      declared: report.parameters ?? [],
      given: this.given,
      changes: this.place.changes,
      grid: this.#run.ran?.grid,
      setParameter: (values) => void this.#go(withParameters(this.given, values)),
      change: (changes) => this.#change(changes),
    });
  }

  #openFind(): void {
    this.#look.lookFor('');
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('#find')?.focus());
  }

  #find(text: string, back: boolean): void {
    this.#look.lookFor(text);
    if (text === '') return;
    void this.#rows.withAll(() => {
      // Typed on meanwhile: the newer text is looked for.
      if (this.#look.find === text) this.#look.lookFor(text, this.sheet?.find(text, back) === false);
    });
  }

  /** On paper stands what was asked for: all rows. */
  async #print(): Promise<void> {
    if (await this.#rows.readAll()) await this.sheet?.print();
  }

  #closeFind(): void {
    this.#look.closeFind();
    this.sheet?.focus();
  }

  #content(report: ReportHead) {
    const { ran, failure, isRunning, isCancelled } = this.#run;
    const { sort = [], filter = [] } = this.place.changes;
    const steps: StateSteps = {
      again: () => void this.#start(report),
      run: () => this.#runDraft(report),
      toParameters: () => this.pane?.focusFirst(),
      reset: Object.keys(this.given).length > 0 ? () => void this.#go({}) : undefined,
      clearChanges: sort.length + filter.length > 0 ? () => void this.#go(this.given, {}) : undefined,
      hasPane: this.pane !== null,
    };
    if (failure && !ran && !isRunning) return failedState(this.host, failure, steps);
    if (this.missing.length > 0 && !ran) {
      const missing = missingParameters(report, statedParameters(this.host, report, this.draft));
      return missingState(this.host, report, missing, steps);
    }
    if (isCancelled && !ran) return cancelledState(this.host, steps);
    if (!ran) return html`<tr-skeleton .rows=${10} .columns=${6}></tr-skeleton>`;
    if (isWithoutRows(ran.grid)) return emptyState(this.host, steps);
    return this.#sheetOf(report, ran);
  }

  #parts(report: ReportHead, { grid }: Ran): PartsInput {
    return {
      host: this.host,
      report,
      grid,
      given: this.given,
      phone: phone.matches,
      drill: this.place.drill,
      setDrill: (drill) => void this.host.router.go(this.#href({ ...this.place, drill })),
    };
  }

  #sheetOf(report: ReportHead, ran: Ran) {
    const parts = this.#parts(report, ran);
    const { changes } = this.place;
    return html`<div
      class="board"
      @tr-set=${(event: CustomEvent<Readonly<Record<string, Value | undefined>>>) =>
        void this.#go(withParameters(this.given, event.detail))}
    >
      ${looseCharts(parts, 'above')}
      <tr-sheet
        .grid=${ran.grid}
        .name=${this.host.i18n.label(report.label, report.name)}
        .page=${ran.grid.page}
        ?held=${this.isExplaining}
        ?numbered=${!phone.matches}
        .frozenColumns=${phone.matches ? 1 : Number.POSITIVE_INFINITY}
        .linkOf=${this.#linkOf}
        .partOf=${this.#partOf}
        .offers=${ran.grid.offers}
        .sort=${changes.sort ?? []}
        .filtered=${new Set((changes.filter ?? []).map(({ cell }) => cell))}
        .folded=${this.#look.folded}
        .scale=${this.#look.scale}
        .widths=${this.#look.widths}
        .input=${this.#inputs.tools}
        .readAll=${this.#rows.readAll}
        @tr-rows=${(event: CustomEvent<SheetRowsEvent>) => this.#run.want(event.detail.first, event.detail.end)}
        @tr-fold=${(event: CustomEvent<string>) => void this.#rows.withAll(() => this.#look.fold(event.detail))}
        @tr-find=${() => this.#openFind()}
        @tr-sort=${(event: CustomEvent<SheetHeadEvent>) =>
          this.#change({ sort: nextSort(changes.sort ?? [], event.detail.offer.sort!) })}
        @tr-head=${(event: CustomEvent<SheetHeadEvent>) => this.#openHead(ran, event.detail)}
        @tr-width=${(event: CustomEvent<SheetWidthEvent>) => this.#look.setWidth(event.detail.column, event.detail.width)}
        @tr-explain=${(event: CustomEvent<SheetCellEvent>) => this.#chosen(report, event.detail)}
      ></tr-sheet>
      ${looseCharts(parts, 'below')}
    </div>`;
  }

  #partOf = (cell: GridCell): unknown => {
    const [report, { ran }] = [this.#report, this.#run];
    return report && ran ? cellPart(this.#parts(report, ran), cell) : undefined;
  };

  #openHead(ran: Ran, { cell, element, offer }: SheetHeadEvent): void {
    const { sort = [], filter: filters = [] } = this.place.changes;
    const column = cell.column + (cell.columnSpan ?? 1) - 1;
    const width = this.#look.widths.get(column) ?? ran.grid.columns[column]!.width;
    const filter = filters.find((each) => each.cell === offer.filter);
    const items = headMenu(this.host, {
      offer,
      sort,
      isFiltered: filter !== undefined,
      isResized: this.#look.widths.has(column),
      setSort: (keys) => this.#change({ sort: keys }),
      openFilter: () =>
        void this.#rows.withAll(({ cells }) => {
          const values = valuesOf(cells, offer.filter!, filter);
          this.filterPanel.openAt(element, { cell: offer.filter!, name: cell.text, values, filter });
        }),
      setWidth: (by) => this.#look.setWidth(column, by === undefined ? undefined : width + by),
    });
    void this.menu.openAt(element, cell.text, items);
  }

  #facts(report: ReportHead): PageFacts {
    return {
      host: this.host,
      report,
      given: this.given,
      place: this.place,
      query: this.route.query,
      layout: this.sheet?.layout,
      href: (place, given) => this.#href(place, given),
    };
  }

  #linkOf = (cell: GridCell): string | undefined => {
    const report = this.#report;
    return report && linkOf(cell, this.#facts(report));
  };

  /** A label is read as the card of its row on a phone, everything else is explained. */
  #chosen(report: ReportHead, event: SheetCellEvent): void {
    const layout = this.sheet?.layout;
    const isLabel = typeof event.cell.value !== 'number' && event.cell.kind === undefined;
    if (phone.matches && layout && isLabel) this.card.openAt(event.element, rowCard(layout, event.row));
    else void this.#explain(report, event);
  }

  /** The cell that the address names is explained once its sheet is there. */
  async #explainAddressed(): Promise<void> {
    const { cell } = this.place;
    const report = this.#report;
    if (!cell || !report) return;
    const { ran } = this.#run;
    const isHere = ran?.grid.cells.some((each) => each.source === cell.source && each.at === cell.at);
    if (!isHere) await this.#run.hold(cell);
    if (this.#run.ran) this.#look.unfold(this.#run.ran.grid, cell);
    await this.updateComplete;
    await this.sheet?.updateComplete;
    const found = await this.sheet?.show(cell.source, cell.at);
    if (found) await this.#explain(report, found);
  }

  async #explain(report: ReportHead, { cell, element }: SheetCellEvent): Promise<void> {
    const { ran } = this.#run;
    if (!ran) return;
    this.isExplaining = true;
    await this.explain.openAt(element, explainRequest(cell, ran, this.#facts(report)));
  }

  /** The address names the cell no longer. */
  #explained = (): void => {
    this.isExplaining = false;
    const { cell: _cell, ...place } = this.place;
    if (this.place.cell) this.host.router.replace(this.#href(place));
    this.place = place;
  };

  async #export(): Promise<void> {
    const { ran } = this.#run;
    const report = this.#report;
    if (!ran || !report) return;
    const { openExport } = await import('./export-dialog.js');
    await openExport(this.host, this.renderRoot as ShadowRoot, {
      kind: 'report',
      name: this.name,
      label: this.host.i18n.label(report.label, report.name),
      parameters: ran.given,
      changes: ran.changes,
    });
  }
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
