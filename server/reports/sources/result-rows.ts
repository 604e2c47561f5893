/** Rows of SQL as the rows of any dataset: values of their field's type, labels of ids, masks. */
import { maskValue } from '../../../metadata/access/mask.js';
import type { ResultColumn, ResultRow } from '../../../metadata/contributions.js';
import type { Entity } from '../../../metadata/model/model.js';
import type { Select } from '../../../metadata/schema/query.js';
import type { Value, ValueType } from '../../../metadata/value.js';
import { say } from '../../../metadata/words.js';
import type { Context } from '../../context.js';
import { unprocessable } from '../../errors.js';
import { prepareFor } from '../../records/prepare.js';
import { readLabels } from '../../records/read/labels.js';
import { resultColumn } from '../../records/read/result-column.js';
import type { SqlReadResult } from '../../work/sql-read.js';

/** The field whose values a result column has. */
export interface ShownField {
  readonly entity: Entity;
  readonly select: Select;
}

export interface ResultShape {
  readonly fields: ReadonlyMap<string, ShownField>;
  readonly masked: ReadonlySet<string>;
  /** Columns of the result that are not shown. */
  isLeftOut(name: string): boolean;
}

const columnName = /^[a-z][a-z0-9_]{0,40}$/;

export async function resultRows(
  context: Context,
  found: SqlReadResult,
  shape: ResultShape,
): Promise<{ readonly columns: readonly ResultColumn[]; readonly rows: readonly ResultRow[] }> {
  const names = found.columns.filter((name) => !shape.isLeftOut(name));
  const bad = names.find((name) => !columnName.test(name));
  if (bad !== undefined) throw unprocessable('DATASET_SQL', say`"${{ name: bad }}" is no name for a column: small letters, digits and "_", at most 41.`); // prettier-ignore
  const columns = names.map((name) => columnOf(context, name, found, shape));
  const readers = columns.map(({ name, type }) => readerOf(name, type, shape.masked.has(name)));
  const rows = found.rows.map((row) =>
    Object.fromEntries(names.map((name, index) => [name, readers[index]!(row[name] ?? null)])),
  );
  await nameIds(context, columns, rows);
  return { columns, rows };
}

function columnOf(context: Context, name: string, found: SqlReadResult, shape: ResultShape): ResultColumn {
  const field = shape.fields.get(name);
  if (!field) return { name, type: typeOfValues(found, name), label: name };
  const bound = prepareFor(context, { entity: field.entity.name, select: [{ ...field.select, as: name }] });
  return resultColumn(context, bound, bound.select[0]!);
}

const day = /^\d{4}-\d\d-\d\d$/;
const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

function typeOfValues({ rows }: SqlReadResult, name: string): ValueType {
  const values = rows.map((row) => row[name]).filter((value) => value !== null && value !== undefined);
  if (values.length === 0) return 'text';
  if (values.every((value) => typeof value === 'number')) return 'number';
  if (values.every((value) => typeof value === 'string' && day.test(value))) return 'date';
  return values.every((value) => typeof value === 'string' && instant.test(value)) ? 'datetime' : 'text';
}

/** Sums of fractions are binary on SQLite: 15 digits are what both engines agree on. */
const exact = (value: number): number => Number(value.toPrecision(15)) + 0;

function readerOf(name: string, type: ValueType, isMasked: boolean): (raw: unknown) => Value {
  const plain = (raw: unknown): Value => {
    if (raw === null) return null;
    if (raw instanceof Uint8Array) return new TextDecoder().decode(raw);
    if (typeof raw === 'bigint') return Number(raw);
    if (type === 'boolean' && (raw === 0 || raw === 1)) return raw === 1;
    if (type === 'number' && typeof raw === 'string' && raw.trim() !== '' && Number.isFinite(Number(raw))) return exact(Number(raw)); // prettier-ignore
    if (typeof raw === 'number') return type === 'number' ? exact(raw) : type === 'text' ? String(exact(raw)) : raw;
    return typeof raw === 'string' || typeof raw === 'boolean' ? raw : String(raw);
  };
  const read = type === 'json' || type === 'list' ? (raw: unknown) => parsed(plain(raw)) : plain;
  return isMasked ? (raw) => maskValue(read(raw)) : read;
}

function parsed(value: Value): Value {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value) as Value;
  } catch {
    return value;
  }
}

async function nameIds(
  context: Context,
  columns: readonly ResultColumn[],
  rows: readonly Record<string, Value>[],
): Promise<void> {
  for (const { name, target } of columns) {
    if (target === undefined) continue;
    const ids = new Set(rows.flatMap((row) => (typeof row[name] === 'string' ? [row[name]] : [])));
    const labels = await readLabels(context, target, ids);
    for (const row of rows) row[`${name}_label`] = labels.get(String(row[name])) ?? null;
  }
}
