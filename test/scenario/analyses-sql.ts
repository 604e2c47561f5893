/**
 * What the analyses must show, as SQL written by hand over the tables: which rows a person may see, by role, and the few
 * places where SQLite and MariaDB write a value otherwise. Nothing here knows the query engine.
 *
 * In a statement `{order_line}` stands for the rows of the table that the person may see, `{month o.ordered_on}` for the
 * first day of a month, `{year o.ordered_on}` of a year, `{amount l}` for what a line comes to, `{money o.total 4}` for an amount kept with four digits.
 */
import type { DatabaseFixture } from '../helper/databases.js';

/**
 * Whose rows: everybody's, a user's own, those of the users of a department and of all below it, or, for someone in
 * marketing, everybody's but for tasks and targets, which are personal.
 */
export type Sight =
  { readonly all: true } | { readonly owner: string } | { readonly department: string } | { readonly market: string };

export interface Person {
  readonly id: string;
  readonly sight: Sight;
}

export interface Reading {
  readonly engine: DatabaseFixture['engine'];
  readonly person: Person;
}

/** Tables that have an owner, and how the others come to theirs. What is in neither may be read by everyone. */
const owned = [
  'customer', 'order', 'opportunity', 'task', 'network', 'lead', 'quote', 'sales_target', 'service_request', 'interaction',
]; // prettier-ignore
const owners: Readonly<Record<string, readonly [column: string, parent: string]>> = {
  contact: ['customer', 'customer'],
  order_line: ['order', 'order'],
  quote_line: ['quote', 'quote'],
  payment: ['order', 'order'],
  network_report: ['network', 'network'],
  campaign_member: ['customer', 'customer'],
};

/** What the sharing documents let everybody in sales read. */
const sharedInSales: Readonly<Record<string, string>> = {
  customer: "type IN ('competitor', 'partner')",
  network: "kind = 'warehouse'",
};

/** The rows of one table that may be seen, as a table. */
function visible(table: string, person: Person): string {
  const own = ruleOf(table, person.sight);
  const shared = own === '' ? undefined : sharedInSales[table];
  const rule = shared === undefined ? own : `(${own} OR ${shared})`;
  return `(SELECT * FROM d_${table} WHERE deleted_at IS NULL${rule === '' ? '' : ` AND ${rule}`})`;
}

function ruleOf(table: string, sight: Sight): string {
  if ('all' in sight) return '';
  if ('market' in sight) return table === 'task' || table === 'sales_target' ? `owner = '${sight.market}'` : '';
  const through = owners[table];
  if (through) return `\`${through[0]}\` IN (SELECT id FROM d_${through[1]} WHERE ${ruleOf(through[1], sight)})`;
  if (!owned.includes(table)) return '';
  if ('owner' in sight) return `owner = '${sight.owner}'`;
  return `owner IN (SELECT id FROM d_user WHERE department IN (
    WITH RECURSIVE below(id) AS (
      SELECT id FROM d_department WHERE id = '${sight.department}'
      UNION SELECT d.id FROM d_department d JOIN below b ON d.parent = b.id
    ) SELECT id FROM below))`;
}

/** SQLite keeps an amount as a whole number of its smallest part, MariaDB as a decimal. */
const unscaled = (column: string, digits: number, engine: Reading['engine']): string =>
  engine === 'sqlite' ? `(${column} / 1${'0'.repeat(digits)}.0)` : column;

/** The statement for one person on one engine; `:name` is filled with a value, null where it is not given. */
export function write(
  text: string,
  { engine, person }: Reading,
  values: Readonly<Record<string, string | null>>,
): string {
  return text
    .replace(/\{month ([a-z_.]+)\}/g, engine === 'sqlite' ? "(SUBSTR($1, 1, 7) || '-01')" : "CONCAT(SUBSTR($1, 1, 7), '-01')")
    .replace(/\{year ([a-z_.]+)\}/g, engine === 'sqlite' ? "(SUBSTR($1, 1, 4) || '-01-01')" : "CONCAT(SUBSTR($1, 1, 4), '-01-01')")
    .replace(/\{amount ([a-z]+)\}/g, (_all, l: string) => {
      const [price, discount] = [unscaled(`${l}.unit_price`, 2, engine), unscaled(`${l}.discount`, 2, engine)];
      return `(${l}.quantity * ${price} * (1 - ${discount}))`;
    })
    .replace(/\{money ([a-z_.]+) ([0-9])\}/g, (_all, column: string, digits: string) => unscaled(column, Number(digits), engine))
    .replace(/\{([a-z_]+)\}/g, (_all, table: string) => visible(table, person))
    .replace(/:([a-z_]+)/g, (_all, name: string) => {
      const value = values[name] ?? null;
      return value === null ? 'NULL' : `'${value.replaceAll("'", "''")}'`;
    }); // prettier-ignore
}
