/**
 * `<td-report-preview>`: the report as its readers will see it, run by the server on real rows, drawn by the reader's own
 * sheet. A newer run ends the older one; what is wrong names its cell and leads there. What the last run showed stays while
 * the next one is made.
 */
import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { ApiFailure } from '../../runtime/data/api-client.js';
import type { GridAnswer } from '../../runtime/report/report-run.js';
import { looseCharts } from '../../runtime/report/report-parts.js';
import type { ReportHead } from '../../runtime/dashboard/dashboard-document.js';
import '../../runtime/report/sheet.js';
import type { SheetCellEvent } from '../../runtime/report/sheet.js';
import { parseAddress } from '../../metadata/sheet/address.js';
import { icon } from '../../runtime/ui/icon.js';
import { isObject } from '../json/schema-walk.js';
import { TdElement } from '../td-element.js';
import type { SheetDesk } from './sheet-desk.js';

/** Milliseconds without a change before a run begins. */
const pause = 400;

@customElement('td-report-preview')
export class TdReportPreview extends TdElement {
  @property({ attribute: false }) desk!: SheetDesk;
  @state() private on = true;
  @state() private grid: GridAnswer | undefined;
  @state() private failure: ApiFailure | undefined;
  @state() private seconds = 0;
  @state() private isRunning = false;
  #shown: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running: AbortController | undefined;
  #of: SheetDesk | undefined;

  static override styles = css`
    :host {
      display: flex;
      flex-direction: column;
      min-height: 0;
      background: var(--tr-canvas);
    }
    .bar {
      display: flex;
      align-items: center;
      gap: 8px;
      min-height: 36px;
      padding: 0 12px;
      flex-wrap: wrap;
    }
    .bar label {
      display: flex;
      align-items: center;
      gap: 6px;
      font: var(--tr-text-strong);
      cursor: pointer;
    }
    .meta {
      font: var(--tr-text-meta);
      color: var(--tr-text-3);
    }
    .meta.bad {
      color: var(--tr-bad);
    }
    .meta.bad button {
      border: 0;
      background: none;
      padding: 4px;
      font: inherit;
      color: var(--tr-accent-text);
      cursor: pointer;
      text-decoration: underline;
    }
    .sheet {
      flex: 1;
      min-height: 0;
      margin: 0 12px 12px;
      border: 1px solid var(--tr-line);
      position: relative;
      display: flex;
    }
    .sheet[aria-busy='true'] {
      opacity: 0.6;
    }
    tr-sheet {
      flex: 1;
    }
    .beside {
      flex: none;
      max-height: 220px;
      overflow: auto;
      margin: 0 12px 8px;
      border: 1px solid var(--tr-line);
      background: var(--tr-surface);
    }
    .beside .loose {
      height: 200px;
    }
    .none {
      padding: 0 12px 12px;
      font: var(--tr-text-body);
      color: var(--tr-text-3);
    }
  `;

  override connectedCallback(): void {
    super.connectedCallback();
    this.on = this.host.appearance.get('design.preview') !== 'off';
  }

  override disconnectedCallback(): void {
    clearTimeout(this.#timer);
    this.#running?.abort();
    super.disconnectedCallback();
  }

  protected override willUpdate(): void {
    if (this.#of !== this.desk) {
      this.#of = this.desk;
      this.grid = undefined;
      this.failure = undefined;
      this.#shown = undefined;
    }
    this.#plan();
  }

  /** What a run is given of the document; undefined where there is nothing to show. */
  #body(): Readonly<Record<string, unknown>> | undefined {
    const { value } = this.desk.open;
    if (!isObject(value) || !Array.isArray(value['datasets']) || Object.keys(this.desk.sheet.cells).length === 0) return undefined; // prettier-ignore
    const { kind, name, datasets, sheet, parameters, charts } = value;
    return Object.fromEntries(Object.entries({ kind, name, datasets, sheet, parameters, charts }).filter(([, each]) => each !== undefined)); // prettier-ignore
  }

  #plan(): void {
    if (!this.on) return;
    const body = this.#body();
    const text = body && JSON.stringify(body);
    if (text === this.#shown) return;
    const isFirst = this.#shown === undefined;
    this.#shown = text;
    clearTimeout(this.#timer);
    this.#running?.abort();
    if (!body || this.#unpublished() !== undefined) {
      this.grid = undefined;
      this.failure = undefined;
      this.isRunning = false;
      return;
    }
    this.isRunning = true;
    this.#timer = setTimeout(() => void this.#run(body), isFirst ? 0 : pause);
  }

  async #run(report: Readonly<Record<string, unknown>>): Promise<void> {
    const running = (this.#running = new AbortController());
    const start = performance.now();
    try {
      const grid = await this.host.api.post<GridAnswer>('/reports/preview', { report }, { signal: running.signal });
      if (running.signal.aborted) return;
      this.grid = grid;
      this.failure = undefined;
      this.seconds = (performance.now() - start) / 1000;
    } catch (error) {
      if (running.signal.aborted) return;
      if (!(error instanceof ApiFailure)) throw error;
      this.failure = error;
    }
    this.isRunning = false;
  }

  override render() {
    return html`<div class="bar">
        <label
          ><input type="checkbox" .checked=${this.on} @change=${this.#toggle} />${this.w('report.preview')}</label
        >
        ${this.on ? this.#said() : nothing}
      </div>
      ${this.on ? this.#sheet() : nothing}`;
  } // prettier-ignore

  readonly #toggle = (event: Event): void => {
    this.on = (event.target as HTMLInputElement).checked;
    this.host.appearance.set('design.preview', this.on ? 'on' : 'off');
    this.#shown = undefined;
    this.emit('td-preview', this.on);
  };

  /** What a dataset reads that is a draft only: it has no rows yet. */
  #unpublished(): string | undefined {
    const { value } = this.desk.open;
    const datasets = isObject(value) && Array.isArray(value['datasets']) ? value['datasets'].filter(isObject) : [];
    for (const { source } of datasets) {
      const query = isObject(source) && isObject(source['query']) ? source['query'] : {};
      const entity = typeof query['entity'] === 'string' ? this.session.model.entities.get(query['entity']) : undefined;
      if (entity && !this.host.app.entity(entity.name)) return this.host.i18n.label(entity.label, entity.name);
    }
    return undefined;
  }

  #said() {
    const { failure, grid } = this;
    const unpublished = this.#unpublished();
    if (unpublished) return html`<span class="meta" role="status">${this.w('report.unpublished', { name: unpublished })}</span>`; // prettier-ignore
    if (failure) {
      const cell = /^\/(?:report\/)?sheet\/cells\/([A-Z]+\d+)/.exec(failure.path ?? '')?.[1];
      return html`<span class="meta bad" role="status"
        >${icon('circle-x', 's')} ${failure.message}
        ${cell ? html`<button type="button" @click=${() => this.#go(cell)}>${this.w('report.goTo', { cell })}</button>` : nothing}</span
      >`;
    }
    if (this.isRunning) return html`<span class="meta">${this.w('report.running.now')}</span>`;
    if (!grid) return nothing;
    return html`<span class="meta">${this.w('report.ran', { rows: grid.rowsRead, seconds: Math.round(this.seconds * 10) / 10 })}</span>`; // prettier-ignore
  }

  #sheet() {
    const { grid } = this;
    if (!grid) return html`<p class="none">${this.failure || this.isRunning ? '' : this.w('report.nothingYet')}</p>`;
    return html`${this.#charts(grid)}
      <div class="sheet" aria-busy=${this.isRunning ? 'true' : nothing}>
        <tr-sheet
          .grid=${grid}
          .name=${this.w('report.preview')}
          .marked=${this.desk.address}
          @tr-explain=${(event: CustomEvent<SheetCellEvent>) => this.#go(event.detail.cell.source)}
        ></tr-sheet>
      </div>`;
  }

  /** Charts that stand beside the sheet, as readers will see them. */
  #charts(grid: GridAnswer) {
    if (!grid.charts || grid.charts.loose.length === 0) return nothing;
    const report = this.desk.open.value as ReportHead;
    const input = { host: this.host, report, grid, given: {}, phone: false, drill: undefined, setDrill: () => undefined };
    return html`<div class="beside" aria-busy=${this.isRunning ? 'true' : nothing}>${looseCharts(input, 'above')}${looseCharts(input, 'below')}</div>`;
  } // prettier-ignore

  #go(address: string): void {
    const place = parseAddress(address);
    if (place) this.desk.select(place);
  }
}
