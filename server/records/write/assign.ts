/**
 * Giving a record to somebody else is an action of its own (`assign`): whoever may change a record may not for that
 * reason hand it over. It is asked of what the record was; where a hand-over comes alone, the record may leave the reach
 * of whoever gives it away.
 */
import type { Entity } from '../../../metadata/model/model.js';
import type { Problem, Value } from '../../../metadata/value.js';
import type { Context } from '../../context.js';
import { isSame, type Draft } from './draft.js';
import { allowedIds } from './reach.js';
import type { Write } from './write.js';

/** The field that says whose the records of an entity are; none for those that nobody owns. */
export function ownerField(entity: Entity): string | undefined {
  const name = { user: 'owner', department: 'department', none: undefined }[entity.owner];
  return name !== undefined && entity.fields.has(name) ? name : undefined;
}

/** Adds FIELD_READONLY to drafts of one entity that name another owner without the right to. */
export async function checkOwners(write: Write, entity: Entity, drafts: readonly Draft[]): Promise<void> {
  const field = ownerField(entity);
  if (field === undefined) return;
  const { access, principal } = write.context;
  const given = drafts.filter((draft) => draft.given.has(field));
  const created = given.filter(
    (draft) => draft.action === 'create' && !isSame(draft.values[field], ownOf(principal, entity)),
  );
  const moved = given.filter(
    (draft) => draft.action === 'update' && !isSame(draft.values[field], draft.before?.values[field]),
  );
  if (!access.mayEver('assign', entity.name)) {
    for (const draft of [...created, ...moved]) draft.problems.push(problem(draft, field));
    return;
  }
  if (moved.length === 0) return;
  const allowed = await allowedIds(write, entity, 'assign', moved.map((draft) => draft.before!)); // prettier-ignore
  for (const draft of moved) if (!allowed.has(draft.id)) draft.problems.push(problem(draft, field));
}

/** Nothing but the owner changes. */
export function isHandOver(draft: Draft): boolean {
  const field = ownerField(draft.entity);
  return draft.action === 'update' && field !== undefined && draft.given.size === 1 && draft.given.has(field);
}

/** Whose a new record is when nobody says. */
function ownOf({ id, department, kind }: Context['principal'], { owner }: Entity): Value {
  if (kind !== 'user') return null;
  return owner === 'department' ? department : id;
}

const problem = (draft: Draft, field: string): Problem => ({
  path: `${draft.pointer}/${field}`,
  code: 'FIELD_READONLY',
  message: 'You may not give this record to somebody else. Ask whoever may assign it.',
});
