/**
 * Functions that only sheets have: they look along instances, so their arguments are cells, not values (R22 to R25).
 * Definitions are listed with the others for completion and checks; calls come through `callSheetFunction`. A rank is
 * one sort for each group it is asked in, a running sum one pass, a share one sum (along-memory.ts).
 */
import type { FunctionDefinition } from '../contributions.js';
import { divide } from '../expression/decimal.js';
import type { Node } from '../expression/ast.js';
import { createRegistry, type Registry } from '../registry.js';
import { say } from '../words.js';
import type { AlongMemory } from './along-memory.js';
import {
  allSpots,
  currentInstance,
  descend,
  downKey,
  eachSpot,
  fixed,
  findCell,
  hangsOn,
  instancesIn,
  listSpots,
  oneSpot,
  resolveReference,
  rightKey,
  step,
  type Spots,
} from './references.js';
import {
  CellError,
  type CellInstance,
  type Expansion,
  type Instance,
  type Template,
  type TemplateCell,
} from './types.js';
import type { Values } from './values.js';
import type { Value } from '../value.js';

interface Call {
  readonly at: CellInstance;
  readonly template: Template;
  readonly values: Values;
  readonly expansion: Expansion;
  readonly memory: AlongMemory;
}
type SheetFunction = (parts: readonly Node[], call: Call) => Value;

const definition = (id: string, parameters: readonly string[], en: string, example: string): FunctionDefinition => ({
  id,
  label: { en: id, 'zh-CN': id, 'zh-TW': id, es: id },
  icon: 'sigma',
  parameters: parameters.map((name) => ({
    name: name.replace(/[?*]$/, ''),
    type: 'any',
    ...(name.endsWith('?') ? { optional: true } : {}),
    ...(name.endsWith('*') ? { optional: true, repeat: true } : {}),
  })),
  returns: 'any',
  help: { en },
  example,
  acceptsNull: true,
  call: () => {
    throw new CellError('#VALUE', say`${{ function: id }} takes a cell of the sheet, as in ${{ example }}.`);
  },
});

export const sheetFunctions: readonly FunctionDefinition[] = [
  definition(
    'rank',
    ['cell', 'within*'],
    'Place by size, largest first; equals share the smaller place.',
    'rank(C2, A2)',
  ),
  definition('share', ['cell', 'within*'], 'The value divided by the sum of its group, or of all.', 'share(C2, A2)'),
  definition('running', ['cell', 'within*'], 'Sum from the first to this one.', 'running(C2, A2)'),
  definition('prev', ['cell', 'along'], 'The value one step before.', 'prev(C2, B2)'),
  definition(
    'offset',
    ['cell', 'along', 'steps', 'across?'],
    'The value some steps before or after.',
    'offset(C2, B2, -1)',
  ),
  definition(
    'samePeriod',
    ['cell', 'outer', 'inner'],
    'The value of the same period one outer step before.',
    'samePeriod(C2, A2, B2)',
  ),
  definition('index', ['cell'], 'Place of the instance among its siblings, from 1.', 'index(A2)'),
  definition('all', ['cell'], 'All values of a cell.', 'sum(all(C2))'),
];

/** The registry handed in, with the sheet functions beside the general ones. */
export function withSheetFunctions(functions: Registry<FunctionDefinition>): Registry<FunctionDefinition> {
  const all = createRegistry<FunctionDefinition>('function');
  for (const each of functions.list()) all.add(each);
  for (const each of sheetFunctions) if (!all.find(each.id)) all.add(each);
  return all;
}

const calls: Readonly<Record<string, SheetFunction>> = {
  rank: (parts, call) => {
    const { value, scope } = here(parts, call);
    return value === null || typeof value === 'object' ? null : call.memory.rank(scope(), value, call.values);
  },
  share: (parts, call) => {
    const { value, scope } = here(parts, call);
    if (typeof value !== 'number') return null;
    const total = call.memory.total(scope(), call.values);
    return total === null ? null : divide(value, total);
  },
  running: (parts, call) => {
    const { spot, scope } = here(parts, call);
    return spot ? call.memory.running(scope(), spot, call.values) : null;
  },
  prev: (parts, call) => along(parts, -1, false, call),
  offset: (parts, call) => along(parts, stepsOf(parts[2]), isAcross(parts[3]), call),
  samePeriod: (parts, call) => samePeriod(parts, call),
  index: (parts, call) => {
    const cell = cellOf(parts[0], call);
    const owner = cell.axis ? cell : (cell.leftChain.at(-1) ?? cell.topChain.at(-1));
    return owner ? (currentInstance(call.at, owner)?.index ?? null) : null;
  },
  all: (parts, call) => {
    const found: Value[] = [];
    eachSpot(allSpots(cellOf(parts[0], call), call.expansion), (at) => void found.push(call.values.read(at)));
    return found;
  },
};

/** The result of a sheet function, or undefined when the name is none or its first argument is no cell. */
export function callSheetFunction(
  name: string,
  parts: readonly Node[],
  call: Call,
): { readonly value: Value } | undefined {
  const found = Object.hasOwn(calls, name) ? calls[name] : undefined;
  if (!found || parts[0]?.type !== 'cell') return undefined;
  return { value: found(parts, call) };
}

function cellOf(node: Node | undefined, call: Pick<Call, 'template'>): TemplateCell {
  if (node?.type !== 'cell') throw new CellError('#VALUE', 'A cell of the sheet is needed here, such as C2.');
  return findCell(node.address, call.template);
}

/** A cell above another, or itself, that expands: what steps and groups are taken along. */
function expandingOf(node: Node | undefined, cell: TemplateCell, call: Pick<Call, 'template'>): TemplateCell {
  const found = cellOf(node, call);
  if (found.axis && hangsOn(cell, found, found.axis)) return found;
  throw new CellError(
    '#VALUE',
    say`${{ cell: cell.address }} does not hang on ${{ named: found.address }} there: name a cell above it that expands.`,
  );
}

/** The one spot of the cell at this place with its value, null where there is none or several, or no group (R22). */
function here(parts: readonly Node[], call: Call) {
  const node = parts[0]!;
  const cell = cellOf(node, call);
  const withins = parts.slice(1).map((part) => expandingOf(part, cell, call));
  const found = node.type === 'cell' ? oneSpot(resolveReference(node, call.at, call.template)) : 'none';
  const isCurrent = withins.every((within) => currentInstance(call.at, within));
  const spot = typeof found === 'string' || !isCurrent ? undefined : found;
  return { spot, value: spot ? call.values.read(spot) : null, scope: () => scopeOf(cell, withins, call) };
}

/** Instances of the cell that share the current instance of every `within`. */
function scopeOf(cell: TemplateCell, withins: readonly TemplateCell[], call: Pick<Call, 'at' | 'expansion'>): Spots {
  let { down, right }: { down: Instance; right: Instance } = call.expansion;
  for (const within of withins) {
    const current = currentInstance(call.at, within)!;
    // Of two on one axis the inner one counts: it stands under the outer one.
    if (within.axis === 'right') right = deeper(right, current);
    else down = deeper(down, current);
  }
  return { cell, downs: descend(down, downKey(cell)), rights: descend(right, rightKey(cell)) };
}

/** The same for whoever translates the function: nothing where a group has no current instance. */
export function scopeInstances(
  parts: readonly Node[],
  call: Pick<Call, 'at' | 'template' | 'expansion'>,
): readonly CellInstance[] {
  const cell = cellOf(parts[0], call);
  const withins = parts.slice(1).map((part) => expandingOf(part, cell, call));
  if (!withins.every((within) => currentInstance(call.at, within))) return [];
  return listSpots(scopeOf(cell, withins, call));
}

const deeper = (a: Instance, b: Instance): Instance => {
  for (let at: Instance | undefined = a; at; at = at.parent) if (at === b) return a;
  return b;
};

function along(parts: readonly Node[], steps: number, across: boolean, call: Call): Value {
  const cell = cellOf(parts[0], call);
  const path = expandingOf(parts[1], cell, call);
  const current = currentInstance(call.at, path);
  if (!current) return null;
  if (!across) return under(cell, step(current.siblings, current.index + steps), path, call);
  const row = descend(path.axis === 'right' ? call.expansion.right : call.expansion.down, path);
  if (!current.cross) return under(cell, step(row, current.place - row.from + 1 + steps), path, call);
  const own = instancesIn(row).filter((each) => each.cross === current.cross);
  return under(cell, step({ list: own, from: 0, to: own.length }, own.indexOf(current) + 1 + steps), path, call);
}

/** The values of a cell under an instance of one axis, the other axis as it is here; null where there is none. */
function under(cell: TemplateCell, target: Spots['downs'], path: TemplateCell, call: Call): Value {
  if (target.from === target.to) return null;
  const instance = target.list[target.from]!;
  const isRight = path.axis === 'right';
  const downs = isRight ? fixed(call.at.down, downKey(cell)) : descend(instance, downKey(cell));
  const rights = isRight ? descend(instance, rightKey(cell)) : fixed(call.at.right, rightKey(cell));
  const found: Value[] = [];
  eachSpot({ cell, downs, rights }, (at) => void found.push(call.values.read(at)));
  return found.length === 0 ? null : found.length === 1 ? found[0]! : found;
}

/** R25: the value under the previous outer sibling whose inner value is equal; null if none. */
function samePeriod(parts: readonly Node[], call: Call): Value {
  const cell = cellOf(parts[0], call);
  const outer = expandingOf(parts[1], cell, call);
  const inner = expandingOf(parts[2], cell, call);
  const outerNow = currentInstance(call.at, outer);
  const innerNow = currentInstance(call.at, inner);
  if (!outerNow || !innerNow) return null;
  const before = step(outerNow.siblings, outerNow.index - 1);
  if (before.from === before.to) return null;
  // On the other axis the period stays where it is.
  if (outer.axis !== inner.axis) return under(cell, before, outer, call);
  const twin = call.memory.twin(before.list[before.from]!, inner, innerNow.value);
  return twin ? under(cell, { list: [twin], from: 0, to: 1 }, inner, call) : null;
}

function stepsOf(node: Node | undefined): number {
  if (node?.type === 'literal' && typeof node.value === 'number') return node.value;
  if (node?.type === 'unary' && node.operand.type === 'literal' && typeof node.operand.value === 'number') {
    return node.operator === '-' ? -node.operand.value : node.operand.value;
  }
  throw new CellError('#VALUE', 'The number of steps is a whole number such as -1.');
}

const isAcross = (node: Node | undefined) => node?.type === 'name' && node.path[0] === 'across';
