/** A person's own sessions: where they are signed in, and ending what is not theirs any more. */
import { Type } from '@sinclair/typebox';
import { closed } from '../../metadata/schema/common.js';
import { isoAfter } from '../clock.js';
import type { Context } from '../context.js';
import { notFound } from '../errors.js';
import { defineRoute, Reply, type Route } from '../http/route.js';
import { recordEvent } from './audit.js';
import type { Identities } from './identity.js';
import { idleSeconds, type Session } from './session.js';

/** A session as its owner sees it. */
export interface OwnSession {
  /** Names the session among those of the account; opens nothing. */
  readonly id: string;
  /** ISO. */
  readonly since: string;
  /** ISO; kept up to date every few minutes. */
  readonly seen: string;
  readonly address: string;
  /** What the browser calls itself. */
  readonly agent: string;
  /** The session that asks. */
  readonly current: boolean;
}

/** The beginning of what the database keeps: enough to tell twenty apart, too little to be looked for. */
const handleLength = 16;
const handleOf = (idHash: string): string => idHash.slice(0, handleLength);

export function ownSessionRoutes({ identities }: { readonly identities: Identities }): readonly Route[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/session/all',
      right: 'session',
      summary: 'Lists the own open sessions: since when, last seen, address and browser.',
      async handler(context, { client }) {
        return { sessions: await listOwn(context, (await identities.recheck(client)).session!) };
      },
    }),
    defineRoute({
      method: 'DELETE',
      path: '/session/others',
      right: 'session',
      summary: 'Ends the own sessions except this one; with `id` that one alone.',
      query: closed({ id: Type.Optional(Type.String({ pattern: `^[0-9a-f]{${handleLength}}$` })) }),
      async handler(context, { client, query: { id } }) {
        const { session } = await identities.recheck(client);
        await endOthers(context, session!, { address: client.address, ...(id === undefined ? {} : { id }) });
        return new Reply(204, { empty: true });
      },
    }),
  ];
}

/** Latest seen first. */
async function listOwn({ database, clock }: Context, own: Session): Promise<readonly OwnSession[]> {
  const rows = (await database
    .read('sys_session as s')
    .join('sys_account as a', 'a.user_id', 's.user_id')
    .select('s.id_hash', 's.created_at', 's.seen_at', 's.address', 's.agent')
    .where('s.user_id', own.userId)
    .whereRaw('s.epoch = a.epoch')
    .where('s.expires_at', '>', clock.now().toISOString())
    .where('s.seen_at', '>', isoAfter(clock, -idleSeconds))
    .orderBy('s.seen_at', 'desc')) as Record<
    'id_hash' | 'created_at' | 'seen_at' | 'address' | 'agent',
    string | null
  >[];
  return rows.map((row) => ({
    id: handleOf(row.id_hash!),
    since: row.created_at!,
    seen: row.seen_at!,
    address: row.address ?? '',
    agent: row.agent ?? '',
    current: row.id_hash === own.idHash,
  }));
}

/** 404 when there is no such session, or it is the one that asks: that one signs out. */
async function endOthers(
  context: Context,
  { userId, idHash }: Session,
  { id, address }: { readonly id?: string; readonly address: string },
): Promise<void> {
  await context.database.write(async (transaction) => {
    const rows = (await transaction('sys_session').select('id_hash').where('user_id', userId)) as { id_hash: string }[];
    const others = rows.map((row) => row.id_hash).filter((hash) => hash !== idHash);
    const ended = id === undefined ? others : others.filter((hash) => handleOf(hash) === id);
    if (id !== undefined && ended.length === 0) throw notFound();
    await transaction('sys_session').whereIn('id_hash', ended).delete();
    await recordEvent(context, transaction, { type: 'sessions.ended', userId, address, data: { count: ended.length } });
  });
}
