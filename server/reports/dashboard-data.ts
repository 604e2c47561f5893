/**
 * Rows for one widget of a dashboard: the datasets it asks for, or a query of its own, under the reader's rights, with the
 * parameters as sent and, for a chart that goes down in place, the values chosen on the levels above.
 */
import { forExport } from '../../metadata/access/for-export.js';
import { drillQuery } from '../../metadata/query/drill.js';
import type { DashboardDocument, WidgetDocument } from '../../metadata/schema/dashboard.js';
import type { Dataset } from '../../metadata/schema/dataset.js';
import { ownDataset } from '../../metadata/dashboard/own-query.js';
import { isDate } from '../../metadata/time.js';
import type { Scalar, Value } from '../../metadata/value.js';
import { say } from '../../metadata/words.js';
import type { Context } from '../context.js';
import { badRequest, notFound, unprocessable } from '../errors.js';
import { Sight } from '../records/app/visible.js';
import { loadDataset, loadReadable, parametersOf, type DatasetRows } from './datasets.js';

export interface WidgetData {
  /** Datasets by name: those that the widget's type asks for. */
  readonly datasets: Readonly<Record<string, Pick<DatasetRows, 'columns' | 'rows'>>>;
  readonly parameters: Readonly<Record<string, Value>>;
}

export interface WidgetRequest {
  readonly widget: string;
  readonly parameters?: Readonly<Record<string, unknown>>;
  /** Values chosen on the levels above the one that is shown. */
  readonly drill?: readonly Scalar[];
}

/** A picture is whole or none: 403 where a dataset of it has what may not be read. */
export async function widgetData(context: Context, name: string, request: WidgetRequest): Promise<WidgetData> {
  return answerOf(context, askedBy(context, name, request));
}

/** The same of a dashboard that is not stored: while it is designed. */
export async function widgetPreview(
  context: Context,
  dashboard: DashboardDocument,
  request: WidgetRequest,
): Promise<WidgetData> {
  return answerOf(context, askedOf(context, dashboard, request));
}

async function answerOf(context: Context, { asked, parameters }: ReturnType<typeof askedOf>): Promise<WidgetData> {
  // At once: each may have a work process of its own.
  const loaded = await Promise.all(
    asked.map(async (dataset) => {
      const { columns, rows } = await loadDataset(context, dataset, parameters);
      return [dataset.name, { columns, rows }] as const;
    }),
  );
  return { datasets: Object.fromEntries(loaded), parameters };
}

/** The rows that a widget's picture is made of: its own dataset, for an export, without the columns that may not leave. */
export async function widgetRows(context: Context, name: string, request: WidgetRequest) {
  const { widget, asked, parameters } = askedBy(context, name, request);
  const own = asked.find((dataset) => dataset.name === (widget.dataset ?? ownDataset(widget.id))) ?? asked[0];
  if (!own) throw badRequest('NO_ROWS', 'This part has no rows of its own to export.', { path: '/widget' });
  const narrowed: Context = { ...context, access: forExport(context.access) };
  const part = await loadReadable(narrowed, own, parameters);
  // Nothing of it may be read: refused as the widget itself is.
  return { widget, ...(part.closed ? await loadDataset(narrowed, own, parameters) : part) };
}

export function askedBy(context: Context, name: string, request: WidgetRequest) {
  const dashboard: DashboardDocument | undefined = context.release.model.find('dashboard', name);
  if (!dashboard) throw notFound();
  return askedOf(context, dashboard, request);
}

function askedOf(context: Context, dashboard: DashboardDocument, request: WidgetRequest) {
  const widget = dashboard.widgets.find((each) => each.id === request.widget);
  if (!widget) throw notFound();
  const parameters = parametersOf(context, dashboard.parameters ?? [], request.parameters ?? {});
  const asked = datasetsOf(context, dashboard, widget).map((dataset) =>
    dataset.name === widget.dataset ? drilled(dataset, widget, request.drill ?? []) : dataset,
  );
  return { widget, asked, parameters };
}

function datasetsOf(context: Context, dashboard: DashboardDocument, widget: WidgetDocument): readonly Dataset[] {
  const type = context.registries.widget.get(widget.type);
  const options = widget.options ?? {};
  const asked = type.requests(options, widget.dataset).map((wanted) => {
    const dataset = dashboard.datasets.find((each) => each.name === wanted);
    if (!dataset) throw notFound();
    return dataset;
  });
  if (!type.query || widget.dataset !== undefined) return asked;
  const { model } = context.release;
  const sight = new Sight(model, context.access, context.registries.function);
  const query = type.query(options, model, (entity, path) => {
    const held = sight.entity(entity);
    return held !== undefined && sight.path(held, path);
  });
  if (!query) throw notFound();
  return [...asked, { name: ownDataset(widget.id), source: { type: 'query', query } }];
}

/** Periods are named by the day they begin on. */
const isMark = (value: Scalar, grain: string | undefined): boolean =>
  grain === undefined || value === null || (typeof value === 'string' && isDate(value.slice(0, 10)));

function drilled(dataset: Dataset, { drill }: WidgetDocument, values: readonly Scalar[]): Dataset {
  if (!drill || dataset.source.type !== 'query') {
    if (values.length > 0) throw badRequest('NOT_DRILLED', 'This part has no levels to go down.', { path: '/drill' });
    return dataset;
  }
  if (values.length >= drill.levels.length)
    throw badRequest('DRILL_TOO_DEEP', say`This part has ${{ count: drill.levels.length }} levels.`, {
      path: '/drill',
    });
  const wrong = values.findIndex((value, index) => !isMark(value, drill.levels[index]!.grain));
  if (wrong >= 0) {
    const message = 'This level is chosen by the first day of a period.';
    throw unprocessable('BAD_DRILL', message, { path: `/drill/${wrong}` });
  }
  return { ...dataset, source: { type: 'query', query: drillQuery(dataset.source.query, drill, values) } };
}
