/**
 * Puts the rows of a backup into a database that holds nothing but the tables of the platform:
 *
 *   tables of entities made -> what migrations wrote taken out -> rows, a piece a transaction -> indexes -> read back, compared
 */
import { createHash } from 'node:crypto';
import type { Log } from '../context.js';
import type { Scalar } from '../../metadata/value.js';
import { tableNames } from '../database/catalogue.js';
import type { Database, Transaction } from '../database/database.js';
import { runStatement } from '../database/run-statement.js';
import { createIndexSql, createTableSql } from '../database/schema.js';
import { openSnapshot } from '../database/snapshot.js';
import type { BackupTable, Manifest } from './manifest.js';
import type { BackupVisitor } from './read-backup.js';
import { BackupRefused } from './refused.js';
import { lineReader, tableLines } from './table-lines.js';

/** Values of one statement, and rows: SQLite takes 32,766, and a message of MySQL has its limit. */
const most = { values: 8_000, rows: 200 };

export async function prepareTables(database: Database, manifest: Manifest): Promise<void> {
  const { dialect, engine, read } = database;
  const there = new Set(await tableNames(engine, read));
  for (const { name, system, columns } of manifest.tables) {
    if (system && !there.has(name)) {
      throw new BackupRefused(`The backup has a table ${name}, which this version of Trellis does not have.`);
    }
    await database.write(async (transaction) => {
      if (system) await transaction(name).delete();
      else await transaction.raw(createTableSql(dialect, name, columns));
    });
  }
}

/** Takes the lines of tables that are listed. */
export function rowWriter({ dialect, write }: Database, manifest: Manifest): Required<Pick<BackupVisitor, 'lines'>> {
  const tables = new Map(manifest.tables.map((table) => [table.name, { table, read: lineReader(dialect, table) }]));
  return {
    async lines(name, text) {
      const known = tables.get(name);
      if (!known) throw new BackupRefused(`The table ${name} is not listed in this backup.`);
      const rows = text.split('\n').slice(0, -1).map(known.read);
      await write((transaction) => insertRows(transaction, known.table, rows, dialect.quote));
    },
  };
}

async function insertRows(
  transaction: Transaction,
  { name, columns }: BackupTable,
  rows: readonly (readonly Scalar[])[],
  quote: (identifier: string) => string,
): Promise<void> {
  const head = `INSERT INTO ${quote(name)} (${columns.map((column) => quote(column.name)).join(', ')}) VALUES `;
  const places = `(${columns.map(() => '?').join(', ')})`;
  const step = Math.max(1, Math.min(most.rows, Math.floor(most.values / columns.length)));
  for (let from = 0; from < rows.length; from += step) {
    const some = rows.slice(from, from + step);
    await runStatement(transaction, head + some.map(() => places).join(', '), some.flat());
  }
}

export async function makeIndexes(database: Database, manifest: Manifest): Promise<void> {
  for (const { name, columns, indexes } of manifest.tables) {
    for (const index of indexes) {
      const parts = index.columns
        .map((each) => columns.find((column) => column.name === each))
        .filter((each) => each !== undefined);
      const sql = createIndexSql(database.dialect, name, index.name, parts, index.unique);
      await database.write((transaction) => transaction.raw(sql));
    }
  }
}

/** Reads everything back: each table has the rows and the hash that the backup told. */
export async function compareTables(database: Database, manifest: Manifest, log: Log): Promise<void> {
  const snapshot = await openSnapshot(database, log);
  try {
    for (const table of manifest.tables) {
      const hash = createHash('sha256');
      let rows = 0;
      for await (const lines of tableLines(snapshot, database.dialect, table)) {
        hash.update(lines.text);
        rows += lines.rows;
      }
      if (rows === table.rows && hash.digest('hex') === table.sha256) continue;
      throw new BackupRefused(
        `The table ${table.name} did not arrive as it was in the backup (${rows} of ${table.rows} rows). Nothing was kept; please report this.`,
      );
    }
  } finally {
    await snapshot.close();
  }
}
