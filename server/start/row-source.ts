/** Rows that were read from a file before (look-task.ts), as an import takes them: in portions, as often as it asks. */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { SourceRow } from '../../metadata/import/row.js';
import { say } from '../../metadata/words.js';
import type { BrokenRow, CsvPortion, RowSource } from '../import/read-csv.js';

/** `readline` takes these for ends of lines. */
export const asLine = (value: unknown): string => `${JSON.stringify(value).replace(/[\u2028\u2029]/g, (sign) => (sign === '\u2028' ? '\\u2028' : '\\u2029'))}\n`; // prettier-ignore

type Kept = readonly [line: number, ...cells: (string | { readonly cells: number })[]];

export interface RowSourceOptions {
  readonly heads: readonly string[];
  /** Lines that are through already: an import that was interrupted goes on. */
  readonly done?: ReadonlySet<number>;
}

export function rowSource(path: string, { heads, done = new Set() }: RowSourceOptions): RowSource {
  return {
    heads,
    encoding: 'utf-8',
    guessedEncoding: false,
    async *portions(size) {
      const input = createReadStream(path, 'utf8');
      let rows: SourceRow[] = [];
      let broken: BrokenRow[] = [];
      const portion = (): CsvPortion => ({ rows, broken });
      try {
        for await (const text of createInterface({ input, crlfDelay: Infinity })) {
          const [line, ...cells] = JSON.parse(text) as Kept;
          if (done.has(line)) continue;
          const [first] = cells;
          if (typeof first === 'object') {
            broken.push({ line, ...say`The row has ${{ cells: first.cells }} cells, the head has ${{ heads: heads.length }}.` }); // prettier-ignore
          } else {
            rows.push({ line, cells: Object.fromEntries(heads.map((head, i) => [head, String(cells[i] ?? '')])) });
          }
          if (rows.length + broken.length < size) continue;
          yield portion();
          rows = [];
          broken = [];
        }
      } finally {
        input.destroy();
      }
      if (rows.length + broken.length > 0) yield portion();
    },
  };
}
