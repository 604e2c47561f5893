/** Where parts stand: the first place that is free, and what gives way to a part that is moved or sized. Pure. */
import { orderOfPhone, overlaps } from '../../../metadata/dashboard/layer.js';
import type { DashboardDocument, WidgetDocument } from '../../../metadata/schema/dashboard.js';

export type Place = Pick<WidgetDocument, 'x' | 'y' | 'w' | 'h'>;

export const columns = 12;
const most = { y: 1000, h: 40 } as const;

/** Parts that can lie on each other: of one tab, or on all tabs. */
export const onTab = (widgets: readonly WidgetDocument[], tab: string | undefined): readonly WidgetDocument[] =>
  tab === undefined ? widgets : widgets.filter((each) => each.tab === undefined || each.tab === tab);

/** The first gap, row by row, that takes a part of this size. */
export function freePlace(widgets: readonly WidgetDocument[], { w, h }: Pick<Place, 'w' | 'h'>): Place {
  for (let y = 0; ; y++) {
    for (let x = 0; x + w <= columns; x++) {
      const place = { x, y, w, h };
      if (!widgets.some((each) => overlaps(each as WidgetDocument, { ...each, ...place }))) return place;
    }
  }
}

/** Whole cells within the grid. */
export function fitted({ x, y, w, h }: Place): Place {
  const wide = clamp(Math.round(w), 1, columns);
  return {
    w: wide,
    h: clamp(Math.round(h), 1, most.h),
    x: clamp(Math.round(x), 0, columns - wide),
    y: clamp(Math.round(y), 0, most.y),
  };
}

/** A part at another place, or in another size; what it comes to lie on goes down, the rest stays where it is. */
export function placedPart(board: DashboardDocument, id: string, place: Partial<Place>): DashboardDocument {
  const own = board.widgets.find((each) => each.id === id);
  if (!own) return board;
  const { x, y, w, h } = own;
  return settledAround(board, { ...own, ...fitted({ x, y, w, h, ...place }) });
}

/** The board with this part as it is given, whatever lies under it moved down. */
export function settledAround(board: DashboardDocument, first: WidgetDocument): DashboardDocument {
  const settled: WidgetDocument[] = [first];
  const inOrder = board.widgets.filter(({ id }) => id !== first.id).sort((a, b) => a.y - b.y || a.x - b.x);
  for (const widget of inOrder) {
    const others = settled.filter((other) => shareTab(other, widget));
    let at = widget;
    for (let hit = others.find((other) => overlaps(other, at)); hit;) {
      at = { ...at, y: hit.y + hit.h };
      hit = others.find((other) => overlaps(other, at));
    }
    settled.push(at);
  }
  return { ...board, widgets: board.widgets.map(({ id }) => settled.find((each) => each.id === id)!) };
}

const shareTab = (a: WidgetDocument, b: WidgetDocument): boolean =>
  a.tab === undefined || b.tab === undefined || a.tab === b.tab;

/** One place on or back in the order of a phone; the same board at its ends. */
export function phoneMoved(board: DashboardDocument, id: string, by: -1 | 1): DashboardDocument {
  const order = [...orderOfPhone(board)];
  const from = order.indexOf(id);
  const to = from + by;
  if (from < 0 || to < 0 || to >= order.length) return board;
  order.splice(from, 1);
  order.splice(to, 0, id);
  return { ...board, phoneOrder: order };
}

/** The part that lies nearest in a direction from another one; for walking by arrows. */
export function neighbour(widgets: readonly WidgetDocument[], id: string, [dx, dy]: readonly [number, number]): string | undefined {
  const from = widgets.find((each) => each.id === id);
  if (!from) return undefined;
  const middle = ({ x, y, w, h }: Place) => ({ x: x + w / 2, y: y + h / 2 });
  const start = middle(from);
  const scored = widgets.flatMap((each) => {
    const at = middle(each);
    const along = (at.x - start.x) * dx + (at.y - start.y) * dy;
    const aside = Math.abs((at.x - start.x) * dy) + Math.abs((at.y - start.y) * dx);
    return each.id === id || along <= 0 ? [] : [{ id: each.id, far: along + 2 * aside }];
  });
  return scored.sort((a, b) => a.far - b.far)[0]?.id;
} // prettier-ignore

const clamp = (value: number, least: number, largest: number): number => Math.max(least, Math.min(largest, value));
