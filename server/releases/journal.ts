/** The journal of a publish: what was begun and what is done, by the position of the step in the plan. */
import type { Transaction } from '../database/database.js';
import type { Step } from './step.js';

/**
 * `started`: the statement may or may not have run (MySQL commits DDL by itself). `done`: it ran here. `existed`: what
 * it makes was there before, so going back leaves it. `undone`: taken back.
 */
export type JournalState = 'started' | 'done' | 'existed' | 'undone';

export async function readJournal(
  runner: Transaction | import('knex').Knex,
  release: number,
): Promise<ReadonlyMap<number, JournalState>> {
  const rows = (await runner('sys_journal').select('step', 'state').where({ release })) as {
    step: number;
    state: JournalState;
  }[];
  return new Map(rows.map((row) => [Number(row.step), row.state]));
}

/** Where a step stands, locked until the transaction ends. */
export async function journalState(
  transaction: Transaction,
  release: number,
  step: number,
): Promise<JournalState | undefined> {
  const row = (await transaction('sys_journal').select('state').where({ release, step }).forUpdate().first()) as
    { state: JournalState } | undefined;
  return row?.state;
}

export async function writeJournal(
  transaction: Transaction,
  at: { readonly release: number; readonly index: number; readonly step: Step },
  state: JournalState,
): Promise<void> {
  await transaction('sys_journal')
    .insert({ release: at.release, step: at.index, action: JSON.stringify(at.step), state })
    .onConflict(['release', 'step'])
    .merge(['state']);
}
