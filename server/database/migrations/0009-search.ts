/** The search index: one row for each token of each searched field of each record that is not deleted. */
import type { Knex } from 'knex';
import type { Dialect } from '../database.js';
import { systemTableSql, type SystemTable } from './system-table.js';

const searchTable: SystemTable = {
  name: 'sys_search',
  columns: { token: 'name(40)', entity: 'name(60)', field: 'name(100)', record_id: 'id' },
  primary: ['entity', 'token', 'field', 'record_id'],
  indexes: [['entity', 'record_id']],
};

/** On SQLite the primary key is the table, as it is on MySQL by itself: a third tree would only cost writes. */
export async function addSearch(runner: Knex, dialect: Dialect): Promise<void> {
  for (const statement of systemTableSql(dialect, searchTable)) {
    const isTable = dialect.engine === 'sqlite' && statement.startsWith('CREATE TABLE');
    await runner.raw(isTable ? `${statement} WITHOUT ROWID` : statement);
  }
}
