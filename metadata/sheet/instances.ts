/**
 * Expands the cells of one axis into instances: rows seen -> where, join -> groups or items -> order -> limit and
 * others -> empty frame -> fill. Numbers such as R13 in comments are the rulings of docs/sheets.md.
 */
import type { CellDocument } from '../schema/sheet.js';
import { labelText, type Value } from '../value.js';
import { say } from '../words.js';
import { groupRows, type Group } from './grouping.js';
import { isNoAccess, withheldRows } from './no-access.js';
import { compareKeys } from './row-sets.js';
import type { Scope } from './scope.js';
import {
  SheetError,
  type Axis,
  type Expansion,
  type Instance,
  type RowSet,
  type Template,
  type TemplateCell,
} from './types.js';

/** An instance while it is being made: the arrays are filled before anybody reads them. */
type Building = { -readonly [K in keyof Instance]: Instance[K] };

export function expandAxes(template: Template, scope: Scope): Expansion {
  let next = 0;
  const root = (): Instance => ({
    id: next++, cell: undefined, parent: undefined, cross: undefined, value: null, rows: new Map(), index: 0,
    siblings: [], children: new Map(), blank: false, others: false, withheld: false,
  }); // prettier-ignore
  const expansion: Expansion = { down: root(), right: root() };
  scope.attach(expansion);
  const make = (fields: Omit<Instance, 'id' | 'children'>): Building => ({
    ...fields,
    id: next++,
    children: new Map(),
  });
  const byCell = new Map<string, readonly Instance[]>();
  for (const cell of inOrder(template, scope)) {
    byCell.set(cell.address, expandCell(cell, expansion, byCell, scope, make));
  }
  return expansion;
}

/**
 * Expanding cells in order: their ancestors on both axes, and the cells they are made from, come before them. Cells that
 * do not expand are only walked through; a circle of nothing but those shows as #CYCLE later (R26).
 */
function inOrder(template: Template, scope: Scope): readonly TemplateCell[] {
  const done = new Set<TemplateCell>();
  const busy: TemplateCell[] = [];
  const ordered: TemplateCell[] = [];
  const visit = (cell: TemplateCell): void => {
    if (done.has(cell)) return;
    if (busy.includes(cell)) {
      const circle = busy.slice(busy.indexOf(cell));
      if (circle.every((each) => each.axis === undefined)) return;
      const names = circle.map((each) => each.address);
      const words = say`The expansion of ${{ cells: names.join(', ') }} depends on itself. Take one of the references out.`;
      throw new SheetError('EXPANSION_CIRCLE', names, words);
    }
    busy.push(cell);
    for (const before of [...cell.leftChain, ...cell.topChain, ...scope.cellsBefore(cell)]) visit(before);
    busy.pop();
    done.add(cell);
    if (cell.axis) ordered.push(cell);
  };
  for (const cell of template.cells) if (cell.axis) visit(cell);
  return ordered;
}

type Make = (fields: Omit<Instance, 'id' | 'children'>) => Building;

function expandCell(
  cell: TemplateCell,
  expansion: Expansion,
  byCell: ReadonlyMap<string, readonly Instance[]>,
  scope: Scope,
  make: Make,
): readonly Instance[] {
  const axis: Axis = cell.axis!;
  const own = (axis === 'down' ? cell.leftChain : cell.topChain).at(-1);
  const other = (axis === 'down' ? cell.topChain : cell.leftChain).at(-1);
  const root = axis === 'down' ? expansion.down : expansion.right;
  const parents = own ? byCell.get(own.address)! : [root];
  const crosses = other ? byCell.get(other.address)!.filter((instance) => !instance.blank) : [undefined];
  const all: Instance[] = [];
  for (const parent of parents) {
    const below: Instance[] = [];
    for (const cross of crosses) {
      for (const instance of siblingsUnder(cell, parent, cross, scope, make)) below.push(instance);
    }
    parent.children.set(cell.address, below);
    for (const instance of below) all.push(instance);
  }
  scope.spend('cells', all.length, cell);
  return all;
}

function siblingsUnder(cell: TemplateCell, parent: Instance, cross: Instance | undefined, scope: Scope, make: Make) {
  const siblings: Building[] = [];
  const add = (value: Value, rows: Instance['rows'], flags: Partial<Pick<Instance, 'blank' | 'others' | 'withheld'>>) =>
    siblings.push(
      make({
        cell, parent, cross, value, rows, index: siblings.length + 1, siblings,
        blank: flags.blank ?? false, others: flags.others ?? false, withheld: flags.withheld ?? false,
      }), // prettier-ignore
    );
  const dataset = cell.document.bind?.dataset;
  const constraint = (rows: RowSet | undefined): Instance['rows'] =>
    dataset === undefined || rows === undefined ? new Map<string, RowSet>() : new Map([[dataset, rows]]);
  const groups = parent.blank ? [] : readableGroups(cell, parent, cross, scope);
  if (groups === 'withheld') add(null, constraint(withheldRows), { withheld: true });
  else for (const { value, rows, others } of groups) add(value, constraint(rows), { others: others ?? false });
  if (siblings.length === 0 && !(cell.document.hideWhenEmpty && !parent.blank)) {
    add(null, constraint([]), { blank: parent.blank });
  }
  const fill = cell.document.fill;
  if (fill !== undefined && siblings.length > 0) {
    while (siblings.length % fill !== 0) add(null, new Map(), { blank: true });
  }
  return siblings;
}

/** R40: whatever the groups are made from, their order and limit too, must be readable; else none of them is known. */
function readableGroups(
  cell: TemplateCell,
  parent: Instance,
  cross: Instance | undefined,
  scope: Scope,
): readonly Group[] | 'withheld' {
  try {
    return shownGroups(cell, parent, cross, scope);
  } catch (error) {
    if (isNoAccess(error)) return 'withheld';
    throw error;
  }
}

/** Groups (or list items) after order, limit and others; none when there are no rows. */
function shownGroups(
  cell: TemplateCell,
  parent: Instance,
  cross: Instance | undefined,
  scope: Scope,
): readonly Group[] {
  const { bind, formula, limit, others } = cell.document;
  const [down, right] = cell.axis === 'down' ? [parent, cross ?? scope.rightRoot] : [cross ?? scope.downRoot, parent];
  if (!bind) {
    const value = scope.own({ cell, down, right });
    const items = formula !== undefined && Array.isArray(value) ? (value as readonly Value[]) : [value as Value];
    return items.map((item) => ({ value: item }));
  }
  const rows = scope.rowsOf({ cell, down, right });
  scope.spend('rows', rows.length, cell);
  const { order = [], arrange = [] } = cell.document;
  const groups = orderGroups(cell, groupRows(cell, rows, scope), order, scope);
  // R41: the reader's order comes after the limit, so that it chooses none.
  const arranged = (some: readonly Group[]) => orderGroups(cell, some, arrange, scope);
  if (limit === undefined || groups.length <= limit) return arranged(groups);
  const shown = arranged(groups.slice(0, limit));
  if (others === undefined) return shown;
  const rest = groups.slice(limit).flatMap((group) => group.rows ?? []);
  rest.sort((a, b) => a - b);
  return [...shown, { value: labelText(others, scope.language), rows: rest, others: true }];
}

/** Keys in turn, stable, nulls last in either direction (R13). */
function orderGroups(
  cell: TemplateCell,
  groups: readonly Group[],
  order: NonNullable<CellDocument['order']>,
  scope: Scope,
): readonly Group[] {
  if (order.length === 0) return groups;
  const keyed = groups.map((group) => ({
    group,
    keys: order.map((key) => scope.orderKey(cell, key.by, group.value, group.rows ?? [])),
  }));
  keyed.sort((a, b) => {
    for (const [index, key] of order.entries()) {
      const difference = compareKeys(a.keys[index] ?? null, b.keys[index] ?? null, key.descending ?? false);
      if (difference !== 0) return difference;
    }
    return 0;
  });
  return keyed.map((each) => each.group);
}
