/**
 * A report as a file, for whoever asks: the route, a job, a schedule, a mail. Reads it with the reader's rights to export,
 * so that fields which they may only look at are left out, and writes what the screen shows in the format asked for.
 *
 *   up to AT_ONCE rows   read here -> written here, or in a work process where that takes long
 *   more                 read and written in a work process (export-elsewhere.ts): neither rows nor file come by here
 */
import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ReportDocument } from '../../../metadata/schema/report.js';
import type { Context } from '../../context.js';
import { MoreRows } from '../datasets.js';
import { carryByFile, carryInline } from './carry-tables.js';
import { exportElsewhere, mayExportElsewhere } from './export-elsewhere.js';
import { STEPS, TIMEOUT, type ExportedReport, type ExportHooks, type ReportExport } from './export-request.js';
import type { FileTaskInput, FileTaskResult } from './file-task.js';
import { prepareExport, type PreparedExport } from './prepare-export.js';
import { bytesOf } from './zip.js';

export { exportFormats, type ExportFormat } from './formats.js';
export { prepareExport } from './prepare-export.js';

/** Rows of all datasets up to which the asker waits for the file; more are made by a job. */
export const AT_ONCE = 20_000;
/** Rows, and cells as the template tells them, up to which a file is written here, unless its format takes long. */
const SMALL = 1_000;
const SMALL_CELLS = 20_000;
/** Rows that are no columns from which they go to the work process through a file. */
const MANY = 5_000;

/** Throws what running throws. The caller has checked the right `report.export` and writes the line of the log. */
export async function exportReport(
  context: Context,
  report: ReportDocument,
  request: ReportExport,
  hooks: ExportHooks = {},
): Promise<ExportedReport> {
  const prepared = await prepareAtOnce(context, report, request, hooks);
  if (!prepared) {
    const { bytes, type, fileName, counts } = await exportElsewhere(context, report, request, hooks);
    return { bytes: bytes!, type, fileName, counts };
  }
  const { bytes } = await writeExport(context, prepared, hooks);
  const { type, fileName, counts } = prepared;
  return { bytes: bytes!, type, fileName, counts };
}

/** Undefined where there are too many rows to be read here, and a work process can. */
export async function prepareAtOnce(
  context: Context,
  report: ReportDocument,
  request: ReportExport,
  hooks: ExportHooks = {},
): Promise<PreparedExport | undefined> {
  if (!mayExportElsewhere(context, report)) return prepareExport(context, report, request, hooks);
  try {
    return await prepareExport(context, report, request, { ...hooks, most: AT_ONCE });
  } catch (error) {
    if (error instanceof MoreRows) return undefined;
    throw error;
  }
}

/** The file's bytes, or only its size where it was written `into` a file. */
export async function writeExport(
  context: Context,
  { render, tables, sources, rows }: PreparedExport,
  { signal, progress, into }: ExportHooks & { readonly into?: string } = {},
): Promise<FileTaskResult> {
  progress?.(2, STEPS);
  const cells = rows * Object.keys(render.sheet.cells).length;
  const isSmall = rows <= SMALL && cells <= SMALL_CELLS;
  // Pages and pictures are drawn elsewhere, however few there are.
  const isQuick = render.format !== 'pdf' && !render.pictures;
  if (isSmall && isQuick && into === undefined) {
    const { renderReport } = await import('./render-report.js');
    const input = { ...render, tables: [...tables, ...(await carryInline(sources))] };
    const bytes = await bytesOf(renderReport(input, context.registries));
    return { size: bytes.length, bytes };
  }
  const folder = context.dataFolder === undefined ? tmpdir() : join(context.dataFolder, 'files');
  const carrier = join(folder, `rows-${randomUUID()}`);
  const isCarried = sources.length > 0 && rows > MANY;
  try {
    if (isCarried) await mkdir(folder, { recursive: true, mode: 0o700 });
    const carried = isCarried ? await carryByFile(sources, carrier) : { heads: await carryInline(sources) };
    signal?.throwIfAborted();
    progress?.(3, STEPS);
    const input: FileTaskInput = { render, tables, carried, ...(into === undefined ? {} : { into }) };
    const options = {
      timeoutMs: TIMEOUT,
      userId: context.principal.id,
      ...(signal ? { signal } : {}),
      // In hundredths of a step; the last is done when the answer is there.
      progress: (part: number) =>
        part < 1 ? progress?.(Math.round((STEPS - 1 + part) * 100), STEPS * 100) : undefined,
    };
    const result = await context.work.run<FileTaskResult>('report.file', input, options);
    progress?.(STEPS, STEPS);
    return result;
  } finally {
    if (isCarried) await rm(carrier, { force: true });
  }
}
