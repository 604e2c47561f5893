/**
 * What a new record begins with, for both sides: the server fills in what a body leaves out, forms show it before. A default
 * is a constant or an expression over the record, which sees what was filled before it, in the order of the fields.
 */
import type { Field } from '../model/model.js';
import type { Value } from '../value.js';

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

/** The constant that a field begins with; null where it has none or computes it. */
export function constantDefault(field: Field): Value {
  const { default: stated } = field.document;
  return stated === undefined || stated === null || typeof stated === 'object' ? null : fit(field, stated);
}
