/**
 * Opens the database of a named connection for one statement after the other: read only, guarded as our own. Whatever
 * goes wrong is told in the same words, so that nobody learns from them what listens where.
 */
import { realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { connectionFailed } from './connection-failed.js';
import type { WorkSource } from './messages.js';
import type { ConnectionSettings } from './people-sql.js';
import { allowOnlyReading } from './sqlite-authorizer.js';
import type { PeopleDatabase } from './work-context.js';
import { openMysqlReader, openSqliteReader, type Opened } from './work-database.js';

const opened = new Map<string, Opened<PeopleDatabase>>();

export async function openConnection(
  settings: ConnectionSettings,
  { connectionsFolder }: WorkSource,
): Promise<Opened<PeopleDatabase>> {
  const key = JSON.stringify(settings);
  const held = opened.get(key);
  if (held) return held;
  try {
    const made =
      settings.type === 'sqlite' ? openFile(settings.database, connectionsFolder) : await openServer(settings);
    opened.set(key, made);
    return made;
  } catch {
    throw connectionFailed();
  }
}

/** A link out of the folder is not followed. */
function openFile(name: string, folder: string | undefined): Opened<PeopleDatabase> {
  if (folder === undefined || !/^[A-Za-z0-9_-]{1,60}\.(?:db|sqlite)$/.test(name)) throw new Error('No such file.');
  const file = realpathSync(join(folder, name));
  if (dirname(file) !== realpathSync(folder)) throw new Error('No such file.');
  const connection = openSqliteReader(file);
  allowOnlyReading(connection);
  return { database: { engine: 'sqlite', connection, schema: '' }, limit: () => Promise.resolve() };
}

async function openServer(settings: Extract<ConnectionSettings, { type: 'mysql' }>): Promise<Opened<PeopleDatabase>> {
  const url = new URL('mysql://host');
  url.hostname = settings.host;
  url.port = String(settings.port);
  url.username = encodeURIComponent(settings.user);
  url.password = encodeURIComponent(settings.password);
  url.pathname = `/${encodeURIComponent(settings.database)}`;
  const { read, limit } = await openMysqlReader(String(url));
  return { database: { engine: 'mysql', read, schema: '' }, limit };
}
