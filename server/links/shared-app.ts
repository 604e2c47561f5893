/** What the page of a link needs to draw: parts of a dashboard without what leads elsewhere, and the words of codes in charts. */
import { chainOf } from '../../metadata/dataset/sources.js';
import type { DashboardDocument, WidgetDocument } from '../../metadata/schema/dashboard.js';
import type { Model } from '../../metadata/model/model.js';
import type { Source } from '../../metadata/schema/dataset.js';
import type { ReportDocument } from '../../metadata/schema/report.js';
import type { Query } from '../../metadata/schema/query.js';
import type { Context } from '../context.js';
import { fieldAt } from '../records/export/cells.js';

/** Kinds of parts that read more than their own datasets: records, other reports, addresses. */
const inner = new Set(['links', 'report']);

/** Parts that a link shows. */
export const sharedWidgets = (dashboard: DashboardDocument): readonly WidgetDocument[] =>
  dashboard.widgets.filter(({ type }) => !inner.has(type));

/** The dashboard with nothing to click, and the dictionaries that its datasets use. */
export function sharedDashboard(context: Context, dashboard: DashboardDocument) {
  const { model } = context.release;
  const widgets = sharedWidgets(dashboard);
  const queries = [
    ...(dashboard.datasets ?? []).flatMap(({ source }) => queryOf(source, context) ?? []),
    ...widgets.flatMap((widget) => {
      const type = context.registries.widget.find(widget.type);
      return type?.query?.(widget.options ?? {}, model, () => true) ?? [];
    }),
  ];
  const { datasets: _datasets, parameters: _parameters, refresh, ...rest } = dashboard;
  return {
    dashboard: {
      ...rest,
      ...(refresh === undefined ? {} : { refresh }),
      widgets: widgets.map(({ on: _on, ...widget }) => widget),
      datasets: [],
    },
    dictionaries: dictionariesIn(model, queries),
  };
}

/** Words of codes in the charts of a report; its sheet has words already. */
export function reportDictionaries(context: Context, { charts = [], datasets }: ReportDocument) {
  const drawn = datasets.filter(({ name }) => charts.some(({ dataset }) => dataset === name));
  const queries = drawn.flatMap(({ source }) => queryOf(source, context) ?? []);
  return dictionariesIn(context.release.model, queries);
}

function dictionariesIn(model: Model, queries: readonly Query[]) {
  const used = new Set(queries.flatMap((query) => dictionariesOf(model, query)));
  return model.list('dictionary').filter(({ name }) => used.has(name));
}

/** Also of a dataset of another document. */
function queryOf(source: Source, { release: { model }, registries }: Context): Query | undefined {
  const { end } = chainOf(source, model, registries);
  return end && registries.source.find(end.type)?.query?.(end);
}

function dictionariesOf(model: Model, query: Query): readonly string[] {
  const entity = model.entities.get(query.entity);
  if (!entity) return [];
  const paths: string[] = [];
  JSON.stringify(query, (key, value: unknown) => {
    if ((key === 'path' || key === 'field') && typeof value === 'string') paths.push(value);
    return value;
  });
  return paths.flatMap((path) => fieldAt(model, entity, path)?.dictionary ?? []);
}
