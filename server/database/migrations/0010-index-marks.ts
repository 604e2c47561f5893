/**
 * `sys_outbox.to_index` is 1 until the search index has followed that change; whoever brings the index up to date holds the
 * setting `search_index`. May run again after a kill.
 */
import type { Knex } from 'knex';
import type { Dialect } from '../database.js';
import { indexName } from '../schema.js';

export async function addIndexMarks(runner: Knex, dialect: Dialect): Promise<void> {
  const { quote } = dialect;
  const table = quote('sys_outbox');
  if (!(await runner.schema.hasColumn('sys_outbox', 'to_index'))) {
    const type = dialect.columnType({ name: 'to_index', type: 'integer', role: 'value' });
    const name = quote(indexName('sys_outbox', ['to_index', 'id'], false));
    if (dialect.engine === 'mysql') {
      const index = `ADD KEY ${name} (${quote('to_index')}, ${quote('id')})`;
      await runner.raw(`ALTER TABLE ${table} ADD COLUMN ${quote('to_index')} ${type} NOT NULL DEFAULT 0, ${index}`);
    } else {
      await runner.raw(`ALTER TABLE ${table} ADD COLUMN ${quote('to_index')} ${type} NOT NULL DEFAULT 0`);
    }
  }
  if (dialect.engine === 'sqlite') {
    const name = quote(indexName('sys_outbox', ['to_index', 'id'], false));
    await runner.raw(`CREATE INDEX IF NOT EXISTS ${name} ON ${table} (${quote('id')}) WHERE ${quote('to_index')} = 1`);
  }
  await runner('sys_setting').insert({ name: 'search_index', value: '1' }).onConflict('name').ignore();
}
