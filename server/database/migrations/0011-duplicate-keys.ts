/**
 * What duplicates are found by (server/duplicates): keys of each record that is not deleted, by rule and alternative, and of
 * each rule what its keys were built for.
 */
import type { Knex } from 'knex';
import type { Dialect } from '../database.js';
import { systemTableSql, type SystemTable } from './system-table.js';

const keyTable: SystemTable = {
  name: 'sys_duplicate_key',
  columns: { rule: 'id', alternative: 'name(40)', entity: 'name(60)!', key: 'name(24)', record_id: 'id' },
  primary: ['rule', 'alternative', 'key', 'record_id'],
  indexes: [['entity', 'record_id']],
};

const ruleTable: SystemTable = {
  name: 'sys_duplicate_rule',
  columns: { rule: 'id', signature: 'name(64)!' },
  primary: ['rule'],
};

/** On SQLite the primary key is the table, as it is on MySQL by itself. */
export async function addDuplicateKeys(runner: Knex, dialect: Dialect): Promise<void> {
  for (const statement of [keyTable, ruleTable].flatMap((table) => systemTableSql(dialect, table))) {
    const isTable = dialect.engine === 'sqlite' && statement.startsWith('CREATE TABLE');
    await runner.raw(isTable ? `${statement} WITHOUT ROWID` : statement);
  }
}
