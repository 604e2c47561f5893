/**
 * The job that brings the rows of a file in. What it writes is a batch, so that one undo takes all of it back. A run that
 * was interrupted goes on: the lines that are through stand in the batch, written in the transactions of their records. Rows
 * that are not taken go to a file, with the reasons.
 */
import { open } from 'node:fs/promises';
import type { SourceRow } from '../../metadata/import/row.js';
import type { ImportMapDocument } from '../../metadata/schema/app.js';
import type { Problem } from '../../metadata/value.js';
import type { Context } from '../context.js';
import { forbidden, notFound } from '../errors.js';
import { runRows } from '../import/run-map.js';
import type { RowSource } from '../import/read-csv.js';
import type { Finding } from '../../metadata/import/findings.js';
import type { RejectedRow } from '../import/report.js';
import type { StoredRow } from '../import/write-rows.js';
import { recordEvent } from '../access/audit.js';
import type { JobRun } from '../jobs/port.js';
import { beforeOf, insertBatch, newBatch, readBatch, updateBatch, type Batch } from '../records/batch/batch-store.js';
import { hasChanges } from '../records/write/trail.js';
import type { Write } from '../records/write/write.js';
import { asLine, rowSource } from './row-source.js';
import { findFile, pathsOf, type RowPlan, type StartFile } from './start-files.js';

export const ROW_JOB = 'rowImport';

export interface RowOrder {
  readonly file: string;
  readonly batch: string;
}

export interface RowsBrought {
  readonly batch: string;
  readonly entity: string;
  readonly rows: number;
  readonly created: number;
  readonly updated: number;
  /** Left alone: there is such a record, or an earlier row was the same. */
  readonly skipped: number;
  readonly rejected: number;
  /** The first of the rows that were not taken; all of them are in the file. */
  readonly failed: readonly RowFailure[];
  /** What is worth knowing of rows that were taken. */
  readonly notes: readonly Pick<Finding, 'code' | 'message' | 'said' | 'head' | 'count' | 'lines'>[];
}

export interface RowFailure {
  readonly line: number;
  readonly problems: readonly Problem[];
}

/** A line of the file of rejects. */
export interface KeptReject extends RowFailure {
  readonly cells: readonly string[];
}

const mostTold = 50;
/** Notes that say nothing to a person who brings a table: blanks cut off, empty cells. */
const untold: ReadonlySet<string> = new Set(['EMPTY', 'BLANK', 'TRIMMED', 'REWRITTEN']);

export async function importRows(context: Context, order: RowOrder, run: JobRun): Promise<RowsBrought> {
  const file = await findFile(context, order.file);
  const { plan } = file;
  if (!plan) throw notFound();
  if (!context.release.model.entities.has(plan.entity)) throw notPublished();
  const paths = pathsOf(context, file.id);
  const { batch, done, ...before } = await batchOf(context, file, order.batch, run.id);
  const source = remembering(rowSource(paths.rows, { heads: file.heads, done }));
  const rejects = await open(paths.rejects, 'w', 0o600);
  let waiting = '';
  const failed: RowFailure[] = [];
  const rejected = ({ line, problems }: RejectedRow): void => {
    const cells = source.cellsOf(line, file.heads);
    waiting += asLine({ line, cells, problems } satisfies KeptReject);
    if (failed.length < mostTold) failed.push({ line, problems });
  };
  const stored = (write: Write, records: readonly StoredRow[]) => keepLines(write, batch, records);
  const progress = (rows: number): void => run.progress(done.size + rows, file.rows);
  try {
    const portions = async function* (size: number) {
      for await (const portion of source.portions(size)) {
        yield portion;
        // All that this portion has to say is said.
        await rejects.write(waiting);
        waiting = '';
      }
    };
    const report = await runRows(context, mapOf(plan), { ...source, portions }, { signal: run.signal, progress, stored, rejected });
    await rejects.write(waiting);
    const [ended] = report.problems;
    if (ended) throw forbidden(ended.code, ended);
    const created = before.created + report.created;
    const updated = done.size - before.created + report.updated;
    await updateBatch(context, batch.id, { state: 'done', changed: created + updated, failed: report.rejected });
    await tellLog(context, plan, file, { created, updated });
    return {
      batch: batch.id, entity: plan.entity, rows: done.size + report.rows, created, updated, skipped: report.skipped, rejected: report.rejected,
      failed: failed.sort((a, b) => a.line - b.line),
      notes: report.findings.filter(({ severity, code }) => severity === 'note' && !untold.has(code)).slice(0, mostTold)
        .map(({ code, message, said, head, count, lines }) => ({ code, message, said, ...(head === undefined ? {} : { head }), count, lines })),
    };
  } catch (error) {
    await updateBatch(context, batch.id, { state: 'stopped' });
    throw error;
  } finally {
    await rejects.close();
  }
} // prettier-ignore

const notPublished = () =>
  forbidden('NOT_PUBLISHED', 'The entity of these rows is not published yet. Publish it, then bring the rows in.');

/** One import map for one file. */
export const mapOf = ({ entity, label, columns, match, duplicates }: RowPlan): ImportMapDocument => ({
  kind: 'import_map', id: '00000000000000000000000000', name: 'rows', schema: 1, label, entity, columns,
  ...(match ? { match: [...match], duplicates: duplicates ?? 'error' } : {}),
}); // prettier-ignore

/** The batch of this import, and the lines that are through already. */
async function batchOf(context: Context, { plan, rows }: StartFile, id: string, job: string): Promise<{ readonly batch: Batch; readonly done: ReadonlySet<number>; readonly created: number }> {
  const held = await readBatch(context, id);
  if (held) {
    const kept = await context.database.read('sys_batch_row').where({ batch_id: id }).select<{ before: string }[]>('before');
    await updateBatch(context, id, { state: 'running', jobId: job });
    const rows = kept.map(({ before }) => JSON.parse(before) as KeptLine);
    const created = rows.filter(({ values }) => values === undefined).length;
    return { batch: held, done: new Set(rows.map(({ line }) => line)), created };
  }
  const batch: Batch = { ...newBatch(context, { entity: plan!.entity, request: { action: 'import', fields: fieldsOf(plan!) }, total: rows }), id };
  await context.database.write((transaction) => insertBatch(context, transaction, batch));
  await updateBatch(context, id, { jobId: job });
  return { batch, done: new Set(), created: 0 };
} // prettier-ignore

/** What a batch keeps of a row: its line, and of a record that was there what it was. */
interface KeptLine {
  readonly line: number;
  readonly values?: Readonly<Record<string, unknown>>;
}

/** Fields that the columns give; a part stands for its whole. */
const fieldsOf = ({ columns }: RowPlan): readonly string[] => [...new Set(columns.map(({ path }) => path.split('.')[0]!))]; // prettier-ignore

async function keepLines({ transaction, now }: Write, batch: Batch, records: readonly StoredRow[]): Promise<void> {
  const kept = records.filter(({ isNew, draft }) => isNew || hasChanges(draft));
  if (kept.length === 0) return;
  const ids = kept.filter(({ isNew }) => !isNew).map(({ id }) => id);
  const earlier = new Map((ids.length === 0 ? [] : await transaction('sys_batch_row').where({ batch_id: batch.id }).whereIn('record_id', ids).select<{ record_id: string; before: string }[]>('record_id', 'before')).map((row) => [row.record_id, JSON.parse(row.before) as KeptLine]));
  const rows: object[] = [];
  for (const { line, id, isNew, draft } of kept) {
    const version = isNew ? 1 : draft.before!.version + 1;
    const was = earlier.get(id);
    if (!was) rows.push({ batch_id: batch.id, record_id: id, version, before: JSON.stringify(isNew ? { line } : { line, values: beforeOf(draft) }), at: now });
    // A later row changes it again: what was there before the file is what comes back; one that came with it goes whole.
    else await transaction('sys_batch_row').where({ batch_id: batch.id, record_id: id }).update({ version, before: JSON.stringify(was.values ? { ...was, values: { ...beforeOf(draft), ...was.values } } : was) });
  }
  if (rows.length > 0) await transaction('sys_batch_row').insert(rows);
} // prettier-ignore

interface RememberingSource extends RowSource {
  cellsOf(line: number, heads: readonly string[]): readonly string[];
}

/** A source that knows the cells of the portion it gave last. */
function remembering(source: RowSource): RememberingSource {
  let held = new Map<number, SourceRow>();
  return {
    ...source,
    cellsOf: (line, heads) => heads.map((head) => held.get(line)?.cells[head] ?? ''),
    async *portions(size) {
      for await (const portion of source.portions(size)) {
        held = new Map(portion.rows.map((row) => [row.line, row]));
        yield portion;
      }
    },
  };
}

async function tellLog(context: Context, { entity }: RowPlan, { name }: StartFile, counts: { readonly created: number; readonly updated: number }): Promise<void> {
  if (counts.created + counts.updated === 0) return;
  const data = { set: name, maps: [{ map: name, entity, ...counts }] };
  const event = { type: 'records.imported', userId: context.principal.id, data };
  await context.database.write((transaction) => recordEvent(context, transaction, event));
} // prettier-ignore
