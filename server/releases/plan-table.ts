/** Steps that turn the columns and indexes a table has into those the next release wants, or what stands against it. */
import type { Column } from '../../metadata/contributions.js';
import { canConvert } from '../../metadata/model/convert-value.js';
import type { Entity, Field, Model } from '../../metadata/model/model.js';
import type { Problem, Words } from '../../metadata/value.js';
import { problem, say } from '../../metadata/words.js';
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
  /** The entity as it is live; absent where it is not. */
  readonly live?: Entity | undefined;
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
  const converted = conversions(change);
  for (const wanted of after.columns.values()) {
    const held = before.columns.get(wanted.column.name);
    if (!held) {
      const { column } = wanted;
      const moved = converted.has(wanted.fieldId) ? undefined : movedFrom(wanted, before, after);
      if (moved) problems.push(moved);
      added.add(column.name);
      steps.push({ id: `addColumn ${table}.${column.name}`, action: 'addColumn', table, column });
      continue;
    }
    const against = checkKept(held, wanted, change);
    if (against) problems.push(against);
    else if (isWider(held.column, wanted.column)) {
      steps.push({
        id: `widenColumn ${table}.${wanted.column.name}`,
        action: 'widenColumn',
        table,
        column: wanted.column,
      });
    }
  }
  steps.push(
    ...converted.values(),
    ...fills(change, added, converted),
    ...addIndexes(before, after),
    ...dropIndexes(before, after),
  );
  return { steps, problems };
}

/** By field id: fields that are live in another column than they will be, in another form that their values can take. */
function conversions({ after, model, live }: TableChange): ReadonlyMap<string, Step> {
  const found = new Map<string, Step>();
  for (const to of model.entities.get(after.entity)?.fields.values() ?? []) {
    const from = [...(live?.fields.values() ?? [])].find((field) => field.id === to.id);
    if (!from || !isCarriedOver(from, to)) continue;
    const { table, entity } = after;
    const step = { id: `convertColumn ${table}.${to.name}`, action: 'convertColumn', table, entity, field: to.name } as const; // prettier-ignore
    found.set(to.id, { ...step, from: from.document, to: to.document });
  }
  return found;
}

function isCarriedOver(from: Field, to: Field): boolean {
  const [was, is] = [from.columns[0], to.columns[0]];
  if (!was || !is || was.name === is.name) return false;
  const isSame = from.type.id === to.type.id && typeWords(was).message === typeWords(is).message && was.length === is.length; // prettier-ignore
  return !isSame && canConvert(from, to);
}

function* checkRowSize(after: PhysicalTable): Iterable<Problem> {
  const bytes = rowBytes([...after.columns.values()].map(({ column }) => column));
  if (bytes <= mostRowBytes) return;
  const words = say`The fields of "${{ entity: after.entity }}" take ${{ bytes }} bytes in a row, more than ${{ most: mostRowBytes }}: make some of them longText.`;
  yield problem('/fields', 'ROW_TOO_WIDE', words);
}

/** The column of a field is fixed at creation: another one would begin empty and leave the values behind. */
function movedFrom(wanted: PhysicalColumn, before: PhysicalTable, after: PhysicalTable): Problem | undefined {
  if (wanted.column.role !== 'value') return undefined;
  const held = [...before.columns.values()].find(
    (each) => each.fieldId === wanted.fieldId && each.column.role === 'value',
  );
  if (!held || after.columns.get(held.column.name)?.fieldId === wanted.fieldId) return undefined;
  const { name } = held.column;
  const words = say`The values of "${{ field: wanted.field }}" are in the column "${{ name }}", which never changes: state "column": "${{ name }}" in the field.`;
  return problem('/fields', 'COLUMN_CHANGED', words);
}

/** What a column may not become: another field's, another type, shorter. A new column takes what can be carried over. */
function checkKept(held: PhysicalColumn, wanted: PhysicalColumn, change: TableChange): Problem | undefined {
  const { after } = change;
  const { column } = wanted;
  const path = '/fields';
  if (held.fieldId !== wanted.fieldId) {
    const words = say`The column "${{ column: column.name }}" of "${{ entity: after.entity }}" keeps the values of the earlier field "${{ earlier: held.field }}". State another "column" for "${{ field: wanted.field }}", or bring the earlier field back.`;
    return problem(path, 'COLUMN_TAKEN', words);
  }
  const was = typeWords(held.column);
  const now = typeWords(column);
  const shorter = column.length !== undefined && (held.column.length ?? Infinity) > column.length;
  const isOther = was.message !== now.message;
  if ((isOther || (shorter && column.role !== 'key')) && mayCarryOver(wanted, change)) {
    const free = freeColumn(column.name, change);
    const words = isOther
      ? say`"${{ field: wanted.field }}" is stored as ${{ was }}. As ${{ now }} it needs a column of its own: state "column": "${{ free }}" in the field, and its values are carried over.`
      : say`"${{ field: wanted.field }}" holds longer text. For ${{ length: column.length! }} characters it needs a column of its own: state "column": "${{ free }}" in the field, and its values are carried over.`;
    return problem(path, isOther ? 'TYPE_CHANGED' : 'SHRINK', words);
  }
  if (isOther) {
    const words = say`"${{ field: wanted.field }}" is stored as ${{ was }} and cannot become ${{ now }}: add a new field and archive this one.`;
    return problem(path, 'TYPE_CHANGED', words);
  }
  if (shorter && column.role !== 'key') {
    const { field } = wanted;
    const words =
      held.column.length === undefined
        ? say`"${{ field }}" has no limit and cannot shrink to ${{ length: column.length! }}: values could be cut. Leave it as it is.`
        : say`"${{ field }}" has ${{ held: held.column.length }} characters and cannot shrink to ${{ length: column.length! }}: values could be cut. Leave it as it is.`;
    return problem(path, 'SHRINK', words);
  }
  return undefined;
}

function mayCarryOver({ fieldId }: PhysicalColumn, { after, model, live }: TableChange): boolean {
  const [from, to] = [live, model.entities.get(after.entity)].map((entity) =>
    [...(entity?.fields.values() ?? [])].find((field) => field.id === fieldId),
  );
  return from !== undefined && to !== undefined && canConvert(from, to);
}

/** The next name that no column has or had. */
function freeColumn(name: string, { before, after }: TableChange): string {
  const stem = name.replace(/_\d+$/, '');
  for (let number = 2; ; number++) {
    const free = `${stem}_${number}`;
    if (!before?.columns.has(free) && !after.columns.has(free)) return free;
  }
}

/** Storage without the length of text, which may grow. Precision is capped at 15 digits by both engines. */
const typeWords = ({ type, scale = 2 }: Column): Words =>
  type === 'decimal' ? say`decimal with ${{ scale }} digits after the point` : columnWords[type];

const columnWords: Readonly<Record<Exclude<Column['type'], 'decimal'>, Words>> = {
  id: say`id`, text: say`text`, longText: say`long text`, integer: say`whole number`, boolean: say`true or false`,
  date: say`date`, datetime: say`date-time`, json: say`structured data`,
}; // prettier-ignore

const isWider = (held: Column, wanted: Column): boolean =>
  held.length !== undefined && (wanted.length === undefined || wanted.length > held.length);

function fills(
  { before, after, model, zoneChanged }: TableChange,
  added: ReadonlySet<string>,
  converted: ReadonlyMap<string, Step>,
): readonly Step[] {
  const { table, entity } = after;
  const earlier = new Set([...before!.columns.values()].map((column) => column.fieldId));
  return [...(model.entities.get(entity)?.fields.values() ?? [])].flatMap((field): readonly Step[] => {
    // Companions come with what is carried over.
    if (converted.has(field.id)) return [];
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
    .map(({ name, columns, unique, fields }) => ({
      id: `addIndex ${name}`,
      action: 'addIndex',
      table: after.table,
      name,
      columns,
      unique,
      ...(unique ? { entity: after.entity, fields } : {}),
    }));
}

function dropIndexes(before: PhysicalTable, after: PhysicalTable): readonly Step[] {
  return [...before.indexes.keys()]
    .filter((name) => !after.indexes.has(name))
    .map((name) => ({ id: `dropIndex ${name}`, action: 'dropIndex', table: after.table, name }));
}
