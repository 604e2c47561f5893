/** What tables there are, their primary keys, and which column each physical type would be made for. */
import type { Column } from '../../metadata/contributions.js';
import type { Engine, Transaction } from './database.js';
import type { Knex } from 'knex';

type Runner = Knex | Transaction;
type Row = Readonly<Record<string, unknown>>;

/** Names of all tables, without the engine's own. */
export async function tableNames(engine: Engine, runner: Runner): Promise<readonly string[]> {
  const sql =
    engine === 'sqlite'
      ? `SELECT name AS name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name`
      : `SELECT table_name AS name FROM information_schema.tables
          WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE' ORDER BY table_name`;
  return (await rowsOf(engine, runner, sql, [])).map((row) => String(row['name']));
}

/** Columns of the primary key in their order. */
export async function primaryKey(engine: Engine, runner: Runner, table: string): Promise<readonly string[]> {
  const sql =
    engine === 'sqlite'
      ? 'SELECT name AS name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk'
      : `SELECT column_name AS name FROM information_schema.statistics
          WHERE table_schema = DATABASE() AND table_name = ? AND index_name = 'PRIMARY' ORDER BY seq_in_index`;
  return (await rowsOf(engine, runner, sql, [table])).map((row) => String(row['name']));
}

async function rowsOf(
  engine: Engine,
  runner: Runner,
  sql: string,
  bindings: readonly string[],
): Promise<readonly Row[]> {
  const answer: unknown = await runner.raw(sql, [...bindings]);
  return (engine === 'sqlite' ? answer : (answer as [unknown])[0]) as readonly Row[];
}

/** For columns that no document tells about any more. A scaled decimal of SQLite is a whole number there. */
export function columnOfType(engine: Engine, name: string, physical: string): Column {
  const [, word = '', first, second] = /^(\w+)(?:\((\d+)(?:,\s*(\d+))?\))?/.exec(physical.toLowerCase()) ?? [];
  switch (word) {
    case 'decimal':
      return { name, type: 'decimal', role: 'value', precision: Number(first), scale: Number(second ?? 0) };
    case 'bigint':
    case 'int':
    case 'integer':
      return { name, type: 'integer', role: 'value' };
    case 'tinyint':
      return { name, type: 'boolean', role: 'value' };
    case 'date':
      return { name, type: 'date', role: 'value' };
    case 'char':
      if (first === '26') return { name, type: 'id', role: 'value' };
      return first === '13' ? { name, type: 'date', role: 'local' } : { name, type: 'datetime', role: 'value' };
    case 'varchar':
      return { name, type: 'text', role: 'key', length: Number(first) };
    case 'mediumtext':
      return { name, type: 'text', role: 'value', length: 16_001 };
    default:
      return { name, type: engine === 'mysql' && word === 'text' ? 'text' : 'longText', role: 'value' };
  }
}
