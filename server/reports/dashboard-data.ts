/** Rows for one widget of a dashboard: the dataset it names, under the reader's rights, with the parameters as sent. */
import type { DashboardDocument } from '../../metadata/schema/report.js';
import type { Value } from '../../metadata/value.js';
import type { Context } from '../context.js';
import { notFound } from '../errors.js';
import { loadDataset, parametersOf, type DatasetRows } from './datasets.js';

export interface WidgetData {
  /** Datasets by name: those that the widget's type asks for. */
  readonly datasets: Readonly<Record<string, Pick<DatasetRows, 'columns' | 'rows'>>>;
  readonly parameters: Readonly<Record<string, Value>>;
}

export async function widgetData(
  context: Context,
  name: string,
  widgetId: string,
  given: Readonly<Record<string, unknown>>,
): Promise<WidgetData> {
  const dashboard: DashboardDocument | undefined = context.release.model.find('dashboard', name);
  const widget = dashboard?.widgets.find((each) => each.id === widgetId);
  if (!dashboard || !widget) throw notFound();
  const parameters = parametersOf(context, dashboard.parameters ?? [], given);
  const type = context.registries.widget.get(widget.type);
  const datasets: Record<string, Pick<DatasetRows, 'columns' | 'rows'>> = {};
  for (const wanted of type.requests(widget.options ?? {}, widget.dataset)) {
    const dataset = dashboard.datasets.find((each) => each.name === wanted);
    if (!dataset) throw notFound();
    const { columns, rows } = await loadDataset(context, dataset, parameters);
    datasets[wanted] = { columns, rows };
  }
  return { datasets, parameters };
}
