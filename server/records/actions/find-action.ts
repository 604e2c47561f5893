/** The action that a request names: unknown is 404, not to be run by this person 403. */
import type { CompiledAction } from '../../../metadata/action/compile.js';
import type { Entity } from '../../../metadata/model/model.js';
import { say } from '../../../metadata/words.js';
import type { Context } from '../../context.js';
import { forbidden, notFound } from '../../errors.js';
import { Sight } from '../app/visible.js';
import { entityToRead } from '../entity.js';
import { compiledAction, mayRun } from './may-run.js';

export interface FoundAction {
  readonly entity: Entity;
  readonly compiled: CompiledAction;
}

export function findAction(context: Context, entityName: string, name: string): FoundAction {
  const entity = entityToRead(context, entityName);
  const action = entity.document.actions?.find((each) => each.name === name);
  if (!action) throw notFound();
  const { model } = context.release;
  const functions = context.registries.function;
  const compiled = compiledAction(model, entity, action, functions);
  if (!mayRun(new Sight(model, context.access, functions), entity, compiled)) throw actionForbidden(compiled);
  return { entity, compiled };
}

/** Says nothing of what it would make: that may be something the caller does not know of. */
export const actionForbidden = ({ action }: CompiledAction, path?: string) =>
  forbidden(
    'ACTION_NOT_ALLOWED',
    say`You may not do this: "${{ action: action.label }}".`,
    path === undefined ? {} : { path },
  );
