/**
 * Many records of one entity through the same pipeline as one: imports, samples, bulk edits. Rows go in transactions of
 * at most 500, sized so that one takes about 50 ms; rows that break a rule are reported and the others are written.
 */
import { setImmediate as breathe } from 'node:timers/promises';
import type { Entity } from '../../metadata/model/model.js';
import type { RecordAction } from '../../metadata/schema/app.js';
import type { Problem, Value } from '../../metadata/value.js';
import { wordsOf } from '../../metadata/words.js';
import type { Context } from '../context.js';
import { ApiError, notFound } from '../errors.js';
import { entityToWrite } from './entity.js';
import { draftsOf, type Draft } from './write/draft.js';
import { checkDuplicates, namesOf, type DuplicateOptions } from './write/duplicates.js';
import { checkDrafts, storeDrafts } from './write/pipeline.js';
import { draftCreate, draftUpdate } from './write/prepare-drafts.js';
import { assertAllowed, notAllowed } from './write/reach.js';
import { loadRows } from './write/store.js';
import { inWrite } from './write/in-write.js';
import { assertMergeable } from './write/merge.js';
import type { Write } from './write/write.js';

export interface ManyRow {
  readonly body: Readonly<Record<string, unknown>>;
  /** Id of the record to change; absent: a new record. */
  readonly update?: string;
  /** Of an update that is taken back: what followed from it, put back as it was. */
  readonly restore?: Readonly<Record<string, Value>>;
  /** Of an update: the version that was seen; later changes of the same fields refuse it. */
  readonly version?: number;
  /** Id of the new record when the caller chose it (samples that point to each other); the system's right. */
  readonly id?: string;
}

export interface ManyOptions {
  /** False writes no history and no outbox; the system's right. */
  readonly history?: boolean;
  /** Marks the records as sample data; the system's right. */
  readonly sample?: boolean;
  /** Fields that bodies may state though people may not: times, authors, given numbers; the system's right. */
  readonly stamps?: readonly string[];
  readonly signal?: AbortSignal;
  /** Further actions that records to change must be allowed for: `bulk` when a person changes many at once. */
  readonly actions?: readonly RecordAction[];
  /** Rules that block refuse rows anyway; those that warn are told beside the result (`similar`), or refuse as well. */
  readonly duplicates?: { readonly moment: 'import'; readonly warnings: 'tell' | 'reject' };
  /** The bodies were kept by the server: sealed fields may carry their value as it is stored (write/body.ts). */
  readonly kept?: boolean;
  /** Only tells what would fail: each transaction is rolled back. */
  readonly check?: boolean;
  /** Runs in the transaction with the drafts that were stored, and the places of their rows. */
  stored?(write: Write, drafts: readonly Draft[], indexes: readonly number[]): Promise<void>;
  /** Called after each transaction with the number of rows that are through. */
  progress?(done: number): void;
}

export interface ManyResult {
  readonly created: number;
  readonly updated: number;
  readonly failed: readonly { readonly index: number; readonly problems: readonly Problem[] }[];
  /** Rows that were written and resemble a record, with its name. */
  readonly similar: readonly { readonly index: number; readonly name: string }[];
  /** Id of each row's record in the order of the rows; null where it failed. */
  readonly ids: readonly (string | null)[];
}

const largestBatch = 500;
const targetMs = 50;

export async function writeMany(
  context: Context,
  name: string,
  rows: Iterable<ManyRow> | AsyncIterable<ManyRow>,
  options: ManyOptions = {},
): Promise<ManyResult> {
  const entity = entityToWrite(context, name);
  refuseSystemOptions(context, options);
  const result = {
    created: 0,
    updated: 0,
    failed: [] as ManyResult['failed'][number][],
    similar: [] as ManyResult['similar'][number][],
    ids: [] as (string | null)[],
  };
  let size = 100;
  let batch: Indexed[] = [];
  let count = 0;
  const flush = async (): Promise<void> => {
    options.signal?.throwIfAborted();
    const began = performance.now();
    const written = await writeBatch(context, entity, batch, options);
    for (const { row, index, outcome } of written) {
      if ('problems' in outcome) {
        result.failed.push({ index, problems: outcome.problems });
        result.ids[index] = null;
      } else {
        result.ids[index] = outcome.id;
        if (outcome.like !== undefined) result.similar.push({ index, name: outcome.like });
        if (row.update === undefined) result.created++;
        else result.updated++;
      }
    }
    const tookMs = Math.max(1, performance.now() - began);
    size = Math.round(Math.min(largestBatch, Math.max(20, (batch.length * targetMs) / tookMs)));
    batch = [];
    options.progress?.(count);
    await breathe();
  };
  for await (const row of rows) {
    // Two changes of one record follow each other: in one transaction both would be made of what stood before.
    if (row.update !== undefined && batch.some((held) => held.row.update === row.update)) await flush();
    batch.push({ row, index: count++ });
    if (batch.length >= size) await flush();
  }
  if (batch.length > 0) await flush();
  result.failed.sort((a, b) => a.index - b.index);
  return result;
}

interface Indexed {
  readonly row: ManyRow;
  readonly index: number;
}
interface Written extends Indexed {
  readonly outcome: { readonly id: string; readonly like?: string } | { readonly problems: readonly Problem[] };
}

function refuseSystemOptions(context: Context, options: ManyOptions): void {
  if (context.principal.kind === 'system') return;
  if (options.history === false || options.sample || options.stamps) {
    throw new Error('Only the system writes records without history, as samples or with stamps.');
  }
}

/** One transaction; when the database refuses it (a unique index, a right), halves are tried until the row is found. */
async function writeBatch(
  context: Context,
  entity: Entity,
  batch: readonly Indexed[],
  options: ManyOptions,
): Promise<readonly Written[]> {
  try {
    return await inWrite(context, (write) => writeRows(write, entity, batch, options), {
      bulk: true,
      ...(options.history === undefined ? {} : { history: options.history }),
    });
  } catch (error) {
    if (error instanceof OnlyChecked) return error.written;
    if (!(error instanceof ApiError) || error.status >= 500) throw error;
    const [first] = batch;
    if (batch.length === 1 && first) return [{ ...first, outcome: { problems: problemsOf(error) } }];
    const middle = Math.ceil(batch.length / 2);
    const front = await writeBatch(context, entity, batch.slice(0, middle), options);
    return [...front, ...(await writeBatch(context, entity, batch.slice(middle), options))];
  }
}

async function writeRows(
  write: Write,
  entity: Entity,
  batch: readonly Indexed[],
  options: ManyOptions,
): Promise<readonly Written[]> {
  const stamps = options.stamps ? { stamps: new Set(options.stamps) } : {};
  const wanted = batch.flatMap(({ row }) => (row.update === undefined ? [] : [row.update]));
  const before = new Map((await loadRows(write, entity, wanted, { lock: 'update' })).map((row) => [row.id, row]));
  for (const action of before.size > 0 ? (['update', ...(options.actions ?? [])] as const) : []) {
    await assertAllowed(write, entity, action, [...before.values()]);
  }
  const written: Written[] = [];
  const drafts = new Map<Draft, Indexed>();
  for (const indexed of batch) {
    const { row } = indexed;
    try {
      const draft =
        row.update === undefined
          ? await draftNew(write, entity, row, stamps)
          : await draftUpdate(write, entity, before.get(row.update) ?? missing(), row.body, {
              restore: row.restore,
              kept: options.kept,
            });
      if (row.version !== undefined) await assertMergeable(write, draft, row.version);
      drafts.set(draft, indexed);
    } catch (error) {
      if (!(error instanceof ApiError) || error.status >= 500) throw error;
      written.push({ ...indexed, outcome: { problems: problemsOf(error) } });
    }
  }
  await checkDrafts(write, [...drafts.keys()]);
  const likes = await likesOf(write, entity, [...drafts.keys()], options.duplicates);
  const sound: Draft[] = [];
  const indexes: number[] = [];
  for (const [draft, indexed] of drafts) {
    const problems = [...draftsOf(draft)].flatMap((each) => each.problems);
    const like = likes.get(draft);
    const through = { id: draft.id, ...(like === undefined ? {} : { like }) };
    written.push({ ...indexed, outcome: problems.length > 0 ? { problems } : through });
    if (problems.length > 0) continue;
    sound.push(draft);
    indexes.push(indexed.index);
  }
  await storeDrafts(write, sound);
  if (options.sample) await markSamples(write, write.drafts);
  await options.stored?.(write, sound, indexes);
  if (options.check) throw new OnlyChecked(written);
  return written;
}

/** Names of what rows resemble. */
async function likesOf(
  write: Write,
  entity: Entity,
  drafts: readonly Draft[],
  options: DuplicateOptions | undefined,
): Promise<ReadonlyMap<Draft, string>> {
  const similar = [...(await checkDuplicates(write, drafts, options))].filter(([draft]) => draft.entity === entity);
  const names = await namesOf(write, entity, similar.map(([, found]) => found[0]!)); // prettier-ignore
  return new Map(similar.map(([draft], index) => [draft, names[index]!]));
}

/** Rolls back a transaction whose rows were only to be tried. */
class OnlyChecked extends Error {
  constructor(readonly written: readonly Written[]) {
    super('Only checked.');
  }
}

function draftNew(write: Write, entity: Entity, row: ManyRow, options: { readonly stamps?: ReadonlySet<string> }) {
  if (!write.context.access.mayEver('create', entity.name)) throw notAllowed(entity, 'create');
  const isChosen = row.id !== undefined && write.context.principal.kind === 'system';
  return draftCreate(write, entity, row.body, { ...options, ...(isChosen ? { id: row.id! } : {}) });
}

/** The words that a record of another person gets, so that the two cannot be told apart. */
function missing(): never {
  throw notFound();
}

async function markSamples(write: Write, drafts: readonly Draft[]): Promise<void> {
  const rows = drafts.map((draft) => ({ entity: draft.entity.name, record_id: draft.id }));
  for (let from = 0; from < rows.length; from += largestBatch) {
    await write.transaction('sys_sample').insert(rows.slice(from, from + largestBatch));
  }
}

/** Findings as they stand in the error, else the error itself. */
function problemsOf(error: ApiError): readonly Problem[] {
  const { details, path = '' } = error.data;
  const listed = Array.isArray(details)
    ? (details as readonly Problem[]).filter((each) => typeof each.path === 'string')
    : [];
  return listed.length > 0 ? listed : [{ path, code: error.code, ...wordsOf(error) }];
}
