/** What is asked of an export, and what is told while it is made. */
import type { ReaderChanges } from '../../../metadata/schema/reader-changes.js';
import type { CsvDialect, ExportFormat } from './formats.js';

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
  /** csv: what stands between values, and how characters are written. */
  readonly csv?: CsvDialect;
}

/** Rows by the name of their dataset. */
export type RowCounts = Readonly<Record<string, number>>;

export interface ExportedFile {
  readonly bytes: Uint8Array;
  /** Media type. */
  readonly type: string;
  readonly fileName: string;
}

export interface ExportedReport extends ExportedFile {
  /** What it was made from: whoever asks need not read it once more. */
  readonly counts: RowCounts;
}

export interface ExportHooks {
  readonly signal?: AbortSignal;
  /** What is being done, of four steps; while rows are written in hundredths of a step. */
  progress?(done: number, total: number): void;
}

export const STEPS = 4;
/** Milliseconds that a work process has for a file. */
export const TIMEOUT = 300_000;
