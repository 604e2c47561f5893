/**
 * The password of a connection: in a variable of the environment, or kept sealed. A kept one is bound to the server, port
 * and user it was given for: a document that is turned to another server does not take it there.
 */
import type { ConnectionDocument } from '../../../metadata/schema/connection.js';
import { recordEvent } from '../../access/audit.js';
import type { Context } from '../../context.js';
import { seal, unseal } from '../../seal.js';

const settingOf = ({ id }: ConnectionDocument): string => `connection_secret:${id}`;
const placeOf = ({ id, type, host = '', port = 0, user = '' }: ConnectionDocument) => ({
  purpose: 'connection password',
  boundTo: JSON.stringify([id, type, host.toLowerCase(), port, user]),
});

/** Empty where there is none, or it was given for another server. */
export async function passwordOf(context: Context, document: ConnectionDocument): Promise<string> {
  const { secret } = document;
  if (!secret) return '';
  if ('environment' in secret) return process.env[secret.environment] ?? '';
  const row = (await context.database
    .read('sys_setting')
    .where({ name: settingOf(document) })
    .first('value')) as { readonly value: string } | undefined;
  if (!row) return '';
  try {
    return unseal(context, row.value, placeOf(document));
  } catch {
    // Kept for another place, person or secret of the server: it opens nothing here, and who has none is refused there.
    return '';
  }
}

/** `null` takes it away. It is told to nobody afterwards. */
export async function keepPassword(
  context: Context,
  document: ConnectionDocument,
  password: string | null,
): Promise<void> {
  const name = settingOf(document);
  await context.database.write(async (transaction) => {
    if (password === null) await transaction('sys_setting').where({ name }).delete();
    else {
      const value = seal(context, password, placeOf(document));
      await transaction('sys_setting').insert({ name, value }).onConflict('name').merge(['value']);
    }
    const data = { connection: document.name, kept: password !== null };
    await recordEvent(context, transaction, { type: 'connection.secret', userId: context.principal.id, data });
  });
}
