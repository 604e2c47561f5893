/**
 * A statement that people wrote, put together with those it may read:
 *
 *   with `x_customer` as (ours), `customer` as (select * from `x_customer`), <its own tables> <its select>
 *
 * The names it uses for tables are those of our expressions, which hold the rights of the reader. `x` is a random word of
 * this process that nobody else knows, so that no expression of the statement can pass for one of ours.
 */
import { randomBytes } from 'node:crypto';
import type { Scalar } from '../../metadata/value.js';
import type { Engine } from '../database/database.js';

export interface GivenStatement {
  readonly sql: string;
  readonly bindings: readonly Scalar[];
}

/** Another database: settings of a document of kind connection, with the password. */
export type ConnectionSettings =
  | { readonly type: 'sqlite'; readonly database: string }
  | {
      readonly type: 'mysql';
      readonly host: string;
      readonly port: number;
      readonly database: string;
      readonly user: string;
      readonly password: string;
    };

export interface PeopleSql {
  /** Tables by the name that the statement uses, each as a statement of ours; `here` stands before physical names. */
  readonly tables: readonly (GivenStatement & {
    readonly name: string;
    /** Not all rows are the reader's: nothing of the statement may be evaluated on a row before it was let through. */
    readonly fenced?: boolean;
  })[];
  /** Rows of the result whose column `key` is an `id` of this statement; all must hold. */
  readonly rows: readonly (GivenStatement & { readonly key: string })[];
  /** metadata/dataset/sql-text.ts */
  readonly own: string;
  readonly select: string;
  readonly bindings: readonly Scalar[];
  readonly recursive: boolean;
  /** It has an order at the top and no limit. */
  readonly keepsOrder: boolean;
  readonly maxRows: number;
  readonly connection?: ConnectionSettings;
}

/** Stands before the name of every physical table: the worker knows in which database of the server it lies. */
export const here = '\u0002';

export const ourPrefix = `x${randomBytes(12).toString('hex')}_`;

/**
 * `schema` is what `here` becomes. A fence keeps the database from moving a condition of the statement in front of a row
 * rule: an error that it raises, or its time, would tell of rows that are not to be seen.
 */
export function composeSql(given: PeopleSql, schema: string, engine: Engine): GivenStatement {
  const parts: string[] = [];
  const bindings: Scalar[] = [];
  const add = (statement: GivenStatement, name: string, fenced = false) => {
    const hint = fenced && engine === 'sqlite' ? 'materialized ' : '';
    const end = fenced && engine === 'mysql' ? ' limit 9223372036854775807' : '';
    parts.push(`\`${name}\` as ${hint}(${ownedTrees(statement.sql).replaceAll(here, schema)}${end})`);
    bindings.push(...statement.bindings);
  };
  for (const table of given.tables) {
    add(table, `${ourPrefix}${table.name}`, table.fenced);
    parts.push(`\`${table.name}\` as (select * from \`${ourPrefix}${table.name}\`)`);
  }
  given.rows.forEach((row, index) => add(row, `${ourPrefix}${index}`));
  bindings.push(...given.bindings);
  const word = given.recursive ? 'with recursive' : 'with';
  if (given.rows.length === 0) {
    const all = [...parts, ...(given.own === '' ? [] : [given.own])];
    return { sql: `${all.length > 0 ? `${word} ${all.join(', ')} ` : ''}${given.select}`, bindings };
  }
  // MariaDB drops the order of a bracket that has no limit, and that of the whole where it may turn IN into a join.
  const inner = `${given.own === '' ? '' : `${word} ${given.own} `}${given.select}${given.keepsOrder ? ' limit 2147483647' : ''}`;
  const keys = given.rows.map(
    ({ key }, index) => `(x.\`${key}\` in (select id from \`${ourPrefix}${index}\`)) is true`,
  );
  return { sql: `with ${parts.join(', ')} select x.* from (${inner}) as x where ${keys.join(' and ')}`, bindings };
}

/**
 * A row rule about a tree (the departments below one's own) is a recursive expression inside ours: SQLite tells its name as
 * the one that reads, so it begins with our word as well. What people wrote never stands in these texts.
 */
const ownedTrees = (sql: string): string =>
  [...sql.matchAll(/\bwith recursive (t\d+)\(/g)].reduce(
    (text, [, name]) => text.replace(new RegExp(`(?<![\`\\w])${name!}(?![\`\\w])`, 'g'), `${ourPrefix}${name!}`),
    sql,
  );

/** What a database says of such a statement, without the word of this process. */
export const withoutPrefix = (text: string): string => text.replaceAll(ourPrefix, '');
