/**
 * `<tr-report-chart>`: a chart of a report, in a cell or beside the sheet: drawn by the same view as on dashboards, with the
 * rows that came with the run. A click sets parameters or leads on; what it set is shown as chosen.
 */
import { css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ResultRow } from '../../metadata/contributions.js';
import type { ReportChart } from '../../metadata/schema/report.js';
import { resolveParameters } from '../../metadata/query/parameters.js';
import type { Parameter } from '../../metadata/schema/parameter.js';
import type { Value } from '../../metadata/value.js';
import { destinationOf, evaluateAction, isOpen, isSet, valuesToSet, type ActionTools } from '../dashboard/actions.js';
import { pageEvaluation } from '../dashboard/evaluation.js';
import type { GivenParameters } from '../dashboard/parameters.js';
import { widgetCardStyles } from '../dashboard/widget-card-styles.js';
import { widgetTable } from '../dashboard/widget-table.js';
import { createFieldHost } from '../host/field-host.js';
import type { WidgetData, WidgetInput, WidgetView } from '../host/widget-views.js';
import { TrElement } from '../ui/element.js';
import { iconButton } from '../ui/parts.js';
import '../ui/later-strings.js';

const own = new Set(['id', 'label', 'dataset', 'place', 'on']);

@customElement('tr-report-chart')
export class TrReportChart extends TrElement {
  @property({ attribute: false }) chart!: ReportChart;
  @property({ attribute: false }) data: WidgetData = { columns: [], rows: [] };
  @property({ attribute: false }) declared: readonly Parameter[] = [];
  @property({ attribute: false }) given: GivenParameters = {};
  @property({ type: Boolean, reflect: true }) phone = false;
  /** In a cell, which has edges of its own. */
  @property({ type: Boolean, reflect: true }) flat = false;
  @state() private view: WidgetView | undefined;
  @state() private asTable = false;

  static override styles = [
    widgetCardStyles,
    css`
      :host { height: 100%; }
      :host([flat]) .card { border: 0; border-radius: 0; background: none; }
    `,
  ]; // prettier-ignore

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#load();
  }

  async #load(): Promise<void> {
    const views = await this.host.widgets();
    const { view } = await views['chart']!();
    if (this.view === view) return;
    const sheet = view.styles?.styleSheet;
    if (sheet) this.shadowRoot!.adoptedStyleSheets = [...this.shadowRoot!.adoptedStyleSheets, sheet];
    this.view = view;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('data')) this.#learn();
  }

  /** Names of records in the rows: chips and the query pane say them. */
  #learn(): void {
    for (const { name, target } of this.data.columns) {
      if (target === undefined) continue;
      for (const row of this.data.rows) {
        const [id, label] = [row[name], row[`${name}_label`]];
        if (typeof id === 'string' && typeof label === 'string') this.host.app.references.set(id, label);
      }
    }
  }

  get #tools(): ActionTools {
    const { registries, model } = this.host.app;
    const context = pageEvaluation(this.host);
    const resolved = resolveParameters(this.declared, this.given, context, registries.function, model.dictionaries);
    return { functions: registries.function, context, parameters: resolved.values, stated: resolved.stated };
  }

  /** Values that a click on a row sets. */
  #valuesOf(row: ResultRow, tools: ActionTools): Readonly<Record<string, Value>> {
    const sets = (this.chart.on?.click ?? []).filter(isSet);
    return Object.assign({}, ...sets.map((action) => valuesToSet(action, row, tools))) as Record<string, Value>;
  }

  #isChosen(row: ResultRow, tools: ActionTools): boolean {
    const values = Object.entries(this.#valuesOf(row, tools));
    const same = (a: Value | undefined, b: Value) => a === b || (Array.isArray(a) && a.length === 1 && a[0] === b);
    return values.length > 0 && values.every(([name, value]) => value !== null && same(tools.stated[name], value));
  }

  #choose(row: ResultRow, tools: ActionTools): void {
    const values = this.#valuesOf(row, tools);
    if (Object.keys(values).length > 0) {
      const isOn = this.#isChosen(row, tools);
      const set = Object.entries(values).map(([name, value]) => [name, isOn || value === null ? undefined : value]);
      this.emit<Readonly<Record<string, Value | undefined>>>('tr-set', Object.fromEntries(set));
      return;
    }
    const open = this.chart.on?.click?.find(isOpen);
    const place = open && destinationOf(open, row, this.data.columns, tools);
    if (!place) return;
    if (place.away) window.open(place.href, '_blank', 'noopener,noreferrer');
    else void this.host.router.go(place.href);
  }

  #input(): WidgetInput {
    const tools = this.#tools;
    const { chart, data } = this;
    const context = tools.context;
    return {
      title: this.host.i18n.label(chart.label, chart.id),
      options: Object.fromEntries(Object.entries(chart).filter(([key]) => !own.has(key))),
      data,
      datasets: { [chart.dataset]: data },
      host: createFieldHost(this.host),
      charts: this.host.app.registries.chart,
      selections: [],
      isChosen: (row) => this.#isChosen(row, tools),
      today: String(context.today()),
      timeZone: context.timeZone,
      phone: this.phone,
      parameters: tools.parameters,
      evaluate: (text) => evaluateAction(text, {}, tools),
      placeOf: () => undefined,
      hrefSetting: () => '',
      ...(chart.on?.click?.length ? { choose: (row: ResultRow) => this.#choose(row, tools) } : {}),
    };
  }

  override render() {
    const { view } = this;
    if (!view) return nothing;
    const input = this.#input();
    const isEmpty = this.data.rows.length === 0;
    return html`<section class="card" aria-label=${input.title}>
      ${this.#head(input, view, isEmpty)}
      <div class="body">
        ${
          isEmpty
            ? html`<div class="state"><b>${this.t('widget.noRows')}</b></div>`
            : this.asTable
              ? widgetTable(input)
              : view.display(input)
        }
      </div>
    </section>`;
  }

  #head(input: WidgetInput, view: WidgetView, isEmpty: boolean) {
    const label = this.t(this.asTable ? 'widget.asPicture' : 'widget.asTable');
    return html`<header>
      <div class="top">
        <h2 class="clip" data-tip-cut>${input.title}</h2>
        ${isEmpty || this.asTable ? nothing : (view.head?.(input) ?? nothing)}
      </div>
      ${
        isEmpty
          ? nothing
          : iconButton({
              label,
              icon: this.asTable ? 'chart-column' : 'table',
              size: 'xs',
              run: () => (this.asTable = !this.asTable),
            })
      }
    </header>`;
  }
}
