/**
 * Steps that give existing rows their values, in batches of at most 500, each a short transaction of its own. People go
 * on working with the old release meanwhile; what they write is caught up inside the switch (`catchUp`).
 */
import { companionValues } from '../../metadata/model/companions.js';
import type { Field, Model } from '../../metadata/model/model.js';
import type { Scalar } from '../../metadata/value.js';
import type { Database, Transaction } from '../database/database.js';
import type { Failpoint } from './failpoint.js';
import { journalState, writeJournal } from './journal.js';
import type { StepAt } from './run-ddl.js';
import type { Step } from './step.js';

export type FillStep = Extract<Step, { action: 'fillDefault' | 'fillCompanions' }>;

export interface FillTools {
  readonly database: Database;
  /** The model of the release being published. */
  readonly model: Model;
  readonly fold: (text: string) => string;
}

const batch = 500;

export async function runFill(tools: FillTools, at: StepAt<FillStep>, failpoint: Failpoint): Promise<void> {
  const { database } = tools;
  const fill = createFill(tools, at.step);
  if (!fill) return;
  for (let after = '', first = true; ; first = false) {
    const last = await database.write(async (transaction) => {
      if (first && (await journalState(transaction, at.release, at.index)) === 'done') return undefined;
      return fill(transaction, { after });
    });
    if (last === undefined) break;
    await failpoint(`mid-fill:${at.index}`);
    after = last;
  }
  await database.write((transaction) => writeJournal(transaction, at, 'done'));
}

/**
 * Rows written since the copy began: inside the switch, and once more behind it for writers that overlapped it. From then
 * on an empty field may be meant, so `live` leaves older rows alone.
 */
export async function catchUp(
  tools: FillTools,
  transaction: Transaction,
  step: FillStep,
  { since, live }: { readonly since: string; readonly live: boolean },
): Promise<void> {
  const fill = createFill(tools, step);
  for (let after = ''; fill;) {
    const last = await fill(transaction, { after, since, live });
    if (last === undefined) return;
    after = last;
  }
}

interface Window {
  /** Rows with a greater id. */
  readonly after: string;
  /** Only rows without the value, or changed since then. */
  readonly since?: string;
  readonly live?: boolean;
}
type Fill = (transaction: Transaction, window: Window) => Promise<string | undefined>;

/** Fills one batch and gives its last id; undefined when there was nothing left. */
function createFill(tools: FillTools, step: FillStep): Fill | undefined {
  const field = tools.model.entities.get(step.entity)?.fields.get(step.field);
  if (!field?.columns[0]) return undefined;
  return step.action === 'fillDefault' ? fillDefault(tools, step, field) : fillCompanions(tools, step, field);
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
  return async (transaction, { after, since, live }) => {
    const query = transaction(step.table)
      .select('id')
      .whereNull(column.name)
      .where('id', '>', after)
      .orderBy('id')
      .limit(batch);
    if (live && since !== undefined) void query.where('created_at', '>=', since);
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
  return async (transaction, { after, since }) => {
    const query = transaction(step.table)
      .select('id', value.name, ...names)
      .whereNotNull(value.name)
      .where('id', '>', after)
      .orderBy('id')
      .limit(batch)
      .forUpdate();
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

function companions(
  tools: FillTools,
  field: Field,
  value: Parameters<typeof companionValues>[1],
): Record<string, Scalar> {
  const { dialect } = tools.database;
  const values = companionValues(field, value, { fold: tools.fold, zone: tools.model.settings.timeZone });
  return Object.fromEntries(
    field.columns.flatMap((column) =>
      Object.hasOwn(values, column.name) ? [[column.name, dialect.encode(column, values[column.name] ?? null)]] : [],
    ),
  );
}
