/**
 * The handle of a row that can be moved: dragged by pointer or finger, moved by the arrow keys while it has the focus, or by
 * the menu that a click, Enter and Space open.
 */
import { html } from 'lit';
import type { I18n, Under } from '../ui/i18n.js';
import { icon } from '../ui/icon.js';
import { TrMenu, type MenuItem } from '../ui/menu.js';

/** A row on its way: where it was, and where it would be put down. */
export interface Dragged {
  readonly from: number;
  readonly to: number;
}

export interface RowHandle {
  readonly i18n: I18n;
  readonly index: number;
  readonly label: string;
  readonly tip: string;
  /** Undefined: it was put down where it was, or let go. */
  drag(dragged: Dragged | undefined): void;
  move(from: number, to: number): void;
  /** The rows on the page, top to bottom. */
  rows(): readonly Element[];
}

/** Which row the arrows move to; undefined for other keys. */
export const stepOf = (key: string): number | undefined => ({ ArrowUp: -1, ArrowDown: 1 })[key];

/** Handles whose row was just put down elsewhere: the click that ends a drag is none. */
const dropped = new WeakSet<EventTarget>();

export function rowHandle({ i18n, index, label, tip, drag, move, rows }: RowHandle) {
  let dragged: Dragged | undefined;
  const take = (event: PointerEvent) => {
    if (event.button !== 0) return;
    dropped.delete(event.currentTarget!);
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    drag((dragged = { from: index, to: index }));
  };
  const follow = (event: PointerEvent) => {
    if (!(event.currentTarget as HTMLElement).hasPointerCapture(event.pointerId)) return;
    const all = rows();
    const at = all.findIndex((row) => event.clientY < row.getBoundingClientRect().bottom);
    drag((dragged = { from: index, to: at < 0 ? all.length - 1 : at }));
  };
  const drop = (event: PointerEvent) => {
    if (!(event.currentTarget as HTMLElement).hasPointerCapture(event.pointerId)) return;
    // Where it was put down is asked once more: the row may have been drawn anew on the way.
    follow(event);
    const { from, to } = dragged ?? { from: index, to: index };
    drag(undefined);
    if (from !== to) {
      dropped.add(event.currentTarget!);
      move(from, to);
    }
  };
  const key = (event: KeyboardEvent) => {
    const step = stepOf(event.key);
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    move(index, index + step);
  };
  const openMenu = (event: Event) => {
    // A click also ends a drag that moved the row.
    if (dropped.delete(event.currentTarget!)) return;
    const last = rows().length - 1;
    const item = (id: Under<'move'>, to: number, isOff: boolean): MenuItem => ({
      id,
      label: i18n.t(`move.${id}`),
      ...(isOff ? { reason: i18n.t('move.atEdge') } : {}),
      run: () => move(index, to),
    });
    const cause = event.currentTarget as HTMLElement;
    const root = cause.getRootNode() as ShadowRoot;
    let menu = root.querySelector<TrMenu>('tr-menu.moves');
    if (!menu) {
      menu = new TrMenu();
      menu.className = 'moves';
      root.append(menu);
    }
    void menu.openAt(cause, label, [
      item('up', index - 1, index === 0),
      item('down', index + 1, index === last),
      item('first', 0, index === 0),
      item('last', last, index === last),
    ]);
  };
  return html`<button
    type="button"
    class="ib xs grip"
    aria-haspopup="menu"
    aria-label=${label}
    data-tip=${tip}
    @pointerdown=${take}
    @pointermove=${follow}
    @pointerup=${drop}
    @pointercancel=${() => drag(undefined)}
    @keydown=${key}
    @click=${openMenu}
  >
    ${icon('grip-vertical', 's')}
  </button>`;
}
