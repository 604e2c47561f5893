/**
 * The companion columns of a value: the folded text that `contains`, `startsWith`, `endsWith` and sort use (role `key`)
 * and the local date of a date-time that grains and whole-day filters use (role `local`). The write pipeline calls this
 * beside encoding the value; changing the site's zone or the fold means computing them again for every row.
 */
import type { Column } from '../contributions.js';
import { localDate } from '../time.js';
import type { Value } from '../value.js';
import type { Field } from './model.js';

export interface CompanionContext {
  /** Folds text (metadata/text.ts createFold). */
  fold(text: string): string;
  /** IANA zone of the site. */
  readonly zone: string;
}

/** Cut at whole characters: a key longer than its column would be refused by MySQL. */
function cut(text: string, length: number | undefined): string {
  if (length === undefined || text.length <= length) return text;
  return [...text].slice(0, length).join('');
}

type Companion = (value: string, column: Column, context: CompanionContext) => Value;

const companions: Readonly<Partial<Record<Column['role'], Companion>>> = {
  key: (value, column, { fold }) => cut(fold(value), column.length),
  local: (value, _column, { zone }) => localDate(value, zone),
};

/**
 * Values of the companion columns by column name; `{}` where the field has none. `value` is canonical; of null every
 * companion is null.
 */
export function companionValues(
  field: Pick<Field, 'columns'>,
  value: Value,
  context: CompanionContext,
): Readonly<Record<string, Value>> {
  const values: Record<string, Value> = {};
  for (const column of field.columns) {
    const compute = companions[column.role];
    if (compute) values[column.name] = value === null ? null : compute(String(value), column, context);
  }
  return values;
}
