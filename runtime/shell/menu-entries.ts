/** The menu document as entries to draw: labels, icons and addresses filled in from what they open. Pure. */
import type { MenuEntry } from '../../metadata/schema/app.js';
import type { Filter } from '../../metadata/schema/query.js';
import type { Label } from '../../metadata/value.js';
import type { AppDocument } from '../data/app-document.js';
import { hrefs } from '../data/router.js';

export type NavLink = Extract<NavEntry, { type: 'link' }>;
export type NavEntry =
  | {
      readonly type: 'link';
      readonly id: string;
      readonly label: Label;
      readonly icon: string;
      readonly href: string;
      readonly matches: string;
      /** Leaves the site. */
      readonly outside?: boolean;
      /** What to count beside it. */
      readonly badge?: { readonly entity: string; readonly filter: Filter };
    }
  | { readonly type: 'group'; readonly id: string; readonly label: Label; readonly entries: readonly NavEntry[] }
  | { readonly type: 'line'; readonly id: string };

/** Entries the person may not open are left out, groups without entries too. Without a menu: every entity that can be read. */
export function navEntries(app: AppDocument): readonly NavEntry[] {
  const entries = app.menu?.entries;
  if (entries) return entries.flatMap((entry) => readEntry(entry, app));
  return app.entities
    .filter((entity) => app.access[entity.name]?.read)
    .map((entity) => linkToList(entity.name, app))
    .filter((entry) => entry !== undefined);
}

function readEntry(entry: MenuEntry, app: AppDocument): readonly NavEntry[] {
  if (entry.type === 'separator') return [{ type: 'line', id: entry.id }];
  if (entry.type === 'group') {
    const entries = entry.entries.flatMap((each) => readEntry(each, app));
    return entries.some((each) => each.type !== 'line')
      ? [{ type: 'group', id: entry.id, label: entry.label, entries }]
      : [];
  }
  if (entry.type === 'link') {
    const { id, label, href, icon } = entry;
    const outside = !href.startsWith('/');
    return [
      { type: 'link', id, label, icon: icon ?? (outside ? 'external-link' : 'link'), href, matches: href, outside },
    ];
  }
  if (entry.type === 'list') {
    const link = linkToList(entry.entity, app, entry);
    return link ? [link] : [];
  }
  const heads = entry.type === 'dashboard' ? app.dashboards : app.reports;
  const head = heads.find((each) => each.name === entry.name);
  if (!head) return [];
  const href = entry.type === 'dashboard' ? hrefs.dashboard(entry.name) : hrefs.report(entry.name);
  const icon = entry.icon ?? (entry.type === 'dashboard' ? 'chart-column' : 'table');
  return [{ type: 'link', id: entry.id, label: entry.label ?? head.label ?? entry.name, icon, href, matches: href }];
}

function linkToList(name: string, app: AppDocument, entry?: Extract<MenuEntry, { type: 'list' }>): NavLink | undefined {
  const entity = app.entities.find((each) => each.name === name);
  if (!entity || !app.access[name]?.read) return undefined;
  return {
    type: 'link',
    id: entry?.id ?? name,
    label: entry?.label ?? entity.plural ?? entity.label ?? name,
    icon: entry?.icon ?? entity.icon ?? 'box',
    href: hrefs.list(name, { view: entry?.view }),
    matches: hrefs.list(name),
    ...(entry?.badge ? { badge: { entity: name, filter: entry.badge } } : {}),
  };
}

/** All links in order, groups opened up. */
export function navLinks(entries: readonly NavEntry[]): readonly NavLink[] {
  return entries.flatMap((entry) =>
    entry.type === 'link' ? [entry] : entry.type === 'group' ? navLinks(entry.entries) : [],
  );
}

/** Where `/` leads: what the person's roles say, the menu's home, else its first link. */
export function homeHref(app: AppDocument): string | undefined {
  const { home } = app;
  if (home?.type === 'dashboard') return hrefs.dashboard(home.name);
  if (home?.type === 'list') return hrefs.list(home.entity, { view: home.view });
  const links = navLinks(navEntries(app)).filter((link) => !link.outside);
  return (links.find((link) => link.id === app.menu?.home) ?? links[0])?.href;
}

/** The entry that a page belongs to: lists, records and new records of an entity are one place. */
export function placeOf(path: string): string {
  const [name, first] = path.split('?')[0]!.split('/').filter(Boolean);
  if (name === 'record' || name === 'new' || name === 'list') return `/list/${first ?? ''}`;
  return path.split('?')[0]!;
}

/** Labels of the groups that a page stands in, outermost first. */
export function groupsOf(entries: readonly NavEntry[], place: string): readonly Label[] | undefined {
  for (const entry of entries) {
    if (entry.type === 'link' && entry.matches === place) return [];
    if (entry.type !== 'group') continue;
    const inner = groupsOf(entry.entries, place);
    if (inner) return [entry.label, ...inner];
  }
  return undefined;
}
