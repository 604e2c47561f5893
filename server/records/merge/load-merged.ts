/** Who may merge what: the record that stays is read and changed, the others are read and deleted. */
import type { Entity } from '../../../metadata/model/model.js';
import { notFound, unprocessable } from '../../errors.js';
import type { StoredRow } from '../write/draft.js';
import { assertAllowed } from '../write/reach.js';
import { loadRows } from '../write/store.js';
import type { Write } from '../write/write.js';

/** Accounts, owners and departments are more than what points to them. */
const neverMerged: ReadonlySet<string> = new Set(['user', 'department']);

/** The records of a merge, if the caller may do it: 404, 403, 422 NOT_MERGED and SAME_RECORD. */
export async function loadMerged(
  write: Write,
  entity: Entity,
  id: string,
  from: readonly string[],
  { lock = true }: { readonly lock?: boolean } = {},
): Promise<{ readonly kept: StoredRow; readonly merged: readonly StoredRow[] }> {
  const rows = await loadRows(write, entity, [id, ...from], lock ? { lock: 'update' } : {});
  const kept = rows.find((row) => row.id === id);
  if (!kept) throw notFound();
  // Answers tell of values and counts: a right to change what one may not see is not enough.
  await assertAllowed(write, entity, 'read', [kept]);
  await assertAllowed(write, entity, 'update', [kept]);
  if (neverMerged.has(entity.name)) throw unprocessable('NOT_MERGED', 'Records of this kind cannot be merged.');
  if (from.includes(id) || new Set(from).size < from.length)
    throw unprocessable('SAME_RECORD', 'A record cannot be merged with itself: name each one once.', { path: '/from' });
  const merged = rows.filter((row) => row.id !== id);
  if (merged.length < from.length) throw notFound();
  await assertAllowed(write, entity, 'read', merged);
  await assertAllowed(write, entity, 'delete', merged);
  return { kept, merged };
}
