/**
 * The charts of a report as parts of a dashboard, so that both are designed by the same gestures, and back. Rows that the
 * sheet reads as well count as shared: the gestures give a chart rows of its own before they change. A chart in a cell is
 * over the rows that the cell sees: its rows stay those of the sheet, and their columns are what it can show. Pure.
 */
import type { DashboardDocument, WidgetDocument } from '../../../metadata/schema/dashboard.js';
import type { Dataset } from '../../../metadata/schema/dataset.js';
import { isObject } from '../../json/schema-walk.js';

type Json = Readonly<Record<string, unknown>>;

const items = (value: unknown): readonly Json[] => (Array.isArray(value) ? value.filter(isObject) : []);
const isChart = (chart: Json): boolean => ['id', 'dataset', 'chart'].every((key) => typeof chart[key] === 'string');

/** Charts of a report that can be drawn, with what they are called. */
export const chartsIn = (document: unknown): readonly Json[] => (isObject(document) ? items(document['charts']).filter(isChart) : []); // prettier-ignore

/** Datasets that the sheet, a parameter or another dataset speaks of; rather one too many. */
function readElsewhere(document: Json, name: string): boolean {
  const others = items(document['datasets']).filter((each) => each['name'] !== name);
  return new RegExp(`\\b${name}\\b`).test(JSON.stringify([document['sheet'] ?? null, document['parameters'] ?? null, others.map(({ source }) => source)])); // prettier-ignore
}

/** Whether a cell shows the chart over rows that the sheet reads. */
export function isInCell(document: unknown, id: string): boolean {
  const chart = chartsIn(document).find((each) => each['id'] === id);
  if (!isObject(document) || !chart) return false;
  const cells = isObject(document['sheet']) && isObject(document['sheet']['cells']) ? Object.values(document['sheet']['cells']) : []; // prettier-ignore
  return (
    cells.some((cell) => isObject(cell) && cell['chart'] === id) && readElsewhere(document, String(chart['dataset']))
  );
}

const ownKeys: ReadonlySet<string> = new Set(['id', 'label', 'dataset', 'place', 'drill', 'on']);
const place = { x: 0, y: 0, w: 12, h: 8 } as const;

function widgetOfChart({ id, label, dataset, drill, on, ...rest }: Json): WidgetDocument {
  const options = Object.fromEntries(Object.entries(rest).filter(([key]) => !ownKeys.has(key)));
  const own = { label, dataset, drill, on };
  return { id, type: 'chart', ...place, ...Object.fromEntries(Object.entries(own).filter(([, each]) => each !== undefined)), options } as unknown as WidgetDocument; // prettier-ignore
}

/** The board on which one chart is designed; undefined where the report cannot be read. */
export function boardOfReport(document: unknown, id: string): DashboardDocument | undefined {
  if (!isObject(document) || !Array.isArray(document['datasets'])) return undefined;
  const closed = isInCell(document, id) ? chartsIn(document).find((each) => each['id'] === id)?.['dataset'] : undefined;
  const datasets = items(document['datasets']).filter(({ name, source }) => typeof name === 'string' && isObject(source)) as unknown as readonly Dataset[]; // prettier-ignore
  const elsewhere = datasets.filter(({ name }) => name !== closed && readElsewhere(document, name));
  const readers = elsewhere.map(({ name }) => ({ id: `_${name}`, type: 'chart', ...place, dataset: name, options: { chart: 'column' } })); // prettier-ignore
  return {
    kind: 'dashboard',
    name: String(document['name']),
    ...(Array.isArray(document['parameters']) ? { parameters: document['parameters'] } : {}),
    // Rows with transforms offer their columns only.
    datasets: datasets.map((each) => (each.name === closed ? { ...each, transforms: each.transforms ?? [] } : each)),
    widgets: [...chartsIn(document).map(widgetOfChart), ...readers],
  } as unknown as DashboardDocument;
}

/** The report with its charts, and the rows they have of their own, as the board has them. */
export function reportWithBoard(document: unknown, board: DashboardDocument): unknown {
  if (!isObject(document)) return document;
  const charts = (Array.isArray(document['charts']) ? (document['charts'] as readonly unknown[]) : []).map((chart) => {
    const widget = isObject(chart) ? board.widgets.find((each) => each.id === chart['id']) : undefined;
    if (!widget || !isObject(chart) || !isChart(chart)) return chart;
    const { label, dataset, drill, on, options } = widget;
    const made = { id: widget.id, label, dataset, place: chart['place'], drill, on, ...options };
    return Object.fromEntries(Object.entries(made).filter(([, each]) => each !== undefined));
  });
  const before = items(document['datasets']);
  const datasets = board.datasets.map((each) => {
    const held = before.find(({ name }) => name === each.name);
    const isClosed = held !== undefined && held['transforms'] === undefined && each.transforms?.length === 0;
    return isClosed ? held : each;
  });
  return { ...document, datasets, charts };
}
