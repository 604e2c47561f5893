/** Many records as one file, made by a job under the rights that whoever ordered it has then. */
import type { Context } from '../context.js';
import type { JobRun } from '../jobs/port.js';
import { keepResult } from './kept-prints.js';
import { printRecords, timeInJob } from './print-records.js';
import type { PrintRequest } from './request.js';
import { findTemplate } from './templates.js';

export interface PrintJob {
  readonly template: string;
  readonly request: PrintRequest;
  /** Of the caller, for the security event. */
  readonly address: string;
}

export interface PrintJobResult {
  /** Of `GET /api/print/files/:id`. */
  readonly print: string;
  readonly fileName: string;
  readonly pages: number;
}

export async function runPrintJob(context: Context, job: PrintJob, run: JobRun): Promise<PrintJobResult> {
  const template = findTemplate(context, job.template);
  const { address, request } = job;
  const printed = await printRecords(context, template, request, {
    address,
    timeoutMs: timeInJob,
    signal: run.signal,
    progress: (done, total) => run.progress(done, total),
  });
  const { plan, seen, fileName, pages } = printed;
  run.signal.throwIfAborted();
  const print = await keepResult(context, { template, plan, ids: request.ids, rendered: printed, seen });
  return { print, fileName: `${fileName}.pdf`, pages };
}
