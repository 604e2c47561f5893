/**
 * Merges records into one that stays, in one transaction:
 *
 *   rows locked, rights, versions -> values taken, merged ones deleted -> what pointed to them points to the one that stays
 *   -> comments, followers, shares, notices -> history of both
 *
 * What may be done follows docs/decisions/014-merging-moves-what-points.md.
 */
import type { Entity } from '../../../metadata/model/model.js';
import { say } from '../../../metadata/words.js';
import type { Context } from '../../context.js';
import { invalid } from '../../errors.js';
import { answerRecord } from '../answer.js';
import { entityToRead } from '../entity.js';
import type { RecordText } from '../get.js';
import { runOnce, type OnceKey } from '../once.js';
import { mayWrite } from '../write/body.js';
import type { Draft, StoredRow } from '../write/draft.js';
import { inWrite } from '../write/in-write.js';
import { assertCurrent } from '../write/merge.js';
import { checkDrafts, refuseProblems, storeDrafts } from '../write/pipeline.js';
import { draftDelete, draftUpdate } from '../write/prepare-drafts.js';
import { allowedIds } from '../write/reach.js';
import { loadRows } from '../write/store.js';
import type { Write } from '../write/write.js';
import { loadMerged } from './load-merged.js';
import { moveBeside, noteMerge } from './move-beside.js';
import { movePointers } from './move-pointers.js';

/** Records that are merged into one at a time. */
export const mostMerged = 10;

export interface MergeRequest {
  /** Of the record that stays. */
  readonly version: number;
  readonly from: readonly { readonly id: string; readonly version: number }[];
  readonly values?: Readonly<Record<string, unknown>>;
}

/** Gives the record that stays. 404 for records not to be seen, 403, 409 VERSION_CONFLICT, 422 for what cannot be merged. */
export async function mergeRecords(
  context: Context,
  name: string,
  id: string,
  { version, from, values = {} }: MergeRequest,
  once?: OnceKey,
): Promise<RecordText> {
  const entity = entityToRead(context, name);
  const merge = async (write: Write): Promise<RecordText> => {
    const { kept, merged } = await loadMerged(write, entity, id, from.map((each) => each.id)); // prettier-ignore
    refuseToMany(context, entity, values);
    const draft = await draftUpdate(write, entity, kept, values);
    await assertCurrent(write, draft, version);
    const deletions = merged.map((row) => draftDelete(entity, row, ''));
    for (const deletion of deletions) {
      await assertCurrent(write, deletion, from.find((each) => each.id === deletion.id)!.version);
    }
    const left = leaveMerged(draft, kept, merged);
    uniteTags(context, draft, merged);
    await checkDrafts(write, [draft]);
    // Where a merged record stood need not be seen to stand there.
    const problems = draft.problems.filter(({ path, code }) => code !== 'REFERENCE_NOT_FOUND' || !left.has(path));
    draft.problems.splice(0, Infinity, ...problems);
    refuseProblems(draft);
    await storeDrafts(write, [draft, ...deletions]);
    await movePointers(write, entity, kept, merged);
    const mayShare = (await allowedIds(write, entity, 'share', [kept])).has(id);
    const ids = merged.map((row) => row.id);
    await moveBeside(write, name, id, ids, { shares: mayShare });
    const [stays] = await loadRows(write, entity, [id]);
    await noteMerge(write, entity, stays!, merged);
    return answerRecord(write, name, id, stays!.version);
  };
  return inWrite(context, (write) => (once ? runOnce(write, once, merge) : merge(write)), { bulk: true });
}

/** Rows and links of all records are kept: a set in `values` would take some away. */
function refuseToMany({ access }: Context, entity: Entity, values: object): void {
  for (const name of Object.keys(values)) {
    const field = entity.fields.get(name);
    // One that may not be read is unknown, as in the body of any change.
    if ((!field?.children && !field?.links) || !access.canRead(field)) continue;
    const words = say`The rows of all merged records are kept: leave "${{ field: name }}" out.`;
    throw invalid([{ path: `/values/${name}`, code: 'INVALID_VALUE', ...words }], 'INVALID_VALUE');
  }
}

/** The one that stays does not point to what goes: in a tree it takes the place that the other one had. Gives the paths changed. */
function leaveMerged(draft: Draft, kept: StoredRow, merged: readonly StoredRow[]): ReadonlySet<string> {
  const left = new Set<string>();
  const gone = new Map(merged.map((row) => [row.id, row]));
  for (const field of draft.entity.fields.values()) {
    if (field.target !== draft.entity.name || field.columns.length === 0 || field.system) continue;
    let to = draft.values[field.name] ?? null;
    for (let steps = 0; typeof to === 'string' && gone.has(to) && steps <= merged.length; steps++) {
      to = field.tree ? (gone.get(to)!.values[field.name] ?? null) : null;
    }
    if (to === kept.id || (typeof to === 'string' && gone.has(to))) to = null;
    if (to !== (draft.values[field.name] ?? null)) left.add(`/${field.name}`);
    draft.values[field.name] = to;
  }
  return left;
}

/** Whoever may not write tags brings none along: a role may give rights by them. */
function uniteTags({ access }: Context, draft: Draft, merged: readonly StoredRow[]): void {
  for (const field of draft.entity.fields.values()) {
    if (field.type.id !== 'tags' || draft.given.has(field.name) || !mayWrite(access, field)) continue;
    const lists = [draft.before!, ...merged].map((row) => row.values[field.name]);
    const words = lists.flatMap((list) => (Array.isArray(list) ? (list as readonly string[]) : []));
    if (words.length > 0) draft.values[field.name] = [...new Set(words)].sort();
  }
}
