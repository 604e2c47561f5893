/** Adds `sys_account.preferences`: JSON of what a person chose (language, theme, density). May run again after a kill. */
import type { Knex } from 'knex';
import type { Dialect } from '../database.js';

export async function addAccountPreferences(runner: Knex, dialect: Dialect): Promise<void> {
  if (await runner.schema.hasColumn('sys_account', 'preferences')) return;
  const type = dialect.columnType({ name: 'preferences', type: 'longText', role: 'value' });
  await runner.raw(`ALTER TABLE ${dialect.quote('sys_account')} ADD COLUMN ${dialect.quote('preferences')} ${type}`);
}
