/**
 * Drilling in place: the query of a chart with one column put to the level that is reached, and a condition for each value
 * chosen on the way there. Pure.
 */
import { endOfPeriod } from '../chart/periods.js';
import type { Filter, Query, Select } from '../schema/query.js';
import type { Drill } from '../schema/dashboard.js';
import type { Scalar } from '../value.js';

/** Name of the result column of a select without an aggregate. */
const nameOf = (select: Select): string | undefined => select.as ?? select.path?.replaceAll('.', '_');

/** `values` are those chosen on the levels above: none is the first level. More than there are levels below is an error. */
export function drillQuery(query: Query, { column, levels }: Drill, values: readonly Scalar[]): Query {
  const level = levels[values.length];
  if (!level) throw new RangeError(`There are ${levels.length} levels, so at most ${levels.length - 1} values.`);
  const select = query.select.map((each): Select => {
    if (nameOf(each) !== column) return each;
    return { path: level.path, as: column, ...(level.grain ? { grain: level.grain } : {}) };
  });
  const chosen = values.map((value, index) => levelFilter(levels[index]!, value));
  const parts = [...(query.where ? [query.where] : []), ...chosen];
  return {
    ...query,
    select,
    ...(parts.length === 0 ? {} : { where: parts.length === 1 ? parts[0]! : { and: parts } }),
  };
}

/** Rows of one mark of a level: a period with all of its days, or the very value. */
function levelFilter({ path, grain }: Drill['levels'][number], value: Scalar): Filter {
  if (value === null) return { field: path, op: 'isNull' };
  if (grain === undefined || grain === 'hour' || typeof value !== 'string') return { field: path, op: 'eq', value };
  return { field: path, op: 'between', value: [value.slice(0, 10), endOfPeriod(value, grain)] };
}

/** The values on the way down as a click hands them to actions: `datum.month_1` is what was chosen on the first level. */
export function drillDatum(
  { column }: Pick<Drill, 'column'>,
  values: readonly Scalar[],
): Readonly<Record<string, Scalar>> {
  return Object.fromEntries(values.map((value, index) => [`${column}_${index + 1}`, value]));
}
