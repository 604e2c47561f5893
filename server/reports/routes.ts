/** Routes of reports and dashboards. */
import { Type } from '@sinclair/typebox';
import { forExport } from '../../metadata/access/for-export.js';
import { ReportSchema } from '../../metadata/schema/report.js';
import { labelText } from '../../metadata/value.js';
import type { Context } from '../context.js';
import { forbidden } from '../errors.js';
import { defineRoute, Reply, type Route } from '../http/route.js';
import { widgetData } from './dashboard-data.js';
import { explainCell } from './explain.js';
import { findReport, gridAnswer, runReport } from './run-report.js';
import { writeGridXlsx } from './write-xlsx.js';

const Parameters = Type.Record(Type.String({ maxLength: 41 }), Type.Unknown());
const named = Type.Object({ name: Type.String() });
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
/** Previews carry whole documents with their styles. */
const PREVIEW_BYTES = 4_000_000;

const PreviewReport = Type.Object(
  {
    ...Type.Partial(Type.Omit(ReportSchema, ['kind', 'name', 'datasets', 'sheet'])).properties,
    ...Type.Pick(ReportSchema, ['kind', 'name', 'datasets', 'sheet']).properties,
  },
  { additionalProperties: false },
);

function mayExport(context: Context): void {
  if (!context.access.has('report.export')) throw forbidden('NOT_ALLOWED', 'Your roles do not let you export reports.');
}

export const reportRoutes: readonly Route[] = [
  defineRoute({
    method: 'POST',
    path: '/reports/preview',
    right: 'design',
    summary: 'Runs a report that is being designed.',
    bodyLimit: PREVIEW_BYTES,
    body: Type.Object(
      { report: PreviewReport, parameters: Type.Optional(Parameters) },
      { additionalProperties: false },
    ),
    handler: async (context, { body }) => gridAnswer(await runReport(context, body.report, body.parameters ?? {})),
  }),
  defineRoute({
    method: 'POST',
    path: '/reports/:name/run',
    right: 'report.run',
    whileViewing: true,
    summary: 'Runs a report and answers its grid.',
    params: named,
    body: Type.Object({ parameters: Type.Optional(Parameters) }, { additionalProperties: false }),
    handler: async (context, { params, body }) =>
      gridAnswer(await runReport(context, findReport(context, params['name']!), body.parameters ?? {})),
  }),
  defineRoute({
    method: 'POST',
    path: '/reports/:name/explain',
    right: 'report.run',
    whileViewing: true,
    summary: 'Rows, groups and formula behind one cell of a report.',
    params: named,
    body: Type.Object(
      {
        parameters: Type.Optional(Parameters),
        source: Type.String({ maxLength: 8 }),
        at: Type.String({ maxLength: 400 }),
      },
      { additionalProperties: false },
    ),
    handler: async (context, { params, body }) => {
      const run = await runReport(context, findReport(context, params['name']!), body.parameters ?? {});
      return explainCell(run, body.source, body.at, context.principal.language);
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/reports/:name/export',
    right: 'report.run',
    summary: 'A report as a file.',
    params: named,
    body: Type.Object(
      {
        format: Type.Literal('xlsx'),
        parameters: Type.Optional(Parameters),
        title: Type.Optional(Type.String({ maxLength: 200 })),
      },
      { additionalProperties: false },
    ),
    handler: async (context, { params, body }) => {
      mayExport(context);
      const report = findReport(context, params['name']!);
      const run = await runReport({ ...context, access: forExport(context.access) }, report, body.parameters ?? {});
      const label = labelText(report.label, context.principal.language, report.name);
      const title = body.title?.trim();
      const bytes = await writeGridXlsx(run.sheet.grid, report.sheet, {
        sheetName: label,
        ...(title ? { title } : {}),
      });
      return new Reply(200, { bytes, type: XLSX, fileName: `${title || label}.xlsx` });
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/dashboards/:name/data',
    right: 'report.run',
    whileViewing: true,
    summary: 'Rows for one widget of a dashboard.',
    params: named,
    body: Type.Object(
      { widget: Type.String({ maxLength: 40 }), parameters: Type.Optional(Parameters) },
      { additionalProperties: false },
    ),
    handler: (context, { params, body }) => widgetData(context, params['name']!, body.widget, body.parameters ?? {}),
  }),
];
