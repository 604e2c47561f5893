/**
 * The copy of a database on MariaDB: every table with its indexes and rows. Ours have no foreign keys, triggers, views or
 * computed columns (server/database/schema.ts), so nothing else is to be taken along.
 */
import { randomBytes } from 'node:crypto';
import { createConnection, type RowDataPacket } from 'mysql2/promise';

/** A new, empty database on the server of an address; it goes with the private server. Gives its address. */
export async function createBeside(url: string): Promise<string> {
  const name = `template_${randomBytes(6).toString('hex')}`;
  const connection = await createConnection(url);
  try {
    await connection.query(`CREATE DATABASE \`${name}\``);
  } finally {
    await connection.end();
  }
  return String(Object.assign(new URL(url), { pathname: `/${name}` }));
}

/** Fills the empty database of an address with what another one on the same server holds. */
export async function copyDatabase(from: string, to: string): Promise<void> {
  const source = new URL(from).pathname.slice(1);
  const connection = await createConnection({ uri: to, multipleStatements: true });
  try {
    const [rows] = await connection.query<RowDataPacket[]>(
      `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = ? AND table_type = 'BASE TABLE'`,
      [source],
    );
    const tables = rows.map((row) => `\`${String(row['name'])}\``);
    if (tables.length === 0) throw new Error(`The database ${source} has no tables to copy.`);
    const each = (statement: (table: string) => string) => tables.map(statement).join(';');
    await connection.query(each((table) => `CREATE TABLE ${table} LIKE \`${source}\`.${table}`));
    await connection.query(
      `START TRANSACTION;${each((table) => `INSERT INTO ${table} SELECT * FROM \`${source}\`.${table}`)};COMMIT`,
    );
  } finally {
    await connection.end();
  }
}
