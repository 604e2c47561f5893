/** A report of the release by its name; one that does not exist is the same 404 as anywhere. */
import type { ReportDocument } from '../../metadata/schema/report.js';
import type { Context } from '../context.js';
import { notFound } from '../errors.js';

export function findReport(context: Context, name: string): ReportDocument {
  const report = context.release.model.find('report', name);
  if (!report) throw notFound();
  return report;
}
