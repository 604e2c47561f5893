/**
 * Whether somebody may do something with one record, asked of the database with the very rule that lists use. For what
 * stands outside the write pipeline: sharing, printing, explaining.
 */
import type { Access } from '../../metadata/access/types.js';
import type { RecordAction } from '../../metadata/schema/app.js';
import type { Filter } from '../../metadata/schema/query.js';
import type { Context } from '../context.js';
import { prepareFor, systemView, toolsFor } from './prepare.js';
import { compileQuery } from './sql/compile-query.js';
import { selectRows } from './sql/fragment.js';

export interface ActQuestion {
  readonly entity: string;
  readonly id: string;
  readonly action: RecordAction;
}

/** `access` is whose rights are asked: the context's unless stated. */
export function mayAct(context: Context, question: ActQuestion, access: Access = context.access): Promise<boolean> {
  const { entity, id, action } = question;
  if (!access.mayEver(action, entity)) return Promise.resolve(false);
  return meetsRule(context, { entity, id }, access.filter(action, entity));
}

/** Whether a record that is not deleted meets a row rule, `user.…` being the principal of the context. */
export async function meetsRule(
  context: Context,
  { entity, id }: Omit<ActQuestion, 'action'>,
  rule: Filter,
): Promise<boolean> {
  const where: Filter = { and: [{ field: 'id', op: 'eq', value: id }, rule] };
  const query = { entity, select: [{ path: 'id' }], where, limit: 1 };
  const bound = prepareFor(context, query, { access: systemView(context) });
  const rows = await selectRows(context.database.read, compileQuery(toolsFor(context), bound).statement);
  return rows.length > 0;
}
