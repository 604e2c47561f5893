/**
 * Runs a report:  parameters -> datasets -> expand -> grid.  A report that is stored or one that is being designed take
 * the same way; explain and export begin where run ends.
 */
import type { ReportDocument } from '../../metadata/schema/report.js';
import { expandSheet, type ExpandedSheet } from '../../metadata/sheet/expand.js';
import { SheetError, type Grid } from '../../metadata/sheet/types.js';
import type { Value } from '../../metadata/value.js';
import { problem } from '../../metadata/words.js';
import type { Context } from '../context.js';
import { ApiError } from '../errors.js';
import { loadDataset, loadReadable, parametersOf, toTable, type DatasetRows } from './datasets.js';

/** What running needs of a document; previews may leave the rest out. */
export type RunnableReport = Pick<ReportDocument, 'name' | 'datasets' | 'sheet' | 'parameters'>;

export interface ReportRun {
  readonly report: RunnableReport;
  readonly sheet: ExpandedSheet;
  readonly datasets: ReadonlyMap<string, DatasetRows>;
  readonly parameters: Readonly<Record<string, Value>>;
}

/** Grid JSON with the parameters as they were resolved and the number of rows read. */
export type GridAnswer = Grid & {
  readonly parameters: Readonly<Record<string, Value>>;
  readonly rowsRead: number;
};

export async function runReport(
  context: Context,
  report: RunnableReport,
  given: Readonly<Record<string, unknown>>,
): Promise<ReportRun> {
  const parameters = parametersOf(context, report.parameters ?? [], given);
  const datasets = new Map<string, DatasetRows>();
  // Refused as any report that is not there for its reader; where a part of it is, the rest says "no access".
  const load = isOffered(context, report) ? loadReadable : loadDataset;
  for (const dataset of report.datasets) datasets.set(dataset.name, await load(context, dataset, parameters));
  const sheet = expand(context, report, datasets, parameters);
  return { report, sheet, datasets, parameters };
}

/** As in the menu: some of what it is made from may be read at all. */
function isOffered({ access }: Context, { datasets }: RunnableReport): boolean {
  const queries = datasets.flatMap(({ source }) => (source.type === 'query' ? [source.query] : []));
  return queries.length === 0 || queries.some(({ entity }) => access.mayEver('read', entity));
}

function expand(
  context: Context,
  report: RunnableReport,
  datasets: ReadonlyMap<string, DatasetRows>,
  parameters: Readonly<Record<string, Value>>,
): ExpandedSheet {
  try {
    return expandSheet({
      sheet: report.sheet,
      datasets: new Map(
        [...datasets].map(([name, rows]) => [name, toTable(rows, context.release.model, context.principal.language)]),
      ),
      parameters,
      functions: context.registries.function,
      context: context.evaluation,
      language: context.principal.language,
    });
  } catch (error) {
    throw asRefusal(error);
  }
}

/** A mistake in the template as an answer that names the cell; what else it is as it is. */
export function asRefusal(error: unknown): unknown {
  if (!(error instanceof SheetError)) return error;
  const [cell] = error.cells;
  return new ApiError(422, `SHEET_${error.code}`, error, {
    ...(cell === undefined ? {} : { path: `/sheet/cells/${cell}` }),
    details: [{ ...problem(`/sheet/cells/${cell ?? ''}`, error.code, error), cells: error.cells }],
  });
}

export function gridAnswer(run: ReportRun): GridAnswer {
  const rowsRead = [...run.datasets.values()].reduce((total, dataset) => total + dataset.rows.length, 0);
  return { ...run.sheet.grid, parameters: run.parameters, rowsRead };
}
