/**
 * The port to the database. `read` is for short statements outside transactions; `write` is the only way to change
 * rows. On SQLite these are two connections of one WAL file, on MySQL a pool.
 */
import type { Knex } from 'knex';
import type { Column } from '../../metadata/contributions.js';
import type { Scalar, Value } from '../../metadata/value.js';

export type Engine = 'sqlite' | 'mysql';
export type Transaction = Knex.Transaction;

/** Where the engines differ; nothing outside server/database writes engine-specific SQL by hand. */
export interface Dialect {
  readonly engine: Engine;
  /** Canonical value to what is bound, and back from what the driver returns. Decimals are scaled integers on SQLite. */
  encode(column: Column, value: Value): Scalar;
  decode(column: Column, raw: unknown): Value;
  /**
   * A value that is only compared with the column, never stored: it may have more digits than the column keeps, so
   * `amount > 0.005` is answered exactly. `encode` refuses such a value.
   */
  encodeBound(column: Column, value: Value): Scalar;
  /** Physical type for CREATE TABLE and ADD COLUMN, nullable, with charset and collation where needed. */
  columnType(column: Column): string;
  /** What follows the closing bracket of CREATE TABLE: engine, charset and collation on MySQL. */
  readonly tableOptions: string;
  /** `quote('d_customer')`: identifiers come only from a model or a fixed list. */
  quote(identifier: string): string;
  /**
   * SQL of a sum as exact text or number that `decodeSum` turns into a value. Text on SQLite: in HAVING and ORDER BY
   * write `SUM(expression)` and bind with `encodeBound`.
   */
  sum(expression: string, column: Column): string;
  /** Reads what `sum` or `avg` gave. */
  decodeSum(column: Column, raw: unknown): number | null;
  /** SQL of an average in natural units (not scaled), a floating-point number rounded by `decodeSum` to 15 digits. */
  avg(expression: string, column: Column): string;
  /** First day (`YYYY-MM-DD`, hour: `YYYY-MM-DDTHH`) of the grain of a date column or local companion. */
  grain(expression: string, grain: 'year' | 'quarter' | 'month' | 'week' | 'day' | 'hour'): string;
  /** `<expression> LIKE ? ESCAPE '\'`: one pattern is bound; for a folded key column. */
  like(expression: string): string;
  /** Whether a list column holds any of these texts (at least one); null of a null column. */
  hasAny(expression: string, texts: readonly string[]): { readonly sql: string; readonly bindings: readonly Scalar[] };
  /**
   * Follows `select` where rows are grouped by these columns; undefined is a grain. MariaDB would rather look up the group of
   * each row in a temporary table, or walk an index and fetch each row by itself: both take two to ten times as long as
   * sorting all rows once. `isInner`: of a statement inside another, which has no limit.
   */
  groupHint(columns: readonly (Column | undefined)[], isInner?: boolean): string;
  /** What keeps a statement that reads most of what it finds from being planned for its first rows. */
  readonly readAllHint: string;
  /** Follows the first table where rows are read in the order of their ids until there are enough; empty where that is planned so anyway. */
  readonly walkHint: string;
  /** A statement prefix that ends a long statement on MariaDB; empty on SQLite, where the process is killed. */
  limitSeconds(seconds: number): string;
  /** For duplicate key errors: the index (MySQL) or the columns (SQLite), as far as the driver tells. */
  uniqueViolation(error: unknown): { readonly index?: string; readonly columns?: readonly string[] } | undefined;
  /** Busy, lock wait time-out, deadlock: the transaction may be tried again. */
  isRetryable(error: unknown): boolean;
}

export interface Database {
  readonly engine: Engine;
  readonly dialect: Dialect;
  readonly read: Knex;
  /**
   * Runs in one write transaction (BEGIN IMMEDIATE | READ COMMITTED), tried again with pauses on busy, lock time-out
   * and deadlock: `work` may run several times and must have no effect outside the transaction.
   */
  write<T>(work: (transaction: Transaction) => Promise<T>): Promise<T>;
  /**
   * Calls back for every statement of this process that writes to one of the tables: when it is sent, and again when its
   * transaction is over. What was read in between may be either state.
   */
  watchWrites(tables: readonly string[], changed: () => void): void;
  /**
   * Another number whenever somebody has committed since, whoever it was: what was computed from rows still holds while
   * it stays. Absent where an engine cannot tell by itself; undefined before the first read.
   */
  dataVersion?(): number | undefined;
  /**
   * The same by a statement, for what costs more than one (MySQL): another number whenever a transaction of `write`, in
   * any process, has changed records. What is written past `write` is not noticed.
   */
  readVersion?(): Promise<number>;
  /** Settings for a work process that opens its own read-only connection. */
  readonly connection: { readonly url: string };
  close(): Promise<void>;
}
