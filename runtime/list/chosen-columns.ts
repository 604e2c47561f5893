/** The columns a person chose for a view, kept per browser. */
import type { Host } from '../host/host.js';

type Place = Pick<Host, 'app' | 'appearance'>;

const key = (host: Place, entity: string, view: string | undefined) =>
  `columns.${host.app.document.user.id}.${entity}.${view ?? ''}`;

/** Paths in the person's order; undefined when they chose none. */
export function chosenColumns(host: Place, entity: string, view: string | undefined): readonly string[] | undefined {
  try {
    const held = JSON.parse(host.appearance.get(key(host, entity, view)) ?? 'null') as unknown;
    return Array.isArray(held) && held.length > 0 ? held.map(String) : undefined;
  } catch {
    return undefined;
  }
}

/** Undefined goes back to the view's columns. */
export function keepColumns(
  host: Place,
  entity: string,
  view: string | undefined,
  paths: readonly string[] | undefined,
): void {
  host.appearance.set(key(host, entity, view), JSON.stringify(paths ?? null));
}
