/**
 * Steps that change tables. On SQLite a step and its journal row share a transaction. MySQL commits DDL by itself: the
 * row says `started` before (that commit includes it), the catalogue tells whether the statement ran, and only what this
 * release made is ever taken back.
 */
import { say } from '../../metadata/words.js';
import type { Database, Transaction } from '../database/database.js';
import {
  addColumnSql,
  createIndexSql,
  createTableSql,
  dropColumnSql,
  dropIndexSql,
  dropTableSql,
  tableInfo,
  type TableInfo,
} from '../database/schema.js';
import { conflict } from '../errors.js';
import type { Failpoint } from './failpoint.js';
import { journalState, writeJournal } from './journal.js';
import { isPhysicalType } from './physical-type.js';
import type { FillStep, Step } from './step.js';

export interface StepAt<S extends Step = Step> {
  readonly release: number;
  readonly index: number;
  readonly step: S;
}

export type DdlStep = Exclude<Step, FillStep>;

/** Seconds a statement may wait for a table that others are using; after that it is tried again. */
const lockWait = 2;
/** What every session begins with (server/database/mysql-client.ts). */
const usualLockWait = 10;

export async function runDdl(database: Database, at: StepAt<DdlStep>, failpoint: Failpoint): Promise<void> {
  const { step, release, index } = at;
  await database.write(async (transaction) => {
    const state = await journalState(transaction, release, index);
    if (state === 'done' || state === 'existed') return;
    const info = step.action === 'archiveColumn' ? undefined : await tableInfo(database, step.table, transaction);
    const there = isDone(step, info, database);
    if (there && state === undefined) return writeJournal(transaction, at, 'existed');
    if (!there) {
      if (database.engine === 'mysql') await writeJournal(transaction, at, 'started');
      await runWaiting(database, transaction, statementOf(step, database));
    }
    await failpoint(`in-step:${index}`);
    await writeJournal(transaction, at, 'done');
  });
}

/** Takes back what this release made; harmless when it never came to be. */
export async function undoDdl(database: Database, at: StepAt<DdlStep>): Promise<void> {
  const { step, release, index } = at;
  await database.write(async (transaction) => {
    const state = await journalState(transaction, release, index);
    if (state !== 'done' && state !== 'started') return;
    const info = step.action === 'archiveColumn' ? undefined : await tableInfo(database, step.table, transaction);
    const sql = info && undoStatement(step, info, database);
    if (sql) await runWaiting(database, transaction, sql);
    await writeJournal(transaction, at, 'undone');
  });
}

/** Is what the step makes there (or, of dropIndex, gone)? A column of another type is no column of ours. */
function isDone(step: DdlStep, info: TableInfo | undefined, { dialect }: Database): boolean {
  switch (step.action) {
    case 'createTable':
      return info !== undefined;
    case 'addColumn': {
      const held = info?.columns.get(step.column.name);
      if (held && !isPhysicalType(dialect, step.column, held.type)) {
        throw conflict(
          'COLUMN_EXISTS',
          say`The table ${{ table: step.table }} already has a column "${{ column: step.column.name }}" of type ${{ type: held.type }}. State another "column" for the field.`,
        );
      }
      return held !== undefined;
    }
    case 'widenColumn': {
      const held = info?.columns.get(step.column.name);
      return held !== undefined && isPhysicalType(dialect, step.column, held.type);
    }
    case 'addIndex':
      return info?.indexes.has(step.name) === true;
    case 'dropIndex':
      return info?.indexes.has(step.name) !== true;
    case 'archiveColumn':
      return true;
  }
}

function statementOf(step: DdlStep, { dialect }: Database): string {
  switch (step.action) {
    case 'createTable':
      return createTableSql(dialect, step.table, step.columns);
    case 'addColumn':
      return addColumnSql(dialect, step.table, step.column);
    case 'widenColumn':
      return `ALTER TABLE ${dialect.quote(step.table)} MODIFY COLUMN ${dialect.quote(step.column.name)} ${dialect.columnType(step.column)}`;
    case 'addIndex':
      return createIndexSql(dialect, step.table, step.name, step.columns, step.unique);
    case 'dropIndex':
      return dropIndexSql(dialect, step.table, step.name);
    case 'archiveColumn':
      throw new Error('Archiving a column is no statement.');
  }
}

function undoStatement(step: DdlStep, info: TableInfo, { dialect }: Database): string | undefined {
  switch (step.action) {
    case 'createTable':
      return dropTableSql(dialect, step.table);
    case 'addColumn':
      return info.columns.has(step.column.name) ? dropColumnSql(dialect, step.table, step.column.name) : undefined;
    case 'addIndex':
      return info.indexes.has(step.name) ? dropIndexSql(dialect, step.table, step.name) : undefined;
    default:
      // Wider text does no harm, and an index is dropped only when the release is live.
      return undefined;
  }
}

/** A statement that waits for a table holds up everyone behind it: it gives up soon and the transaction is tried again. */
export async function runWaiting(database: Database, transaction: Transaction, sql: string): Promise<void> {
  if (database.engine === 'sqlite') {
    await transaction.raw(sql);
    return;
  }
  await transaction.raw(`SET SESSION lock_wait_timeout = ${lockWait}`);
  try {
    await transaction.raw(sql);
  } finally {
    await transaction.raw(`SET SESSION lock_wait_timeout = ${usualLockWait}`);
  }
}
