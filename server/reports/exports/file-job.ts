/**
 * Large reports as files: ordered, made by a job, fetched within a day. The order keeps a mark of its owner's rights; it is
 * compared when the file is made and again whenever it is fetched, for a file shows what was allowed when it was made.
 */
import { createReadStream } from 'node:fs';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { Context } from '../../context.js';
import { forbidden, notFound, type ApiError } from '../../errors.js';
import { refuseTooMany } from '../../jobs/own-orders.js';
import type { JobRow, JobRun } from '../../jobs/port.js';
import { sha256 } from '../../sha256.js';
import { findReport } from '../find-report.js';
import { exportElsewhere, mayExportElsewhere } from './export-elsewhere.js';
import { prepareExport, writeExport } from './export-report.js';
import type { ExportHooks, ReportExport } from './export-request.js';
import { mediaTypes } from './formats.js';

export const FILE_JOB = 'reportFile';
/** How long a file is kept. */
const DAY = 86_400_000;

export interface FileOrder extends ReportExport {
  readonly report: string;
  /** Of the rights when it was ordered. */
  readonly rights: string;
}

/** Answer of the job. */
export interface MadeFile {
  readonly file: { readonly name: string; readonly type: string; readonly size: number };
}

export const rightsMark = ({ access }: Context): string => sha256(access.fingerprint);

/** 429 TOO_MANY_ORDERED. */
export async function orderFile(context: Context, report: string, request: ReportExport): Promise<string> {
  await refuseTooMany(context, FILE_JOB);
  const payload: FileOrder = { ...request, report, rights: rightsMark(context) };
  return context.jobs.enqueue({ type: FILE_JOB, payload, principalId: context.principal.id });
}

const changed = (): ApiError =>
  forbidden('PERMISSION_CHANGED', 'Your rights have changed since this file was ordered. Order it again.');

export async function makeFile(context: Context, order: FileOrder, run: JobRun): Promise<MadeFile> {
  const { report, rights, ...request } = order;
  if (!context.access.has('report.export') || rightsMark(context) !== rights) throw changed();
  const folder = folderOf(context);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await removeOldFiles(context);
  const path = join(folder, `${run.id}.file`);
  const part = `${path}.part`;
  try {
    const hooks = { signal: run.signal, progress: (done: number, total: number) => run.progress(done, total) };
    await rm(part, { force: true });
    const { size, fileName } = await writtenInto(context, report, request, { ...hooks, into: part });
    run.signal.throwIfAborted();
    await rename(part, path);
    return { file: { name: fileName, type: mediaTypes[request.format], size } };
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

async function writtenInto(
  context: Context,
  name: string,
  request: ReportExport,
  hooks: ExportHooks & { readonly into: string },
): Promise<{ readonly size: number; readonly fileName: string }> {
  const report = findReport(context, name);
  if (mayExportElsewhere(context, report)) return exportElsewhere(context, report, request, hooks);
  const prepared = await prepareExport(context, report, request, hooks);
  const { size } = await writeExport(context, prepared, hooks);
  return { size, fileName: prepared.fileName };
}

function folderOf({ dataFolder }: Context): string {
  if (dataFolder === undefined) throw new Error('There is no folder for files here.');
  return join(dataFolder, 'files');
}

export interface FetchedFile {
  readonly stream: Readable;
  readonly size: number;
  readonly type: string;
  readonly fileName: string;
  readonly order: FileOrder;
}

/** A file by the id of its job. Somebody else's, one that is gone and one that never was are the same 404. */
export async function fetchFile(context: Context, id: string): Promise<FetchedFile> {
  const job: JobRow | undefined = await context.jobs.get(id);
  if (job?.type !== FILE_JOB || job.createdBy !== context.principal.id || context.viewing) throw notFound();
  const order = job.payload as FileOrder;
  const made = job.result as MadeFile | undefined;
  if (job.state !== 'done' || !made) throw notFound();
  if (!context.access.has('report.export') || rightsMark(context) !== order.rights) throw changed();
  // The report itself may have gone.
  findReport(context, order.report);
  const path = join(folderOf(context), `${job.id}.file`);
  const found = await stat(path).catch(() => undefined);
  if (!found || isOld(context, found.mtimeMs)) throw notFound();
  const { name, type } = made.file;
  return { stream: createReadStream(path), size: found.size, type, fileName: name, order };
}

const isOld = ({ clock }: Context, changedAt: number): boolean => clock.now().getTime() - changedAt > DAY;

/** Files older than a day; answers how many there were. */
export async function removeOldFiles(context: Context): Promise<number> {
  if (context.dataFolder === undefined) return 0;
  const folder = folderOf(context);
  let removed = 0;
  for (const name of await readdir(folder).catch(() => [])) {
    const path = join(folder, name);
    const found = await stat(path).catch(() => undefined);
    if (!found?.isFile() || !isOld(context, found.mtimeMs)) continue;
    await rm(path, { force: true });
    removed++;
  }
  return removed;
}
