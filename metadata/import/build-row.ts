/**
 * The last step of a row to a body: values by their field types, look-ups by the records found, notes. Types are read by
 * the field types, so an import knows no rule of its own; what may not be taken is refused with the row.
 */
import type { Parsed } from '../contributions.js';
import { ExpressionError } from '../expression/errors.js';
import { isObjectValue, type Problem, type Value } from '../value.js';
import { say, wordsOf } from '../words.js';
import { targetOf, type ColumnPlan, type ImportPlan } from './plan.js';
import type { Field } from '../model/model.js';
import {
  about,
  cellText,
  refuse,
  type BuiltRow,
  type ConvertEnvironment,
  type Found,
  type ReadRow,
  type SourceRow,
  type Tell,
} from './row.js';
import { keysOf, readKey, readText } from './wanted-keys.js';

export function buildRow(plan: ImportPlan, read: ReadRow, environment: ConvertEnvironment): BuiltRow {
  const problems: Problem[] = [...read.problems];
  const body: Record<string, Value> = {};
  const found = new Map<string, Found>();
  const { line } = read.row;
  plan.columns.forEach((column, index) => {
    const cell = read.cells[index] ?? null;
    const tell: Tell = (finding) => environment.findings.add({ ...about(column), ...finding }, line);
    if (cell === null) {
      put(body, column.field, null);
      return;
    }
    const parsed = column.key
      ? resolveAll(column, cell, environment, found)
      : readText(column.field, cell, column, environment.text);
    if ('value' in parsed) {
      put(body, column.field, parsed.value);
      tellRewritten(column, cell, parsed.value, tell);
      return;
    }
    put(body, column.field, null);
    const from = String(cell);
    if (column.report && mayStayEmpty(column, parsed.code)) {
      tell({
        code: parsed.code,
        severity: 'note',
        from,
        to: null,
        ...say`${{ finding: wordsOf(parsed) }} The field was left empty.`,
      });
    } else {
      refuse(column, parsed.code, parsed, problems, tell, from);
    }
  });
  if (problems.length === 0) addNotes(plan, read.row, body, found, environment);
  return { line, body, problems };
}

/** A part of a composite stands inside it: `{"address":{"city":"Lyon"}}`. */
function put(body: Record<string, Value>, { name, partOf }: Field, value: Value): void {
  if (!partOf) {
    body[name] = value;
    return;
  }
  const held = body[partOf.field] ?? null;
  body[partOf.field] = { ...(isObjectValue(held) ? held : {}), [partOf.part]: value };
}

/** Text that its type brings into another form (composed accents, half-width digits, line ends) is told, too. */
function tellRewritten(column: ColumnPlan, cell: Value, stored: Value, tell: Tell): void {
  const { valueType, dictionary } = column.field;
  if (valueType !== 'text' || dictionary !== undefined || typeof cell !== 'string' || stored === cell) return;
  tell({
    code: 'REWRITTEN',
    severity: 'note',
    message: 'The text was brought into the form in which such text is stored.',
  });
}

/** Only what could not be found may stay empty; a key of two records, or a wrong number, never. */
const mayStayEmpty = (column: ColumnPlan, code: string): boolean =>
  code === 'LOOKUP_MISSING' || (column.field.dictionary !== undefined && code === 'NOT_A_CHOICE');

/** One record, or of linked records all that the cell names; one that is not found stops the others. */
function resolveAll(
  column: ColumnPlan,
  cell: Value,
  environment: ConvertEnvironment,
  found: Map<string, Found>,
): Parsed {
  if (!column.field.links) return resolve(column, cell, environment, found);
  const ids: Value[] = [];
  for (const part of keysOf(column, cell)) {
    const parsed = resolve(column, part, environment, found);
    if ('code' in parsed) return parsed;
    if (parsed.value !== null && !ids.includes(parsed.value)) ids.push(parsed.value);
  }
  return { value: ids };
}

function resolve(column: ColumnPlan, cell: Value, environment: ConvertEnvironment, found: Map<string, Found>): Parsed {
  const target = targetOf(column);
  const key = column.key!.name;
  const called = column.targetLabel ?? target;
  const parsed = readKey(column, cell, environment.text);
  if (!parsed || 'code' in parsed) return parsed ?? { value: null };
  const match = environment.find(target, key, parsed.value);
  if (match === 'ambiguous') {
    const words = say`Several records of ${{ target: called }} have ${{ key: column.key!.label }} "${{ cell: String(cell) }}". Use a key that only one has.`;
    return { code: 'LOOKUP_AMBIGUOUS', ...words };
  }
  if (!match)
    return {
      code: 'LOOKUP_MISSING',
      ...say`There is no ${{ target: called }} with ${{ key: column.key!.label }} "${{ cell: String(cell) }}".`,
    };
  found.set(column.field.name, match);
  return { value: match.id };
}

function addNotes(
  plan: ImportPlan,
  row: SourceRow,
  body: Readonly<Record<string, Value>>,
  found: ReadonlyMap<string, Found>,
  { evaluation, findings }: ConvertEnvironment,
): void {
  const field = (path: readonly string[]): Value => {
    const name = path.slice(1).join('.');
    if (Object.hasOwn(row.cells, name)) return cellText(row, name);
    const [first = '', second] = name.split('.');
    const own = Object.hasOwn(body, first) ? body[first]! : null;
    if (second === undefined) return own;
    if (isObjectValue(own)) return own[second] ?? null;
    return found.get(first)?.values?.[second] ?? null;
  };
  for (const note of plan.notes) {
    if (!holds(() => note.when.evaluate({ context: evaluation, field }))) continue;
    findings.add({ code: 'NOTE', severity: 'note', label: note.label, message: 'Worth knowing.' }, row.line);
  }
}

/** A condition that cannot be evaluated for a row (text where a number was expected) does not hold for it. */
function holds(condition: () => Value): boolean {
  try {
    return condition() === true;
  } catch (error) {
    if (error instanceof ExpressionError) return false;
    throw error;
  }
}
