/**
 * Built rows to records: found among the existing ones by what the map matches by, made, changed or skipped as the map
 * says, written by records/bulk.ts. What is refused there is counted like what was refused before.
 */
import type { Findings } from '../../metadata/import/findings.js';
import type { ImportPlan } from '../../metadata/import/plan.js';
import { matchKey, matchWords } from '../../metadata/import/repeats.js';
import type { BuiltRow } from '../../metadata/import/row.js';
import { say, wordsOf } from '../../metadata/words.js';
import type { Context } from '../context.js';
import { writeMany, type ManyRow } from '../records/bulk.js';
import type { Draft } from '../records/write/draft.js';
import type { Write } from '../records/write/write.js';
import { findRecords } from './find-records.js';
import type { RowSource } from './read-csv.js';
import type { RejectedRow } from './report.js';

export interface RunOptions {
  /** WHATWG label; found by itself when it is not stated. */
  readonly encoding?: string;
  readonly signal?: AbortSignal;
  /** Rows that are read at most, to try a map on the beginning of a long file; all of them when it is not stated. */
  readonly limit?: number;
  progress?(rows: number): void;
  /** Records written by the maps of this run, by map: id and name. Shared by the maps of a set. */
  readonly written?: Map<string, Map<string, string>>;
  /** Runs in the transaction that stores these records: what is kept of them is there exactly when they are. */
  stored?(write: Write, records: readonly StoredRow[]): Promise<void>;
  /** Told of every row that is not taken, also beyond those that the report lists. */
  rejected?(row: RejectedRow): void;
  /** Nothing is kept: only tells what would become of the rows. Look-ups to other rows of the file are not tried. */
  readonly check?: boolean;
  /** Told what rows become, before it is known whether they may. */
  built?(rows: readonly BuiltRow[]): void;
  /** Told of rows that are taken, or would be. */
  taken?(line: number, as: 'create' | 'update'): void;
}

/** A record that a row has become. */
export interface StoredRow {
  readonly line: number;
  readonly id: string;
  readonly isNew: boolean;
  readonly draft: Draft;
}

/** Rows that the report lists one by one. */
const mostRejects = 1000;

/** One pass over the rows of a file. */
export interface Run {
  readonly context: Context;
  readonly plan: ImportPlan;
  readonly file: RowSource;
  readonly findings: Findings;
  readonly options: RunOptions;
  readonly rejects: RejectedRow[];
  readonly counts: { rows: number; created: number; updated: number; skipped: number; rejected: number };
  readonly written: Map<string, string>;
  /** Second pass: records are changed, never made, and rows are counted only where they are refused. */
  readonly again: boolean;
}

export function reject(run: Run, row: RejectedRow): void {
  run.counts.rejected += 1;
  run.options.rejected?.(row);
  if (run.rejects.length < mostRejects) run.rejects.push({ line: row.line, problems: row.problems });
}

export async function writeRows(run: Run, rows: readonly BuiltRow[]): Promise<void> {
  for (const part of inParts(run.plan, rows)) await writePart(run, part);
}

/** Rows of one record each in a part of its own, in their order: the second finds what the first has written. */
function* inParts(plan: ImportPlan, rows: readonly BuiltRow[]): Iterable<readonly BuiltRow[]> {
  const isFollowed = plan.map.duplicates === 'update' || plan.map.duplicates === 'skip';
  let part: BuiltRow[] = [];
  let keys = new Set<string>();
  for (const row of rows) {
    const key = isFollowed ? matchKey(plan, row.body) : undefined;
    if (key !== undefined && keys.has(key)) {
      yield part;
      part = [];
      keys = new Set();
    }
    if (key !== undefined) keys.add(key);
    part.push(row);
  }
  if (part.length > 0) yield part;
}

async function writePart(run: Run, rows: readonly BuiltRow[]): Promise<void> {
  const { plan, context } = run;
  const existing = await existingIds(run, rows);
  const wanted: { row: BuiltRow; many: ManyRow }[] = [];
  const policy = plan.map.duplicates ?? 'error';
  for (const row of rows) {
    const key = matchKey(plan, row.body);
    const id = key === undefined ? undefined : existing.get(key);
    if (id === undefined) {
      if (!run.again) wanted.push({ row, many: { body: row.body } });
    } else if (run.again || policy === 'update') {
      wanted.push({ row, many: { update: id, body: row.body } });
    } else if (policy === 'skip') {
      run.counts.skipped += 1;
      run.written.set(id, nameOf(row));
    } else {
      const words = say`There is already a record with this ${{ match: matchWords(plan) }}.`;
      run.findings.add({ code: 'EXISTS', severity: 'error', ...words }, row.line);
      reject(run, { line: row.line, problems: [{ path: `/${plan.match[0]}`, code: 'EXISTS', ...words }] });
    }
  }
  const { signal } = run.options;
  const similar = plan.map.similar ?? 'tell';
  const result = await writeMany(context, plan.entity.name, wanted.map(({ many }) => many), {
    duplicates: { moment: 'import', warnings: similar === 'tell' ? 'tell' : 'reject' },
    ...(signal ? { signal } : {}),
    ...(run.options.check ? { check: true } : {}),
    ...(run.options.stored ? {
      stored: (write, drafts, indexes) => run.options.stored!(write, drafts.map((draft, i) => {
        const { row, many } = wanted[indexes[i]!]!;
        return { line: row.line, id: draft.id, isNew: many.update === undefined, draft };
      })),
    } : {}),
  }); // prettier-ignore
  result.ids.forEach((id, index) => {
    const { row, many } = wanted[index]!;
    if (id !== null && !run.again) run.options.taken?.(row.line, many.update === undefined ? 'create' : 'update');
  });
  run.counts.created += result.created;
  run.counts.updated += result.updated;
  for (const { index, name } of result.similar) {
    const words = say`It resembles a record that is there: ${{ name }}. Look whether the two are one.`;
    run.findings.add({ code: 'SIMILAR', severity: 'note', from: name, ...words }, wanted[index]!.row.line);
  }
  for (const { index, problems } of result.failed) {
    const { row } = wanted[index]!;
    if (similar === 'skip' && problems.every(({ code }) => code === 'SIMILAR')) {
      run.counts.skipped += 1;
      run.findings.add({ code: 'SIMILAR', severity: 'note', ...wordsOf(problems[0]!) }, row.line);
      continue;
    }
    for (const { code, path, ...words } of problems) {
      run.findings.add({ code, severity: 'error', path: path.replace(/^\//, ''), ...wordsOf(words) }, row.line);
    }
    reject(run, { line: row.line, problems });
  }
  result.ids.forEach((id, index) => {
    // The second pass knows keys only; the names are those of the first.
    if (id !== null && !run.again) run.written.set(id, nameOf(wanted[index]!.row));
  });
}

const nameOf = ({ body, line }: BuiltRow): string => String(body['name'] ?? body['code'] ?? `line ${line}`);

/** Ids of the records that rows match, by their match key. */
async function existingIds({ plan, context }: Run, rows: readonly BuiltRow[]): Promise<ReadonlyMap<string, string>> {
  const [field] = plan.match;
  if (field === undefined) return new Map();
  const values = new Set(rows.map(({ body }) => body[field] ?? null).filter((value) => value !== null));
  const records = await findRecords(context, plan.entity.name, { field, values, read: plan.match });
  return new Map(records.map(({ id, values: own }) => [matchKey(plan, own) ?? id, id]));
}
