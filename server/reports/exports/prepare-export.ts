/** What a report's file is written from: its rows with the reader's rights to export, and the words around them. */
import { forExport } from '../../../metadata/access/for-export.js';
import type { ReportDocument } from '../../../metadata/schema/report.js';
import { labelText } from '../../../metadata/value.js';
import type { Context } from '../../context.js';
import { rowCount, tableReader, toTable, type DatasetRows } from '../datasets.js';
import { readReport } from '../run-report.js';
import { piecesOf, type ReceivedTable, type RowSource } from './carry-tables.js';
import { STEPS, type ExportHooks, type ReportExport, type RowCounts } from './export-request.js';
import { mediaTypes } from './formats.js';
import { picturesOf } from './pictures.js';
import type { RenderInput } from './render-report.js';
import { tellParameters } from './tell-parameters.js';

/** An export whose rows were read, to be written. */
export interface PreparedExport {
  readonly render: Omit<RenderInput, 'tables'>;
  /** Datasets that were read by columns. */
  readonly tables: readonly ReceivedTable[];
  /** The others, row by row. */
  readonly sources: readonly RowSource[];
  readonly rows: number;
  /** Rows that were read, by dataset. */
  readonly counts: RowCounts;
  readonly type: string;
  readonly fileName: string;
}

/** Throws what running throws, and MoreRows where a dataset has more than `most`. */
export async function prepareExport(
  context: Context,
  report: ReportDocument,
  { format, parameters = {}, title: given, summary, liveFormulas, csv, sort = [], filter = [] }: ReportExport,
  hooks: ExportHooks & { readonly most?: number } = {},
): Promise<PreparedExport> {
  hooks.progress?.(0, STEPS);
  const reader: Context = { ...context, access: forExport(context.access) };
  const read = await readReport(reader, report, parameters, {
    sort,
    filter,
    whole: summary === true,
    ...(hooks.most === undefined ? {} : { most: hooks.most }),
    ...(hooks.signal ? { signal: hooks.signal } : {}),
  });
  hooks.signal?.throwIfAborted();
  hooks.progress?.(1, STEPS);
  const { principal, evaluation, release } = context;
  const { language } = principal;
  const label = labelText(report.label, language, report.name);
  const pictures = format === 'csv' ? undefined : await picturesOf(reader, report, read);
  const title = given?.trim();
  const tables: ReceivedTable[] = [];
  const sources: RowSource[] = [];
  for (const [name, dataset] of read.datasets) {
    if (dataset.packed) tables.push({ name, table: toTable(dataset, release.model, language) });
    else sources.push(sourceOf(name, dataset, reader));
  }
  return {
    render: {
      format,
      sheet: read.sheet,
      values: read.parameters,
      principal,
      now: evaluation.now(),
      today: evaluation.today(),
      timeZone: evaluation.timeZone,
      label,
      ...(title ? { title } : {}),
      date: dayText(evaluation.now(), language, evaluation.timeZone),
      parameters: await tellParameters(reader, report.parameters ?? [], read.parameters),
      ...(summary ? summaryOf(read.datasets, evaluation.today()) : {}),
      ...(liveFormulas ? { liveFormulas } : {}),
      ...(csv ? { csv } : {}),
      ...(pictures ? { pictures } : {}),
    },
    tables,
    sources,
    rows: [...read.datasets.values()].reduce((total, dataset) => total + rowCount(dataset), 0),
    counts: countsOf(read.datasets),
    type: mediaTypes[format],
    fileName: `${title || label}.${format}`,
  };
}

export const countsOf = (datasets: ReadonlyMap<string, DatasetRows>): RowCounts =>
  Object.fromEntries([...datasets].map(([name, dataset]) => [name, rowCount(dataset)]));

function sourceOf(name: string, dataset: DatasetRows, { release, principal }: Context): RowSource {
  const { head, rowOf } = tableReader(dataset, release.model, principal.language);
  return { name, head, pieces: mapPieces(piecesOf(dataset.rows), rowOf) };
}

function* mapPieces<A, B>(pieces: Iterable<readonly A[]>, map: (each: A) => B): Generator<readonly B[]> {
  for (const piece of pieces) yield piece.map(map);
}

/** Findings are looked for in the first dataset that has figures. */
function summaryOf(datasets: ReadonlyMap<string, DatasetRows>, today: string): Pick<RenderInput, 'summary'> {
  for (const [table, { columns }] of datasets)
    if (columns.some(({ type }) => type === 'number')) return { summary: { table, columns, today } };
  return {};
}

const dayText = (iso: string, language: string, timeZone: string): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone }).format(new Date(iso));
