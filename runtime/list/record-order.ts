/** The order of the list that was last seen, per entity, for previous and next of the record page; kept per tab. */
export interface RecordOrder {
  readonly href: string;
  readonly ids: readonly string[];
  readonly total: number;
}

const key = (entity: string) => `trellis.order.${entity}`;

export function rememberOrder(entity: string, href: string, ids: readonly string[], total: number): void {
  try {
    sessionStorage.setItem(key(entity), JSON.stringify({ href, ids: ids.slice(0, 1000), total }));
  } catch {
    // Without storage the record page has no previous and next.
  }
}

export function recallOrder(entity: string): RecordOrder | undefined {
  try {
    const held = JSON.parse(sessionStorage.getItem(key(entity)) ?? 'null') as RecordOrder | null;
    return held && Array.isArray(held.ids) ? held : undefined;
  } catch {
    return undefined;
  }
}
