/**
 * Expands the cells of one axis into instances: rows seen -> where, join -> groups or items -> order -> limit and
 * others -> empty frame -> fill. Numbers such as R13 in comments are the rulings of docs/sheets.md.
 */
import type { CellDocument } from '../schema/sheet.js';
import { labelText, type Value } from '../value.js';
import { say } from '../words.js';
import { groupRows, type Group } from './grouping.js';
import { joinGroups } from './grouped-rows.js';
import { compareKeys, noRows } from './row-sets.js';
import { agree } from './references.js';
import type { Scope } from './scope.js';
import {
  CellError,
  SheetError,
  type CellInstance,
  type Children,
  type Expansion,
  type Instance,
  type ListOffset,
  type RowSet,
  type Template,
  type TemplateCell,
} from './types.js';

/** A part of a list that is still growing. */
type Growing = { -readonly [K in keyof Instance['siblings']]: Instance['siblings'][K] };

/** All instances of one cell, with fill and without. */
interface Lists {
  readonly emitted: Instance[];
  readonly seen: Instance[];
}

export function expandAxes(template: Template, scope: Scope, list?: ListOffset): Expansion {
  const lists = new Map<TemplateCell, Lists>();
  const done = new Set<TemplateCell>();
  const expansion: Expansion = {
    down: rootInstance(),
    right: rootInstance(),
    all: (cell) => (done.has(cell) ? lists.get(cell)!.seen : undefined),
  };
  scope.attach(expansion);
  const next = { down: 1, right: 1 };
  const expanding = template.cells.filter(({ axis }) => axis);
  const parents = new Set(expanding.flatMap((cell) => [cell.leftChain.at(-1), cell.topChain.at(-1)]));
  const newId = (cell: TemplateCell) => next[cell.axis!]++;
  for (const cell of inOrder(template, scope)) {
    const before = list?.cell === cell.address ? list.offset : 0;
    lists.set(cell, new CellExpander(cell, expansion, scope, newId, parents.has(cell), before).expand(lists));
    done.add(cell);
  }
  return expansion;
}

function rootInstance(): Instance {
  const list: Instance[] = [];
  const root: Instance = {
    id: 0, cell: undefined, parent: undefined, cross: undefined, value: null, rows: undefined, index: 0, siblings: { list, from: 0, to: 1 },
    place: 0, children: new Map(), blank: false, others: false, failed: undefined,
  }; // prettier-ignore
  list.push(root);
  return root;
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

/** Makes all instances of one cell. */
class CellExpander {
  readonly #lists: Lists = { emitted: [], seen: [] };

  constructor(
    readonly cell: TemplateCell,
    readonly expansion: Expansion,
    readonly scope: Scope,
    readonly newId: (cell: TemplateCell) => number,
    readonly hasChildren: boolean,
    /** Instances that come before those that are made. */
    readonly before: number,
  ) {}

  expand(lists: ReadonlyMap<TemplateCell, Lists>): Lists {
    const { cell, expansion, scope } = this;
    const isDown = cell.axis === 'down';
    const own = (isDown ? cell.leftChain : cell.topChain).at(-1);
    const other = (isDown ? cell.topChain : cell.leftChain).at(-1);
    const parents = own ? lists.get(own)!.emitted : [isDown ? expansion.down : expansion.right];
    const crosses: readonly (Instance | undefined)[] = other ? lists.get(other)!.seen : [undefined];
    const { emitted, seen } = this.#lists;
    for (const parent of parents) {
      const before = { emitted: emitted.length, seen: seen.length };
      const spent = emitted.length;
      for (const cross of crosses) if (!cross || agree(parent, cross)) this.#addSiblings(parent, cross);
      scope.spend('cells', emitted.length - spent, cell);
      const children: Children = {
        emitted: { list: emitted, from: before.emitted, to: emitted.length },
        seen: { list: seen, from: before.seen, to: seen.length },
      };
      parent.children!.set(cell, children);
    }
    return this.#lists;
  }

  #addSiblings(parent: Instance, cross: Instance | undefined): void {
    const { cell } = this;
    const { emitted, seen } = this.#lists;
    const start = emitted.length;
    const siblings: Growing = { list: seen, from: seen.length, to: seen.length };
    const add = (value: Value, rows: RowSet | undefined, blank: boolean, others: boolean, failed?: CellError) => {
      const instance: Instance = {
        id: this.newId(cell), cell, parent, cross, value, rows, index: this.before + emitted.length - start + 1, siblings,
        place: blank ? -1 : seen.length, children: this.hasChildren ? new Map() : undefined, blank, others, failed,
      }; // prettier-ignore
      emitted.push(instance);
      if (!blank) siblings.to = seen.push(instance);
    };
    if (parent.blank) add(null, undefined, true, false);
    else {
      const found = this.#groupsUnder(parent, cross);
      if (found instanceof CellError) add(null, undefined, false, false, found);
      else for (const { value, rows, others } of found) add(value, rows, false, others ?? false);
      if (emitted.length === start && !cell.document.hideWhenEmpty)
        add(null, cell.document.bind ? noRows : undefined, false, false);
    }
    const fill = cell.document.fill ?? 1;
    while ((emitted.length - start) % fill !== 0) add(null, undefined, true, false);
  }

  /** R40, R26: whatever the groups are made from, their order and limit too, must be known; else none of them is. */
  #groupsUnder(parent: Instance, cross: Instance | undefined): readonly Group[] | CellError {
    const { cell, expansion, scope } = this;
    const at: CellInstance =
      cell.axis === 'down'
        ? { cell, down: parent, right: cross ?? expansion.right }
        : { cell, down: cross ?? expansion.down, right: parent };
    try {
      return limited(at, arrangedBy(at, groupsOf(at, scope), cell.document.order, scope), scope);
    } catch (error) {
      if (error instanceof CellError) return error;
      throw error;
    }
  }
}

function groupsOf(at: CellInstance, scope: Scope): readonly Group[] {
  if (!at.cell.document.bind) {
    const value = scope.own(at);
    const items = Array.isArray(value) ? (value as readonly Value[]) : [value];
    return items.map((item) => ({ value: item }));
  }
  const rows = scope.rowsOf(at);
  scope.spend('rows', rows.to - rows.from, at.cell);
  return groupRows(at, rows, scope);
}

/** Keys in turn, stable, nulls last in either direction (R13). */
function arrangedBy(
  at: CellInstance,
  groups: readonly Group[],
  order: CellDocument['order'] = [],
  scope: Scope,
): readonly Group[] {
  if (order.length === 0) return groups;
  const keys = order.map(({ by }) => scope.orderKeys(at, by, groups));
  const places =
    (order.length === 1 ? orderOfNumbers(keys[0]!, order[0]!.descending ?? false) : undefined) ??
    [...groups.keys()].sort((a, b) => {
      for (let i = 0; i < order.length; i++) {
        const difference = compareKeys(keys[i]![a] ?? null, keys[i]![b] ?? null, order[i]!.descending ?? false);
        if (difference !== 0) return difference;
      }
      return 0;
    });
  return places.map((place) => groups[place]!);
}

/** Places in order where all keys are numbers or null, as aggregates are: without a comparison of kinds each time. */
function orderOfNumbers(keys: readonly Value[], descending: boolean): readonly number[] | undefined {
  const numbers = new Float64Array(keys.length);
  for (let place = 0; place < keys.length; place++) {
    const key = keys[place] ?? null;
    if (key !== null && typeof key !== 'number') return undefined;
    numbers[place] = key === null ? Infinity : descending ? -key : key;
  }
  return Array.from(numbers.keys()).sort((a, b) =>
    numbers[a]! < numbers[b]! ? -1 : numbers[a]! > numbers[b]! ? 1 : 0,
  );
}

/**
 * R15: the rest is one sibling more, with its rows, where it is asked for. R45: the reader's order comes after the limit, so
 * that it chooses none.
 */
function limited(at: CellInstance, groups: readonly Group[], scope: Scope): readonly Group[] {
  const { limit, others, bind, arrange } = at.cell.document;
  const arranged = (some: readonly Group[]) => arrangedBy(at, some, arrange, scope);
  if (limit === undefined || groups.length <= limit) return arranged(groups);
  const shown = arranged(groups.slice(0, limit));
  if (others === undefined) return shown;
  const value = labelText(others, scope.language);
  if (!bind) return [...shown, { value, others: true }];
  return [...shown, { value, rows: joinGroups(groups.slice(limit).map(({ rows = noRows }) => rows)), others: true }];
}
