/**
 * A report as a file, for whoever asks: the route, a schedule, a mail. Runs it with the reader's rights to export, so that
 * fields which they may only look at are left out, and writes what the screen shows in the format asked for.
 */
import { forExport } from '../../../metadata/access/for-export.js';
import type { ReportDocument } from '../../../metadata/schema/report.js';
import { labelText } from '../../../metadata/value.js';
import type { Context } from '../../context.js';
import { runReport } from '../run-report.js';
import { writeGridXlsx } from './write-xlsx.js';

export const exportFormats = ['xlsx'] as const;
export type ExportFormat = (typeof exportFormats)[number];

export interface ReportExport {
  readonly format: ExportFormat;
  readonly parameters?: Readonly<Record<string, unknown>>;
  /** The reader's own title, up to 200 characters; names the file and stands above the sheet. */
  readonly title?: string;
}

export interface ExportedFile {
  readonly bytes: Uint8Array;
  /** Media type. */
  readonly type: string;
  readonly fileName: string;
}

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Throws what running throws. The caller has checked the right `report.export` and writes the line of the log. */
export async function exportReport(
  context: Context,
  report: ReportDocument,
  { parameters = {}, title: given }: ReportExport,
): Promise<ExportedFile> {
  const run = await runReport({ ...context, access: forExport(context.access) }, report, parameters);
  const label = labelText(report.label, context.principal.language, report.name);
  const title = given?.trim();
  const bytes = await writeGridXlsx(run.sheet.grid, report.sheet, { sheetName: label, ...(title ? { title } : {}) });
  return { bytes, type: XLSX, fileName: `${title || label}.xlsx` };
}
