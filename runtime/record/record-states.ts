/** What stands where a record would: not here, or not readable just now. */
import { html } from 'lit';
import type { ApiFailure } from '../data/api-client.js';
import { hrefs } from '../data/router.js';
import type { Host } from '../host/host.js';
import { failureSentence } from './save-record.js';

/** The entity is unknown, or not to be seen. */
export const missingState = (host: Host) =>
  html`<tr-state
    kind="missing"
    .heading=${host.i18n.t('record.missing')}
    .text=${host.i18n.t('record.missingText')}
    .actions=${[{ label: host.i18n.t('notFound.home'), primary: true, run: () => void host.router.go('/') }]}
  ></tr-state>`;

/** Whether a record was deleted or may not be seen is not told apart. */
export function failedState(host: Host, entityName: string, failure: ApiFailure, again: () => void) {
  const { i18n, router } = host;
  const list = { label: i18n.t('record.toList'), run: () => void router.go(hrefs.list(entityName)) };
  if (failure.status === 404 || failure.status === 403) {
    return html`<tr-state
      kind="missing"
      .heading=${i18n.t('record.missing')}
      .text=${i18n.t('record.missingText')}
      .actions=${[{ ...list, primary: true }]}
    ></tr-state>`;
  }
  return html`<tr-state
    kind="failed"
    alone
    .heading=${i18n.t('record.failed')}
    .text=${failureSentence(i18n, failure)}
    .actions=${[{ label: i18n.t('common.tryAgain'), primary: true, run: again }, list]}
  ></tr-state>`;
}
