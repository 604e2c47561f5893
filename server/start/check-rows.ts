/**
 * What the first rows of a file would become, through the same gate as the import itself: the record service checks them in
 * a transaction that is taken back.
 */
import type { BuiltRow } from '../../metadata/import/row.js';
import { firstField } from '../../metadata/model/parts.js';
import { isObjectValue, type Problem, type Value } from '../../metadata/value.js';
import type { Context } from '../context.js';
import { unprocessable } from '../errors.js';
import { runRows } from '../import/run-map.js';
import { readLabels } from '../records/read/labels.js';
import { mapOf } from './import-rows.js';
import { rowSource } from './row-source.js';
import { pathsOf, type RowPlan, type StartFile } from './start-files.js';

export interface CheckedRow {
  readonly line: number;
  /** `leave`: there is such a record, or an earlier row is the same. */
  readonly as: 'create' | 'update' | 'leave' | 'refuse';
  /** The cells as they stand in the file, in the order of the plan's columns. */
  readonly texts: readonly string[];
  /** What is stored, in the same order; a look-up is what answers hold of one: `{ id, label }`. Null: no value. */
  readonly values: readonly unknown[];
  readonly problems: readonly Problem[];
}

/** Rows that are tried. */
export const mostChecked = 20;

/** 422 with the first thing that is wrong with the plan; 403 without the right to import. */
export async function checkRows(context: Context, file: StartFile, plan: RowPlan): Promise<readonly CheckedRow[]> {
  const built: BuiltRow[] = [];
  const taken = new Map<number, 'create' | 'update'>();
  const refused = new Map<number, readonly Problem[]>();
  const cells = new Map<number, Readonly<Record<string, string>>>();
  const source = rowSource(pathsOf(context, file.id).rows, { heads: file.heads });
  const portions = async function* (size: number) {
    for await (const portion of source.portions(size)) {
      for (const row of portion.rows) cells.set(row.line, row.cells);
      yield portion;
    }
  };
  const texts = (line: number) => plan.columns.map(({ column }) => cells.get(line)?.[column ?? ''] ?? '');
  const report = await runRows(
    context,
    mapOf(plan),
    { ...source, portions },
    {
      check: true,
      limit: mostChecked,
      built: (rows) => built.push(...rows),
      taken: (line, as) => taken.set(line, as),
      rejected: ({ line, problems }) => refused.set(line, problems),
    },
  );
  const [wrong] = report.problems;
  if (wrong) throw unprocessable(wrong.code, wrong);
  const tell = await valueTeller(context, plan, built);
  const rows = built.map(({ line, body }): CheckedRow => ({
    line,
    as: refused.has(line) ? 'refuse' : (taken.get(line) ?? 'leave'),
    texts: texts(line),
    values: tell(body),
    problems: refused.get(line) ?? [],
  }));
  const broken = [...refused].filter(([line]) => !built.some((row) => row.line === line));
  const others = broken.map(([line, problems]): CheckedRow => ({ line, as: 'refuse', texts: texts(line), values: plan.columns.map(() => null), problems })); // prettier-ignore
  return [...rows, ...others].sort((a, b) => a.line - b.line);
}

/** Ids of records become their names, as the person may see them: one statement per entity. */
async function valueTeller(context: Context, { entity, columns }: RowPlan, built: readonly BuiltRow[]) {
  const model = context.release.model.entities.get(entity)!;
  const fields = columns.map(({ path }) => firstField(model, path.split('.'))?.field);
  const valueOf = (body: BuiltRow['body'], at: number): Value => {
    const field = fields[at];
    if (!field?.partOf) return body[field?.name ?? ''] ?? null;
    const whole = body[field.partOf.field] ?? null;
    return isObjectValue(whole) ? (whole[field.partOf.part] ?? null) : null;
  };
  const wanted = new Map<string, Set<string>>();
  const targets = fields.map((field) => field?.target ?? field?.links?.target);
  targets.forEach((target, at) => {
    if (target === undefined) return;
    const ids = wanted.get(target) ?? new Set<string>();
    wanted.set(target, ids);
    for (const { body } of built) for (const id of [valueOf(body, at)].flat()) if (typeof id === 'string') ids.add(id);
  });
  const names = new Map<string, ReadonlyMap<string, string | null>>();
  for (const [target, ids] of wanted) names.set(target, ids.size === 0 ? new Map() : await readLabels(context, target, ids));
  return (body: BuiltRow['body']): readonly unknown[] =>
    fields.map((_, at) => {
      const target = targets[at];
      const value = valueOf(body, at);
      if (target === undefined || value === null) return value;
      const named = (id: Value) => ({ id, label: names.get(target)?.get(String(id)) ?? null });
      return Array.isArray(value) ? value.map(named) : named(value);
    });
} // prettier-ignore
