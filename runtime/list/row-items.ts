/** The menu of a row of a list. */
import { hrefs } from '../data/router.js';
import type { WireRecord } from '../data/record.js';
import type { Host } from '../host/host.js';
import { copyLink } from '../ui/copy-link.js';
import type { MenuItem } from '../ui/menu.js';

export interface RowActs {
  remove(): void;
  /** Adds a condition; absent when the menu hangs at no cell that can be filtered by. */
  readonly filterBy?: { readonly words: string; readonly only: () => void; readonly without: () => void } | undefined;
  /** Actions of the entity. */
  readonly more?: readonly MenuItem[] | undefined;
}

export function rowItems(host: Host, entityName: string, row: WireRecord, acts: RowActs): readonly MenuItem[] {
  const { i18n, router } = host;
  const href = hrefs.record(entityName, row.id);
  const { filterBy } = acts;
  const items: MenuItem[] = [
    { id: 'open', label: i18n.t('list.open'), icon: 'eye', key: 'Ctrl+Enter', run: () => void router.go(href) },
    { id: 'tab', label: i18n.t('list.openTab'), icon: 'external-link', run: () => void window.open(href, '_blank') },
    { id: 'link', label: i18n.t('list.copyLink'), icon: 'link', run: () => void copyLink(host, href) },
  ];
  if (filterBy) {
    const { words, only, without } = filterBy;
    items.push(
      { id: 'only', label: i18n.t('list.filterOnly', { words }), icon: 'list-filter', line: true, run: only },
      { id: 'without', label: i18n.t('list.filterWithout', { words }), run: without },
    );
  }
  items.push(...(acts.more ?? []));
  if (!host.app.access(entityName)?.delete) return items;
  return [
    ...items,
    {
      id: 'delete',
      label: i18n.t('common.delete'),
      icon: 'trash-2',
      danger: true,
      line: true,
      run: () => acts.remove(),
    },
  ];
}
