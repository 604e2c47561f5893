/** `sys_share`: records shared by hand; `sys_session.view_as`: whose screens a session shows. May run again after a kill. */
import type { Knex } from 'knex';
import type { Dialect } from '../database.js';
import { createSystemTables, type SystemTable } from './system-table.js';

const shareTables: readonly SystemTable[] = [
  {
    name: 'sys_share',
    columns: {
      id: 'id', entity: 'name(60)!', record_id: 'id!', kind: 'name(12)!', grantee: 'name(60)!', level: 'name(12)!',
      until: 'name(10)', by: 'id', at: 'time!',
    },
    primary: ['id'],
    unique: [['entity', 'record_id', 'kind', 'grantee']],
    indexes: [['kind', 'grantee', 'entity']],
  },
]; // prettier-ignore

export async function addShares(runner: Knex, dialect: Dialect): Promise<void> {
  await createSystemTables(runner, dialect, shareTables);
  if (await runner.schema.hasColumn('sys_session', 'view_as')) return;
  const type = dialect.columnType({ name: 'view_as', type: 'longText', role: 'value' });
  await runner.raw(`ALTER TABLE ${dialect.quote('sys_session')} ADD COLUMN ${dialect.quote('view_as')} ${type}`);
}
