/** Conditions in lines: what can be said in one, and how a value is written. Pure. */
import type { Filter, FilterOperator, Operand } from '../../metadata/schema/query.js';
import type { ValueType } from '../../metadata/value.js';
import { isObject } from '../json/schema-walk.js';

export interface Leaf {
  readonly field: string;
  readonly op: FilterOperator;
  readonly value?: Operand;
  readonly whenEmpty?: 'none';
}

/** Conditions that all hold; undefined where the filter says more than that. */
export function leavesOf(filter: Filter | undefined): readonly Leaf[] | undefined {
  if (filter === undefined) return [];
  const all = 'and' in filter ? (filter.and as readonly Filter[]) : [filter];
  return all.every(isLeaf) ? all : undefined;
}

const isLeaf = (filter: Filter): filter is Filter & Leaf => {
  if (!('field' in filter) || typeof filter.field !== 'string') return false;
  const value: unknown = filter.value;
  return !isObject(value) || 'parameter' in value || 'expr' in value;
};

export function operatorsFor(type: ValueType | undefined): readonly FilterOperator[] {
  if (type === 'number' || type === 'date' || type === 'datetime') return ['gte', 'lte', 'gt', 'lt', 'eq', 'ne', 'isNotNull', 'isNull']; // prettier-ignore
  if (type === 'boolean') return ['eq', 'isNotNull', 'isNull'];
  if (type === 'id') return ['eq', 'ne', 'in', 'isNotNull', 'isNull'];
  return ['eq', 'ne', 'contains', 'startsWith', 'in', 'isNotNull', 'isNull'];
}

/** `$from` is a parameter, `=today()` a formula, a list is written with commas; else a value of the column's type. */
export function operandOf(text: string, type: ValueType | undefined, op: FilterOperator): Operand {
  const typed = text.trim();
  if (/^\$[a-z]\w*$/.test(typed)) return { parameter: typed.slice(1) };
  if (typed.startsWith('=') && typed.length > 1) return { expr: typed.slice(1).trim() };
  if (op === 'in' || op === 'notIn' || op === 'between')
    return typed.split(',').map((each) => plain(each.trim(), type));
  return plain(typed, type);
}

function plain(text: string, type: ValueType | undefined): string | number | boolean {
  if (type === 'boolean') return text === 'true' || text === '1';
  const number = Number(text);
  return type === 'number' && text !== '' && Number.isFinite(number) ? number : text;
}

export function textOfOperand(value: Operand | undefined): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.join(', ');
  if (typeof value !== 'object') return String(value);
  if ('parameter' in value) return `$${value.parameter}`;
  return 'expr' in value ? `=${value.expr}` : '';
}
