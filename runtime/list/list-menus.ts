/** The menus of a list page: of a row, and of the views (a phone has no tabs). */
import { hrefs } from '../data/router.js';
import type { WireRecord } from '../data/record.js';
import type { Host } from '../host/host.js';
import { copyLink } from '../ui/copy-link.js';
import type { MenuItem } from '../ui/menu.js';

export function rowItems(host: Host, entityName: string, row: WireRecord, remove: () => void): readonly MenuItem[] {
  const { i18n, router } = host;
  const href = hrefs.record(entityName, row.id);
  const items: MenuItem[] = [
    { id: 'open', label: i18n.t('list.open'), icon: 'eye', key: 'Enter', run: () => void router.go(href) },
    {
      id: 'tab',
      label: i18n.t('list.openTab'),
      icon: 'external-link',
      key: 'Ctrl+Enter',
      run: () => void window.open(href, '_blank'),
    },
    { id: 'link', label: i18n.t('list.copyLink'), icon: 'link', run: () => void copyLink(host, href) },
  ];
  if (!host.app.access(entityName)?.delete) return items;
  return [
    ...items,
    { id: 'delete', label: i18n.t('common.delete'), icon: 'trash-2', danger: true, line: true, run: remove },
  ];
}

export function viewItems(host: Host, entityName: string, current: string | undefined): readonly MenuItem[] {
  const views = host.app.views(entityName);
  return views.map((view) => ({
    id: view.name,
    label: host.i18n.label(view.label, view.name),
    checked: view.name === current,
    run: () => void host.router.go(hrefs.list(entityName, { view: view === views[0] ? undefined : view.name })),
  }));
}
