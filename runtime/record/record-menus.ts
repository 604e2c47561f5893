/** The menus of a record page: ways to save, and what else may be done with the record. */
import { hrefs } from '../data/router.js';
import type { Host } from '../host/host.js';
import { copyLink } from '../ui/copy-link.js';
import type { MenuItem } from '../ui/menu.js';
import type { After } from './record-saver.js';

export interface SaveActions {
  /** There is something to discard. */
  readonly isDirty: boolean;
  save(after: After): void;
  discard(): void;
}

export function saveItems(host: Host, entityName: string, actions: SaveActions): readonly MenuItem[] {
  const { i18n } = host;
  const items: MenuItem[] = [
    { id: 'save', label: i18n.t('common.save'), icon: 'save', key: 'Ctrl+S', run: () => actions.save('stay') },
    {
      id: 'new',
      label: i18n.t('record.saveNew'),
      icon: 'plus',
      key: 'Ctrl+Shift+S',
      run: () => actions.save('new'),
    },
    {
      id: 'close',
      label: i18n.t('record.saveClose'),
      icon: 'check',
      key: 'Ctrl+Enter',
      run: () => actions.save('close'),
    },
    {
      id: 'discard',
      label: i18n.t('record.discard'),
      icon: 'undo-2',
      line: true,
      ...(actions.isDirty ? {} : { reason: i18n.t('record.saved') }),
      run: () => actions.discard(),
    },
  ];
  return host.app.access(entityName)?.create ? items : items.filter((item) => item.id !== 'new');
}

export interface RecordActs {
  remove(): void;
  share(): void;
  /** Who may see this, and why. */
  explain(): void;
}

export function moreItems(host: Host, entityName: string, id: string, acts: RecordActs): readonly MenuItem[] {
  const { i18n } = host;
  const href = hrefs.record(entityName, id);
  const access = host.app.access(entityName);
  const items: MenuItem[] = [
    { id: 'link', label: i18n.t('list.copyLink'), icon: 'link', run: () => void copyLink(host, href) },
    ...(access?.print
      ? [{ id: 'print', label: i18n.t('record.print'), icon: 'printer', run: () => window.print() }]
      : []),
    ...(access?.share ? [{ id: 'share', label: i18n.t('share.open'), icon: 'users', run: acts.share }] : []),
    ...(host.app.has('grant') ? [{ id: 'why', label: i18n.t('access.why'), icon: 'shield', run: acts.explain }] : []),
  ];
  if (!access?.delete) return items;
  return [
    ...items,
    { id: 'delete', label: i18n.t('common.delete'), icon: 'trash-2', danger: true, line: true, run: acts.remove },
  ];
}
