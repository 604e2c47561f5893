/** What records are called that a document names by their ids: people, departments. */
import type { Filter } from '../../metadata/schema/query.js';
import { ApiFailure } from '../../runtime/data/api-client.js';
import type { RecordPage } from '../../runtime/data/record.js';
import { labelOf } from '../../runtime/data/search-references.js';
import type { Host } from '../../runtime/host/host.js';

/** Names that are not known yet are asked for once; of a record that cannot be seen its id stays. True: there are new ones. */
export async function learnRecordNames(host: Host, entity: string, ids: readonly string[]): Promise<boolean> {
  const { references } = host.app;
  const unknown = [...new Set(ids)].filter((id) => !references.has(id)).slice(0, 200);
  const names = host.app.entity(entity)?.nameFields.filter((name) => host.app.path(entity, name)) ?? [];
  if (unknown.length === 0 || names.length === 0) return false;
  for (const id of unknown) references.set(id, id);
  const filter = JSON.stringify({ field: 'id', op: 'in', value: unknown } satisfies Filter);
  try {
    const query = { fields: ['id', ...names].join(','), filter, limit: 200 };
    const page = await host.api.get<RecordPage>(`/records/${encodeURIComponent(entity)}`, query);
    for (const row of page.rows) references.set(row.id, labelOf(row, names));
  } catch (error) {
    if (!(error instanceof ApiFailure)) throw error;
    for (const id of unknown) references.delete(id);
    return false;
  }
  return true;
}
