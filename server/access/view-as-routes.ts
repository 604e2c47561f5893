/** PUT and DELETE /session/view-as: begin and leave the view of somebody else. Both are security events. */
import { Type } from '@sinclair/typebox';
import { closed, Name, Ulid } from '../../metadata/schema/common.js';
import type { Context } from '../context.js';
import type { ClientInfo } from '../http/client.js';
import { defineRoute, Reply, type Route } from '../http/route.js';
import { recordEvent } from './audit.js';
import type { Identities } from './identity.js';
import { hashSessionId, isSessionId } from './session.js';
import { openView, writeViewAs } from './view-as.js';

const path = '/session/view-as';

export function viewAsRoutes({ identities }: { readonly identities: Identities }): readonly Route[] {
  return [
    defineRoute({
      method: 'PUT',
      path,
      right: 'grant',
      summary: 'Shows the site as another person, or as one role alone, sees it; nothing can be changed meanwhile.',
      body: Type.Union([closed({ user: Ulid }), closed({ role: Name })]),
      async handler(context, { body, client }) {
        const { database, release, access } = context;
        const { viewing } = await openView({ database, release, own: access, viewAs: body });
        await mark(context, client, { flag: writeViewAs(body), userId: access.principal.id, type: 'view-as.begun', data: body });
        return { viewAs: viewing };
      },
    }),
    defineRoute({
      method: 'DELETE',
      path,
      right: 'session',
      whileViewing: true,
      summary: 'Leaves the view of somebody else.',
      async handler(context, { client }) {
        const { viewing } = await identities.recheck(client);
        if (viewing) await mark(context, client, { flag: null, userId: viewing.by.id, type: 'view-as.left', data: {} });
        return new Reply(204, { empty: true });
      },
    }),
  ]; // prettier-ignore
}

interface Mark {
  readonly flag: string | null;
  readonly userId: string;
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

async function mark(context: Context, client: ClientInfo, { flag, userId, type, data }: Mark): Promise<void> {
  const { sessionId } = client;
  if (!isSessionId(sessionId)) return;
  await context.database.write(async (transaction) => {
    await transaction('sys_session').where('id_hash', hashSessionId(sessionId)).update({ view_as: flag });
    await recordEvent(context, transaction, { type, userId, address: client.address, data });
  });
}
