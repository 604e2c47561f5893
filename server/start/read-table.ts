/**
 * A file that somebody brings, as lines of texts: CSV in any usual encoding, or a sheet of a workbook. Figures stand with a
 * decimal point and without groups, days as `2026-12-31`; empty lines are left out, lines keep their number in the file.
 */
import { say } from '../../metadata/words.js';
import type { Words } from '../../metadata/value.js';
import { mostDecimals } from '../../metadata/import/guess/readings.js';
import { decodeText, ImportFileError } from '../import/decode-text.js';
import { findDelimiter, readRecords } from '../import/read-csv.js';
import { checkArchive } from './archive-guard.js';
import { guessEncoding } from './guess-encoding.js';

export interface TableLine {
  /** In the file, the first being 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

export interface TableNote extends Words {
  readonly code: string;
}

export interface OpenTable {
  readonly kind: 'csv' | 'workbook';
  /** Of a workbook, those that are not hidden. */
  readonly sheets: readonly string[];
  readonly sheet?: string;
  readonly encoding?: string;
  lines(): AsyncIterable<TableLine>;
  /** Told after the lines were read. */
  notes(): readonly TableNote[];
}

export interface TableChoice {
  readonly sheet?: string;
  readonly encoding?: string;
}

const isArchive = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b;
const isOle = (bytes: Uint8Array): boolean => bytes[0] === 0xd0 && bytes[1] === 0xcf;

/** Throws ImportFileError, in words for whoever brought the file. */
export async function openTable(bytes: Uint8Array, choice: TableChoice = {}): Promise<OpenTable> {
  if (bytes.length === 0) throw new ImportFileError('NO_HEAD', 'The file is empty; its first row must name the columns.'); // prettier-ignore
  return isArchive(bytes) || isOle(bytes) ? openWorkbook(bytes, choice) : openText(bytes, choice);
}

/* ---------------------------------------------------------------- text */

function openText(bytes: Uint8Array, choice: TableChoice): OpenTable {
  const guessed = choice.encoding === undefined ? guessEncoding(bytes) : undefined;
  const { text, encoding } = decodeText(bytes, choice.encoding ?? guessed);
  if (text.includes('\u0000')) throw new ImportFileError('NO_TABLE', 'The file is neither a workbook (.xlsx) nor text with separated values (.csv).'); // prettier-ignore
  const delimiter = findDelimiter(text.slice(0, 100_000));
  const notes: TableNote[] = guessed === undefined ? [] : [{
    code: 'ENCODING_GUESSED',
    ...say`The file is no valid UTF-8; it was read as ${{ encoding }}. If letters look wrong, state its encoding.`,
  }]; // prettier-ignore
  return {
    kind: 'csv',
    sheets: [],
    encoding,
    async *lines() {
      for await (const { cells, line } of readRecords(text, delimiter)) {
        if (cells.some((cell) => cell.trim() !== '')) yield { line, cells };
      }
    },
    notes: () => notes,
  };
}

/* ---------------------------------------------------------------- workbooks */

async function openWorkbook(bytes: Uint8Array, choice: TableChoice): Promise<OpenTable> {
  checkArchive(bytes);
  const { readXlsx, streamXlsxRows } = await import('hucre/xlsx');
  const names: string[] = [];
  await readable(() =>
    readXlsx(bytes, {
      sheets: ({ name, hidden, veryHidden }) => {
        if (!hidden && !veryHidden) names.push(name);
        return false;
      },
    }),
  );
  const sheet = choice.sheet ?? names[0];
  if (sheet === undefined || !names.includes(sheet)) {
    throw new ImportFileError('NO_SHEET', say`The workbook has no sheet "${{ sheet: sheet ?? '' }}" that can be seen.`);
  }
  const told = { rounded: 0, failed: 0 };
  return {
    kind: 'workbook',
    sheets: names,
    sheet,
    async *lines() {
      const rows = streamXlsxRows(bytes, { sheet })[Symbol.asyncIterator]();
      for (;;) {
        const next = await readable(() => rows.next());
        if (next.done) return;
        const cells = next.value.values.map((value) => cellText(value, told));
        if (cells.some((cell) => cell.trim() !== '')) yield { line: next.value.index + 1, cells };
      }
    },
    notes: () => [
      ...(told.rounded > 0 ? [{ code: 'ROUNDED', ...say`${{ count: told.rounded }} figures were rounded to ${{ digits: mostDecimals }} digits after the point.` }] : []),
      ...(told.failed > 0 ? [{ code: 'FORMULA_FAILED', ...say`${{ count: told.failed }} cells hold the error of a formula, such as #N/A; they are read as empty.` }] : []),
    ],
  }; // prettier-ignore
}

/** What the library finds wrong with a file is said in our words. */
async function readable<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof RangeError || error instanceof TypeError || error instanceof SyntaxError || (error instanceof Error && /Error$/.test(error.name))) {
      throw new ImportFileError('BAD_WORKBOOK', 'The file is no workbook, or it is damaged. Open it in a spreadsheet program and save it as .xlsx again.');
    }
    throw error;
  }
} // prettier-ignore

const failures = /^#(?:N\/A|REF!|VALUE!|DIV\/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!)$/;

function cellText(value: string | number | boolean | Date | null, told: { rounded: number; failed: number }): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return dayText(value);
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return figureText(value, told);
  if (!failures.test(value)) return value;
  told.failed++;
  return '';
}

/** Spreadsheets reckon in binary: 0.1 + 0.2 is 0.3 here, and a third has six digits. */
function figureText(value: number, told: { rounded: number }): string {
  if (!Number.isFinite(value)) return '';
  const shortest = Number(value.toPrecision(15));
  const rounded = Number(shortest.toFixed(mostDecimals));
  if (Math.abs(shortest) < 1e15 && rounded !== shortest) told.rounded++;
  const kept = Math.abs(shortest) < 1e15 ? rounded : shortest;
  return /e/.test(String(kept)) ? BigInt(Math.round(kept)).toString() : String(kept);
}

/** A day, a time of day (before the calendar of spreadsheets begins), or both. */
function dayText(value: Date): string {
  if (Number.isNaN(value.getTime())) return '';
  // Half a second is what a binary fraction of a day may be off.
  const iso = new Date(Math.round(value.getTime() / 1000) * 1000).toISOString();
  const [day, time] = [iso.slice(0, 10), iso.slice(11, 19)];
  if (iso < '1900-01-01' || !/^\d{4}-/.test(iso)) return time.endsWith(':00') ? time.slice(0, 5) : time;
  if (time === '00:00:00') return day;
  return `${day} ${time.endsWith(':00') ? time.slice(0, 5) : time}`;
}
