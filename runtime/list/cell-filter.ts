/** "Only these", "without these": the value of a cell as a condition. Pure. */
import type { Field } from '../../metadata/model/model.js';
import type { Filter } from '../../metadata/schema/query.js';
import { isReference } from '../data/record.js';

/** Undefined where the field cannot be filtered by this value. */
export function cellFilters(
  path: string,
  field: Field,
  value: unknown,
): { readonly only: Filter; readonly without: Filter } | undefined {
  const has = (op: string) => field.operators.some((each) => each === op);
  if (value === null || value === undefined || value === '') {
    if (!has('isNull') || !has('isNotNull')) return undefined;
    return { only: { field: path, op: 'isNull' }, without: { field: path, op: 'isNotNull' } };
  }
  const plain = isReference(value) ? value.id : value;
  if (typeof plain !== 'string' && typeof plain !== 'number' && typeof plain !== 'boolean') return undefined;
  if (field.dictionary !== undefined && has('in')) {
    return {
      only: { field: path, op: 'in', value: [plain] },
      without: orEmpty(path, { field: path, op: 'notIn', value: [plain] }),
    };
  }
  if (!has('eq') || !has('ne')) return undefined;
  return {
    only: { field: path, op: 'eq', value: plain },
    without: orEmpty(path, { field: path, op: 'ne', value: plain }),
  };
}

/** Whoever takes out one value does not mean to take out those without any. */
const orEmpty = (path: string, filter: Filter): Filter => ({ or: [filter, { field: path, op: 'isNull' }] });
