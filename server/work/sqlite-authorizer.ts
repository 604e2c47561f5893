/** What SQL that people wrote may do on a SQLite connection: read the record tables, and nothing else. */
import { constants, type DatabaseSync } from '@photostructure/sqlite';

const { SQLITE_SELECT, SQLITE_READ, SQLITE_FUNCTION, SQLITE_RECURSIVE, SQLITE_OK, SQLITE_DENY } = constants;

/** Passwords, sessions, drafts and the like lie in `sys_` tables, the schema in `sqlite_` tables. */
const closedTable = /^(?:sys_|sqlite_)/i;
const closedFunction = /^(?:load_extension|fts3_tokenizer|writefile|readfile|edit)$/i;

export function allowOnlyReading(connection: InstanceType<typeof DatabaseSync>): void {
  connection.setAuthorizer((action, first, second) => {
    if (action === SQLITE_SELECT || action === SQLITE_RECURSIVE) return SQLITE_OK;
    if (action === SQLITE_READ) return closedTable.test(first ?? '') ? SQLITE_DENY : SQLITE_OK;
    if (action === SQLITE_FUNCTION) return closedFunction.test(second ?? '') ? SQLITE_DENY : SQLITE_OK;
    return SQLITE_DENY;
  });
}
