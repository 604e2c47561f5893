/** Steps that turn the columns and indexes a table has into those the next release wants, or what stands against it. */
import type { Column } from '../../metadata/contributions.js';
import type { Field, Model } from '../../metadata/model/model.js';
import type { Problem } from '../../metadata/value.js';
import { rowBytes, type PhysicalColumn, type PhysicalTable } from './physical.js';
import type { Step } from './step.js';

export interface TablePlan {
  readonly steps: readonly Step[];
  readonly problems: readonly Problem[];
}

export interface TableChange {
  /** Absent: the table is new. Its columns include those kept from earlier releases. */
  readonly before: PhysicalTable | undefined;
  readonly after: PhysicalTable;
  readonly model: Model;
  /** The site's zone changed: local dates must be computed again. */
  readonly zoneChanged: boolean;
}

const mostRowBytes = 60_000;

export function planTable(change: TableChange): TablePlan {
  const { before, after } = change;
  const { table } = after;
  const problems = [...checkRowSize(after)];
  const steps: Step[] = [];
  if (!before) {
    const columns = [...after.columns.values()].map(({ column }) => column);
    steps.push({ id: `createTable ${table}`, action: 'createTable', table, columns });
    steps.push(...addIndexes(undefined, after));
    return { steps, problems };
  }
  const added = new Set<string>();
  for (const wanted of after.columns.values()) {
    const held = before.columns.get(wanted.column.name);
    if (!held) {
      const { column } = wanted;
      const moved = movedFrom(wanted, before, after);
      if (moved) problems.push(moved);
      added.add(column.name);
      steps.push({ id: `addColumn ${table}.${column.name}`, action: 'addColumn', table, column });
      continue;
    }
    const problem = checkKept(held, wanted, after);
    if (problem) problems.push(problem);
    else if (isWider(held.column, wanted.column)) {
      steps.push({
        id: `widenColumn ${table}.${wanted.column.name}`,
        action: 'widenColumn',
        table,
        column: wanted.column,
      });
    }
  }
  steps.push(...fills(change, added), ...addIndexes(before, after), ...dropIndexes(before, after));
  return { steps, problems };
}

function* checkRowSize(after: PhysicalTable): Iterable<Problem> {
  const bytes = rowBytes([...after.columns.values()].map(({ column }) => column));
  if (bytes <= mostRowBytes) return;
  yield {
    path: '/fields',
    code: 'ROW_TOO_WIDE',
    message: `The fields of "${after.entity}" take ${bytes} bytes in a row, more than ${mostRowBytes}: make some of them longText.`,
  };
}

/** The column of a field is fixed at creation: another one would begin empty and leave the values behind. */
function movedFrom(wanted: PhysicalColumn, before: PhysicalTable, after: PhysicalTable): Problem | undefined {
  if (wanted.column.role !== 'value') return undefined;
  const held = [...before.columns.values()].find(
    (each) => each.fieldId === wanted.fieldId && each.column.role === 'value',
  );
  if (!held || after.columns.get(held.column.name)?.fieldId === wanted.fieldId) return undefined;
  const { name } = held.column;
  const message = `The values of "${wanted.field}" are in the column "${name}", which never changes: state "column": "${name}" in the field.`;
  return { path: '/fields', code: 'COLUMN_CHANGED', message };
}

/** What a column may not become: another field's, another type, shorter. */
function checkKept(held: PhysicalColumn, wanted: PhysicalColumn, after: PhysicalTable): Problem | undefined {
  const { column } = wanted;
  const path = '/fields';
  if (held.fieldId !== wanted.fieldId) {
    const message = `The column "${column.name}" of "${after.entity}" keeps the values of the earlier field "${held.field}". State another "column" for "${wanted.field}", or bring the earlier field back.`;
    return { path, code: 'COLUMN_TAKEN', message };
  }
  const was = typeText(held.column);
  const is = typeText(column);
  if (was !== is) {
    const message = `"${wanted.field}" is stored as ${was} and cannot become ${is}: add a new field and archive this one.`;
    return { path, code: 'TYPE_CHANGED', message };
  }
  const shorter = column.length !== undefined && (held.column.length ?? Infinity) > column.length;
  if (shorter && column.role !== 'key') {
    const from = held.column.length === undefined ? 'no limit' : `${held.column.length} characters`;
    const message = `"${wanted.field}" has ${from} and cannot shrink to ${column.length}: values could be cut.`;
    return { path, code: 'SHRINK', message };
  }
  return undefined;
}

/** Storage without the length of text, which may grow. Precision is capped at 15 digits by both engines. */
const typeText = (column: Column): string =>
  column.type === 'decimal' ? `decimal with ${column.scale ?? 2} digits after the point` : column.type;

const isWider = (held: Column, wanted: Column): boolean =>
  held.length !== undefined && (wanted.length === undefined || wanted.length > held.length);

function fills({ before, after, model, zoneChanged }: TableChange, added: ReadonlySet<string>): readonly Step[] {
  const { table, entity } = after;
  const earlier = new Set([...before!.columns.values()].map((column) => column.fieldId));
  return [...(model.entities.get(entity)?.fields.values() ?? [])].flatMap((field): readonly Step[] => {
    const isNew = field.columns.some((column) => column.role === 'value' && added.has(column.name));
    if (isNew && !earlier.has(field.id)) {
      const value = field.document.default;
      if (value === undefined || value === null || typeof value === 'object') return [];
      return [
        { id: `fillDefault ${table}.${field.name}`, action: 'fillDefault', table, entity, field: field.name, value },
      ];
    }
    return needsCompanions(field, added, zoneChanged)
      ? [{ id: `fillCompanions ${table}.${field.name}`, action: 'fillCompanions', table, entity, field: field.name }]
      : [];
  });
}

const needsCompanions = (field: Field, added: ReadonlySet<string>, zoneChanged: boolean): boolean =>
  field.columns.some(
    (column) =>
      (column.role === 'local' && (zoneChanged || added.has(column.name))) ||
      (column.role === 'key' && added.has(column.name)),
  );

function addIndexes(before: PhysicalTable | undefined, after: PhysicalTable): readonly Step[] {
  return [...after.indexes.values()]
    .filter((index) => !before?.indexes.has(index.name))
    .map(({ name, columns, unique }) => ({
      id: `addIndex ${name}`,
      action: 'addIndex',
      table: after.table,
      name,
      columns,
      unique,
    }));
}

function dropIndexes(before: PhysicalTable, after: PhysicalTable): readonly Step[] {
  return [...before.indexes.keys()]
    .filter((name) => !after.indexes.has(name))
    .map((name) => ({ id: `dropIndex ${name}`, action: 'dropIndex', table: after.table, name }));
}
