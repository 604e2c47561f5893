/**
 * The outline of a grid: groups of rows that can be folded. A group is a label over several rows; its own rows (a subtotal)
 * stay when it is folded, without any its first row stays with the label alone. Only the screen is folded. Pure.
 */
import type { Grid, GridCell } from '../../metadata/sheet/types.js';
import { rowsOf } from './grid-layout.js';

export interface OutlineGroup {
  /** The labels down to it: the same after sorting, so that what is folded stays so. */
  readonly key: string;
  /** From 1, the outermost. */
  readonly depth: number;
  readonly cell: GridCell;
  /** Rows that folding hides. */
  readonly hides: readonly number[];
  /** The row that stands for it when it has none of its own. */
  readonly stub?: number;
}

export interface Outline {
  /** Outer ones before those inside. */
  readonly groups: readonly OutlineGroup[];
  /** Of the innermost group; 0 without any. */
  readonly depth: number;
  /** The group whose label a cell is. */
  of(cell: GridCell): OutlineGroup | undefined;
}

/** Steps of the instance down, when the cell is that instance itself: `A3:2,B3:1;` of B3 are two. */
function ownSteps({ at, source }: GridCell): readonly string[] | undefined {
  const steps = (at?.split(';')[0] ?? '').split(',');
  return steps.at(-1)?.startsWith(`${source}:`) ? steps : undefined;
}

/** Made once for a grid: the page and the sheet ask for the same. */
const outlines = new WeakMap<Grid, Outline>();

export function outlineOf(grid: Grid): Outline {
  const known = outlines.get(grid) ?? makeOutline(grid);
  outlines.set(grid, known);
  return known;
}

function makeOutline(grid: Grid): Outline {
  const heads = grid.freeze?.rows ?? 0;
  const open: { readonly end: number; readonly key: string }[] = [];
  const groups: OutlineGroup[] = [];
  const labels = grid.cells
    .filter((cell) => rowsOf(cell) > 1 && cell.row >= heads)
    .sort((a, b) => a.row - b.row || a.column - b.column);
  for (const cell of labels) {
    const depth = ownSteps(cell)?.length;
    if (depth === undefined) continue;
    while (open.length > 0 && open.at(-1)!.end <= cell.row) open.pop();
    const key = `${open.at(-1)?.key ?? ''}/${cell.source}:${cell.text}`;
    open.push({ end: cell.row + rowsOf(cell), key });
    const rows = Array.from({ length: rowsOf(cell) }, (_, index) => cell.row + index);
    const inner = rows.filter((row) => (grid.rows[row]?.level ?? 0) > depth);
    if (inner.length === 0) continue;
    const hasOwn = inner.length < rows.length;
    groups.push({
      key,
      depth,
      cell,
      hides: hasOwn ? inner : rows.slice(1),
      ...(hasOwn ? {} : { stub: cell.row }),
    });
  }
  const byCell = new Map(groups.map((group) => [group.cell, group]));
  return {
    groups,
    depth: groups.reduce((most, group) => Math.max(most, group.depth), 0),
    of: (cell) => byCell.get(cell),
  };
}

export interface Folded {
  readonly hidden: ReadonlySet<number>;
  readonly stubs: ReadonlyMap<number, GridCell>;
}

export function foldRows({ groups }: Outline, folded: ReadonlySet<string>): Folded {
  const hidden = new Set<number>();
  const stubs = new Map<number, GridCell>();
  for (const group of groups) {
    if (!folded.has(group.key)) continue;
    for (const row of group.hides) hidden.add(row);
    // Inside of a folded group it is hidden itself; the outer label is the shorter row then.
    if (group.stub !== undefined && !stubs.has(group.stub)) stubs.set(group.stub, group.cell);
  }
  return { hidden, stubs };
}

/** What is folded when `level` levels are seen: 1 shows the outermost groups only. */
export const foldedAt = ({ groups }: Outline, level: number): ReadonlySet<string> =>
  new Set(groups.filter((group) => group.depth >= level).map((group) => group.key));

/** The level that is shown just now; undefined when groups of one depth are folded and open. */
export function levelOf({ groups, depth }: Outline, folded: ReadonlySet<string>): number | undefined {
  for (let level = 1; level <= depth + 1; level++) {
    if (groups.every((group) => folded.has(group.key) === group.depth >= level)) return level;
  }
  return undefined;
}

/** The innermost group that a row belongs to. */
export function groupAt({ groups }: Outline, row: number): OutlineGroup | undefined {
  return groups.filter(({ cell }) => row >= cell.row && row < cell.row + rowsOf(cell)).at(-1);
}
