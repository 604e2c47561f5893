/** Rows of `sys_batch` and `sys_batch_row`: what was done to which records, and what they were before. */
import { valueOfField } from '../../../metadata/model/parts.js';
import type { Problem } from '../../../metadata/value.js';
import type { Context } from '../../context.js';
import type { Transaction } from '../../database/database.js';
import { keptSealed } from '../write/body.js';
import { changedFields, type Draft } from '../write/draft.js';
import { movedSince } from '../write/periods.js';
import { followed } from '../write/stages.js';
import { hasChanges } from '../write/trail.js';
import type { Write } from '../write/write.js';
import type { BulkRequest } from './bulk-request.js';

/** `stopped`: cancelled or failed on the way; what was written stands and can be undone. */
export type BatchState = 'running' | 'done' | 'stopped' | 'undone';

/** Records that came with a file are no change of records: they are taken back by deleting them. */
export type BatchAction = BulkRequest['action'] | 'import';
/** `fields`: what the file gives; of records that were there the rest of what changed had followed from it. */
export type KeptRequest = BulkRequest | { readonly action: 'import'; readonly fields?: readonly string[] };

export interface Failure {
  readonly id: string;
  readonly problems: readonly Problem[];
}

export interface Batch {
  readonly id: string;
  readonly entity: string;
  readonly action: BatchAction;
  readonly state: BatchState;
  readonly request: KeptRequest;
  readonly jobId: string | null;
  readonly total: number;
  readonly changed: number;
  readonly failed: number;
  /** The first of them; `failed` counts all. */
  readonly problems: readonly Failure[];
  /** Id of the last record that is through. */
  readonly position: string | null;
  readonly createdBy: string;
}

/** Failures that are kept and told; all are counted. */
export const mostFailures = 200;

type Row = Readonly<Record<string, unknown>>;

/** A batch that is about to begin; nothing of it is stored yet. */
export const newBatch = (
  context: Context,
  { entity, request, total }: Pick<Batch, 'entity' | 'request' | 'total'>,
): Batch => ({
  id: context.newId(),
  entity,
  action: request.action,
  state: 'running',
  request,
  jobId: null,
  total,
  changed: 0,
  failed: 0,
  problems: [],
  position: null,
  createdBy: context.principal.id,
});

/** Does nothing when it is there. Its request must not hold sealed values in plain text (seal-request.ts). */
export async function insertBatch(context: Context, transaction: Transaction, batch: Batch): Promise<void> {
  const now = context.clock.now().toISOString();
  await transaction('sys_batch')
    .insert({
      id: batch.id,
      entity: batch.entity,
      action: batch.action,
      state: batch.state,
      request: JSON.stringify(batch.request),
      total: batch.total,
      created_by: batch.createdBy,
      created_at: now,
      // Old batches are found by their end, those that never ended too.
      ended_at: now,
    })
    .onConflict('id')
    .ignore();
}

export async function readBatch(context: Context, id: string): Promise<Batch | undefined> {
  const row = await context.database.read('sys_batch').where({ id }).first<Row | undefined>();
  return row && batchOf(row);
}

function batchOf(row: Row): Batch {
  const text = (name: string) => (row[name] === null ? null : String(row[name]));
  return {
    id: String(row['id']),
    entity: String(row['entity']),
    action: row['action'] as Batch['action'],
    state: row['state'] as BatchState,
    request: JSON.parse(text('request') ?? '{}') as KeptRequest,
    jobId: text('job_id'),
    total: Number(row['total']),
    changed: Number(row['changed']),
    failed: Number(row['failed']),
    problems: JSON.parse(text('problems') ?? '[]') as Failure[],
    position: text('position'),
    createdBy: String(row['created_by']),
  };
}

export async function updateBatch(
  context: Context,
  id: string,
  change: {
    readonly state?: BatchState;
    readonly jobId?: string;
    readonly changed?: number;
    readonly failed?: number;
    readonly problems?: readonly Failure[];
    readonly position?: string;
  },
): Promise<void> {
  const { state, jobId, problems, ...figures } = change;
  await context.database.write((transaction) =>
    transaction('sys_batch')
      .where({ id })
      .update({
        ...figures,
        ...(state === undefined ? {} : { state, ended_at: context.clock.now().toISOString() }),
        ...(jobId === undefined ? {} : { job_id: jobId }),
        ...(problems === undefined ? {} : { problems: JSON.stringify(problems) }),
      }),
  );
}

export interface BatchRow {
  readonly recordId: string;
  /** The version after the change. */
  readonly version: number;
  /** A body as the server keeps it (write/body.ts). */
  readonly before: Readonly<Record<string, unknown>>;
}

/**
 * Inside the transaction of the change, when it is through: the batch itself, and what the records were. A record that was
 * not changed leaves nothing. True when something was kept.
 */
export async function keepBefore(write: Write, batch: Batch, drafts: readonly Draft[]): Promise<boolean> {
  const rows = drafts
    .filter((draft) => draft.action === 'delete' || hasChanges(draft))
    .map((draft) => ({
      batch_id: batch.id,
      record_id: draft.id,
      version: draft.before!.version + 1,
      before: JSON.stringify(draft.action === 'delete' ? {} : beforeOf(draft)),
      at: write.now,
    }));
  if (rows.length === 0) return false;
  await insertBatch(write.context, write.transaction, batch);
  await write.transaction('sys_batch_row').insert(rows);
  return true;
}

/** As a body: what was asked for, and what a stage brought with it; what else follows (formulas, stamps) follows again. */
export function beforeOf(draft: Draft): Record<string, unknown> {
  const { fields } = draft.entity;
  const values = draft.before!.values;
  const before: Record<string, unknown> = {};
  for (const name of changedFields(draft).map((changed) => fields.get(changed)?.partOf?.field ?? changed)) {
    const field = draft.given.has(name) ? fields.get(name) : undefined;
    if (!field) continue;
    const value = valueOfField(field, values);
    before[name] = field.sealed ? keptSealed(value) : value;
  }
  // Links stand in rows of their own: the set that the writer saw is put back.
  for (const { field, before: linked } of draft.children) if (linked) before[field] = linked;
  for (const name of [...followed(draft), ...movedSince(draft)]) before[name] ??= values[name] ?? null;
  return before;
}

/** The next rows that were not undone yet, by record id. */
export async function rowsToUndo(
  context: Context,
  batchId: string,
  after: string,
  limit: number,
): Promise<readonly BatchRow[]> {
  const rows = await context.database
    .read('sys_batch_row')
    .where({ batch_id: batchId, undone: 0 })
    .andWhere('record_id', '>', after)
    .orderBy('record_id')
    .limit(limit)
    .select<Row[]>('record_id', 'version', 'before');
  return rows.map((row) => ({
    recordId: String(row['record_id']),
    version: Number(row['version']),
    before: JSON.parse(String(row['before'] ?? '{}')) as Record<string, unknown>,
  }));
}

export async function countToUndo(context: Context, batchId: string): Promise<number> {
  const [row] = await context.database.read('sys_batch_row').where({ batch_id: batchId, undone: 0 }).count({ n: '*' });
  return Number(row?.['n'] ?? 0);
}

export async function markUndone(
  transaction: Transaction,
  batchId: string,
  recordIds: readonly string[],
): Promise<void> {
  if (recordIds.length === 0) return;
  await transaction('sys_batch_row').where({ batch_id: batchId }).whereIn('record_id', recordIds).update({ undone: 1 });
}
