/** The chart types that take what is picked, and a chart that becomes one of another type. Pure. */
import { openOptions, wellsOf } from '../../../metadata/chart/wells.js';
import type { ChartType, JsonSchema } from '../../../metadata/contributions.js';
import type { DashboardDocument, WidgetDocument } from '../../../metadata/schema/dashboard.js';
import { withWidget, widgetOf } from '../../dashboard/board.js';
import type { BoardTools } from '../../dashboard/gestures/reach.js';
import { columnsOf, placeColumns, wellsIn, type Columns } from './picks.js';

/** A type that needs what no column gives (a specification of one's own) is written as text, and not offered. */
export const isOffered = (type: ChartType): boolean => wellsOf(type).length > 0 && openOptions(type).length === 0;

export const fits = (type: ChartType, columns: Columns): boolean =>
  isOffered(type) && placeColumns(type, columns) !== undefined;

/** Those that fit, in the order in which they are registered; the type that it is now stands among them. */
export function fittingTypes(board: DashboardDocument, widget: WidgetDocument, tools: BoardTools): readonly ChartType[] {
  const rows = wellsIn(board, widget, tools);
  if (!rows) return tools.registries.chart.list().filter(isOffered);
  const columns = columnsOf(rows);
  return tools.registries.chart.list().filter((type) => type === rows.type || fits(type, columns));
} // prettier-ignore

/** The same rows drawn by another type; what both have in common stays. */
export function setChartType(board: DashboardDocument, id: string, to: string, tools: BoardTools): DashboardDocument {
  const widget = widgetOf(board, id);
  const type = tools.registries.chart.find(to);
  const rows = widget && wellsIn(board, widget, tools);
  const placed = type && rows ? placeColumns(type, columnsOf(rows)) : undefined;
  if (!placed || !type || to === widget?.options?.['chart']) return board;
  return withWidget(board, id, (each) => ({ ...each, options: optionsFor(type, placed, each.options ?? {}) }));
}

export function optionsFor(type: ChartType, placed: Readonly<Record<string, unknown>>, before: Readonly<Record<string, unknown>>) {
  const properties = ((type.options as JsonSchema)['properties'] ?? {}) as Readonly<Record<string, JsonSchema>>;
  const wells = new Set(wellsOf(type).map(({ key }) => key));
  const kept = Object.entries(before).filter(([key, value]) => key !== 'chart' && !wells.has(key) && allows(properties[key], value));
  return { chart: type.id, ...placed, ...type.begins, ...Object.fromEntries(kept) };
} // prettier-ignore

/** A number or word of the same key may be out of the bounds of another type: only what surely fits is kept. */
function allows(property: JsonSchema | undefined, value: unknown): boolean {
  if (!property) return false;
  const choices = property['anyOf'] as readonly JsonSchema[] | undefined;
  if (choices?.every((each) => 'const' in each)) return choices.some((each) => each['const'] === value);
  if (typeof value !== 'number') return true;
  const { minimum = -Infinity, maximum = Infinity } = property as { readonly minimum?: number; readonly maximum?: number }; // prettier-ignore
  return value >= minimum && value <= maximum;
}
