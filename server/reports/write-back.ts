/**
 * What readers typed into a report, written to records:
 *
 *   run again with the reader's rights -> places of the changed cells -> records that have their keys, through the gate
 *     -> is what they saw still stored? -> created or changed by the write pipeline, all in one transaction
 *
 * A change names a cell, never a record: which one it stands for is computed anew from the report.
 */
import { createHash } from 'node:crypto';
import type { Entity } from '../../metadata/model/model.js';
import type { ReportDocument } from '../../metadata/schema/report.js';
import { inputPlaces, type InputPlace } from '../../metadata/sheet/input-places.js';
import { queryLimits } from '../../metadata/query/limits.js';
import type { ReaderChanges } from '../../metadata/schema/reader-changes.js';
import { groupKey } from '../../metadata/sheet/row-sets.js';
import type { Problem, Value } from '../../metadata/value.js';
import { problem, say } from '../../metadata/words.js';
import type { Context } from '../context.js';
import { ApiError, conflict, invalid } from '../errors.js';
import { createWithin } from '../records/create.js';
import { prepareFor, toolsFor } from '../records/prepare.js';
import { compileQuery } from '../records/sql/compile-query.js';
import { selectRows } from '../records/sql/fragment.js';
import { updateWithin } from '../records/update.js';
import { mayWrite } from '../records/write/body.js';
import { isSame } from '../records/write/draft.js';
import { inWrite } from '../records/write/in-write.js';
import { loadRows } from '../records/write/store.js';
import type { Write } from '../records/write/write.js';
import { AT_ONCE_ROWS, carrySheet, rowsOfRead, workOptions } from './carried-sheet.js';
import { expandRead, readReport, sheetErrors, type ReportRun, type RunnableReport } from './run-report.js';

/** Cells of one request. */
export const mostCells = 500;

export interface CellChange {
  readonly source: string;
  readonly at: string;
  readonly value: unknown;
  /** What the cell showed when it was typed into. */
  readonly was: Value;
  /** Mark of the place as the run gave it: what stands at `at` by now is the same record. */
  readonly mark?: string | undefined;
}

/** Sorted or narrowed by the reader, a cell stands elsewhere: its path is read in the same order. */
export interface WriteBackRequest extends ReaderChanges {
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly changes: readonly CellChange[];
}

export interface WrittenBack {
  readonly created: number;
  readonly updated: number;
}

/**
 * Cells of a grid that its reader may type into, by template address: the field, the instance paths, for each of them the
 * mark of the record it stands for, and the format code of the cell. Whoever looks at the site as somebody else types nothing.
 */
export type GridInputs = Readonly<Record<string, Readonly<GridInput>>>;

interface GridInput {
  readonly entity: string;
  readonly field: string;
  readonly places: string[];
  readonly marks: string[];
  /** Of cells that show a name: the ids or codes behind them, as `was` and `value` of a change are. */
  readonly stored?: Value[];
  readonly format?: string;
}

export function gridInputs(context: Context, { sheet }: RunnableReport, places: readonly InputPlace[]): GridInputs {
  const inputs: Record<string, GridInput> = {};
  if (context.viewing) return inputs;
  for (const place of places) {
    if (!place.key || !mayType(context, place)) continue;
    const { source, entity, field, at } = place;
    const format = sheet.cells[source]?.format;
    const hasStored = place.stored !== undefined;
    inputs[source] ??= {
      entity,
      field,
      places: [],
      marks: [],
      ...(hasStored ? { stored: [] } : {}),
      ...(format === undefined ? {} : { format }),
    };
    inputs[source].stored?.push(place.stored ?? null);
    inputs[source].places.push(at);
    inputs[source].marks.push(markOf(place.key));
  }
  return inputs;
}

/** Rows come and go between a run and a write, and places are counted: the mark tells whether one is still the same. */
const markOf = (key: Readonly<Record<string, Value>>): string =>
  createHash('sha256').update(keyText(key)).digest('base64url').slice(0, 16);

export const placesOf = (run: Pick<ReportRun, 'sheet'>): readonly InputPlace[] =>
  sheetErrors(() => inputPlaces(run.sheet));

/** Places by the report as it is now; of many rows in a work process, as their grid is made. */
async function placesNow(
  context: Context,
  report: RunnableReport,
  { parameters = {}, changes: _changes, ...order }: WriteBackRequest,
): Promise<readonly InputPlace[]> {
  const read = await readReport(context, report, parameters, order);
  if (rowsOfRead(read) <= AT_ONCE_ROWS) return placesOf(expandRead(context, report, read));
  const { work, signal } = context;
  return work.run('report.places', carrySheet(context, report, read), workOptions(context, signal));
}

function mayType({ access, release }: Context, place: InputPlace): boolean {
  const field = release.model.entities.get(place.entity)?.fields.get(place.field);
  const mayEver = access.mayEver('update', place.entity) || access.mayEver('create', place.entity);
  return field !== undefined && mayEver && access.canRead(field) && mayWrite(access, field);
}

interface Wanted {
  readonly index: number;
  readonly change: CellChange;
  readonly place: InputPlace & { readonly key: Readonly<Record<string, Value>> };
}

/**
 * 409 CELL_MOVED when a place stands for another record by now, CELL_CHANGED when something else is stored by now, both
 * with `details.cells`; 422 CELL_CLOSED for a cell that takes nothing
 * from this reader, CELL_AMBIGUOUS where several records have its key, and the findings of the write. Nothing is written
 * then.
 */
export async function writeBack(
  context: Context,
  report: ReportDocument,
  request: WriteBackRequest,
): Promise<WrittenBack> {
  const { changes } = request;
  const places = new Map(
    (await placesNow(context, report, request)).map((place) => [`${place.source} ${place.at}`, place]),
  );
  const problems: Problem[] = [];
  const moved: Pick<CellChange, 'source' | 'at'>[] = [];
  const wanted = changes.flatMap((change, index): readonly Wanted[] => {
    const { source, at, mark } = change;
    const place = places.get(`${source} ${at}`);
    const isMoved = mark !== undefined && (!place || (place.key !== undefined && markOf(place.key) !== mark));
    if (isMoved) {
      moved.push({ source, at });
      return [];
    }
    if (place?.key && mayType(context, place)) return [{ index, change, place: { ...place, key: place.key } }];
    problems.push(problem(`/changes/${index}`, 'CELL_CLOSED', say`Nothing can be entered in ${{ cell: change.source }} here.`)); // prettier-ignore
    return [];
  });
  if (moved.length > 0) {
    throw conflict(
      'CELL_MOVED',
      'The rows of the report are others by now. Run it again, then look at what you typed.',
      {
        details: { cells: moved },
      },
    );
  }
  if (problems.length > 0) throw invalid(problems, problems[0]!.code);
  return inWrite(context, (write) => store(write, recordsOf(wanted)));
}

/** One record that is asked for: cells of several fields may stand for it. */
interface WantedRecord {
  readonly entity: string;
  readonly key: Readonly<Record<string, Value>>;
  readonly cells: Wanted[];
}

const keyText = (key: Readonly<Record<string, Value>>): string =>
  Object.keys(key)
    .sort()
    .map((field) => `${field}=${groupKey(key[field] ?? null)}`)
    .join('\u001f');

function recordsOf(wanted: readonly Wanted[]): readonly WantedRecord[] {
  const records = new Map<string, WantedRecord>();
  for (const each of wanted) {
    const { entity, key } = each.place;
    const name = `${entity} ${keyText(key)}`;
    const held = records.get(name);
    if (held) held.cells.push(each);
    else records.set(name, { entity, key, cells: [each] });
  }
  return [...records.values()];
}

async function store(write: Write, records: readonly WantedRecord[]): Promise<WrittenBack> {
  for (const name of [...grouped(records, ({ entity }) => entity).keys()].sort()) await oneByOne(write, name);
  const ids = await findRecords(write, records);
  await refuseChanged(write, records, ids);
  const problems: Problem[] = [];
  const done = { created: 0, updated: 0 };
  for (const record of records) {
    const { entity: name, key, cells } = record;
    const values = Object.fromEntries(cells.map(({ change, place }) => [place.field, change.value]));
    const pointer = `/changes/${cells[0]!.index}`;
    const found = ids.get(record);
    try {
      if (!found) {
        await createWithin(write, name, { ...key, ...values }, { pointer });
        done.created += 1;
      } else {
        const [before] = await loadRows(write, entityOf(write, name), [found], { lock: 'update' });
        await updateWithin(write, { name, id: found, version: before!.version }, values, { pointer });
        done.updated += 1;
      }
    } catch (error) {
      // All cells that are wrong are told at once; the transaction is rolled back with the last of them.
      if (!(error instanceof ApiError) || error.status !== 422) throw error;
      problems.push(...((error.data.details as readonly Problem[] | undefined) ?? [{ path: pointer, code: error.code, message: error.message }])); // prettier-ignore
    }
  }
  if (problems.length > 0) throw invalid(problems, problems[0]!.code);
  return done;
}

/** Two who fill the same empty cell at once make one record: the second waits here, then finds it. */
async function oneByOne({ transaction }: Write, entity: string): Promise<void> {
  await transaction('sys_sequence')
    .insert({ name: `cells ${entity}`, value: 1 })
    .onConflict('name')
    .merge({ value: transaction.raw('?? + ?', ['sys_sequence.value', 1]) });
}

const entityOf = (write: Write, name: string): Entity => write.context.release.model.entities.get(name)!;

/** Keys of one statement: a filter may have so many parts, and a key is one with one more for each field. */
const keysAtOnce = (fields: number): number => Math.max(1, Math.floor((queryLimits.nodes - 1) / (fields + 1)));

/** Ids of those that are there and that the reader sees. */
async function findRecords(write: Write, records: readonly WantedRecord[]): Promise<ReadonlyMap<WantedRecord, string>> {
  const found = new Map<WantedRecord, string>();
  const problems: Problem[] = [];
  for (const group of grouped(records, ({ entity, key }) => `${entity} ${Object.keys(key).sort().join()}`).values()) {
    const chunk = keysAtOnce(Object.keys(group[0]!.key).length);
    for (let from = 0; from < group.length; from += chunk) {
      const part = group.slice(from, from + chunk);
      const byKey = await idsByKey(write, part);
      for (const record of part) {
        const ids = byKey.get(keyText(record.key)) ?? [];
        if (ids.length > 1) {
          const { index, place } = record.cells[0]!;
          problems.push(problem(`/changes/${index}`, 'CELL_AMBIGUOUS', say`${{ cell: place.source }} stands for ${{ count: ids.length }} records here. Change them one by one.`)); // prettier-ignore
        } else if (ids[0] !== undefined) found.set(record, ids[0]);
      }
    }
  }
  if (problems.length > 0) throw invalid(problems, problems[0]!.code);
  return found;
}

async function idsByKey(
  write: Write,
  records: readonly WantedRecord[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { context, transaction } = write;
  const { entity, key } = records[0]!;
  const fields = Object.keys(key).sort();
  const select = ['id', ...fields].map((path, index) => ({ path, as: `v${index}` }));
  const where = {
    or: records.map((record) => ({
      and: fields.map((field) => ({ field, op: 'eq' as const, value: record.key[field] as string | number | boolean })),
    })),
  };
  const bound = prepareFor(context, { entity, select, where });
  const compiled = compileQuery(toolsFor(context), bound, {});
  const found = new Map<string, string[]>();
  for (const row of await selectRows(transaction, compiled.statement)) {
    const [id, ...values] = compiled.read(row);
    const text = keyText(Object.fromEntries(fields.map((field, index) => [field, values[index] ?? null])));
    found.set(text, [...(found.get(text) ?? []), String(id)]);
  }
  return found;
}

/** What the reader saw is compared with what is stored, the rows held against other writers. */
async function refuseChanged(
  write: Write,
  records: readonly WantedRecord[],
  ids: ReadonlyMap<WantedRecord, string>,
): Promise<void> {
  const cells: object[] = [];
  for (const [name, own] of grouped(records, ({ entity }) => entity)) {
    const wanted = own.flatMap((record) => ids.get(record) ?? []);
    const rows = new Map((await loadRows(write, entityOf(write, name), wanted, { lock: 'update' })).map((row) => [row.id, row])); // prettier-ignore
    for (const record of own) {
      const stored = rows.get(ids.get(record) ?? '');
      for (const { change, place } of record.cells) {
        const theirs = stored?.values[place.field] ?? null;
        if (isSame(theirs, change.was) || isSame(theirs, change.value as Value)) continue;
        cells.push({ source: place.source, at: place.at, base: change.was, theirs, mine: change.value });
      }
    }
  }
  if (cells.length === 0) return;
  throw conflict('CELL_CHANGED', 'Somebody changed what you were typing over. Look at the cells, then decide.', {
    details: { cells },
  });
}

function grouped(
  records: readonly WantedRecord[],
  by: (record: WantedRecord) => string,
): ReadonlyMap<string, readonly WantedRecord[]> {
  const groups = new Map<string, WantedRecord[]>();
  for (const record of records) {
    const held = groups.get(by(record));
    if (held) held.push(record);
    else groups.set(by(record), [record]);
  }
  return groups;
}
