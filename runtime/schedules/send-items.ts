/** "Schedule by mail" and "Share by link" of a report or dashboard: menu entries, loaded when the menu is first opened. */
import type { GivenParameters } from '../../metadata/query/parameter-query.js';
import type { SendableKind } from '../../metadata/schema/schedule.js';
import type { Host } from '../host/host.js';
import type { MenuItem } from '../ui/menu.js';
import { leaveItems } from './received-table.js';
import '../ui/later-strings.js';

export interface Sendable {
  readonly kind: SendableKind;
  readonly name: string;
  readonly label: string;
  /** As set on the page just now. */
  readonly given: GivenParameters;
}

/** `root` takes the dialogs up. What others send one of it can be ended here as well. */
export async function sendItems(host: Host, root: ParentNode & Node, sendable: Sendable): Promise<readonly MenuItem[]> {
  const mayShare = host.app.has('report.share');
  return [
    {
      id: 'subscribe',
      label: host.i18n.t('send.subscribe'),
      icon: 'mail',
      run: () => void subscribe(host, root, sendable),
    },
    {
      id: 'share',
      label: host.i18n.t('send.share'),
      icon: 'link',
      ...(mayShare ? {} : { reason: host.i18n.t('send.shareForbidden') }),
      run: () => void share(host, root, sendable),
    },
    ...(await leaveItems(host, sendable.kind, sendable.name)),
  ];
}

async function subscribe(host: Host, root: ParentNode & Node, { kind, name, label, given }: Sendable): Promise<void> {
  await import('./schedule-dialog.js');
  const dialog = document.createElement('tr-schedule-dialog');
  root.append(dialog);
  await dialog.run({ start: { kind, target: name, title: label, parameters: given } });
  dialog.remove();
}

async function share(host: Host, root: ParentNode & Node, { kind, name, label, given }: Sendable): Promise<void> {
  await import('./link-dialog.js');
  const dialog = document.createElement('tr-link-dialog');
  root.append(dialog);
  await dialog.run({ kind, target: name, title: label, parameters: given });
  dialog.remove();
}
