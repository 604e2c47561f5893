/** A sample of a file for an import map, read in the browser: heads and the first rows, as the import reads them. Pure. */
import type { SourceRow } from '../../metadata/import/row.js';
import { readDelimited } from '../translations/block.js';

export interface SampleFile {
  readonly heads: readonly string[];
  readonly rows: readonly SourceRow[];
  /** Lines with more or fewer cells than heads: the import refuses them. */
  readonly broken: readonly number[];
}

export type SampleProblem = 'empty' | 'blankHead' | 'headTwice';

/** More are not shown, and nothing is brought in by a sample. */
const mostRows = 200;
const mostCharacters = 2_000_000;
const delimiters = [',', ';', '\t', '|'] as const;

/** The sign that the head has most often outside quotes. */
function delimiterOf(text: string): string {
  const [head = ''] = text.replace(/"[^"]*"/g, '').split(/\r?\n/, 1);
  const count = (sign: string) => head.split(sign).length;
  return [...delimiters].sort((a, b) => count(b) - count(a))[0]!;
}

export function readSample(text: string, delimiter?: string): SampleFile | SampleProblem {
  const bare = text.replace(/^\ufeff/, '');
  const isCut = bare.length > mostCharacters;
  const part = isCut ? bare.slice(0, bare.lastIndexOf('\n', mostCharacters) + 1) : bare;
  const lines = readDelimited(part, delimiter ?? delimiterOf(part)).filter((line) => line.length > 1 || line[0] !== '');
  const heads = (lines[0] ?? []).map((head) => head.trim());
  if (heads.length === 0) return 'empty';
  if (heads.includes('')) return 'blankHead';
  if (new Set(heads).size < heads.length) return 'headTwice';
  const body = lines.slice(1, mostRows + 1).map((cells, index) => ({ line: index + 2, cells }));
  const isWhole = ({ cells }: (typeof body)[number]) => cells.length === heads.length;
  return {
    heads,
    rows: body.filter(isWhole).map(({ line, cells }) => ({ line, cells: Object.fromEntries(heads.map((head, i) => [head, cells[i]!])) })), // prettier-ignore
    broken: body.filter((each) => !isWhole(each)).map(({ line }) => line),
  };
}
