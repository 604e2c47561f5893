/** The entities that people work with: those whose lists stand in the menu, in its order. */
import type { DesignSession } from '../session/design-session.js';

interface Entry {
  readonly type: string;
  readonly entity?: string;
  readonly entries?: readonly Entry[];
}

const most = 10;

/** With their plural: those that were made here, then those of the menu; of an application without one the first by name. */
export function usualEntities(session: DesignSession): readonly { readonly name: string; readonly label: string }[] {
  const { host, model } = session;
  const listed = (entries: readonly Entry[]): readonly string[] => entries.flatMap((entry) => [...(entry.type === 'list' && entry.entity !== undefined ? [entry.entity] : []), ...listed(entry.entries ?? [])]);
  const { menu } = host.app.document;
  const inMenu = listed((menu?.entries ?? []) as readonly Entry[]);
  const own = session.headsOf('entity').filter(({ layer, removed }) => layer === 'site' && !removed).map(({ name }) => name);
  const names = inMenu.length > 0 ? inMenu : [...model.entities.values()].filter(({ link }) => !link).map(({ name }) => name);
  return [...new Set([...own, ...names])].filter((name) => model.entities.has(name) && host.app.access(name)?.read !== false).slice(0, most).map((name) => ({ name, label: host.i18n.label(model.entities.get(name)!.plural, name) }));
} // prettier-ignore
