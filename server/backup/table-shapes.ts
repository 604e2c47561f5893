/** Which tables belong to a backup, and what they look like. */
import type { Registries } from '../../metadata/contributions.js';
import type { Column } from '../../metadata/contributions.js';
import { columnOfType, primaryKey, tableNames } from '../database/catalogue.js';
import type { Database } from '../database/database.js';
import { tableInfo } from '../database/schema.js';
import type { Snapshot } from '../database/snapshot.js';
import { readKnownColumns } from './known-columns.js';
import type { TableShape } from './table-lines.js';

/**
 * Sessions: a restored one would let somebody in again who was signed out since. The others tell about this database: which
 * migrations ran, and how often it changed.
 */
const leftOutTables: ReadonlySet<string> = new Set([
  ...['sys_session', 'sys_migration', 'sys_migration_lock', 'sys_data_version'],
]);

/** Tables of entities, and of links between them. */
const isRecordTable = (name: string): boolean => /^[dl]_/.test(name);
const isSystemTable = (name: string): boolean => name.startsWith('sys_');

export interface TableShapes {
  readonly tables: readonly TableShape[];
  readonly leftOut: readonly string[];
}

export async function readTableShapes(
  { engine }: Pick<Database, 'engine'>,
  snapshot: Snapshot,
  { live, registries }: { readonly live: number; readonly registries: Registries },
): Promise<TableShapes> {
  const { reader } = snapshot;
  const known = await readKnownColumns(reader, live, registries);
  const tables: TableShape[] = [];
  const leftOut: string[] = [];
  for (const name of await tableNames(engine, reader)) {
    if (leftOutTables.has(name) || !(isSystemTable(name) || isRecordTable(name))) {
      leftOut.push(name);
      continue;
    }
    const info = await tableInfo({ engine, read: reader }, name, reader);
    const columns = [...(info?.columns ?? [])].map(
      ([column, { type }]): Column => known.get(name)?.get(column) ?? columnOfType(engine, column, type),
    );
    tables.push({
      name,
      system: isSystemTable(name),
      columns: columns.sort((a, b) => (a.name < b.name ? -1 : 1)),
      key: await primaryKey(engine, reader, name),
      indexes: isSystemTable(name)
        ? []
        : [...(info?.indexes ?? [])].map(([index, about]) => ({
            name: index,
            columns: about.columns,
            unique: about.unique,
          })),
    });
  }
  return { tables, leftOut };
}
