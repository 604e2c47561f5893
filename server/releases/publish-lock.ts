/**
 * One publish at a time. On MySQL a named lock of the server, which ends with its connection when a process dies; on
 * SQLite, where one server holds the file, a flag of this process.
 */
import type { Knex } from 'knex';
import type { Database } from '../database/database.js';
import { conflict } from '../errors.js';

export type PublishLock = <T>(work: () => Promise<T>) => Promise<T>;

const busy = () =>
  conflict(
    'PUBLISH_RUNNING',
    'Another release is being published just now. Look at it when it is done, then try again.',
  );

/** Refuses with 409 PUBLISH_RUNNING at once while another publish works. */
export function createPublishLock(database: Database): PublishLock {
  let held = false;
  return async (work) => {
    if (held) throw busy();
    held = true;
    try {
      return database.engine === 'mysql' ? await withServerLock(database.read, work) : await work();
    } finally {
      held = false;
    }
  };
}

interface ConnectionSource {
  acquireConnection(): Promise<unknown>;
  releaseConnection(connection: unknown): Promise<void>;
}

/** The lock sits on a reading connection, so that none of those that write is kept from its work. */
async function withServerLock<T>(knex: Knex, work: () => Promise<T>): Promise<T> {
  const client = knex.client as ConnectionSource;
  const connection = await client.acquireConnection();
  const ask = async (sql: string): Promise<unknown> => {
    const [rows] = (await knex.raw(sql).connection(connection as never)) as [{ answer: unknown }[]];
    return rows[0]?.answer;
  };
  const name = "CONCAT('trellis_publish_', MD5(DATABASE()))";
  try {
    if (Number(await ask(`SELECT GET_LOCK(${name}, 0) AS answer`)) !== 1) throw busy();
    try {
      return await work();
    } finally {
      await ask(`SELECT RELEASE_LOCK(${name}) AS answer`);
    }
  } finally {
    await client.releaseConnection(connection);
  }
}
