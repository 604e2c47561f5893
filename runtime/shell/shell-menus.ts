/** The menus of the shell: what may be created, and what a phone's bar has no room for. */
import { hrefs } from '../data/router.js';
import type { Host } from '../host/host.js';
import type { MenuItem } from '../ui/menu.js';
import { navEntries, navLinks, type NavLink } from './menu-entries.js';
import { personItems } from './person-menu.js';
import { bottomEntries } from './top-bar.js';

/** Entities of the menu that the person may create records of; one item with the reason when there are none. */
export function newItems(host: Host): readonly MenuItem[] {
  const { app, i18n, router } = host;
  const links = navLinks(navEntries(app.document)).filter((link) => link.matches.startsWith('/list/'));
  const names = [...new Set(links.map((link) => decodeURIComponent(link.matches.slice('/list/'.length))))];
  const items = names
    .filter((name) => app.access(name)?.create)
    .map((name) => {
      const entity = app.entity(name)!;
      const label = i18n.label(entity.label, name);
      const run = () => void router.go(hrefs.create(name));
      return { id: name, label, icon: entity.document.icon ?? 'box', run };
    });
  if (items.length > 0) return items;
  const [label, reason] = [i18n.t('shell.nothingToCreate'), i18n.t('shell.askAdmin')];
  return [{ id: 'none', label, reason, run: () => undefined }];
}

/** Opens what an entry leads to; what is outside in a window of its own. */
export function follow({ router }: Host, { href, outside }: NavLink): void {
  if (outside) window.open(href, '_blank', 'noopener');
  else void router.go(href);
}

/** `unread`: how many notices, in words; empty where there are none. */
export function moreItems(
  host: Host,
  actions: { search(): void; signOut(): void },
  unread: string,
): readonly MenuItem[] {
  const rest = navLinks(navEntries(host.app.document)).slice(bottomEntries);
  return [
    { id: 'search', label: host.i18n.t('palette.title'), icon: 'search', run: actions.search },
    {
      id: 'notices',
      label: host.i18n.t('notices.title'),
      icon: 'bell',
      ...(unread === '' ? {} : { key: unread }),
      run: () => void host.router.go('/notices'),
    },
    ...rest.map((link) => ({
      id: link.id,
      label: host.i18n.label(link.label),
      icon: link.icon,
      run: () => follow(host, link),
    })),
    ...(host.app.has('users')
      ? [
          {
            id: 'users',
            label: host.i18n.t('users.title'),
            icon: 'users',
            run: () => void host.router.go('/admin/users'),
          },
          { id: 'log', label: host.i18n.t('log.title'), icon: 'history', run: () => void host.router.go('/admin/log') },
        ]
      : []),
    ...(host.app.has('grant')
      ? [
          {
            id: 'access',
            label: host.i18n.t('access.title'),
            icon: 'shield',
            run: () => void host.router.go('/access'),
          },
        ]
      : []),
    ...personItems(host, actions),
  ];
}
