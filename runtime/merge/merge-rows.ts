/** What a merge lets one choose: a row for each field with the value of each record, and what is sent. Pure. */
import type { Entity, Field } from '../../metadata/model/model.js';
import { isEmpty, type WireRecord } from '../data/record.js';
import { isSameValue, type Values } from '../record/record-draft.js';

export interface MergeColumn {
  /** As the server has it. */
  readonly record: WireRecord;
  /** What a form holds of it that is not saved yet; a value of the record all the same. */
  readonly changes: Values;
}

export interface MergeRow {
  readonly field: Field;
  /** In the order of the columns. */
  readonly values: readonly unknown[];
  readonly differs: boolean;
}

/** Numbers of columns by field: what the person chose. */
export type Choice = ReadonlyMap<string, number>;

/**
 * Fields of which one value can stay. Rows, links and tags of all records are kept, so there is nothing to choose; a unique
 * value stays with the record it belongs to, since the trash holds on to it; a value that nobody reads cannot be compared.
 */
export function isChosen(field: Field): boolean {
  return !field.children && !field.links && !field.partOf && !field.sealed && !field.document.unique && field.type.id !== 'tags'; // prettier-ignore
}

/** Of fields that `mayChange` says may be written; those that are empty in all are left out. */
export function mergeRows(
  entity: Entity,
  columns: readonly MergeColumn[],
  mayChange: (field: Field) => boolean,
): readonly MergeRow[] {
  return [...entity.fields.values()].flatMap((field) => {
    if (!isChosen(field) || !mayChange(field)) return [];
    const values = columns.map(({ record, changes }) => (field.name in changes ? changes[field.name] : record[field.name]) ?? null); // prettier-ignore
    if (values.every(isEmpty)) return [];
    return [{ field, values, differs: values.some((value) => !isSameValue(value, values[0])) }];
  });
}

/** The column whose value stays: what was chosen, else that of the record that stays, else the first there is. */
export function chosenColumn({ field, values }: MergeRow, choice: Choice, staying: number): number {
  const chosen = choice.get(field.name);
  if (chosen !== undefined) return chosen;
  if (!isEmpty(values[staying])) return staying;
  const first = values.findIndex((value) => !isEmpty(value));
  return first < 0 ? staying : first;
}

/** Values that the record that stays has to take, by field; what it has already is not sent. */
export function takenValues(
  rows: readonly MergeRow[],
  columns: readonly MergeColumn[],
  choice: Choice,
  staying: number,
): Values {
  const { record } = columns[staying]!;
  const taken: Record<string, unknown> = {};
  for (const row of rows) {
    const value = row.values[chosenColumn(row, choice, staying)];
    if (!isSameValue(value, record[row.field.name] ?? null)) taken[row.field.name] = value;
  }
  return taken;
}
