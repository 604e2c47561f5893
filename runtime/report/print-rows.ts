/**
 * How the rows of a sheet follow one another on paper, as tables within tables: a browser repeats the head of each table on
 * every page that it goes on, so a group is a table whose head has its label and its own head rows. Pure.
 */
import type { SheetPage } from '../../metadata/schema/sheet.js';
import { rolesOf } from '../../metadata/sheet/paginate.js';
import type { Grid, GridCell } from '../../metadata/sheet/types.js';
import { rowsOf } from './grid-layout.js';

/** Rows one below the other. */
export interface PrintRun {
  readonly rows: readonly number[];
}

/** Rows under a head that stands again on each page. */
export interface PrintGroup {
  /** Cells that reach over all of its rows: their words stand again where it goes on. */
  readonly labels: readonly GridCell[];
  readonly heads: readonly number[];
  readonly nodes: readonly PrintNode[];
  /** On one page where it fits. */
  readonly isKept: boolean;
}
export type PrintNode = PrintRun | PrintGroup;
export const isGroup = (node: PrintNode): node is PrintGroup => 'nodes' in node;

export interface PrintBody {
  /** On the first page only. */
  readonly titles: readonly number[];
  readonly sheet: PrintGroup;
  /** At the end of each page. */
  readonly feet: readonly number[];
}

/** Tables within each other: what lies deeper is drawn plainly. */
const DEEPEST = 8;

/** `shows` leaves rows out. */
export function printBody(grid: Grid, shows: (row: number) => boolean): PrintBody {
  const { title, header, footer, summary, later, body } = rolesOf(grid);
  const rows = [...body, ...summary].filter(shows);
  const spans = spansOf(grid);
  const starts = later.map((block) => rows.indexOf(block[0]!)).filter((at) => at >= 0);
  const parts = [0, ...starts].map((start, index) => rows.slice(start, starts[index] ?? rows.length));
  const groups = parts.flatMap((part, index): readonly PrintGroup[] => {
    const heads = index === 0 ? header.filter(shows) : later[index - 1]!.filter(shows);
    const own = index === 0 ? part : part.filter((row) => !heads.includes(row));
    if (heads.length + own.length === 0) return [];
    return [{ labels: [], heads, nodes: nested(grid, own, spans, 0), isKept: false }];
  });
  const [only] = groups;
  const sheet = groups.length === 1 ? only! : { labels: [], heads: [], nodes: groups, isKept: false };
  return { titles: title.filter(shows), sheet, feet: footer.filter(shows) };
}

interface Span {
  /** `end` is not included. */
  readonly start: number;
  readonly end: number;
  readonly labels: readonly GridCell[];
  /** Its first rows, that stand again. */
  readonly heads: readonly number[];
  readonly isKept: boolean;
}

/** By the row that they begin with, the longest first. */
function spansOf(grid: Grid): ReadonlyMap<number, readonly Span[]> {
  const spans = new Map<string, Span>();
  const add = (start: number, end: number, more: Partial<Span>): void => {
    if (end - start < 2) return;
    const held = spans.get(`${start} ${end}`) ?? { start, end, labels: [], heads: [], isKept: false };
    const labels = [...held.labels, ...(more.labels ?? [])];
    spans.set(`${start} ${end}`, {
      start, end, labels,
      heads: more.heads ?? held.heads,
      isKept: held.isKept || more.isKept === true,
    });
  }; // prettier-ignore
  for (const cell of grid.cells)
    if (cell.kind === undefined && cell.text !== '') add(cell.row, cell.row + rowsOf(cell), { labels: [cell] });
  grid.rows.forEach(({ page }, row) => {
    if (page?.keepTo !== undefined) add(row, page.keepTo, { isKept: true });
    const end = page?.repeatTo;
    if (end === undefined || grid.rows[row - 1]?.page?.repeatTo === end) return;
    const heads = [row];
    while (grid.rows[heads.at(-1)! + 1]?.page?.repeatTo === end) heads.push(heads.at(-1)! + 1);
    add(row, end, { heads });
  });
  const byStart = new Map<number, Span[]>();
  for (const span of spans.values()) byStart.set(span.start, [...(byStart.get(span.start) ?? []), span]);
  for (const list of byStart.values()) list.sort((a, b) => b.end - a.end);
  return byStart;
}

/** Spans that cross each other cannot be tables within tables: the one that begins first is. */
function nested(
  grid: Grid,
  rows: readonly number[],
  spans: ReadonlyMap<number, readonly Span[]>,
  depth: number,
  inside?: Span,
): readonly PrintNode[] {
  const nodes: PrintNode[] = [];
  let run: number[] = [];
  const flush = (): void => {
    if (run.length > 0) nodes.push({ rows: run });
    run = [];
  };
  const past = rows.at(-1) ?? 0;
  for (let at = 0; at < rows.length;) {
    const row = rows[at]!;
    const fits = (span: Span): boolean => span.end <= past + 1 && (!inside || span.end - span.start < inside.end - inside.start || span.start > inside.start);
    const span = depth < DEEPEST ? spans.get(row)?.find((each) => fits(each) && isInSequence(rows, at, each)) : undefined;
    if (!span) {
      run.push(row);
      at++;
      continue;
    }
    flush();
    const own = rows.slice(at, at + span.end - span.start);
    const heads = span.heads.length < own.length ? span.heads : [];
    const rest = own.slice(heads.length);
    nodes.push({ labels: span.labels, heads, isKept: span.isKept, nodes: nested(grid, rest, spans, depth + 1, span) });
    at += own.length;
  }
  flush();
  return nodes;
} // prettier-ignore

/** Nothing of it is left out, or laid elsewhere. */
const isInSequence = (rows: readonly number[], at: number, { start, end }: Span): boolean =>
  rows[at + end - start - 1] === end - 1;

/** Where pages begin: by the rows' own breaks, and after as many rows as the sheet wants on a page. */
export function breaksBefore(grid: Grid, page: SheetPage | undefined, rows: readonly number[]): ReadonlySet<number> {
  const most = page?.rowsPerPage ? page.rowsPerPage : Number.POSITIVE_INFINITY;
  const found = new Set<number>();
  let count = 0;
  let isAfter = false;
  let keptTo = -1;
  rows.forEach((row, index) => {
    const own = grid.rows[row]!.page;
    const kept = row >= keptTo && own?.keepTo !== undefined ? rows.slice(index).filter((each) => each < own.keepTo!).length : 1;
    if (own?.keepTo !== undefined) keptTo = Math.max(keptTo, own.keepTo);
    const isFull = count >= most || (count > 0 && count + kept > most);
    if (count > 0 && (own?.before || isAfter || isFull)) {
      found.add(row);
      count = 0;
    }
    count += 1;
    isAfter = own?.after === true;
  });
  return found;
} // prettier-ignore

/** In their order on paper. */
export const rowsIn = (nodes: readonly PrintNode[]): readonly number[] =>
  nodes.flatMap((node) => (isGroup(node) ? [...node.heads, ...rowsIn(node.nodes)] : node.rows));
