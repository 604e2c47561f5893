/** Records by the values of one field, in few statements, under the rights of the context: what a reader may not see is not found. */
import type { Filter } from '../../metadata/schema/query.js';
import type { Scalar, Value } from '../../metadata/value.js';
import type { Context } from '../context.js';
import { runQuery } from '../records/query.js';

export interface FoundRecord {
  readonly id: string;
  /** The values asked for, by field name. */
  readonly values: Readonly<Record<string, Value>>;
}

/** Rows of one statement: as many as are read without a work process. */
const page = 1000;
const mostKeys = 300;

/** Every record whose `field` has one of the values, with the fields named. More than 1,000 for one value are cut off there. */
export async function findRecords(
  context: Context,
  entity: string,
  search: { readonly field: string; readonly values: Iterable<Value>; readonly read: readonly string[] },
): Promise<readonly FoundRecord[]> {
  const values = [...search.values].filter((value): value is Exclude<Scalar, null> => typeof value !== 'object');
  const found: FoundRecord[] = [];
  for (let from = 0; from < values.length; from += mostKeys) {
    found.push(...(await findSome(context, entity, search, values.slice(from, from + mostKeys))));
  }
  return found;
}

async function findSome(
  context: Context,
  entity: string,
  search: { readonly field: string; readonly read: readonly string[] },
  values: readonly Exclude<Scalar, null>[],
): Promise<readonly FoundRecord[]> {
  const where: Filter = { field: search.field, op: 'in', value: [...values] };
  const names = [...new Set([search.field, ...search.read])];
  const select = [{ path: 'id', as: 'record' }, ...names.map((path, index) => ({ path, as: `v${index}` }))];
  const { rows } = await runQuery(context, { entity, select, where, limit: page }, {}, { maxLimit: page });
  // A full page may hide records of the later values: each half is asked for again.
  if (rows.length === page && values.length > 1) {
    const middle = Math.ceil(values.length / 2);
    const front = await findSome(context, entity, search, values.slice(0, middle));
    return [...front, ...(await findSome(context, entity, search, values.slice(middle)))];
  }
  return rows.map((row) => ({
    id: String(row['record']),
    values: Object.fromEntries(names.map((name, index) => [name, row[`v${index}`] ?? null])),
  }));
}
