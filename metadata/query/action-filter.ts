/**
 * The filter of an `open` on a list, with plain operands: parameters and expressions are replaced by what they give, a
 * leaf without a value is left out, and so is a group of which nothing is left. What was clicked itself may have no value
 * (the mark of those without a region): that asks for the rows without one. Relative dates stay words. Pure.
 */
import type { Filter, Operand } from '../schema/query.js';
import type { Value } from '../value.js';

export interface ActionOperands {
  /** A range (a clicked period) is answered as the list of its two ends with `range`; a column of the mark with `clicked`. */
  expression(text: string): Answer;
  parameter(name: string): Value;
}

interface Answer {
  readonly value: Value;
  readonly range?: boolean;
  readonly clicked?: boolean;
  /** What was clicked stands for all but these: the others, beside those that are shown by name. */
  readonly except?: readonly Value[];
}
type Leaf = Extract<Filter, { field: string }>;

/** Undefined when every leaf was left out. */
export function bindActionFilter(filter: Filter, operands: ActionOperands): Filter | undefined {
  if ('and' in filter) return group('and', filter.and, operands);
  if ('or' in filter) return group('or', filter.or, operands);
  if ('not' in filter) {
    const part = bindActionFilter(filter.not, operands);
    return part && { not: part };
  }
  if ('field' in filter) return bindLeaf(filter, operands);
  if ('measure' in filter) {
    const { value } = plain(filter.value, operands);
    const measure = withWhere(filter.measure, operands);
    return isEmpty(value) ? undefined : { ...filter, measure, value: value as Operand };
  }
  if ('shared' in filter || 'memberOf' in filter || 'segment' in filter) return filter;
  return withWhere(filter, operands);
}

/** What relates to other records, with the condition on them. */
function withWhere<T extends { readonly where?: Filter }>(related: T, operands: ActionOperands): T {
  const { where: stated, ...rest } = related;
  const where = stated && bindActionFilter(stated, operands);
  return { ...rest, ...(where ? { where } : {}) } as T;
}

function group(key: 'and' | 'or', parts: readonly Filter[], operands: ActionOperands): Filter | undefined {
  const bound = parts.map((part) => bindActionFilter(part, operands)).filter((part) => part !== undefined);
  if (bound.length === 0) return undefined;
  return bound.length === 1 ? bound[0] : ({ [key]: bound } as Filter);
}

function bindLeaf(leaf: Leaf, operands: ActionOperands): Filter | undefined {
  if (leaf.op === 'isNull' || leaf.op === 'isNotNull') return leaf;
  const { value, range, clicked, except } = plain(leaf.value, operands);
  if (except && leaf.op === 'eq') return exceptLeaf(leaf.field, except);
  if (isEmpty(value)) return clicked && leaf.op === 'eq' ? { field: leaf.field, op: 'isNull' } : undefined;
  if (range || leaf.op === 'between') return betweenLeaf(leaf.field, value);
  if (Array.isArray(value) && leaf.op === 'eq') return { field: leaf.field, op: 'in', value: value as never };
  return { field: leaf.field, op: leaf.op, value: value as Operand };
}

/** Records without a value are among the others unless they are shown by themselves. */
function exceptLeaf(field: string, shown: readonly Value[]): Filter {
  const named = shown.filter((value) => value !== null);
  const others: Filter = { field, op: 'notIn', value: named as never };
  if (named.length < shown.length)
    return named.length === 0 ? { field, op: 'isNotNull' } : { and: [others, { field, op: 'isNotNull' }] };
  return { or: [others, { field, op: 'isNull' }] };
}

/** An end that is open is no end. */
function betweenLeaf(field: string, value: Value): Filter {
  if (!Array.isArray(value)) return { field, op: 'between', value: value as Operand };
  const [from = null, to = null] = value as (string | null)[];
  if (from === null) return { field, op: 'lte', value: to };
  return to === null ? { field, op: 'gte', value: from } : { field, op: 'between', value: [from, to] };
}

function plain(operand: Operand | undefined, operands: ActionOperands): Answer {
  if (typeof operand !== 'object' || operand === null || Array.isArray(operand)) return { value: operand ?? null };
  if ('expr' in operand) return operands.expression(operand.expr);
  if ('parameter' in operand) return { value: operands.parameter(operand.parameter) };
  return { value: operand as unknown as Value };
}

const isEmpty = (value: Value): boolean =>
  value === null || value === '' || (Array.isArray(value) && value.every((each) => each === null));
