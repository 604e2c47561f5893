/** Routes of reports and dashboards. */
import { Type } from '@sinclair/typebox';
import { oneOf, Ulid } from '../../metadata/schema/common.js';
import type { Dataset } from '../../metadata/schema/dataset.js';
import { checkSql } from '../../metadata/document/check-options.js';
import { readerChanges } from '../../metadata/schema/reader-changes.js';
import { ReportSchema } from '../../metadata/schema/report.js';
import type { Context } from '../context.js';
import { invalid } from '../errors.js';
import { mayRunSql } from '../releases/may-edit.js';
import { defineRoute, Reply, type Route } from '../http/route.js';
import { createTurns, type Turns } from '../work/turns.js';
import { connectionRoutes } from './connection-routes.js';
import { dashboardRoutes, mayExport, recordExport } from './dashboard-routes.js';
import { exportFormats } from './exports/formats.js';
import { findReport } from './find-report.js';

/**
 * What runs a report is loaded with the first one: number formats and the workbook writer take more memory than the rest
 * of the server, and a site may go a day without a report.
 */
const runner = () => import('./run-report.js');
const explainer = () => import('./explain.js');
const writeBacker = () => import('./write-back.js');
const exporter = () => import('./exports/export-report.js');
const filer = () => import('./exports/file-job.js');

/** Rows up to which the asker waits for the file; more are made by a job. */
const AT_ONCE = 20_000;

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
/** Previews carry whole documents with their styles. */
const PREVIEW_BYTES = 4_000_000;

const PreviewReport = Type.Object(
  {
    ...Type.Partial(Type.Omit(ReportSchema, ['kind', 'name', 'datasets', 'sheet'])).properties,
    ...Type.Pick(ReportSchema, ['kind', 'name', 'datasets', 'sheet']).properties,
  },
  { additionalProperties: false },
);

/** What is not stored has passed no check of documents. */
function refuseBadSql(context: Context, datasets: readonly Dataset[]): void {
  mayRunSql(
    context,
    datasets.map(({ source }) => source),
  );
  const problems = datasets.flatMap(({ source }, i) => checkSql(source, `/datasets/${i}/source`));
  if (problems.length > 0) throw invalid(problems, 'DATASET_SQL');
}

export const reportRoutes = (turns: Turns = createTurns()): readonly Route[] => [
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
    handler: async (context, { body }) => {
      refuseBadSql(context, body.report.datasets);
      const { gridAnswer, runReport } = await runner();
      return gridAnswer(await runReport(context, body.report, body.parameters ?? {}));
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/reports/:name/run',
    right: 'report.run',
    whileViewing: true,
    summary: 'Runs a report and answers its grid.',
    params: named,
    body: Type.Object({ parameters: Type.Optional(Parameters), ...readerChanges }, { additionalProperties: false }),
    async handler(context, { params, body: { parameters = {}, ...changes }, signal }) {
      const [{ gridAnswer, runReport }, { gridInputs }] = await Promise.all([runner(), writeBacker()]);
      const report = findReport(context, params['name']!);
      const run = async () => {
        const made = await runReport(context, report, parameters, { ...changes, signal });
        return { ...gridAnswer(made), inputs: gridInputs(context, made) };
      };
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
        source: Type.String({ maxLength: 8 }),
        at: Type.String({ maxLength: 400 }),
        ...readerChanges,
        ...breakDownKeys,
      },
      { additionalProperties: false },
    ),
    handler: async (context, { params, body: { parameters = {}, source, at, by, within, ...changes }, signal }) => {
      const [{ runReport }, { explainCell }] = await Promise.all([runner(), explainer()]);
      const report = findReport(context, params['name']!);
      const run = await runReport(context, report, parameters, { ...changes, signal, whole: true });
      const down = { ...(by === undefined ? {} : { by }), ...(within ? { within } : {}) };
      return explainCell(run, source, at, context.principal.language, down);
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
              source: Type.String({ maxLength: 8 }),
              at: Type.String({ maxLength: 400 }),
              value: Type.Unknown(),
              was: Type.Union([Type.Null(), Type.Boolean(), Type.Number(), Type.String({ maxLength: 4000 })]),
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
        /** Made by a job whatever its size. */
        later: Type.Optional(Type.Boolean()),
        ...readerChanges,
      },
      { additionalProperties: false },
    ),
    handler: async (context, { params, body: { later, ...request }, client, signal }) => {
      mayExport(context);
      const report = findReport(context, params['name']!);
      const [{ prepareExport, writeExport }, { orderFile }] = await Promise.all([exporter(), filer()]);
      const order = async () => new Reply(202, { json: { job: await orderFile(context, report.name, request) } });
      if (later) return order();
      const read = () => prepareExport(context, report, request, { signal });
      const prepared = await turns.take(context.principal.id, read, signal);
      if (prepared.rows > AT_ONCE) return order();
      const { bytes } = await writeExport(context, prepared, { signal });
      await recordExport(context, client, {
        type: 'report.exported',
        data: { report: report.name, format: request.format },
      });
      return new Reply(200, { bytes: bytes!, type: prepared.type, fileName: prepared.fileName });
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
  ...connectionRoutes(),
];
