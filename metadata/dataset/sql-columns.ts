/**
 * An entity as the SQL of datasets sees it: a table of its name whose columns are its fields. A look-up is the id of its
 * record under `<name>_id`, a part of a composite `<composite>_<part>`, the day of a date-time in the site's zone
 * `<name>_day`. What has no value of its own (sub-tables, links, formulas that are not stored) and what never leaves the
 * server is no column.
 */
import type { Entity, Field, Model } from '../model/model.js';
import type { Select } from '../schema/query.js';
import type { SqlStatement } from './sql-statement.js';

export interface SqlColumn {
  readonly name: string;
  readonly field: Field;
  /** What a query selects for it. */
  readonly select: Select;
}

const made = new WeakMap<Entity, ReadonlyMap<string, SqlColumn>>();

/** Columns by name. */
export function sqlColumns(entity: Entity): ReadonlyMap<string, SqlColumn> {
  const held = made.get(entity);
  if (held) return held;
  const columns = new Map<string, SqlColumn>();
  const fields = [...entity.fields.values()].filter((field) => isColumn(field, entity));
  const taken = new Set(fields.filter((field) => field.target === undefined).map((field) => plain(field)));
  const add = (name: string, field: Field, select: Select) => {
    if (!columns.has(name)) columns.set(name, { name, field, select });
  };
  for (const field of fields) {
    const path = field.name;
    const id = `${plain(field)}_id`;
    const name = field.target !== undefined && !taken.has(id) ? id : plain(field);
    add(name, field, { path });
  }
  for (const field of fields) {
    const isInstant = field.columns.some((column) => column.role === 'local');
    if (isInstant && !taken.has(`${plain(field)}_day`)) add(`${plain(field)}_day`, field, { path: field.name, grain: 'day' }); // prettier-ignore
  }
  made.set(entity, columns);
  return columns;
}

const plain = (field: Field): string => field.name.replaceAll('.', '_');

function isColumn(field: Field, entity: Entity): boolean {
  if (field.sealed || field.children || field.links || field.targets || field.parts) return false;
  // By its parts alone a link to any record would tell of records that may not be seen.
  if (field.partOf && entity.fields.get(field.partOf.field)?.targets) return false;
  return field.columns.length > 0 || field.foreign !== undefined;
}

/** A column of an entity that a statement mentions, and the token that does. */
export interface MentionedColumn {
  readonly entity: Entity;
  readonly column: SqlColumn;
  readonly token: number;
}

/** Entities that the statement reads as tables, each once. */
export function sqlEntities(statement: SqlStatement, model: Model): readonly Entity[] {
  const names = new Set(statement.tables.map(({ name }) => name));
  return [...names].flatMap((name) => {
    const entity = statement.own.has(name) ? undefined : model.entities.get(name);
    return entity && !entity.link ? [entity] : [];
  });
}

/**
 * Every column that some name of the statement may mean. A bare name is taken for that column of each entity read; a
 * qualified one for that of the tables of this alias: rather one too many than one too few, since rights hang on it.
 */
export function mentionedColumns(statement: SqlStatement, model: Model): readonly MentionedColumn[] {
  const entities = sqlEntities(statement, model);
  return statement.mentions.flatMap(({ token, name, table }) =>
    entities
      .filter((entity) => table === undefined || isCalled(statement, entity, table))
      .flatMap((entity) => {
        const column = sqlColumns(entity).get(name);
        return column ? [{ entity, column, token }] : [];
      }),
  );
}

const isCalled = ({ tables }: SqlStatement, { name }: Entity, alias: string): boolean =>
  tables.some((table) => table.name === name && table.alias === alias) ||
  // The alias is that of a bracket or of a table of the statement's own, through which a column may be passed on.
  !tables.some((table) => table.alias === alias && table.name !== name);

/** The field that a result column shows: what `fields` says, else the column that it is and nothing more. */
export function outputFields(
  statement: SqlStatement,
  model: Model,
  fields: Readonly<Record<string, string>> = {},
): ReadonlyMap<string, { readonly entity: Entity; readonly path: string; readonly select: Select }> {
  const entities = sqlEntities(statement, model);
  const found = new Map<string, { entity: Entity; path: string; select: Select }>();
  for (const { name, column } of statement.outputs) {
    if (name === undefined || column === undefined) continue;
    const held = entities.filter(
      (entity) =>
        sqlColumns(entity).has(column.name) &&
        (column.table === undefined || statement.tables.some((each) => each.name === entity.name && each.alias === column.table)),
    ); // prettier-ignore
    const [entity] = held;
    if (held.length !== 1 || !entity) continue;
    const { field, select } = sqlColumns(entity).get(column.name)!;
    found.set(name, { entity, path: field.name, select });
  }
  for (const [name, path] of Object.entries(fields)) {
    const [entityName = '', ...rest] = path.split('.');
    const entity = model.entities.get(entityName);
    if (entity) found.set(name, { entity, path: rest.join('.'), select: { path: rest.join('.') } });
  }
  return found;
}
