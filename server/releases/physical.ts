/** The tables a release needs: columns and indexes of every entity, derived from the model alone. */
import type { Column } from '../../metadata/contributions.js';
import type { Registries } from '../../metadata/contributions.js';
import type { Entity, Field, Model } from '../../metadata/model/model.js';
import { columnsOfDocument } from '../../metadata/model/parts.js';
import { indexName } from '../database/schema.js';

export interface PhysicalColumn {
  readonly column: Column;
  /** Id and name of the field it belongs to; the deletion mark belongs to none. */
  readonly fieldId: string;
  readonly field: string;
}

export interface PhysicalIndex {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly unique: boolean;
  /** Fields it is about, for messages. */
  readonly fields: readonly string[];
}

export interface PhysicalTable {
  readonly entity: string;
  readonly table: string;
  /** By name, `id` first; columns of archived fields are kept. */
  readonly columns: ReadonlyMap<string, PhysicalColumn>;
  readonly indexes: ReadonlyMap<string, PhysicalIndex>;
}

/** Set when a record is deleted; only the record service reads it. */
const deletedAt: Column = { name: 'deleted_at', type: 'datetime', role: 'value' };

export function physicalTables(
  model: Model,
  registries: Pick<Registries, 'field'>,
): ReadonlyMap<string, PhysicalTable> {
  return new Map([...model.entities.values()].map((entity) => [entity.table, physicalTable(entity, registries)]));
}

function physicalTable(entity: Entity, registries: Pick<Registries, 'field'>): PhysicalTable {
  const columns = new Map<string, PhysicalColumn>();
  for (const field of entity.fields.values()) {
    for (const column of field.columns) columns.set(column.name, { column, fieldId: field.id, field: field.name });
  }
  columns.set(deletedAt.name, { column: deletedAt, fieldId: 'sys_deleted_at', field: deletedAt.name });
  for (const field of entity.document.fields) {
    if (!field.archived) continue;
    for (const column of columnsOfDocument(registries.field, field)) {
      if (!columns.has(column.name)) columns.set(column.name, { column, fieldId: field.id, field: field.name });
    }
  }
  return { entity: entity.name, table: entity.table, columns, indexes: indexesOf(entity) };
}

/**
 * Unique fields and keys; fields marked `index` with their companions; look-ups, because the records behind them are
 * counted, listed and guarded by them; the owner of a record. A unique index over the same columns serves for both.
 */
function indexesOf(entity: Entity): ReadonlyMap<string, PhysicalIndex> {
  const wanted = new Map<string, PhysicalIndex>();
  const add = (fields: readonly Field[], columns: readonly Column[], unique: boolean) => {
    if (columns.length === 0) return;
    const key = columns.map((column) => column.name).join(' ');
    if (wanted.has(key)) return;
    const name = indexName(entity.table, columns.map((column) => column.name), unique); // prettier-ignore
    wanted.set(key, { name, columns, unique, fields: fields.map((field) => field.name) });
  };
  const valueOf = (field: Field) => field.columns.slice(0, 1);
  const fields = [...entity.fields.values()].filter((field) => field.columns.length > 0 && field.name !== 'id');
  for (const field of fields) if (field.document.unique) add([field], valueOf(field), true);
  for (const key of entity.document.keys ?? []) {
    const parts = key.fields.map((name) => entity.fields.get(name)).filter((field) => field !== undefined);
    if (parts.length === key.fields.length && parts.every((field) => field.columns.length > 0)) {
      add(parts, parts.flatMap(valueOf), key.unique === true);
    }
  }
  for (const field of fields) {
    const lookup = field.target !== undefined && !field.system;
    if (field.document.index || lookup) add([field], valueOf(field), false);
    if (!field.document.index || field.system) continue;
    for (const column of field.columns) if (column.role !== 'value') add([field], [column], false);
  }
  return new Map([...wanted.values()].map((index) => [index.name, index]));
}

/** Bytes a row of these columns takes at most on MySQL, whose limit is 65,535 (long text lives outside the row). */
export function rowBytes(columns: Iterable<Column>): number {
  let bytes = 0;
  for (const column of columns) {
    if (column.type === 'text' && column.length !== undefined && column.length <= (column.role === 'key' ? 255 : 120)) {
      bytes += column.length * 4 + 2;
    } else if (column.type === 'id' || column.type === 'datetime') {
      bytes += 26 * 4;
    } else {
      bytes += 52;
    }
  }
  return bytes;
}
