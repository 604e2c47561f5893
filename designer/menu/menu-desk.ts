/** What palette and canvas of one menu share: the entry that is dragged from the one to the other. */
import type { MenuEntry } from '../../metadata/schema/app.js';
import type { OpenDocument } from '../session/open-document.js';
import { followDrag } from '../workbench/follow-drag.js';

/** An entry of the menu by its id, or one that is new. */
export type CarriedEntry = { readonly id: string } | { make(menu: unknown): MenuEntry };

export interface EntryTarget {
  over(carried: CarriedEntry, x: number, y: number): void;
  drop(carried: CarriedEntry, x: number, y: number): void;
  leave(): void;
  /** Without a pointer: beside what is selected. */
  take(carried: CarriedEntry): void;
}

export class MenuDesk {
  target: EntryTarget | undefined;
  /** The way into the palette, by the key that adds. */
  openPalette: (() => void) | undefined;

  hold(event: PointerEvent, carried: CarriedEntry): void {
    followDrag(event, {
      over: (x, y) => this.target?.over(carried, x, y),
      drop: (x, y) => this.target?.drop(carried, x, y),
      leave: () => this.target?.leave(),
    });
  }
}

const desks = new WeakMap<OpenDocument, MenuDesk>();

/** The desk of an open menu: as long as the document is open. */
export function menuDeskOf(open: OpenDocument): MenuDesk {
  const held = desks.get(open) ?? new MenuDesk();
  desks.set(open, held);
  return held;
}
