/** Shares by hand of one record that reach a person, with names. */
import { levelsFor } from '../../../metadata/query/share.js';
import type { ShareLevel } from '../../../metadata/schema/query.js';
import { meetsRule } from '../../records/may-act.js';
import { readShares, type StoredShare } from '../../records/share-store.js';
import { describeShares } from '../../records/shares.js';
import type { Case } from './explain.js';
import { readPaths } from './read-path.js';

export interface ReachingShare {
  readonly to: string;
  readonly by: string | null;
  readonly until: string | null;
}

/** `along` leads from the record to the whole that was shared, a record of the entity `whole`. */
export async function sharesThatReach(
  given: Case,
  { level, along, whole }: { readonly level: ShareLevel; readonly along: string; readonly whole: string },
): Promise<readonly ReachingShare[]> {
  const { context, entity, id } = given;
  const paths = [along === '' ? 'id' : along];
  const [record] = (await readPaths(context, { entity: entity.name, id, paths })) ?? [];
  if (typeof record !== 'string') return [];
  const today = context.evaluation.today();
  const inForce = (await readShares(context.database.read, whole, record)).filter(
    (share) => levelsFor[level].includes(share.level) && (share.until === null || share.until >= today),
  );
  const reaching: StoredShare[] = [];
  for (const share of inForce) if (await reaches(given, share)) reaching.push(share);
  const told = await describeShares(context, reaching);
  return told.map(({ to, by, until }) => ({ to: to.label ?? to.id, by: by?.label ?? null, until }));
}

async function reaches({ theirs, entity, id }: Case, { kind, grantee }: StoredShare): Promise<boolean> {
  const { principal } = theirs;
  if (kind === 'below') return meetsRule(theirs, { entity: entity.name, id }, { memberOf: grantee });
  return { user: [principal.id], role: principal.roles, department: [principal.department] }[kind].includes(grantee);
}
