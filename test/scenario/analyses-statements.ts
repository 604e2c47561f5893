/** The shape in which the expected figures of a dashboard are stated, and the joins that several of them share. */

/** Rows of some tables, and the condition that each parameter of the dashboard sets on them when it is given. */
export interface Base {
  readonly from: string;
  /** What holds for all of them, whatever is asked: an order that was cancelled is no sale. */
  readonly only?: string;
  readonly follow: Readonly<Record<string, string>>;
}

export interface Statement {
  readonly of: Base;
  /** Columns with the names of the dataset; those that are grouped by come first. */
  readonly select: string;
  /** How many columns are grouped by. */
  readonly groups?: number;
  /** Parameters that this dataset does not follow, because its own chart sets them. */
  readonly but?: readonly string[];
  readonly where?: string;
  /** Rows at most: those with the largest figure, the last column. */
  readonly top?: number;
}

export interface Analysis {
  readonly dashboard: string;
  /** Statements by dataset. */
  readonly datasets: Readonly<Record<string, Statement>>;
  /** A second look with the optional parameters set: a value, or `SELECT …` that gives one. */
  readonly narrow: Readonly<Record<string, string>>;
}

export function sqlOf(
  { of, select, groups = 0, but = [], where }: Statement,
  values: Readonly<Record<string, string | null>>,
) {
  const given = Object.entries(of.follow).filter(([name]) => (values[name] ?? null) !== null && !but.includes(name));
  const conditions = [of.only, ...given.map(([, condition]) => condition), where].filter((each) => each !== undefined);
  const grouped = Array.from({ length: groups }, (_, index) => index + 1).join(', ');
  return [
    `SELECT ${select} FROM ${of.from}`,
    conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '',
    groups > 0 ? `GROUP BY ${grouped}` : '',
  ].join(' ');
}

/** The dates of the query pane on a column. */
export const period = (column: string) => ({ from: `${column} >= :from`, to: `${column} <= :to` });
export const month = (column: string) => ({ month: `SUBSTR(${column}, 1, 7) = SUBSTR(:month, 1, 7)` });
/** The record of a tree that was chosen and all below it. */
const inside = (column: string, table: string, name: string) =>
  `${column} IN (WITH RECURSIVE inside(id) AS (SELECT id FROM d_${table} WHERE id = :${name}
    UNION SELECT a.id FROM d_${table} a JOIN inside i ON a.parent = i.id) SELECT id FROM inside)`;
export const inArea = (column: string) => inside(column, 'area', 'area');
export const inRegion = (column: string) => inside(column, 'region', 'region');
/** Whoever belongs to the department or to one below it. */
export const inDepartment = (column: string) => inside(column, 'department', 'department');
/** Of an order: it was not called off. */
export const stands = "o.status <> 'cancelled'";
/** Of sales alone, whatever else is summed up: returns, cancellations and corrections are no orders. */
export const ofSales = (value: string) => `CASE WHEN o.kind = 'sale' THEN ${value} END`;
export const orderCount = `COUNT(DISTINCT ${ofSales('o.id')}) orders`;
export const buyerCount = `COUNT(DISTINCT ${ofSales('o.customer')}) customers`;
/** What went out less what came back; an adjustment or a correction of stock is no piece sold. */
export const pieces = "SUM(CASE WHEN o.kind IN ('sale', 'return', 'cancellation') THEN l.quantity END) pieces";

export const lines = `{order_line} l LEFT JOIN {order} o ON o.id = l.\`order\` LEFT JOIN {customer} c ON c.id = o.customer
  LEFT JOIN {product} p ON p.id = l.product LEFT JOIN {brand} b ON b.id = p.brand`;
export const orders = '{order} o LEFT JOIN {customer} c ON c.id = o.customer';
export const contacts = '{interaction} i LEFT JOIN {customer} c ON c.id = i.customer';

export const region = (code: string) => `SELECT id FROM d_region WHERE code = '${code}'`;
export const user = (login: string) => `SELECT id FROM d_user WHERE login = '${login}'`;
export const area = (code: string) => `SELECT id FROM d_area WHERE code = '${code}'`;
