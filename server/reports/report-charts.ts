/** What the charts of a report are drawn from: their documents with the rows that the run has read. */
import type { ResultColumn, ResultRow } from '../../metadata/contributions.js';
import type { ReportChart } from '../../metadata/schema/report.js';
import { rowCount } from './datasets.js';
import type { ReportRun } from './run-report.js';

/** Rows that are sent for one dataset; a chart of more must be grouped in its query. */
export const CHART_ROWS = 5000;

export type ChartAnswer =
  | { readonly id: string; readonly document: ReportChart }
  /** Something it is made from may not be read: a picture is whole or none. */
  | { readonly id: string; readonly noAccess: true }
  /** It would take more rows than are sent. */
  | { readonly id: string; readonly tooMany: number };

export interface ChartsAnswer {
  readonly charts: readonly ChartAnswer[];
  /** Rows of the datasets that those charts read, once for all of them. */
  readonly data: Readonly<
    Record<string, { readonly columns: readonly ResultColumn[]; readonly rows: readonly ResultRow[] }>
  >;
  /** Ids of those that no cell shows: they stand above or below the sheet. */
  readonly loose: readonly string[];
}

export function chartsAnswer({ report, datasets }: Pick<ReportRun, 'report' | 'datasets'>): ChartsAnswer | undefined {
  if (!report.charts?.length) return undefined;
  const charts = (report.charts as readonly ReportChart[]).map((document): ChartAnswer => {
    const { id } = document;
    const read = datasets.get(document.dataset);
    const names = new Set(textsIn(document));
    if (!read || read.closed || read.withheld?.some((name) => names.has(name))) return { id, noAccess: true };
    return rowCount(read) > CHART_ROWS ? { id, tooMany: rowCount(read) } : { id, document };
  });
  const drawn = new Set(charts.flatMap((each) => ('document' in each ? [each.document.dataset] : [])));
  const data = [...drawn].map((name) => {
    const { columns, rows } = datasets.get(name)!;
    return [name, { columns, rows }] as const;
  });
  const inCells = new Set(Object.values(report.sheet.cells).map((cell) => cell.chart));
  const loose = charts.map(({ id }) => id).filter((id) => !inCells.has(id));
  return { charts, data: Object.fromEntries(data), loose };
}

/** All words of its options: columns are named by whole texts, or by `datum.column` in texts. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return value.match(/[A-Za-z_][A-Za-z0-9_]*/g) ?? [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}
