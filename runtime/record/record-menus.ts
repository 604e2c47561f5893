/** The menus of a record page: ways to save, and what else may be done with the record. */
import { hrefs } from '../data/router.js';
import type { Host } from '../host/host.js';
import { copyLink } from '../ui/copy-link.js';
import type { MenuItem } from '../ui/menu.js';
import type { Allowed } from './allowed.js';
import type { After } from './record-saver.js';

export interface SaveActions {
  /** There is something to discard. */
  readonly isDirty: boolean;
  save(after: After): void;
  /** Absent for a new record. */
  copy: (() => void) | undefined;
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
    ...(actions.copy ? [{ id: 'copy', label: i18n.t('record.saveCopy'), icon: 'copy', run: actions.copy }] : []),
    {
      id: 'discard',
      label: i18n.t('record.discard'),
      icon: 'undo-2',
      line: true,
      ...(actions.isDirty ? {} : { reason: i18n.t('record.saved') }),
      run: () => actions.discard(),
    },
  ];
  return host.app.access(entityName)?.create ? items : items.filter((item) => item.id !== 'new' && item.id !== 'copy');
}

export interface MoreActions {
  /** What may be done with this record. */
  readonly allowed: Allowed;
  /** Undefined until it is known. */
  readonly following: boolean | undefined;
  follow(): void;
  remove(): void;
  /** By a template; absent where there is none, or the right is. */
  readonly print: (() => void) | undefined;
  share(): void;
  /** Who may see this, and why. */
  explain(): void;
  /** The site as the person of this record sees it. */
  view(): void;
  /** Actions of the entity. */
  readonly more: readonly MenuItem[];
}

export function moreItems(host: Host, entityName: string, id: string, actions: MoreActions): readonly MenuItem[] {
  const { i18n } = host;
  const { allowed, following, follow, remove } = actions;
  const href = hrefs.record(entityName, id);
  const access = host.app.access(entityName);
  const isOther = entityName === 'user' && id !== host.app.document.user.id && host.app.has('grant');
  const items: MenuItem[] = [
    {
      id: 'follow',
      label: i18n.t(following ? 'follow.end' : 'follow.name'),
      icon: following ? 'bell-ring' : 'bell',
      ...(following === undefined ? { reason: i18n.t('common.loading') } : {}),
      run: follow,
    },
    { id: 'link', label: i18n.t('list.copyLink'), icon: 'link', run: () => void copyLink(host, href) },
    ...(actions.print ? [{ id: 'template', label: i18n.t('print.open'), icon: 'printer', run: actions.print }] : []),
    {
      id: 'print',
      label: i18n.t('record.print'),
      icon: 'printer',
      ...(access?.print ? {} : { reason: i18n.t('print.forbidden') }),
      run: () => void host.router.go(`/print${href}`),
    },
    ...(allowed.share ? [{ id: 'share', label: i18n.t('share.open'), icon: 'users', run: actions.share }] : []),
    ...(host.app.has('grant')
      ? [{ id: 'why', label: i18n.t('access.why'), icon: 'shield', run: actions.explain }]
      : []),
    ...(isOther ? [{ id: 'view', label: i18n.t('access.viewAsThis'), icon: 'eye', run: actions.view }] : []),
    ...actions.more,
  ];
  if (!allowed.delete) return items;
  return [
    ...items,
    { id: 'delete', label: i18n.t('common.delete'), icon: 'trash-2', danger: true, line: true, run: remove },
  ];
}
