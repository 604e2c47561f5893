/** What a part speaks of that is not there, or not there yet: said in its place, instead of asking for its rows. Pure. */
import type { DashboardDocument, WidgetDocument } from '../../../metadata/schema/dashboard.js';
import { askedOf, queryOf, sitesOf, type BoardTools } from './reach.js';

/** `unpublished`: an entity of a draft, which has no records before it is published. */
export interface Gone {
  readonly what: 'type' | 'chart' | 'dataset' | 'entity' | 'report' | 'unpublished';
  readonly name: string;
}

/** `released`: whether an entity is part of the release. */
export function goneOf(board: DashboardDocument, widget: WidgetDocument, tools: BoardTools, released: (entity: string) => boolean): Gone | undefined {
  const { registries, model } = tools;
  if (!registries.widget.find(widget.type)) return { what: 'type', name: widget.type };
  const chart = widget.options?.['chart'];
  if (widget.type === 'chart' && typeof chart === 'string' && !registries.chart.find(chart)) return { what: 'chart', name: chart };
  const dataset = askedOf(tools)(widget).find((name) => !board.datasets.some((each) => each.name === name));
  if (dataset !== undefined) return { what: 'dataset', name: dataset };
  for (const site of sitesOf(board, widget, tools)) {
    if (site.kind === 'report') {
      if (!tools.reportParameters(site.report)) return { what: 'report', name: site.report };
      continue;
    }
    const entity = site.kind === 'own' ? site.query.entity : queryOf(site.dataset)?.entity;
    if (entity === undefined) continue;
    if (!model.entities.has(entity)) return { what: 'entity', name: entity };
    if (!released(entity)) return { what: 'unpublished', name: entity };
  }
  return undefined;
} // prettier-ignore
