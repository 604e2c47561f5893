/** The columns of a chart by the wells they lie in, with what each is of the rows: a field, its unit of time, its sum. Pure. */
import type { ChartType } from '../../../metadata/contributions.js';
import { wellsOf, type Well } from '../../../metadata/chart/wells.js';
import type { DashboardDocument, WidgetDocument } from '../../../metadata/schema/dashboard.js';
import type { Select } from '../../../metadata/schema/query.js';
import { columnOf } from '../../dashboard/gestures/linkage.js';
import { queryOf } from '../../dashboard/gestures/reach.js';
import type { BoardTools } from '../../dashboard/gestures/reach.js';

export interface PickedColumn {
  readonly column: string;
  /** Undefined where rows come from elsewhere, or the column is gone. */
  readonly select: Select | undefined;
}

export interface FilledWell {
  readonly well: Well;
  readonly picks: readonly PickedColumn[];
}

export interface ChartRows {
  readonly type: ChartType;
  readonly wells: readonly FilledWell[];
}

export const chartOf = (
  widget: WidgetDocument,
  { registries }: Pick<BoardTools, 'registries'>,
): ChartType | undefined => registries.chart.find(String(widget.options?.['chart']));

export function selectsOf(board: DashboardDocument, widget: WidgetDocument): readonly Select[] {
  const dataset = board.datasets.find(({ name }) => name === widget.dataset);
  return (dataset && queryOf(dataset)?.select) ?? [];
}

/** Undefined for a type that is not there. */
export function wellsIn(board: DashboardDocument, widget: WidgetDocument, tools: Pick<BoardTools, 'registries'>): ChartRows | undefined {
  const type = chartOf(widget, tools);
  if (!type) return undefined;
  const selects = selectsOf(board, widget);
  const wells = wellsOf(type).map((well): FilledWell => ({
    well,
    picks: columnsIn(widget, well.key).map((column) => ({ column, select: selects.find((each) => columnOf(each) === column) })),
  }));
  return { type, wells };
} // prettier-ignore

export function columnsIn({ options }: WidgetDocument, key: string): readonly string[] {
  const held = options?.[key];
  const all = Array.isArray(held) ? (held as readonly unknown[]) : [held];
  return all.filter((each): each is string => typeof each === 'string');
}

/** What columns of a chart have to be placed: those that tell rows apart, days among them, and figures. */
export interface Columns {
  readonly groups: readonly string[];
  readonly dates: readonly string[];
  readonly measures: readonly string[];
}

export function columnsOf({ wells }: ChartRows): Columns {
  const of = (sort: Well['sort']): readonly string[] => [
    ...new Set(
      wells.filter(({ well }) => well.sort === sort).flatMap(({ picks }) => picks.map(({ column }) => column)),
    ),
  ];
  return { groups: of('group'), dates: of('date'), measures: of('measure') };
}

/**
 * Options of a type that take all of these columns; undefined where one has no place, or a place that must be filled has
 * none. Groups may stand for days where they are days.
 */
export function placeColumns(type: ChartType, columns: Columns): Readonly<Record<string, unknown>> | undefined {
  const wells = wellsOf(type);
  const left = { group: [...columns.groups], date: [...columns.dates], measure: [...columns.measures] };
  const lists = new Map<string, string[]>();
  const fill = (well: Well): void => {
    const held = lists.get(well.key) ?? [];
    const next = left[well.sort].shift();
    if (next !== undefined) lists.set(well.key, [...held, next]);
  };
  for (const well of wells) if (well.needed) fill(well);
  for (const well of wells) {
    const isOwn = !['compare', 'target'].includes(well.key);
    while (isOwn && left[well.sort].length > 0 && (lists.get(well.key)?.length ?? 0) < well.most) fill(well);
  }
  const isPlaced = left.group.length + left.date.length + left.measure.length === 0;
  const isFilled = wells.every(({ key, needed }) => !needed || lists.has(key));
  // Of several figures each is a series: values of a column cannot be series besides.
  const clashes = lists.has('series') && (lists.get('y')?.length ?? 0) > 1;
  if (!isPlaced || !isFilled || clashes) return undefined;
  return Object.fromEntries([...lists].map(([key, names]) => [key, wells.find((each) => each.key === key)!.isList ? names : names[0]])); // prettier-ignore
}
