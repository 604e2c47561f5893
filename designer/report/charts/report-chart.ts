/**
 * `<td-report-chart>`: one chart of a report in the place of the sheet, with the wells and types of charts of dashboards, over
 * real rows. Esc goes back. Fields stand in the palette.
 */
import { css, html, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { DashboardDocument, WidgetDocument } from '../../../metadata/schema/dashboard.js';
import { dashboardCard } from '../../../runtime/dashboard/dashboard-card.js';
import { emptyState } from '../../../runtime/dashboard/dashboard-state.js';
import { pageSelections, pageTools } from '../../../runtime/dashboard/page-model.js';
import type { WidgetView } from '../../../runtime/host/widget-views.js';
import { HostRequest, type Host } from '../../../runtime/host/host.js';
import '../../../runtime/ui/later-strings.js';
import '../../../runtime/ui/states.js';
import '../../chart/chart-designer.js';
import type { TdChartDesigner } from '../../chart/chart-designer.js';
import { deskOf as boardDeskOf, type Carried, type DropTarget } from '../../dashboard/board-desk.js';
import { goneOf } from '../../dashboard/gestures/gone.js';
import { widgetOf } from '../../dashboard/board.js';
import { boardHost, headOf, rowsKey } from '../../dashboard/preview/board-host.js';
import { isReleased } from '../../form/preview/design-host.js';
import type { OpenDocument } from '../../session/open-document.js';
import { TdElement } from '../../td-element.js';
import { ReportChartActs } from './report-chart-acts.js';
import { isInCell } from './report-board.js';

@customElement('td-report-chart')
export class TdReportChart extends TdElement implements DropTarget {
  @property({ attribute: false }) open!: OpenDocument;
  @property() chart = '';
  @state() private views: ReadonlyMap<string, WidgetView> | undefined;
  @state() private failed = false;
  @query('td-chart-designer') private designer!: TdChartDesigner | null;
  #acts!: ReportChartActs;
  #host: Host | undefined;
  #model: unknown;
  #rows = { text: '', version: 0 };
  #entered = false;

  static override styles = css`
    :host {
      display: flex;
      flex-direction: column;
      flex: 1;
      min-height: 0;
    }
    .note {
      margin: 0;
      padding: 6px 12px;
      font: var(--tr-text-meta);
      color: var(--tr-text-2);
      background: var(--tr-surface);
      border-bottom: 1px solid var(--tr-line);
    }
    .gone {
      padding: 20px;
      color: var(--tr-text-3);
    }
  `;

  constructor() {
    super();
    // The card asks for the host of this place: the draft, not the release.
    this.addEventListener(HostRequest.type, (event) => {
      const isCard = event.composedPath().some((each) => each instanceof HTMLElement && each.hasAttribute('data-preview')); // prettier-ignore
      if (!isCard || !this.#host) return;
      (event as HostRequest).host = this.#host;
      event.stopPropagation();
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#load();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    if (boardDeskOf(this.open).target === this) boardDeskOf(this.open).target = undefined;
  }

  async #load(): Promise<void> {
    this.failed = false;
    try {
      const loaders = await this.host.widgets();
      await this.host.app.ensureFunctions();
      this.views = new Map([['chart', (await loaders['chart']!()).view]]);
    } catch {
      this.failed = true;
    }
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('open') || changed.has('chart')) this.#acts = new ReportChartActs(this.session, this.open, this.chart); // prettier-ignore
    boardDeskOf(this.open).target = this;
    if (this.#host && this.#model === this.session.model) return;
    this.#model = this.session.model;
    this.#host = boardHost(this.session, () => this.#acts.board);
  }

  /** The keyboard comes along into the chart, once it is there. */
  protected override updated(): void {
    if (this.#entered || !this.designer) return;
    this.#entered = true;
    void this.designer.updateComplete.then(() => this.focusSelected());
  }

  override render() {
    const { board } = this.#acts;
    const widget = board && widgetOf(board, this.chart);
    if (this.failed) return html`<tr-state kind="failed" .heading=${this.t('shell.screenFailed')} .actions=${[{ label: this.t('common.tryAgain'), primary: true, run: () => void this.#load() }]}></tr-state>`;
    if (!board || !widget || !this.views) return html`<tr-skeleton .rows=${6} .columns=${3}></tr-skeleton>`;
    const back = () => this.emit('td-back');
    return html`${isInCell(this.open.value, this.chart) ? html`<p class="note">${this.w('report.chart.inCell')}</p>` : ''}
      <td-chart-designer .acts=${this.#acts} .board=${board} .widget=${widget.id} .clicks=${false} .back=${this.w('dataset.backToSheet')} .card=${this.#card(board, widget)}
        @td-back=${(event: Event) => (event.stopPropagation(), back())}
        @keydown=${(event: KeyboardEvent) => {
          if (event.key !== 'Escape' || event.defaultPrevented) return;
          event.preventDefault();
          back();
        }}></td-chart-designer>`;
  } // prettier-ignore

  #card(board: DashboardDocument, widget: WidgetDocument) {
    const gone = goneOf(board, widget, this.#acts.tools, (name) => isReleased(this.session.host, name));
    if (gone) return html`<p class="gone">${this.w(`dashboard.gone.${gone.what}`, { name: gone.name })}</p>`;
    const text = rowsKey(board, widget, this.session);
    if (this.#rows.text !== text) this.#rows = { text, version: this.#rows.version + 1 };
    try {
      const document = headOf(board, this.session);
      const tools = pageTools(this.#host!, document, emptyState);
      const selections = pageSelections(this.#host!, document, emptyState, tools);
      // The version is what makes the card ask again.
      const named = { ...document, name: `${board.name}~${this.#rows.version}` };
      const model = { host: this.#host!, document: named, state: emptyState, tools, selections, phone: false, go: () => undefined }; // prettier-ignore
      return html`<div data-preview style="display:contents">${dashboardCard(model, widget, { views: this.views!, style: '', loaded: () => undefined, still: true })}</div>`;
    } catch {
      return html`<p class="gone">${this.w('dashboard.partBroken', { name: this.#acts.label(widget) })}</p>`;
    }
  } // prettier-ignore

  /* ---------------------------------------------------------------- fields of the palette */

  over(carried: Carried, x: number, y: number): void {
    if (carried.kind === 'field') this.designer?.aim(x, y);
  }
  drop(carried: Carried, x: number, y: number): void {
    if (carried.kind === 'field') this.designer?.put(carried.picked, { x, y });
  }
  leave(): void {
    this.designer?.unaim();
  }
  take(carried: Carried): void {
    if (carried.kind === 'field') this.designer?.put(carried.picked);
  }
  focusSelected(): void {
    this.designer?.renderRoot.querySelector<HTMLElement>('vaadin-button')?.focus();
  }
}
