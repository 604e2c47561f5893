/**
 * An export that a work process reads and writes by itself: the server hands over whose rights hold and what is asked for,
 * and hears how far it is. A cancelled one ends with its process, and so does its statement.
 */
import { datasetBehind } from '../../../metadata/dataset/sources.js';
import type { Dataset } from '../../../metadata/schema/dataset.js';
import type { ReportDocument } from '../../../metadata/schema/report.js';
import type { Context } from '../../context.js';
import { readingAs } from '../../work/reading-context.js';
import { STEPS, TIMEOUT, type ExportHooks, type ReportExport } from './export-request.js';
import type { ExportTaskInput, ExportTaskResult } from './export-task.js';

/** The rights are a person's own, and all that the report reads is within reach of a work process. */
export function mayExportElsewhere(context: Context, report: ReportDocument): boolean {
  // The document itself stays here: a published one is found by its name there.
  const isPublished = context.release.model.find('report', report.name) === report;
  return (
    isPublished && readingAs(context) !== undefined && report.datasets.every((each) => isWithinReach(context, each))
  );
}

function isWithinReach(context: Context, { source }: Dataset, depth = 0): boolean {
  const { registries, release, sourceServers } = context;
  if (registries.source.find(source.type)?.behind) {
    const behind = datasetBehind(source, release.model, registries);
    // What reads itself is refused when it is read.
    return behind === undefined || depth > 20 || isWithinReach(context, behind.dataset, depth + 1);
  }
  return sourceServers?.find(source.type)?.loadsAnywhere?.(source) === true;
}

/** The caller has asked `mayExportElsewhere`. Bytes, or a file at `into`. */
export async function exportElsewhere(
  context: Context,
  report: ReportDocument,
  request: ReportExport,
  { signal, progress, into }: ExportHooks & { readonly into?: string } = {},
): Promise<ExportTaskResult> {
  progress?.(0, STEPS);
  const input: ExportTaskInput = {
    as: readingAs(context)!,
    report: report.name,
    request,
    ...(into === undefined ? {} : { into }),
  };
  const result = await context.work.run<ExportTaskResult>('report.export', input, {
    timeoutMs: TIMEOUT,
    userId: context.principal.id,
    ...(signal ? { signal } : {}),
    progress: (part) => (part < 1 ? progress?.(Math.round(part * STEPS * 100), STEPS * 100) : undefined),
  });
  progress?.(STEPS, STEPS);
  return result;
}
