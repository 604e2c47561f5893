/** Which line of a table names its columns, and a name of its own for each of them. Pure. */
import type { Words } from '../../value.js';
import { say } from '../../words.js';

export interface HeadNote extends Words {
  readonly code: 'BLANK_HEAD' | 'HEAD_TWICE' | 'LONG_HEAD';
}

export interface Heads {
  readonly heads: readonly string[];
  readonly notes: readonly HeadNote[];
}

/** Characters of a head, as columns of import maps have it. */
const longest = 120;

/** Index of the line with the heads among the first ones: the first that is filled nearly as widely as the widest, with words. */
export function findHeads(lines: readonly (readonly string[])[]): number {
  const widths = lines.map(filledOf);
  const widest = Math.max(0, ...widths);
  const found = lines.findIndex((line, i) => widths[i]! > 0 && widths[i]! >= widest * 0.6 && wordsOf(line) > widths[i]! * 0.5); // prettier-ignore
  return found < 0 ? Math.max(0, widths.findIndex((width) => width > 0)) : found; // prettier-ignore
}

const filledOf = (line: readonly string[]): number => line.filter((cell) => cell.trim() !== '').length;
/** Cells that are no figures and no days. */
const wordsOf = (line: readonly string[]): number => line.filter((cell) => /\p{L}/u.test(cell) && !/^\d/.test(cell.trim())).length; // prettier-ignore

/** `width`: columns that hold anything. A head that is missing or there already gets a name, which is told. */
export function nameHeads(line: readonly string[], width: number): Heads {
  const notes: HeadNote[] = [];
  const taken = new Set<string>();
  const heads = Array.from({ length: width }, (_, index) => {
    const written = (line[index] ?? '').replace(/\s+/g, ' ').trim();
    const column = columnLetters(index);
    const cut = [...written].slice(0, longest).join('');
    if (cut !== written) notes.push({ code: 'LONG_HEAD', ...say`The head of column ${{ column }} is longer than ${{ most: longest }} characters and was cut off.` }); // prettier-ignore
    const wanted = cut === '' ? `Column ${column}` : cut;
    const head = freeHead(wanted, taken);
    if (cut === '') notes.push({ code: 'BLANK_HEAD', ...say`Column ${{ column }} has no head; it is called "${{ head }}".` }); // prettier-ignore
    else if (head !== wanted) notes.push({ code: 'HEAD_TWICE', ...say`Two columns are called "${{ name: wanted }}"; the one at ${{ column }} is called "${{ head }}".` }); // prettier-ignore
    taken.add(head);
    return head;
  });
  return { heads, notes };
}

function freeHead(wanted: string, taken: ReadonlySet<string>): string {
  if (!taken.has(wanted)) return wanted;
  for (let n = 2; ; n++) if (!taken.has(`${wanted} (${n})`)) return `${wanted} (${n})`;
}

/** A, B, …, Z, AA: as spreadsheets call their columns. */
export function columnLetters(index: number): string {
  const rest = String.fromCharCode(65 + (index % 26));
  return index < 26 ? rest : columnLetters(Math.floor(index / 26) - 1) + rest;
}
