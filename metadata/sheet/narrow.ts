/**
 * Some groups of a dataset as conditions of a query: the rows behind a value are asked for, instead of all rows being read
 * to find them. What a sheet sees of a dataset that the database groups is always a set of its groups, whatever buckets,
 * conditions, limits or others lead there (push-down.ts), so it is enough to say which values of which columns they have.
 */
import type { ResultRow } from '../contributions.js';
import type { Filter, Select } from '../schema/query.js';
import { endOfPeriod } from '../chart/periods.js';
import type { Scalar, Value } from '../value.js';
import { groupKey } from './row-sets.js';

/** A column that tells groups apart. */
export interface GroupColumn {
  readonly name: string;
  readonly select: Select;
  /** Its values are ids of records: of one that may not be seen the value is null, and what is stored is not. */
  readonly isLink: boolean;
}

/** Values that one condition may list; of the other values of the column it may list as many. */
const MOST_VALUES = 400;
/** Periods that one condition may list. */
const MOST_PERIODS = 12;

/**
 * Conditions that hold for the rows of the chosen groups and for no others; none where all are chosen. Undefined where the
 * groups are not all those that have some values of one column, some of the next, and so on, or have too many of them.
 */
export function narrowTo(
  columns: readonly GroupColumn[],
  groups: readonly ResultRow[],
  chosen: readonly ResultRow[],
): readonly Filter[] | undefined {
  const filters: Filter[] = [];
  let product = groups;
  for (const column of columns) {
    const { name } = column;
    const all = valuesOf(groups, name);
    const inside = valuesOf(chosen, name);
    if (inside.size === all.size) continue;
    const filter = conditionOf(column, inside, all);
    if (!filter) return undefined;
    filters.push(filter);
    product = product.filter((row) => inside.has(groupKey(row[name] ?? null)));
  }
  return product.length === chosen.length ? filters : undefined;
}

/** The rows with one value; undefined where that cannot be said. */
export const narrowToValue = (column: GroupColumn, value: Scalar): Filter | undefined =>
  value === null && column.isLink ? undefined : conditionOf(column, new Map([[groupKey(value), value]]));

type Values = ReadonlyMap<string, Value>;

function valuesOf(rows: readonly ResultRow[], name: string): Values {
  const values = new Map<string, Value>();
  for (const row of rows) {
    const value = row[name] ?? null;
    values.set(groupKey(value), value);
  }
  return values;
}

const isScalar = (value: Value): value is NonNullable<Scalar> => value !== null && typeof value !== 'object';

/** `all` are the values there are, where they are known. */
function conditionOf({ select: { path = '', grain }, isLink }: GroupColumn, inside: Values, all?: Values): Filter | undefined {
  const hasNull = inside.has(groupKey(null));
  const values = [...inside.values()].filter(isScalar);
  if (values.length + Number(hasNull) < inside.size) return undefined;
  const isNull: Filter = { field: path, op: 'isNull' };
  if (grain !== undefined) {
    if (grain === 'hour' || values.length > MOST_PERIODS) return undefined;
    const periods = values.map((value): Filter => {
      const first = String(value).slice(0, 10);
      return { field: path, op: 'between', value: [first, endOfPeriod(first, grain)] };
    });
    return anyOf(hasNull ? [...periods, isNull] : periods);
  }
  const others = all && [...all].filter(([key]) => !inside.has(key)).map(([, value]) => value);
  const outside = others?.filter(isScalar);
  const mayExclude = outside !== undefined && outside.length > 0 && outside.length <= MOST_VALUES && others!.every((each) => each === null || isScalar(each)); // prettier-ignore
  const isFew = values.length <= MOST_VALUES;
  if (hasNull) {
    // A link that leads to nothing its reader may see has a value all the same: it is none of the others.
    if (isLink || !isFew)
      return mayExclude ? anyOf([isNull, { field: path, op: 'notIn', value: outside }]) : undefined;
    return anyOf(values.length > 0 ? [isNull, oneOf(path, values)] : [isNull]);
  }
  if (isFew) return oneOf(path, values);
  return mayExclude && outside.length === others!.length ? { field: path, op: 'notIn', value: outside } : undefined;
} // prettier-ignore

const oneOf = (field: string, values: readonly NonNullable<Scalar>[]): Filter =>
  values.length === 1 ? { field, op: 'eq', value: values[0]! } : { field, op: 'in', value: [...values] };
const anyOf = (parts: readonly Filter[]): Filter => (parts.length === 1 ? parts[0]! : { or: [...parts] });
