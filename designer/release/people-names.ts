/** Names of those who published; a designer who may not read people sees none of others. */
import type { Host } from '../../runtime/host/host.js';

/** At most 100 people, by their ids; who cannot be read is not in the answer. */
export async function peopleNames(host: Host, ids: readonly (string | null)[]): Promise<ReadonlyMap<string, string>> {
  const own = host.app.document.user;
  const known = new Map([[own.id, own.name]]);
  const unknown = [...new Set(ids)].filter((id) => id !== null && !known.has(id)).slice(0, 100);
  if (unknown.length === 0) return known;
  const filter = JSON.stringify({ field: 'id', op: 'in', value: unknown });
  const answer = await host.api
    .get<{ rows: readonly { id: string; name: string }[] }>('/records/user', { filter, fields: 'name', limit: 200 })
    .catch(() => ({ rows: [] }));
  for (const { id, name } of answer.rows) known.set(id, name);
  return known;
}
