/** Where a block goes by a key: a field one place or one row on, other blocks one place on, over the edges of sections. Pure. */
import type { FormNode } from '../../../metadata/schema/entity.js';
import { placeFields } from '../../../runtime/record/form-places.js';
import { findNode, lastIn, nodesIn, type Found, type Place } from './form-tree.js';

export type Direction = 'up' | 'down' | 'left' | 'right';

/** Undefined at the end of the way. */
export function placeBeyond(form: unknown, id: string, direction: Direction): Place | undefined {
  const found = findNode(form, id);
  if (!found) return undefined;
  const isBack = direction === 'up' || direction === 'left';
  const isRow = direction === 'up' || direction === 'down';
  const { siblings, index } = found;
  if (found.node.type === 'field' && isRow && found.holder?.type === 'section') {
    const row = rowBeyond(siblings, index, isBack);
    if (row !== undefined) return place(found, row, isBack);
  } else {
    // Blocks that the form shows elsewhere (tabs among the rest) are passed over.
    const to = nextLike(siblings, index, isBack);
    if (to !== undefined) return place(found, to, isBack);
  }
  return overEdge(form, found, isBack);
}

/** Beside a sibling: before it on the way back, else after it. */
function place({ holder, siblings, index }: Found, to: number, isBack: boolean): Place {
  const rest = siblings.toSpliced(index, 1);
  const target = siblings[to]!;
  const at = rest.indexOf(target);
  return { holder: holder?.id, after: isBack ? (rest[at - 1]?.id ?? null) : target.id };
}

function nextLike(siblings: readonly FormNode[], index: number, isBack: boolean): number | undefined {
  const isTab = siblings[index]!.type === 'tab';
  const step = isBack ? -1 : 1;
  for (let at = index + step; at >= 0 && at < siblings.length; at += step) {
    if ((siblings[at]!.type === 'tab') === isTab) return at;
  }
  return undefined;
}

/** The sibling in the next row that stands nearest to the same column; undefined without such a row. */
function rowBeyond(siblings: readonly FormNode[], index: number, isBack: boolean): number | undefined {
  const places = placeFields(siblings);
  const at = (node: FormNode) => ({ column: Number.parseInt(places.get(node.id)!.at, 10), row: places.get(node.id)!.row });
  const own = at(siblings[index]!);
  const row = own.row + (isBack ? -1 : 1);
  const candidates = siblings.map((node, i) => ({ i, ...at(node) })).filter((each) => each.row === row);
  candidates.sort((a, b) => Math.abs(a.column - own.column) - Math.abs(b.column - own.column));
  return candidates[0]?.i;
} // prettier-ignore

/** Into the neighbour of what holds it: from section to section, from tab to tab. */
function overEdge(form: unknown, { node, holder }: Found, isBack: boolean): Place | undefined {
  if (!holder) return undefined;
  const around = findNode(form, holder.id)!;
  const step = isBack ? -1 : 1;
  for (let at = around.index + step; at >= 0 && at < around.siblings.length; at += step) {
    const next = around.siblings[at]!;
    if (next.type === holder.type) return entry(form, next, node, isBack);
  }
  // Beyond the last section of a tab stands the next tab.
  if (holder.type !== 'section' || !around.holder) return undefined;
  const tab = findNode(form, around.holder.id)!;
  for (let at = tab.index + step; at >= 0 && at < tab.siblings.length; at += step) {
    const next = tab.siblings[at]!;
    if (next.type !== 'tab') continue;
    const sections = nodesIn(next).filter(({ type }) => type === 'section');
    const section = isBack ? sections.at(-1) : sections[0];
    return entry(form, section ?? next, node, isBack);
  }
  return undefined;
}

const entry = (form: unknown, holder: FormNode, _node: FormNode, isBack: boolean): Place => ({
  holder: holder.id,
  after: isBack ? lastIn(form, holder.id) : null,
});

/** The next node for the eyes: arrows walk fields by rows and columns, else in the order of the form. */
export function neighbour(order: readonly string[], id: string | undefined, by: -1 | 1): string | undefined {
  const at = id === undefined ? -1 : order.indexOf(id);
  if (at < 0) return by > 0 ? order[0] : order.at(-1);
  return order[Math.max(0, Math.min(order.length - 1, at + by))];
}
