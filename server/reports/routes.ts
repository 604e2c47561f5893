/** Routes of reports and dashboards. */
import { Type } from '@sinclair/typebox';
import { oneOf, Ulid } from '../../metadata/schema/common.js';
import { readerChanges } from '../../metadata/schema/reader-changes.js';
import { ReportSchema } from '../../metadata/schema/report.js';
import { defineRoute, Reply, type Route } from '../http/route.js';
import { overDrafts } from '../releases/over-drafts.js';
import { createTurns, type Turns } from '../work/turns.js';
import { connectionRoutes } from './connection-routes.js';
import { datasetRoutes } from './dataset-routes.js';
import { dashboardRoutes, mayExport, recordExport } from './dashboard-routes.js';
import { encodings, exportFormats, separators } from './exports/formats.js';
import { findReport } from './find-report.js';
import { refuseBadPage } from './page-asked.js';

/**
 * What runs a report is loaded with the first one: number formats and the workbook writer take more memory than the rest
 * of the server, and a site may go a day without a report.
 */
const explainer = () => import('./explain-report.js');
const answerer = () => import('./answer-run.js');
const writeBacker = () => import('./write-back.js');
const exporter = () => import('./exports/export-report.js');
const filer = () => import('./exports/file-job.js');

const Parameters = Type.Record(Type.String({ maxLength: 41 }), Type.Unknown());
const named = Type.Object({ name: Type.String() });
/** Explain goes down in place: the groups of a column, below values chosen of others. */
const breakDownKeys = {
  by: Type.Optional(Type.String({ maxLength: 60 })),
  within: Type.Optional(
    Type.Array(
      Type.Object(
        {
          column: Type.String({ maxLength: 60 }),
          value: Type.Union([Type.Null(), Type.Boolean(), Type.Number(), Type.String({ maxLength: 400 })]),
        },
        { additionalProperties: false },
      ),
      { maxItems: 6 },
    ),
  ),
};
const place = { source: Type.String({ maxLength: 8 }), at: Type.String({ maxLength: 400 }) };
/** As PageOfRows says (metadata/sheet/grid-page.ts). */
const Page = Type.Object(
  {
    from: Type.Integer({ minimum: 0, maximum: 10_000_000 }),
    to: Type.Integer({ minimum: 1, maximum: 10_000_000 }),
    orAll: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000 })),
    cell: Type.Optional(Type.Object(place, { additionalProperties: false })),
    bare: Type.Optional(Type.Boolean()),
    after: Type.Optional(Type.String({ maxLength: 1100 })),
  },
  { additionalProperties: false },
);

/** Previews carry whole documents with their styles. */
const PREVIEW_BYTES = 4_000_000;

const PreviewReport = Type.Object(
  {
    ...Type.Partial(Type.Omit(ReportSchema, ['kind', 'name', 'datasets', 'sheet'])).properties,
    ...Type.Pick(ReportSchema, ['kind', 'name', 'datasets', 'sheet']).properties,
  },
  { additionalProperties: false },
);

export const reportRoutes = (turns: Turns = createTurns()): readonly Route[] => [
  defineRoute({
    method: 'POST',
    path: '/reports/preview',
    right: 'design',
    summary: 'Runs a report that is being designed.',
    findings: ['plan'],
    bodyLimit: PREVIEW_BYTES,
    body: Type.Object(
      { report: PreviewReport, parameters: Type.Optional(Parameters) },
      { additionalProperties: false },
    ),
    handler: async (context, { body, signal }) => {
      const { refuseBadSources } = await import('./sources/refuse-bad.js');
      refuseBadSources(context, body.report.datasets);
      const { answerRun, withoutInputs } = await answerer();
      const report = withoutInputs(body.report);
      const drafted = await overDrafts(context, ['segment']);
      const run = () => answerRun({ ...drafted, signal }, report, { parameters: body.parameters ?? {} }, signal);
      return turns.take(context.principal.id, run, signal);
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/reports/:name/run',
    right: 'report.run',
    whileViewing: true,
    summary: 'Runs a report and answers its grid, or a page of its rows.',
    findings: ['plan'],
    params: named,
    body: Type.Object(
      { parameters: Type.Optional(Parameters), page: Type.Optional(Page), ...readerChanges },
      { additionalProperties: false },
    ),
    async handler(context, { params, body, signal }) {
      refuseBadPage(body.page, '/page');
      const { answerRun } = await answerer();
      const report = findReport(context, params['name']!);
      const run = () => answerRun({ ...context, signal }, report, body, signal);
      return turns.take(context.principal.id, run, signal);
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/reports/:name/explain',
    right: 'report.run',
    whileViewing: true,
    summary: 'Rows, groups and formula behind one cell of a report.',
    findings: ['problems'],
    params: named,
    body: Type.Object(
      {
        parameters: Type.Optional(Parameters),
        ...place,
        ...readerChanges,
        ...breakDownKeys,
      },
      { additionalProperties: false },
    ),
    handler: async (context, { params, body, signal }) => {
      const { explainReport } = await explainer();
      const report = findReport(context, params['name']!);
      const explain = () => explainReport({ ...context, signal }, report, body, signal);
      return turns.take(context.principal.id, explain, signal);
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/reports/:name/write',
    right: 'report.run',
    summary: 'Writes what was typed into cells of a report to the records they stand for, all or nothing.',
    params: named,
    body: Type.Object(
      {
        parameters: Type.Optional(Parameters),
        changes: Type.Array(
          Type.Object(
            {
              ...place,
              value: Type.Unknown(),
              was: Type.Union([Type.Null(), Type.Boolean(), Type.Number(), Type.String({ maxLength: 4000 })]),
              mark: Type.Optional(Type.String({ maxLength: 32 })),
            },
            { additionalProperties: false },
          ),
          { minItems: 1, maxItems: 500 },
        ),
        ...readerChanges,
      },
      { additionalProperties: false },
    ),
    handler: async (context, { params, body, signal }) => {
      const report = findReport(context, params['name']!);
      const { writeBack } = await writeBacker();
      return turns.take(context.principal.id, () => writeBack(context, report, body), signal);
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
        format: oneOf(exportFormats),
        parameters: Type.Optional(Parameters),
        title: Type.Optional(Type.String({ maxLength: 200 })),
        summary: Type.Optional(Type.Boolean()),
        liveFormulas: Type.Optional(Type.Boolean()),
        csv: Type.Optional(
          Type.Object(
            {
              separator: Type.Optional(oneOf(Object.keys(separators) as (keyof typeof separators)[])),
              encoding: Type.Optional(oneOf(encodings)),
            },
            { additionalProperties: false },
          ),
        ),
        /** Made by a job whatever its size. */
        later: Type.Optional(Type.Boolean()),
        ...readerChanges,
      },
      { additionalProperties: false },
    ),
    handler: async (context, { params, body: { later, ...request }, client, signal }) => {
      mayExport(context);
      const report = findReport(context, params['name']!);
      const [{ AT_ONCE, prepareAtOnce, writeExport }, { orderFile }] = await Promise.all([exporter(), filer()]);
      const order = async () => new Reply(202, { json: { job: await orderFile(context, report.name, request) } });
      if (later) return order();
      const make = async () => {
        const prepared = await prepareAtOnce({ ...context, signal }, report, request, { signal });
        if (!prepared || prepared.rows > AT_ONCE) return undefined;
        const { bytes } = await writeExport(context, prepared, { signal });
        return { bytes: bytes!, type: prepared.type, fileName: prepared.fileName };
      };
      const file = await turns.take(context.principal.id, make, signal);
      if (!file) return order();
      await recordExport(context, client, {
        type: 'report.exported',
        data: { report: report.name, format: request.format },
      });
      return new Reply(200, file);
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/files/:id',
    right: 'report.run',
    summary: 'A file that a job has made for oneself, by the id of the job, within a day.',
    params: Type.Object({ id: Ulid }),
    handler: async (context, { params, client }) => {
      const { fetchFile } = await filer();
      const { stream, type, fileName, order } = await fetchFile(context, params['id']!);
      await recordExport(context, client, {
        type: 'report.exported',
        data: { report: order.report, format: order.format },
      });
      return new Reply(200, { stream, type, fileName });
    },
  }),
  ...dashboardRoutes(turns),
  ...datasetRoutes(turns),
  ...connectionRoutes(),
];
