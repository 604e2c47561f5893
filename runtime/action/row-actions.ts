/** What the menu of a row offers besides: the record and what may be done with it are asked for when it opens. */
import { ApiFailure } from '../data/api-client.js';
import type { WireRecord } from '../data/record.js';
import type { Host } from '../host/host.js';
import { fetchAllowed } from '../record/allowed.js';
import { createRules } from '../record/open-record.js';
import { recordPath } from '../record/save-record.js';
import type { MenuItem } from '../ui/menu.js';
import { actionItems, offeredActions } from './offered.js';

export interface RowPlace {
  readonly host: Host;
  readonly root: ParentNode & Node;
  readonly entity: string;
  readonly id: string;
  refresh(): Promise<void>;
}

/** None where the record cannot be read just now: opening it tells why. */
export async function rowActions({ host, root, entity: name, id, refresh }: RowPlace): Promise<readonly MenuItem[]> {
  const entity = host.app.entity(name);
  if (!entity) return [];
  try {
    const [record, allowed] = await Promise.all([
      host.api.get<WireRecord>(recordPath(name, id)),
      fetchAllowed(host, name, id),
      host.app.ensureFunctions(),
    ]);
    const offered = offeredActions(entity, record, { rules: createRules(host), allowed });
    return actionItems(host, offered, (action) => {
      void import('./run-action.js').then(({ runAction }) =>
        runAction({ host, root, place: { entity: name, id }, action, stay: refresh }),
      );
    });
  } catch (error) {
    if (!(error instanceof ApiFailure)) throw error;
    return [];
  }
}
