/**
 * Files for translators: a line for each text, with its address, where it stands, and a column for each language. What comes
 * back is planned before anything is changed: what is taken, and of each line that is not, why. Pure.
 */
import { languages, type Language } from '../../metadata/value.js';
import type { Refused, WordChange } from './changes.js';
import { readDelimited } from './block.js';
import type { TextRow } from './rows.js';
import { sourceOf, textIn } from './texts.js';

export type Table = readonly (readonly string[])[];

export interface FileWords {
  readonly address: string;
  readonly where: string;
  language(language: Language): string;
}

/** First line: heads. The address stands first; languages carry their code: `Español [es]`. */
export function tableOf(
  rows: readonly TextRow[],
  columns: readonly Language[],
  source: Language,
  words: FileWords,
  where: (row: TextRow) => string,
): Table {
  const heads = [words.address, words.where, ...columns.map((each) => `${words.language(each)} [${each}]`)];
  return [heads, ...rows.map((row) => [row.address, where(row), ...columns.map((each) => textIn(row.text, each, source))])]; // prettier-ignore
}

/** With a mark of its encoding, as spreadsheets want it; what they would reckon as a formula is quoted. */
export const csvOf = (table: Table): string =>
  `\ufeff${table.map((line) => line.map((cell) => csvCell(shielded(cell))).join(',')).join('\r\n')}\r\n`;

const csvCell = (text: string): string => (/[",\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text); // prettier-ignore
const shielded = (text: string): string => (/^'*[=+\-@\t\r]/.test(text) ? `'${text}` : text);
const unshielded = (text: string): string => (/^''*[=+\-@\t\r]/.test(text) ? text.slice(1) : text);

/** Commas, semicolons or tabs, by what the first line has most of. */
export function readCsv(text: string): Table {
  const bare = text.replace(/^\ufeff/, '');
  const [head = ''] = bare.split('\n', 1);
  const count = (sign: string) => head.split(sign).length;
  const [delimiter = ','] = [',', ';', '\t'].sort((a, b) => count(b) - count(a));
  return readDelimited(bare, delimiter).map((line) => line.map(unshielded));
}

export type NotTakenFor = Refused['why'] | 'unknown' | 'twice' | 'sourceChanged';

export interface NotTaken {
  /** Line of the file; heads stand in the first. */
  readonly line: number;
  readonly address: string;
  readonly language: Language | undefined;
  readonly words: string;
  readonly why: NotTakenFor;
}

export interface FilePlan {
  readonly words: readonly WordChange[];
  readonly notTaken: readonly NotTaken[];
  /** Cells with nothing in them: what is there stays. */
  readonly empty: number;
  readonly same: number;
  /** Heads of columns that are none of ours. */
  readonly unknownHeads: readonly string[];
}

/** Undefined when the file has no addresses or no language: it is another file. */
export function readFile(table: Table, rows: readonly TextRow[], source: Language): FilePlan | undefined {
  const start = table.findIndex((line) => line.some((cell) => languageOf(cell)));
  const heads = table[start]?.map(languageOf) ?? [];
  const byAddress = new Map(rows.map((row) => [row.address, row]));
  if (heads.every((each) => each === undefined)) return undefined;
  const words: WordChange[] = [];
  const notTaken: NotTaken[] = [];
  const seen = new Set<string>();
  let empty = 0;
  let same = 0;
  table.slice(start + 1).forEach((line, index) => {
    const address = (line[0] ?? '').trim();
    const cells = heads.flatMap((language, column) =>
      language ? [{ language, words: tidy(line[column] ?? '') }] : [],
    );
    if (line.every((cell) => cell.trim() === '')) return;
    const refuse = (why: NotTakenFor, language?: Language, text = '') => notTaken.push({ line: start + 2 + index, address, language, words: text, why }); // prettier-ignore
    const row = byAddress.get(address);
    if (!row) return void refuse('unknown');
    if (seen.has(address)) return void refuse('twice');
    seen.add(address);
    const changed = cells.filter((cell) => cell.words !== '' && cell.words !== tidy(textIn(row.text, cell.language, source))); // prettier-ignore
    const empties = cells.filter((cell) => cell.words === '').length;
    empty += empties;
    same += cells.length - empties - changed.length;
    const from = sourceOf(row.text, source);
    const isOther = changed.some(({ language }) => language === from);
    for (const { language, words: text } of changed) {
      // Words for another source than the one that stands here now would say something else.
      if (isOther) refuse('sourceChanged', language, text);
      else if (row.isLocked) refuse('locked', language, text);
      else if (row.most !== undefined && text.length > row.most) refuse('tooLong', language, text);
      else words.push({ row, language, words: text });
    }
  });
  const unknownHeads = (table[start] ?? []).slice(2).filter((head, i) => head.trim() !== '' && !heads[i + 2]);
  return { words, notTaken, empty, same, unknownHeads };
}

const tidy = (text: string): string => text.replace(/\r\n?/g, '\n');

/** `Español [es]` or the code alone. */
function languageOf(head: string): Language | undefined {
  const [, code = head.trim()] = /\[([A-Za-z-]+)\]\s*$/.exec(head) ?? [];
  return languages.find((each) => each.toLowerCase() === code.toLowerCase());
}
