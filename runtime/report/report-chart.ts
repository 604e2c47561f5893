/**
 * `<tr-report-chart>`: a chart of a report, in a cell or beside the sheet: drawn by the same view as on dashboards, with the
 * rows that came with the run. A click goes a level down where it has levels (crumbs and Backspace go up), else it sets
 * parameters or leads on; what it set is shown as chosen. Says `tr-drill` with the values of the way down.
 */
import { css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ResultRow } from '../../metadata/contributions.js';
import { levelRows } from '../../metadata/chart/drill-levels.js';
import type { ReportChart } from '../../metadata/schema/report.js';
import { resolveParameters } from '../../metadata/query/parameters.js';
import type { Parameter } from '../../metadata/schema/parameter.js';
import type { Scalar, Value } from '../../metadata/value.js';
import { destinationOf, evaluateAction, isOpen, isSet, valuesToSet, type ActionTools } from '../dashboard/actions.js';
import { drillCrumbs } from '../dashboard/drill-crumbs.js';
import { pageEvaluation } from '../dashboard/evaluation.js';
import type { GivenParameters } from '../dashboard/parameters.js';
import { widgetCardStyles } from '../dashboard/widget-card-styles.js';
import { widgetTable } from '../dashboard/widget-table.js';
import { createFieldHost } from '../host/field-host.js';
import type { WidgetData, WidgetInput, WidgetView } from '../host/widget-views.js';
import { TrElement } from '../ui/element.js';
import { iconButton } from '../ui/parts.js';
import '../ui/later-strings.js';

const own = new Set(['id', 'label', 'dataset', 'place', 'drill', 'on']);

/** Rows of the level that is shown; without levels those that came. */
interface Level {
  readonly chosen: readonly Scalar[];
  readonly data?: WidgetData;
}

@customElement('tr-report-chart')
export class TrReportChart extends TrElement {
  @property({ attribute: false }) chart!: ReportChart;
  @property({ attribute: false }) data: WidgetData = { columns: [], rows: [] };
  @property({ attribute: false }) declared: readonly Parameter[] = [];
  @property({ attribute: false }) given: GivenParameters = {};
  /** Values chosen on its levels. */
  @property({ attribute: false }) chosen: readonly Scalar[] = [];
  @property({ type: Boolean, reflect: true }) phone = false;
  /** In a cell, which has edges of its own. */
  @property({ type: Boolean, reflect: true }) flat = false;
  @state() private view: WidgetView | undefined;
  @state() private asTable = false;
  #level: Level = { chosen: [] };

  static override styles = [
    widgetCardStyles,
    css`
      :host { height: 100%; }
      :host([flat]) .card { border: 0; border-radius: 0; background: none; }
      @media print { .ib { display: none; } .card { break-inside: avoid; } }
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
    if (changed.has('data') || changed.has('chart') || changed.has('chosen')) this.#level = this.#reach();
  }

  /** As far down as there are rows: an address may name a way that is there no longer. */
  #reach(): Level {
    const { chart, data } = this;
    const levels = chart.drill?.levels ?? [];
    const kept = typeof chart['series'] === 'string' ? [chart['series']] : [];
    for (let depth = Math.min(this.chosen.length, levels.length - 1); depth >= 0; depth--) {
      const chosen = this.chosen.slice(0, depth);
      const found = levelRows(data, levels, { chosen, kept });
      if (found && (found.rows.length > 0 || depth === 0)) return { chosen, data: found };
    }
    return { chosen: [] };
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

  /** The column of the level that a click goes down from; undefined on the last one. */
  get #down(): string | undefined {
    const levels = this.#level.data ? (this.chart.drill?.levels ?? []) : [];
    return this.#level.chosen.length < levels.length - 1 ? levels[this.#level.chosen.length]!.column : undefined;
  }

  #go(values: readonly Scalar[]): void {
    this.emit<readonly Scalar[]>('tr-drill', values);
  }

  #choose(row: ResultRow, tools: ActionTools): void {
    const down = this.#down;
    if (down !== undefined) return this.#go([...this.#level.chosen, (row[down] ?? null) as Scalar]);
    const values = this.#valuesOf(row, tools);
    if (Object.keys(values).length > 0) {
      const isOn = this.#isChosen(row, tools);
      const set = Object.entries(values).map(([name, value]) => [name, isOn || value === null ? undefined : value]);
      this.emit<Readonly<Record<string, Value | undefined>>>('tr-set', Object.fromEntries(set));
      return;
    }
    const open = this.chart.on?.click?.find(isOpen);
    const place = open && destinationOf(open, row, (this.#level.data ?? this.data).columns, tools);
    if (!place) return;
    if (place.away) window.open(place.href, '_blank', 'noopener,noreferrer');
    else void this.host.router.go(place.href);
  }

  #input(): WidgetInput {
    const tools = this.#tools;
    const { chart } = this;
    const data = this.#level.data ?? this.data;
    const level = this.#level.data && chart.drill?.levels[this.#level.chosen.length];
    const context = tools.context;
    return {
      title: this.host.i18n.label(chart.label, chart.id),
      options: {
        ...Object.fromEntries(Object.entries(chart).filter(([key]) => !own.has(key))),
        ...(level ? { x: level.column } : {}),
      },
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
      ...(chart.on?.click?.length || this.#down !== undefined
        ? { choose: (row: ResultRow) => this.#choose(row, tools) }
        : {}),
    };
  }

  override render() {
    const { view } = this;
    if (!view) return nothing;
    const input = this.#input();
    const isEmpty = this.data.rows.length === 0;
    const { drill } = this.chart;
    // In cells there are as many as groups: no landmarks.
    return html`<section
      class="card"
      role=${this.flat ? 'group' : nothing}
      aria-labelledby="title"
      @keydown=${this.#key}
    >
      ${this.#head(input, view, isEmpty)}
      ${drill ? drillCrumbs(this.host, drill, this.#level.chosen, (count) => this.#go(this.#level.chosen.slice(0, count))) : nothing}
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

  /** Backspace on a chart goes a level up. */
  #key(event: KeyboardEvent): void {
    const { chosen } = this.#level;
    if (event.key !== 'Backspace' || chosen.length === 0) return;
    event.preventDefault();
    event.stopPropagation();
    this.#go(chosen.slice(0, -1));
  }

  #head(input: WidgetInput, view: WidgetView, isEmpty: boolean) {
    const label = this.t(this.asTable ? 'widget.asPicture' : 'widget.asTable');
    return html`<header>
      <div class="top">
        <h2 id="title" class="clip" data-tip-cut>${input.title}</h2>
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
