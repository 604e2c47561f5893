/**
 * Charts of a dashboard as files: one as a picture, all as a bundle or a PDF. Rows come with the reader's rights to export,
 * a picture is whole or says "no access"; a work process draws.
 */
import { forExport } from '../../../../metadata/access/for-export.js';
import { putBeside, type Beside } from '../../../../metadata/chart/beside.js';
import { ownDataset } from '../../../../metadata/dashboard/own-query.js';
import { divide } from '../../../../metadata/expression/decimal.js';
import type { WidgetDocument } from '../../../../metadata/schema/dashboard.js';
import { noAccessText } from '../../../../metadata/sheet/no-access.js';
import { labelText, type Label, type Scalar } from '../../../../metadata/value.js';
import type { Context } from '../../../context.js';
import { ApiError, badRequest, notFound } from '../../../errors.js';
import { askedBy } from '../../dashboard-data.js';
import { loadDataset } from '../../datasets.js';
import { mediaTypes } from '../formats.js';
import type { ExportedFile } from '../export-request.js';
import { chartContent, labelled, type ChartRows } from './chart-content.js';
import type { ChartTaskInput, DashboardPart } from './chart-task.js';

export const dashboardFormats = ['pdf', 'zip', 'svg', 'png'] as const;
export type DashboardFormat = (typeof dashboardFormats)[number];

export interface DashboardExport {
  readonly format: DashboardFormat;
  readonly parameters?: Readonly<Record<string, unknown>>;
  /** Of svg and png: the part that is drawn, and the values chosen on its levels. */
  readonly widget?: string;
  readonly drill?: readonly Scalar[];
  readonly title?: string;
}

const TIMEOUT = 60_000;

export async function exportDashboard(
  context: Context,
  name: string,
  request: DashboardExport,
  signal?: AbortSignal,
): Promise<ExportedFile> {
  const dashboard = context.release.model.find('dashboard', name);
  if (!dashboard) throw notFound();
  const { format, widget } = request;
  const { principal, evaluation } = context;
  const { language } = principal;
  const isPicture = format === 'svg' || format === 'png';
  const wanted = isPicture ? dashboard.widgets.filter(({ id }) => id === widget) : dashboard.widgets;
  if (isPicture && wanted.length === 0) throw notFound();
  const parts = new Map<WidgetDocument, DashboardPart>();
  for (const each of wanted) {
    const part = await partOf(context, name, each, isPicture ? request : { ...request, drill: [] });
    signal?.throwIfAborted();
    if (part) parts.set(each, part);
  }
  if (isPicture && parts.size === 0) throw badRequest('NOT_DRAWN', 'This part is not a picture.', { path: '/widget' });
  const shown = (test: (each: WidgetDocument) => boolean) =>
    wanted.filter(test).flatMap((each) => parts.get(each) ?? []);
  const groups = (dashboard.tabs ?? [{ id: '', label: '' }])
    .map((tab, index) => ({
      name: labelText(tab.label, language, ''),
      // What stands on every tab is in the file once.
      parts: shown((each) => each.tab === tab.id || (each.tab === undefined && index === 0)),
    }))
    .filter((group) => group.parts.length > 0);
  const label = labelText(dashboard.label, language, dashboard.name);
  const title = request.title?.trim() || label;
  const input: ChartTaskInput = {
    format,
    title,
    language,
    date: new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: evaluation.timeZone }).format(
      new Date(evaluation.now()),
    ),
    at: evaluation.now(),
    groups,
  };
  const options = { timeoutMs: TIMEOUT, userId: principal.id, ...(signal ? { signal } : {}) };
  const bytes = await context.work.run<Uint8Array>('charts.file', input, options);
  const named = isPicture ? (groups[0]?.parts[0]?.title ?? title) : title;
  return { bytes, type: mediaTypes[format], fileName: `${named}.${format}` };
}

/** Undefined for parts that are no figures: texts, links, lists. */
async function partOf(
  context: Context,
  name: string,
  widget: WidgetDocument,
  { parameters = {}, drill = [] }: DashboardExport,
): Promise<DashboardPart | undefined> {
  if (widget.type !== 'chart' && widget.type !== 'kpi') return undefined;
  const { language } = context.principal;
  const { id, x, y, w, h } = widget;
  const head = { id, x, y, w, h, title: labelText(widget.label, language, id) };
  const reader: Context = { ...context, access: forExport(context.access) };
  try {
    const request = { widget: id, parameters, ...(drill.length > 0 ? { drill } : {}) };
    const { asked, parameters: values } = askedBy(reader, name, request);
    const loaded = new Map<string, ChartRows>();
    for (const dataset of asked)
      loaded.set(dataset.name, labelled(context, await loadDataset(reader, dataset, values)));
    const own = loaded.get(widget.dataset ?? ownDataset(id)) ?? [...loaded.values()][0] ?? { columns: [], rows: [] };
    return { ...head, content: widget.type === 'kpi' ? figureOf(own, widget, language) : await chartOf(context, own, loaded, widget) }; // prettier-ignore
  } catch (error) {
    // Bad parameters are the asker's mistake, of the whole file.
    if (!(error instanceof ApiError) || (error.status !== 403 && error.status !== 404)) throw error;
    return { ...head, content: { kind: 'noAccess', text: noAccessText(language) } };
  }
}

async function chartOf(
  context: Context,
  own: ChartRows,
  loaded: ReadonlyMap<string, ChartRows>,
  { options = {} }: WidgetDocument,
): Promise<DashboardPart['content']> {
  const beside = options['beside'] as Beside | undefined;
  return chartContent(context, options, beside ? putBeside(own, loaded.get(beside.dataset), beside) : own);
}

/** The number of a tile, as on the screen, without its course. */
function figureOf(
  { columns, rows }: ChartRows,
  { options = {} }: WidgetDocument,
  language: string,
): DashboardPart['content'] {
  const { value, divide: by, unit, style, digits = 0 } = options as {
    readonly value?: string; readonly divide?: string; readonly unit?: Label; readonly style?: string; readonly digits?: number;
  }; // prettier-ignore
  const above = rows[0]?.[value ?? ''];
  const below = by === undefined ? 1 : rows[0]?.[by];
  const figure = typeof above === 'number' && typeof below === 'number' ? divide(above, below) : null;
  const column = columns.find(({ name }) => name === value);
  const isPercent = style === 'percent' || (style === undefined && by === undefined && column?.percent === true);
  const format = new Intl.NumberFormat(language, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    ...(isPercent ? { style: 'percent' } : {}),
  });
  const named = unit === undefined ? column?.currency : labelText(unit, language, '');
  return {
    kind: 'figure',
    text: figure === null ? '–' : format.format(figure),
    ...(named && figure !== null ? { unit: named } : {}),
  };
}
