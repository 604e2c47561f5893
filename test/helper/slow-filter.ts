/**
 * A second evaluator of filters, written another way on purpose: it works on the raw filter, without check, bind or
 * joins, truth is a number (1 true, 0 false, 1/2 unknown; and is the least, or the greatest, not is 1 - x), and days
 * are compared by writing the instant out in the zone. Slow and plain: the oracle of property tests.
 */
import type { Filter } from '../../metadata/schema/query.js';
import type { Value } from '../../metadata/value.js';
import { testFold } from './model.js';
import { lookupTargets, readPath } from './random-query.js';
import type { TestRow, TestRows } from './rows.js';

const unknown = 0.5;

export function slowTruth(filter: Filter, row: TestRow, rows: TestRows, today: string): number {
  const part = (inner: Filter) => slowTruth(inner, row, rows, today);
  if ('and' in filter) return Math.min(1, ...filter.and.map(part));
  if ('or' in filter) return Math.max(0, ...filter.or.map(part));
  if ('not' in filter) return 1 - part(filter.not);
  if (!('field' in filter)) throw new Error('Lists are not for this evaluator.');
  const value = readPath(rows, lookupTargets, row, filter.field);
  return leaf(value, filter.op, filter.value as Value, filter.field, rows);
}

function leaf(value: Value, op: string, operand: Value, field: string, rows: TestRows): number {
  if (op === 'isNull') return value === null ? 1 : 0;
  if (op === 'isNotNull') return value === null ? 0 : 1;
  if (value === null) return unknown;
  if (op === 'in') return any((operand as Value[]).map((one) => leaf(value, 'eq', one, field, rows)));
  if (op === 'notIn') return 1 - any((operand as Value[]).map((one) => leaf(value, 'eq', one, field, rows)));
  if (op === 'ne') return 1 - leaf(value, 'eq', operand, field, rows);
  if (op === 'gt') return 1 - leaf(value, 'lte', operand, field, rows);
  if (op === 'gte') return 1 - leaf(value, 'lt', operand, field, rows);
  if (op === 'between') {
    const [from, to] = operand as [Value, Value];
    return Math.min(leaf(value, 'gte', from, field, rows), leaf(value, 'lte', to, field, rows));
  }
  if (op === 'under') return under(value as string, operand as string, field.startsWith('region') ? 'region' : 'department', rows); // prettier-ignore
  if (op === 'contains' || op === 'startsWith' || op === 'endsWith') {
    const text = testFold(String(value));
    const part = testFold(String(operand));
    const index = op === 'endsWith' ? text.lastIndexOf(part) : text.indexOf(part);
    const wanted = op === 'contains' ? index : op === 'startsWith' ? 0 : text.length - part.length;
    return index >= 0 && index === wanted ? 1 : 0;
  }
  const compared = sameKind(value, operand);
  if (op === 'eq') return compared.value === operand ? 1 : 0;
  if (op === 'lt') return compared.value! < operand! ? 1 : 0;
  if (op === 'lte') return compared.value! <= operand! ? 1 : 0;
  throw new Error(`No such operator: ${op}`);
}

const any = (truths: readonly number[]): number => Math.max(0, ...truths);

/** A date-time against a day is compared as its local day. */
function sameKind(value: Value, operand: Value): { value: Value } {
  if (typeof value !== 'string' || typeof operand !== 'string') return { value };
  if (!/T.*Z$/.test(value) || operand.length !== 10) return { value };
  return { value: new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin', dateStyle: 'short' }).format(new Date(value)) }; // prettier-ignore
}

function under(value: string, ancestor: string, entity: string, rows: TestRows): number {
  if (value === ancestor) return 1;
  const parent = (rows[entity] ?? []).find((row) => row['id'] === value)?.['parent'];
  return typeof parent === 'string' ? under(parent, ancestor, entity, rows) : 0;
}
