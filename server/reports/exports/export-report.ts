/**
 * A report as a file, for whoever asks: the route, a job, a schedule, a mail. Reads it with the reader's rights to export,
 * so that fields which they may only look at are left out, and writes what the screen shows in the format asked for. What
 * takes long is written in a work process.
 */
import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { forExport } from '../../../metadata/access/for-export.js';
import type { ReaderChanges } from '../../../metadata/schema/reader-changes.js';
import type { ReportDocument } from '../../../metadata/schema/report.js';
import { labelText } from '../../../metadata/value.js';
import type { Context } from '../../context.js';
import { tableReader, type DatasetRows } from '../datasets.js';
import { readReport } from '../run-report.js';
import { carryByFile, carryInline, piecesOf, type RowSource } from './carry-tables.js';
import type { FileTaskInput, FileTaskResult } from './file-task.js';
import { mediaTypes, type ExportFormat } from './formats.js';
import { picturesOf } from './pictures.js';
import { tellParameters } from './tell-parameters.js';
import { bytesOf } from './zip.js';
import type { RenderInput } from './render-report.js';

export { exportFormats, type ExportFormat } from './formats.js';

/** With the reader's own order and narrowing, as on the screen. */
export interface ReportExport extends ReaderChanges {
  readonly format: ExportFormat;
  readonly parameters?: Readonly<Record<string, unknown>>;
  /** The reader's own title, up to 200 characters; names the file and stands above the sheet. */
  readonly title?: string;
  /** Written findings above the sheet. */
  readonly summary?: boolean;
  /** xlsx: formulas that mean the same in a spreadsheet stay formulas. */
  readonly liveFormulas?: boolean;
}

export interface ExportedFile {
  readonly bytes: Uint8Array;
  /** Media type. */
  readonly type: string;
  readonly fileName: string;
}

export interface ExportHooks {
  readonly signal?: AbortSignal;
  /** What is being done, of four steps; while rows are written in hundredths of a step. */
  progress?(done: number, total: number): void;
}

/** Rows, and cells as the template tells them, up to which a file is written here, unless its format takes long. */
const SMALL = 1_000;
const SMALL_CELLS = 20_000;
/** Rows from which they go to the work process through a file. */
const MANY = 5_000;
const TIMEOUT = 300_000;
const STEPS = 4;

/** Throws what running throws. The caller has checked the right `report.export` and writes the line of the log. */
export async function exportReport(
  context: Context,
  report: ReportDocument,
  request: ReportExport,
  hooks: ExportHooks = {},
): Promise<ExportedFile> {
  const prepared = await prepareExport(context, report, request, hooks);
  const { bytes } = await writeExport(context, prepared, hooks);
  return { bytes: bytes!, type: prepared.type, fileName: prepared.fileName };
}

/** An export whose rows were read, to be written. */
export interface PreparedExport {
  readonly render: Omit<RenderInput, 'tables'>;
  readonly sources: readonly RowSource[];
  readonly rows: number;
  readonly type: string;
  readonly fileName: string;
}

export async function prepareExport(
  context: Context,
  report: ReportDocument,
  { format, parameters = {}, title: given, summary, liveFormulas, sort = [], filter = [] }: ReportExport,
  hooks: ExportHooks = {},
): Promise<PreparedExport> {
  hooks.progress?.(0, STEPS);
  const reader: Context = { ...context, access: forExport(context.access) };
  const read = await readReport(reader, report, parameters, {
    sort,
    filter,
    whole: summary === true,
    ...(hooks.signal ? { signal: hooks.signal } : {}),
  });
  hooks.signal?.throwIfAborted();
  hooks.progress?.(1, STEPS);
  const { principal, evaluation, release } = context;
  const { language } = principal;
  const label = labelText(report.label, language, report.name);
  const pictures = format === 'csv' ? undefined : await picturesOf(reader, report, read);
  const title = given?.trim();
  const rows = [...read.datasets.values()].reduce((total, dataset) => total + dataset.rows.length, 0);
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
      ...(pictures ? { pictures } : {}),
    },
    sources: [...read.datasets].map(([name, dataset]) => {
      const { head, rowOf } = tableReader(dataset, release.model, language);
      return { name, head, pieces: mapPieces(piecesOf(dataset.rows), rowOf) };
    }),
    rows,
    type: mediaTypes[format],
    fileName: `${title || label}.${format}`,
  };
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

/** The file's bytes, or only its size where it was written `into` a file. */
export async function writeExport(
  context: Context,
  { render, sources, rows }: PreparedExport,
  { signal, progress, into }: ExportHooks & { readonly into?: string } = {},
): Promise<FileTaskResult> {
  progress?.(2, STEPS);
  const cells = rows * Object.keys(render.sheet.cells).length;
  const isSmall = rows <= SMALL && cells <= SMALL_CELLS;
  // Pages and pictures are drawn elsewhere, however few there are.
  const isQuick = render.format !== 'pdf' && !render.pictures;
  if (isSmall && isQuick && into === undefined) {
    const { renderReport } = await import('./render-report.js');
    const input = { ...render, tables: await carryInline(sources) };
    const bytes = await bytesOf(renderReport(input, context.registries));
    return { size: bytes.length, bytes };
  }
  const folder = context.dataFolder === undefined ? tmpdir() : join(context.dataFolder, 'files');
  const carrier = join(folder, `rows-${randomUUID()}`);
  try {
    if (rows > MANY) await mkdir(folder, { recursive: true, mode: 0o700 });
    const tables = rows > MANY ? await carryByFile(sources, carrier) : { heads: await carryInline(sources) };
    signal?.throwIfAborted();
    progress?.(3, STEPS);
    const input: FileTaskInput = { render, tables, ...(into === undefined ? {} : { into }) };
    const options = {
      timeoutMs: TIMEOUT,
      userId: context.principal.id,
      ...(signal ? { signal } : {}),
      // In hundredths of a step; the last is done when the answer is there.
      progress: (part: number) =>
        part < 1 ? progress?.(Math.round((STEPS - 1 + part) * 100), STEPS * 100) : undefined,
    };
    const result = await context.work.run<FileTaskResult>('report.file', input, options);
    progress?.(STEPS, STEPS);
    return result;
  } finally {
    if (rows > MANY) await rm(carrier, { force: true });
  }
}
