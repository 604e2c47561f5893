/** People who leave or whose record goes can no longer sign in: the last of them who may do everything must stay. */
import { refuseLosingAdministrators } from '../../access/may-grant.js';
import { changedFields, draftsOf, type Draft } from './draft.js';
import type { Write } from './write.js';

/** Asked of every write, whichever way it came; throws 409 LAST_ADMINISTRATOR. */
export async function keepAdministrators({ context, transaction }: Write, roots: readonly Draft[]): Promise<void> {
  const people = roots.flatMap((root) => [...draftsOf(root)]).filter((draft) => draft.entity.name === 'user');
  const gone = people.filter((draft) => draft.action === 'delete' || leaves(draft));
  if (gone.length === 0) return;
  const path = gone.every(leaves) ? `${gone[0]!.pointer}/active` : gone[0]!.pointer;
  await refuseLosingAdministrators(context, transaction, gone.map(({ id }) => id), path); // prettier-ignore
}

const leaves = (draft: Draft): boolean =>
  draft.action === 'update' && draft.values['active'] === false && changedFields(draft).includes('active');
