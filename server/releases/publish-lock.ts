/**
 * One publish at a time, across processes. On MySQL a named lock of the server, which ends with its connection when a
 * process dies; on SQLite, whose file is on one machine, a row with the id of the process, which counts while it lives.
 */
import type { Knex } from 'knex';
import type { Database } from '../database/database.js';
import { conflict } from '../errors.js';

/** `waitSeconds`: how long to wait for another server's publish (MySQL); 0 refuses at once with 409 PUBLISH_RUNNING. */
export type PublishLock = <T>(work: () => Promise<T>, waitSeconds?: number) => Promise<T>;

const busy = () =>
  conflict(
    'PUBLISH_RUNNING',
    'A release is being published just now, or a backup is being made. Look at it when it is done, then try again.',
  );

export function createPublishLock(database: Database): PublishLock {
  let held = false;
  return async (work, waitSeconds = 0) => {
    if (held) throw busy();
    held = true;
    try {
      return database.engine === 'mysql'
        ? await withServerLock(database.read, work, waitSeconds)
        : await withProcessRow(database, work);
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
async function withServerLock<T>(knex: Knex, work: () => Promise<T>, waitSeconds: number): Promise<T> {
  const client = knex.client as ConnectionSource;
  const connection = await client.acquireConnection();
  const ask = async (sql: string): Promise<unknown> => {
    const [rows] = (await knex.raw(sql).connection(connection as never)) as [{ answer: unknown }[]];
    return rows[0]?.answer;
  };
  const name = "CONCAT('trellis_publish_', MD5(DATABASE()))";
  try {
    if (Number(await ask(`SELECT GET_LOCK(${name}, ${Number(waitSeconds)}) AS answer`)) !== 1) throw busy();
    try {
      return await work();
    } finally {
      await ask(`SELECT RELEASE_LOCK(${name}) AS answer`);
    }
  } finally {
    await client.releaseConnection(connection);
  }
}

const rowName = 'publish_process';

/** A command beside the running server is another process on the same file. */
async function withProcessRow<T>(database: Database, work: () => Promise<T>): Promise<T> {
  await database.write(async (transaction) => {
    const row = (await transaction('sys_setting').select('value').where({ name: rowName }).first()) as
      { value: string } | undefined;
    if (row && Number(row.value) !== process.pid && isAlive(Number(row.value))) throw busy();
    const value = String(process.pid);
    await transaction('sys_setting').insert({ name: rowName, value }).onConflict('name').merge(['value']);
  });
  try {
    return await work();
  } finally {
    await database.write((transaction) => transaction('sys_setting').where({ name: rowName }).delete());
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as { code?: string }).code === 'EPERM';
  }
}
