/**
 * Edits of a document as data. Each application gives the new document (the old one is untouched, what did not change is
 * shared) and the inverse operation; a gesture is a group. Undo is applying the inverse, redo applying its inverse.
 */
import { findItem, pathWords, readItem, stepOf, type ItemPath, type Step } from './items.js';

/**
 * `set` and `unset` a key of an object, or `set` an item of a list; `insert`, `remove` and `move` items of lists.
 * `after` names the item before the place, null is the first place; an item that is gone means the last place.
 */
export type Operation =
  | { readonly op: 'set'; readonly path: ItemPath; readonly value: unknown }
  | { readonly op: 'unset'; readonly path: ItemPath }
  | { readonly op: 'insert'; readonly path: ItemPath; readonly value: unknown; readonly after: Step | null }
  | { readonly op: 'remove'; readonly path: ItemPath }
  | { readonly op: 'move'; readonly path: ItemPath; readonly to?: ItemPath; readonly after: Step | null }
  | { readonly op: 'group'; readonly label?: string; readonly operations: readonly Operation[] };

/** The operation speaks of something that is not there (any more). */
export class OperationError extends Error {
  constructor(
    readonly path: ItemPath,
    message: string,
  ) {
    super(message);
    this.name = 'OperationError';
  }
}

export interface Applied<T> {
  readonly document: T;
  readonly inverse: Operation;
}

/** Applies one operation; throws OperationError and changes nothing when it does not fit. */
export function applyOperation<T>(document: T, operation: Operation): Applied<T> {
  const { value, inverse } = apply(document, operation);
  return { document: value as T, inverse };
}

interface Result {
  readonly value: unknown;
  readonly inverse: Operation;
}

function apply(document: unknown, operation: Operation): Result {
  switch (operation.op) {
    case 'set':
      return set(document, operation.path, operation.value);
    case 'unset':
      return unset(document, operation.path);
    case 'insert':
      return insert(document, operation.path, operation.value, operation.after);
    case 'remove':
      return remove(document, operation.path);
    case 'move':
      return move(document, operation);
    case 'group':
      return group(document, operation.operations);
  }
}

function set(document: unknown, path: ItemPath, value: unknown): Result {
  const { holder, step } = splitPath(path);
  let before: unknown;
  const next = update(document, holder, (node) => {
    if (Array.isArray(node)) {
      const index = indexIn(node, step, path);
      before = node[index];
      return node.with(index, value);
    }
    const object = objectAt(node, path);
    const key = keyOf(step, path);
    before = Object.hasOwn(object, key) ? object[key] : undefined;
    return { ...object, [key]: value };
  });
  const back = renamed(document, next, path);
  const inverse: Operation =
    before === undefined ? { op: 'unset', path: back } : { op: 'set', path: back, value: before };
  return { value: next, inverse };
}

function unset(document: unknown, path: ItemPath): Result {
  const { holder, step } = splitPath(path);
  let before: unknown;
  const next = update(document, holder, (node) => {
    const object = objectAt(node, path);
    const key = keyOf(step, path);
    if (!Object.hasOwn(object, key)) throw lost(path);
    before = object[key];
    const { [key]: _gone, ...rest } = object;
    return rest;
  });
  return { value: next, inverse: { op: 'set', path: renamed(document, next, path), value: before } };
}

/** The same place in the changed document: an item whose key was edited has another name there. */
function renamed(before: unknown, after: unknown, path: ItemPath): ItemPath {
  let old = before;
  let now = after;
  return path.map((step) => {
    if (Array.isArray(old) && Array.isArray(now)) {
      const index = findItem(old, step);
      const name = stepOf(now, index);
      [old, now] = [old[index], now[index]];
      return name;
    }
    [old, now] = [readItem(old, [step]), readItem(now, [step])];
    return step;
  });
}

function insert(document: unknown, path: ItemPath, value: unknown, after: Step | null): Result {
  let inverse: Operation | undefined;
  const next = update(document, path, (node) => {
    if (!Array.isArray(node)) throw lost(path);
    const index = placeAfter(node, after);
    const changed: unknown[] = node.toSpliced(index, 0, value);
    inverse = { op: 'remove', path: [...path, stepOf(changed, index)] };
    return changed;
  });
  return { value: next, inverse: inverse! };
}

function remove(document: unknown, path: ItemPath): Result {
  const { holder, step } = splitPath(path);
  let inverse: Operation | undefined;
  const next = update(document, holder, (node) => {
    if (!Array.isArray(node)) throw lost(path);
    const index = indexIn(node, step, path);
    const changed: unknown[] = node.toSpliced(index, 1);
    // Named as in the shorter list, because that is the list the way back meets.
    const after = index === 0 ? null : stepOf(changed, index - 1);
    inverse = { op: 'insert', path: holder, value: node[index], after };
    return changed;
  });
  return { value: next, inverse: inverse! };
}

function move(document: unknown, operation: Extract<Operation, { op: 'move' }>): Result {
  const { path, after } = operation;
  const { holder } = splitPath(path);
  const to = operation.to ?? holder;
  if (to.length >= path.length && path.every((step, i) => sameStep(step, to[i]!))) {
    throw new OperationError(path, `"${pathWords(path)}" cannot be moved into itself.`);
  }
  const item = readItem(document, path);
  const taken = remove(document, path);
  const put = insert(taken.value, to, item, after);
  const back = taken.inverse as Extract<Operation, { op: 'insert' }>;
  const here = put.inverse as Extract<Operation, { op: 'remove' }>;
  return { value: put.value, inverse: { op: 'move', path: here.path, to: back.path, after: back.after } };
}

function group(document: unknown, operations: readonly Operation[]): Result {
  let value = document;
  const inverses: Operation[] = [];
  for (const operation of operations) {
    const result = apply(value, operation);
    value = result.value;
    inverses.unshift(result.inverse);
  }
  return { value, inverse: { op: 'group', operations: inverses } };
}

/* ------------------------------------------------------------ walking */

/** Copies the nodes on the way to `path` and replaces the last one. */
function update(node: unknown, path: ItemPath, change: (node: unknown) => unknown, done: ItemPath = []): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return change(node);
  const here = [...done, step];
  if (Array.isArray(node)) {
    const index = indexIn(node, step, here);
    return node.with(index, update(node[index], rest, change, here));
  }
  const object = objectAt(node, here);
  const key = keyOf(step, here);
  if (!Object.hasOwn(object, key)) throw lost(here);
  return { ...object, [key]: update(object[key], rest, change, here) };
}

function splitPath(path: ItemPath): { readonly holder: ItemPath; readonly step: Step } {
  const step = path.at(-1);
  if (step === undefined) throw new OperationError(path, 'An operation needs a place inside the document.');
  return { holder: path.slice(0, -1), step };
}

function indexIn(list: readonly unknown[], step: Step, path: ItemPath): number {
  const index = findItem(list, step);
  if (index < 0) throw lost(path);
  return index;
}

function placeAfter(list: readonly unknown[], after: Step | null): number {
  if (after === null) return 0;
  const index = findItem(list, after);
  return index < 0 ? list.length : index + 1;
}

function objectAt(node: unknown, path: ItemPath): Readonly<Record<string, unknown>> {
  if (typeof node !== 'object' || node === null || Array.isArray(node)) throw lost(path);
  return node as Readonly<Record<string, unknown>>;
}

function keyOf(step: Step, path: ItemPath): string {
  if (typeof step !== 'string' || step === '__proto__') throw lost(path);
  return step;
}

const sameStep = (a: Step, b: Step) => JSON.stringify(a) === JSON.stringify(b);
const lost = (path: ItemPath) => new OperationError(path, `The document has nothing at "${pathWords(path)}".`);
