/** The sheet that a link shows, with its charts: large ones as they are scrolled; with a way to stop and to try again. */
import { html, nothing } from 'lit';
import type { GridCell } from '../../metadata/sheet/types.js';
import type { Host } from '../host/host.js';
import { isWithoutRows } from '../report/grid-layout.js';
import type { ChartDrills } from '../report/report-address.js';
import { cellPart, looseCharts, type PartsInput } from '../report/report-parts.js';
import type { ReportRun } from '../report/report-run.js';
import { cancelledState, failedState, type StateSteps } from '../report/report-states.js';
import '../report/sheet.js';
import type { SheetRowsEvent } from '../report/sheet.js';
import { button } from '../ui/parts.js';
import { sharedReport } from './shared-api.js';

export interface SharedSheetInput {
  readonly title: string;
  readonly phone: boolean;
  readonly drill: ChartDrills | undefined;
  setDrill(drill: ChartDrills): void;
  again(): void;
  /** What stands there when the link opens its rows no more. */
  refused(): unknown;
}

export function sharedSheet(host: Host, run: ReportRun, input: SharedSheetInput) {
  const { ran, failure, isRunning, isCancelled } = run;
  const { again, title, phone } = input;
  const t = host.i18n.t.bind(host.i18n);
  const steps: StateSteps = { again, run: again, toParameters: again, hasPane: false };
  if (!ran && failure && !isRunning)
    return failure.status === 410 || failure.status === 404 ? input.refused() : failedState(host, failure, steps);
  if (!ran && isCancelled) return cancelledState(host, steps);
  if (!ran)
    return html`<tr-skeleton .rows=${10} .columns=${6}></tr-skeleton>
      ${run.elapsed > 1 ? html`<p class="waiting">${t('report.running', { seconds: run.elapsed })} ${button({ label: t('common.cancel'), run: () => run.cancel() })}</p>` : nothing}`;
  if (isWithoutRows(ran.grid))
    return html`<tr-state kind="empty" .heading=${t('report.empty')} .text=${''} .actions=${[]}></tr-state>`;
  const { grid } = ran;
  const { drill, setDrill } = input;
  const parts: PartsInput = { host, report: { name: sharedReport, label: {} }, grid, given: {}, phone, drill, setDrill };
  return html`${looseCharts(parts, 'above')}
    <tr-sheet
      .grid=${grid}
      .name=${title}
      .page=${grid.page}
      ?numbered=${!phone}
      .frozenColumns=${phone ? 1 : Number.POSITIVE_INFINITY}
      .partOf=${(cell: GridCell) => (cell.kind === 'report' ? html`<span class="refused">${t('shared.inner')}</span>` : cellPart(parts, cell))}
      .readAll=${() => run.readAll(host)}
      @tr-rows=${(event: CustomEvent<SheetRowsEvent>) => run.want(event.detail.first, event.detail.end)}
    ></tr-sheet>
    ${looseCharts(parts, 'below')}`;
} // prettier-ignore
