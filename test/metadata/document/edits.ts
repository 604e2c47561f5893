/** Random edits that fit a document: what a designer could do with it. */
import { itemKeyOf, readItem, stepOf, type ItemPath } from '../../../metadata/document/items.js';
import type { Operation } from '../../../metadata/document/operations.js';

export interface Choice {
  readonly place: number;
  readonly how: number;
  readonly value: number;
}

interface Place {
  readonly path: ItemPath;
  readonly value: unknown;
  readonly inList: boolean;
}

/** Every place below the root, the envelope's kind, id, name and schema left alone. */
function placesOf(document: unknown): readonly Place[] {
  const places: Place[] = [];
  const visit = (value: unknown, path: ItemPath) => {
    if (typeof value !== 'object' || value === null) return;
    const entries = Array.isArray(value)
      ? value.map((item: unknown, i) => [stepOf(value, i), item] as const)
      : Object.entries(value);
    for (const [step, item] of entries) {
      if (path.length === 0 && ['kind', 'id', 'name', 'schema'].includes(String(step))) continue;
      places.push({ path: [...path, step], value: item, inList: Array.isArray(value) });
      visit(item, [...path, step]);
    }
  };
  visit(document, []);
  return places;
}

/** One operation that fits the document as it is now. `tag` keeps new ids of different people apart. */
export function operationFor(document: unknown, choice: Choice, tag = 'x'): Operation {
  const places = placesOf(document);
  const place = places[choice.place % Math.max(1, places.length)];
  if (!place) return { op: 'set', path: ['label'], value: `${tag}${choice.value}` };
  const lists = places.filter((each) => Array.isArray(each.value));
  const list = lists[choice.place % Math.max(1, lists.length)];
  const fresh = { id: `${tag}${choice.value}`, name: `${tag}${choice.value}`, path: `${tag}${choice.value}` };
  switch (choice.how % 5) {
    case 0:
      if (list) {
        const items = list.value as unknown[];
        const after = items.length === 0 ? null : stepOf(items, choice.value % items.length);
        return { op: 'insert', path: list.path, value: itemKeyOf(items) ? fresh : choice.value, after };
      }
      return { op: 'set', path: ['label'], value: `${tag}${choice.value}` };
    case 1:
      if (place.inList) return { op: 'remove', path: place.path };
      return { op: 'unset', path: place.path };
    case 2:
      if (place.inList) {
        const items = readItem(document, place.path.slice(0, -1)) as unknown[];
        return {
          op: 'move',
          path: place.path,
          after: choice.value % 2 ? null : stepOf(items, choice.value % items.length),
        };
      }
      return { op: 'set', path: place.path, value: choice.value };
    case 3:
      return {
        op: 'set',
        path: place.path,
        value: choice.value % 2 ? `${tag}${choice.value}` : { id: `${tag}${choice.value}` },
      };
    default:
      return {
        op: 'group',
        operations: [
          { op: 'set', path: ['label'], value: `${tag}${choice.value}` },
          { op: 'set', path: ['note'], value: choice.value },
        ],
      };
  }
}
