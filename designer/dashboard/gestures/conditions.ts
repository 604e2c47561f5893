/** Conditions that a filter adds to a query, and how all that speaks of a filter is taken out again. Pure. */
import type { Model } from '../../../metadata/model/model.js';
import { treeOf } from '../../../metadata/query/tree.js';
import type { Parameter } from '../../../metadata/schema/parameter.js';
import type { Filter } from '../../../metadata/schema/query.js';
import { isObject } from '../../json/schema-walk.js';
import { fieldAt } from './meanings.js';

/** What a filter asks of the rows of an entity, at this path. A clicked period is all its days. */
export function conditionsOf(model: Model, entity: string, path: string, parameter: Parameter): readonly Filter[] {
  const { name, type, grain } = parameter;
  const value = { parameter: name };
  if (type === 'dateRange') return [{ field: path, op: 'between', value }];
  if (type === 'date' && grain !== undefined) {
    const end = `if(isNull($${name}), date(2999, 12, 31), endOf($${name}, "${grain}"))`;
    return [{ field: path, op: 'gte', value }, { field: path, op: 'lte', value: { expr: end } }]; // prettier-ignore
  }
  const field = fieldAt(model, entity, path);
  return [{ field: path, op: field && treeOf(field, model) ? 'under' : 'eq', value }];
}

export function withConditions(where: Filter | undefined, added: readonly Filter[]): Filter {
  const held = where === undefined ? [] : 'and' in where ? where.and : [where];
  const all = [...held, ...added];
  return all.length === 1 ? all[0]! : { and: all };
}

/** Without the conditions that read this parameter, and groups that these leave empty; undefined when nothing is left. */
export function withoutConditions(where: Filter | undefined, parameter: string): Filter | undefined {
  return where === undefined ? undefined : (strip(where, parameter) as Filter | undefined);
}

/** The same of anything that holds filters: a query, the options of a part. */
export const withoutParameter = <T>(holder: T, parameter: string): T => strip(holder, parameter) as T;

function strip(value: unknown, parameter: string): unknown {
  if (Array.isArray(value)) return value.map((each) => strip(each, parameter)).filter((each) => each !== undefined);
  if (!isObject(value)) return value;
  if ('op' in value && speaksOf(value['value'], parameter)) return undefined;
  const next = Object.fromEntries(
    Object.entries(value).flatMap(([key, each]) => {
      const left = strip(each, parameter);
      return left === undefined ? [] : [[key, left]];
    }),
  );
  for (const key of ['and', 'or']) {
    const parts = next[key];
    if (!Array.isArray(parts) || Object.keys(value).length !== 1) continue;
    const before = value[key] as readonly unknown[];
    if (parts.length === 0 && before.length > 0) return undefined;
    if (parts.length === 1 && before.length > 1) return parts[0];
  }
  return 'not' in value && !('not' in next) ? undefined : next;
}

/** A parameter itself, or an expression that reads it or an end of its range. */
export function speaksOf(value: unknown, parameter: string): boolean {
  if (Array.isArray(value)) return value.some((each) => speaksOf(each, parameter));
  if (!isObject(value)) return false;
  const { parameter: read } = value;
  if (typeof read === 'string' && [parameter, `${parameter}_from`, `${parameter}_to`].includes(read)) return true;
  const { expr } = value;
  return typeof expr === 'string' && readsParameter(expr, parameter);
}

export const readsParameter = (expression: string, parameter: string): boolean =>
  new RegExp(`\\$${parameter}(?:_from|_to)?(?![a-z0-9_])`).test(expression);
