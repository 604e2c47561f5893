/**
 * What a step asks its surroundings to do, and how the rows changed. `read` is answered in the same transaction by an
 * event, `db` is written in it, `out` becomes a row of the outbox and is carried by others: never a call from here.
 */
import type { Value } from '../value.js';
import { tableNames, type ReadNeed, type State, type TableName, type Tables } from './state.js';

export type DbOp =
  | { readonly op: 'lock' }
  | { readonly op: 'unlock' }
  | { readonly op: 'action'; readonly key: string; readonly use: string; readonly with: unknown; readonly token: string }
  | { readonly op: 'startChild'; readonly child: string; readonly flow: string; readonly version: 'latest' | 'pinned'; readonly depth: number; readonly with: unknown }
  | { readonly op: 'terminateChild'; readonly child: string }; // prettier-ignore

export type Effect =
  | { readonly k: 'read'; readonly read: string; readonly token: string; readonly need: ReadNeed }
  | { readonly k: 'db'; readonly op: DbOp }
  /** `key` is the same when the same events are stepped again: whoever carries it drops what was done already. */
  | { readonly k: 'out'; readonly key: string; readonly topic: string; readonly body: Readonly<Record<string, Value>> };

/** One line of the journal, as data. */
export interface LogEntry {
  readonly code: string;
  readonly [key: string]: Value;
}

export interface RowOp<T extends TableName = TableName> {
  readonly table: T;
  readonly op: 'insert' | 'update' | 'delete';
  readonly id: string;
  readonly row?: Tables[T];
}

/** What to write so that the rows of one state become those of another; rows never change in place, so identity tells. */
export function rowOps(before: State, after: State): readonly RowOp[] {
  return tableNames.flatMap((table) => {
    const [old, now] = [before[table], after[table]] as readonly Readonly<Record<string, Tables[TableName]>>[];
    if (old === now) return [];
    const written = Object.entries(now!).flatMap(([id, row]): readonly RowOp[] =>
      old![id] === row ? [] : [{ table, id, row, op: Object.hasOwn(old!, id) ? 'update' : 'insert' }],
    );
    const gone = Object.keys(old!).filter((id) => !Object.hasOwn(now!, id));
    return [...written, ...gone.map((id): RowOp => ({ table, id, op: 'delete' }))];
  });
}
