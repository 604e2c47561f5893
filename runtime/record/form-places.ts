/** Where fields stand in a form: columns and rows, and the anchors that the error summary links to. Pure. */
import type { FormNode } from '../../metadata/schema/entity.js';

/** Where the error summary's links lead. */
export const anchorOf = (path: string): string => `at${path.replaceAll('/', '-')}`;

/** Column and row of each node in twelve columns, as if all were visible: so none moves when another hides. */
export function placeFields(
  nodes: readonly FormNode[],
): ReadonlyMap<string, { readonly at: string; readonly row: number }> {
  const places = new Map<string, { at: string; row: number }>();
  let row = 1;
  let used = 0;
  for (const node of nodes) {
    const span = node.type === 'field' ? (node.span ?? 4) : 12;
    if (used + span > 12) {
      row += 1;
      used = 0;
    }
    places.set(node.id, { at: `${used + 1} / span ${span}`, row });
    used += span;
  }
  return places;
}
