/** Rows to a tree by up to three columns, sized by one measure; each branch is a mark. Laid out by d3-hierarchy. */
import { hierarchy, type HierarchyNode } from 'd3-hierarchy';
import { sum } from '../expression/decimal.js';
import type { ChartInput, ChartMark, ResultRow } from '../contributions.js';
import type { Value } from '../value.js';
import { mixColours } from './colour.js';
import {
  categoryText,
  isChosen,
  keepsColour,
  labelOf,
  measureLabel,
  measureText,
  needAdditive,
  needColumns,
  numberOf,
  seriesColour,
} from './category.js';
import { percent } from './theme.js';
import { listNames, say } from './words.js';

export interface TreeOptions {
  readonly levels: readonly string[];
  readonly y: readonly [string];
}
export const treeOptionsOf = (input: ChartInput): TreeOptions => input.options as unknown as TreeOptions;

export interface Branch {
  readonly label: string;
  readonly datum: ResultRow;
  /** Value of the first level, by which branches are selected. */
  readonly top: Value;
  readonly colour: string;
  readonly gathered: boolean;
  readonly children: readonly Branch[];
  readonly value: number;
  /** Place among the marks; the root has none. */
  mark: number;
}
export type BranchNode = HierarchyNode<Branch>;

/** Branches of the first level with a colour of their own; the rest is Others. */
const MOST_BRANCHES = 8;

/** The tree of the rows; areas have no size below zero, so only positive figures are in it. */
export function treeOf(input: ChartInput): BranchNode {
  const { levels, y } = treeOptionsOf(input);
  needColumns(input, [...levels, y[0]]);
  needAdditive(input, y[0]);
  const rows = input.rows.filter((row) => numberOf(row[y[0]]) > 0);
  const children = branches(input, rows, 0, {});
  const root = {
    label: labelOf(input, y[0]),
    datum: {},
    top: null,
    colour: '',
    gathered: false,
    children,
    value: sizeOf(input, rows),
    mark: -1,
  };
  const tree = hierarchy<Branch>(root, (branch) => [...branch.children]);
  tree.sum((branch) => (branch.children.length === 0 ? branch.value : 0));
  let mark = 0;
  tree.eachBefore((node) => {
    if (node.depth > 0) node.data.mark = mark++;
  });
  return tree;
}

const sizeOf = (input: ChartInput, rows: readonly ResultRow[]): number =>
  sum(rows.map((row) => numberOf(row[treeOptionsOf(input).y[0]]))) ?? 0;

function branches(input: ChartInput, rows: readonly ResultRow[], level: number, above: ResultRow): readonly Branch[] {
  const { levels } = treeOptionsOf(input);
  const column = levels[level];
  if (column === undefined) return [];
  const groups = new Map<Value, ResultRow[]>();
  for (const row of rows) {
    const value = row[column] ?? null;
    const held = groups.get(value);
    if (held) held.push(row);
    else groups.set(value, [row]);
  }
  const ranked = [...groups]
    .map(([value, own]) => ({ value, own, size: sizeOf(input, own) }))
    .sort((a, b) => b.size - a.size);
  const kept = level === 0 && ranked.length > MOST_BRANCHES ? ranked.slice(0, MOST_BRANCHES - 1) : ranked;
  const rest = ranked.slice(kept.length);
  const listed = kept.map(({ value, own, size }, index): Branch => {
    const name = own[0]![`${column}_label`];
    const datum = { ...above, [column]: value, ...(name === undefined ? {} : { [`${column}_label`]: name }) };
    const top = level === 0 ? value : (above[levels[0]!] ?? null);
    return {
      label: categoryText(input, column, own[0]!),
      datum,
      top,
      colour: level === 0 ? seriesColour(input, index) : '',
      gathered: false,
      children: branches(input, own, level + 1, datum),
      value: size,
      mark: -1,
    };
  });
  if (rest.length === 0) return listed;
  const gathered = {
    label: say(input.locale, 'others'),
    datum: {},
    top: null,
    colour: input.theme.axis,
    gathered: true,
    children: [],
    mark: -1,
  };
  return [...listed, { ...gathered, value: sum(rest.map((each) => each.size)) ?? 0 }];
}

/** Deeper branches are paler; those not selected are mute. */
export function branchColour(input: ChartInput, node: BranchNode): string {
  const top = node.ancestors().at(-2) ?? node;
  const { gathered } = top.data;
  if (input.selected.length > 0 && (gathered || !keepsColour(input, top.data.top))) return input.theme.mute;
  const strength = [1, 0.82, 0.66][node.depth - 1] ?? 0.66;
  return mixColours(top.data.colour, input.theme.surface, strength);
}

/** In the order of the tree, each branch before its parts. */
export function treeMarks(input: ChartInput): readonly ChartMark[] {
  const { y } = treeOptionsOf(input);
  const tree = treeOf(input);
  return tree
    .descendants()
    .filter((node) => node.depth > 0)
    .sort((a, b) => a.data.mark - b.data.mark)
    .map((node) => ({
      datum: node.data.datum,
      label: pathOf(node),
      figures: [
        {
          label: measureLabel(input, y[0]),
          text: `${measureText(input, y[0], node.data.value)} · ${percent(node.data.value / (tree.data.value || 1), input.locale)}`,
        },
      ],
      selected: !node.data.gathered && isChosen(input, node.data.top),
      share: node.data.value / (tree.data.value || 1),
      ...(node.data.gathered ? { gathered: true } : {}),
    }));
}

const pathOf = (node: BranchNode): string =>
  node.ancestors().slice(0, -1).reverse().map((each) => each.data.label).join(' › '); // prettier-ignore

export function describeTree(input: ChartInput): string {
  const { levels, y } = treeOptionsOf(input);
  const tree = treeOf(input);
  const measure = labelOf(input, y[0]);
  const [first] = tree.children ?? [];
  if (!first) return say(input.locale, 'nothing', { measure });
  const x = levels.map((level) => labelOf(input, level)).join(' › ');
  const value = measureText(input, y[0], first.data.value);
  return say(input.locale, 'highest', { measure, x, count: tree.leaves().length, label: first.data.label, value });
}

export function treeNotes(input: ChartInput): readonly string[] {
  const { levels, y } = treeOptionsOf(input);
  const lost = input.rows.filter((row) => numberOf(row[y[0]]) < 0);
  if (lost.length === 0) return [];
  const names = lost.map((row) => `${categoryText(input, levels.at(-1)!, row)} ${measureText(input, y[0], row[y[0]])}`);
  return [say(input.locale, 'notPositive', { names: listNames(input.locale, names) })];
}
