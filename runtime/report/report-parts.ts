/** What cells show instead of a text, and the charts above and below a sheet. */
import { html, nothing } from 'lit';
import type { GridCell } from '../../metadata/sheet/types.js';
import type { Scalar } from '../../metadata/value.js';
import type { ReportHead } from '../dashboard/dashboard-document.js';
import { hrefWith, parameterQuery, type GivenParameters } from '../dashboard/parameters.js';
import { hrefs } from '../data/router.js';
import type { Host } from '../host/host.js';
import type { WidgetData } from '../host/widget-views.js';
import { icon } from '../ui/icon.js';
import { lazyReport } from '../ui/lazy-widgets.js';
import { lazyParts } from '../ui/lazy-parts.js';
import { chartKey, withDrill, type ChartDrills } from './report-address.js';
import type { GridAnswer, ReportCharts } from './report-run.js';

/** `<tr-report-chart>`, with the first chart of a report. */
const lazyChart = lazyParts(() => import('./report-chart.js'));

export interface PartsInput {
  readonly host: Pick<Host, 'i18n'>;
  readonly report: ReportHead;
  readonly grid: GridAnswer;
  readonly given: GivenParameters;
  readonly phone: boolean;
  readonly drill: ChartDrills | undefined;
  /** A chart goes down or up in place. */
  setDrill(drill: ChartDrills): void;
}

const none: readonly Scalar[] = [];

/** Rows of a chart in one cell, the same object at each drawing so that the chart is not drawn again. */
const kept = new WeakMap<WidgetData, Map<string, WidgetData>>();

function rowsFor(all: WidgetData, rows: readonly number[] | undefined, key: string): WidgetData {
  if (!rows) return all;
  const known = kept.get(all) ?? new Map<string, WidgetData>();
  kept.set(all, known);
  const data = known.get(key) ?? { columns: all.columns, rows: rows.map((index) => all.rows[index]!) };
  known.set(key, data);
  return data;
}

function drawChart(
  input: PartsInput,
  charts: ReportCharts,
  id: string,
  cell: Pick<GridCell, 'at' | 'chart'> & Partial<Pick<GridCell, 'row' | 'column'>>,
  flat: boolean,
) {
  const found = charts.charts.find((each) => each.id === id);
  const { i18n } = input.host;
  if (!found || 'noAccess' in found)
    return html`<span class="refused">${icon('lock', 's')}${i18n.t('widget.noAccess')}</span>`;
  if ('tooMany' in found)
    return html`<span class="refused">${i18n.t('report.chartTooMany', { count: found.tooMany })}</span>`;
  lazyChart();
  const { document } = found;
  // Cells that are only looked at do not say of which instance they are.
  const at = cell.at ?? (cell.row === undefined ? undefined : `${cell.row} ${cell.column}`);
  const key = chartKey(id, at);
  const data = rowsFor(charts.data[document.dataset]!, cell.chart?.rows, `${id} ${at ?? ''}`);
  return html`<tr-report-chart
    class="chart"
    .chart=${document}
    .data=${data}
    .declared=${input.report.parameters ?? []}
    .given=${input.given}
    ?phone=${input.phone}
    ?flat=${flat}
    .chosen=${input.drill?.[key] ?? none}
    @tr-drill=${(event: CustomEvent<readonly Scalar[]>) => input.setDrill(withDrill(input.drill, key, event.detail))}
  ></tr-report-chart>`;
}

/** Undefined for a cell of text. */
export function cellPart(input: PartsInput, cell: GridCell): unknown {
  const { grid, host } = input;
  if (cell.kind === 'image') {
    const data = grid.images?.[cell.source];
    return data === undefined ? nothing : html`<img src=${data} alt="" />`;
  }
  if (cell.kind === 'chart' && cell.chart && grid.charts)
    return drawChart(input, grid.charts, cell.chart.id, cell, true);
  if (cell.kind === 'report' && cell.report) {
    lazyReport();
    const { name, parameters } = cell.report;
    const given = Object.fromEntries(Object.entries(parameters).filter(([, value]) => value !== null));
    return html`<tr-report-frame
      class="inner"
      flat
      .report=${name}
      .name=${host.i18n.label(undefined, name)}
      .given=${given}
      .hrefSetting=${(values: GivenParameters) => hrefWith(hrefs.report(name), parameterQuery({ ...given, ...values }))}
    ></tr-report-frame>`;
  }
  return undefined;
}

/** Charts that no cell shows. */
export function looseCharts(input: PartsInput, place: 'above' | 'below') {
  const { charts } = input.grid;
  if (!charts) return nothing;
  const here = charts.loose.filter((id) => {
    const found = charts.charts.find((each) => each.id === id);
    return ((found && 'document' in found ? found.document.place : undefined) ?? 'above') === place;
  });
  if (here.length === 0) return nothing;
  return html`<div class="charts ${here.length > 1 ? 'several' : ''}">
    ${here.map((id) => html`<div class="loose">${drawChart(input, charts, id, {}, false)}</div>`)}
  </div>`;
}
