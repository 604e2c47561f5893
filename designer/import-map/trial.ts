/**
 * The first rows of a sample as they would become records, by the import's own steps (metadata/import); only which records
 * look-ups mean is asked of the server.
 *
 *   plan -> read rows -> keys of look-ups -> records found -> bodies, with what is said of them
 */
import type { FunctionDefinition, TextContext } from '../../metadata/contributions.js';
import type { EvaluationContext } from '../../metadata/expression/environment.js';
import { buildRow } from '../../metadata/import/build-row.js';
import { Findings, type Finding } from '../../metadata/import/findings.js';
import { passesOf, planImport, type ColumnPlan } from '../../metadata/import/plan.js';
import { readRow } from '../../metadata/import/read-row.js';
import type { ConvertEnvironment, SourceRow } from '../../metadata/import/row.js';
import { wantedKeys, type WantedKeys } from '../../metadata/import/wanted-keys.js';
import type { Model } from '../../metadata/model/model.js';
import type { Registry } from '../../metadata/registry.js';
import type { ImportMapDocument } from '../../metadata/schema/app.js';
import { isObjectValue, type Problem, type Value } from '../../metadata/value.js';

export interface FoundRecord {
  readonly id: string;
  readonly label: string;
  readonly values: Readonly<Record<string, Value>>;
}

export interface TrialTools {
  readonly model: Model;
  readonly functions: Registry<FunctionDefinition>;
  readonly text: TextContext;
  readonly evaluation: EvaluationContext;
  /** The records whose `field` has one of the keys. */
  find(wanted: WantedKeys): Promise<readonly FoundRecord[]>;
}

export interface TriedCell {
  readonly value: Value;
  /** What a look-up found is called. */
  readonly label?: string;
  /** Why the row is not taken. */
  readonly problem?: Problem;
}

export interface TriedRow {
  readonly line: number;
  readonly cells: readonly TriedCell[];
  readonly isTaken: boolean;
}

export interface TriedFile {
  readonly columns: readonly ColumnPlan[];
  /** Look-ups to the entity itself: filled in a second pass, and not shown. */
  readonly later: readonly ColumnPlan[];
  readonly rows: readonly TriedRow[];
  readonly findings: readonly Finding[];
  /** Heads that nothing takes. */
  readonly ignored: readonly string[];
}

export async function tryRows(
  map: ImportMapDocument,
  heads: readonly string[],
  source: readonly SourceRow[],
  tools: TrialTools,
): Promise<TriedFile | { readonly problems: readonly Problem[] }> {
  const { model, functions, text, evaluation } = tools;
  const planned = planImport(map, { model, functions, heads });
  if ('problems' in planned) return planned;
  const { first, second } = passesOf(planned.plan);
  const findings = new Findings();
  const environment: ConvertEnvironment = { text, evaluation, findings, find: () => undefined };
  const read = source.map((row) => readRow(first, row, environment));
  const found = new Map<string, FoundRecord[]>();
  for (const wanted of wantedKeys(first, read, text)) {
    if (wanted.keys.size === 0) continue;
    for (const record of await tools.find(wanted)) {
      const name = keyName(wanted.entity, wanted.field, record.values[wanted.field] ?? null);
      const held = found.get(name) ?? [];
      if (!held.some(({ id }) => id === record.id)) found.set(name, [...held, record]);
    }
  }
  const labels = new Map([...found.values()].flat().map(({ id, label }) => [id, label]));
  const rows = read.map((each): TriedRow => {
    const built = buildRow(first, each, {
      ...environment,
      find: (entity, field, key) => {
        const all = found.get(keyName(entity, field, key)) ?? [];
        return all.length > 1 ? 'ambiguous' : all[0];
      },
    });
    const cells = first.columns.map((column): TriedCell => {
      const { name, partOf } = column.field;
      const whole = partOf ? (built.body[partOf.field] ?? null) : null;
      const value = partOf ? (isObjectValue(whole) ? (whole[partOf.part] ?? null) : null) : (built.body[name] ?? null);
      const problem = built.problems.find(({ path }) => path === `/${column.path}`);
      const label = typeof value === 'string' && column.key ? labels.get(value) : undefined;
      return { value, ...(label === undefined ? {} : { label }), ...(problem ? { problem } : {}) };
    });
    return { line: built.line, cells, isTaken: built.problems.length === 0 };
  });
  const later = second?.columns.filter((column) => !first.columns.includes(column)) ?? [];
  return { columns: first.columns, later, rows, findings: findings.list(), ignored: planned.plan.ignored };
}

const keyName = (entity: string, field: string, key: Value): string => `${entity}.${field} ${JSON.stringify(key)}`;
