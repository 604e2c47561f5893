/** Duplicates as answers tell them: the best five with their names and what agrees, and how many there are in all. */
import type { Knex } from 'knex';
import type { Entity } from '../../metadata/model/model.js';
import type { Context } from '../context.js';
import { readLabels } from '../records/read/labels.js';
import { readRecords } from '../records/read/read-records.js';
import { blocks, type FoundDuplicate } from './find.js';

export const mostTold = 5;

export interface DuplicateJson {
  /** Name of the rule that found it. */
  readonly rule: string;
  readonly action: 'warn' | 'block';
  readonly id: string;
  /** What the record is called, as the reader may see it. */
  readonly label: string | null;
  /** Paths of the fields that agree. */
  readonly fields: readonly string[];
  /** These fields as a record shows them. */
  readonly values: Readonly<Record<string, unknown>>;
}

export interface DuplicatesJson {
  readonly count: number;
  readonly records: readonly DuplicateJson[];
}

/** `found` are of one entity and may be seen by whoever the context is of. */
export async function tellDuplicates(
  context: Context,
  entity: Entity,
  found: readonly FoundDuplicate[],
  runner: Knex = context.database.read,
): Promise<DuplicatesJson> {
  const told = found.slice(0, mostTold);
  if (told.length === 0) return { count: 0, records: [] };
  const ids = told.map(({ id }) => id);
  const paths = [...new Set(['id', ...told.flatMap(({ fields }) => fields.map(({ name }) => name))])];
  const where = { field: 'id', op: 'in' as const, value: ids };
  const { records = [] } = await readRecords(context, { query: { entity: entity.name, where }, paths, runner });
  const byId = new Map(records.map((record) => [record['id'], record]));
  const labels = await readLabels(context, entity.name, ids, runner);
  return {
    count: found.length,
    records: told.map(({ id, rules, fields }) => {
      const record = byId.get(id) ?? {};
      const names = [...new Set(fields.map((field) => field.partOf?.field ?? field.name))];
      return {
        rule: rules[0]!.document.name,
        action: blocks(rules[0]!) ? 'block' : 'warn',
        id,
        label: labels.get(id) ?? null,
        fields: fields.map(({ name }) => name),
        values: Object.fromEntries(names.map((name) => [name, record[name] ?? null])),
      };
    }),
  };
}
