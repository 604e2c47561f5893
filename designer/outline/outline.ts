/** A document as a tree of its parts: every list of parts with its items, at any depth. Pure; the same for every kind. */
import { readItem, stepOf, type ItemPath } from '../../metadata/document/items.js';
import { isObject } from '../json/schema-walk.js';
import { propertiesAt, type PropertiesInput } from '../inspector/properties.js';

export interface OutlineNode {
  /** `list`: a list of parts under its key; `item`: one of them; `part`: a part that stands by itself. */
  readonly role: 'list' | 'item' | 'part';
  readonly path: ItemPath;
  readonly key: string;
  /** From 1. */
  readonly level: number;
  readonly value: unknown;
  readonly nodes: readonly OutlineNode[];
}

/** The parts of the part at a path. */
export function outlineOf(input: PropertiesInput, path: ItemPath = [], level = 1): readonly OutlineNode[] {
  return propertiesAt(input, path).flatMap((property): OutlineNode[] => {
    const { key, control, value } = property;
    if (control === 'items') {
      const items = Array.isArray(value) ? (value as readonly unknown[]) : [];
      const nodes = items.map((item, index): OutlineNode => {
        const at = [...property.path, stepOf(items, index)];
        return { role: 'item', path: at, key, level: level + 1, value: item, nodes: outlineOf(input, at, level + 2) };
      });
      return [{ role: 'list', path: property.path, key, level, value, nodes }];
    }
    if (control !== 'part' || value === undefined) return [];
    const nodes = outlineOf(input, property.path, level + 1);
    // A part without parts of its own is edited with what holds it.
    if (nodes.length === 0) return [];
    return [{ role: 'part', path: property.path, key, level, value, nodes }];
  });
}

/** The rows that are seen: what is closed hides what is in it; lists without items are left out below the first level. */
export function visibleRows(nodes: readonly OutlineNode[], closed: ReadonlySet<string>): readonly OutlineNode[] {
  return nodes.flatMap((node) => {
    if (node.role === 'list' && node.nodes.length === 0 && node.level > 1) return [];
    return closed.has(pathKey(node.path)) ? [node] : [node, ...visibleRows(node.nodes, closed)];
  });
}

export const pathKey = (path: ItemPath): string => JSON.stringify(path);

/** The nearest part around a path that can be selected: an item or a part, not a list. */
export function selectable(document: unknown, path: ItemPath): ItemPath {
  for (let length = path.length; length > 0; length--) {
    const at = path.slice(0, length);
    if (isObject(readItem(document, at))) return at;
  }
  return [];
}
