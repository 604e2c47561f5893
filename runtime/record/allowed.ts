/** What the person may do with the record that is shown: a role may allow it for some records and not for this one. */
import { ApiFailure } from '../data/api-client.js';
import type { Host } from '../host/host.js';
import { recordPath } from './save-record.js';

export interface Allowed {
  readonly update: boolean;
  readonly delete: boolean;
  readonly share: boolean;
}

/** What the roles allow for some record at all, also for a new one. */
export function allowedAtAll(host: Host, entity: string): Allowed {
  const access = host.app.access(entity);
  return { update: access?.update === true, delete: access?.delete === true, share: access?.share === true };
}

/** Asks for this record; where the answer does not come, the server refuses what is not allowed. */
export async function fetchAllowed(host: Host, entity: string, id: string): Promise<Allowed> {
  const most = allowedAtAll(host, entity);
  if (id === '' || !Object.values(most).includes(true)) return most;
  try {
    return await host.api.get<Allowed>(`${recordPath(entity, id)}/allowed`);
  } catch (error) {
    if (!(error instanceof ApiFailure)) throw error;
    return most;
  }
}
