/**
 * Cell references: which instances of a cell a formula means (docs/sheets.md, R19 to R21). Everything here works on
 * instance trees; values are read by values.ts.
 */
import type { Coordinate, Node } from '../expression/ast.js';
import {
  CellError,
  type CellInstance,
  type Expansion,
  type Instance,
  type Template,
  type TemplateCell,
} from './types.js';

export type CellReference = Extract<Node, { type: 'cell' }>;

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

/** Instances of an expanding cell at or below an instance, in output order, without fill. */
export function descend(from: Instance, to: TemplateCell | undefined): readonly Instance[] {
  if (!to || from.cell === to) return [from];
  const chain = chainTo(to);
  const start = from.cell ? chain.indexOf(from.cell) + 1 : 0;
  if (from.cell && start === 0) return [from];
  let level: readonly Instance[] = [from];
  for (const cell of chain.slice(start)) {
    const below: Instance[] = [];
    for (const instance of level) {
      for (const child of instance.children.get(cell.address) ?? []) if (!child.blank) below.push(child);
    }
    level = below;
  }
  return level;
}

/** Crossings of a cell for row and column instances; a ragged list exists only under its own instance. */
export function crossings(
  cell: TemplateCell,
  downs: readonly Instance[],
  rights: readonly Instance[],
): readonly CellInstance[] {
  const made: CellInstance[] = [];
  for (const down of downs) for (const right of rights) if (agrees(down, right)) made.push({ cell, down, right });
  return made;
}

function agrees(down: Instance, right: Instance): boolean {
  const holds = (path: Instance, other: Instance) => {
    for (let at: Instance | undefined = path; at; at = at.parent) {
      if (at.cross && at.cross.cell && instanceOn(other, at.cross.cell) !== at.cross) return false;
    }
    return true;
  };
  return holds(down, right) && holds(right, down);
}

/** Every instance of a cell, both axes free. */
export function allInstances(cell: TemplateCell, expansion: Expansion): readonly CellInstance[] {
  return crossings(cell, descend(expansion.down, downKey(cell)), descend(expansion.right, rightKey(cell)));
}

/** The instances a reference means, before its condition is tried. */
export function resolveReference(
  reference: CellReference,
  from: CellInstance,
  template: Template,
): readonly CellInstance[] {
  const cell = template.find(reference.address);
  if (!cell) throw new CellError('#VALUE', `There is no cell ${reference.address}.`);
  const free = reference.all;
  const downs = axisInstances(
    reference.left,
    free && reference.left.length === 0,
    from.down,
    downKey(cell),
    from,
    template,
  );
  const freeRight = free && reference.top.length === 0;
  const rights = axisInstances(reference.top, freeRight, from.right, rightKey(cell), from, template);
  return crossings(cell, downs, rights);
}

function axisInstances(
  coordinates: readonly Coordinate[],
  free: boolean,
  path: Instance,
  key: TemplateCell | undefined,
  from: CellInstance,
  template: Template,
): readonly Instance[] {
  const root = rootOf(path);
  if (coordinates.length > 0) return walkCoordinates(coordinates, root, key, from, template);
  if (free || !key) return descend(root, key);
  for (const cell of [...chainTo(key)].reverse()) {
    const shared = instanceOn(path, cell);
    if (shared) return descend(shared, key);
  }
  return descend(root, key);
}

/** R19: outermost first; relative steps stay among siblings; below the last named cell everything is included. */
function walkCoordinates(
  coordinates: readonly Coordinate[],
  root: Instance,
  key: TemplateCell | undefined,
  from: CellInstance,
  template: Template,
): readonly Instance[] {
  let chosen: readonly Instance[] | undefined;
  for (const coordinate of coordinates) {
    const cell = template.find(coordinate.address);
    if (!cell?.axis) throw new CellError('#VALUE', `${coordinate.address} does not expand, so it has no coordinates.`);
    const current = currentInstance(from, cell);
    chosen =
      chosen === undefined ? firstStep(coordinate, cell, current, root) : nextStep(coordinate, cell, current, chosen);
  }
  return (chosen ?? [root]).flatMap((instance) => descend(instance, key));
}

/** Siblings without fill, made once per list: a formula of 20,000 instances asks 20,000 times. */
const withoutBlanks = new WeakMap<readonly Instance[], readonly Instance[]>();
export function visible(siblings: readonly Instance[]): readonly Instance[] {
  const known = withoutBlanks.get(siblings);
  if (known) return known;
  const made = siblings.some((sibling) => sibling.blank) ? siblings.filter((sibling) => !sibling.blank) : siblings;
  withoutBlanks.set(siblings, made);
  return made;
}

function firstStep(
  coordinate: Coordinate,
  cell: TemplateCell,
  current: Instance | undefined,
  root: Instance,
): readonly Instance[] {
  if (coordinate.mode === 'absolute') {
    if (current) return visible(current.siblings).slice(coordinate.step - 1, coordinate.step);
    const parents = descend(root, chainTo(cell).at(-2));
    return parents.flatMap((parent) =>
      visible(parent.children.get(cell.address) ?? []).slice(coordinate.step - 1, coordinate.step),
    );
  }
  if (!current) return [];
  return step(visible(current.siblings), current.index + coordinate.step);
}

function nextStep(
  coordinate: Coordinate,
  cell: TemplateCell,
  current: Instance | undefined,
  chosen: readonly Instance[],
): readonly Instance[] {
  const parents = chosen.flatMap((instance) => descend(instance, chainTo(cell).at(-2)));
  return parents.flatMap((parent) => {
    const siblings = visible(parent.children.get(cell.address) ?? []);
    if (coordinate.mode === 'absolute') return step(siblings, coordinate.step);
    return current ? step(siblings, current.index + coordinate.step) : [];
  });
}

/** The sibling with a 1-based index, as a list of none or one. */
export function step(siblings: readonly Instance[], index: number): readonly Instance[] {
  const found = index >= 1 ? siblings[index - 1] : undefined;
  return found ? [found] : [];
}
