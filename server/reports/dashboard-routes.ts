/** Routes of dashboards: rows of a part, what a parameter offers, rows as a file. */
import { Type } from '@sinclair/typebox';
import { oneOf } from '../../metadata/schema/common.js';
import { DashboardSchema } from '../../metadata/schema/dashboard.js';
import { labelText } from '../../metadata/value.js';
import { recordEvent, type SecurityEvent } from '../access/audit.js';
import type { Context } from '../context.js';
import { badRequest, forbidden, notFound } from '../errors.js';
import type { ClientInfo } from '../http/client.js';
import { defineRoute, Reply, type Route } from '../http/route.js';
import { overDrafts } from '../releases/over-drafts.js';
import { createTurns, type Turns } from '../work/turns.js';
import { widgetData, widgetPreview, widgetRows, type WidgetRequest } from './dashboard-data.js';
import type { DashboardExport } from './exports/charts/export-dashboard.js';
import { parameterOptions } from './parameter-options.js';
import { findReport } from './find-report.js';
import { writeCsv } from './exports/write-csv.js';

const named = Type.Object({ name: Type.String() });
const closed = { additionalProperties: false } as const;
const Parameters = Type.Record(Type.String({ maxLength: 41 }), Type.Unknown());
const Widget = Type.String({ maxLength: 40 });
const DrillValues = Type.Array(
  Type.Union([Type.Null(), Type.Boolean(), Type.Number(), Type.String({ maxLength: 400 })]),
  { maxItems: 5 },
);
const OptionsBody = Type.Object(
  {
    parameter: Type.String({ maxLength: 41 }),
    parameters: Type.Optional(Parameters),
    search: Type.Optional(Type.String({ maxLength: 200 })),
  },
  closed,
);

/** A part of a dashboard that is being designed: what it asks for, and nothing else of the document. */
const PreviewDashboard = Type.Object(
  {
    name: Type.String({ maxLength: 41 }),
    ...Type.Pick(DashboardSchema, ['parameters', 'datasets', 'widgets']).properties,
  },
  closed,
);
const previewer = () => import('./preview-dashboard.js');

/** Files of figures leave the product: a right of their own. */
export function mayExport(context: Context): void {
  if (!context.access.has('report.export')) throw forbidden('NOT_ALLOWED', 'Your roles do not let you export reports.');
}

/** One line of the log for each file, written before its first byte is sent. */
export async function recordExport(
  context: Context,
  { address }: ClientInfo,
  event: Pick<SecurityEvent, 'type' | 'data'>,
): Promise<void> {
  const told = { ...event, userId: context.principal.id, address };
  await context.database.write((transaction) => recordEvent(context, transaction, told));
}

/** What draws is loaded with the first picture. */
const drawn = async (context: Context, name: string, request: DashboardExport, signal: AbortSignal) =>
  (await import('./exports/charts/export-dashboard.js')).exportDashboard(context, name, request, signal);

async function rowsFile(context: Context, dashboard: string, request: WidgetRequest) {
  const { widget, ...part } = await widgetRows(context, dashboard, request);
  const { language } = context.principal;
  const text = writeCsv(part, { model: context.release.model, language });
  const name = labelText(widget.label, language, widget.id);
  return { bytes: Buffer.from(text), type: 'text/csv; charset=utf-8', fileName: `${name}.csv` };
}

/** `turns` are those of the reports: a user has one share of both. What parameters offer waits for no slow part. */
export const dashboardRoutes = (turns: Turns, offers: Turns = createTurns()): readonly Route[] => [
  defineRoute({
    method: 'POST',
    path: '/dashboards/:name/data',
    right: 'report.run',
    whileViewing: true,
    summary: 'Rows for one widget of a dashboard.',
    params: named,
    body: Type.Object(
      { widget: Widget, parameters: Type.Optional(Parameters), drill: Type.Optional(DrillValues) },
      closed,
    ),
    handler: (context, { params, body, signal }) =>
      turns.take(context.principal.id, () => widgetData({ ...context, signal }, params['name']!, body), signal),
  }),
  defineRoute({
    method: 'POST',
    path: '/dashboards/preview',
    right: 'design',
    summary: 'Rows for one widget of a dashboard that is being designed.',
    body: Type.Object(
      {
        dashboard: PreviewDashboard,
        widget: Widget,
        parameters: Type.Optional(Parameters),
        drill: Type.Optional(DrillValues),
      },
      closed,
    ),
    async handler(context, { body: { dashboard, ...request }, signal }) {
      const { readPreview } = await previewer();
      const document = readPreview(context, dashboard);
      const drafted = await overDrafts(context, ['segment']);
      return turns.take(context.principal.id, () => widgetPreview({ ...drafted, signal }, document, request), signal);
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/dashboards/preview-options',
    right: 'design',
    summary: 'What a parameter of a dashboard that is being designed offers.',
    body: Type.Object({ dashboard: PreviewDashboard, ...OptionsBody.properties }, closed),
    async handler(context, { body: { dashboard, ...request }, signal }) {
      const { readPreview } = await previewer();
      const document = readPreview(context, dashboard);
      const drafted = await overDrafts(context, ['segment']);
      const offer = () => parameterOptions({ ...drafted, signal }, document, request);
      return offers.take(context.principal.id, offer, signal);
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/dashboards/:name/export',
    right: 'report.run',
    summary:
      'The rows of one widget as csv, one drawn as svg or png, or the whole dashboard as pdf or a zip of pictures.',
    params: named,
    body: Type.Object(
      {
        format: oneOf(['csv', 'svg', 'png', 'pdf', 'zip']),
        /** Of csv, svg and png. */
        widget: Type.Optional(Widget),
        parameters: Type.Optional(Parameters),
        drill: Type.Optional(DrillValues),
        title: Type.Optional(Type.String({ maxLength: 200 })),
      },
      closed,
    ),
    async handler(context, { params, body: { format, ...request }, signal, client }) {
      mayExport(context);
      const isWhole = format === 'pdf' || format === 'zip';
      const { widget = '' } = request;
      if (isWhole && (request.widget ?? request.drill) !== undefined)
        throw badRequest('WHOLE_DASHBOARD', 'A file of the whole dashboard names no part.', { path: '/widget' });
      if (!isWhole && widget === '')
        throw badRequest('WIDGET_REQUIRED', 'Name the part to export.', { path: '/widget' });
      const name = params['name']!;
      const made = await turns.take(
        context.principal.id,
        () =>
          format === 'csv'
            ? rowsFile({ ...context, signal }, name, { ...request, widget })
            : drawn({ ...context, signal }, name, { ...request, format }, signal),
        signal,
      );
      const data = { dashboard: name, ...(isWhole ? {} : { widget }), format };
      await recordExport(context, client, { type: 'dashboard.exported', data });
      return new Reply(200, made);
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/dashboards/:name/options',
    right: 'report.run',
    whileViewing: true,
    summary: 'What a parameter of a dashboard offers, narrowed by those it depends on.',
    params: named,
    body: OptionsBody,
    handler(context, { params, body, signal }) {
      const dashboard = context.release.model.find('dashboard', params['name']!);
      if (!dashboard) throw notFound();
      const offer = () => parameterOptions({ ...context, signal }, dashboard, body);
      return offers.take(context.principal.id, offer, signal);
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/reports/:name/options',
    right: 'report.run',
    whileViewing: true,
    summary: 'What a parameter of a report offers, narrowed by those it depends on.',
    params: named,
    body: OptionsBody,
    handler(context, { params, body, signal }) {
      const report = findReport(context, params['name']!);
      const offer = () => parameterOptions({ ...context, signal }, report, body);
      return offers.take(context.principal.id, offer, signal);
    },
  }),
];
