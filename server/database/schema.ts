/**
 * DDL of record tables, for publish. Columns are added nullable and without constraint; unique is an index of its own;
 * no foreign keys (the write pipeline keeps integrity). Each function gives exactly one statement, so that a journal
 * step is one statement; whether it already ran is read from `tableInfo`.
 */
import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import type { Column } from '../../metadata/contributions.js';
import type { Database, Dialect, Transaction } from './database.js';
import { isOutOfRow } from './dialect-mysql.js';

/** The column named `id` is the primary key. Does nothing when the table exists. */
export function createTableSql(dialect: Dialect, table: string, columns: readonly Column[]): string {
  const lines = columns.map((column) => {
    const constraint = column.name === 'id' ? ' NOT NULL PRIMARY KEY' : '';
    return `${dialect.quote(column.name)} ${dialect.columnType(column)}${constraint}`;
  });
  return `CREATE TABLE IF NOT EXISTS ${dialect.quote(table)} (${lines.join(', ')})${dialect.tableOptions}`;
}

export function addColumnSql(dialect: Dialect, table: string, column: Column): string {
  return `ALTER TABLE ${dialect.quote(table)} ADD COLUMN ${dialect.quote(column.name)} ${dialect.columnType(column)}`;
}

export function dropColumnSql(dialect: Dialect, table: string, column: string): string {
  return `ALTER TABLE ${dialect.quote(table)} DROP COLUMN ${dialect.quote(column)}`;
}

export function renameColumnSql(dialect: Dialect, table: string, from: string, to: string): string {
  return `ALTER TABLE ${dialect.quote(table)} RENAME COLUMN ${dialect.quote(from)} TO ${dialect.quote(to)}`;
}

export function dropTableSql(dialect: Dialect, table: string): string {
  return `DROP TABLE IF EXISTS ${dialect.quote(table)}`;
}

/** Characters of a long text an index keeps on MySQL. */
const prefix = 120;

/**
 * One index over columns in their order. Unique over long text is refused on MySQL, where only a prefix could be
 * indexed and two texts with the same beginning would be taken for equal: `canBeUnique` tells before.
 */
export function createIndexSql(
  dialect: Dialect,
  table: string,
  name: string,
  columns: readonly Column[],
  unique = false,
): string {
  const long = dialect.engine === 'mysql' ? columns.filter(isOutOfRow) : [];
  if (unique && long.length > 0) {
    throw new Error(`${table}.${long[0]!.name} is too long to be unique on MySQL: at most ${prefix} characters.`);
  }
  const parts = columns.map((column) => dialect.quote(column.name) + (long.includes(column) ? `(${prefix})` : ''));
  return `CREATE ${unique ? 'UNIQUE ' : ''}INDEX ${dialect.quote(name)} ON ${dialect.quote(table)} (${parts.join(', ')})`;
}

/** Whether a unique index over these columns can be kept on every engine. */
export const canBeUnique = (columns: readonly Column[]): boolean => !columns.some(isOutOfRow);

export function dropIndexSql(dialect: Dialect, table: string, name: string): string {
  const on = dialect.engine === 'mysql' ? ` ON ${dialect.quote(table)}` : '';
  return `DROP INDEX ${dialect.quote(name)}${on}`;
}

/** A name that is unique in the database (SQLite's scope) and at most 64 characters (MySQL's limit). */
export function indexName(table: string, columns: readonly string[], unique = false): string {
  const name = `${unique ? 'u' : 'i'}_${table}_${columns.join('_')}`;
  if (name.length <= 64) return name;
  return `${name.slice(0, 51)}_${createHash('sha256').update(name).digest('hex').slice(0, 12)}`;
}

export interface TableInfo {
  /** Physical types as the engine spells them, by column name, in order. */
  readonly columns: ReadonlyMap<string, { readonly type: string; readonly nullable: boolean }>;
  /** Indexes besides the primary key, by name. */
  readonly indexes: ReadonlyMap<string, { readonly columns: readonly string[]; readonly unique: boolean }>;
}

/** What stands in the database now; undefined when the table does not exist. Pass a transaction to read inside it. */
export async function tableInfo(
  database: Pick<Database, 'engine' | 'read'>,
  table: string,
  runner: Knex | Transaction = database.read,
): Promise<TableInfo | undefined> {
  const info = database.engine === 'sqlite' ? await sqliteTable(runner, table) : await mysqlTable(runner, table);
  return info.columns.size === 0 ? undefined : info;
}

type Row = Readonly<Record<string, unknown>>;

async function sqliteTable(runner: Knex, table: string): Promise<TableInfo> {
  const columns: Row[] = await runner.raw('SELECT name, type, "notnull" AS required FROM pragma_table_info(?)', [
    table,
  ]);
  const indexes: Row[] = await runner.raw(
    `SELECT l.name AS name, l."unique" AS is_unique, i.name AS column_name
       FROM pragma_index_list(?) l JOIN pragma_index_info(l.name) i WHERE l.origin <> 'pk' ORDER BY l.name, i.seqno`,
    [table],
  );
  return tableOf(columns, indexes);
}

async function mysqlTable(runner: Knex, table: string): Promise<TableInfo> {
  const [columns] = (await runner.raw(
    `SELECT column_name AS name, column_type AS type, is_nullable = 'NO' AS required FROM information_schema.columns
      WHERE table_schema = DATABASE() AND table_name = ? ORDER BY ordinal_position`,
    [table],
  )) as [Row[]];
  const [indexes] = (await runner.raw(
    `SELECT index_name AS name, non_unique = 0 AS is_unique, column_name AS column_name
       FROM information_schema.statistics WHERE table_schema = DATABASE() AND table_name = ? AND index_name <> 'PRIMARY'
      ORDER BY index_name, seq_in_index`,
    [table],
  )) as [Row[]];
  return tableOf(columns, indexes);
}

function tableOf(columns: readonly Row[], indexes: readonly Row[]): TableInfo {
  const byName = new Map<string, { columns: string[]; unique: boolean }>();
  for (const row of indexes) {
    const held = byName.get(String(row['name'])) ?? { columns: [], unique: Boolean(row['is_unique']) };
    held.columns.push(String(row['column_name']));
    byName.set(String(row['name']), held);
  }
  return {
    columns: new Map(
      columns.map((row) => [String(row['name']), { type: String(row['type']), nullable: !row['required'] }]),
    ),
    indexes: byName,
  };
}
