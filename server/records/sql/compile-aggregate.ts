/**
 * Aggregates in two forms: to compare and sort with, inside the statement, and to read. A sum is read as exact text; an
 * average is read as sum and count and divided in decimal arithmetic, so that both engines give the same figure.
 */
import type { Column } from '../../../metadata/contributions.js';
import { averageDigits } from '../../../metadata/query/average.js';
import type { Aggregate } from '../../../metadata/schema/query.js';
import { raw, sql, wrap, type Fragment } from './fragment.js';
import type { SqlTools } from './tools.js';

/** An expression inside a statement; `column` gives the unit its values are in, absent for counts. */
export interface Figure {
  readonly sql: Fragment;
  readonly column?: Column;
  /** Characters at the end of a text that the expression leaves out: the minutes of an hour. */
  readonly cut?: number;
}

export function compileAggregate(
  tools: SqlTools,
  aggregate: Aggregate,
  expression: Fragment | undefined,
  column: Column | undefined,
): Figure {
  if (aggregate === 'count') return { sql: expression ? sql`count(${expression})` : raw('count(*)') };
  if (!expression || !column) throw new Error(`The aggregate "${aggregate}" needs a field.`);
  if (aggregate === 'countDistinct') return { sql: sql`count(distinct ${expression})` };
  if (aggregate === 'avg') return { sql: wrap(expression, (text) => comparableAverage(tools, text, column)) };
  return { sql: sql`${raw(aggregate)}(${expression})`, column };
}

/**
 * In natural units, whatever the column's, rounded to as many digits as an average keeps, so that equal averages are
 * equal: MySQL divides decimals exactly (as doubles, three times 999999999.99 by three would be another figure).
 */
function comparableAverage({ dialect }: SqlTools, expression: string, column: Column): string {
  const average =
    dialect.engine === 'mysql'
      ? `cast(sum(${expression}) as decimal(50, 15)) / count(${expression})`
      : dialect.avg(expression, column);
  return `round(${average}, ${averageDigits})`;
}
