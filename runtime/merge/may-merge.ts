/** Whether merging is offered; of single records the server decides. */
import type { Host } from '../host/host.js';

/** Records that one dialog compares. */
export const mostCompared = 5;

export function mayMerge({ app }: Pick<Host, 'app'>, entity: string, count = 2): boolean {
  const { update, delete: remove } = app.access(entity) ?? {};
  // Accounts and departments are more than their records.
  return !!update && !!remove && !/^(user|department)$/.test(entity) && count > 1 && count <= mostCompared;
}
