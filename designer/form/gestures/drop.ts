/**
 * What a drop does: the place that a block may take nearest to where it was let go, and the operation that puts it there.
 * Tabs stand side by side in the form; sections in the form or a tab; fields in sections; other blocks anywhere but in each
 * other. Pure.
 */
import type { Operation } from '../../../metadata/document/operations.js';
import type { FormNode } from '../../../metadata/schema/entity.js';
import { findNode, freeId, lastIn, listPath, nodesIn, type NodeType, type Place } from './form-tree.js';

/** A node of the form by its id, or one that is new. */
export type Dragged = { readonly id: string } | { readonly node: FormNode };

/** A place where a block of a type may stand; `wrap`: in a section of its own that is made there. */
export interface FitPlace extends Place {
  readonly wrap?: true;
}

export interface Drop {
  readonly operation: Operation;
  readonly place: FitPlace;
  /** The node that was put there. */
  readonly id: string;
}

/** The place nearest to a wished one where a block of this type may stand. */
export function fitPlace(form: unknown, type: NodeType, place: Place): FitPlace {
  const holder = place.holder === undefined ? undefined : findNode(form, place.holder);
  if (holder === undefined && place.holder !== undefined) return fitPlace(form, type, { holder: undefined, after: lastIn(form, undefined) }); // prettier-ignore
  if (type === 'tab') return holder ? { holder: undefined, after: topOf(form, holder.node.id) } : place;
  if (type === 'section') {
    return holder?.node.type === 'section' ? { holder: holder.holder?.id, after: holder.node.id } : place;
  }
  // Loose in the form beside tabs, a block would be shown on the first of them: it is put into that.
  if (!holder) {
    const beside = place.after === null ? undefined : findNode(form, place.after)?.node;
    const tab = beside?.type === 'tab' ? beside : nodesIn(form).find((node) => node.type === 'tab');
    if (tab && (beside === undefined || beside.type === 'tab')) {
      const after = beside?.type === 'tab' ? lastIn(form, tab.id) : null;
      return fitPlace(form, type, { holder: tab.id, after });
    }
  }
  if (type !== 'field' || holder?.node.type === 'section') return place;
  // A field beside sections goes into the one before, else into the one after.
  const siblings = nodesIn(holder?.node ?? form);
  const index = place.after === null ? -1 : siblings.findIndex(({ id }) => id === place.after);
  const before = siblings[index];
  if (before?.type === 'section') return { holder: before.id, after: lastIn(form, before.id) };
  const next = siblings[index + 1];
  if (next?.type === 'section') return { holder: next.id, after: null };
  return { ...place, wrap: true };
}

/** The tab or other node of the form itself that a node stands in. */
function topOf(form: unknown, id: string): string {
  let found = findNode(form, id);
  while (found?.holder) found = findNode(form, found.holder.id);
  return found?.node.id ?? id;
}

/** Puts a block where it was let go; undefined when it stands there already, or would stand in itself. */
export function dropOperation(form: unknown, dragged: Dragged, wished: Place): Drop | undefined {
  const moved = 'id' in dragged ? findNode(form, dragged.id) : undefined;
  const node = 'node' in dragged ? dragged.node : moved?.node;
  if (!node) return undefined;
  if (moved && (wished.holder === node.id || isIn(form, wished.holder, node.id))) return undefined;
  // Dropped on its own edge: it stays behind what was before it.
  const after = moved && wished.after === node.id ? (moved.siblings[moved.index - 1]?.id ?? null) : wished.after;
  const place = fitPlace(form, node.type, { ...wished, after });
  if (moved && (place.holder === node.id || isIn(form, place.holder, node.id))) return undefined;
  const list = listPath(form, place.holder);
  if (!list) return undefined;
  const step = place.after === null || place.after === node.id ? null : { id: place.after };
  if (place.wrap) {
    const section: FormNode = { id: freeId(form, 's_new', [node.id]), type: 'section', nodes: [node] };
    const put: Operation = { op: 'insert', path: list, value: section, after: step };
    const operation: Operation = moved ? { op: 'group', operations: [{ op: 'remove', path: moved.path }, put] } : put;
    return { operation, place, id: node.id };
  }
  if (!moved) return { operation: { op: 'insert', path: list, value: node, after: step }, place, id: node.id };
  const at = place.after === node.id ? moved.siblings[moved.index - 1]?.id ?? null : place.after; // prettier-ignore
  const stays = moved.holder?.id === place.holder && (moved.siblings[moved.index - 1]?.id ?? null) === at;
  if (stays) return undefined;
  const to = at === null ? null : { id: at };
  return { operation: { op: 'move', path: moved.path, to: list, after: to }, place: { ...place, after: at }, id: node.id };
} // prettier-ignore

/** A node or one that it stands in. */
function isIn(form: unknown, id: string | undefined, of: string): boolean {
  let found = id === undefined ? undefined : findNode(form, id);
  while (found) {
    if (found.node.id === of) return true;
    found = found.holder && findNode(form, found.holder.id);
  }
  return false;
}
