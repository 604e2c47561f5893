/**
 * A system table in a compact form, rendered for both engines. Tables are made with `IF NOT EXISTS` and, on MySQL, with
 * their indexes inside the same statement: DDL commits by itself there, so a killed migration must be able to run again.
 */
import type { Knex } from 'knex';
import type { Column } from '../../../metadata/contributions.js';
import type { Dialect } from '../database.js';
import { indexName } from '../schema.js';

/**
 * `id` CHAR(26), `name(n)` indexable text of n characters, `long` text or JSON of any length, `integer`, `boolean`,
 * `time` ISO text of 24 characters. `!` after it: never null; `=0`: never null, with this default.
 */
export type SystemColumn =
  `${'id' | 'long' | 'integer' | 'boolean' | 'time' | `name(${number})`}${'' | '!' | `=${number}`}`;

export interface SystemTable {
  readonly name: string;
  readonly columns: Readonly<Record<string, SystemColumn>>;
  readonly primary: readonly string[];
  readonly unique?: readonly (readonly string[])[];
  readonly indexes?: readonly (readonly string[])[];
}

function columnOf(name: string, spec: SystemColumn): Column {
  const length = /^name\((\d+)\)/.exec(spec)?.[1];
  // The role `key` is what keeps up to 255 characters inside the row on MySQL.
  if (length !== undefined) return { name, type: 'text', role: 'key', length: Number(length) };
  const types = { id: 'id', long: 'longText', integer: 'integer', boolean: 'boolean', time: 'datetime' } as const;
  const type = types[/^[a-z]+/.exec(spec)![0] as keyof typeof types];
  return { name, type, role: 'value' };
}

/** The statements that make a table with its indexes. */
export function systemTableSql(dialect: Dialect, table: SystemTable): readonly string[] {
  const { quote } = dialect;
  const list = (names: readonly string[]): string => names.map(quote).join(', ');
  const indexes = [
    ...(table.unique ?? []).map((columns) => ({ columns, unique: 'UNIQUE ' })),
    ...(table.indexes ?? []).map((columns) => ({ columns, unique: '' })),
  ].map((index) => ({ ...index, name: quote(indexName(table.name, index.columns, index.unique !== '')) }));
  const lines = Object.entries(table.columns).map(([name, spec]) => {
    const fallback = /=(\d+)$/.exec(spec)?.[1];
    const constraint = fallback !== undefined ? ` NOT NULL DEFAULT ${fallback}` : spec.endsWith('!') ? ' NOT NULL' : '';
    const primary = table.primary.includes(name) && constraint === '' ? ' NOT NULL' : '';
    return `${quote(name)} ${dialect.columnType(columnOf(name, spec))}${constraint}${primary}`;
  });
  lines.push(`PRIMARY KEY (${list(table.primary)})`);
  if (dialect.engine === 'mysql') {
    lines.push(...indexes.map((index) => `${index.unique}KEY ${index.name} (${list(index.columns)})`));
  }
  const create = `CREATE TABLE IF NOT EXISTS ${quote(table.name)} (\n  ${lines.join(',\n  ')}\n)${dialect.tableOptions}`;
  if (dialect.engine === 'mysql') return [create];
  return [
    create,
    ...indexes.map(
      (index) =>
        `CREATE ${index.unique}INDEX IF NOT EXISTS ${index.name} ON ${quote(table.name)} (${list(index.columns)})`,
    ),
  ];
}

export async function createSystemTables(
  runner: Knex,
  dialect: Dialect,
  tables: readonly SystemTable[],
): Promise<void> {
  for (const table of tables) {
    for (const statement of systemTableSql(dialect, table)) await runner.raw(statement);
  }
}
