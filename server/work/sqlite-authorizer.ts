/**
 * What SQL that people wrote may do on a SQLite connection: read, and only what the statements handed to it read. SQLite
 * tells for each column the table expression that reads it: only those of ours (`isOurs`) reach a table of the file.
 */
import { constants, type DatabaseSync } from '@photostructure/sqlite';

const { SQLITE_SELECT, SQLITE_READ, SQLITE_FUNCTION, SQLITE_RECURSIVE, SQLITE_OK, SQLITE_DENY } = constants;

const closedFunction = /^(?:load_extension|fts3_tokenizer|writefile|readfile|edit)$/i;
/** The schema of a file. */
const closedTable = /^sqlite_/i;
/** Tables of the platform, those of a later release too. */
const platform = /^(?:sys_|d_|l_|sqlite_)/i;

type Connection = InstanceType<typeof DatabaseSync>;

interface Reading {
  readonly table: string;
  /** Empty: rows are counted, no value is read; so it is told of table expressions, too. */
  readonly column: string;
  /** The innermost table expression around it; null at the top. */
  readonly inside: string | null;
}

function authorize(connection: Connection, mayRead: (reading: Reading) => boolean): void {
  connection.setAuthorizer((action, first, second, _database, inside) => {
    if (action === SQLITE_SELECT || action === SQLITE_RECURSIVE) return SQLITE_OK;
    if (action === SQLITE_READ) {
      const reading = { table: first ?? '', column: second ?? '', inside: inside ?? null };
      return mayRead(reading) ? SQLITE_OK : SQLITE_DENY;
    }
    if (action === SQLITE_FUNCTION) return closedFunction.test(second ?? '') ? SQLITE_DENY : SQLITE_OK;
    return SQLITE_DENY;
  });
}

/**
 * The site's own file: its tables are reached only from within expressions whose name begins with `prefix`. `tables` are
 * those of the file when it was opened; rows of a name among them are not even counted from outside.
 */
export function allowOnlyOurs(connection: Connection, prefix: string): void {
  const found = connection.prepare("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')").all();
  const tables = new Set(found.map((row) => String((row as { name: unknown }).name).toLowerCase()));
  const isTable = (name: string): boolean => platform.test(name) || tables.has(name.toLowerCase());
  authorize(connection, ({ table, column, inside }) => {
    if (inside?.startsWith(prefix)) return !closedTable.test(table);
    return column === '' && !isTable(table);
  });
}

/** The file of a named connection: all of its tables. */
export function allowOnlyReading(connection: Connection): void {
  authorize(connection, ({ table }) => !closedTable.test(table));
}
