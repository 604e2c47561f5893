/**
 * An entity as a statement that SQL datasets read as a table: its columns under the names of its fields, the records of
 * the reader only, compiled through the one gate. Amounts stand in natural units on both engines.
 */
import type { Column } from '../../../metadata/contributions.js';
import type { SqlColumn } from '../../../metadata/dataset/sql-columns.js';
import type { Entity } from '../../../metadata/model/model.js';
import type { FieldClass } from '../../../metadata/schema/app.js';
import type { Select } from '../../../metadata/schema/query.js';
import type { Context } from '../../context.js';
import type { Dialect } from '../../database/database.js';
import { ApiError } from '../../errors.js';
import { prepareFor } from '../../records/prepare.js';
import { compileQuery } from '../../records/sql/compile-query.js';
import { valueColumn } from '../../records/sql/tools.js';
import { createTools } from '../../records/sql/tools.js';
import { here, type GivenStatement } from '../../work/people-sql.js';

/** As the gate says: whether a query that selects it is refused, and whether it would show a mask. */
export function columnClass(context: Context, entity: Entity, select: Select): FieldClass {
  try {
    const bound = prepareFor(context, { entity: entity.name, select: [{ ...select, as: 'c' }] });
    return bound.select[0]?.masked || context.access.fieldClass(entity.name, select.path ?? '') === 'mask'
      ? 'mask'
      : 'read';
  } catch (error) {
    if (error instanceof ApiError) return 'hidden';
    throw error;
  }
}

/** `columns`: those that the statement mentions; without any it is the ids, which say how many records there are. */
export function entityTable(
  context: Context,
  entity: Entity,
  columns: readonly SqlColumn[],
): GivenStatement & { readonly fenced: boolean } {
  const asked = columns.length > 0 ? columns.map(({ select }) => select) : [{ path: 'id' }];
  const names = columns.length > 0 ? columns.map(({ name }) => name) : ['id'];
  const { dialect } = context.database;
  const bound = prepareFor(
    context,
    { entity: entity.name, select: asked.map((select, index) => ({ ...select, as: `s${index}` })) },
    { maxSelect: 500 },
  );
  const { statement } = compileQuery(toolsOf(context), bound);
  const list = bound.select.map((select, index) => {
    const column = select.path && !select.grain ? valueColumn(select.path.field) : undefined;
    return `${natural(dialect, column, `c${index}`)} as ${dialect.quote(names[index]!)}`;
  });
  const fenced = bound.where !== undefined || bound.joins.some((join) => join.guard !== undefined);
  return { sql: `select ${list.join(', ')} from (${statement.sql}) as s`, bindings: statement.bindings, fenced };
}

/** Ids of the records that the reader may see, as `id`. */
export function visibleIds(context: Context, entity: string): GivenStatement {
  const bound = prepareFor(context, { entity, select: [{ path: 'id', as: 'id' }] });
  const { statement } = compileQuery(toolsOf(context), bound);
  return { sql: `select c0 as id from (${statement.sql}) as s`, bindings: statement.bindings };
}

/** SQLite keeps decimals as whole numbers. */
function natural({ engine }: Dialect, column: Column | undefined, name: string): string {
  const scale = column?.type === 'decimal' ? (column.scale ?? 2) : 0;
  return engine === 'sqlite' && scale > 0 ? `${name} / 1e${scale}` : name;
}

/** Physical tables are named with a mark before them, which the work process replaces by the database they lie in. */
function toolsOf(context: Context) {
  const { database, release, fold } = context;
  const tables = new Set([...[...release.model.entities.values()].map(({ table }) => table), 'sys_share']);
  const quote = (name: string) => `${tables.has(name) ? here : ''}${database.dialect.quote(name)}`;
  return createTools({ dialect: { ...database.dialect, quote }, model: release.model, fold });
}
