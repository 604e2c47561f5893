/** Sites of menu, role, sharing, rule, settings, job and import map. */
import { actionsByScope, actionsUponRead } from '../access/rules.js';
import type {
  Home,
  ImportMapDocument,
  MenuDocument,
  MenuEntry,
  RoleDocument,
  SettingsDocument,
} from '../schema/app.js';
import type { RuleDocument } from '../schema/rule.js';
import type { SharingDocument } from '../schema/sharing.js';
import { below } from './pointer.js';
import { documentSite, expressionSites, pathSite, type Site } from './site.js';

export function menuSites(menu: MenuDocument): readonly Site[] {
  const ids: string[] = [];
  const entrySites = (entry: MenuEntry, at: string): readonly Site[] => {
    if (entry.type === 'separator') return [];
    const roles = entry.audience?.roles ?? [];
    const audience = roles.map((role, i) => documentSite(below(at, 'audience', 'roles', i), 'role', role));
    if ('entries' in entry) {
      return [...audience, ...entry.entries.flatMap((inner, i) => entrySites(inner, below(at, 'entries', i)))];
    }
    ids.push(entry.id);
    return [...audience, ...openingSites(entry, at)];
  };
  const sites = menu.entries.flatMap((entry, i) => entrySites(entry, below('/entries', i)));
  if (menu.home === undefined) return sites;
  return [...sites, { is: 'name', at: '/home', name: menu.home, known: ids, what: 'entry' }];
}

/** What an entry opens. */
function openingSites(entry: Exclude<MenuEntry, { type: 'group' | 'separator' }>, at: string): readonly Site[] {
  if (entry.type === 'link') return [];
  if (entry.type !== 'list') return [documentSite(below(at, 'name'), entry.type, entry.name)];
  const { entity, view, badge } = entry;
  return [
    documentSite(below(at, 'entity'), 'entity', entity),
    ...(view === undefined ? [] : [documentSite(below(at, 'view'), 'view', view)]),
    ...(badge ? [{ is: 'filter', at: below(at, 'badge'), filter: badge, entity, rule: true } as const] : []),
  ];
}

/** Where people begin. */
function homeSites(home: Home | undefined): readonly Site[] {
  if (!home) return [];
  if (home.type === 'dashboard') return [documentSite('/home/name', 'dashboard', home.name)];
  return [
    documentSite('/home/entity', 'entity', home.entity),
    ...(home.view === undefined ? [] : [documentSite('/home/view', 'view', home.view)]),
  ];
}

export function roleSites(role: RoleDocument): readonly Site[] {
  const granted = role.grants.flatMap((grant, i): readonly Site[] => {
    const at = below('/grants', i);
    const { entity } = grant;
    const conditions = [...actionsByScope, ...actionsUponRead].flatMap((action) => {
      const scope = grant.actions[action];
      if (typeof scope !== 'object') return [];
      return [{ is: 'filter', at: below(at, 'actions', action), filter: scope, entity, rule: true } as const];
    });
    return [
      documentSite(below(at, 'entity'), 'entity', entity),
      ...conditions,
      ...Object.keys(grant.fields ?? {}).map((field) => pathSite(below(at, 'fields', field), entity, field)),
    ];
  });
  return [...homeSites(role.home), ...granted];
}

export function sharingSites(rule: SharingDocument): readonly Site[] {
  const { entity, where, to } = rule;
  return [
    documentSite('/entity', 'entity', entity),
    ...(where ? [{ is: 'filter', at: '/where', filter: where, entity, rule: true } as const] : []),
    ...(to.roles ?? []).map((role, i) => documentSite(below('/to/roles', i), 'role', role)),
  ];
}

export function ruleSites({ entity, match, where }: RuleDocument): readonly Site[] {
  return [
    documentSite('/entity', 'entity', entity),
    ...match.flatMap(({ all }, i) =>
      all.map(({ path }, j) => pathSite(below('/match', i, 'all', j, 'path'), entity, path)),
    ),
    ...(where ? [{ is: 'filter', at: '/where', filter: where, entity, rule: true } as const] : []),
  ];
}

export function settingsSites(settings: SettingsDocument): readonly Site[] {
  const menu = settings.menu === undefined ? [] : [documentSite('/menu', 'menu', settings.menu)];
  const theme = settings.theme === undefined ? [] : [documentSite('/theme', 'theme', settings.theme)];
  return [...menu, ...theme, ...homeSites(settings.home)];
}

export function importMapSites(map: ImportMapDocument): readonly Site[] {
  const { entity } = map;
  return [
    documentSite('/entity', 'entity', entity),
    ...(map.match ?? []).map((field, i) => pathSite(below('/match', i), entity, field)),
    ...map.columns.flatMap((column, i) => {
      const at = below('/columns', i);
      return [
        pathSite(below(at, 'path'), entity, column.path),
        ...expressionSites([[below(at, 'value'), column.value]], { row: true }),
      ];
    }),
    ...(map.notes ?? []).flatMap((note, i) =>
      expressionSites([[below('/notes', i, 'if'), note.if, 'boolean']], { row: true }),
    ),
  ];
}
