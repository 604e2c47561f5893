/** A dashboard with every chart over rows of its own, as a package: for screens and for saving it over HTTP. */
import type { DashboardDocument } from '../../metadata/schema/dashboard.js';
import { rowsFor } from './chart-rows.js';
import { chartFolders } from './charts.js';

const columns = 3;

/** Inline rows have no grain: periods stand as dates. */
function datasetOf(name: string, options: Readonly<Record<string, unknown>>) {
  const { columns: all, rows } = rowsFor(options);
  const names = all.flatMap((column) => (column.target ? [column.name, `${column.name}_label`] : [column.name]));
  return {
    name,
    source: {
      type: 'rows' as const,
      columns: names,
      rows: rows.map((row) => names.map((each) => (row[each] ?? null) as null)),
    },
  };
}

/** One part per chart type, named after it. */
export function chartDashboard(more: Partial<DashboardDocument> = {}): DashboardDocument {
  const charts = chartFolders.map((each) => ({ name: each.name, options: each.example }));
  return {
    kind: 'dashboard',
    id: '01KAJ0QX00CHARTS0000000001',
    name: 'charts_all',
    schema: 1,
    label: { en: 'All charts', 'zh-CN': '所有图表', 'zh-TW': '所有圖表', es: 'Todos los gráficos' },
    datasets: charts.map(({ name, options }) => datasetOf(name, options)),
    widgets: charts.map(({ name, options }, index) => ({
      id: `w_${name}`,
      type: 'chart',
      label: name,
      x: (index % columns) * 4,
      y: Math.floor(index / columns) * 6,
      w: 4,
      h: 6,
      dataset: name,
      options,
    })),
    ...more,
  } as DashboardDocument;
}
