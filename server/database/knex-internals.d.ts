/** Parts of Knex that its package ships without types; only what the two clients override is described. */
declare module 'knex/lib/dialects/better-sqlite3/index.js' {
  import { Knex } from 'knex';
  export default class ClientBetterSqlite3 extends Knex.Client {
    connectionSettings: Record<string, unknown>;
    transacting?: boolean;
    constructor(config: Knex.Config);
    _query(connection: unknown, query: Record<string, unknown>): Promise<unknown>;
    _driver(): unknown;
    _formatBindings(bindings: readonly unknown[] | undefined): unknown[];
  }
}
declare module 'knex/lib/dialects/sqlite3/execution/sqlite-transaction.js' {
  export default class SqliteTransaction {
    readonly txid: string;
    readonly trxClient: { query(connection: unknown, sql: string): Promise<unknown> };
    constructor(client: unknown, ...rest: unknown[]);
    begin(connection: unknown): Promise<unknown>;
    savepoint(connection: unknown): Promise<unknown>;
    isCompleted(): boolean;
    rollback(connection: unknown, error?: unknown): Promise<unknown>;
  }
}
declare module 'knex/lib/dialects/mysql2/index.js' {
  import { Knex } from 'knex';
  export default class ClientMysql2 extends Knex.Client {
    connectionSettings: Record<string, unknown>;
    transacting?: boolean;
    constructor(config: Knex.Config);
    acquireRawConnection(): Promise<unknown>;
    acquireConnection(): Promise<unknown>;
    _query(connection: unknown, query: Record<string, unknown>): Promise<unknown>;
  }
}
declare module 'knex/lib/dialects/mysql2/transaction.js' {
  export default class Mysql2Transaction {
    readonly txid: string;
    readonly trxClient: { query(connection: unknown, sql: string): Promise<unknown> };
    constructor(client: unknown, ...rest: unknown[]);
    isCompleted(): boolean;
    begin(connection: unknown): Promise<unknown>;
    savepoint(connection: unknown): Promise<unknown>;
  }
}
