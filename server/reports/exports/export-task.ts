/** Task of a work process: a report read with the rights of a person and written as a file. */
import { readingContext, type ReadingAs } from '../../work/reading-context.js';
import type { WorkContext, WorkTask } from '../../work/work-context.js';
import { findReport } from '../find-report.js';
import { carryInline } from './carry-tables.js';
import { STEPS, type ReportExport, type RowCounts } from './export-request.js';
import { writeFile, type FileTaskResult } from './file-task.js';
import { prepareExport } from './prepare-export.js';

export interface ExportTaskInput {
  readonly as: ReadingAs;
  /** Name of the published report. */
  readonly report: string;
  readonly request: ReportExport;
  /** Path of the file to write; without one the bytes are the answer. */
  readonly into?: string;
}

export interface ExportTaskResult extends FileTaskResult {
  readonly type: string;
  readonly fileName: string;
  readonly counts: RowCounts;
}

/** Steps that reading is; writing the rest, as for rows that come from elsewhere. */
const READING = 3;

/** `tasks`: those that sources of datasets ask for. */
export async function exportTask(
  { as, report, request, into }: ExportTaskInput,
  work: WorkContext,
  tasks: Readonly<Record<string, WorkTask>>,
): Promise<ExportTaskResult> {
  const context = await readingContext(work, as, tasks);
  const { render, tables, sources, counts, type, fileName } = await prepareExport(
    context,
    findReport(context, report),
    request,
    { progress: (done) => work.progress(done / STEPS) },
  );
  work.progress(2 / STEPS);
  const input = { ...render, tables: [...tables, ...(await carryInline(sources))] };
  work.progress(READING / STEPS);
  const progress = (part: number) => work.progress((READING + part) / STEPS);
  return { ...(await writeFile(input, { registries: context.registries, progress, into })), type, fileName, counts };
}
