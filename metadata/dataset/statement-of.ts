/** The statement of a SQL source as far as its text can be read. */
import type { SqlSource } from '../schema/dataset.js';
import { readSql, type SqlStatement } from './sql-statement.js';
import { SqlRefused } from './sql-tokens.js';

/** Undefined when it is refused, which is told by the check of documents and by running it. */
export function statementOf({ sql, connection }: SqlSource): SqlStatement | undefined {
  try {
    return readSql(sql, { foreign: connection !== undefined });
  } catch (error) {
    if (error instanceof SqlRefused) return undefined;
    throw error;
  }
}
