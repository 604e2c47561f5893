/**
 * Changes between two documents, gathered the way people speak of them: one group per item (a field, a column) or per key,
 * however many places inside it changed. Pure; the words are made by change-words.
 */
import type { Change } from '../../metadata/document/diff.js';
import { readItem, type ItemPath } from '../../metadata/document/items.js';
import { below } from '../../metadata/document/pointer.js';
import type { Label } from '../../metadata/value.js';
import { isObject } from '../json/schema-walk.js';

export interface ChangeGroup {
  readonly kind: Change['kind'];
  /** `fields`, or the key itself where no list is meant. */
  readonly list: string;
  /** The item, where one is meant: as it is, or as it was when it is gone. */
  readonly item?: Readonly<Record<string, unknown>>;
  /** What changed inside the item. */
  readonly keys: readonly string[];
  /** What the item's `type` was, when that changed. */
  readonly typeBefore?: string;
  /** JSON pointer in the new document; of what is gone that of its list. */
  readonly pointer: string;
}

/** `after` is the new document, which knows the names of items that only changed inside. */
export function groupChanges(details: readonly Change[], after: unknown): readonly ChangeGroup[] {
  const groups = new Map<string, ChangeGroup>();
  for (const detail of details) {
    // The innermost item is the one people speak of: a field node, not the tab it stands in.
    const at = detail.path.findLastIndex((step) => typeof step === 'object');
    const end = at < 0 ? 1 : at + 1;
    const path = detail.path.slice(0, end);
    const name = JSON.stringify(path);
    const held = groups.get(name);
    const key = detail.path[end];
    const item = at < 0 ? undefined : itemOf(detail, path, after);
    const typeBefore = at >= 0 && key === 'type' ? String(detail.before) : held?.typeBefore;
    groups.set(name, {
      // An item that moved and changed has changed.
      kind: key === undefined && !(held && detail.kind === 'moved') ? detail.kind : 'changed',
      list: String(path[Math.max(0, at - 1)]),
      keys: [...new Set([...(held?.keys ?? []), ...(key === undefined ? [] : [String(key)])])],
      pointer: pointerOf(path, after),
      ...(item ? { item } : {}),
      ...(typeBefore === undefined ? {} : { typeBefore }),
    });
  }
  return [...groups.values()];
}

function itemOf(detail: Change, path: ItemPath, after: unknown): ChangeGroup['item'] | undefined {
  const item = readItem(after, path) ?? detail.after ?? detail.before;
  return isObject(item) ? item : undefined;
}

/** Items stand at their position in the new document. */
function pointerOf(path: ItemPath, after: unknown): string {
  let pointer = '';
  let at = after;
  for (const step of path) {
    if (typeof step !== 'object') {
      pointer = below(pointer, step);
      at = isObject(at) ? at[step] : undefined;
      continue;
    }
    const [key, value] = Object.entries(step)[0]!;
    const index = Array.isArray(at) ? at.findIndex((item) => isObject(item) && item[key] === value) : -1;
    if (index < 0) return pointer;
    pointer = below(pointer, index);
    at = (at as unknown[])[index];
  }
  return pointer;
}

/** What an item is called: its label, else what names it. */
export function nameOfItem(item: Readonly<Record<string, unknown>>, label: (label: Label) => string): string {
  if (item['label'] !== undefined) return label(item['label'] as Label);
  const name = item['name'] ?? item['field'] ?? item['path'] ?? item['code'] ?? item['entity'] ?? item['id'];
  return typeof name === 'string' ? name : '';
}
