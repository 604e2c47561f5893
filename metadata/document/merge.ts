/**
 * Three ways into one: what `ours` and `theirs` each changed since `base`, item by item. Where both changed the same
 * place differently, ours stands and the other is listed as a conflict with all three values: nothing is lost.
 */
import { sameContent } from './canonical.js';
import { findItem, itemKeyOf, type ItemPath, type ItemStep } from './items.js';

export interface Conflict {
  readonly path: ItemPath;
  /** Undefined: it was not there, or was removed. */
  readonly base: unknown;
  readonly ours: unknown;
  readonly theirs: unknown;
}

export interface Merged<T> {
  readonly document: T;
  readonly conflicts: readonly Conflict[];
}

/** Merges two descendants of one document. Equal changes on both sides are no conflict. */
export function mergeDocuments<T>(base: T, ours: T, theirs: T): Merged<T> {
  const conflicts: Conflict[] = [];
  const document = merge(base, ours, theirs, [], conflicts) as T;
  return { document, conflicts };
}

type Item = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Item =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function merge(base: unknown, ours: unknown, theirs: unknown, path: ItemPath, conflicts: Conflict[]): unknown {
  if (sameContent(ours, theirs) || sameContent(base, theirs)) return ours;
  if (sameContent(base, ours)) return theirs;
  if (isObject(ours) && isObject(theirs))
    return mergeObjects(isObject(base) ? base : {}, ours, theirs, path, conflicts);
  if (Array.isArray(ours) && Array.isArray(theirs)) {
    const before = Array.isArray(base) ? base : [];
    const key = itemKeyOf(before, ours, theirs);
    if (key !== undefined) return mergeLists(before as Item[], ours as Item[], theirs as Item[], key, path, conflicts);
  }
  conflicts.push({ path, base, ours, theirs });
  // A removal gives way to a change: what someone worked on is kept.
  return ours === undefined ? theirs : ours;
}

function mergeObjects(base: Item, ours: Item, theirs: Item, path: ItemPath, conflicts: Conflict[]): Item {
  const result: Record<string, unknown> = {};
  for (const key of new Set([...Object.keys(ours), ...Object.keys(theirs)])) {
    const value = merge(base[key], ours[key], theirs[key], [...path, key], conflicts);
    if (value !== undefined) result[key] = value;
  }
  return result;
}

function mergeLists(
  base: readonly Item[],
  ours: readonly Item[],
  theirs: readonly Item[],
  key: string,
  path: ItemPath,
  conflicts: Conflict[],
): readonly unknown[] {
  const step = (item: Item): ItemStep => ({ [key]: item[key] as string });
  const at = (list: readonly Item[], item: Item) => list[findItem(list, step(item))];
  const merged = new Map<string, unknown>();
  for (const item of [...ours, ...theirs]) {
    const id = item[key] as string;
    if (merged.has(id)) continue;
    const value = merge(at(base, item), at(ours, item), at(theirs, item), [...path, step(item)], conflicts);
    if (value !== undefined) merged.set(id, value);
  }
  const reordered = orderChanged(base, ours, key) ? ours : theirs;
  const other = reordered === ours ? theirs : ours;
  const order = weave(
    reordered.map((item) => item[key] as string),
    other.map((item) => item[key] as string),
  );
  return order.filter((id) => merged.has(id)).map((id) => merged.get(id));
}

/** Do the items that both lists have stand in another order? */
function orderChanged(base: readonly Item[], ours: readonly Item[], key: string): boolean {
  const ids = (list: readonly Item[], other: readonly Item[]) =>
    list.map((item) => item[key] as string).filter((id) => findItem(other, { [key]: id }) >= 0);
  return ids(base, ours).join('\n') !== ids(ours, base).join('\n');
}

/** The first list's order; what only the second has comes after the item it follows there. */
function weave(first: readonly string[], second: readonly string[]): readonly string[] {
  const order = [...first];
  second.forEach((id, i) => {
    if (order.includes(id)) return;
    const before = i === 0 ? -1 : order.indexOf(second[i - 1]!);
    order.splice(before + 1, 0, id);
  });
  return order;
}
