/** The order of the list that was last seen, per entity, for previous and next of the record page; kept per tab. */
export interface RecordOrder {
  readonly href: string;
  readonly ids: readonly string[];
  readonly total: number;
}

/** Ids that are kept: enough for previous and next of what one has scrolled through. */
const most = 1000;

const orderKey = (entity: string) => `trellis.order.${entity}`;
const placeKey = (entity: string) => `trellis.place.${entity}`;

export function rememberOrder(entity: string, { href, ids, total }: RecordOrder): void {
  try {
    sessionStorage.setItem(orderKey(entity), JSON.stringify({ href, ids: ids.slice(0, most), total }));
  } catch {
    // Without storage the record page has no previous and next.
  }
}

export function recallOrder(entity: string): RecordOrder | undefined {
  try {
    const held = JSON.parse(sessionStorage.getItem(orderKey(entity)) ?? 'null') as RecordOrder | null;
    return held && Array.isArray(held.ids) ? held : undefined;
  } catch {
    return undefined;
  }
}

/** The record that is open: going back to its list puts the focus on its row. */
export function rememberPlace(entity: string, id: string): void {
  try {
    sessionStorage.setItem(placeKey(entity), id);
  } catch {
    // Without storage the list begins at its first row.
  }
}

/** Told once: the id of the record that one comes back from. */
export function takePlace(entity: string): string | undefined {
  try {
    const id = sessionStorage.getItem(placeKey(entity)) ?? undefined;
    sessionStorage.removeItem(placeKey(entity));
    return id;
  } catch {
    return undefined;
  }
}
