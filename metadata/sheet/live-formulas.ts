/**
 * Formulas of a sheet in the language of spreadsheets, for those that mean the same there: arithmetic over cells, sums and
 * the like over ranges, `share` and `running`. What does not translate stays a value: each translation is reckoned beside
 * and kept only where it gives the value of the cell.
 */
import type { Node } from '../expression/ast.js';
import { parseExpression } from '../expression/parse.js';
import { formatAddress } from './address.js';
import type { ExpandedSheet } from './expand.js';
import { scopeInstances } from './functions.js';
import { pathOf } from './grid.js';
import { allSpots, listSpots, resolveReference } from './references.js';
import { CellError, type CellInstance, type GridCell } from './types.js';

/** References followed in one sheet; what is beyond stays values. */
const MOST = 200_000;
/** Ranges in one formula. */
const RANGES = 60;

interface Translated {
  readonly text: string;
  readonly value: number | boolean;
  /** How tightly it binds: 4 is a single term. */
  readonly rank: number;
}

class Untranslatable extends Error {}
const give = (): never => {
  throw new Untranslatable();
};

/**
 * By `row,column` of the grid, without the equals sign. `down` is by how many rows the grid is moved in the file: its cells
 * keep their own places in the keys.
 */
export function liveFormulas(expanded: ExpandedSheet, down = 0): ReadonlyMap<string, string> {
  const { grid, template, expansion } = expanded;
  const places = new Map(
    grid.cells.flatMap((cell) => (cell.at === undefined ? [] : [[`${cell.source}|${cell.at}`, cell]])),
  );
  const placeOf = (at: CellInstance): GridCell | undefined =>
    places.get(`${at.cell.address}|${pathOf(at.down)};${pathOf(at.right)}`);
  const formulas = new Map<string, string>();
  let spent = 0;
  for (const cell of template.cells) {
    const { formula } = cell.document;
    if (formula === undefined || cell.axis) continue;
    const { node, problems } = parseExpression(formula, { cells: true });
    if (problems.length > 0) continue;
    for (const at of listSpots(allSpots(cell, expansion))) {
      const place = placeOf(at);
      if (!place || typeof place.value !== 'number') continue;
      const found = (instances: readonly CellInstance[]): readonly GridCell[] => {
        spent += instances.length;
        if (spent > MOST) give();
        return instances.map((each) => placeOf(each) ?? give());
      };
      const scope: Scope = {
        cells: (reference) =>
          reference.condition ? give() : found(listSpots(resolveReference(reference, at, template))),
        within: (parts) => found(scopeInstances(parts, { at, template, expansion })),
        down,
      };
      try {
        const { text, value } = translate(node, scope);
        if (isSame(value, place.value)) formulas.set(`${place.row},${place.column}`, text);
      } catch (error) {
        if (!(error instanceof Untranslatable || error instanceof CellError)) throw error;
        if (spent > MOST) return formulas;
      }
    }
  }
  return formulas;
}

const isSame = (a: number | boolean, b: number): boolean =>
  typeof a === 'number' && Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));

type Reference = Extract<Node, { type: 'cell' }>;
interface Scope {
  cells(reference: Reference): readonly GridCell[];
  within(parts: readonly Node[]): readonly GridCell[];
  readonly down: number;
}

const addressOf = (row: number, column: number, { down }: Scope): string => formatAddress(row + down, column);

function translate(node: Node, scope: Scope): Translated {
  switch (node.type) {
    case 'literal':
      return typeof node.value === 'number'
        ? { text: String(node.value), value: node.value, rank: node.value < 0 ? 1 : 4 }
        : typeof node.value === 'boolean'
          ? { text: String(node.value).toUpperCase(), value: node.value, rank: 4 }
          : give();
    case 'cell':
      return one(scope.cells(node.field === undefined ? node : give()), scope);
    case 'unary': {
      const operand = numeric(translate(node.operand, scope));
      if (node.operator === '+') return operand;
      return node.operator === '-' ? { text: `-${wrap(operand, 4)}`, value: -operand.value, rank: 3 } : give();
    }
    case 'binary':
      return binary(node, scope);
    case 'call':
      return call(node, scope);
    default:
      return give();
  }
}

function one(cells: readonly GridCell[], scope: Scope): Translated & { readonly value: number } {
  const [cell] = cells;
  if (cells.length !== 1 || typeof cell?.value !== 'number') return give();
  return { text: addressOf(cell.row, cell.column, scope), value: cell.value, rank: 4 };
}

function numeric(part: Translated): Translated & { readonly value: number } {
  return typeof part.value === 'number' ? { ...part, value: part.value } : give();
}

const wrap = ({ text, rank }: Translated, least: number): string => (rank < least ? `(${text})` : text);

const arithmetic: Readonly<Record<string, { readonly rank: number; reckon(a: number, b: number): number }>> = {
  '+': { rank: 1, reckon: (a, b) => a + b },
  '-': { rank: 1, reckon: (a, b) => a - b },
  '*': { rank: 2, reckon: (a, b) => a * b },
  '/': { rank: 2, reckon: (a, b) => a / b },
};
const comparisons: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '=': (a, b) => a === b,
  '<>': (a, b) => a !== b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

function binary(node: Extract<Node, { type: 'binary' }>, scope: Scope): Translated {
  const left = numeric(translate(node.left, scope));
  const right = numeric(translate(node.right, scope));
  const operator = arithmetic[node.operator];
  if (operator) {
    const { rank } = operator;
    const value = operator.reckon(left.value, right.value);
    return { text: `${wrap(left, rank)}${node.operator}${wrap(right, rank + 1)}`, value, rank };
  }
  const compare = comparisons[node.operator] ?? give();
  return {
    text: `${wrap(left, 1)}${node.operator}${wrap(right, 1)}`,
    value: compare(left.value, right.value),
    rank: 0,
  };
}

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
const aggregates: Readonly<Record<string, { readonly name: string; reckon(values: readonly number[]): number }>> = {
  sum: { name: 'SUM', reckon: total },
  avg: { name: 'AVERAGE', reckon: (values) => total(values) / values.length },
  min: { name: 'MIN', reckon: (values) => Math.min(...values) },
  max: { name: 'MAX', reckon: (values) => Math.max(...values) },
  count: { name: 'COUNT', reckon: (values) => values.length },
};

function call({ name, arguments: parts }: Extract<Node, { type: 'call' }>, scope: Scope): Translated {
  const [first] = parts;
  const aggregate = aggregates[name];
  if (aggregate && parts.length === 1 && first) return ranged(aggregate, listOf(first, scope), scope);
  if (name === 'share' && first?.type === 'cell') {
    const here = one(scope.cells(first), scope);
    const sum = ranged(aggregates['sum']!, scope.within(parts), scope);
    return { text: `${here.text}/${sum.text}`, value: here.value / (sum.value as number), rank: 2 };
  }
  if (name === 'running' && first?.type === 'cell') {
    const [here] = scope.cells(first);
    const all = scope.within(parts);
    return ranged(aggregates['sum']!, all.slice(0, all.indexOf(here ?? give()) + 1), scope);
  }
  if (name === 'abs' && first && parts.length === 1) {
    const inner = numeric(translate(first, scope));
    return { text: `ABS(${inner.text})`, value: Math.abs(inner.value), rank: 4 };
  }
  if (name === 'if' && first && parts[1]) {
    const condition = translate(first, scope);
    if (typeof condition.value !== 'boolean') return give();
    const yes = translate(parts[1], scope);
    const no = parts[2] ? translate(parts[2], scope) : undefined;
    const value = condition.value ? yes.value : (no?.value ?? give());
    return { text: `IF(${condition.text},${yes.text},${no?.text ?? '""'})`, value, rank: 4 };
  }
  return give();
}

/** `C2[!0]`, `all(C2)`. */
function listOf(node: Node, scope: Scope): readonly GridCell[] {
  if (node.type === 'cell' && node.field === undefined) return scope.cells(node);
  if (node.type !== 'call' || node.name !== 'all' || node.arguments[0]?.type !== 'cell') return give();
  return scope.cells({ ...node.arguments[0], all: true, left: [], top: [] });
}

function ranged({ name, reckon }: (typeof aggregates)[string], cells: readonly GridCell[], scope: Scope): Translated {
  if (cells.some(({ value }) => value !== null && typeof value !== 'number')) return give();
  const values = cells.flatMap(({ value }) => (typeof value === 'number' ? [value] : []));
  if (values.length === 0) return give();
  return { text: `${name}(${rangesOf(cells, scope).join(',')})`, value: reckon(values), rank: 4 };
}

/** Cells that touch in a column, else in a row, as ranges. */
function rangesOf(cells: readonly GridCell[], scope: Scope): readonly string[] {
  const along = (isDown: boolean): readonly (readonly [GridCell, GridCell])[] => {
    const line = (cell: GridCell) => (isDown ? cell.column : cell.row);
    const place = (cell: GridCell) => (isDown ? cell.row : cell.column);
    const runs: [GridCell, GridCell][] = [];
    for (const cell of [...cells].sort((a, b) => line(a) - line(b) || place(a) - place(b))) {
      const last = runs.at(-1);
      if (last && line(last[1]) === line(cell) && place(last[1]) + 1 === place(cell)) last[1] = cell;
      else runs.push([cell, cell]);
    }
    return runs;
  };
  const [down, across] = [along(true), along(false)];
  const runs = down.length <= across.length ? down : across;
  if (runs.length > RANGES) return give();
  return runs.map(([from, to]) => {
    const [a, b] = [addressOf(from.row, from.column, scope), addressOf(to.row, to.column, scope)];
    return a === b ? a : `${a}:${b}`;
  });
}
