/**
 * What of a SQL dataset one reader may have, by the classes of the columns it mentions. A result column goes where only
 * it comes from what may not be read; where the rows, their order or their groups do, nothing is left, as of a query
 * (metadata/query/readable-part.ts). A masked column may be shown masked where it is that column and each row is one of
 * the data; else it is as if hidden.
 */
import type { Entity, Model } from '../model/model.js';
import type { FieldClass } from '../schema/app.js';
import type { Select } from '../schema/query.js';
import { mentionedColumns, outputFields, type SqlColumn } from './sql-columns.js';
import type { SqlOutput, SqlStatement } from './sql-statement.js';

export interface SqlRights {
  /** Outputs that are left out, with a column that tells why. */
  readonly withheld: ReadonlyMap<SqlOutput, string>;
  /** Names of outputs that are shown masked. */
  readonly masked: ReadonlySet<string>;
  /** `entity.column` that must not be read but decides over rows: nothing may be shown. */
  readonly closed?: string;
  /** Columns to read, by entity. */
  readonly columns: ReadonlyMap<Entity, ReadonlySet<SqlColumn>>;
}

/** `classOf` answers `hidden` for what cannot be selected. */
export function sqlRights(
  statement: SqlStatement,
  model: Model,
  fields: Readonly<Record<string, string>> | undefined,
  classOf: (entity: Entity, select: Select) => FieldClass,
): SqlRights {
  const withheld = new Map<SqlOutput, string>();
  const masked = new Set<string>();
  const columns = new Map<Entity, Set<SqlColumn>>();
  const decisive: string[] = [];
  const outputOf = (token: number) => statement.outputs.find(({ from, to }) => from <= token && token < to);
  /** Only the whole statement's own list is left out of: an inner one may pass the column on. */
  for (const { entity, column, token } of mentionedColumns(statement, model)) {
    const fieldClass = classOf(entity, column.select);
    const said = `${entity.name}.${column.name}`;
    if (fieldClass === 'read' || fieldClass === 'write') {
      columns.set(entity, (columns.get(entity) ?? new Set()).add(column));
      continue;
    }
    const output = outputOf(token);
    if (!output || output.name === undefined) decisive.push(said);
    else if (fieldClass === 'mask' && output.column && !statement.grouped) {
      masked.add(output.name);
      columns.set(entity, (columns.get(entity) ?? new Set()).add(column));
    } else withheld.set(output, said);
  }
  const shown = outputFields(statement, model, fields);
  for (const output of statement.outputs) {
    const field = output.name === undefined ? undefined : shown.get(output.name);
    if (!field) continue;
    const fieldClass = classOf(field.entity, field.select);
    if (fieldClass === 'hidden' || (fieldClass === 'mask' && statement.grouped)) withheld.set(output, `${field.entity.name}.${field.path}`);
    else if (fieldClass === 'mask') masked.add(output.name!);
  } // prettier-ignore
  for (const [output, said] of withheld) if (isDecisive(statement, output)) decisive.push(said);
  return { withheld, masked, columns, ...(decisive.length > 0 ? { closed: decisive[0]! } : {}) };
}

/** Its values tell rows apart, or the statement speaks of it by its name or its place. */
function isDecisive(statement: SqlStatement, output: SqlOutput): boolean {
  if (statement.distinct || statement.byPlace) return true;
  return statement.mentions.some(
    ({ name, table, token }) =>
      table === undefined && name === output.name && (token < output.from || token >= output.to),
  );
}
