/**
 * A chart of what a sheet groups: its first group along the axis, its first figures. Rows of a query are grouped for it by a
 * dataset of its own; one that is grouped just so already is drawn as it is. Pure.
 */
import type { ReportChart } from '../../../metadata/schema/report.js';
import type { Dataset } from '../../../metadata/schema/dataset.js';
import { aggregates, type Aggregate, type Query, type Select } from '../../../metadata/schema/query.js';
import type { Label } from '../../../metadata/value.js';
import { isObject } from '../../json/schema-walk.js';
import { sheetOf } from './operation.js';
import { placedCells } from './places.js';

export interface ChartWords {
  /** What a field of a dataset is called. */
  fieldLabel(dataset: string, field: string): Label | undefined;
  /** Whether the column of a query holds days. */
  isTime(dataset: string, field: string): boolean;
}

/** `nothing`: no group with a figure; `closed`: its rows are no query that could be grouped. */
export type ChartOf = { readonly document: unknown; readonly id: string } | { readonly refused: 'nothing' | 'closed' };

/** Figures at most: more lines than these are no picture. */
const most = 3;
const nameOf = ({ as, path }: Select): string | undefined => as ?? path?.replaceAll('.', '_');

export function chartOfSheet(document: unknown, words: ChartWords): ChartOf {
  if (!isObject(document)) return { refused: 'nothing' };
  const bound = placedCells(sheetOf(document)).flatMap(({ cell }) => (cell.bind?.field === undefined ? [] : [{ ...cell.bind, field: cell.bind.field }])); // prettier-ignore
  const group = bound.find(({ as }) => as === 'group');
  const figures = bound.filter(({ as, dataset }) => dataset === group?.dataset && isAggregate(as));
  if (!group || figures.length === 0) return { refused: 'nothing' };
  const datasets = (Array.isArray(document['datasets']) ? document['datasets'] : []).filter(isObject) as unknown as readonly Dataset[]; // prettier-ignore
  const dataset = datasets.find(({ name }) => name === group.dataset);
  const query = dataset && !dataset.transforms && dataset.source.type === 'query' ? (dataset.source as { readonly query: Query }).query : undefined; // prettier-ignore
  if (!query) return { refused: 'closed' };
  const wanted = [...new Map(figures.map((each) => [each.field, each])).values()].slice(0, most);
  const select = [groupSelect(query, group.field, words.isTime(group.dataset, group.field)), ...wanted.map(({ field, as }) => figureSelect(query, field, as as Aggregate))]; // prettier-ignore
  if (select.some((each) => each === undefined)) return { refused: 'closed' };
  const isSame = query.select.length === select.length && select.every((each) => query.select.some((own) => JSON.stringify(own) === JSON.stringify(each))); // prettier-ignore
  const held = new Set(datasets.map(({ name }) => name));
  const name = isSame ? group.dataset : free(`${group.dataset}_chart`, held);
  const { limit: _limit, sort: _sort, having: _having, ...rest } = query;
  const grouped: Dataset = { name, source: { type: 'query', query: { ...rest, select: select as Select[] } } };
  const charts = (Array.isArray(document['charts']) ? document['charts'] : []).filter(isObject);
  const id = free('chart', new Set(charts.map((each) => String(each['id']))));
  const label = words.fieldLabel(wanted[0]!.dataset, wanted[0]!.field);
  const isTime = words.isTime(group.dataset, group.field);
  const chart = { id, ...(label === undefined ? {} : { label }), dataset: name, chart: isTime ? 'line' : 'column', x: group.field, y: wanted.map(({ field }) => field) } as unknown as ReportChart; // prettier-ignore
  const next = { ...document, ...(isSame ? {} : { datasets: [...datasets, grouped] }), charts: [...charts, chart] };
  return { document: next, id };
}

const isAggregate = (as: string): boolean => (aggregates as readonly string[]).includes(as);

function groupSelect({ select }: Query, column: string, isTime: boolean): Select | undefined {
  const own = select.find((each) => nameOf(each) === column && each.aggregate === undefined);
  if (!own) return undefined;
  return { ...own, as: column, ...(isTime && own.grain === undefined ? { grain: 'month' as const } : {}) };
}

/** A figure that the query makes itself stays as it is made. */
function figureSelect({ select }: Query, column: string, as: Aggregate): Select | undefined {
  const own = select.find((each) => nameOf(each) === column);
  if (!own) return undefined;
  return own.aggregate === undefined ? { ...(own.path === undefined ? {} : { path: own.path }), aggregate: as, as: column } : { ...own, as: column }; // prettier-ignore
}

function free(wanted: string, held: ReadonlySet<string>): string {
  for (let count = 1; ; count++) {
    const name = count === 1 ? wanted.slice(0, 37) : `${wanted.slice(0, 37)}_${count}`;
    if (!held.has(name)) return name;
  }
}
