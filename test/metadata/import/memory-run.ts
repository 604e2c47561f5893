/** Import maps run against records kept in memory: what server/import does, without a database. */
import type { EvaluationContext } from '../../../metadata/expression/environment.js';
import { buildRow } from '../../../metadata/import/build-row.js';
import { readRow } from '../../../metadata/import/read-row.js';
import type { Found, SourceRow } from '../../../metadata/import/row.js';
import { Findings, type Finding } from '../../../metadata/import/findings.js';
import { passesOf, planImport, type ImportPlan } from '../../../metadata/import/plan.js';
import { matchKey, reportUnused, withoutRepeats } from '../../../metadata/import/repeats.js';
import { createTextContext } from '../../../metadata/import/text-context.js';
import type { Model } from '../../../metadata/model/model.js';
import type { ImportMapDocument } from '../../../metadata/schema/app.js';
import type { Value } from '../../../metadata/value.js';
import { registries } from '../../plugins/crm/package.js';

export type MemoryRecord = Record<string, Value> & { id: string };

export const evaluation: EvaluationContext = {
  timeZone: 'UTC',
  today: () => '2026-11-21',
  now: () => '2026-11-21T08:00:00.000Z',
  user: () => null,
  fold: (text) => text.toLowerCase(),
};

export interface MapResult {
  readonly map: string;
  readonly findings: readonly Finding[];
  readonly refused: number;
  readonly ignored: readonly string[];
}

export class MemoryRun {
  readonly records = new Map<string, MemoryRecord[]>();
  readonly #written = new Map<string, Map<string, string>>();
  readonly #indexes = new Map<string, Map<Value, MemoryRecord[]>>();
  #count = 0;

  constructor(readonly model: Model) {}

  rowsOf(entity: string): MemoryRecord[] {
    const rows = this.records.get(entity) ?? [];
    this.records.set(entity, rows);
    return rows;
  }

  run(map: ImportMapDocument, heads: readonly string[], rows: readonly SourceRow[]): MapResult {
    const planned = planImport(map, { model: this.model, functions: registries.function, heads });
    if ('problems' in planned) throw new Error(`${map.name}: ${JSON.stringify(planned.problems)}`);
    const findings = new Findings();
    const { first, second } = passesOf(planned.plan);
    let refused = this.#pass(first, rows, findings);
    if (second) refused += this.#pass(second, rows, findings);
    return { map: map.name, findings: findings.list(), refused, ignored: planned.plan.ignored };
  }

  #pass(plan: ImportPlan, rows: readonly SourceRow[], findings: Findings): number {
    this.#indexes.clear();
    const environment = {
      text: createTextContext(this.model, 'en'),
      evaluation,
      findings,
      find: (entity: string, field: string, key: Value) => this.#find(entity, field, key),
    };
    const built = rows.map((row) => buildRow(plan, readRow(plan, row, environment), environment));
    const taken = withoutRepeats(plan, built, new Set(), findings);
    const existing = new Map(this.rowsOf(plan.entity.name).map((record) => [matchKey(plan, record), record]));
    const written = this.#written.get(plan.map.name) ?? new Map<string, string>();
    this.#written.set(plan.map.name, written);
    for (const { body, problems } of taken) {
      if (problems.length > 0) continue;
      const key = matchKey(plan, body);
      const known = key === undefined ? undefined : existing.get(key);
      const record = known ?? { id: `id${++this.#count}` };
      Object.assign(record, body);
      if (!known) this.rowsOf(plan.entity.name).push(record);
      if (key !== undefined) existing.set(key, record);
      written.set(record.id, String(record['name'] ?? record.id));
    }
    for (const column of plan.columns) {
      if (column.unused === undefined) continue;
      const used = new Set(taken.map(({ body }) => body[column.field.name] ?? null));
      reportUnused(column, this.#written.get(column.unused) ?? new Map(), used, findings);
    }
    return taken.filter(({ problems }) => problems.length > 0).length;
  }

  #find(entity: string, field: string, key: Value): Found | 'ambiguous' | undefined {
    const name = `${entity}.${field}`;
    let index = this.#indexes.get(name);
    if (!index) {
      index = new Map();
      for (const record of this.rowsOf(entity)) {
        const value = record[field] ?? null;
        index.set(value, [...(index.get(value) ?? []), record]);
      }
      this.#indexes.set(name, index);
    }
    const [record, other] = index.get(key) ?? [];
    if (other) return 'ambiguous';
    return record && { id: record.id, values: record };
  }
}
