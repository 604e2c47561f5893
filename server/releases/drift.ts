/**
 * Does the database look as the live release says? Asked at start and by `doctor`. Differences are named; `repair` adds
 * what is missing and never drops or changes anything.
 */
import type { Registries } from '../../metadata/contributions.js';
import type { Database } from '../database/database.js';
import { addColumnSql, createIndexSql, createTableSql, tableInfo, type TableInfo } from '../database/schema.js';
import { isPhysicalType } from './physical-type.js';
import { physicalTables, type PhysicalTable } from './physical.js';
import type { LoadedRelease } from './store.js';

export interface Drift {
  readonly kind: 'missingTable' | 'missingColumn' | 'missingIndex' | 'otherType' | 'otherIndex';
  readonly table: string;
  readonly name: string;
  readonly message: string;
  /** `repair` can put it right. */
  readonly repairable: boolean;
}

type Tools = { readonly database: Database; readonly registries: Pick<Registries, 'field'> };

/** Differences by table; columns and tables the release does not know are no difference: they are kept on purpose. */
export async function findDrift(tools: Tools, release: LoadedRelease): Promise<readonly Drift[]> {
  const found: Drift[] = [];
  for (const table of physicalTables(release.model, tools.registries).values()) {
    found.push(...compareTable(table, await tableInfo(tools.database, table.table), tools.database));
  }
  return found;
}

function compareTable(wanted: PhysicalTable, info: TableInfo | undefined, { dialect }: Database): readonly Drift[] {
  const { table } = wanted;
  if (!info) {
    const message = `The table ${table} of the entity "${wanted.entity}" is missing: its records are lost unless a backup has them.`;
    return [{ kind: 'missingTable', table, name: table, message, repairable: true }];
  }
  const columns = [...wanted.columns.values()].flatMap(({ column, field }): readonly Drift[] => {
    const held = info.columns.get(column.name);
    const name = column.name;
    if (!held) {
      const message = `The column ${name} of ${table} (field "${field}") is missing.`;
      return [{ kind: 'missingColumn', table, name, message, repairable: true }];
    }
    if (isPhysicalType(dialect, column, held.type)) return [];
    const message = `The column ${name} of ${table} is ${held.type}; the release wants ${dialect.columnType(column)}.`;
    return [{ kind: 'otherType', table, name, message, repairable: false }];
  });
  const indexes = [...wanted.indexes.values()].flatMap(({ name, columns: parts, unique }): readonly Drift[] => {
    const held = info.indexes.get(name);
    if (!held)
      return [
        { kind: 'missingIndex', table, name, message: `The index ${name} of ${table} is missing.`, repairable: true },
      ];
    const same = held.unique === unique && held.columns.join() === parts.map((column) => column.name).join();
    if (same) return [];
    const message = `The index ${name} of ${table} covers ${held.columns.join(', ')}${held.unique ? ' (unique)' : ''}: not what the release wants.`;
    return [{ kind: 'otherIndex', table, name, message, repairable: false }];
  });
  return [...columns, ...indexes];
}

/** Adds missing tables, columns and indexes; gives what is still different. */
export async function repairDrift(tools: Tools, release: LoadedRelease): Promise<readonly Drift[]> {
  const { database } = tools;
  const { dialect } = database;
  for (const wanted of physicalTables(release.model, tools.registries).values()) {
    const { table } = wanted;
    const columns = [...wanted.columns.values()].map(({ column }) => column);
    const info = await tableInfo(database, table);
    const statements = info
      ? columns.filter((column) => !info.columns.has(column.name)).map((column) => addColumnSql(dialect, table, column))
      : [createTableSql(dialect, table, columns)];
    const indexes = [...wanted.indexes.values()].filter((index) => !info?.indexes.has(index.name));
    statements.push(...indexes.map((index) => createIndexSql(dialect, table, index.name, index.columns, index.unique)));
    for (const statement of statements) {
      await database.write(async (transaction) => {
        await transaction.raw(statement);
      });
    }
  }
  return findDrift(tools, release);
}
