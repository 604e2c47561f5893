/** Deletes records one after another with the versions that were seen; the toast offers to undo. */
import { ApiFailure } from '../data/api-client.js';
import type { WireRecord } from '../data/record.js';
import type { Host } from '../host/host.js';

/** Ids that were deleted; what failed is told in a toast with its reason. `restored` runs after an undo. */
export async function deleteRecords(
  host: Host,
  entity: string,
  rows: readonly Pick<WireRecord, 'id' | 'version'>[],
  restored: () => void,
): Promise<readonly string[]> {
  const done: string[] = [];
  let failure: ApiFailure | undefined;
  for (const row of rows) {
    try {
      await host.api.request('DELETE', path(entity, row.id), { version: row.version });
      done.push(row.id);
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      failure = error;
    }
  }
  host.records.forget();
  if (failure) {
    const text = host.i18n.t('list.deleteFailed', { count: rows.length - done.length, reason: failure.message });
    host.toasts.show({ text, tone: 'bad', duration: 12_000 });
  }
  if (done.length > 0 && !failure) {
    host.toasts.show({
      text: host.i18n.t('list.deleted', { count: done.length }),
      action: { label: host.i18n.t('common.undo'), run: () => void undo(host, entity, done, restored) },
    });
  }
  return done;
}

async function undo(host: Host, entity: string, ids: readonly string[], restored: () => void): Promise<void> {
  try {
    for (const id of ids) await host.api.request('POST', `${path(entity, id)}/restore`);
    host.records.forget();
    host.toasts.show({ text: host.i18n.t('list.restored', { count: ids.length }) });
    restored();
  } catch (error) {
    if (!(error instanceof ApiFailure)) throw error;
    host.toasts.show({ text: error.message, tone: 'bad' });
  }
}

const path = (entity: string, id: string) => `/records/${encodeURIComponent(entity)}/${encodeURIComponent(id)}`;
