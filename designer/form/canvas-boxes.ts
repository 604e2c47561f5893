/** Where the blocks of a form stand on the canvas, measured from the real elements. */
import type { FormNode } from '../../metadata/schema/entity.js';
import type { Box } from './gestures/drop-places.js';
import { nodesIn } from './gestures/form-tree.js';
import type { TdFormPage } from './preview/form-page.js';
import type { ShownForm } from './preview/shown-form.js';

interface Rect {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Outer blocks before inner ones; pixels from the corner of `frame`. Blocks that are not drawn have no box. */
export function measureBoxes(page: TdFormPage, shown: ShownForm, form: unknown, frame: Element): readonly Box[] {
  const corner = frame.getBoundingClientRect();
  const elements = new Map<string, Element>();
  for (const element of page.view?.renderRoot.querySelectorAll<HTMLElement>('[data-node]') ?? []) {
    const id = element.dataset['node']!;
    if (!elements.has(id)) elements.set(id, element);
  }
  const put = (node: FormNode, holder: string | undefined, { left, top, right, bottom }: Rect): Box => ({
    id: node.id,
    type: node.type,
    holder,
    left: left - corner.left,
    top: top - corner.top,
    width: right - left,
    height: bottom - top,
  });
  const measure = (node: FormNode, holder: string | undefined): readonly Box[] => {
    const inner = nodesIn(node).flatMap((each) => measure(each, node.id));
    const own = elements.get(node.id)?.getBoundingClientRect() ?? around(inner.filter((each) => each.holder === node.id), corner); // prettier-ignore
    return own ? [put(node, holder, own), ...inner] : inner;
  };
  return nodesIn(form).flatMap((node): readonly Box[] => {
    if (node.type !== 'tab') return measure(node, undefined);
    const button = page.renderRoot.querySelector(`#tab-${CSS.escape(node.id)}`)?.getBoundingClientRect();
    const inner = node.id === shown.current ? nodesIn(node).flatMap((each) => measure(each, node.id)) : [];
    return button ? [put(node, undefined, button), ...inner] : inner;
  });
}

/** A section that is drawn as its only table: as large as that. */
function around(boxes: readonly Box[], corner: Rect): Rect | undefined {
  if (boxes.length === 0) return undefined;
  return {
    left: corner.left + Math.min(...boxes.map((box) => box.left)),
    top: corner.top + Math.min(...boxes.map((box) => box.top)),
    right: corner.left + Math.max(...boxes.map((box) => box.left + box.width)),
    bottom: corner.top + Math.max(...boxes.map((box) => box.top + box.height)),
  };
}

/** Pixels that a frame stands outside of its block. */
export const outset = (type: Box['type']): number => ({ tab: 0, section: 9, field: 5 })[type as 'tab'] ?? 6;
