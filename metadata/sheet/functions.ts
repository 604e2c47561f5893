/**
 * Functions that only sheets have: they look along instances, so their arguments are cells, not values (R22 to R25).
 * Definitions are listed with the others for completion and checks; calls come through `callSheetFunction`.
 */
import type { FunctionDefinition } from '../contributions.js';
import { add, divide, sum } from '../expression/decimal.js';
import type { Node } from '../expression/ast.js';
import { createRegistry, type Registry } from '../registry.js';
import {
  CellError,
  type CellInstance,
  type Expansion,
  type Instance,
  type Template,
  type TemplateCell,
} from './types.js';
import {
  allInstances,
  visible,
  crossings,
  currentInstance,
  descend,
  downKey,
  resolveReference,
  rightKey,
  step,
} from './references.js';
import { groupKey } from './row-sets.js';
import { keyOf, type Values } from './values.js';
import type { Value } from '../value.js';

interface Call {
  readonly at: CellInstance;
  readonly template: Template;
  readonly values: Values;
  readonly expansion: Expansion;
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
    throw new CellError('#VALUE', `${id} takes a cell of the sheet.`);
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
    const value = here(parts, call);
    if (value === null) return null;
    return 1 + scopeOf(parts, call).filter((other) => typeof other === 'number' && other > (value as number)).length;
  },
  share: (parts, call) => {
    const value = here(parts, call);
    if (typeof value !== 'number') return null;
    const total = sum(scopeOf(parts, call).filter((each): each is number => typeof each === 'number'));
    return total === null ? null : divide(value, total);
  },
  running: (parts, call) => running(parts, call),
  prev: (parts, call) => along(parts, -1, false, call),
  offset: (parts, call) => along(parts, stepsOf(parts[2]), isAcross(parts[3]), call),
  samePeriod: (parts, call) => samePeriod(parts, call),
  index: (parts, call) => {
    const cell = cellOf(parts[0], call);
    const owner = cell.axis ? cell : (cell.leftChain.at(-1) ?? cell.topChain.at(-1));
    return owner ? (currentInstance(call.at, owner)?.index ?? null) : null;
  },
  all: (parts, call) => allInstances(cellOf(parts[0], call), call.expansion).map((each) => call.values.read(each)),
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
  const cell = node?.type === 'cell' ? call.template.find(node.address) : undefined;
  if (!cell) throw new CellError('#VALUE', 'A cell of the sheet is needed here.');
  return cell;
}

/** The one value of the cell at this place; null where there is none or several (R22). */
function here(parts: readonly Node[], call: Call): Value {
  const node = parts[0]!;
  const found = node.type === 'cell' ? resolveReference(node, call.at, call.template) : [];
  return found.length === 1 ? call.values.read(found[0]!) : null;
}

/** Instances of the cell that share the current instance of every `within`. */
export function scopeInstances(parts: readonly Node[], call: Omit<Call, 'values'>): readonly CellInstance[] {
  const cell = cellOf(parts[0], call);
  let down: Instance = call.expansion.down;
  let right: Instance = call.expansion.right;
  for (const node of parts.slice(1)) {
    const within = cellOf(node, call);
    const current = currentInstance(call.at, within);
    if (!current) return [];
    if (within.axis === 'right') right = current;
    else down = current;
  }
  return crossings(cell, descend(down, downKey(cell)), descend(right, rightKey(cell)));
}

const scopeOf = (parts: readonly Node[], call: Call): readonly Value[] =>
  scopeInstances(parts, call).map((each) => call.values.read(each));

/** R23: nulls are skipped; at a null the sum so far, null only before the first value. */
function running(parts: readonly Node[], call: Call): Value {
  const node = parts[0]!;
  const found = node.type === 'cell' ? resolveReference(node, call.at, call.template) : [];
  if (found.length !== 1) return null;
  const end = keyOf(found[0]!);
  let total: number | null = null;
  for (const each of scopeInstances(parts, call)) {
    const value = call.values.read(each);
    if (typeof value === 'number') total = total === null ? value : add(total, value);
    if (keyOf(each) === end) return total;
  }
  return null;
}

function along(parts: readonly Node[], steps: number, across: boolean, call: Call): Value {
  const cell = cellOf(parts[0], call);
  const path = cellOf(parts[1], call);
  const current = currentInstance(call.at, path);
  if (!current) return null;
  const root = path.axis === 'right' ? call.expansion.right : call.expansion.down;
  const row = across ? descend(root, path) : visible(current.siblings);
  const place = across ? row.indexOf(current) + 1 : current.index;
  const [target] = step(row, place + steps);
  return target ? under(cell, target, path, call) : null;
}

/** The values of a cell under an instance of one axis, the other axis as it is here. */
function under(cell: TemplateCell, target: Instance, path: TemplateCell, call: Call): Value {
  const downs = path.axis === 'right' ? nearest(call.at.down, downKey(cell)) : descend(target, downKey(cell));
  const rights = path.axis === 'right' ? descend(target, rightKey(cell)) : nearest(call.at.right, rightKey(cell));
  const found = crossings(cell, downs, rights);
  if (found.length === 0) return null;
  return found.length === 1 ? call.values.read(found[0]!) : found.map((each) => call.values.read(each));
}

function nearest(path: Instance, key: TemplateCell | undefined): readonly Instance[] {
  let at: Instance = path;
  while (at.parent && !(key && (at.cell === key || chain(key).includes(at.cell!)))) at = at.parent;
  return descend(at, key);
}
const chain = (cell: TemplateCell) => (cell.axis === 'right' ? cell.topChain : cell.leftChain);

/** R25: the value under the previous outer sibling whose inner value is equal; null if none. */
function samePeriod(parts: readonly Node[], call: Call): Value {
  const cell = cellOf(parts[0], call);
  const outer = cellOf(parts[1], call);
  const inner = cellOf(parts[2], call);
  const outerNow = currentInstance(call.at, outer);
  const innerNow = currentInstance(call.at, inner);
  if (!outerNow || !innerNow) return null;
  const siblings = visible(outerNow.siblings);
  const [before] = step(siblings, outerNow.index - 1);
  if (!before) return null;
  const twin = descend(before, inner).find((each) => groupKey(each.value) === groupKey(innerNow.value));
  return twin ? under(cell, twin, inner, call) : null;
}

function stepsOf(node: Node | undefined): number {
  if (node?.type === 'literal' && typeof node.value === 'number') return node.value;
  if (node?.type === 'unary' && node.operand.type === 'literal' && typeof node.operand.value === 'number') {
    return node.operator === '-' ? -node.operand.value : node.operand.value;
  }
  throw new CellError('#VALUE', 'The number of steps is a whole number such as -1.');
}

const isAcross = (node: Node | undefined) => node?.type === 'name' && node.path[0] === 'across';
