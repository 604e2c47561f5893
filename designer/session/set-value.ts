/** Operations that an inspector makes: a value set or emptied, wherever it stands, what is around it made or tidied. Pure. */
import { findItem, readItem, stepOf, type ItemPath } from '../../metadata/document/items.js';
import type { Operation } from '../../metadata/document/operations.js';
import type { Keys } from '../json/json-tree.js';
import { isObject } from '../json/schema-walk.js';

/** Sets the value at a path, with the objects that lead there; undefined takes it away, and objects left empty with it. */
export function setOperation(document: unknown, path: ItemPath, value: unknown): Operation {
  return value === undefined ? unsetOperation(document, path) : filledOperation(document, path, value);
}

function filledOperation(document: unknown, path: ItemPath, value: unknown): Operation {
  let length = path.length - 1;
  let put = value;
  // The nearest object that is there takes what leads on from it.
  while (length > 0 && readItem(document, path.slice(0, length)) === undefined) {
    put = { [String(path[length])]: put };
    length--;
  }
  return { op: 'set', path: path.slice(0, length + 1), value: put };
}

function unsetOperation(document: unknown, path: ItemPath): Operation {
  let length = path.length;
  while (length > 1) {
    const holder = readItem(document, path.slice(0, length - 1));
    const isLast = isObject(holder) && Object.keys(holder).length === 1 && typeof path[length - 2] === 'string';
    if (!isLast) break;
    length--;
  }
  const place = path.slice(0, length);
  return readItem(document, place) === undefined ? { op: 'group', operations: [] } : { op: 'unset', path: place };
}

/** Adds an item at the end of a list, or after one of its items; the list is made where there is none. */
export function addOperation(document: unknown, list: ItemPath, item: unknown, after?: ItemPath): Operation {
  const held = readItem(document, list);
  if (!Array.isArray(held)) return setOperation(document, list, [item]);
  const place = after?.at(-1) ?? (held.length === 0 ? null : stepOf(held, held.length - 1));
  return { op: 'insert', path: list, value: item, after: place };
}

/** Moves an item by so many places in its list; undefined at the end of the way. */
export function shiftOperation(document: unknown, path: ItemPath, by: -1 | 1): Operation | undefined {
  const list = readItem(document, path.slice(0, -1));
  const step = path.at(-1);
  if (!Array.isArray(list) || step === undefined) return undefined;
  const index = findItem(list, step);
  const to = index + by;
  if (index < 0 || to < 0 || to >= list.length) return undefined;
  const rest = list.toSpliced(index, 1);
  return { op: 'move', path, after: to === 0 ? null : stepOf(rest, to - 1) };
}

/** Keys and positions as JSON has them, of a path that names items; undefined when it leads nowhere. */
export function keysOfPath(document: unknown, path: ItemPath): Keys | undefined {
  const keys: (string | number)[] = [];
  let at = document;
  for (const step of path) {
    const key = Array.isArray(at) ? findItem(at, step) : step;
    if (key === -1 || typeof key === 'object') return undefined;
    keys.push(key);
    at = Array.isArray(at) ? (at[Number(key)] as unknown) : isObject(at) ? at[String(key)] : undefined;
  }
  return keys;
}

/** The path that still leads there when other items come and go. */
export function pathOfKeys(document: unknown, keys: Keys): ItemPath {
  const path: ItemPath[number][] = [];
  let at = document;
  for (const key of keys) {
    if (Array.isArray(at)) {
      const index = Number(key);
      path.push(stepOf(at, index));
      at = at[index];
    } else {
      path.push(String(key));
      at = isObject(at) ? at[String(key)] : undefined;
    }
  }
  return path;
}
