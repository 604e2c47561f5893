/** Dashboards and reports as `GET /api/app` tells them: without queries and sheets, which stay on the server. */
import type { DashboardDocument } from '../../metadata/schema/dashboard.js';
import type { Parameter } from '../../metadata/schema/parameter.js';
import type { ReportDocument } from '../../metadata/schema/report.js';
import type { AppDocument } from '../data/app-document.js';

export type DashboardHead = Omit<DashboardDocument, 'datasets'> & {
  readonly datasets: readonly {
    readonly name: string;
    /** Names of the parameters it reads. */
    readonly parameters?: readonly string[];
  }[];
};
export type ReportHead = Pick<ReportDocument, 'name' | 'label' | 'icon' | 'parameters' | 'summary'>;

export const findDashboard = (app: AppDocument, name: string): DashboardHead | undefined =>
  app.dashboards.find((each) => each.name === name) as unknown as DashboardHead | undefined;

export const findReport = (app: AppDocument, name: string): ReportHead | undefined =>
  app.reports.find((each) => each.name === name) as unknown as ReportHead | undefined;

/** Parameters that the named datasets read. */
export function parametersOf(document: DashboardHead, datasets: readonly string[]): ReadonlySet<string> {
  const read = document.datasets.filter((dataset) => datasets.includes(dataset.name));
  return new Set(read.flatMap((dataset) => dataset.parameters ?? []));
}

export const parameterOf = (
  document: { readonly parameters?: readonly Parameter[] | undefined },
  name: string,
): Parameter | undefined => document.parameters?.find((parameter) => parameter.name === name);
