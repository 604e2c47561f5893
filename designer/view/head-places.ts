/** Where the heads of a table's columns stand, for frames over them and for what is dropped between them. */
import type { TrListGrid } from '../../runtime/list/list-grid.js';

export interface HeadPlace {
  readonly path: string;
  readonly left: number;
  readonly right: number;
}

/** Heads in their order, in pixels of the window; those of check boxes and row buttons are none. */
export function headPlaces(table: TrListGrid): readonly HeadPlace[] {
  const root = table.grid?.shadowRoot;
  const heads = [...(root?.querySelectorAll<HTMLElement>('thead tr:last-child th') ?? [])].slice(1, -1);
  return heads.flatMap((head, index) => {
    const path = table.columns[index]?.path;
    if (path === undefined) return [];
    const { left, right } = head.getBoundingClientRect();
    return [{ path, left, right }];
  });
}

/** Before which column a drop falls. Pure. */
export const dropIndex = (places: readonly HeadPlace[], x: number): number =>
  places.filter(({ left, right }) => (left + right) / 2 < x).length;

/** The pixel at which the line of a drop stands. Pure. */
export const lineAt = (places: readonly HeadPlace[], index: number): number | undefined =>
  places[index]?.left ?? places.at(-1)?.right;

/** The event comes from the head of the table. */
export const isInHead = (event: Event): boolean =>
  event.composedPath().some((each) => each instanceof HTMLElement && each.localName === 'thead');

/** The column whose head an event comes from. */
export function columnOf(table: TrListGrid, event: Event): string | undefined {
  const context = table.grid.getEventContext(event);
  return context.section === 'header' ? context.column?.dataset['path'] : undefined;
}
