/**
 * A CSV file to rows, in portions, so that a long file neither fills the memory twice nor holds the event loop. The first
 * record is the head. A record with more or fewer cells than the head is not guessed at: it is given as broken.
 */
import { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import type { SourceRow } from '../../metadata/import/row.js';
import type { Words } from '../../metadata/value.js';
import { say } from '../../metadata/words.js';
import { decodeText, ImportFileError } from './decode-text.js';

export interface CsvOptions {
  /** One character; found from the head when it is not stated. */
  readonly delimiter?: string;
  readonly encoding?: string;
}

export interface BrokenRow extends Words {
  readonly line: number;
}

export interface CsvPortion {
  readonly rows: readonly SourceRow[];
  readonly broken: readonly BrokenRow[];
}

/** Rows with heads, wherever they come from. */
export interface RowSource {
  readonly heads: readonly string[];
  readonly encoding: string;
  /** No byte order mark and no valid UTF-8: read as Windows-1252. */
  readonly guessedEncoding: boolean;
  /** Rows in order, at most `size` at a time. May be asked for again: it starts anew. */
  portions(size: number): AsyncIterable<CsvPortion>;
}

export interface CsvFile extends RowSource {
  readonly delimiter: string;
}

const delimiters = [',', ';', '\t', '|'] as const;

/** The sign that the head has most often outside quotes. */
export function findDelimiter(text: string): string {
  const counts = new Map<string, number>(delimiters.map((sign) => [sign, 0]));
  let quoted = false;
  for (const character of text) {
    if (character === '"') quoted = !quoted;
    else if (!quoted && (character === '\n' || character === '\r')) break;
    else if (!quoted && counts.has(character)) counts.set(character, counts.get(character)! + 1);
  }
  return [...counts].reduce((best, each) => (each[1] > best[1] ? each : best))[0];
}

/** Throws ImportFileError: no head, a head twice, quotes that never end, a wrong encoding. */
export async function openCsv(bytes: Uint8Array, options: CsvOptions = {}): Promise<CsvFile> {
  const { text, encoding, guessed } = decodeText(bytes, options.encoding);
  const delimiter = options.delimiter ?? findDelimiter(text.slice(0, 100_000));
  const records = () => readRecords(text, delimiter);
  const first = await records().next();
  const heads = first.done ? [] : first.value.cells.map((head) => head.trim());
  checkHeads(heads);
  return {
    heads,
    encoding,
    guessedEncoding: guessed,
    delimiter,
    async *portions(size) {
      const source = records();
      await source.next();
      let rows: SourceRow[] = [];
      let broken: BrokenRow[] = [];
      for await (const { cells, line } of source) {
        if (cells.length === heads.length) {
          rows.push({ line, cells: Object.fromEntries(heads.map((head, index) => [head, cells[index]!])) });
        } else {
          broken.push({
            line,
            ...say`The row has ${{ cells: cells.length }} cells, the head has ${{ heads: heads.length }}.`,
          });
        }
        if (rows.length + broken.length < size) continue;
        yield { rows, broken };
        rows = [];
        broken = [];
      }
      if (rows.length + broken.length > 0) yield { rows, broken };
    },
  };
}

function checkHeads(heads: readonly string[]): void {
  if (heads.length === 0)
    throw new ImportFileError('NO_HEAD', 'The file is empty; its first row must name the columns.');
  const blank = heads.findIndex((head) => head === '');
  if (blank >= 0)
    throw new ImportFileError(
      'BLANK_HEAD',
      say`Column ${{ column: blank + 1 }} has no name. Name every column in the first row.`,
    );
  const twice = heads.find((head, index) => heads.indexOf(head) !== index);
  if (twice !== undefined)
    throw new ImportFileError(
      'HEAD_TWICE',
      say`Two columns are named "${{ name: twice }}". Give each a name of its own.`,
    );
}

export interface CsvRecord {
  readonly cells: readonly string[];
  /** The line of the file it begins on, the head's being 1; quoted cells may hold line ends. */
  readonly line: number;
}

/** Every record of a text. Throws ImportFileError for quotes that do not fit. */
export async function* readRecords(text: string, delimiter: string): AsyncGenerator<CsvRecord, void> {
  const parser = Readable.from(chunksOf(text)).pipe(
    parse({ bom: true, delimiter, relax_column_count: true, skip_empty_lines: true, info: true }),
  );
  let line = 1;
  // The parser counts a CRLF inside quotes as two lines.
  let countedTwice = 0;
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      const breaks = record.flatMap((cell) => cell.match(/\r\n|\r|\n/g) ?? []);
      countedTwice += breaks.filter((each) => each.length === 2).length;
      line = info.lines - countedTwice - breaks.length;
      yield { cells: record, line };
    }
  } catch (error) {
    const code = (error as { code?: unknown }).code;
    if (typeof code !== 'string' || !code.startsWith('CSV_')) throw error;
    const words = say`The file cannot be read after line ${{ line }}: ${{ reason: reasons[code] ?? noReason }}`;
    throw new ImportFileError('BAD_CSV', words);
  } finally {
    parser.destroy();
  }
}

const reasons: Readonly<Record<string, Words>> = {
  CSV_QUOTE_NOT_CLOSED: say`a quotation mark is never closed.`,
  CSV_INVALID_CLOSING_QUOTE: say`after a closing quotation mark something else than the delimiter follows.`,
  INVALID_OPENING_QUOTE: say`a quotation mark stands inside a cell without quotes.`,
};
const noReason = say`quotes or delimiters do not fit together.`;

function* chunksOf(text: string): Generator<string> {
  for (let at = 0; at < text.length; at += 65_536) yield text.slice(at, at + 65_536);
}
