/**
 * Runs a report:  parameters -> datasets -> expand -> grid.  A report that is stored or one that is being designed take
 * the same way; explain and export begin where run ends.
 */
import { entitiesRead } from '../../metadata/dataset/sources.js';
import type { ReportDocument } from '../../metadata/schema/report.js';
import type { SheetDocument } from '../../metadata/schema/sheet.js';
import { expandSheet, type ExpandedSheet } from '../../metadata/sheet/expand.js';
import {
  fieldOf,
  keepsValue,
  placeFilters,
  readerOffers,
  withReaderOrder,
  type ReaderField,
  type ReaderOffer,
} from '../../metadata/sheet/reader-changes.js';
import type { ReaderChanges, ReaderFilter } from '../../metadata/schema/reader-changes.js';
import { SheetError, type DataTable, type Grid, type SheetInput } from '../../metadata/sheet/types.js';
import type { Value } from '../../metadata/value.js';
import { problem, say } from '../../metadata/words.js';
import type { Context } from '../context.js';
import { ApiError, forbidden } from '../errors.js';
import { chartsAnswer, type ChartsAnswer } from './report-charts.js';
import { groupFor } from './push-down.js';
import { loadDataset, loadReadable, parametersOf, toTable, type DatasetRows } from './datasets.js';

/** What running needs of a document; previews may leave the rest out. */
export type RunnableReport = Pick<ReportDocument, 'name' | 'datasets' | 'sheet' | 'parameters' | 'charts'>;

/** What a run takes besides its parameters. */
export interface RunOptions extends ReaderChanges {
  /** Every row is read, also where the sheet needs groups only: to explain a value, to find what stands out. */
  readonly whole?: boolean;
  /** Ends the run between its steps: nobody waits for it any more. */
  readonly signal?: AbortSignal;
}

export interface ReportRun {
  readonly report: RunnableReport;
  readonly sheet: ExpandedSheet;
  readonly datasets: ReadonlyMap<string, DatasetRows>;
  /** The same rows as the sheet reads them. */
  readonly tables: ReadonlyMap<string, DataTable>;
  readonly parameters: Readonly<Record<string, Value>>;
}

/** Grid JSON with the parameters as they were resolved and the number of rows read. */
export type GridAnswer = Grid & {
  readonly parameters: Readonly<Record<string, Value>>;
  readonly rowsRead: number;
  /** What can be sorted and filtered at which head. */
  readonly offers: Readonly<Record<string, ReaderOffer>>;
  readonly charts?: ChartsAnswer;
  /** Pictures of the sheet by the address of their cell. */
  readonly images?: Readonly<Record<string, string>>;
};

export async function runReport(
  context: Context,
  report: RunnableReport,
  given: Readonly<Record<string, unknown>>,
  options: RunOptions = {},
): Promise<ReportRun> {
  const { datasets, parameters, sheet: asked } = await readReport(context, report, given, options);
  const { language } = context.principal;
  const tables = new Map([...datasets].map(([name, rows]) => [name, toTable(rows, context.release.model, language)]));
  const sheet = expandOrTell({
    sheet: asked,
    datasets: tables,
    parameters,
    functions: context.registries.function,
    context: context.evaluation,
    language,
    charts: new Map((report.charts ?? []).map(({ id, dataset }) => [id, dataset])),
  });
  return { report, sheet, datasets, tables, parameters };
}

export interface ReportRead extends Pick<ReportRun, 'datasets' | 'parameters'> {
  /** The template in the order that the reader asked for. */
  readonly sheet: SheetDocument;
}

/** What the sheet is made of: parameters as they were resolved, and the rows of each dataset. */
export async function readReport(
  context: Context,
  report: RunnableReport,
  given: Readonly<Record<string, unknown>>,
  { sort = [], filter = [], whole = false, signal }: RunOptions = {},
): Promise<ReportRead> {
  const parameters = parametersOf(context, report.parameters ?? [], given);
  const datasets = new Map<string, DatasetRows>();
  // Refused as any report that is not there for its reader; where a part of it is, the rest says "no access".
  const load = isOffered(context, report) ? loadReadable : loadDataset;
  const group = whole ? undefined : sheetErrors(() => groupFor(report, filter));
  for (const dataset of report.datasets) {
    signal?.throwIfAborted();
    datasets.set(dataset.name, await load(context, dataset, parameters, group));
  }
  signal?.throwIfAborted();
  refuseUnreadable(report, datasets, { sort, filter });
  return sheetErrors(() => {
    narrowRows(context, report.sheet, datasets, filter);
    return { datasets, parameters, sheet: withReaderOrder(report.sheet, sort) };
  });
}

/** As in the menu: some of what it is made from may be read at all. */
function isOffered({ access, release }: Context, { datasets }: RunnableReport): boolean {
  const read = datasets.flatMap(({ source }) => {
    const entities = entitiesRead(source, release.model);
    return entities ? [entities] : [];
  });
  return read.length === 0 || read.some((names) => names.every((name) => access.mayEver('read', name)));
}

/** A mistake in the template is told with the path of its cell. */
export const expandOrTell = (input: SheetInput): ExpandedSheet => sheetErrors(() => expandSheet(input));

/** Also where it shows only when the grid is made. */
export function sheetErrors<T>(work: () => T): T {
  try {
    return work();
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

/** R46: rows whose shown value does not fit are as if they had not been read. */
function narrowRows(
  { release, principal, evaluation }: Context,
  sheet: SheetDocument,
  datasets: Map<string, DatasetRows>,
  filters: readonly ReaderFilter[],
): void {
  for (const { dataset, field, filter } of placeFilters(sheet, filters)) {
    const read = datasets.get(dataset);
    if (!read) continue;
    const table = toTable(read, release.model, principal.language);
    const column = table.columns.indexOf(field);
    const isKept = (index: number) => keepsValue(filter, table.rows[index]?.[column] ?? null, evaluation.fold);
    datasets.set(dataset, { ...read, rows: read.rows.filter((_row, index) => isKept(index)) });
  }
}

const isReadable = (read: DatasetRows | undefined, field: string | undefined): boolean =>
  !read?.closed && !(field !== undefined && (read?.withheld ?? []).some((name) => withSuffix(name).includes(field)));

/** A column of the sheet may be the id or the code beside the one that was asked for. */
const withSuffix = (name: string): readonly string[] => [name, `${name}_id`, `${name}_code`];

/** What shows "no access" is not sorted or filtered by: the order would tell what the cells do not. */
function refuseUnreadable(
  { sheet }: RunnableReport,
  datasets: ReadonlyMap<string, DatasetRows>,
  { sort = [], filter = [] }: ReaderChanges,
): void {
  for (const [key, changes] of Object.entries({ sort, filter })) {
    for (const [index, { cell }] of changes.entries()) {
      const found = fieldOf(sheet, cell);
      if (!found || isReadable(datasets.get(found.dataset), found.field)) continue;
      throw forbidden('FIELD_FORBIDDEN', say`${{ cell }} shows what you may not read. Choose another column.`, {
        path: `/${key}/${index}/cell`,
      });
    }
  }
}

export function gridAnswer(run: ReportRun): GridAnswer {
  const rowsRead = [...run.datasets.values()].reduce((total, dataset) => total + dataset.rows.length, 0);
  const mayRead = ({ dataset, field }: ReaderField) => isReadable(run.datasets.get(dataset), field);
  const charts = chartsAnswer(run);
  const images = Object.entries(run.report.sheet.cells).flatMap(([address, { image }]) =>
    image === undefined ? [] : [[address, image] as const],
  );
  return {
    ...sheetErrors(() => run.sheet.grid),
    parameters: run.parameters,
    rowsRead,
    offers: readerOffers(run.report.sheet, mayRead),
    ...(charts ? { charts } : {}),
    ...(images.length > 0 ? { images: Object.fromEntries(images) } : {}),
  };
}
