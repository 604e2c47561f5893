/** What every compiler of this folder needs: the dialect, the model, fresh aliases, and columns of the rows in reach. */
import type { Column } from '../../../metadata/contributions.js';
import type { Entity, Field, Model } from '../../../metadata/model/model.js';
import type { ResolvedPath } from '../../../metadata/query/types.js';
import type { Dialect } from '../../database/database.js';
import { raw, type Fragment } from './fragment.js';

export interface SqlTools {
  readonly dialect: Dialect;
  readonly model: Model;
  /** Folds text as the key columns do. */
  fold(text: string): string;
  /** `t1`, `t2`, …: never a name of the model, so that nothing from a document stands in the statement but columns. */
  nextAlias(): string;
  /**
   * Keeps `exists` a sub-select of its own. SQLite 3.51 to 3.53 turn it into a join and then count an outer row towards
   * OFFSET once for every inner row: pages would repeat rows.
   */
  readonly separateExists?: boolean;
}

/** Aliases of one statement level by row path: '' is the entity itself, `order.region` a joined row. */
export type Rows = ReadonlyMap<string, string>;

export function createTools(options: Omit<SqlTools, 'nextAlias'>): SqlTools {
  let count = 0;
  return { ...options, nextAlias: () => `t${++count}` };
}

export function columnOf(tools: SqlTools, alias: string, name: string): Fragment {
  return raw(`${alias}.${tools.dialect.quote(name)}`);
}

export function aliasOf(rows: Rows, row: string): string {
  const alias = rows.get(row);
  if (alias === undefined) throw new Error(`The query has no row "${row}".`);
  return alias;
}

/** The column a path's value is read from; virtual fields have none and are refused by the check before. */
export function valueColumn(field: Field): Column {
  const column = field.columns[0];
  if (!column) throw new Error(`Field "${field.entity}.${field.name}" has no column.`);
  return column;
}

export function pathColumn(tools: SqlTools, rows: Rows, path: ResolvedPath): Fragment {
  return columnOf(tools, aliasOf(rows, path.row), valueColumn(path.field).name);
}

/** Not deleted; every occurrence of an entity says so. */
export function alive(tools: SqlTools, alias: string): Fragment {
  return raw(`${alias}.${tools.dialect.quote('deleted_at')} is null`);
}

export function tableAs(tools: SqlTools, entity: Entity, alias: string): Fragment {
  if (entity.readFrom) return raw(`(${standInOf(tools, entity, entity.readFrom)}) as ${alias}`);
  return raw(`${tools.dialect.quote(entity.table)} as ${alias}`);
}

/** The rows of a table with nothing in the columns that it does not have; no rows where there is no table. */
function standInOf({ dialect }: SqlTools, { table }: Entity, { columns, isThere }: NonNullable<Entity['readFrom']>) {
  const list = columns.map(({ name, isThere: has }) => (has && isThere ? dialect.quote(name) : `null as ${dialect.quote(name)}`)).join(', '); // prettier-ignore
  return `select ${list} from ${isThere ? dialect.quote(table) : '(select 1 as a) as b where 1 = 0'}`;
}
