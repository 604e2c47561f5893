/** What somebody may do with one record, so that a page offers no more than that: each asked by the rule that lists use. */
import type { RecordAction } from '../../metadata/schema/app.js';
import type { Context } from '../context.js';
import { notFound } from '../errors.js';
import { entityToRead } from './entity.js';
import { mayAct } from './may-act.js';

/** Actions that a page of a record offers. */
const offered = ['update', 'delete', 'share'] as const satisfies readonly RecordAction[];

export type Allowed = Readonly<Record<(typeof offered)[number], boolean>>;

/** 404 for a record that is not to be seen, as for one that is not there. */
export async function allowedActions(context: Context, entity: string, id: string): Promise<Allowed> {
  entityToRead(context, entity);
  const [isSeen, ...may] = await Promise.all(
    (['read', ...offered] as const).map((action) => mayAct(context, { entity, id, action })),
  );
  if (!isSeen) throw notFound();
  return Object.fromEntries(offered.map((action, index) => [action, may[index]])) as Allowed;
}
