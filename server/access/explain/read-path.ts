/** One value of a record, read without rights: explanations are for those who may grant any. */
import type { Value } from '../../../metadata/value.js';
import type { Context } from '../../context.js';
import { prepareFor, systemView, toolsFor } from '../../records/prepare.js';
import { compileQuery } from '../../records/sql/compile-query.js';
import { selectRows } from '../../records/sql/fragment.js';

export interface PathQuestion {
  readonly entity: string;
  readonly id: string;
  readonly paths: readonly string[];
}

/** Values in the order of the paths; undefined when there is no such record. */
export async function readPaths(
  context: Context,
  { entity, id, paths }: PathQuestion,
): Promise<readonly Value[] | undefined> {
  const select = paths.map((path, index) => ({ path, as: `p${index}` }));
  const query = { entity, select, where: { field: 'id', op: 'eq' as const, value: id }, limit: 1 };
  const bound = prepareFor(context, query, { access: systemView(context) });
  const compiled = compileQuery(toolsFor(context), bound);
  const [row] = await selectRows(context.database.read, compiled.statement);
  return row && compiled.read(row);
}
