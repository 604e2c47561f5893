/**
 * What a delivery carries: the report in each format, or the dashboard as pdf and its parts as csv, as its recipient may take
 * them along. Rows are counted, so that a schedule can leave out who would get nothing.
 */
import { forExport } from '../../metadata/access/for-export.js';
import { isWritten } from '../../metadata/dataset/sources.js';
import type { DashboardDocument } from '../../metadata/schema/dashboard.js';
import type { ReportDocument } from '../../metadata/schema/report.js';
import type { SendableKind } from '../../metadata/schema/schedule.js';
import { labelText } from '../../metadata/value.js';
import type { Context } from '../context.js';
import { ApiError } from '../errors.js';
import type { MailAttachment } from '../mail/mailer.js';
import type { RowCounts } from '../reports/exports/export-request.js';
import type { Sendable } from '../reports/sendable.js';

export interface MadeFiles {
  /** Rows read from the records; what stands in the document itself is not counted. */
  readonly rows: number;
  readonly files: readonly MailAttachment[];
}

export interface WantedFiles {
  readonly formats: readonly string[];
  readonly title: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** No file, but a link to the page, which its reader opens with a session of their own. */
export const linkOnly = 'link';

/** Formats of files by kind, besides `link`. */
export async function formatsOf(kind: SendableKind): Promise<readonly string[]> {
  if (kind === 'dashboard') return ['pdf', 'csv'];
  return (await import('../reports/exports/export-report.js')).exportFormats;
}

/** The caller has checked the rights to run and, for files, to export. */
export async function makeFiles(context: Context, document: Sendable, wanted: WantedFiles): Promise<MadeFiles> {
  return document.kind === 'report'
    ? reportFiles(context, document, wanted)
    : dashboardFiles(context, document, wanted);
}

/** Rows are those that the files were made from; without a file the datasets are asked, and no sheet is made. */
async function reportFiles(context: Context, report: ReportDocument, wanted: WantedFiles): Promise<MadeFiles> {
  const { title, parameters } = wanted;
  const { exportFormats, exportReport } = await import('../reports/exports/export-report.js');
  const files: MailAttachment[] = [];
  let counts: RowCounts | undefined;
  for (const format of exportFormats) {
    if (!wanted.formats.includes(format)) continue;
    const { counts: read, ...file } = await exportReport(context, report, { format, parameters, title });
    counts ??= read;
    files.push(file);
  }
  counts ??= await countRows(context, report, parameters);
  const { release, registries } = context;
  const read = report.datasets.filter(({ source }) => !isWritten(source, release.model, registries));
  return { rows: read.reduce((total, { name }) => total + (counts[name] ?? 0), 0), files };
}

async function countRows(context: Context, report: ReportDocument, given: WantedFiles['parameters']): Promise<RowCounts> {
  const [{ readReport }, { countsOf }] = await Promise.all([
    import('../reports/run-report.js'),
    import('../reports/exports/prepare-export.js'),
  ]);
  const { datasets } = await readReport({ ...context, access: forExport(context.access) }, report, given);
  return countsOf(datasets);
} // prettier-ignore

/** Of csv one file for each part that has rows of its own; parts that may not be read are left out, unless nothing remains. */
async function dashboardFiles(context: Context, dashboard: DashboardDocument, wanted: WantedFiles): Promise<MadeFiles> {
  const { parameters, title } = wanted;
  const { widgetRows } = await import('../reports/dashboard-data.js');
  const { writeCsv } = await import('../reports/exports/write-csv.js');
  const { language } = context.principal;
  const files: MailAttachment[] = [];
  let rows = 0;
  let refused: ApiError | undefined;
  for (const { id, label } of dashboard.widgets) {
    try {
      const { widget: _widget, ...part } = await widgetRows(context, dashboard.name, { widget: id, parameters });
      rows += part.rows.length;
      if (!wanted.formats.includes('csv')) continue;
      const fileName = `${title} - ${labelText(label, language, id)}.csv`;
      const text = writeCsv(part, { model: context.release.model, language });
      files.push({ fileName, type: 'text/csv; charset=utf-8', bytes: Buffer.from(text) });
    } catch (error) {
      if (!(error instanceof ApiError) || error.status >= 500) throw error;
      if (error.code !== 'NO_ROWS') refused = error;
    }
  }
  if (refused && files.length === 0 && rows === 0) throw refused;
  if (wanted.formats.includes('pdf')) {
    const { exportDashboard } = await import('../reports/exports/charts/export-dashboard.js');
    files.unshift(await exportDashboard(context, dashboard.name, { format: 'pdf', parameters, title }));
  }
  return { rows, files };
}
