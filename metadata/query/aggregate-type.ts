/** What an aggregate over a field gives, apart from the query check: field types and screens ask it too. */
import type { Field } from '../model/model.js';
import type { Aggregate } from '../schema/query.js';
import type { ValueType, Words } from '../value.js';
import { say } from '../words.js';

/** Type of an aggregate over a field (none: over rows), or why there is none. Used by select, too. */
export function aggregateType(
  aggregate: Aggregate,
  field: Field | undefined,
): { readonly type: ValueType } | { readonly fault: Words } {
  if (aggregate === 'count' && !field) return { type: 'number' };
  if (!field) return { fault: say`"${{ aggregate }}" needs a field.` };
  if (field.children || field.links || field.columns.length === 0)
    return { fault: say`"${{ field: field.name }}" is not stored: it has no aggregates.` };
  if (field.sealed) return { fault: say`"${{ field: field.name }}" never leaves the server: it has no aggregates.` };
  if (aggregate === 'count' || aggregate === 'countDistinct') return { type: 'number' };
  if (!(field.type.aggregates ?? []).includes(aggregate))
    return { fault: say`"${{ field: field.name }}" has no "${{ aggregate }}".` };
  const adds = aggregate === 'sum' || aggregate === 'avg';
  // A formula's type offers what numbers have; one that gives a text has no sum.
  if (adds && field.valueType !== 'number')
    return { fault: say`"${{ field: field.name }}" is no number: it has no "${{ aggregate }}".` };
  return { type: field.valueType };
}
