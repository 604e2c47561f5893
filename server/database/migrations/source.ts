/** All system migrations in their order: imported, not read from a folder, so that `.ts` and `.js` bear the same name. */
import type { Knex } from 'knex';
import type { Dialect } from '../database.js';
import { systemTables } from './0001-system-tables.js';
import { addAccountPreferences } from './0002-account-preferences.js';
import { sampleTables } from './0003-sample-records.js';
import { personalTables } from './0005-personal-layers.js';
import { activityTables } from './0008-activity.js';
import { addShares } from './0004-shares.js';
import { batchTables } from './0006-batches.js';
import { savedViewTables } from './0007-saved-views.js';
import { addSearch } from './0009-search.js';
import { addIndexMarks } from './0010-index-marks.js';
import { addDuplicateKeys } from './0011-duplicate-keys.js';
import { segmentTables } from './0012-segments.js';
import { printTables } from './0016-prints.js';
import { scheduleTables } from './0020-schedules.js';
import { apartTables } from './0030-apart-pairs.js';
import { dataVersionTables } from './0031-data-version.js';
import { createSystemTables } from './system-table.js';

interface Migration {
  readonly name: string;
  up(runner: Knex, dialect: Dialect): Promise<void>;
}

const migrations: readonly Migration[] = [
  { name: '0001-system-tables', up: (runner, dialect) => createSystemTables(runner, dialect, systemTables) },
  { name: '0002-account-preferences', up: addAccountPreferences },
  { name: '0003-sample-records', up: (runner, dialect) => createSystemTables(runner, dialect, sampleTables) },
  { name: '0004-shares', up: addShares },
  { name: '0005-personal-layers', up: (runner, dialect) => createSystemTables(runner, dialect, personalTables) },
  { name: '0006-batches', up: (runner, dialect) => createSystemTables(runner, dialect, batchTables) },
  { name: '0007-saved-views', up: (runner, dialect) => createSystemTables(runner, dialect, savedViewTables) },
  { name: '0008-activity', up: (runner, dialect) => createSystemTables(runner, dialect, activityTables) },
  { name: '0009-search', up: addSearch },
  { name: '0010-index-marks', up: addIndexMarks },
  { name: '0011-duplicate-keys', up: addDuplicateKeys },
  { name: '0012-segments', up: (runner, dialect) => createSystemTables(runner, dialect, segmentTables) },
  { name: '0016-prints', up: (runner, dialect) => createSystemTables(runner, dialect, printTables) },
  { name: '0020-schedules', up: (runner, dialect) => createSystemTables(runner, dialect, scheduleTables) },
  { name: '0030-apart-pairs', up: (runner, dialect) => createSystemTables(runner, dialect, apartTables) },
  {
    name: '0031-data-version',
    // SQLite tells by itself (`PRAGMA data_version`).
    up: (runner, dialect) =>
      dialect.engine === 'mysql' ? createSystemTables(runner, dialect, dataVersionTables) : Promise.resolve(),
  },
];

export const migrationNames: readonly string[] = migrations.map(({ name }) => name);

/** `only`: those of a database as it once was, which a backup is restored into; all unless said. */
export function migrationSource(dialect: Dialect, only?: readonly string[]): Knex.MigrationSource<Migration> {
  return {
    getMigrations: () => Promise.resolve(migrations.filter(({ name }) => only?.includes(name) ?? true)),
    getMigrationName: (migration) => migration.name,
    getMigration: (migration) =>
      Promise.resolve({
        up: (runner: Knex) => migration.up(runner, dialect),
        down: () => Promise.reject(new Error('System migrations are not undone: restore a backup instead.')),
      }),
  };
}
