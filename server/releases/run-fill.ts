/**
 * Steps that give existing rows their values, in batches of at most 500, each a short transaction of its own. People go
 * on working with the old release meanwhile; what they write is caught up inside the switch (`catchUp`). So a step ends at
 * the last row that was there when it began: with somebody always writing it would never reach the end.
 */
import type { Field } from '../../metadata/model/model.js';
import type { Transaction } from '../database/database.js';
import type { Failpoint } from './failpoint.js';
import { batch, companions, type Fill, type FillTools, type Window } from './fill.js';
import { fillComputed } from './fill-computed.js';
import { fillConverted } from './fill-converted.js';
import { journalState, writeJournal } from './journal.js';
import type { StepAt } from './run-ddl.js';
import type { FillStep } from './step.js';

export type { Fill, FillStep, FillTools, Window };

export async function runFill(tools: FillTools, at: StepAt<FillStep>, failpoint: Failpoint): Promise<void> {
  const { database } = tools;
  const fill = createFill(tools, at.step);
  if (!fill) return;
  const until = await lastId(database, at.step.table);
  for (let after = '', first = true; ; first = false) {
    const last = await database.write(async (transaction) => {
      if (first && (await journalState(transaction, at.release, at.index)) === 'done') return undefined;
      return fill(transaction, { after });
    });
    if (last === undefined) break;
    await failpoint(`mid-fill:${at.index}`);
    if (last >= until) break;
    after = last;
  }
  await database.write((transaction) => writeJournal(transaction, at, 'done'));
}

/** Empty where there is no row. */
async function lastId({ read }: FillTools['database'], table: string): Promise<string> {
  const row = (await read(table).max({ id: 'id' }).first()) as { id: string | null } | undefined;
  return row?.id ?? '';
}

/** Rows written since the copy began, inside the switch: writers wait for it (records/write/live-release.ts). */
export async function catchUp(
  tools: FillTools,
  transaction: Transaction,
  step: FillStep,
  { since }: { readonly since: string },
): Promise<void> {
  const fill = createFill(tools, step);
  for (let after = ''; fill;) {
    const last = await fill(transaction, { after, since });
    if (last === undefined) return;
    after = last;
  }
}

/** The same for rows of one transaction, which were written under an older release. At most 500 of them at a time. */
export async function fillRows(
  tools: FillTools,
  transaction: Transaction,
  step: FillStep,
  ids: readonly string[],
): Promise<void> {
  const fill = createFill(tools, step);
  for (let from = 0; fill && from < ids.length; from += batch)
    await fill(transaction, { after: '', ids: ids.slice(from, from + batch) });
}

/** Fills one batch and gives its last id; undefined when there was nothing left. */
function createFill(tools: FillTools, step: FillStep): Fill | undefined {
  if (step.action === 'convertColumn') return fillConverted(tools, step);
  const field = tools.model.entities.get(step.entity)?.fields.get(step.field);
  if (!field?.columns[0]) return undefined;
  if (step.action === 'fillDefault') return fillDefault(tools, step, field);
  if (step.action === 'fillComputed') return fillComputed(tools, field);
  return fillCompanions(tools, step, field);
}

function fillDefault(
  tools: FillTools,
  step: Extract<FillStep, { action: 'fillDefault' }>,
  field: Field,
): Fill | undefined {
  const parsed = field.type.parse(step.value, field.document);
  if ('code' in parsed) return undefined;
  const column = field.columns[0]!;
  const values = {
    [column.name]: tools.database.dialect.encode(column, parsed.value),
    ...companions(tools, field, parsed.value),
  };
  return async (transaction, { after, ids: only }) => {
    const query = transaction(step.table)
      .select('id')
      .whereNull(column.name)
      .where('id', '>', after)
      .orderBy('id')
      .limit(batch);
    if (only) void query.whereIn('id', only);
    const rows = (await query) as { id: string }[];
    const ids = rows.map((row) => row.id);
    if (ids.length === 0) return undefined;
    await transaction(step.table).whereIn('id', ids).whereNull(column.name).update(values);
    return ids.at(-1);
  };
}

function fillCompanions(tools: FillTools, step: FillStep, field: Field): Fill {
  const { dialect } = tools.database;
  const value = field.columns[0]!;
  const names = field.columns.slice(1).map((column) => column.name);
  return async (transaction, { after, since, ids }) => {
    const query = transaction(step.table)
      .select('id', value.name, ...names)
      .whereNotNull(value.name)
      .where('id', '>', after)
      .orderBy('id')
      .limit(batch)
      .forUpdate();
    if (ids) void query.whereIn('id', ids);
    if (since !== undefined) {
      void query.where((either) => {
        void either.where('updated_at', '>=', since);
        for (const name of names) void either.orWhereNull(name);
      });
    }
    const rows = (await query) as Readonly<Record<string, unknown>>[];
    for (const row of rows) {
      const values = companions(tools, field, dialect.decode(value, row[value.name]));
      if (Object.entries(values).every(([name, computed]) => row[name] === computed)) continue;
      await transaction(step.table).where('id', String(row['id'])).update(values);
    }
    return rows.length === 0 ? undefined : String(rows.at(-1)!['id']);
  };
}
