/**
 * What changed between two documents, item by item: for people as a list of changes, for layers and merges as operations
 * that turn the one into the other. Items are told apart by their key (items.ts); lists without one are one value.
 */
import { labelText, type Label } from '../value.js';
import { sameContent } from './canonical.js';
import { findItem, itemKeyOf, type ItemPath, type ItemStep } from './items.js';
import type { Operation } from './operations.js';

export interface Change {
  readonly path: ItemPath;
  readonly kind: 'added' | 'removed' | 'changed' | 'moved';
  readonly before?: unknown;
  readonly after?: unknown;
  /** One English sentence: `field "email" was added`. */
  readonly words: string;
}

/** Changes in document order; none when the contents are equal. */
export function diffDocuments(before: unknown, after: unknown): readonly Change[] {
  const changes: Change[] = [];
  const operations: Operation[] = [];
  compare(before, after, [], { changes, operations, names: [] });
  return changes;
}

/** Operations that turn `before` into `after`, in the order to apply them. */
export function operationsBetween(before: unknown, after: unknown): readonly Operation[] {
  const operations: Operation[] = [];
  compare(before, after, [], { changes: [], operations, names: [] });
  return operations;
}

interface Out {
  readonly changes: Change[];
  readonly operations: Operation[];
  /** Words for the nodes on the way: `field "email"`. */
  readonly names: readonly string[];
}

type Item = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Item =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function compare(before: unknown, after: unknown, path: ItemPath, out: Out): void {
  if (sameContent(before, after)) return;
  if (isObject(before) && isObject(after)) return compareObjects(before, after, path, out);
  if (Array.isArray(before) && Array.isArray(after)) {
    const key = itemKeyOf(before, after);
    if (key !== undefined) return compareLists(before as Item[], after as Item[], key, path, out);
  }
  out.operations.push({ op: 'set', path, value: after });
  const key = path.at(-1);
  const what = typeof key === 'string' ? `${key} ` : '';
  tell(out, 'changed', path, before, after, `${what}changed from ${shown(before)} to ${shown(after)}`);
}

function compareObjects(before: Item, after: Item, path: ItemPath, out: Out): void {
  for (const key of Object.keys(before)) {
    if (before[key] === undefined || (Object.hasOwn(after, key) && after[key] !== undefined)) continue;
    out.operations.push({ op: 'unset', path: [...path, key] });
    tell(out, 'removed', [...path, key], before[key], undefined, `${key} was removed (it was ${shown(before[key])})`);
  }
  for (const key of Object.keys(after)) {
    if (after[key] === undefined) continue;
    if (!Object.hasOwn(before, key) || before[key] === undefined) {
      out.operations.push({ op: 'set', path: [...path, key], value: after[key] });
      tell(out, 'added', [...path, key], undefined, after[key], `${key} was set to ${shown(after[key])}`);
    } else {
      compare(before[key], after[key], [...path, key], out);
    }
  }
}

function compareLists(before: readonly Item[], after: readonly Item[], key: string, path: ItemPath, out: Out): void {
  const step = (item: Item): ItemStep => ({ [key]: String(item[key]) });
  const noun = singular(path);
  const called = (item: Item) => `${noun} "${nameOf(item)}"`;
  let rest = [...before];
  for (const item of before) {
    if (findItem(after, step(item)) >= 0) continue;
    out.operations.push({ op: 'remove', path: [...path, step(item)] });
    tell(out, 'removed', [...path, step(item)], item, undefined, `${called(item)} was removed`);
    rest = rest.filter((each) => each !== item);
  }
  const stay = longestStay(rest.map((item) => findItem(after, step(item))));
  const fixed = new Set(rest.filter((_, i) => stay.has(i)).map((item) => String(item[key])));
  after.forEach((item, i) => {
    const place = i === 0 ? null : step(after[i - 1]!);
    const held = before[findItem(before, step(item))];
    const itemPath = [...path, step(item)];
    if (!held) {
      out.operations.push({ op: 'insert', path, value: item, after: place });
      tell(out, 'added', itemPath, undefined, item, `${called(item)} was added`);
      return;
    }
    if (!fixed.has(String(item[key]))) {
      out.operations.push({ op: 'move', path: itemPath, after: place });
      tell(out, 'moved', itemPath, undefined, undefined, `${called(item)} was moved`);
    }
    compare(held, item, itemPath, { ...out, names: [...out.names, called(item)] });
  });
}

/** Positions (in the old list) of the longest run that keeps its order: the fewest items are told as moved. */
function longestStay(targets: readonly number[]): ReadonlySet<number> {
  const best: { length: number; before: number }[] = [];
  targets.forEach((target, i) => {
    let found = { length: 1, before: -1 };
    for (let j = 0; j < i; j++) {
      if (targets[j]! < target && best[j]!.length + 1 > found.length)
        found = { length: best[j]!.length + 1, before: j };
    }
    best.push(found);
  });
  const stay = new Set<number>();
  let at = best.reduce((top, each, i) => (each.length > (best[top]?.length ?? 0) ? i : top), -1);
  for (; at >= 0; at = best[at]!.before) stay.add(at);
  return stay;
}

function tell(out: Out, kind: Change['kind'], path: ItemPath, before: unknown, after: unknown, words: string): void {
  const where = out.names.length > 0 ? `${out.names.join(', ')}: ` : '';
  out.changes.push({
    path,
    kind,
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
    words: where + words,
  });
}

/** `fields` to `field`: what an item of the list is called. */
function singular(path: ItemPath): string {
  const name = [...path].reverse().find((step) => typeof step === 'string') ?? 'item';
  if (name.endsWith('ies')) return `${name.slice(0, -3)}y`;
  return name.endsWith('s') ? name.slice(0, -1) : name;
}

function nameOf(item: Item): string {
  const name = item['name'] ?? item['field'] ?? item['path'] ?? item['code'] ?? item['entity'];
  if (typeof name === 'string') return name;
  return labelText(item['label'] as Label | undefined, 'en', String(item['id'] ?? ''));
}

function shown(value: unknown): string {
  if (typeof value === 'string') return `"${value.length > 60 ? `${value.slice(0, 59)}…` : value}"`;
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
