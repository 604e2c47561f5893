/** What transforms say about columns, and how they read rows. */
import { Type } from '@sinclair/typebox';
import type { ResultColumn, ResultRow } from '../contributions.js';
import { Name } from '../schema/common.js';
import { labelText, type Label, type Problem, type Value, type ValueType } from '../value.js';
import { problem, say } from '../words.js';

/** The name of a column of the rows that come in. */
export const columnName = Type.String({ minLength: 1, maxLength: 60 });
/** The name of a column that is made. */
export const newName = Name;

/** A column that is made, with its label in the reader's language. */
export function made(
  name: string,
  type: ValueType,
  label: Label,
  language: string,
  more: Partial<ResultColumn> = {},
): ResultColumn {
  return { name, type, label: labelText(label, language, name), ...more };
}

export const columnOf = (columns: readonly ResultColumn[], name: string): ResultColumn | undefined =>
  columns.find((column) => column.name === name);

/** A figure of a row; null where it has none. */
export function figure(row: ResultRow, name: string): number | null {
  const value = row[name] ?? null;
  return typeof value === 'number' ? value : null;
}

/** A text, date or id of a row; null where it has none. */
export function text(row: ResultRow, name: string): string | null {
  const value = row[name] ?? null;
  return value === null || typeof value === 'object' ? null : String(value);
}

/** The day of a date or of an instant, as it stands; null where there is none. */
export function day(row: ResultRow, name: string): string | null {
  const value = row[name] ?? null;
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}/.test(value) ? value.slice(0, 10) : null;
}

/** Tells values of groups apart as sheets do: 1 and "1" differ, null is one. */
export const keyOf = (values: readonly Value[]): string => JSON.stringify(values);

/** A value with what stands beside it for people: the label of a record. */
export function copied(row: ResultRow, from: string, to = from): Record<string, Value> {
  const label = row[`${from}_label`];
  return { [to]: row[from] ?? null, ...(label === undefined ? {} : { [`${to}_label`]: label }) };
}

/** Columns of another type than a transform needs; `any` and unknown columns pass. */
export function wrongTypes(
  columns: readonly ResultColumn[] | undefined,
  wanted: readonly { readonly at: string; readonly column: string; readonly is: 'number' | 'date' }[],
): readonly Problem[] {
  return wanted.flatMap(({ at, column, is }) => {
    const found = columns && columnOf(columns, column);
    if (!found || found.type === 'any' || found.type === 'null') return [];
    const fits = is === 'number' ? found.type === 'number' : found.type === 'date' || found.type === 'datetime';
    if (fits) return [];
    const words =
      is === 'number'
        ? say`"${{ column }}" must be a column of numbers.`
        : say`"${{ column }}" must be a column of dates.`;
    return [problem(at, 'TYPE_MISMATCH', words)];
  });
}
