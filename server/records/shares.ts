/**
 * Sharing a record by hand:  may read -> may share (and may do what they share) -> receiver exists -> row, history, events
 *
 * Nobody gives more than they hold: sharing to change asks for the right to change. What a receiver sees of it is decided
 * by their own roles (metadata/access/rules.ts).
 */
import { Type, type Static } from '@sinclair/typebox';
import { closed, Name, oneOf, Ulid } from '../../metadata/schema/common.js';
import { shareLevels } from '../../metadata/schema/query.js';
import type { ShareReceiver } from '../../metadata/query/share.js';
import { isDate } from '../../metadata/time.js';
import { labelText } from '../../metadata/value.js';
import type { Context } from '../context.js';
import { notFound, unprocessable } from '../errors.js';
import { entityToRead } from './entity.js';
import { getRecord } from './get.js';
import { mayAct } from './may-act.js';
import { readLabels } from './read/labels.js';
import { deleteShare, readShares, writeShare, type StoredShare } from './share-store.js';
import type { StoredRow } from './write/draft.js';
import { inWrite } from './write/in-write.js';
import { assertAllowed, notAllowed } from './write/reach.js';
import { loadRows } from './write/store.js';
import { authorOf } from './write/trail.js';
import type { Write } from './write/write.js';

export const ShareSchema = closed({
  to: Type.Union([
    closed({ user: Ulid }),
    closed({ role: Name }),
    closed({ department: Ulid, below: Type.Optional(Type.Boolean()) }),
  ]),
  level: oneOf(shareLevels),
  /** Last day, `2026-12-31`; until it is taken back when absent. */
  until: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })),
});
export type ShareRequest = Static<typeof ShareSchema>;

export interface ShareView {
  readonly id: string;
  readonly kind: ShareReceiver;
  /** The label is null where the reader may not see the person or department. */
  readonly to: { readonly id: string; readonly label: string | null };
  readonly level: StoredShare['level'];
  readonly until: string | null;
  readonly by: { readonly id: string; readonly label: string | null } | null;
  readonly at: string;
}

export interface ShareList {
  readonly shares: readonly ShareView[];
  /** Roles that records may be shared with. */
  readonly roles: readonly { readonly name: string; readonly label: string }[];
  /** The highest level that the reader may give. */
  readonly most: StoredShare['level'];
}

/** For those who may share the record. */
export async function listShares(context: Context, name: string, id: string): Promise<ShareList> {
  const entity = entityToRead(context, name);
  await getRecord(context, name, id, ['id']);
  if (!(await mayAct(context, { entity: name, id, action: 'share' }))) throw notAllowed(entity, 'share');
  const mayUpdate = await mayAct(context, { entity: name, id, action: 'update' });
  const { language } = context.principal;
  return {
    shares: await describeShares(context, await readShares(context.database.read, name, id)),
    roles: context.release.model
      .list('role')
      .map((role) => ({ name: role.name, label: labelText(role.label, language, role.name) })),
    most: mayUpdate ? 'update' : 'read',
  };
}

/** Adds a share, or changes the one that this receiver has. */
export async function putShare(context: Context, name: string, id: string, request: ShareRequest): Promise<ShareList> {
  entityToRead(context, name);
  const receiver = receiverOf(request);
  await inWrite(context, async (write) => {
    const row = await rowToShare(write, name, id);
    if (request.level === 'update') {
      const entity = entityToRead(context, name);
      await assertAllowed(write, entity, 'update', [row]);
    }
    await checkReceiver(write, receiver);
    const until = checkUntil(context, request.until);
    const share: StoredShare = {
      id: context.newId(), entity: name, record: id, ...receiver, level: request.level, until,
      by: authorOf(context), at: write.now,
    }; // prettier-ignore
    await writeShare(write.transaction, share);
    await noteShare(write, row, 'share', share);
    tell(write, share, 'shared');
  });
  return listShares(context, name, id);
}

/** Takes a share back. */
export async function removeShare(context: Context, name: string, id: string, share: string): Promise<ShareList> {
  entityToRead(context, name);
  await inWrite(context, async (write) => {
    const row = await rowToShare(write, name, id);
    const held = (await readShares(write.transaction, name, id)).find((each) => each.id === share);
    if (!held) throw notFound();
    await deleteShare(write.transaction, held);
    await noteShare(write, row, 'unshare', held);
    tell(write, held, 'unshared');
  });
  return listShares(context, name, id);
}

/* ---------------------------------------------------------------- checks */

async function rowToShare(write: Write, name: string, id: string): Promise<StoredRow> {
  const entity = entityToRead(write.context, name);
  const [row] = await loadRows(write, entity, [id], { lock: 'update' });
  if (!row) throw notFound();
  await assertAllowed(write, entity, 'share', [row]);
  return row;
}

function receiverOf({ to }: ShareRequest): Pick<StoredShare, 'kind' | 'grantee'> {
  if ('user' in to) return { kind: 'user', grantee: to.user };
  if ('role' in to) return { kind: 'role', grantee: to.role };
  return { kind: to.below ? 'below' : 'department', grantee: to.department };
}

/** Where a receiver's name is looked up; roles are documents. */
const entityOf: Readonly<Partial<Record<ShareReceiver, string>>> = {
  user: 'user',
  department: 'department',
  below: 'department',
};

async function checkReceiver({ context }: Write, { kind, grantee }: Pick<StoredShare, 'kind' | 'grantee'>) {
  const entity = entityOf[kind];
  const known = entity
    ? (await readLabels(context, entity, [grantee])).has(grantee)
    : context.release.model.find('role', grantee) !== undefined;
  if (!known) {
    throw unprocessable('UNKNOWN_RECEIVER', 'There is nobody of that name to share with. Choose somebody else.', { path: '/to' });
  }
} // prettier-ignore

function checkUntil({ evaluation }: Context, until: string | undefined): string | null {
  if (until === undefined) return null;
  if (!isDate(until)) throw unprocessable('INVALID_VALUE', 'This is not a day of the calendar.', { path: '/until' });
  if (until < evaluation.today()) {
    throw unprocessable('UNTIL_PAST', 'The last day is over already: choose today or a later one.', { path: '/until' });
  }
  return until;
}

/* ---------------------------------------------------------------- what is left behind */

/** A line of the history that changes no version: nobody's open form is out of date by it. */
async function noteShare(
  { context, transaction, now }: Write,
  row: StoredRow,
  action: 'share' | 'unshare',
  { entity, record, kind, grantee, level, until }: StoredShare,
): Promise<void> {
  await transaction('sys_history').insert({
    id: context.newId(),
    entity,
    record_id: record,
    version: row.version,
    at: now,
    user_id: authorOf(context),
    action,
    changes: JSON.stringify({ share: { kind, grantee, level, until } }),
  });
}

/** Lists and open pages of those who may see the record follow; the person named is told who shared what. */
function tell({ context }: Write, { entity, record, kind, grantee }: StoredShare, action: 'shared' | 'unshared'): void {
  const { events, principal } = context;
  context.afterCommit(() => {
    events.publish({ type: 'record', entity, id: record, rightsChanged: true, data: { action } });
    if (kind !== 'user') return;
    if (action === 'shared') {
      context.shareWatch?.(context, { userId: grantee, entity, recordId: record });
      const data = { by: principal.name };
      events.publish({ type: 'share', userId: grantee, entity, id: record, rightsChanged: true, data });
    } else {
      // They may no longer see the record, so they are told only that their lists of it changed.
      events.publish({ type: 'record', userId: grantee, entity, rightsChanged: true, data: { action } });
    }
  });
}

/** Names of receivers and authors as the reader may see them; two statements whatever the number. */
export async function describeShares(context: Context, shares: readonly StoredShare[]): Promise<readonly ShareView[]> {
  const idsOf = (entity: string) =>
    shares.filter(({ kind }) => entityOf[kind] === entity).map(({ grantee }) => grantee);
  const authors = shares.flatMap(({ by }) => (by === null ? [] : [by]));
  const users = await readLabels(context, 'user', [...idsOf('user'), ...authors]);
  const departments = await readLabels(context, 'department', idsOf('department'));
  const { language } = context.principal;
  const labelOf = ({ kind, grantee }: StoredShare): string | null => {
    if (kind === 'role') return labelText(context.release.model.find('role', grantee)?.label, language, grantee);
    return (kind === 'user' ? users : departments).get(grantee) ?? null;
  };
  return shares.map((share) => ({
    id: share.id,
    kind: share.kind,
    to: { id: share.grantee, label: labelOf(share) },
    level: share.level,
    until: share.until,
    by: share.by === null ? null : { id: share.by, label: users.get(share.by) ?? null },
    at: share.at,
  }));
}
