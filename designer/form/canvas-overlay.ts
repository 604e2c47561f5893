/** What is laid over the real form: frames of the blocks, the tools of the selected one, the line of a drop. Templates only. */
import { html, nothing } from 'lit';
import { below } from '../../metadata/document/pointer.js';
import type { FormDocument } from '../../metadata/schema/entity.js';
import type { Problem } from '../../metadata/value.js';
import type { Host } from '../../runtime/host/host.js';
import { iconButton } from '../../runtime/ui/parts.js';
import type { OpenDocument } from '../session/open-document.js';
import { keysOfPath } from '../session/set-value.js';
import type { Words } from '../session/words.js';
import { blockWord } from './block-words.js';
import { outset } from './canvas-boxes.js';
import type { FormActs } from './form-acts.js';
import type { CanvasDevice } from './form-bar.js';
import type { Carried } from './form-desk.js';
import type { Box, DropPlace } from './gestures/drop-places.js';
import { visibilityOf } from './gestures/edits.js';
import { findNode } from './gestures/form-tree.js';
import { blockNode } from './gestures/new-nodes.js';

export interface Dragging extends DropPlace {
  readonly carried: Carried;
  readonly says: string;
}

/** What the templates need of the canvas. */
export interface OverlayParts {
  readonly host: Host;
  readonly open: OpenDocument;
  readonly acts: FormActs;
  readonly problems: readonly Problem[];
  readonly boxes: readonly Box[];
  readonly device: CanvasDevice;
  readonly dragging: Dragging | undefined;
  readonly frameWidth: number;
  /** Of the page's head with its tabs; undefined until it is there. */
  readonly headHeight: number | undefined;
  readonly w: Words['text'];
  openMenu(id: string, anchor: HTMLElement): void;
  stretch(event: PointerEvent, box: Box): void;
}

/** The form itself: the head of the page. */
export function rootFrame(canvas: OverlayParts) {
  const isSelected = canvas.acts.selected === undefined;
  const top = Math.min(...canvas.boxes.filter(({ type }) => type === 'tab').map((box) => box.top), canvas.headHeight ?? 80);
  return html`<div
    class="box root"
    role="treeitem"
    data-id=""
    aria-level="1"
    aria-label=${canvas.w('form.itself', { name: canvas.host.i18n.label((canvas.open.value as FormDocument).label, canvas.open.key.name) })}
    aria-selected=${isSelected}
    tabindex=${isSelected ? '0' : '-1'}
    style="left:4px;top:4px;right:4px;height:${top - 8}px"
  ></div>`;
} // prettier-ignore

export function blockFrame(canvas: OverlayParts, box: Box, hidden: ReadonlySet<string>) {
  const { id, type } = box;
  const found = findNode(canvas.open.value, id);
  if (!found) return nothing;
  const out = outset(type);
  const isSelected = canvas.acts.selected === id;
  const isHidden = hidden.has(id);
  const level = 2 + (found.path.length / 2 - 1);
  const pointer = below('', ...(keysOfPath(canvas.open.value, found.path) ?? []));
  const isBad = canvas.problems.some(({ path, severity }) => severity !== 'warning' && (path === pointer || (path.startsWith(`${pointer}/`) && !path.startsWith(`${pointer}/nodes/`)))); // prettier-ignore
  const { carried } = canvas.dragging ?? {};
  const words = [canvas.acts.label(id), canvas.w(blockWord(type)), ...(isHidden ? [canvas.w('form.isHidden')] : []), ...(isBad ? [canvas.w('problems.error')] : [])];
  return html`<div
    class="box ${type} ${isHidden ? 'hidden' : ''} ${carried?.kind === 'move' && carried.id === id ? 'carried' : ''}"
    role="treeitem"
    data-id=${id}
    aria-level=${level}
    aria-label=${words.join(', ')}
    aria-selected=${isSelected}
    data-tip=${isHidden ? canvas.w('form.isHidden') : nothing}
    tabindex=${isSelected ? '0' : '-1'}
    style="left:${box.left - out}px;top:${box.top - out}px;width:${box.width + 2 * out}px;height:${box.height + 2 * out}px"
  >${isBad ? html`<span class="bad"></span>` : nothing}</div>`;
} // prettier-ignore

/** Name, tools and edge of what is selected. */
export function selectedTools(canvas: OverlayParts) {
  const id = canvas.acts.selected;
  const box = canvas.boxes.find((each) => each.id === id);
  const found = id === undefined ? undefined : findNode(canvas.open.value, id);
  if (!box || !found || canvas.dragging) return nothing;
  const out = outset(box.type);
  const visibility = visibilityOf(found.node);
  const top = Math.max(box.top - out, 0);
  return html`<span class="name clip" aria-hidden="true" style="left:${box.left - out}px;top:${top - 20}px">${canvas.acts.label(box.id)}</span>
    <div class="tools" role="toolbar" aria-label=${canvas.w('form.tools', { name: canvas.acts.label(box.id) })} style="right:${Math.max(4, canvas.frameWidth - box.left - box.width - out)}px;top:${top - 36}px">
      ${iconButton({ label: canvas.w('form.back'), icon: box.type === 'tab' ? 'arrow-left' : 'arrow-up', key: 'Alt+↑', size: 'xs', run: () => canvas.acts.move(box.id, box.type === 'field' ? 'left' : 'up') })}
      ${iconButton({ label: canvas.w('form.on'), icon: box.type === 'tab' ? 'arrow-right' : 'arrow-down', key: 'Alt+↓', size: 'xs', run: () => canvas.acts.move(box.id, box.type === 'field' ? 'right' : 'down') })}
      ${visibility === undefined || visibility === 'if' ? nothing : iconButton({ label: canvas.w(visibility === 'never' ? 'form.show' : 'form.hide'), icon: visibility === 'never' ? 'eye-off' : 'eye', size: 'xs', run: () => canvas.acts.hide(box.id) })}
      ${iconButton({ label: canvas.w('form.remove'), icon: 'trash-2', key: 'Del', size: 'xs', run: () => canvas.acts.remove(box.id) })}
      ${iconButton({ label: canvas.w('form.more'), icon: 'ellipsis', size: 'xs', run: (event) => canvas.openMenu(box.id, event.currentTarget as HTMLElement) })}
    </div>
    ${box.type === 'field' && canvas.device === 'desktop' ? html`<div class="edge" data-tip=${canvas.w('form.edge')} style="left:${box.left + box.width + out - 5}px;top:${box.top - out}px;height:${box.height + 2 * out}px" @pointerdown=${(event: PointerEvent) => canvas.stretch(event, box)}></div>` : nothing}`;
} // prettier-ignore

export function tabAdder(canvas: OverlayParts) {
  const last = canvas.boxes.findLast(({ type }) => type === 'tab');
  if (!last || canvas.dragging) return nothing;
  return html`<div class="addtab" style="left:${last.left + last.width + 6}px;top:${last.top + 4}px">
    ${iconButton({ label: canvas.w('form.addTab'), icon: 'plus', size: 'xs', run: () => {
      const node = blockNode(canvas.open.value, 'tab', canvas.w('form.type.tab'));
      canvas.acts.drop({ node }, { holder: undefined, after: last.id });
    } })}
  </div>`;
} // prettier-ignore

export function dropLine(canvas: OverlayParts) {
  if (!canvas.dragging) return nothing;
  const { line, says } = canvas.dragging;
  return html`<div class="line" style="left:${line.left}px;top:${line.top}px;width:${line.width}px;height:${line.height}px"></div>
    <span class="says clip" style="left:${Math.max(0, line.left)}px;top:${line.top - 1}px">${says}</span>`;
} // prettier-ignore
