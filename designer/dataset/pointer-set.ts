/** Changes one value inside plain data. Pure. */
import { pointerKeys } from '../../metadata/document/pointer.js';
import { isObject } from '../json/schema-walk.js';

export const keysOfPointer = (pointer: string): readonly (string | number)[] => pointerKeys(pointer);

/** What leads nowhere stays as it is. */
export function setAt(held: unknown, keys: readonly (string | number)[], change: (value: unknown) => unknown): unknown {
  const [key, ...rest] = keys;
  if (key === undefined) return change(held);
  if (Array.isArray(held)) {
    const index = Number(key);
    return index in held ? held.with(index, setAt(held[index], rest, change)) : held;
  }
  if (!isObject(held) || !Object.hasOwn(held, key)) return held;
  return { ...held, [key]: setAt(held[key], rest, change) };
}
