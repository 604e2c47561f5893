/** The nodes of a form document while it is edited: it may be wrong, so what is no node is passed over. Pure. */
import type { ItemPath } from '../../../metadata/document/items.js';
import type { FormNode } from '../../../metadata/schema/entity.js';
import { isObject } from '../../json/schema-walk.js';

export type NodeType = FormNode['type'];

/** A place among the nodes of a tab or section; undefined is the form itself. `after` null is the first place. */
export interface Place {
  readonly holder: string | undefined;
  readonly after: string | null;
}

export interface Found {
  readonly node: FormNode;
  readonly path: ItemPath;
  readonly holder: FormNode | undefined;
  readonly siblings: readonly FormNode[];
  readonly index: number;
}

const isNode = (value: unknown): value is FormNode =>
  isObject(value) && typeof value['id'] === 'string' && typeof value['type'] === 'string';

/** The nodes directly in a form, tab or section. */
export function nodesIn(holder: unknown): readonly FormNode[] {
  const nodes = isObject(holder) ? holder['nodes'] : undefined;
  return Array.isArray(nodes) ? nodes.filter(isNode) : [];
}

/** Every node with where it stands, in the order in which it is read. */
export function allNodes(form: unknown): readonly Found[] {
  return inside(form, [], undefined);
}

function inside(holder: unknown, path: ItemPath, parent: FormNode | undefined): readonly Found[] {
  const siblings = nodesIn(holder);
  return siblings.flatMap((node, index) => {
    const at = [...path, 'nodes', { id: node.id }];
    return [{ node, path: at, holder: parent, siblings, index }, ...inside(node, at, node)];
  });
}

export const findNode = (form: unknown, id: string): Found | undefined =>
  allNodes(form).find(({ node }) => node.id === id);

/** The list of nodes that a place is in; undefined when its holder is gone. */
export function listPath(form: unknown, holder: string | undefined): ItemPath | undefined {
  if (holder === undefined) return ['nodes'];
  const path = findNode(form, holder)?.path;
  return path && [...path, 'nodes'];
}

export const lastIn = (form: unknown, holder: string | undefined): string | null =>
  nodesIn(holder === undefined ? form : findNode(form, holder)?.node).at(-1)?.id ?? null;

/** An id that no node has: the wished one, else with a number. */
export function freeId(form: unknown, wish: string, more: Iterable<string> = []): string {
  const taken = new Set([...allNodes(form).map(({ node }) => node.id), ...more]);
  const base = wish.slice(0, 36);
  if (!taken.has(base)) return base;
  for (let n = 2; ; n++) if (!taken.has(`${base}_${n}`)) return `${base}_${n}`;
}

/** Names of the fields that stand on a form, as fields or sub-tables. */
export function shownFields(form: unknown): ReadonlySet<string> {
  return new Set(
    allNodes(form).flatMap(({ node }) => (node.type === 'field' || node.type === 'subTable' ? [node.field] : [])),
  );
}

/** The node that a selected path of the document is in or is; undefined for the form itself. */
export function nodeAt(form: unknown, path: ItemPath): string | undefined {
  const within = allNodes(form).filter(({ path: at }) => at.length <= path.length && at.every((step, i) => JSON.stringify(step) === JSON.stringify(path[i]))); // prettier-ignore
  return within.at(-1)?.node.id;
}
