/**
 * Fields put into the wells of a chart and taken out: the query of its rows and its options change together. Rows that other
 * parts ask for become the chart's own before they change. Pure.
 */
import { wellsOf, type Well } from '../../../metadata/chart/wells.js';
import { aggregateType } from '../../../metadata/query/aggregate-type.js';
import type { Field } from '../../../metadata/model/model.js';
import type { DashboardDocument, WidgetDocument } from '../../../metadata/schema/dashboard.js';
import type { Aggregate, Query, Select } from '../../../metadata/schema/query.js';
import { freeName, withWidget, widgetOf } from '../../dashboard/board.js';
import { ownRows } from '../../dashboard/gestures/filters.js';
import { columnOf } from '../../dashboard/gestures/linkage.js';
import { queryOf, type BoardTools } from '../../dashboard/gestures/reach.js';
import { isObject } from '../../json/schema-walk.js';
import { fits } from './fitting.js';
import { chartOf, columnsIn, columnsOf, placeColumns, wellsIn } from './picks.js';

/** A field by its path, or the number of rows. */
export type Picked = { readonly path: string; readonly field: Field } | { readonly count: true };

/** What a field is put in as, into a well of this sort. */
export function selectFor(picked: Picked, sort: Well['sort']): Select {
  if ('count' in picked) return { aggregate: 'count' };
  const { path, field } = picked;
  if (sort === 'measure') return { path, aggregate: usualAggregate(field) };
  const isTime = field.valueType === 'date' || field.valueType === 'datetime';
  return { path, ...(isTime && sort === 'group' ? { grain: 'month' } : {}) };
}

/** What adds up is added; percentages and the like are averaged, of all else the different ones are counted. */
const usualAggregate = (field: Field): Aggregate => {
  const offered: readonly Aggregate[] = field.valueType === 'number' ? ['sum', 'avg'] : [];
  return offered.find((each) => !('fault' in aggregateType(each, field))) ?? 'countDistinct';
};

export const isMeasure = (picked: Picked): boolean => 'count' in picked || (picked.field.valueType === 'number' && picked.field.target === undefined); // prettier-ignore

/** Puts a field into a well; without one into the first that is of its sort and has room, else the last such. */
export function pickField(board: DashboardDocument, id: string, picked: Picked, key: string | undefined, tools: BoardTools): DashboardDocument {
  const widget = widgetOf(board, id);
  const type = widget && chartOf(widget, tools);
  if (!type) return board;
  const wells = wellsOf(type);
  const sort = isMeasure(picked) ? 'measure' : 'group';
  const offered = wells.filter((each) => each.sort === sort && !['compare', 'target'].includes(each.key));
  const well = key === undefined
    ? (offered.find((each) => columnsIn(widget, each.key).length < each.most) ?? offered.at(-1))
    : wells.find((each) => each.key === key);
  if (!well) return board;
  const wanted = selectFor(picked, well.sort);
  const { board: grown, column } = withColumn(board, id, wanted, tools);
  if (column === undefined) return board;
  const put = putColumn(grown, id, well, column);
  // A series besides several figures cannot be drawn: the figure stays the first.
  const both = well.key === 'series' ? trimmed(put, id, wells) : put;
  return withoutUnread(both, id, tools);
} // prettier-ignore

function trimmed(board: DashboardDocument, id: string, wells: readonly Well[]): DashboardDocument {
  const y = wells.find(({ key }) => key === 'y');
  return y?.isList ? withWidget(board, id, (each) => ({ ...each, options: { ...each.options, y: columnsIn(each, 'y').slice(0, 1) } })) : board; // prettier-ignore
}

function putColumn(board: DashboardDocument, id: string, well: Well, column: string): DashboardDocument {
  return withWidget(board, id, (each) => {
    const held = columnsIn(each, well.key).filter((other) => other !== column);
    const next = well.isList ? [...held.slice(0, well.most - 1), column] : column;
    return { ...each, options: { ...each.options, [well.key]: next } };
  });
}

/** The query of the chart's rows changed, when they are a query; shared rows become its own. */
function changeQuery(board: DashboardDocument, id: string, tools: BoardTools, change: (query: Query) => Query): DashboardDocument {
  const own = ownRows(board, id, tools);
  const name = widgetOf(own, id)?.dataset;
  const datasets = own.datasets.map((each) => {
    const query = each.name === name ? queryOf(each) : undefined;
    return query ? { ...each, source: { ...each.source, query: change(query) } } : each;
  });
  return { ...own, datasets };
} // prettier-ignore

function withColumn(board: DashboardDocument, id: string, wanted: Select, tools: BoardTools): { readonly board: DashboardDocument; readonly column: string | undefined } {
  const widget = widgetOf(board, id)!;
  const dataset = board.datasets.find(({ name }) => name === widget.dataset);
  const query = dataset && queryOf(dataset);
  if (!query || dataset?.transforms) return { board, column: undefined };
  const held = query.select.find((each) => same(each, wanted));
  if (held) return { board, column: columnOf(held) };
  const column = freeName(nameOf(wanted), query.select.flatMap((each) => columnOf(each) ?? []));
  const named: Select = { ...wanted, as: column };
  const grown = changeQuery(board, id, tools, (each) => ({ ...each, select: [...each.select, named] }));
  const entity = tools.model.entities.get(query.entity);
  const isCount = wanted.path === undefined && entity !== undefined;
  return { board: isCount ? withLabel(grown, id, column, entity.plural) : grown, column };
} // prettier-ignore

const withLabel = (board: DashboardDocument, id: string, column: string, label: unknown): DashboardDocument =>
  withWidget(board, id, (each) => {
    const labels = isObject(each.options?.['labels']) ? each.options['labels'] : {};
    return { ...each, options: { ...each.options, labels: { ...labels, [column]: label } } };
  });

const same = (a: Select, b: Select): boolean =>
  a.path === b.path && a.aggregate === b.aggregate && a.grain === b.grain && a.where === undefined;

/** `amount`, `region`, `count`: what the field is called, unless something else is. */
function nameOf({ path, aggregate }: Select): string {
  if (path === undefined) return 'count';
  const leaf = path.replaceAll('.', '_');
  return aggregate === 'countDistinct' ? `${leaf}_count`.slice(-37).replace(/^[^a-z]+/, '') : leaf.slice(-37).replace(/^[^a-z]+/, ''); // prettier-ignore
}

/** Takes a column out of a well; undefined (the same board) where the chart could not be drawn without it. */
export function unpick(board: DashboardDocument, id: string, key: string, column: string, tools: BoardTools): DashboardDocument {
  const widget = widgetOf(board, id);
  const type = widget && chartOf(widget, tools);
  const well = type && wellsOf(type).find((each) => each.key === key);
  if (!well) return board;
  const left = columnsIn(widget, key).filter((each) => each !== column);
  if (well.needed && left.length === 0) return withoutNeeded(board, id, key, column, tools);
  const next = withWidget(board, id, (each) => {
    const { [key]: _held, ...options } = each.options ?? {};
    return { ...each, options: left.length === 0 ? options : { ...options, [key]: well.isList ? left : left[0] } };
  });
  return withoutUnread(next, id, tools);
} // prettier-ignore

/** The last column that a type needs: another type that fits what is left takes its place, if there is one. */
function withoutNeeded(board: DashboardDocument, id: string, key: string, column: string, tools: BoardTools): DashboardDocument {
  const widget = widgetOf(board, id)!;
  const rows = wellsIn(board, widget, tools)!;
  const all = columnsOf(rows);
  const without = (names: readonly string[]) => names.filter((each) => each !== column);
  const left = { groups: without(all.groups), dates: without(all.dates), measures: without(all.measures) };
  const own = placeColumns(rows.type, left);
  const type = own ? rows.type : tools.registries.chart.list().find((each) => fits(each, left));
  const placed = own ?? (type && placeColumns(type, left));
  if (!type || !placed) return board;
  const wells = new Set([...wellsOf(rows.type), ...wellsOf(type)].map((each) => each.key));
  const kept = Object.entries(widget.options ?? {}).filter(([name]) => !wells.has(name) && name !== 'chart' && name !== key && (type === rows.type || name === 'labels' || name === 'format'));
  const next = withWidget(board, id, (each) => ({ ...each, options: { chart: type.id, ...placed, ...type.begins, ...Object.fromEntries(kept) } }));
  return withoutUnread(next, id, tools);
} // prettier-ignore

/** How a figure is made of its rows, or the unit of time of a group. The column keeps its name, so that clicks still fit. */
export function changePick(board: DashboardDocument, id: string, column: string, change: { readonly aggregate: Aggregate } | { readonly grain: Select['grain'] }, tools: BoardTools): DashboardDocument {
  const widget = widgetOf(board, id);
  if (!widget) return board;
  const changed = changeQuery(board, id, tools, (query) => ({
    ...query,
    select: query.select.map((each): Select => {
      if (columnOf(each) !== column) return each;
      if ('aggregate' in change) return { ...each, as: column, aggregate: change.aggregate };
      const { grain: _grain, ...rest } = each;
      return { ...rest, as: column, ...(change.grain === undefined ? {} : { grain: change.grain }) };
    }),
  }));
  const isSame = JSON.stringify(changed) === JSON.stringify(board);
  return isSame ? board : changed;
} // prettier-ignore

/** Columns of the chart's own query that neither it nor anything else reads any more: they would part its rows further. */
export function withoutUnread(board: DashboardDocument, id: string, tools: BoardTools): DashboardDocument {
  const widget = widgetOf(board, id)!;
  const isOwn = board.widgets.every((each) => each.id === id || !namesDataset(each, widget.dataset));
  const dataset = board.datasets.find(({ name }) => name === widget.dataset);
  const query = dataset && queryOf(dataset);
  if (!isOwn || !query || dataset?.transforms) return board;
  const sorted = new Set((query.sort ?? []).map(({ by }) => by));
  const rows = wellsIn(board, widget, tools);
  const inWells = new Set(rows?.wells.flatMap(({ picks }) => picks.map(({ column }) => column)));
  const told = JSON.stringify([widget.on ?? null, widget.drill ?? null, query.having ?? null]);
  const left = query.select.filter((each) => {
    const column = columnOf(each) ?? '';
    return inWells.has(column) || sorted.has(column) || new RegExp(`\\b${column}\\b`).test(told);
  });
  if (left.length === query.select.length || left.length === 0) return board;
  const datasets = board.datasets.map((each) => (each === dataset ? { ...each, source: { ...each.source, query: { ...query, select: left } } } : each)); // prettier-ignore
  const names = new Set(left.map(columnOf));
  const shorn = withWidget({ ...board, datasets }, id, (each) => withoutLabels(each, names));
  return shorn;
}

function withoutLabels(widget: WidgetDocument, columns: ReadonlySet<string | undefined>): WidgetDocument {
  const { labels, ...options } = widget.options ?? {};
  if (!isObject(labels)) return widget;
  const kept = Object.entries(labels).filter(([column]) => columns.has(column));
  return { ...widget, options: kept.length > 0 ? { ...options, labels: Object.fromEntries(kept) } : options };
}

const namesDataset = (widget: WidgetDocument, name: string | undefined): boolean =>
  name !== undefined && (widget.dataset === name || JSON.stringify(widget.options ?? null).includes(`"dataset":"${name}"`)); // prettier-ignore

/** A column that the rows have already, into a well: of rows that are no query nothing else can be picked. */
export function pickColumn(board: DashboardDocument, id: string, column: string, key: string | undefined, sort: Well['sort'], tools: BoardTools): DashboardDocument {
  const widget = widgetOf(board, id);
  const type = widget && chartOf(widget, tools);
  const wells = type ? wellsOf(type) : [];
  const offered = wells.filter((each) => each.sort === sort && !['compare', 'target'].includes(each.key));
  const well = key === undefined ? (offered.find((each) => columnsIn(widget!, each.key).length < each.most) ?? offered.at(-1)) : wells.find((each) => each.key === key);
  return well ? putColumn(board, id, well, column) : board;
} // prettier-ignore

/** From one well to another of the same chart. */
export function movePick(board: DashboardDocument, id: string, from: string, to: string, column: string, tools: BoardTools): DashboardDocument {
  const widget = widgetOf(board, id);
  const type = widget && chartOf(widget, tools);
  const wells = type ? wellsOf(type) : [];
  const [source, target] = [from, to].map((key) => wells.find((each) => each.key === key));
  if (!source || !target || source === target) return board;
  const left = columnsIn(widget!, from).filter((each) => each !== column);
  // What stood there comes back, so that no place that must be filled is left empty.
  const held = target.isList ? undefined : columnsIn(widget!, to)[0];
  const back = held === undefined ? left : [...left, held];
  if (source.needed && back.length === 0) return board;
  const moved = withWidget(board, id, (each) => {
    const { [from]: _from, ...options } = each.options ?? {};
    return { ...each, options: back.length === 0 ? options : { ...options, [from]: source.isList ? back : back[0] } };
  });
  return withoutUnread(putColumn(moved, id, target, column), id, tools);
} // prettier-ignore
