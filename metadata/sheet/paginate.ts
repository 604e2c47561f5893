/**
 * Grid -> pages:  columns are made smaller to fit, down to half, then parted; rows are laid on paper one after the other.
 * Title rows stand on page 1, header and footer rows on each, summary rows on the last; header rows further down stand where
 * they are written and head the pages that begin below them; header rows of a group (`page: repeat`) stand again while
 * their group goes on. A page is a choice of the grid's rows and columns, so a merged cell that
 * a page cuts is simply what is left of it on each, with its value.
 */
import type { SheetPage } from '../schema/sheet.js';
import { bodyHeight, bodyWidth, paperOf, type Paper } from './paper.js';
import type { Grid, GridCell } from './types.js';

/** A cell, or the part of one, in places of the page. */
export interface PageCell {
  readonly cell: GridCell;
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
}

export interface Page {
  /** Rows and columns of the grid, from the top and from the left. */
  readonly rows: readonly number[];
  readonly columns: readonly number[];
  /** Heights of the rows as laid, in pixels before `scale`. */
  readonly heights: readonly number[];
  readonly cells: readonly PageCell[];
}

export interface Pages {
  readonly paper: Paper;
  /** 0.5 to 1; less only where one column is wider than the paper. */
  readonly scale: number;
  readonly pages: readonly Page[];
}

const SMALLEST = 0.5;
/** Of a page's room: what title and heads take of it so that rows still stand with them. */
const FULL = 0.8;

export function paginate(grid: Grid, page: SheetPage = {}): Pages {
  const widths = grid.columns.map(({ width }) => width);
  const paper = paperOf(page, sum(widths));
  const { scale, columns } = layColumns(widths, grid.freeze?.columns ?? 0, bodyWidth(paper));
  const room = bodyHeight(paper) / scale;
  const heights = grid.rows.map(({ height }) => Math.min(height, room));
  const covering = coveringCells(grid);
  const stacks = layRows(grid, heights, room, paper.rowsPerPage);
  // Down first, then over, as spreadsheets do.
  const pages = columns.flatMap((across) =>
    stacks.map((rows) => ({
      rows,
      columns: across,
      heights: within(
        rows.map((row) => heights[row]!),
        room,
      ),
      cells: cellsOf(covering, rows, across),
    })),
  );
  return { paper, scale, pages };
}

/** A row that is higher than the paper is made to fit, with those that stand beside it. */
function within(heights: readonly number[], room: number): readonly number[] {
  const total = sum(heights);
  return total <= room ? heights : heights.map((height) => (height * room) / total);
}

const sum = (sizes: readonly number[]): number => sizes.reduce((total, size) => total + size, 0);

export interface Columns {
  readonly scale: number;
  readonly columns: readonly (readonly number[])[];
}

/** All on one page where half size is enough; else the fewest pages, and on these as large as goes. */
export function layColumns(widths: readonly number[], frozen: number, room: number): Columns {
  const all = widths.map((_, index) => index);
  const total = sum(widths);
  if (total * SMALLEST <= room) return { scale: Math.min(1, room / Math.max(1, total)), columns: [all] };
  const held = sum(widths.slice(0, frozen)) * SMALLEST <= room / 2 ? Math.min(frozen, widths.length) : 0;
  const least = room / (sum(widths.slice(0, held)) + Math.max(1, ...widths.slice(held)));
  const smallest = Math.min(SMALLEST, least);
  const fewest = partColumns(widths, held, room / smallest).length;
  for (let percent = 100; percent / 100 > smallest; percent--) {
    const scale = percent / 100;
    if (scale > least) continue;
    const columns = partColumns(widths, held, room / scale);
    if (columns.length === fewest) return { scale, columns };
  }
  return { scale: smallest, columns: partColumns(widths, held, room / smallest) };
}

function partColumns(widths: readonly number[], held: number, room: number): readonly (readonly number[])[] {
  const frozen = widths.slice(0, held).map((_, index) => index);
  const start = sum(widths.slice(0, held));
  const pages: number[][] = [];
  let width = Number.POSITIVE_INFINITY;
  for (let column = held; column < widths.length; column++) {
    // Sizes are fractions of each other: a hair over is still on the paper.
    if (width + widths[column]! > room + 0.01) {
      pages.push([...frozen]);
      width = start;
    }
    pages.at(-1)!.push(column);
    width += widths[column]!;
  }
  return pages.length === 0 ? [frozen] : pages;
}

function layRows(grid: Grid, heights: readonly number[], room: number, most: number): readonly (readonly number[])[] {
  const height = (rows: readonly number[]) => rows.reduce((total, row) => total + heights[row]!, 0);
  const roles = rolesOf(grid);
  let { header, footer, title, later } = roles;
  // Heads that leave no room for what they head stand where they are written, once.
  const body = height(header) + height(footer) > room / 2 ? withoutHeads(grid, roles) : roles.body;
  if (body !== roles.body) header = footer = later = [];
  const pages: (readonly number[])[] = [];
  const close = (top: readonly number[], rows: readonly number[], bottom: readonly number[]) =>
    pages.push([...inOrder(top), ...rows, ...inOrder(bottom)]);
  // A title that leaves the page too little room, as charts do, has pages of its own.
  if (header.length > 0 && height(title) + height(header) + height(footer) > room * FULL) {
    const parts = parted(title, room, height);
    const last = parts.at(-1)!;
    title = height(last) + height(header) + height(footer) > room * FULL ? [] : last;
    for (const part of title === last ? parts.slice(0, -1) : parts) pages.push(part);
  }
  const alone = pages.length;
  const heads = (row: number) =>
    pages.length === alone && header.length > 0 ? [...title, ...header] : headAt({ header, later }, row);
  // A title belongs to the rows that follow it where there is no head to stand with.
  const first = header.length > 0 ? body : [...title, ...body];
  const repeating = first.filter((row) => grid.rows[row]!.page?.repeatTo !== undefined);
  const fresh = room - height(header) - height(footer);
  let at = 0;
  do {
    const top = heads(first[at]!);
    let free = room - height(top) - height(footer);
    const repeats = at === 0 ? [] : repeatedAt(grid, repeating, first[at]!, free, height);
    free -= height(repeats);
    const end = pageEnd(grid, first, at, { free, fresh, height, most });
    const rows = [...repeats, ...first.slice(at, end)];
    at = end;
    const isLast = at >= first.length;
    const left = free - height(first.slice(at - (rows.length - repeats.length), at));
    if (!isLast || roles.summary.length === 0) close(top, rows, footer);
    else if (height(roles.summary) <= left + 0.01) close(top, rows, [...roles.summary, ...footer]);
    else {
      close(top, rows, footer);
      const own = headAt({ header, later }, grid.rows.length);
      // Charts by themselves have no columns to be headed.
      const headed = new Set(grid.cells.flatMap(({ source, row }) => (source === '#chart' ? [] : [row])));
      for (const part of parted(roles.summary, room - height(own) - height(footer), height))
        close(part.some((row) => headed.has(row)) ? own : [], part, footer);
    }
  } while (at < first.length);
  return pages;
}

export interface Roles {
  readonly title: readonly number[];
  header: readonly number[];
  footer: readonly number[];
  readonly summary: readonly number[];
  /** Heads that stand below other rows, those that follow one another together; they are among the body. */
  later: readonly (readonly number[])[];
  readonly body: readonly number[];
}

/** What stands where on paper. */
export function rolesOf(grid: Grid): Roles {
  const having = (role: string | undefined) => grid.rows.flatMap((row, index) => (row.role === role ? [index] : []));
  const roles = ['title', 'header', 'footer', 'summary'].map(having) as [number[], number[], number[], number[]];
  const frozen = grid.freeze?.rows ?? 0;
  const plain = grid.rows.flatMap((row, index) => (isRole(row.role) ? [] : [index]));
  const [title, heads, footer, summary] = roles;
  const header = heads.filter((row) => plain.length === 0 || row < plain[0]!);
  const later = blocksOf(heads.slice(header.length), grid);
  const body = later.length === 0 ? plain : inOrder([...plain, ...later.flat()]);
  // A sheet that says of no row that it is a head: what is frozen on the screen heads each page.
  if (heads.length === 0 && frozen > 0) {
    const isFrozen = (row: number) => row < frozen;
    return { title, header: body.filter(isFrozen), footer, summary, later, body: body.filter((row) => !isFrozen(row)) };
  }
  return { title, header, footer, summary, later, body };
}

/** Rows between which no row stands that is laid as they are. */
function blocksOf(rows: readonly number[], grid: Grid): readonly (readonly number[])[] {
  const blocks: number[][] = [];
  for (const row of rows) {
    const last = blocks.at(-1)?.at(-1);
    const isNext = last !== undefined && grid.rows.slice(last + 1, row).every(({ role }) => isRole(role));
    if (isNext) blocks.at(-1)!.push(row);
    else blocks.push([row]);
  }
  return blocks;
}

/** The head of a page that begins with this row: the last one above it; none where it begins with a head itself. */
function headAt({ header, later }: Pick<Roles, 'header' | 'later'>, row: number): readonly number[] {
  if (later.some(([first]) => first === row)) return [];
  return later.findLast((block) => block.at(-1)! < row) ?? header;
}

const isRole = (role: string | undefined): boolean => ['title', 'header', 'footer', 'summary'].includes(role ?? '');

const inOrder = (rows: readonly number[]): readonly number[] => [...rows].sort((a, b) => a - b);

const withoutHeads = (_grid: Grid, { header, body, footer }: Roles): readonly number[] =>
  inOrder([...header, ...body, ...footer]);

/** Heads of the groups that go on at a row, unless they would fill the page. */
function repeatedAt(
  grid: Grid,
  repeating: readonly number[],
  row: number,
  free: number,
  height: (rows: readonly number[]) => number,
): readonly number[] {
  const repeats = repeating.filter((each) => each < row && grid.rows[each]!.page!.repeatTo! > row);
  return height(repeats) + height([row]) > free + 0.01 ? [] : repeats;
}

interface Space {
  readonly free: number;
  /** On a page without a title. */
  readonly fresh: number;
  readonly most: number;
  height(rows: readonly number[]): number;
}

/** The first row of the next page: at least one row is laid. */
function pageEnd(grid: Grid, body: readonly number[], at: number, { free, fresh, height, most }: Space): number {
  let end = at;
  let used = 0;
  while (end < body.length && end - at < most) {
    const page = grid.rows[body[end]!]!.page;
    if (end > at && (page?.before || grid.rows[body[end - 1]!]!.page?.after)) return end;
    const next = height([body[end]!]);
    if (end > at && used + next > free + 0.01) break;
    const together = keptFrom(grid, body, end);
    // What is to stay together and does not fit here begins the next page, if it fits there.
    if (end > at && together > end + 1) {
      const block = height(body.slice(end, together));
      const fits = used + block <= free + 0.01 && together - at <= most;
      if (!fits && block <= fresh + 0.01 && together - end <= most) return end;
    }
    used += next;
    end++;
  }
  return Math.min(body.length, Math.max(end, at + 1));
}

/** The end of the rows that stay with this one; a group's head is never the last row of a page. */
function keptFrom(grid: Grid, body: readonly number[], at: number): number {
  const { keepTo = 0, repeatTo = 0 } = grid.rows[body[at]!]!.page ?? {};
  let end = at + 1;
  while (end < body.length && grid.rows[body[end - 1]!]!.role === 'header') end++;
  while (end < body.length && body[end]! < keepTo) end++;
  if (repeatTo > 0) while (end < body.length && body[end]! < repeatTo && isHead(grid, body[end - 1]!)) end++;
  return end;
}

const isHead = (grid: Grid, row: number): boolean => (grid.rows[row]!.page?.repeatTo ?? 0) > row + 1;

function parted(
  rows: readonly number[],
  room: number,
  height: (rows: readonly number[]) => number,
): readonly (readonly number[])[] {
  const parts: number[][] = [[]];
  for (const row of rows) {
    const part = parts.at(-1)!;
    if (part.length > 0 && height([...part, row]) > room + 0.01) parts.push([row]);
    else part.push(row);
  }
  return parts;
}

type Covering = readonly (readonly (GridCell | undefined)[])[];

function coveringCells(grid: Grid): Covering {
  const covering: (GridCell | undefined)[][] = grid.rows.map(() => []);
  for (const cell of grid.cells)
    for (let row = cell.row; row < cell.row + (cell.rowSpan ?? 1); row++)
      for (let column = cell.column; column < cell.column + (cell.columnSpan ?? 1); column++)
        covering[row]![column] = cell;
  return covering;
}

/** Places of one cell that touch on the page are one cell there, by width first. */
function cellsOf(covering: Covering, rows: readonly number[], columns: readonly number[]): readonly PageCell[] {
  const cells: PageCell[] = [];
  const done = rows.map(() => new Uint8Array(columns.length));
  const at = (row: number, column: number): GridCell | undefined =>
    row < rows.length && column < columns.length ? covering[rows[row]!]![columns[column]!] : undefined;
  for (let row = 0; row < rows.length; row++) {
    for (let column = 0; column < columns.length; column++) {
      const cell = at(row, column);
      if (!cell || done[row]![column]) continue;
      let width = 1;
      while (at(row, column + width) === cell) width++;
      let height = 1;
      while (at(row + height, column) === cell && rows[row + height] !== rows[row]) height++;
      for (let each = row; each < row + height; each++) done[each]!.fill(1, column, column + width);
      cells.push({ cell, row, column, rows: height, columns: width });
    }
  }
  return cells;
}
