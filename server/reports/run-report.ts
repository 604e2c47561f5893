/**
 * Runs a report:  parameters -> datasets -> expand -> grid.  A report that is stored or one that is being designed take
 * the same way; explain and export begin where run ends.
 */
import { entitiesRead } from '../../metadata/dataset/sources.js';
import type { ReportDocument } from '../../metadata/schema/report.js';
import type { SheetDocument, SheetPage } from '../../metadata/schema/sheet.js';
import { columnsOf } from '../../metadata/sheet/columns.js';
import { expandSheet, type ExpandedSheet } from '../../metadata/sheet/expand.js';
import { gridPage, type GridPage, type PageOfRows } from '../../metadata/sheet/grid-page.js';
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
import { SheetError, type Grid, type SheetInput } from '../../metadata/sheet/types.js';
import type { Value } from '../../metadata/value.js';
import { problem, say } from '../../metadata/words.js';
import type { Context } from '../context.js';
import { ApiError, forbidden } from '../errors.js';
import { chartsAnswer, type ChartsAnswer } from './report-charts.js';
import { groupFor } from './push-down.js';
import { loadDataset, loadReadable, parametersOf, rowCount, toTable, type DatasetRows } from './datasets.js';

/** What running needs of a document; previews may leave the rest out. */
export type RunnableReport = Pick<ReportDocument, 'name' | 'datasets' | 'sheet' | 'parameters' | 'charts'>;

/** What a run takes besides its parameters. */
export interface RunOptions extends ReaderChanges {
  /** Every row is read, also where the sheet needs groups only: to find what stands out. */
  readonly whole?: boolean;
  /** MoreRows where one of the datasets has more. */
  readonly most?: number;
  /** Ends the run between its steps: nobody waits for it any more. */
  readonly signal?: AbortSignal;
}

export interface ReportRun {
  readonly report: RunnableReport;
  readonly sheet: ExpandedSheet;
  readonly datasets: ReadonlyMap<string, DatasetRows>;
  /** The same rows as the sheet reads them. */
  readonly tables: SheetInput['datasets'];
  readonly parameters: Readonly<Record<string, Value>>;
}

/** The parameters as they were resolved, the number of rows read, and what stands around the sheet. */
export interface AnswerAround {
  readonly parameters: Readonly<Record<string, Value>>;
  readonly rowsRead: number;
  /** What can be sorted and filtered at which head. */
  readonly offers: Readonly<Record<string, ReaderOffer>>;
  readonly charts?: ChartsAnswer;
  /** Pictures of the sheet by the address of their cell. */
  readonly images?: Readonly<Record<string, string>>;
  /** How the sheet is printed, where it says. */
  readonly page?: SheetPage;
}

/** Grid JSON with them. */
export type GridAnswer = Grid & AnswerAround;

export async function runReport(
  context: Context,
  report: RunnableReport,
  given: Readonly<Record<string, unknown>>,
  options: RunOptions = {},
): Promise<ReportRun> {
  return expandRead(context, report, await readReport(context, report, given, options));
}

/** The tables of a sheet, as it reads them. */
export function tablesOf({ release, principal }: Context, { datasets }: ReportRead): SheetInput['datasets'] {
  return new Map([...datasets].map(([name, rows]) => [name, toTable(rows, release.model, principal.language)]));
}

export function expandRead(context: Context, report: RunnableReport, read: ReportRead): ReportRun {
  const tables = tablesOf(context, read);
  const sheet = expandOrTell({
    sheet: read.sheet,
    datasets: tables,
    parameters: read.parameters,
    functions: context.registries.function,
    context: context.evaluation,
    language: context.principal.language,
    charts: new Map((report.charts ?? []).map(({ id, dataset }) => [id, dataset])),
  });
  return { report, sheet, datasets: read.datasets, tables, parameters: read.parameters };
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
  { sort = [], filter = [], whole = false, most, signal }: RunOptions = {},
): Promise<ReportRead> {
  const parameters = parametersOf(context, report.parameters ?? [], given);
  const datasets = new Map<string, DatasetRows>();
  // Refused as any report that is not there for its reader; where a part of it is, the rest says "no access".
  const load = isOffered(context, report) ? loadReadable : loadDataset;
  const group = whole ? undefined : sheetErrors(() => groupFor(report, filter));
  for (const dataset of report.datasets) {
    signal?.throwIfAborted();
    datasets.set(dataset.name, await load(context, dataset, parameters, { group, most }));
  }
  signal?.throwIfAborted();
  refuseUnreadable(report, datasets, { sort, filter });
  return sheetErrors(() => {
    narrowRows(context, report.sheet, datasets, filter);
    return { datasets, parameters, sheet: withReaderOrder(report.sheet, sort) };
  });
}

/** As in the menu: some of what it is made from may be read at all. */
function isOffered({ access, release, registries }: Context, { datasets }: RunnableReport): boolean {
  const read = datasets.flatMap(({ source }) => {
    const entities = entitiesRead(source, release.model, registries);
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
    const column = columnsOf(table).find(field);
    const isKept = (index: number) => keepsValue(filter, column?.at(index) ?? null, evaluation.fold);
    const { packed: _packed, rows, ...rest } = read;
    const unfiltered = read.behind ? { unfiltered: read.unfiltered ?? rows } : {};
    datasets.set(dataset, { ...rest, ...unfiltered, rows: rows.filter((_row, index) => isKept(index)) });
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

/** The whole grid, or a page of its rows with `fromRow` and the `size` of the whole. */
export const gridOf = ({ sheet }: Pick<ReportRun, 'sheet'>, page?: PageOfRows): Grid | GridPage =>
  sheetErrors(() => (page ? gridPage(sheet, page) : sheet.grid));

export const gridAnswer = (run: ReportRun): GridAnswer => ({ ...gridOf(run), ...answerAround(run) });

export function answerAround(run: Pick<ReportRun, 'report' | 'datasets' | 'parameters'>): AnswerAround {
  const rowsRead = [...run.datasets.values()].reduce((total, dataset) => total + rowCount(dataset), 0);
  const mayRead = ({ dataset, field }: ReaderField) => isReadable(run.datasets.get(dataset), field);
  const charts = chartsAnswer(run);
  const images = Object.entries(run.report.sheet.cells).flatMap(([address, { image }]) =>
    image === undefined ? [] : [[address, image] as const],
  );
  return {
    parameters: run.parameters,
    rowsRead,
    offers: readerOffers(run.report.sheet, mayRead),
    ...(charts ? { charts } : {}),
    ...(images.length > 0 ? { images: Object.fromEntries(images) } : {}),
    ...(run.report.sheet.page ? { page: run.report.sheet.page } : {}),
  };
}
