/** Printing what is chosen in a list: the ids first, then the dialog. */
import type { Sort } from '../../metadata/schema/query.js';
import { ApiFailure } from '../data/api-client.js';
import type { Host } from '../host/host.js';
import { errorText } from '../host/error-text.js';
import type { BulkTargets } from '../list/bulk-client.js';
import { idsOf, mostRecords } from './print-client.js';
import './print-dialog.js';

export interface PrintPage {
  readonly host: Host;
  readonly entityName: string;
  readonly renderRoot: DocumentFragment | HTMLElement;
}

export async function printChosen(page: PrintPage, targets: BulkTargets, sort: readonly Sort[] = []): Promise<void> {
  const { host, entityName } = page;
  try {
    const order = sort.map(({ by, descending }) => (descending ? `-${by}` : by)).join(',');
    const ids = await idsOf(host, entityName, targets, order);
    if (!ids) return host.toasts.show({ text: host.i18n.t('print.tooMany', { count: mostRecords }), tone: 'bad' });
    const dialog = document.createElement('tr-print-dialog');
    Object.assign(dialog, { host, entityName, ids });
    page.renderRoot.append(dialog);
    dialog.addEventListener('tr-closed', () => dialog.remove());
    await dialog.open();
  } catch (error) {
    if (!(error instanceof ApiFailure)) throw error;
    host.toasts.show({ text: errorText(host.i18n, error), tone: 'bad' });
  }
}
