/**
 * What a new record begins with, for both sides: the server fills in what a body leaves out, forms show it before. A default
 * is a constant, an expression over the record, which sees what was filled before it, in the order of the fields, or a value
 * looked up in another entity by a condition over the record.
 */
import type { Field } from '../model/model.js';
import type { LookUp } from '../schema/entity.js';
import type { Filter, Query } from '../schema/query.js';
import type { Value } from '../value.js';
import { expressionsIn } from './options.js';

/** A computed value in the form its column takes; what does not fit is no value. */
export function fit(field: Field, value: Value): Value {
  if (value === null) return null;
  const parsed = field.type.parse(value, field.document);
  return 'value' in parsed && parsed.value !== '' ? parsed.value : null;
}

/** The text of a default that is computed. */
export function defaultExpression({ document }: Field): string | undefined {
  const { default: stated } = document;
  return typeof stated === 'object' && stated !== null ? stated.expr : undefined;
}

/** Where a default is looked up, in the order in which it is tried; what is found first holds. */
export function lookUpsOf({ document }: Field): readonly LookUp[] {
  const { default: stated } = document;
  return typeof stated === 'object' && stated !== null && 'from' in stated ? stated.from : [];
}

/** It depends on the record: an expression or a look-up. */
export const isComputedDefault = ({ document: { default: stated } }: Field): boolean =>
  typeof stated === 'object' && stated !== null;

/** The expressions that the look-ups of a field read the record by, each once, in their order. */
export const lookUpTexts = (field: Field): readonly string[] => [
  ...new Set(lookUpsOf(field).flatMap(({ where }) => expressionsIn(where))),
];

/** False where the record lacks a value that the condition cannot do without: nothing is found, so nothing is asked. */
export function mayFind({ where }: LookUp, valueOf: (text: string) => Value): boolean {
  const may = (filter: Filter): boolean => {
    if ('and' in filter) return filter.and.every(may);
    if ('or' in filter) return filter.or.some(may);
    if (!('field' in filter)) return true;
    const { value } = filter;
    const isExpression = typeof value === 'object' && value !== null && 'expr' in value;
    return !isExpression || valueOf(String(value.expr)) !== null;
  };
  return may(where);
}

/** The query of a look-up, whose expressions are parameters: one without a value matches nothing. */
export function lookUpQuery(
  { entity, value, where, sort }: LookUp,
  valueOf: (text: string) => Value,
): { readonly query: Query; readonly parameters: Readonly<Record<string, Value>> } {
  const texts = [...new Set(expressionsIn(where))];
  return {
    query: {
      entity,
      select: [{ path: value, as: 'value' }],
      where: asParameters(where, (text) => `p${texts.indexOf(text)}`),
      ...(sort ? { sort } : {}),
      limit: 1,
    },
    parameters: Object.fromEntries(texts.map((text, index) => [`p${index}`, valueOf(text)])),
  };
}

function asParameters(filter: Filter, nameOf: (text: string) => string): Filter {
  if ('and' in filter) return { and: filter.and.map((part) => asParameters(part, nameOf)) };
  if ('or' in filter) return { or: filter.or.map((part) => asParameters(part, nameOf)) };
  if ('not' in filter) return { not: asParameters(filter.not, nameOf) };
  const inner = 'where' in filter && filter.where ? { where: asParameters(filter.where, nameOf) } : {};
  if ('some' in filter) return { ...filter, ...inner };
  if ('none' in filter) return { ...filter, ...inner };
  if ('measure' in filter) {
    const { where } = filter.measure;
    const measure = { ...filter.measure, ...(where ? { where: asParameters(where, nameOf) } : {}) };
    return { ...filter, measure, ...operand(filter.value, nameOf) };
  }
  if (!('field' in filter)) return filter;
  const { value } = filter;
  const isExpression = typeof value === 'object' && value !== null && 'expr' in value;
  return { ...filter, ...operand(value, nameOf), ...(isExpression ? { whenEmpty: 'none' as const } : {}) };
}

function operand<T>(value: T, nameOf: (text: string) => string): { value?: T | { parameter: string } } {
  if (typeof value !== 'object' || value === null || !('expr' in value)) return value === undefined ? {} : { value };
  return { value: { parameter: nameOf(String(value.expr)) } };
}

/** The constant that a field begins with; null where it has none or computes it. */
export function constantDefault(field: Field): Value {
  const { default: stated } = field.document;
  return stated === undefined || stated === null || typeof stated === 'object' ? null : fit(field, stated);
}
