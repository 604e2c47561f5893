/**
 * Cell references: which instances of a cell a formula means (docs/sheets.md, R19 to R21). Everything here works on
 * instance trees; values are read by values.ts. What lies below an instance is a view of a list, never a copy.
 */
import type { Coordinate, Node } from '../expression/ast.js';
import { say } from '../words.js';
import {
  CellError,
  type Axis,
  type CellInstance,
  type Expansion,
  type Instance,
  type Range,
  type Template,
  type TemplateCell,
} from './types.js';

export type CellReference = Extract<Node, { type: 'cell' }>;

/** A cell at all crossings of some rows and some columns, row by row. */
export interface Spots {
  readonly cell: TemplateCell;
  readonly downs: Range;
  readonly rights: Range;
}

/** The expanding cell that tells a cell's instances apart on an axis: itself, or the nearest on its chain. */
export const downKey = (cell: TemplateCell) => (cell.axis === 'down' ? cell : cell.leftChain.at(-1));
export const rightKey = (cell: TemplateCell) => (cell.axis === 'right' ? cell : cell.topChain.at(-1));

/** The instance of `cell` at or above an instance; undefined when the path does not pass through it. */
export function instanceOn(path: Instance, cell: TemplateCell): Instance | undefined {
  for (let at: Instance | undefined = path; at; at = at.parent) if (at.cell === cell) return at;
  return undefined;
}

export function rootOf(instance: Instance): Instance {
  let at = instance;
  while (at.parent) at = at.parent;
  return at;
}

/** The current instance of a cell, seen from a crossing, on whichever axis it expands. */
export function currentInstance(from: CellInstance, cell: TemplateCell): Instance | undefined {
  return instanceOn(cell.axis === 'right' ? from.right : from.down, cell);
}

const chainTo = (cell: TemplateCell): readonly TemplateCell[] => [
  ...(cell.axis === 'right' ? cell.topChain : cell.leftChain),
  cell,
];

/** The cell is told apart by the instances of another on its own axis. */
export const hangsOn = (cell: TemplateCell, above: TemplateCell, axis: Axis): boolean =>
  above.axis === axis && (above === cell || (axis === 'down' ? cell.leftChain : cell.topChain).includes(above));

const only = (instance: Instance): Range =>
  instance.cell
    ? { list: instance.siblings.list, from: instance.place, to: instance.place + 1 }
    : { list: instance.siblings.list, from: 0, to: 1 };

/** Instances of an expanding cell at or below an instance, in output order, without fill. */
export function descend(from: Instance, to: TemplateCell | undefined): Range {
  if (!to || from.cell === to) return only(from);
  const chain = chainTo(to);
  return below(from, chain, from.cell ? chain.indexOf(from.cell) + 1 : 0);
}

function below(from: Instance, chain: readonly TemplateCell[], step: number): Range {
  const range = from.children?.get(chain[step]!)?.seen ?? noInstances;
  if (step === chain.length - 1) return range;
  if (range.from === range.to) return noInstances;
  const first = below(range.list[range.from]!, chain, step + 1);
  const last = range.to - range.from === 1 ? first : below(range.list[range.to - 1]!, chain, step + 1);
  return joined(range, first, last, chain, step);
}

/** From the first of the first to the last of the last, past those under which there is nothing. */
function joined(range: Range, first: Range, last: Range, chain: readonly TemplateCell[], step: number): Range {
  let [start, end] = [first, last];
  for (let i = range.from + 1; start.from === start.to && i < range.to; i++) start = below(range.list[i]!, chain, step + 1); // prettier-ignore
  for (let i = range.to - 2; end.from === end.to && i >= range.from; i--) end = below(range.list[i]!, chain, step + 1);
  return start.from === start.to ? noInstances : { list: start.list, from: start.from, to: end.to };
}

export const noInstances: Range = Object.freeze({ list: Object.freeze([] as Instance[]), from: 0, to: 0 });
const rangeOf = (list: readonly Instance[]): Range => ({ list, from: 0, to: list.length });
export const instancesIn = ({ list, from, to }: Range): readonly Instance[] => list.slice(from, to);

/** Whether two paths can cross: a ragged list stands only under its own instance of the other axis. */
export function agree(a: Instance, b: Instance): boolean {
  return agreesWith(a, b) && agreesWith(b, a);
}

function agreesWith(path: Instance, other: Instance): boolean {
  for (let at: Instance | undefined = path; at; at = at.parent) {
    if (!at.cross) continue;
    const found = instanceOn(other, at.cross.cell!);
    if (found && found !== at.cross) return false;
  }
  return true;
}

/** Cells whose instances of one axis stand under those of the other: not each row crosses each column. */
const ragged = new WeakMap<TemplateCell, boolean>();
function isRagged(cell: TemplateCell): boolean {
  let known = ragged.get(cell);
  if (known === undefined) {
    const down = [...cell.leftChain, ...(cell.axis === 'down' ? [cell] : [])];
    const right = [...cell.topChain, ...(cell.axis === 'right' ? [cell] : [])];
    known = down.some((each) => each.topChain.length > 0) || right.some((each) => each.leftChain.length > 0);
    ragged.set(cell, known);
  }
  return known;
}

/** Calls for each spot in output order until the answer is false. */
export function eachSpot({ cell, downs, rights }: Spots, visit: (at: CellInstance) => boolean | void): void {
  const checked = isRagged(cell);
  for (let d = downs.from; d < downs.to; d++) {
    const down = downs.list[d]!;
    for (let r = rights.from; r < rights.to; r++) {
      const right = rights.list[r]!;
      if (checked && !agree(down, right)) continue;
      if (visit({ cell, down, right }) === false) return;
    }
  }
}

export function listSpots(spots: Spots): readonly CellInstance[] {
  const all: CellInstance[] = [];
  eachSpot(spots, (at) => void all.push(at));
  return all;
}

/** The spot when there is exactly one, else how many there are: 0 or several. */
export function oneSpot(spots: Spots): CellInstance | 'none' | 'several' {
  let found: CellInstance | 'none' | 'several' = 'none';
  eachSpot(spots, (at) => {
    found = found === 'none' ? at : 'several';
    return found !== 'several';
  });
  return found;
}

/** Place of a spot among spots, -1 outside of them; undefined where the rows and columns do not all cross. */
export function placeIn({ cell, downs, rights }: Spots, { down, right }: CellInstance): number | undefined {
  if (isRagged(cell)) return undefined;
  const isInside = down.place >= downs.from && down.place < downs.to && right.place >= rights.from && right.place < rights.to; // prettier-ignore
  return isInside ? (down.place - downs.from) * (rights.to - rights.from) + right.place - rights.from : -1;
}

/** A text that two sets of spots share only if they are the same; undefined for lists made for one reference. */
export function nameOfSpots({ cell, downs, rights }: Spots, expansion: Expansion): string | undefined {
  for (const { list } of [downs, rights]) {
    const key = list[0]?.cell;
    if (list.length > 0 && key && expansion.all(key) !== list) return undefined;
  }
  return `${cell.ordinal} ${downs.from} ${downs.to} ${rights.from} ${rights.to}`;
}

/** Every instance of a cell, both axes free. */
export function allSpots(cell: TemplateCell, expansion: Expansion): Spots {
  return { cell, downs: descend(expansion.down, downKey(cell)), rights: descend(expansion.right, rightKey(cell)) };
}

export function findCell(address: string, template: Template): TemplateCell {
  const cell = template.find(address);
  if (!cell) throw new CellError('#VALUE', say`There is no cell ${{ cell: address }} in this sheet.`);
  return cell;
}

/** The spots a reference means, before its condition is tried. */
export function resolveReference(reference: CellReference, from: CellInstance, template: Template): Spots {
  const cell = findCell(reference.address, template);
  const { left, top, all } = reference;
  return {
    cell,
    downs: axisInstances(left, all, from.down, cell, 'down', from, template),
    rights: axisInstances(top, all, from.right, cell, 'right', from, template),
  };
}

function axisInstances(
  coordinates: readonly Coordinate[],
  all: boolean,
  path: Instance,
  cell: TemplateCell,
  axis: Axis,
  from: CellInstance,
  template: Template,
): Range {
  const key = axis === 'down' ? downKey(cell) : rightKey(cell);
  if (coordinates.length > 0) return walkCoordinates(coordinates, path, cell, axis, from, template);
  return all ? descend(rootOf(path), key) : fixed(path, key);
}

/** The instances of a cell that agree with a path on every ancestor both have. */
export function fixed(path: Instance, key: TemplateCell | undefined): Range {
  if (key)
    for (let at: Instance | undefined = path; at?.cell; at = at.parent)
      if (at.cell === key || (key.axis === 'right' ? key.topChain : key.leftChain).includes(at.cell))
        return descend(at, key);
  return descend(rootOf(path), key);
}

/** R19: outermost first; relative steps stay among siblings; below the last named cell everything is included. */
function walkCoordinates(
  coordinates: readonly Coordinate[],
  path: Instance,
  cell: TemplateCell,
  axis: Axis,
  from: CellInstance,
  template: Template,
): Range {
  const key = axis === 'down' ? downKey(cell) : rightKey(cell);
  const chain = key ? chainTo(key) : [];
  let chosen: Range | undefined;
  let outer = -1;
  for (const coordinate of coordinates) {
    const named = findCell(coordinate.address, template);
    const level = chain.indexOf(named);
    if (level < 0)
      throw new CellError(
        '#VALUE',
        say`${{ cell: cell.address }} does not hang on ${{ named: named.address }} there: name a cell above it that expands.`,
      );
    if (level <= outer) throw new CellError('#VALUE', 'Coordinates stand outermost first, each once.');
    outer = level;
    const current = currentInstance(from, named);
    chosen = chosen ? nextStep(coordinate, named, current, chosen) : firstStep(coordinate, named, current, rootOf(path)); // prettier-ignore
  }
  return belowEach(chosen ?? noInstances, key);
}

/** All below some instances; a view where it can be one. */
function belowEach(range: Range, key: TemplateCell | undefined): Range {
  if (range.to - range.from === 1) return descend(range.list[range.from]!, key);
  return rangeOf(instancesIn(range).flatMap((instance) => instancesIn(descend(instance, key))));
}

function firstStep(coordinate: Coordinate, cell: TemplateCell, current: Instance | undefined, root: Instance): Range {
  if (current) {
    const { siblings, index } = current;
    return step(siblings, coordinate.mode === 'absolute' ? coordinate.step : index + coordinate.step);
  }
  if (coordinate.mode !== 'absolute') return noInstances;
  return nthOfEach(instancesIn(descend(root, cell)), coordinate.step);
}

function nextStep(coordinate: Coordinate, cell: TemplateCell, current: Instance | undefined, chosen: Range): Range {
  if (coordinate.mode !== 'absolute' && !current) return noInstances;
  const index = coordinate.mode === 'absolute' ? coordinate.step : current!.index + coordinate.step;
  return nthOfEach(instancesIn(belowEach(chosen, cell)), index);
}

const nthOfEach = (instances: readonly Instance[], index: number): Range =>
  rangeOf(instances.filter((instance) => instance.index === index));

/** The sibling with a 1-based index, as a range of none or one. */
export function step(siblings: Range, index: number): Range {
  const at = siblings.from + index - 1;
  return index >= 1 && at < siblings.to ? { list: siblings.list, from: at, to: at + 1 } : noInstances;
}
