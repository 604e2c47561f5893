/**
 * The rows of a table as lines, the same from both engines: one JSON array a row, in the order of the primary key. Values
 * stand as they are stored, which is alike on both, but for decimals: these are numbers, where SQLite keeps scaled integers.
 */
import type { Column } from '../../metadata/contributions.js';
import type { Scalar } from '../../metadata/value.js';
import type { Dialect } from '../database/database.js';
import type { RawValues, Snapshot } from '../database/snapshot.js';
import { BackupRefused } from './refused.js';
import type { BackupTable } from './manifest.js';

export type TableShape = Pick<BackupTable, 'name' | 'system' | 'columns' | 'key' | 'indexes'>;

/** Bytes of lines that are gathered before they are given on; a longer row is given on whole. */
const gathered = 1_000_000;

export interface Lines {
  readonly text: string;
  readonly rows: number;
}

/** While another process holds it: who publishes, by its number on that machine. Nothing that a restored site should find. */
const ofAProcess = { table: 'sys_setting', column: 'name', value: 'publish_process' };

export async function* tableLines(snapshot: Snapshot, dialect: Dialect, table: TableShape): AsyncGenerator<Lines> {
  const columns = table.columns.map(({ name }) => name);
  const write = lineWriter(dialect, table);
  const except = table.name === ofAProcess.table ? { except: ofAProcess } : {};
  let lines: string[] = [];
  let length = 0;
  for await (const batch of snapshot.rows({ table: table.name, columns, orderBy: table.key, ...except })) {
    for (const row of batch) {
      const line = write(row);
      lines.push(line);
      length += line.length;
      if (length < gathered) continue;
      yield { text: lines.join(''), rows: lines.length };
      lines = [];
      length = 0;
    }
  }
  if (lines.length > 0) yield { text: lines.join(''), rows: lines.length };
}

/** One row as a line with its end. Throws BackupRefused for a value that is none of its column. */
export function lineWriter(dialect: Dialect, { name, system, columns }: TableShape): (row: RawValues) => string {
  const decimals = system
    ? []
    : columns.flatMap((column, index) => (column.type === 'decimal' ? [{ column, index }] : []));
  return (row) => {
    const values: unknown[] = [...row];
    for (const { column, index } of decimals) {
      try {
        values[index] = dialect.decode(column, row[index]);
      } catch (error) {
        throw new BackupRefused(
          `The column ${column.name} of ${name} holds "${String(row[index])}" in the row that begins with ${JSON.stringify(row[0])}, which is no number of its kind. Mend that value first.`,
          error,
        );
      }
    }
    return `${JSON.stringify(values)}\n`;
  };
}

/** A line as what is bound for each column. Throws for what is no row of this table. */
export function lineReader(
  dialect: Dialect,
  { name, system, columns }: TableShape,
): (line: string) => readonly Scalar[] {
  const decimals = system
    ? []
    : columns.flatMap((column, index) => (column.type === 'decimal' ? [{ column, index }] : []));
  return (line) => {
    const values = JSON.parse(line) as Scalar[];
    if (!Array.isArray(values) || values.length !== columns.length)
      throw new BackupRefused(`A row of ${name} has another number of values than the table has columns.`);
    for (const { column, index } of decimals) values[index] = dialect.encode(column as Column, values[index] ?? null);
    return values;
  };
}
