/**
 * Task of a work process: reads a file once, writes its rows as lines of JSON, and says what its columns hold.
 *
 *   bytes -> lines -> heads -> rows.jsonl + one profile per column
 */
import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { once } from 'node:events';
import type { TextContext } from '../../metadata/contributions.js';
import {
  ColumnProfiler,
  type ColumnProfile,
  type ProfiledReading,
} from '../../metadata/import/guess/column-profile.js';
import { findHeads, nameHeads } from '../../metadata/import/guess/heads.js';
import { reader, readingsFor } from '../../metadata/import/guess/readings.js';
import { say } from '../../metadata/words.js';
import { unprocessable } from '../errors.js';
import { ImportFileError } from '../import/decode-text.js';
import type { WorkContext } from '../work/work-context.js';
import { asLine } from './row-source.js';
import { openTable, type OpenTable, type TableLine, type TableNote } from './read-table.js';

export interface LookInput {
  readonly path: string;
  /** Where the rows are written. */
  readonly into: string;
  readonly sheet?: string;
  readonly encoding?: string;
  /** Line of the heads; found when it is not stated. */
  readonly headLine?: number;
  readonly text: Pick<TextContext, 'timeZone' | 'currency'>;
  /** Of the person: which order of days is tried first. */
  readonly language: string;
}

export interface Look {
  readonly kind: 'csv' | 'workbook';
  readonly sheets: readonly string[];
  readonly sheet?: string;
  readonly encoding?: string;
  readonly headLine: number;
  /** Lines before and around the heads, to choose others. */
  readonly first: readonly TableLine[];
  readonly rows: number;
  readonly columns: readonly ColumnProfile[];
  readonly notes: readonly TableNote[];
}

/** More is told and left out, or refused. */
export const mostColumns = 200;
export const mostRows = 500_000;
const peeked = 40;
const shown = 12;
/** Characters of a cell; a longer one is the whole file by mistake. */
const mostCharacters = 100_000;

/** Throws ApiError 422 with words for whoever brought the file. */
export async function lookTask(input: LookInput, context: WorkContext): Promise<Look> {
  try {
    const table = await openTable(await readFile(input.path), input);
    return await look(table, input, await readingsOf(input, context));
  } catch (error) {
    if (error instanceof ImportFileError) throw unprocessable(error.code, error);
    throw error;
  }
}

async function readingsOf({ text, language }: LookInput, context: WorkContext): Promise<readonly ProfiledReading[]> {
  const { field } = await context.registries();
  const texts: TextContext = { ...text, locale: 'en', choice: () => undefined };
  return readingsFor(language).flatMap((reading) => {
    const reads = reader(field, reading, texts);
    return reads ? [{ ...reading, reads }] : [];
  });
}

async function look(table: OpenTable, input: LookInput, readings: readonly ProfiledReading[]): Promise<Look> {
  const lines = table.lines()[Symbol.asyncIterator]();
  const first: TableLine[] = [];
  while (first.length < peeked) {
    const next = await lines.next();
    if (next.done) break;
    first.push(next.value);
  }
  if (first.length === 0) throw new ImportFileError('NO_ROWS', 'There is nothing in this sheet or file.');
  const at = headIndex(first, input.headLine);
  const width = Math.max(...first.slice(at).map(({ cells }) => lastFilled(cells)));
  if (width === 0) throw new ImportFileError('NO_ROWS', 'There is nothing in this sheet or file.');
  const { heads, notes } = nameHeads(first[at]!.cells, Math.min(width, mostColumns));
  const profilers = heads.map((head) => new ColumnProfiler(head, readings));
  const cut = width > mostColumns ? [{ code: 'MANY_COLUMNS', ...say`The sheet has ${{ count: width }} columns; the first ${{ most: mostColumns }} are read, the others are left out.` }] : []; // prettier-ignore
  const rows = await writeRows(first.slice(at + 1), lines, { into: input.into, width: heads.length, isCut: width > mostColumns, profilers }); // prettier-ignore
  if (rows === 0) throw new ImportFileError('NO_ROWS', 'Below the heads there are no rows.');
  const { kind, sheets, sheet, encoding } = table;
  return {
    kind, sheets, ...(sheet === undefined ? {} : { sheet }), ...(encoding === undefined ? {} : { encoding }),
    headLine: first[at]!.line,
    first: first.slice(0, shown).map(({ line, cells }) => ({ line, cells: cells.slice(0, 12).map((cell) => cell.slice(0, 60)) })),
    rows,
    columns: profilers.map((each) => each.profile()),
    notes: [...table.notes(), ...cut, ...notes],
  }; // prettier-ignore
}

function headIndex(first: readonly TableLine[], headLine: number | undefined): number {
  if (headLine === undefined) return findHeads(first.map(({ cells }) => cells.slice(0, mostColumns)));
  const at = first.findIndex(({ line }) => line === headLine);
  if (at < 0) throw new ImportFileError('NO_HEAD_LINE', say`Line ${{ line: headLine }} is empty or too far down to hold the heads.`); // prettier-ignore
  return at;
}

function lastFilled(cells: readonly string[]): number {
  for (let i = cells.length; i > 0; i--) if (cells[i - 1]!.trim() !== '') return i;
  return 0;
}

interface RowTools {
  readonly into: string;
  readonly width: number;
  /** Columns beyond the width are left out; else a row that has more is broken. */
  readonly isCut: boolean;
  readonly profilers: readonly ColumnProfiler[];
}

/** A line of the file is `[line, cell, …]`, of a broken row `[line, { cells }]`: how many cells it has. */
async function writeRows(
  first: readonly TableLine[],
  rest: AsyncIterator<TableLine>,
  { into, width, isCut, profilers }: RowTools,
): Promise<number> {
  const file = createWriteStream(into, { mode: 0o600 });
  let rows = 0;
  let text = '';
  const flush = async (): Promise<void> => {
    if (text !== '' && !file.write(text)) await once(file, 'drain');
    text = '';
  };
  const add = ({ line, cells }: TableLine): void => {
    if (++rows > mostRows) throw new ImportFileError('MANY_ROWS', say`The file has more than ${{ most: mostRows }} rows. Split it.`); // prettier-ignore
    const own = lastFilled(cells);
    if (own > width && !isCut) {
      text += asLine([line, { cells: own }]);
      return;
    }
    const taken = profilers.map((_, i) => (cells[i] ?? '').slice(0, mostCharacters));
    taken.forEach((cell, i) => profilers[i]!.add(cell, line));
    text += asLine([line, ...taken]);
  };
  try {
    for (const line of first) add(line);
    for (let next = await rest.next(); !next.done; next = await rest.next()) {
      add(next.value);
      if (text.length > 60_000) await flush();
    }
    await flush();
  } finally {
    await new Promise<void>((resolve) => file.end(() => resolve()));
  }
  return rows;
}
