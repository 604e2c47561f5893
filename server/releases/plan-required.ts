/**
 * Fields that a release makes required: rows without a value stay as they are, and whoever saves one of them next must fill
 * it in. So the plan tells how many there are and asks for consent; there is nothing to be done to the table.
 */
import type { Model } from '../../metadata/model/model.js';
import type { Filter } from '../../metadata/schema/query.js';
import { say } from '../../metadata/words.js';
import type { Database } from '../database/database.js';
import { tableInfo } from '../database/schema.js';
import type { Consent } from './plan.js';

export interface NewlyRequired {
  readonly entity: string;
  readonly field: string;
  readonly table: string;
  readonly column: string;
}

/** Fields of entities that are there already, required from now on. */
export function newlyRequired(current: Model, next: Model): readonly NewlyRequired[] {
  return [...next.entities.values()].flatMap((entity) => {
    const before = current.entities.get(entity.name);
    if (!before) return [];
    return [...entity.fields.values()].flatMap((field): readonly NewlyRequired[] => {
      const [column] = field.columns;
      const was = before.fields.get(field.name)?.document.required === true;
      if (!column || field.computed || field.document.required !== true || was) return [];
      // A new field with a default is filled by the release itself.
      const isFilled = !before.fields.has(field.name) && isLiteral(field.document.default);
      return isFilled ? [] : [{ entity: entity.name, field: field.name, table: entity.table, column: column.name }];
    });
  });
}

const isLiteral = (value: unknown): boolean => value !== undefined && value !== null && typeof value !== 'object';

/** A consent for each field that live records lack, with the filter that lists them. */
export async function requiredConsents(
  database: Database,
  fields: readonly NewlyRequired[],
): Promise<readonly Consent[]> {
  const consents: Consent[] = [];
  for (const { entity, field, table, column } of fields) {
    const records = await countEmpty(database, table, column);
    if (records === 0) continue;
    const filter: Filter = { field, op: 'isNull' };
    const words =
      records === 1
        ? say`One record of "${{ entity }}" has no "${{ field }}": it must be filled in when it is next saved.`
        : say`${{ records }} records of "${{ entity }}" have no "${{ field }}": each must be filled in when it is next saved.`;
    consents.push({ id: `required ${entity}.${field}`, ...words, records, entity, filter });
  }
  return consents;
}

async function countEmpty(database: Database, table: string, column: string): Promise<number> {
  const info = await tableInfo(database, table);
  if (!info) return 0;
  const query = database.read(table).whereNull('deleted_at').count({ n: '*' });
  // A column that is only being added is empty everywhere.
  if (info.columns.has(column)) void query.whereNull(column);
  const row = (await query.first()) as { n: unknown } | undefined;
  return Number(row?.n ?? 0);
}
